import { json } from '@sveltejs/kit';
import { readJsonBody } from '#lib/server/json-body.ts';
import type { SoloRefusal } from '#lib/solo/solo.ts';
import type { RequestHandler } from './$types';

/** Twenty answers and sixty marks with their words. */
const maxBytes = 200_000;

const statuses: Record<SoloRefusal, number> = {
	not_found: 404,
	invalid: 400,
	unstorable: 400,
	discarded: 409
};

/** Takes what a browser knows of a practice alone: a `SoloResult`. Sent again, it changes nothing. */
export const POST: RequestHandler = async ({ locals, params, request }) => {
	const { actor } = locals;
	if (!actor)
		return json({ message: 'You are signed out. Sign in again to go on.' }, { status: 401 });
	const result = await locals.services.solo.save(
		actor,
		params.id,
		await readJsonBody(request, maxBytes)
	);
	return json(result, { status: result.ok ? 200 : statuses[result.code] });
};
