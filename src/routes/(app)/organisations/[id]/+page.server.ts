import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import * as v from 'valibot';
import { mostRetentionDays } from '#lib/recording/recording.ts';
import * as fields from '#lib/server/fields.ts';
import { readForm } from '#lib/server/form.ts';
import { requireMember } from '#lib/server/guard.ts';
import { setSessionCookie } from '#lib/server/session-cookie.ts';
import type { Actions, PageServerLoad } from './$types';

const renameForm = v.strictObject({ name: fields.organisationName });
const daysMessage = `Type a whole number of days from 1 to ${mostRetentionDays}.`;
const recordingsForm = v.strictObject({
	days: v.pipe(
		v.string(),
		v.trim(),
		v.regex(/^\d{1,4}$/, daysMessage),
		v.transform(Number),
		v.minValue(1, daysMessage),
		v.maxValue(mostRetentionDays, daysMessage)
	)
});
const inviteForm = v.strictObject({ email: fields.email, role: fields.memberRole });
const invitationForm = v.strictObject({ invitationId: fields.id });
const roleForm = v.strictObject({ userId: fields.id, role: fields.memberRole });
const personForm = v.strictObject({ userId: fields.id });
const assignmentForm = v.strictObject({ advisorId: fields.id, candidateId: fields.id });
const followForm = v.strictObject({ ...assignmentForm.entries, endsOn: fields.dayOrNone });

/** What an admin is told about each refusal of the service. */
const refusals = {
	not_allowed: 'Only an admin of this organisation can do this.',
	already_member: 'Somebody with this address belongs here already.',
	too_many: 'There are 500 open invitations. Take some back first.',
	last_admin: 'An organisation needs an admin. Make somebody else one first.',
	belongs_elsewhere:
		'This person also belongs to an organisation that you do not run, so the account is not yours to manage. You can remove them from this one.',
	wrong_role: 'An advisor or admin follows a candidate. Choose people with these roles.'
};

/** The sentence for a refusal; what is not there, or not for this person to know, is a 404. */
function sentence(code: keyof typeof refusals | 'not_found'): string {
	if (code === 'not_found') error(404, 'There is nothing at this address.');
	return refusals[code];
}

export const load: PageServerLoad = async (event) => {
	const actor = requireMember(event);
	const { organisations } = event.locals.services;
	const organisation = await organisations.get(actor, event.params.id);
	if (!organisation) error(404, 'There is nothing at this address.');
	return { organisation };
};

/** A change of the own role gives a new session; whether it was the own. */
function keepSession(
	event: RequestEvent,
	session: { token: string; expiresAt: Date } | null
): boolean {
	if (session) setSessionCookie(event, session.token, session.expiresAt);
	return session !== null;
}

export const actions: Actions = {
	rename: async (event) => {
		const actor = requireMember(event);
		const form = await readForm(event, renameForm, { form: 'rename' });
		if (!form.ok) return form.failure;
		const { organisations } = event.locals.services;
		const result = await organisations.rename(actor, event.params.id, form.data.name);
		if (!result.ok) return form.refuse({}, sentence(result.code), 403);
		return { form: 'rename', done: 'Renamed.' };
	},

	recordings: async (event) => {
		const actor = requireMember(event);
		const form = await readForm(event, recordingsForm, { form: 'recordings' });
		if (!form.ok) return form.failure;
		const { organisations } = event.locals.services;
		const { days } = form.data;
		const result = await organisations.setRecordingDays(actor, event.params.id, days);
		if (!result.ok) return form.refuse({}, sentence(result.code), 403);
		return { form: 'recordings', done: 'Kept.' };
	},

	invite: async (event) => {
		const actor = requireMember(event);
		const form = await readForm(event, inviteForm, { form: 'invite' });
		if (!form.ok) return form.failure;
		const { organisations } = event.locals.services;
		const result = await organisations.invite(actor, event.params.id, form.data);
		if (!result.ok)
			return result.code === 'already_member'
				? form.refuse({ email: sentence(result.code) })
				: form.refuse({}, sentence(result.code), 403);
		const { path, isMailed } = result;
		return { form: 'invite', link: { email: form.data.email, path, isMailed } };
	},

	'take-back': async (event) => {
		const actor = requireMember(event);
		const form = await readForm(event, invitationForm, { form: 'invitations' });
		if (!form.ok) return form.failure;
		const { organisations } = event.locals.services;
		const { invitationId } = form.data;
		const result = await organisations.revokeInvitation(actor, event.params.id, invitationId);
		if (!result.ok) return form.refuse({}, sentence(result.code), 403);
		return {
			form: 'invitations',
			done: 'The invitation is taken back; its link does not work any more.'
		};
	},

	role: async (event) => {
		const actor = requireMember(event);
		const form = await readForm(event, roleForm, { form: 'people' });
		if (!form.ok) return form.failure;
		const { organisations } = event.locals.services;
		const { userId, role } = form.data;
		const result = await organisations.changeRole(actor, event.params.id, userId, role);
		if (!result.ok) return form.refuse({}, sentence(result.code), 403);
		const isMine = keepSession(event, result.session);
		return {
			form: 'people',
			done: isMine ? 'Your role is changed.' : 'The role is changed. They sign in again to go on.'
		};
	},

	remove: async (event) => {
		const actor = requireMember(event);
		const form = await readForm(event, personForm, { form: 'people' });
		if (!form.ok) return form.failure;
		const { organisations } = event.locals.services;
		const { userId } = form.data;
		const result = await organisations.removePerson(actor, event.params.id, userId);
		if (!result.ok) return form.refuse({}, sentence(result.code), 403);
		if (keepSession(event, result.session)) redirect(303, '/organisations');
		return { form: 'people', done: 'They are removed from this organisation.' };
	},

	disable: (event) => setDisabled(event, true),
	enable: (event) => setDisabled(event, false),

	'reset-link': async (event) => {
		const actor = requireMember(event);
		const form = await readForm(event, personForm, { form: 'people' });
		if (!form.ok) return form.failure;
		const { accounts, organisations } = event.locals.services;
		// Asked through an organisation: of somebody else's the page says nothing.
		const organisation = await organisations.get(actor, event.params.id);
		const person = organisation?.people.find(({ userId }) => userId === form.data.userId);
		if (!person) error(404, 'There is nothing at this address.');
		const result = await accounts.createResetLink(actor, person.userId);
		if (!result.ok)
			return form.refuse(
				{},
				sentence(result.code === 'not_found' ? 'not_allowed' : result.code),
				403
			);
		const { path, isMailed, hoursValid } = result;
		return { form: 'people', reset: { name: person.name, path, isMailed, hoursValid } };
	},

	assign: async (event) => {
		const actor = requireMember(event);
		const form = await readForm(event, followForm, { form: 'assignments' });
		if (!form.ok) return form.failure;
		const { organisations } = event.locals.services;
		const result = await organisations.assign(actor, event.params.id, form.data);
		if (!result.ok)
			return result.code === 'over'
				? form.refuse({ endsOn: 'This day is over. Choose today or a later one.' })
				: form.refuse({}, sentence(result.code), 403);
		return { form: 'assignments', done: 'From now on the advisor sees this candidate’s progress.' };
	},

	unassign: async (event) => {
		const actor = requireMember(event);
		const form = await readForm(event, assignmentForm, { form: 'assignments' });
		if (!form.ok) return form.failure;
		const { organisations } = event.locals.services;
		const result = await organisations.unassign(actor, event.params.id, form.data);
		if (!result.ok) return form.refuse({}, sentence(result.code), 403);
		return { form: 'assignments', done: 'The advisor does not follow this candidate any more.' };
	}
};

async function setDisabled(event: RequestEvent, isDisabled: boolean) {
	const actor = requireMember(event);
	const form = await readForm(event, personForm, { form: 'people' });
	if (!form.ok) return form.failure;
	const { organisations } = event.locals.services;
	const { userId } = form.data;
	const organisationId = event.params.id ?? '';
	const result = await organisations.setDisabled(actor, organisationId, userId, isDisabled);
	if (!result.ok) return form.refuse({}, sentence(result.code), 403);
	return {
		form: 'people',
		done: isDisabled
			? 'The account is locked and signed out everywhere.'
			: 'The account is open again.'
	};
}
