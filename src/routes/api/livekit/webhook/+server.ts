import { error } from '@sveltejs/kit';
import type { RequestHandler } from './$types';

const maxBodyLength = 65_536;
const statuses = { forged: 401, stale: 401, video_down: 503 } as const;

/** LiveKit's hints that somebody came or went. Its signature is over the body as it was sent. */
export const POST: RequestHandler = async ({ locals, request }) => {
	const body = await request.text();
	if (body.length > maxBodyLength) error(413, 'That is too long for a webhook.');
	const result = await locals.services.video.handleWebhook(
		body,
		request.headers.get('authorization')
	);
	if (!result.ok) error(statuses[result.code], 'Not accepted.');
	return new Response(null, { status: 204 });
};
