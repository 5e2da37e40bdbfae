import { tick } from 'svelte';

/** After a form came back: puts the keyboard where the first refused field is. */
export async function focusFirstInvalid(): Promise<void> {
	await tick();
	document.querySelector<HTMLElement>('[aria-invalid="true"], [data-invalid]')?.focus();
}
