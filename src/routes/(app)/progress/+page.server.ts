import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import * as v from 'valibot';
import { readFilters } from '#lib/progress/filters.ts';
import { toSeasonText } from '#lib/progress/season-text.ts';
import * as fields from '#lib/server/fields.ts';
import { readForm } from '#lib/server/form.ts';
import { requireMember } from '#lib/server/guard.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, parent, url }) => {
	await parent();
	const filters = readFilters(url.searchParams);
	const { actor } = locals;
	if (!actor) error(404, 'There is nothing at this address.');
	const { practices, progress } = locals.services;
	// None waits for another: the page takes one round trip to the database while nothing has changed.
	const [season, assigned, prepared] = await Promise.all([
		progress.season(actor, filters),
		practices.own(actor),
		progress.prepared(actor)
	]);
	if (!season) error(404, 'There is nothing at this address.');
	return { season: toSeasonText(season), practices: assigned, prepared };
};

const about = { target: v.string(), dueOn: v.string(), isShared: v.picklist(['', 'on']) };
const setForm = v.strictObject({ subject: fields.id, ...about });
const changeForm = v.strictObject({ goalId: fields.id, ...about });
const goalForm = v.strictObject({ goalId: fields.id });
const practiceForm = v.strictObject({ practiceId: fields.id });

async function end(event: RequestEvent, how: 'finish' | 'remove') {
	const actor = requireMember(event);
	const form = await readForm(event, goalForm, { form: how });
	if (!form.ok) return form.failure;
	const result = await event.locals.services.goals[how](actor, form.data.goalId);
	if (!result.ok) error(404, 'There is nothing at this address.');
}

/** Goals are set, changed, finished and removed by the candidate alone; assigned practice is started here. */
export const actions: Actions = {
	set: async (event) => {
		const actor = requireMember(event);
		const form = await readForm(event, setForm, { form: 'set' });
		if (!form.ok) return form.failure;
		const { isShared, ...input } = form.data;
		const { goals } = event.locals.services;
		const result = await goals.set(actor, { ...input, isShared: isShared === 'on' });
		if (!result.ok && result.code === 'invalid') return form.refuse(result.errors);
		if (!result.ok) error(404, 'There is nothing at this address.');
	},

	change: async (event) => {
		const actor = requireMember(event);
		const form = await readForm(event, changeForm, { form: 'change' });
		if (!form.ok) return form.failure;
		const { goalId, isShared, ...input } = form.data;
		const { goals } = event.locals.services;
		const result = await goals.change(actor, goalId, { ...input, isShared: isShared === 'on' });
		if (!result.ok && result.code === 'invalid') return form.refuse(result.errors);
		if (!result.ok) error(404, 'There is nothing at this address.');
	},

	finish: (event) => end(event, 'finish'),
	remove: (event) => end(event, 'remove'),

	start: async (event) => {
		const actor = requireMember(event);
		const form = await readForm(event, practiceForm, { form: 'start' });
		if (!form.ok) return form.failure;
		const result = await event.locals.services.practices.start(actor, form.data.practiceId);
		if (!result.ok && result.code === 'not_found') error(404, 'There is nothing at this address.');
		if (!result.ok) return form.refuse({}, result.message);
		redirect(303, `/solo/${result.interviewId}`);
	}
};
