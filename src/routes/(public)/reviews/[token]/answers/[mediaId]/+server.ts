import { error } from '@sveltejs/kit';
import { requireSignedIn } from '#lib/server/guard.ts';
import { toMediaResponse } from '#lib/server/media.ts';
import type { RequestHandler } from './$types';

/** A lent recording, for whoever has opened the link and as long as it is open. */
export const GET: RequestHandler = async (event) => {
	const actor = requireSignedIn(event);
	const { token, mediaId } = event.params;
	const media = await event.locals.services.reviews.readMedia(token, actor, mediaId);
	if (!media) error(404, 'There is no recording at this address.');
	return toMediaResponse(event.request, media);
};

export const HEAD = GET;
