import { error } from '@sveltejs/kit';
import { toFile, toChartFile } from '#lib/progress/file.ts';
import { readFilters } from '#lib/progress/filters.ts';
import { requireMember } from '#lib/server/guard.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async (event) => {
	const actor = requireMember(event);
	const filters = readFilters(event.url.searchParams);
	const season = await event.locals.services.progress.season(actor, filters);
	const chart =
		season &&
		toChartFile(season, event.url.searchParams, {
			timeZone: actor.timeZone,
			now: new Date().toISOString()
		});
	if (!chart) error(404, 'There is nothing to draw here.');
	return toFile(chart, 'image/svg+xml', 'progress.svg');
};
