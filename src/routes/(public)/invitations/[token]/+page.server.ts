import { error, redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { memberRoleNames } from '#lib/account/account.ts';
import { toWait } from '#lib/account/wait.ts';
import { guessedTimeZone, name, newPassword } from '#lib/server/fields.ts';
import { readForm } from '#lib/server/form.ts';
import { requireMember } from '#lib/server/guard.ts';
import { setSessionCookie } from '#lib/server/session-cookie.ts';
import type { Actions, PageServerLoad } from './$types';

const acceptForm = v.strictObject({});
const newPersonForm = v.strictObject({ name, password: newPassword, timeZone: guessedTimeZone });

const refusals = {
	not_found: 'This invitation was taken back. Ask for a new one.',
	used: 'This invitation has been used. Ask for a new one.',
	expired: 'This invitation is older than 72 hours. Ask for a new one.',
	other_address: 'This invitation is for another e-mail address.',
	email_taken: 'There is an account with this address already: sign in, then accept.'
};

export const load: PageServerLoad = async ({ locals, params }) => {
	const invitation = await locals.services.organisations.findInvitation(params.token);
	if (!invitation) error(404, 'This invitation does not exist, or was taken back.');
	const { organisationId, organisationName, email, role, invitedBy, state } = invitation;
	const { actor } = locals;
	const isMember =
		actor?.memberships.some((membership) => membership.organisationId === organisationId) ?? false;
	return {
		organisationName,
		roleName: memberRoleNames[role],
		invitedBy,
		email,
		state,
		isMember,
		organisationPath: isMember ? `/organisations/${organisationId}` : null,
		myAddress: actor?.email ?? null,
		isForMe: actor?.email === email,
		signInPath: `/sign-in?next=${encodeURIComponent(`/invitations/${params.token}`)}`
	};
};

export const actions: Actions = {
	accept: async (event) => {
		const actor = requireMember(event);
		const form = await readForm(event, acceptForm);
		if (!form.ok) return form.failure;
		const { organisations } = event.locals.services;
		const result = await organisations.acceptInvitation(actor, event.params.token);
		if (!result.ok) return form.refuse({}, refusals[result.code], 409);
		setSessionCookie(event, result.session.token, result.session.expiresAt);
		redirect(303, `/organisations/${result.organisationId}`);
	},

	join: async (event) => {
		const form = await readForm(event, newPersonForm, { secret: ['password'] });
		if (!form.ok) return form.failure;
		const { accounts, organisations } = event.locals.services;
		const result = await organisations.acceptAsNewPerson(
			event.params.token,
			form.data,
			event.getClientAddress()
		);
		if (!result.ok)
			return result.code === 'too_many_attempts'
				? form.refuse({}, `Wait ${toWait(result.retryAfterSeconds)}, then try again.`, 429)
				: form.refuse({}, refusals[result.code], 409);
		if (event.locals.actor) await accounts.signOut(event.locals.actor);
		setSessionCookie(event, result.session.token, result.session.expiresAt);
		redirect(303, `/organisations/${result.organisationId}`);
	}
};
