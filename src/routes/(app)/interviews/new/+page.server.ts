import { redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { createFieldNames, toCreateFields, toCreateInput } from '#lib/interview/create-form.ts';
import { readForm } from '#lib/server/form.ts';
import { requireMember } from '#lib/server/guard.ts';
import { toTomorrowEvening } from '#lib/time/local-time.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const actor = requireMember(event);
	const options = await event.locals.services.interviews.createOptions(actor);
	const now = new Date().toISOString();
	const fields = toCreateFields(options.defaults, toTomorrowEvening(now, actor.timeZone));
	const withUserId = event.url.searchParams.get('with') ?? '';
	if (options.people.some(({ userId }) => userId === withUserId)) fields.withUserId = withUserId;
	const planId = event.url.searchParams.get('plan') ?? '';
	if (options.plans.some(({ id }) => id === planId)) fields.planId = planId;
	const organisationId = event.url.searchParams.get('organisation') ?? '';
	if (options.organisations.some(({ id }) => id === organisationId))
		fields.organisationId = organisationId;
	const part = event.url.searchParams.get('part');
	if (part === 'candidate' || part === 'interviewer') fields.myRole = part;
	return { options, fields, now, timeZone: actor.timeZone };
};

/** Fields of the form for what the service calls otherwise. */
const fieldNames: Partial<Record<string, string>> = { scheduledAt: 'at', panelIds: 'panel1' };

const schema = v.strictObject(v.entriesFromList(createFieldNames, v.string()));

export const actions: Actions = {
	default: async (event) => {
		const actor = requireMember(event);
		const { interviews } = event.locals.services;
		const form = await readForm(event, schema);
		if (!form.ok) return form.failure;

		const options = await interviews.createOptions(actor);
		const read = toCreateInput(form.data, options, actor.timeZone, Date.now());
		const message = 'Nothing was created yet: look at the marked fields.';
		if (!read.ok) return form.refuse(read.errors, message);

		const created = await interviews.create(actor, read.input);
		if (!created.ok) {
			const field = fieldNames[created.field] ?? created.field;
			return form.refuse({ [field]: created.message }, message);
		}
		redirect(303, `/interviews/${created.id}`);
	}
};
