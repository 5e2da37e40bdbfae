import type { RequestEvent } from '@sveltejs/kit';

/** The one file of a form’s field, with the form’s other texts. Null: there is none, or it is longer than may be. */
export async function readUpload(
	event: Pick<RequestEvent, 'request'>,
	name: string,
	maxBytes: number
): Promise<{ bytes: Uint8Array; fileName: string; fields: FormData } | null> {
	// Read also when it is too long: what is left unread on a connection holds up whatever is asked next over it.
	const fields = await event.request.formData().catch(() => null);
	const file = fields?.get(name);
	if (!fields || !(file instanceof File) || file.size === 0 || file.size > maxBytes) return null;
	return { bytes: new Uint8Array(await file.arrayBuffer()), fileName: file.name, fields };
}
