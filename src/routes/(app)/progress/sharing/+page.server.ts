import { error, redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { id, visibility } from '#lib/server/fields.ts';
import { readForm } from '#lib/server/form.ts';
import { requireMember } from '#lib/server/guard.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const actor = requireMember(event);
	const before = event.url.searchParams.get('before');
	const sharing = await event.locals.services.sharing.own(actor, before);
	if (!sharing) error(404, 'There is nothing at this address.');
	return { sharing };
};

const shareForm = v.strictObject({
	roundId: id,
	visibility,
	/** Where the form stood. */
	from: v.picklist(['sharing', 'interview'])
});

export const actions: Actions = {
	share: async (event) => {
		const actor = requireMember(event);
		const form = await readForm(event, shareForm);
		if (!form.ok) return form.failure;
		const { roundId, visibility, from } = form.data;
		const { sharing } = event.locals.services;
		const shared = await sharing.setVisibility(actor, roundId, visibility);
		if (!shared) error(404, 'There is nothing at this address.');
		redirect(303, from === 'interview' ? `/interviews/${shared.interviewId}` : '/progress/sharing');
	}
};
