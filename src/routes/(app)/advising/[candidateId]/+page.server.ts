import { error } from '@sveltejs/kit';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, parent }) => {
	await parent();
	const { actor, services } = locals;
	const season = actor && (await services.progress.season(actor, params.candidateId));
	if (!season) error(404, 'There is nothing at this address.');
	return { season };
};
