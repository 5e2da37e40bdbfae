import type { SubmitFunction } from '@sveltejs/kit';

/** Whether a form is on its way, so that a second press does nothing. Give `enhance` its `submit`. */
export class FormState {
	isBusy = $state(false);

	/** What is typed stays in the fields when the answer is a refusal, passwords included. */
	submit: SubmitFunction = () => {
		this.isBusy = true;
		return async ({ update }) => {
			await update({ reset: false });
			this.isBusy = false;
			focusFirstError();
		};
	};
}

/** The first marked field is where to go on. */
function focusFirstError(): void {
	document.querySelector<HTMLElement>('main [aria-invalid="true"]')?.focus();
}
