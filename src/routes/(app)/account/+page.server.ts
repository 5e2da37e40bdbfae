import { redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { toWait } from '#lib/account/wait.ts';
import * as fields from '#lib/server/fields.ts';
import { readForm } from '#lib/server/form.ts';
import { requireMember, requireSignedIn } from '#lib/server/guard.ts';
import { clearSessionCookie, setSessionCookie } from '#lib/server/session-cookie.ts';
import type { Actions, PageServerLoad } from './$types';

const profileForm = v.strictObject({
	name: fields.name,
	timeZone: fields.timeZone
});
const passwordForm = v.strictObject({ current: fields.password, next: fields.newPassword });
const digestForm = v.strictObject({ digest: v.picklist(['', 'on']) });
const withdrawForm = v.strictObject({ interviewId: fields.id, recordingId: fields.id });
const keepForm = v.strictObject({ email: fields.email, password: fields.newPassword });

export const load: PageServerLoad = async (event) => {
	const actor = requireSignedIn(event);
	const profile = await event.locals.services.accounts.findProfile(actor);
	if (!profile) redirect(303, '/sign-in');
	return {
		profile,
		recordings: await event.locals.services.recordings.listAgreed(actor),
		interviewPath: actor.guestInterviewId && `/interviews/${actor.guestInterviewId}`,
		timeZones: [...new Set([profile.timeZone, 'UTC', ...Intl.supportedValuesOf('timeZone')])]
	};
};

export const actions: Actions = {
	profile: async (event) => {
		const actor = requireMember(event);
		const form = await readForm(event, profileForm, { form: 'profile' });
		if (!form.ok) return form.failure;
		await event.locals.services.accounts.updateProfile(actor, form.data);
		return { form: 'profile', isSaved: true };
	},

	digest: async (event) => {
		const actor = requireMember(event);
		const form = await readForm(event, digestForm, { form: 'digest' });
		if (!form.ok) return form.failure;
		await event.locals.services.accounts.setDigestWanted(actor, form.data.digest === 'on');
		return { form: 'digest', isSaved: true };
	},

	withdrawConsent: async (event) => {
		const actor = requireSignedIn(event);
		const form = await readForm(event, withdrawForm, { form: 'recordings' });
		if (!form.ok) return form.failure;
		const { interviewId, recordingId } = form.data;
		const result = await event.locals.services.recordings.withdraw(actor, interviewId, recordingId);
		if (!result.ok) return form.refuse({}, 'This recording is gone already.', 404);
		return { form: 'recordings', isSaved: true };
	},

	password: async (event) => {
		const actor = requireMember(event);
		const options = { form: 'password', secret: ['current', 'next'] };
		const form = await readForm(event, passwordForm, options);
		if (!form.ok) return form.failure;
		const { accounts } = event.locals.services;
		const result = await accounts.changePassword(actor, form.data, event.getClientAddress());
		if (!result.ok) {
			if (result.code === 'too_many_attempts')
				return form.refuse(
					{},
					`That was a lot of tries. Wait ${toWait(result.retryAfterSeconds)}, then try again.`,
					429
				);
			return form.refuse({ current: 'This is not your password now.' });
		}
		setSessionCookie(event, result.token, result.expiresAt);
		return { form: 'password', isSaved: true };
	},

	'sign-out-everywhere': async (event) => {
		await event.locals.services.accounts.signOutEverywhere(requireMember(event));
		clearSessionCookie(event);
		event.setHeaders({ 'clear-site-data': '"storage"' });
		redirect(303, '/sign-in?notice=signed-out-everywhere');
	},

	keep: async (event) => {
		const actor = requireSignedIn(event);
		const form = await readForm(event, keepForm, { form: 'keep', secret: ['password'] });
		if (!form.ok) return form.failure;
		const { accounts } = event.locals.services;
		const result = await accounts.keepGuestAccount(actor, form.data, event.getClientAddress());
		if (!result.ok) {
			if (result.code === 'not_guest') redirect(303, '/account');
			return result.code === 'too_many_attempts'
				? form.refuse({}, `Wait ${toWait(result.retryAfterSeconds)}, then try again.`, 429)
				: form.refuse({
						email: 'There is an account with this address already. Use another one.'
					});
		}
		setSessionCookie(event, result.token, result.expiresAt);
		redirect(303, actor.guestInterviewId ? `/interviews/${actor.guestInterviewId}` : '/home');
	}
};
