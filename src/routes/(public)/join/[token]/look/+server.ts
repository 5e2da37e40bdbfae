import { error, json } from '@sveltejs/kit';
import type { RequestHandler } from './$types';

/** What a waiting page asks every few seconds: a `KnockLook`. Asking says that somebody still waits, so it is no GET. */
export const POST: RequestHandler = async ({ locals, params }) => {
	if (!locals.actor) error(401, 'Open the link again.');
	return json(await locals.services.knocks.look(locals.actor, params.token));
};
