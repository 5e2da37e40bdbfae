import { error } from '@sveltejs/kit';
import { readFilters } from '#lib/progress/filters.ts';
import { toSeasonText } from '#lib/progress/season-text.ts';
import { noteContact } from '#lib/server/contact-form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, parent, url }) => {
	await parent();
	const { actor, services } = locals;
	const { candidateId } = params;
	const filters = readFilters(url.searchParams);
	const season = actor && (await services.progress.season(actor, filters, candidateId));
	if (!season) error(404, 'There is nothing at this address.');
	return {
		season: toSeasonText(season),
		followed: await services.advising.followed(actor, candidateId)
	};
};

export const actions: Actions = { contact: noteContact };
