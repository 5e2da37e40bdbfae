import { error } from '@sveltejs/kit';
import { readFilters } from '#lib/progress/filters.ts';
import { toSeasonText } from '#lib/progress/season-text.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, parent, url }) => {
	await parent();
	const filters = readFilters(url.searchParams);
	const season = locals.actor && (await locals.services.progress.season(locals.actor, filters));
	if (!season) error(404, 'There is nothing at this address.');
	return { season: toSeasonText(season) };
};
