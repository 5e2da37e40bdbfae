import { error } from '@sveltejs/kit';
import { requireActor } from '#lib/server/guard.ts';
import { toMediaResponse } from '#lib/server/media.ts';
import type { RequestHandler } from './$types';

/** The recording itself, whole or a stretch of it. Who may watch is asked anew with every request: no address outlives its right. */
export const GET: RequestHandler = async (event) => {
	const actor = requireActor(event);
	const { id, recordingId } = event.params;
	const media = await event.locals.services.recordings.openMedia(actor, id, recordingId);
	if (!media) error(404, 'There is no recording at this address, or it is not yours to see.');
	return toMediaResponse(event.request, media);
};

export const HEAD = GET;
