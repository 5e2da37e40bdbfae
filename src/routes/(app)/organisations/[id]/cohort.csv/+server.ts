import { error } from '@sveltejs/kit';
import { toCohortLines } from '#lib/advising/cohort-file.ts';
import { readCohortFilters, toShownSpreads } from '#lib/advising/cohort-spread.ts';
import { toFile, toStream } from '#lib/progress/file.ts';
import { requireMember } from '#lib/server/guard.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async (event) => {
	const actor = requireMember(event);
	const cohorts = await event.locals.services.advising.cohorts(actor);
	const cohort = cohorts?.find(({ organisationId }) => organisationId === event.params.id);
	if (!cohort) error(404, 'There is nothing at this address.');
	const filters = readCohortFilters(event.url.searchParams);
	const lines = toCohortLines(toShownSpreads(cohort, filters));
	return toFile(toStream(lines), 'text/csv; charset=utf-8', 'cohort.csv');
};
