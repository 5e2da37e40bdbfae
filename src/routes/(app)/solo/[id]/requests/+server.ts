import { json } from '@sveltejs/kit';
import { uploadStatuses } from '#lib/review/upload-limits.ts';
import { requireMember } from '#lib/server/guard.ts';
import { readJsonBody } from '#lib/server/json-body.ts';
import type { RequestHandler } from './$types';

/** Twenty answers and a wish. */
const maxLength = 10_000;

/** Begins a request for a review: `{ wish, answers: [{ answerId, kind, bytes }] }` → `BegunRequest`. */
export const POST: RequestHandler = async (event) => {
	const actor = requireMember(event);
	const input = await readJsonBody(event.request, maxLength);
	const begun = await event.locals.services.reviews.begin(actor, event.params.id, input);
	return json(begun, { status: begun.ok ? 200 : uploadStatuses[begun.code] });
};
