import { error } from '@sveltejs/kit';
import { requireMember } from '#lib/server/guard.ts';
import { toMediaResponse } from '#lib/server/media.ts';
import type { RequestHandler } from './$types';

/** A lent recording, for the candidate whose it is. */
export const GET: RequestHandler = async (event) => {
	const actor = requireMember(event);
	const { id: interviewId, requestId, mediaId } = event.params;
	const media = await event.locals.services.reviews.readOwnMedia(actor, {
		interviewId,
		requestId,
		mediaId
	});
	if (!media) error(404, 'There is no recording at this address.');
	return toMediaResponse(event.request, media);
};

export const HEAD = GET;
