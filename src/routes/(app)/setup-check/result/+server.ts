import { error } from '@sveltejs/kit';
import * as v from 'valibot';
import { readJsonBody } from '#lib/server/json-body.ts';
import { faultStates } from '#lib/setup/check-faults.ts';
import { stepIds } from '#lib/setup/steps.ts';
import type { RequestHandler } from './$types';

const schema = v.strictObject(
	v.entriesFromList(stepIds, v.optional(v.picklist(faultStates))) satisfies v.ObjectEntries
);
const mostCharacters = 1000;

/** What the set-up check found, kept as the person's last one: their own, and shown to nobody else. */
export const POST: RequestHandler = async ({ locals, request }) => {
	if (!locals.actor) error(401, 'Sign in first.');
	const faults = v.safeParse(schema, await readJsonBody(request, mostCharacters));
	if (!faults.success) error(400, 'This is no result of a set-up check.');
	await locals.services.setups.noteCheck(locals.actor, faults.output);
	return new Response(null, { status: 204 });
};
