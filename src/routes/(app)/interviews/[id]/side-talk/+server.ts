import { json } from '@sveltejs/kit';
import {
	sideTalkMessages,
	type SideTalkAnswer,
	type SideTalkRefusal
} from '#lib/side-talk/side-talk.ts';
import type { RequestHandler } from './$types';

/** A message is a few lines; whatever is larger is not one. */
const maxBytes = 8_192;

const statuses: Partial<Record<SideTalkRefusal, number>> = {
	not_found: 404,
	not_allowed: 403,
	bad_message: 400,
	empty: 400,
	too_long: 400,
	too_many: 429
};

const signedOut: SideTalkAnswer = {
	ok: false,
	code: 'not_allowed',
	message: 'You are signed out. Sign in again in another tab; what you wrote stays here.'
};

const toResponse = (answer: SideTalkAnswer) =>
	json(answer, {
		status: answer.ok ? 200 : (statuses[answer.code] ?? 409),
		headers: { 'cache-control': 'no-store' }
	});

/** What interviewers and observers of the present round have written to each other. */
export const GET: RequestHandler = async ({ locals, params }) => {
	if (!locals.actor) return json(signedOut, { status: 401 });
	return toResponse(await locals.services.sideTalk.read(locals.actor, params.id));
};

/** `{ id, text }`: says something; the same id again says it once. Answers with the whole talk. */
export const POST: RequestHandler = async ({ locals, params, request }) => {
	if (!locals.actor) return json(signedOut, { status: 401 });
	const text = await request.text();
	if (text.length > maxBytes)
		return toResponse({ ok: false, code: 'too_long', message: sideTalkMessages.too_long });
	let body: unknown = null;
	try {
		body = JSON.parse(text);
	} catch {
		// The service refuses it in words.
	}
	return toResponse(await locals.services.sideTalk.say(locals.actor, params.id, body));
};
