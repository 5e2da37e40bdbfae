import { error } from '@sveltejs/kit';
import { readCohortFilters, toShownSpreads } from '#lib/advising/cohort-spread.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, parent, url }) => {
	await parent();
	const all = locals.actor && (await locals.services.advising.cohorts(locals.actor));
	if (!all) error(404, 'There is nothing at this address.');
	const filters = readCohortFilters(url.searchParams);
	const criteria = new Map(
		all.flatMap(({ spreads }) => spreads.map(({ criterionId, name }) => [criterionId, name]))
	);
	return {
		filters,
		organisations: all.map((one) => ({ id: one.organisationId, name: one.organisationName })),
		criteria: [...criteria].map(([id, name]) => ({ id, name })),
		cohorts: all
			.filter((one) => !filters.organisationId || one.organisationId === filters.organisationId)
			.map((cohort) => toShownSpreads(cohort, filters))
	};
};
