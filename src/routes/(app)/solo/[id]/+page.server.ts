import { error, redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { readForm } from '#lib/server/form.ts';
import { requireMember } from '#lib/server/guard.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const actor = requireMember(event);
	const { id } = event.params;
	const solo = await event.locals.services.solo.get(actor, id);
	if (!solo) error(404, 'There is no practice at this address, or it is not yours.');
	if (solo.phase === 'cancelled') redirect(303, `/interviews/${id}`);
	return { solo };
};

export const actions: Actions = {
	discard: async (event) => {
		const actor = requireMember(event);
		const form = await readForm(event, v.strictObject({}), { form: 'discard' });
		if (!form.ok) return form.failure;
		const isDiscarded = await event.locals.services.solo.discard(actor, event.params.id);
		if (!isDiscarded)
			return form.refuse({}, 'This practice cannot be found, or it is saved already.', 404);
		redirect(303, '/solo');
	}
};
