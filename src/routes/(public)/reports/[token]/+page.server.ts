import { error } from '@sveltejs/kit';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const door = await locals.services.reports.door(params.token);
	if (!door) error(404, 'There is nothing at this address.');
	return { door, isNameMissing: url.searchParams.get('asked') === 'name' };
};
