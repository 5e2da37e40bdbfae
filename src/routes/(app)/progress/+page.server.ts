import { error } from '@sveltejs/kit';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, parent }) => {
	await parent();
	const season = locals.actor && (await locals.services.progress.season(locals.actor));
	if (!season) error(404, 'There is nothing at this address.');
	return { season };
};
