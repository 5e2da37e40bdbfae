import type { ActionResult } from '@sveltejs/kit';
import { deserialize } from '$app/forms';

/** Gives a form to the server as its page itself would, also while that is being left. Null: it did not get through. */
export async function postAction(
	action: string,
	fields: Record<string, string>
): Promise<ActionResult | null> {
	try {
		const response = await fetch(action, {
			method: 'POST',
			headers: { accept: 'application/json', 'x-sveltekit-action': 'true' },
			body: new URLSearchParams(fields),
			keepalive: true
		});
		return deserialize(await response.text());
	} catch {
		return null;
	}
}
