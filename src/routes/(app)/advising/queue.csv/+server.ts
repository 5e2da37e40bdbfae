import { error } from '@sveltejs/kit';
import { readQueueFilters } from '#lib/advising/queue.ts';
import { toFile, toStream } from '#lib/progress/file.ts';
import { requireMember } from '#lib/server/guard.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async (event) => {
	const actor = requireMember(event);
	const filters = readQueueFilters(event.url.searchParams);
	const lines = await event.locals.services.advising.queueFile(actor, filters);
	if (!lines) error(404, 'There is nothing at this address.');
	return toFile(toStream(lines), 'text/csv; charset=utf-8', 'advising.csv');
};
