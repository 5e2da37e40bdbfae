import { redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { organisationKind, organisationName } from '#lib/server/fields.ts';
import { readForm } from '#lib/server/form.ts';
import { requireMember } from '#lib/server/guard.ts';
import type { Actions, PageServerLoad } from './$types';

const createForm = v.strictObject({ name: organisationName, kind: organisationKind });

export const load: PageServerLoad = async (event) => {
	const actor = requireMember(event);
	return { organisations: await event.locals.services.organisations.list(actor) };
};

export const actions: Actions = {
	default: async (event) => {
		const actor = requireMember(event);
		const form = await readForm(event, createForm);
		if (!form.ok) return form.failure;
		const result = await event.locals.services.organisations.create(actor, form.data);
		if (!result.ok)
			return form.refuse(
				{},
				result.code === 'too_many'
					? 'You belong to fifty organisations already. Leave one first.'
					: 'As a guest you cannot make an organisation.'
			);
		redirect(303, `/organisations/${result.id}`);
	}
};
