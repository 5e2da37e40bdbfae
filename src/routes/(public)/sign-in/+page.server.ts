import { redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { toLocalPath } from '#lib/account/account.ts';
import { toWait } from '#lib/account/wait.ts';
import { email, password } from '#lib/server/fields.ts';
import { readForm } from '#lib/server/form.ts';
import { setSessionCookie } from '#lib/server/session-cookie.ts';
import type { Actions, PageServerLoad } from './$types';

const signInForm = v.strictObject({ email, password });

const notices: Record<string, string> = {
	'password-set': 'Your new password is set. Sign in with it.',
	'signed-out': 'You are signed out.',
	'signed-out-everywhere': 'You are signed out on every device.'
};

export const load: PageServerLoad = ({ locals, url }) => {
	const next = toLocalPath(url.searchParams.get('next'), '/home');
	if (locals.actor && !locals.actor.isGuest) redirect(303, next);
	const query = next === '/home' ? '' : `?next=${encodeURIComponent(next)}`;
	return {
		notice: notices[url.searchParams.get('notice') ?? ''] ?? null,
		isSentHere: query !== '',
		signUpPath: `/sign-up${query}`
	};
};

export const actions: Actions = {
	default: async (event) => {
		const form = await readForm(event, signInForm, { secret: ['password'] });
		if (!form.ok) return form.failure;
		const { accounts } = event.locals.services;
		const result = await accounts.signIn(form.data, event.getClientAddress());
		if (!result.ok)
			return result.code === 'too_many_attempts'
				? form.refuse(
						{},
						`That was a lot of tries. Wait ${toWait(result.retryAfterSeconds)}, then try again.`,
						429
					)
				: form.refuse({}, 'No account has this e-mail address and password together. Check both.');
		// Whoever was signed in here before is not any more.
		if (event.locals.actor) await accounts.signOut(event.locals.actor);
		setSessionCookie(event, result.token, result.expiresAt);
		redirect(303, toLocalPath(event.url.searchParams.get('next'), '/home'));
	}
};
