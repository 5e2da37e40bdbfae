import { error } from '@sveltejs/kit';
import { requireActor } from '#lib/server/guard.ts';
import { toMediaResponse } from '#lib/server/media.ts';
import type { RequestHandler } from './$types';

/** What was said, to read along; asked for anew like the recording itself. */
export const GET: RequestHandler = async (event) => {
	const actor = requireActor(event);
	const { id, recordingId } = event.params;
	const captions = await event.locals.services.replays.openCaptions(actor, id, recordingId);
	if (!captions) error(404, 'There are no captions at this address, or they are not yours to see.');
	return toMediaResponse(event.request, captions);
};

export const HEAD = GET;
