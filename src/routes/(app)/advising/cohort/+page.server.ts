import { error } from '@sveltejs/kit';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, parent }) => {
	await parent();
	const cohorts = locals.actor && (await locals.services.advising.cohorts(locals.actor));
	if (!cohorts) error(404, 'There is nothing at this address.');
	return { cohorts };
};
