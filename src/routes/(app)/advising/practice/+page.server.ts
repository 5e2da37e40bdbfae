import { error, redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { practiceStates } from '#lib/advising/practice.ts';
import { toDayIn } from '#lib/time/day.ts';
import * as fields from '#lib/server/fields.ts';
import { readForm } from '#lib/server/form.ts';
import { requireMember } from '#lib/server/guard.ts';
import type { Actions, PageServerLoad } from './$types';

const weekMs = 7 * 86_400_000;

/** The name of a person's box in the form. */
const toField = ({ userId, organisationId }: { userId: string; organisationId: string }) =>
	`to-${userId}-${organisationId}`;

export const load: PageServerLoad = async ({ locals, parent, url }) => {
	const { viewer } = await parent();
	const { actor, services } = locals;
	if (!actor || !viewer?.canAdvise) error(404, 'There is nothing at this address.');
	const [people, all] = await Promise.all([
		services.practices.people(actor),
		services.practices.assigned(actor)
	]);
	const state = practiceStates.find((one) => one === url.searchParams.get('state')) ?? null;
	const of = url.searchParams.get('of');
	return {
		people: people.map((one) => ({ ...one, field: toField(one) })),
		/** Whose box is ticked when the page opens. */
		to: url.searchParams.get('to'),
		state,
		of: people.find(({ userId }) => userId === of)?.userId ?? null,
		counts: Object.fromEntries(
			practiceStates.map((one) => [one, all.filter(({ state }) => state === one).length])
		),
		total: all.length,
		practices: all.filter(
			(one) => (!state || one.state === state) && (!of || one.candidate.userId === of)
		),
		dueOn: toDayIn(Date.now() + weekMs, actor.timeZone)
	};
};

const practiceForm = v.strictObject({ practiceId: fields.id });

export const actions: Actions = {
	assign: async (event) => {
		const actor = requireMember(event);
		const { practices } = event.locals.services;
		const people = await practices.people(actor);
		if (people.length === 0) error(404, 'There is nothing at this address.');
		const schema = v.strictObject({
			planId: v.string(),
			dueOn: v.string(),
			takes: v.string(),
			note: v.string(),
			...v.entriesFromList(people.map(toField), v.picklist(['', 'on']))
		});
		const form = await readForm(event, schema, { form: 'assign' });
		if (!form.ok) return form.failure;
		const { planId, dueOn, takes, note } = form.data;
		const boxes: Record<string, unknown> = form.data;
		const chosen = people.filter((one) => boxes[toField(one)] === 'on');
		const result = await practices.assign(actor, chosen, { planId, dueOn, takes, note });
		if (!result.ok && result.code === 'invalid') return form.refuse(result.errors);
		if (!result.ok) error(404, 'There is nothing at this address.');
		redirect(303, '/advising/practice');
	},

	withdraw: async (event) => {
		const actor = requireMember(event);
		const form = await readForm(event, practiceForm, { form: 'withdraw' });
		if (!form.ok) return form.failure;
		const result = await event.locals.services.practices.withdraw(actor, form.data.practiceId);
		if (!result.ok) error(404, 'There is nothing at this address.');
	}
};
