import { json } from '@sveltejs/kit';
import type { SaveReviewRefusal } from '#lib/review/review.ts';
import { requireSignedIn } from '#lib/server/guard.ts';
import { readJsonBody } from '#lib/server/json-body.ts';
import type { RequestHandler } from './$types';

/** Two hundred pins and sixty marks with their words. */
const maxLength = 300_000;

const statuses: Record<SaveReviewRefusal, number> = {
	not_found: 404,
	closed: 410,
	invalid: 400,
	changed: 409,
	sent: 409,
	empty: 400
};

/** Takes a reviewer's draft, or the review for good: `{ version, isSent, card }`. Sent again, it changes nothing. */
export const POST: RequestHandler = async (event) => {
	const actor = requireSignedIn(event);
	const input = await readJsonBody(event.request, maxLength);
	const result = await event.locals.services.reviews.save(event.params.token, actor, input);
	return json(result, { status: result.ok ? 200 : statuses[result.code] });
};
