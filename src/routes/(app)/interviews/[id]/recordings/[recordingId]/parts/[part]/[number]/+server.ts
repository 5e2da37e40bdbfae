import { json } from '@sveltejs/kit';
import { chunkMessages, type ChunkRefusal } from '#lib/recording/chunk.ts';
import type { PutChunkResult } from '#server/recordings/recording-service.ts';
import type { RequestHandler } from './$types';

const statuses: Partial<Record<ChunkRefusal, number>> = {
	not_found: 404,
	not_recorder: 403,
	bad_request: 400,
	damaged: 400,
	empty: 400,
	deleted: 410,
	too_large: 413,
	not_webm: 415,
	too_small: 429,
	full_recording: 507,
	full_owner: 507,
	full_organisation: 507,
	full_disk: 507
};

const toResponse = (result: PutChunkResult, status?: number) =>
	json(result, { status: result.ok ? 200 : (status ?? statuses[result.code] ?? 409) });

const refuse = (code: ChunkRefusal, status?: number) =>
	toResponse({ ok: false, code, message: chunkMessages[code] }, status);

/**
 * Keeps the chunk `number` of a part, from 0. Headers: `x-sha256` of the body in hex, `x-started-at` server time in ms,
 * `x-last: 1` with the part's last. A refusal comes with a code, a sentence, and `next` where another number is wanted.
 */
export const PUT: RequestHandler = async ({ locals, params, request }) => {
	if (!locals.actor) return refuse('not_found', 401);
	const part = toCount(params.part);
	const number = toCount(params.number);
	const sha256 = request.headers.get('x-sha256') ?? '';
	const startedAt = toCount(request.headers.get('x-started-at') ?? '');
	const last = request.headers.get('x-last') ?? '0';
	const isStrange = part === null || number === null || startedAt === null;
	const bytes = new Uint8Array(await request.arrayBuffer());
	// Who may not add to it learns nothing about what a piece must look like.
	return toResponse(
		await locals.services.recordings.putChunk(
			locals.actor,
			params.id,
			params.recordingId,
			isStrange || !/^[0-9a-f]{64}$/.test(sha256) || !/^[01]$/.test(last)
				? null
				: { part, number, sha256, startedAt, isLast: last === '1', bytes }
		)
	);
};

/** Null where it is no whole number from 0 that a browser counts to. */
function toCount(text: string): number | null {
	return /^\d{1,15}$/.test(text) ? Number(text) : null;
}
