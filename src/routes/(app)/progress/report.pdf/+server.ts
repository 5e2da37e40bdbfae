import { error } from '@sveltejs/kit';
import { toPdf } from '#lib/progress/file.ts';
import { requireMember } from '#lib/server/guard.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async (event) => {
	const bytes = await event.locals.services.reports.season(requireMember(event));
	if (!bytes) error(404, 'There is nothing at this address.');
	return toPdf(bytes, 'season.pdf');
};
