import { redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { readForm } from '#lib/server/form.ts';
import { requireMember } from '#lib/server/guard.ts';
import { answerChoices, findSoloPlan, soloPlans, thinkChoices } from '#lib/solo/solo.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const actor = requireMember(event);
	const { interviews, reviews } = event.locals.services;
	const { decks, defaults } = await interviews.createOptions(actor);
	const { next } = await interviews.list(actor);
	const asked = event.url.searchParams.get('plan') ?? '';
	return {
		decks,
		fields: {
			planId: findSoloPlan(asked)?.id ?? soloPlans[0]!.id,
			deckId: defaults.deckId,
			thinkSeconds: String(thinkChoices[0]),
			answerSeconds: ''
		},
		unread: await reviews.unread(actor),
		underWay: next.filter(({ kind }) => kind === 'solo'),
		myId: actor.userId,
		timeZone: actor.timeZone,
		now: new Date().toISOString()
	};
};

/** A number of seconds from a list; empty stands for none. */
const seconds = (choices: readonly (number | null)[], message: string) =>
	v.pipe(
		v.string(),
		v.transform((text) => (text === '' ? null : Number(text))),
		v.check((value) => choices.includes(value), message)
	);
const schema = v.strictObject({
	planId: v.string(),
	deckId: v.string(),
	thinkSeconds: seconds(thinkChoices, 'Choose how long you think.'),
	answerSeconds: seconds(answerChoices, 'Choose how long you answer.')
});

export const actions: Actions = {
	default: async (event) => {
		const actor = requireMember(event);
		const form = await readForm(event, schema);
		if (!form.ok) return form.failure;
		const { planId, deckId, thinkSeconds, answerSeconds } = form.data;
		const begun = await event.locals.services.solo.begin(actor, {
			planId,
			deckId,
			thinkSeconds: thinkSeconds ?? 0,
			answerSeconds
		});
		if (!begun.ok) return form.refuse({ [begun.field]: begun.message });
		redirect(303, `/solo/${begun.id}`);
	}
};
