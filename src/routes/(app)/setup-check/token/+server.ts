import { error, json } from '@sveltejs/kit';
import { toSignallingUrl } from '#lib/server/signalling.ts';
import type { RequestHandler } from './$types';

const statuses = { video_down: 503, too_many_attempts: 429 } as const;

/** A minute's right to the set-up check's own room. */
export const POST: RequestHandler = async ({ locals, url, getClientAddress }) => {
	if (!locals.actor) error(401, 'Sign in first.');
	const result = await locals.services.video.issueCheckToken(locals.actor, getClientAddress());
	const headers = { 'cache-control': 'no-store' };
	if (!result.ok) return json(result, { status: statuses[result.code], headers });
	return json({ ...result, url: result.url ?? toSignallingUrl(url) }, { headers });
};
