import { redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { toLocalPath } from '#lib/account/account.ts';
import { toWait } from '#lib/account/wait.ts';
import { email, guessedTimeZone, name, newPassword } from '#lib/server/fields.ts';
import { readForm } from '#lib/server/form.ts';
import { setSessionCookie } from '#lib/server/session-cookie.ts';
import type { Actions, PageServerLoad } from './$types';

const signUpForm = v.strictObject({
	name,
	email,
	password: newPassword,
	timeZone: guessedTimeZone
});

export const load: PageServerLoad = ({ locals, url }) => {
	const next = toLocalPath(url.searchParams.get('next'), '/home');
	if (locals.actor && !locals.actor.isGuest) redirect(303, next);
	if (locals.actor?.isGuest) redirect(303, '/account');
	return {
		signInPath: next === '/home' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(next)}`
	};
};

export const actions: Actions = {
	default: async (event) => {
		const form = await readForm(event, signUpForm, { secret: ['password'] });
		if (!form.ok) return form.failure;
		const { accounts } = event.locals.services;
		const result = await accounts.signUp(form.data, event.getClientAddress());
		if (!result.ok)
			return result.code === 'too_many_attempts'
				? form.refuse(
						{},
						`Many accounts were made from here. Wait ${toWait(result.retryAfterSeconds)}, then try again.`,
						429
					)
				: form.refuse({
						email:
							'There is an account with this address already. Sign in instead, or use another one.'
					});
		if (event.locals.actor) await accounts.signOut(event.locals.actor);
		setSessionCookie(event, result.token, result.expiresAt);
		redirect(303, toLocalPath(event.url.searchParams.get('next'), '/home'));
	}
};
