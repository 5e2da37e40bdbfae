import { error } from '@sveltejs/kit';
import { requireMember } from '#lib/server/guard.ts';
import { toReportResponse } from '#lib/server/report-response.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async (event) => {
	const actor = requireMember(event);
	const { reports } = event.locals.services;
	const response = await toReportResponse(event, 'interview.pdf', (onStep) =>
		reports.interview(actor, event.params.id, onStep)
	);
	return response ?? error(404, 'There is nothing at this address.');
};
