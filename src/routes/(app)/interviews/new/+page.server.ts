import { fail, redirect } from '@sveltejs/kit';
import { createFieldNames, toCreateFields, toCreateInput } from '#lib/interview/create-form.ts';
import type { CreateErrors } from '#lib/interview/create-form.ts';
import { readFields } from '#lib/interview/fields.ts';
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
	const part = event.url.searchParams.get('part');
	if (part === 'candidate' || part === 'interviewer') fields.myRole = part;
	return { options, fields, now, timeZone: actor.timeZone };
};

export const actions: Actions = {
	default: async (event) => {
		const actor = requireMember(event);
		const { interviews } = event.locals.services;
		const options = await interviews.createOptions(actor);
		const now = Date.now();
		const initial = toCreateFields(
			options.defaults,
			toTomorrowEvening(new Date(now).toISOString(), actor.timeZone)
		);
		const { fields, unknown } = readFields(
			await event.request.formData(),
			createFieldNames,
			initial
		);
		const refuse = (errors: CreateErrors, message: string) =>
			fail(400, { fields, errors, message });
		if (unknown)
			return refuse(
				{},
				`This form has no field called “${unknown}”. Reload the page and try again.`
			);

		const read = toCreateInput(fields, options, actor.timeZone, now);
		if (!read.ok) return refuse(read.errors, 'Nothing was created yet: look at the marked fields.');
		const created = await interviews.create(actor, read.input);
		if (!created.ok) {
			const named = created.field === 'scheduledAt' ? 'at' : created.field;
			const field = createFieldNames.find((name) => name === named);
			return refuse(field ? { [field]: created.message } : {}, created.message);
		}
		redirect(303, `/interviews/${created.id}`);
	}
};
