import type { SubmitFunction } from '@sveltejs/kit';
import { invalidateAll } from '$app/navigation';
import { focusFirstInvalid } from '../ui/focus-invalid.svelte.ts';

/** Whether a form is on its way, so that a second press does nothing. Give `enhance` its `submit`. */
export class FormState {
	isBusy = $state(false);
	#clearsAfter: boolean;

	/** `clearsAfter`: the fields are emptied once it was done, ready for the next. */
	constructor({ clearsAfter = false } = {}) {
		this.#clearsAfter = clearsAfter;
	}

	/** What is typed stays in the fields when the answer is a refusal, passwords included. */
	submit: SubmitFunction = () => {
		this.isBusy = true;
		return async ({ update, result }) => {
			await update({ reset: this.#clearsAfter && result.type === 'success' });
			// Somebody was quicker: what stands now is read, beside what was typed.
			if (result.type === 'failure' && result.status === 409) await invalidateAll();
			this.isBusy = false;
			if (result.type === 'failure') await focusFirstInvalid();
		};
	};
}
