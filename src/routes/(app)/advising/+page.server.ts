import { error } from '@sveltejs/kit';
import { sortByNeed } from '#lib/advising/candidate.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, parent }) => {
	const { viewer, now } = await parent();
	if (!locals.actor || !viewer?.canAdvise) error(404, 'There is nothing at this address.');
	return { candidates: sortByNeed(await locals.services.advising.candidates(locals.actor), now) };
};
