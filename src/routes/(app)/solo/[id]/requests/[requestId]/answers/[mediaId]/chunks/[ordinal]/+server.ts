import { json } from '@sveltejs/kit';
import { toUploadMessage, uploadStatuses, type UploadRefusal } from '#lib/review/upload-limits.ts';
import { requireMember } from '#lib/server/guard.ts';
import type { RequestHandler } from './$types';

const refuse = (code: UploadRefusal) =>
	json({ ok: false, code, message: toUploadMessage(code) }, { status: uploadStatuses[code] });

/** Takes one piece of a recording: its bytes, and their SHA-256 in hex as `x-content-sha256`. Sent again, it changes nothing. */
export const PUT: RequestHandler = async (event) => {
	const actor = requireMember(event);
	const { id: interviewId, requestId, mediaId, ordinal } = event.params;
	const { headers } = event.request;
	const hash = headers.get('x-content-sha256') ?? '';
	const isOurs =
		/^\d{1,6}$/.test(ordinal) &&
		/^[0-9a-f]{64}$/.test(hash) &&
		headers.get('content-type') === 'application/octet-stream';
	if (!isOurs) return refuse('invalid');
	const place = { interviewId, requestId, mediaId, ordinal: Number(ordinal) };
	const bytes = new Uint8Array(await event.request.arrayBuffer());
	const put = await event.locals.services.reviews.putChunk(actor, place, { hash, bytes });
	return json(put, { status: put.ok ? 200 : uploadStatuses[put.code] });
};
