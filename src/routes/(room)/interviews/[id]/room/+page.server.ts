import { error, redirect } from '@sveltejs/kit';
import type { PageServerLoad } from './$types';

/** Enters the room. Who is not on the list gets a 404; an interview that is over shows its own page instead. */
export const load: PageServerLoad = async ({ locals, params, url, setHeaders }) => {
	if (!locals.actor) redirect(303, `/sign-in?next=${encodeURIComponent(url.pathname)}`);
	setHeaders({ 'cache-control': 'no-store' });
	const round = Number(url.searchParams.get('round')) || undefined;
	const room = await locals.services.rooms.enter(locals.actor, params.id, round);
	if (room) return { room };
	const details = await locals.services.interviews.get(locals.actor, params.id);
	if (details) redirect(303, `/interviews/${params.id}`);
	error(404, 'There is no such interview, or you are not on its list.');
};
