import { fail, type ActionFailure, type RequestEvent } from '@sveltejs/kit';
import * as v from 'valibot';
import { toStorable } from '../text/storable.ts';

/** What a refused form gives its page: a sentence at each field, and what was typed. */
export interface FormRefusal {
	/** Which form of the page this was; empty on pages with one. */
	form: string;
	/** As typed, without passwords. */
	values: Record<string, string>;
	errors: Record<string, string>;
	/** One sentence over the form. */
	message: string;
}

type FormSchema = v.StrictObjectSchema<v.ObjectEntries, undefined>;
type Refuse = (
	errors: Record<string, string>,
	message?: string,
	status?: number
) => ActionFailure<FormRefusal>;

export type ReadForm<Schema extends FormSchema> =
	| { ok: true; data: v.InferOutput<Schema>; /** For what the service refuses. */ refuse: Refuse }
	| { ok: false; failure: ActionFailure<FormRefusal> };

const checkFields = 'Look at the marked fields, then try again.';
/** Longer than anything that a form here takes; what is shown again is cut there. */
const maxShownLength = 10_000;

/**
 * Reads a form by a strict schema: a field that the schema does not name, one sent twice, and a file are refused, so
 * that nothing but what the page offers can be set. Fields named in `secret` are never sent back.
 */
export async function readForm<Schema extends FormSchema>(
	event: Pick<RequestEvent, 'request'>,
	schema: Schema,
	options: { form?: string; secret?: readonly string[] } = {}
): Promise<ReadForm<Schema>> {
	const { form = '', secret = [] } = options;
	const values: Record<string, string> = Object.create(null);
	const refuse: Refuse = (errors, message = checkFields, status = 400) => {
		const shown = Object.entries(values)
			.filter(([name]) => !secret.includes(name))
			.map(([name, value]) => [name, value.slice(0, maxShownLength)]);
		return fail(status, { form, values: Object.fromEntries(shown), errors, message });
	};

	let data: FormData;
	try {
		data = await event.request.formData();
	} catch {
		return { ok: false, failure: refuse({}, 'This is not a form. Reload the page and try again.') };
	}
	const errors: Record<string, string> = Object.create(null);
	const known = Object.keys(schema.entries);
	// A field that was not sent is an empty one: the schema has a sentence for that.
	for (const name of known) values[name] = '';
	let isForeign = false;
	for (const name of new Set(data.keys())) {
		const sent = data.getAll(name);
		const [value] = sent;
		if (!known.includes(name)) isForeign = true;
		else if (typeof value !== 'string') errors[name] = 'This wants text, not a file.';
		else if (sent.length > 1) errors[name] = 'This was sent twice. Reload the page and try again.';
		else values[name] = toStorable(value);
	}
	if (isForeign)
		return {
			ok: false,
			failure: refuse(
				errors,
				'This form has a field that we do not know. Reload the page and try again.'
			)
		};

	const result = v.safeParse(schema, { ...values });
	for (const issue of result.issues ?? []) {
		const name = String(issue.path?.[0]?.key ?? '');
		errors[name] ??= issue.message;
	}
	if (!result.success || Object.keys(errors).length > 0)
		return { ok: false, failure: refuse(errors) };
	return { ok: true, data: result.output, refuse };
}
