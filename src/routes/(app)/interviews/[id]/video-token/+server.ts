import { error, json } from '@sveltejs/kit';
import { toSignallingUrl } from '#lib/server/signalling.ts';
import type { VideoRefusal } from '#server/livekit/video-service.ts';
import type { VideoTokenAnswer } from '#lib/room/video-token.ts';
import type { RequestHandler } from './$types';

const statuses: Record<VideoRefusal, number> = {
	bad_request: 400,
	not_allowed: 403,
	not_found: 404,
	wrong_phase: 409,
	seat_taken: 409,
	video_down: 503
};

/** A minute's right to one tab to enter this interview's video room. */
export const POST: RequestHandler = async ({ locals, params, request, url }) => {
	if (!locals.actor) error(401, 'Sign in first.');
	const { tabId, isTakeOver, isAhead } = await readBody(request);
	const result = await locals.services.video.issueToken(locals.actor, params.id, {
		tabId,
		isTakeOver: isTakeOver === true,
		isAhead: isAhead === true
	});
	const headers = { 'cache-control': 'no-store' };
	if (!result.ok) return json(result, { status: statuses[result.code], headers });
	const answer: VideoTokenAnswer = { ...result, url: result.url ?? toSignallingUrl(url) };
	return json(answer, { headers });
};

/** The tab has left: its seat is free at once. */
export const DELETE: RequestHandler = async ({ locals, params, request }) => {
	if (!locals.actor) error(401, 'Sign in first.');
	const { tabId } = await readBody(request);
	await locals.services.video.releaseSeat(locals.actor, params.id, tabId);
	return new Response(null, { status: 204 });
};

async function readBody(request: Request): Promise<Record<string, unknown>> {
	const body: unknown = await request.json().catch(() => null);
	if (typeof body !== 'object' || body === null) error(400, 'This wants a JSON object.');
	return { ...body };
}
