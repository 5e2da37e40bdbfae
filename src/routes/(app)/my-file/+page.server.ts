import { error, fail } from '@sveltejs/kit';
import {
	toBasicValues,
	toLineValues,
	readLine,
	createLineId,
	type Entry
} from '#lib/candidate-file/entry.ts';
import { lineKinds, maxLines, type LineValues } from '#lib/candidate-file/line.ts';
import {
	basicsForm,
	checkLine,
	removeForm,
	toBasics,
	toLineForm
} from '#lib/server/file-fields.ts';
import { readForm, type FormRefusal } from '#lib/server/form.ts';
import { requireMember } from '#lib/server/guard.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async (event) => {
	const actor = requireMember(event);
	const file = await event.locals.services.candidateFiles.get(actor);
	if (!file) error(404, 'There is nothing at this address.');
	const added = lineKinds.find((kind) => kind === event.url.searchParams.get('add'));
	return {
		basics: { version: file.version, values: toBasicValues(file.basics) },
		lines: file.lines.map(({ id, kind, version, ...line }) => ({
			id,
			kind,
			version,
			values: toLineValues(line)
		})),
		/** An empty line that was asked for without scripts. */
		added: added ? { id: createLineId(), kind: added } : null
	};
};

const elsewhere = 'This was changed on another device meanwhile. Look at it, then save again.';
const unknown = 'There is no such line in your file.';

/** The refusal of a form that was typed on an older version; `theirs` is what is there now. */
function toConflict(form: string, values: LineValues, theirs: Entry | null) {
	return fail(409, {
		form,
		values,
		errors: {} as Record<string, string>,
		message: elsewhere,
		theirs
	});
}

const readKind = (event: RequestEvent) =>
	lineKinds.find((kind) => kind === event.url.searchParams.get('kind'));

export const actions: Actions = {
	basics: async (event) => {
		const actor = requireMember(event);
		const form = await readForm(event, basicsForm, { form: 'basics' });
		if (!form.ok) return form.failure;
		const basics = toBasics(form.data);
		const { candidateFiles } = event.locals.services;
		const result = await candidateFiles.saveBasics(actor, form.data.version, basics);
		if (result.ok) return { form: 'basics', version: result.version };
		if (result.code === 'not_found') return form.refuse({}, unknown, 404);
		const { version, basics: theirs } = result.theirs;
		return toConflict('basics', toBasicValues(basics), { version, values: toBasicValues(theirs) });
	},

	line: async (event) => {
		const actor = requireMember(event);
		const kind = readKind(event);
		if (!kind)
			return fail(400, { form: 'line', values: {}, errors: {}, message: unknown } as FormRefusal);
		const form = await readForm(event, toLineForm(kind), { form: 'line' });
		if (!form.ok) return form.failure;
		const { id, version, ...typed } = form.data;
		const values: LineValues = typed;
		const errors = checkLine(values);
		if (Object.keys(errors).length > 0) return form.refuse(errors);
		const line = { id, kind, ...readLine(values) };
		const { candidateFiles } = event.locals.services;
		const result = await candidateFiles.saveLine(actor, version, line);
		if (result.ok) return { form: 'line', version: result.version };
		if (result.code === 'conflict') {
			const { theirs } = result;
			const entry = theirs && { version: theirs.version, values: toLineValues(theirs) };
			return toConflict('line', values, entry);
		}
		return result.code === 'too_many'
			? form.refuse({}, `A file holds ${maxLines} lines. Remove one first.`, 409)
			: form.refuse({}, unknown, 404);
	},

	remove: async (event) => {
		const actor = requireMember(event);
		const form = await readForm(event, removeForm, { form: 'remove' });
		if (!form.ok) return form.failure;
		const { id, version } = form.data;
		const result = await event.locals.services.candidateFiles.removeLine(actor, version, id);
		if (result.ok) return { form: 'remove', version: 0 };
		if (result.code === 'not_found') return form.refuse({}, unknown, 404);
		const { theirs } = result;
		return toConflict('remove', {}, { version: theirs.version, values: toLineValues(theirs) });
	}
};
