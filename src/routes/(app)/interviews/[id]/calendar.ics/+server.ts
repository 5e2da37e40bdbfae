import { error } from '@sveltejs/kit';
import { requireActor } from '#lib/server/guard.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async (event) => {
	const actor = requireActor(event);
	const file = await event.locals.services.interviews.toCalendar(
		actor,
		event.params.id,
		event.url.origin
	);
	if (file === null) error(404, 'There is no set time to put into a calendar.');
	return new Response(file, {
		headers: {
			'content-type': 'text/calendar; charset=utf-8',
			'content-disposition': 'attachment; filename="mock-interview.ics"',
			'cache-control': 'private, no-store'
		}
	});
};
