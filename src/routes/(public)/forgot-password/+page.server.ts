import * as v from 'valibot';
import { email } from '#lib/server/fields.ts';
import { readForm } from '#lib/server/form.ts';
import type { Actions, PageServerLoad } from './$types';

const forgotForm = v.strictObject({ email });

export const load: PageServerLoad = ({ locals }) => ({
	canMail: locals.services.accounts.canMail
});

export const actions: Actions = {
	default: async (event) => {
		const form = await readForm(event, forgotForm);
		if (!form.ok) return form.failure;
		await event.locals.services.accounts.requestReset(form.data.email, event.getClientAddress());
		return { isSent: true };
	}
};
