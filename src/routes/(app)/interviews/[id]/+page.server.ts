import { error, fail } from '@sveltejs/kit';
import type { RequestEvent } from '@sveltejs/kit';
import { readFields } from '#lib/interview/fields.ts';
import { roles } from '#lib/interview/interview.ts';
import type { Role } from '#lib/interview/interview.ts';
import { toSchedule } from '#lib/interview/schedule.ts';
import { requireActor } from '#lib/server/guard.ts';
import { toLocalTime, toTomorrowEvening } from '#lib/time/local-time.ts';
import type { Actions, PageServerLoad } from './$types';

const scheduleNames = ['when', 'at', 'minutes'] as const;

export const load: PageServerLoad = async (event) => {
	const actor = requireActor(event);
	const { interviews, outcomes } = event.locals.services;
	const { id } = event.params;
	const now = new Date().toISOString();
	const shared = {
		myId: actor.userId,
		isGuest: actor.isGuest,
		timeZone: actor.timeZone,
		origin: event.url.origin,
		now
	};

	// Who follows the candidate reads the outcome without being on the interview's list.
	const outcome = await outcomes.get(actor, id);
	if (outcome) return { ...shared, outcome, interview: null, schedule: null };
	const interview = await interviews.get(actor, id);
	if (!interview) error(404, 'There is no interview at this address, or it is not yours to see.');
	const { scheduledAt, minutes } = interview;
	const schedule = {
		when: 'later',
		at: scheduledAt
			? toLocalTime(scheduledAt, actor.timeZone)
			: toTomorrowEvening(now, actor.timeZone),
		minutes: String(minutes)
	};
	return { ...shared, outcome: null, interview, schedule };
};

const refusals: Record<string, string> = {
	not_found: 'You cannot change this interview.',
	wrong_phase: 'The interview has moved on meanwhile, so this is no longer possible.'
};

type Result = { ok: true } | { ok: false; code: string; message?: string };

/** What a form that only presses a button answers. */
function toAnswer(at: string, result: Result) {
	if (result.ok) return { at };
	const status = result.code === 'not_found' ? 404 : 409;
	return fail(status, { at, message: result.message ?? refusals[result.code] ?? 'Not possible.' });
}

async function readRole(event: RequestEvent): Promise<Role | null> {
	const role = (await event.request.formData()).get('role');
	return roles.find((one) => one === role) ?? null;
}

const badLink = (at: string) => fail(400, { at, message: 'There is no such link.' });

export const actions: Actions = {
	reschedule: async (event) => {
		const actor = requireActor(event);
		const { fields, unknown } = readFields(await event.request.formData(), scheduleNames);
		const refuse = (errors: Record<string, string>, message?: string) =>
			fail(400, { at: 'reschedule', fields, errors, message });
		if (unknown) return refuse({}, `This form has no field called “${unknown}”.`);
		if (fields.when !== 'now' && fields.when !== 'later')
			return refuse({ when: 'Choose now or a set time.' });
		const { when } = fields;
		const read = toSchedule({ ...fields, when }, actor.timeZone, Date.now());
		if (!read.ok) return refuse(read.errors);
		const { scheduledAt, minutes } = read;
		const result = await event.locals.services.interviews.reschedule(actor, event.params.id, {
			scheduledAt,
			minutes
		});
		if (!result.ok && 'field' in result)
			return refuse({ [result.field === 'minutes' ? 'minutes' : 'at']: result.message });
		if (!result.ok) return refuse({}, refusals[result.code]);
		return { at: 'reschedule' };
	},
	cancel: async (event) => {
		const actor = requireActor(event);
		const { interviews } = event.locals.services;
		return toAnswer('cancel', await interviews.cancel(actor, event.params.id));
	},
	revokeLink: async (event) => {
		const actor = requireActor(event);
		const role = await readRole(event);
		if (!role) return badLink('revokeLink');
		const { interviews } = event.locals.services;
		return toAnswer('revokeLink', await interviews.revokeLink(actor, event.params.id, role));
	},
	renewLink: async (event) => {
		const actor = requireActor(event);
		const role = await readRole(event);
		if (!role) return badLink('renewLink');
		const { interviews } = event.locals.services;
		return toAnswer('renewLink', await interviews.renewLink(actor, event.params.id, role));
	},
	removePerson: async (event) => {
		const actor = requireActor(event);
		const { fields } = readFields(await event.request.formData(), ['userId']);
		const { interviews } = event.locals.services;
		return toAnswer(
			'removePerson',
			await interviews.removePerson(actor, event.params.id, fields.userId)
		);
	},
	addAddendum: async (event) => {
		const actor = requireActor(event);
		const data = await event.request.formData();
		const { fields, unknown } = readFields(data, ['roundId', 'body']);
		const refuse = (status: number, message: string) =>
			fail(status, { at: 'addAddendum', roundId: fields.roundId, body: fields.body, message });
		if (unknown) return refuse(400, `This form has no field called “${unknown}”.`);
		const result = await event.locals.services.outcomes.addAddendum(actor, {
			interviewId: event.params.id,
			...fields
		});
		if (result.ok) return { at: 'addAddendum', roundId: fields.roundId };
		if (result.code === 'invalid') return refuse(400, result.message);
		return refuse(404, 'You cannot add to this interview.');
	}
};
