import { redirect } from '@sveltejs/kit';
import type { LayoutServerLoad } from './$types';

/**
 * Brings people who are not signed in to the door, and back here afterwards. Each page still asks for what it needs:
 * a layout's load does not run again on every navigation.
 */
export const load: LayoutServerLoad = ({ locals, url }) => {
	if (!locals.actor)
		redirect(303, `/sign-in?next=${encodeURIComponent(url.pathname + url.search)}`);
};
