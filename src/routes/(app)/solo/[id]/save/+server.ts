import { json } from '@sveltejs/kit';
import type { SoloRefusal } from '#lib/solo/solo.ts';
import type { RequestHandler } from './$types';

/** Twenty answers and sixty marks with their words. */
const maxBytes = 200_000;

const statuses: Record<SoloRefusal, number> = { not_found: 404, invalid: 400, discarded: 409 };

/** Takes what a browser knows of a practice alone: a `SoloResult`. Sent again, it changes nothing. */
export const POST: RequestHandler = async ({ locals, params, request }) => {
	const { actor } = locals;
	if (!actor)
		return json({ message: 'You are signed out. Sign in again to go on.' }, { status: 401 });
	const result = await locals.services.solo.save(actor, params.id, await readBody(request));
	return json(result, { status: result.ok ? 200 : statuses[result.code] });
};

/** Null where it is no JSON of a sensible size. */
async function readBody(request: Request): Promise<unknown> {
	if (!request.headers.get('content-type')?.startsWith('application/json')) return null;
	const text = await request.text();
	if (text.length > maxBytes) return null;
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return null;
	}
}
