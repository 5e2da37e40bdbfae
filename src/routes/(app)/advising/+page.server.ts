import { error } from '@sveltejs/kit';
import { readQueueFilters } from '#lib/advising/queue.ts';
import { noteContact } from '#lib/server/contact-form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, parent, url }) => {
	const { viewer } = await parent();
	const { actor, services } = locals;
	if (!actor || !viewer?.canAdvise) error(404, 'There is nothing at this address.');
	return { queue: await services.advising.queue(actor, readQueueFilters(url.searchParams)) };
};

export const actions: Actions = { contact: noteContact };
