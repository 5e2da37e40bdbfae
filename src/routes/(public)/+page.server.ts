import { redirect } from '@sveltejs/kit';
import type { PageServerLoad } from './$types';

/** The front page is for people we do not know yet. */
export const load: PageServerLoad = ({ locals }) => {
	if (locals.actor?.guestInterviewId) redirect(303, `/interviews/${locals.actor.guestInterviewId}`);
	if (locals.actor) redirect(303, '/home');
};
