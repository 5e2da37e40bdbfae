import { requireMember } from '#lib/server/guard.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const actor = requireMember(event);
	const { decks, rubrics } = event.locals.services;
	return { rubrics: await rubrics.list(actor), hasDecks: (await decks.list(actor)) !== null };
};
