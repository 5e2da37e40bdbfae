import { redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { newPassword } from '#lib/server/fields.ts';
import { readForm } from '#lib/server/form.ts';
import { clearSessionCookie } from '#lib/server/session-cookie.ts';
import type { Actions, PageServerLoad } from './$types';

const resetForm = v.strictObject({ password: newPassword });

export const load: PageServerLoad = async ({ locals, params }) => {
	const reset = await locals.services.accounts.findReset(params.token);
	return { email: reset?.email ?? null };
};

export const actions: Actions = {
	default: async (event) => {
		const form = await readForm(event, resetForm, { secret: ['password'] });
		if (!form.ok) return form.failure;
		const { accounts } = event.locals.services;
		const result = await accounts.resetPassword(event.params.token, form.data.password);
		if (!result.ok) return form.refuse({}, 'This link does not work any more. Ask for a new one.');
		clearSessionCookie(event);
		redirect(303, '/sign-in?notice=password-set');
	}
};
