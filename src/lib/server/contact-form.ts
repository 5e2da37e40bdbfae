import { error, type RequestEvent } from '@sveltejs/kit';
import * as v from 'valibot';
import { reminderDays, type ContactKind } from '../advising/contact.ts';
import { id } from './fields.ts';
import { readForm } from './form.ts';
import { requireMember } from './guard.ts';

/** The buttons of the form, each with what it means. */
const buttons: Record<string, { kind: ContactKind; days: number }> = {
	talked: { kind: 'talked', days: 0 },
	'not-needed': { kind: 'not-needed', days: 0 },
	...Object.fromEntries(
		reminderDays.map((days) => [`later-${days}`, { kind: 'later' as const, days }])
	)
};

const schema = v.strictObject({
	candidateId: id,
	organisationId: id,
	note: v.string(),
	what: v.picklist(Object.keys(buttons), 'Press one of the buttons.')
});

/** *Talked today*, *remind me*, *not needed*: the same form on the list and on a candidate's page. */
export async function noteContact(event: RequestEvent) {
	const actor = requireMember(event);
	const form = await readForm(event, schema, { form: 'contact' });
	if (!form.ok) return form.failure;
	const { candidateId, organisationId, note, what } = form.data;
	const input = { ...buttons[what]!, note };
	const { advising } = event.locals.services;
	const result = await advising.contact(actor, candidateId, organisationId, input);
	if (!result.ok && result.code === 'invalid')
		return form.refuse({ [result.field]: result.message });
	if (!result.ok) error(404, 'There is nothing at this address.');
}
