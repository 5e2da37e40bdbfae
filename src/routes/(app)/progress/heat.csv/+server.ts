import { error } from '@sveltejs/kit';
import { toFile, toStream } from '#lib/progress/file.ts';
import { readFilters } from '#lib/progress/filters.ts';
import { toHeatLines } from '#lib/progress/heat-table.ts';
import { requireMember } from '#lib/server/guard.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async (event) => {
	const actor = requireMember(event);
	const filters = readFilters(event.url.searchParams);
	const season = await event.locals.services.progress.season(actor, filters);
	if (!season) error(404, 'There is nothing at this address.');
	return toFile(toStream(toHeatLines(season.heat)), 'text/csv; charset=utf-8', 'asked.csv');
};
