/** A recording that somebody may have now. */
export interface MediaFile {
	/** Ours, by its bytes; never what somebody called it. */
	mimeType: string;
	bytes: number;
	/** Names these very bytes, which never change. */
	tag: string;
	/** Letters, digits, `-` and `.` alone. */
	fileName: string;
	/** `from` to `to`, both included. */
	read(from: number, to: number): ReadableStream<Uint8Array>;
}

/** One stretch of a file as a request names it (RFC 9110, 14.1.2); several at once are answered with the whole. */
export function readRange(
	header: string | null,
	bytes: number
): { from: number; to: number } | 'whole' | 'unsatisfiable' {
	const match = header && /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header.trim());
	if (!match || (!match[1] && !match[2])) return 'whole';
	const [, first, last] = match;
	if (!first) {
		const suffix = Math.min(Number(last), bytes);
		return suffix === 0 ? 'unsatisfiable' : { from: bytes - suffix, to: bytes - 1 };
	}
	const from = Number(first);
	if (last && Number(last) < from) return 'whole';
	if (from >= bytes) return 'unsatisfiable';
	return { from, to: last ? Math.min(Number(last), bytes - 1) : bytes - 1 };
}

/**
 * Answers a GET or a HEAD with a recording: whole, a stretch of it (206, 416), or 304. Rights are looked at before, on
 * every request. Whatever the bytes are, a browser that opens them by themselves saves a file and runs nothing.
 */
export function toMediaResponse(request: Request, media: MediaFile): Response {
	const etag = `"${media.tag}"`;
	const headers = new Headers({
		'content-type': media.mimeType,
		'accept-ranges': 'bytes',
		etag,
		'cache-control': 'private, no-store',
		'content-disposition': `attachment; filename="${media.fileName}"`,
		'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
		'x-content-type-options': 'nosniff'
	});
	const isHead = request.method === 'HEAD';
	const known = request.headers.get('if-none-match');
	if (known && known.split(',').some((one) => one.trim().replace(/^W\//, '') === etag))
		return new Response(null, { status: 304, headers });
	const condition = request.headers.get('if-range');
	const isCurrent = condition === null || condition === etag;
	const range = readRange(isCurrent ? request.headers.get('range') : null, media.bytes);
	if (range === 'unsatisfiable') {
		headers.set('content-range', `bytes */${media.bytes}`);
		return new Response(null, { status: 416, headers });
	}
	const { from, to } = range === 'whole' ? { from: 0, to: media.bytes - 1 } : range;
	headers.set('content-length', String(to - from + 1));
	if (range !== 'whole') headers.set('content-range', `bytes ${from}-${to}/${media.bytes}`);
	return new Response(isHead ? null : media.read(from, to), {
		status: range === 'whole' ? 200 : 206,
		headers
	});
}
