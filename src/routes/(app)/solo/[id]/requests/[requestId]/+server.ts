import { json } from '@sveltejs/kit';
import * as v from 'valibot';
import { uploadStatuses } from '#lib/review/upload-limits.ts';
import { requireMember } from '#lib/server/guard.ts';
import { readJsonBody } from '#lib/server/json-body.ts';
import type { RequestHandler } from './$types';

const linkSchema = v.strictObject({ days: v.number() });

/** Makes the link of a request whose recordings are all there, for `{ days }`: `{ path }`, told this once. */
export const POST: RequestHandler = async (event) => {
	const actor = requireMember(event);
	const { id: interviewId, requestId } = event.params;
	const parsed = v.safeParse(linkSchema, await readJsonBody(event.request, 100));
	const days = parsed.success ? parsed.output.days : 0;
	const made = await event.locals.services.reviews.makeLink(actor, {
		interviewId,
		requestId,
		days
	});
	return json(made, { status: made.ok ? 200 : uploadStatuses[made.code] });
};
