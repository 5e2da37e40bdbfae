import { error, redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import * as fields from '#lib/server/fields.ts';
import { readForm } from '#lib/server/form.ts';
import { requireMember } from '#lib/server/guard.ts';
import type { Actions, PageServerLoad } from './$types';

const schema = v.strictObject({
	organisationId: fields.id,
	name: fields.organisationName,
	description: fields.description
});

/** Candidates are not shown decks: what is on a card, they learn when it is asked. */
export const load: PageServerLoad = async (event) => {
	const actor = requireMember(event);
	const { decks } = event.locals.services;
	const all = await decks.list(actor);
	if (!all) error(404, 'Decks are for those who ask the questions.');
	return { decks: all, mine: decks.findMine(actor) };
};

export const actions: Actions = {
	default: async (event) => {
		const actor = requireMember(event);
		const { decks } = event.locals.services;
		if (decks.findMine(actor).length === 0) error(404, 'There is nothing at this address.');
		const form = await readForm(event, schema);
		if (!form.ok) return form.failure;
		const made = await decks.create(actor, form.data);
		if (!made.ok)
			return made.code === 'too_many'
				? form.refuse(
						{},
						'This organisation has 200 decks, which is the most. Put the questions into one of them.'
					)
				: form.refuse({ organisationId: 'Choose one of your organisations.' });
		redirect(303, `/decks/${made.id}`);
	}
};
