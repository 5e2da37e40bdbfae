import { error, redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import * as fields from '#lib/server/fields.ts';
import { readForm } from '#lib/server/form.ts';
import { requireMember } from '#lib/server/guard.ts';
import { renamedMeanwhile } from '#lib/server/renamed-meanwhile.ts';
import type { Actions, PageServerLoad } from './$types';

const copyForm = v.strictObject({ organisationId: fields.id });
const renameForm = v.strictObject({
	name: fields.organisationName,
	description: fields.description,
	version: fields.version
});
const criterionForm = v.strictObject({
	...v.entriesFromList(
		[
			'name',
			'description',
			'anchors-1',
			'anchors-2',
			'anchors-3',
			'anchors-4',
			'anchors-5'
		] as const,
		v.string()
	),
	criterionId: v.string(),
	version: fields.version,
	weight: v.picklist(['1', '2', '3'], 'A weight is 1, 2 or 3.'),
	isCore: v.string()
});
const removeForm = v.strictObject({ criterionId: fields.id, version: fields.version });

/** The sentence for a refusal; what is not there, or not for this person to know, is a 404. */
function refused(code: string): string {
	if (code === 'not_found') error(404, 'There is nothing at this address.');
	if (code === 'not_allowed')
		error(403, 'Advisors and admins of its organisation change a rubric.');
	if (code === 'changed')
		return 'Somebody made another version while you wrote. It is shown below; what you typed is still here, and saving again puts it on top.';
	if (code === 'no_criterion')
		return 'A rubric keeps at least one criterion that is on every card.';
	return 'There are too many of these already.';
}

export const load: PageServerLoad = async (event) => {
	const actor = requireMember(event);
	const rubric = await event.locals.services.rubrics.get(actor, event.params.id);
	if (!rubric) error(404, 'There is nothing at this address.');
	return { rubric };
};

export const actions: Actions = {
	copy: async (event) => {
		const actor = requireMember(event);
		const form = await readForm(event, copyForm, { form: 'copy' });
		if (!form.ok) return form.failure;
		const { organisationId } = form.data;
		const result = await event.locals.services.rubrics.copy(actor, event.params.id, organisationId);
		if (!result.ok) return form.refuse({}, refused(result.code));
		redirect(303, `/rubrics/${result.id}`);
	},

	rename: async (event) => {
		const actor = requireMember(event);
		const form = await readForm(event, renameForm, { form: 'rename' });
		if (!form.ok) return form.failure;
		const { version, ...names } = form.data;
		const { rubrics } = event.locals.services;
		const result = await rubrics.rename(actor, event.params.id, version, names);
		if (!result.ok && result.code === 'changed') return form.refuse(...renamedMeanwhile(result));
		if (!result.ok) return form.refuse({}, refused(result.code));
		return { form: 'rename', done: 'Saved.' };
	},

	/** Rewrites a criterion; without its id, adds one. */
	criterion: async (event) => {
		const actor = requireMember(event);
		const form = await readForm(event, criterionForm, { form: 'criterion' });
		if (!form.ok) return form.failure;
		const { criterionId, version, weight, isCore, name, description, ...anchors } = form.data;
		const result = await event.locals.services.rubrics.writeCriterion(
			actor,
			event.params.id,
			version,
			criterionId || null,
			{
				name,
				description,
				weight: Number(weight),
				isCore: isCore === 'on',
				anchors: {
					1: anchors['anchors-1'],
					2: anchors['anchors-2'],
					3: anchors['anchors-3'],
					4: anchors['anchors-4'],
					5: anchors['anchors-5']
				}
			}
		);
		if (result.ok) return { form: 'criterion', done: `Saved as version ${result.version}.` };
		if (result.code === 'invalid')
			return form.refuse(
				Object.fromEntries(result.problems.map(({ field, message }) => [field, message]))
			);
		return form.refuse({}, refused(result.code), result.code === 'changed' ? 409 : 400);
	},

	remove: async (event) => {
		const actor = requireMember(event);
		const form = await readForm(event, removeForm, { form: 'criterion' });
		if (!form.ok) return form.failure;
		const { criterionId, version } = form.data;
		const { rubrics } = event.locals.services;
		const result = await rubrics.removeCriterion(actor, event.params.id, version, criterionId);
		if (!result.ok)
			return form.refuse({}, refused(result.code), result.code === 'changed' ? 409 : 400);
		return { form: 'criterion', done: `Left out of version ${result.version}.` };
	}
};
