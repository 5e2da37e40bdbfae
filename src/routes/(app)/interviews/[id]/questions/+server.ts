import { json } from '@sveltejs/kit';
import { categories } from '#lib/deck/question.ts';
import type { RequestHandler } from './$types';

const maxTextLength = 200;

/** `?q=&category=`: a page of the deck's questions that fit the candidate, for an interviewer of this interview; 404 for anybody else. */
export const GET: RequestHandler = async ({ locals, params, url }) => {
	if (!locals.actor) return json({ message: 'Sign in first.' }, { status: 401 });
	const text = (url.searchParams.get('q') ?? '').slice(0, maxTextLength);
	const category = categories.find((one) => one === url.searchParams.get('category'));
	const found = await locals.services.rooms.browseQuestions(locals.actor, params.id, {
		text,
		category
	});
	if (!found) return json({ message: 'There is no such interview here.' }, { status: 404 });
	return json(found, { headers: { 'cache-control': 'no-store' } });
};
