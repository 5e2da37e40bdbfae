import { redirect } from '@sveltejs/kit';
import { clearSessionCookie } from '#lib/server/session-cookie.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals }) => {
	if (!locals.actor) redirect(303, '/sign-in');
};

export const actions: Actions = {
	default: async (event) => {
		if (event.locals.actor) await event.locals.services.accounts.signOut(event.locals.actor);
		clearSessionCookie(event);
		// What pages kept in this browser is not for whoever sits here next.
		event.setHeaders({ 'clear-site-data': '"storage"' });
		redirect(303, '/sign-in?notice=signed-out');
	}
};
