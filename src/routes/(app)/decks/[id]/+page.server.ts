import { error, redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { categories } from '#lib/deck/question.ts';
import * as fields from '#lib/server/fields.ts';
import { readForm } from '#lib/server/form.ts';
import { requireMember } from '#lib/server/guard.ts';
import { renamedMeanwhile } from '#lib/server/renamed-meanwhile.ts';
import type { Actions, PageServerLoad } from './$types';

const renameForm = v.strictObject({
	name: fields.organisationName,
	description: fields.description,
	version: fields.version
});
const copyForm = v.strictObject({ organisationId: fields.id });
const archiveForm = v.strictObject({ isArchived: v.picklist(['yes', 'no']) });
const shareForm = v.strictObject({
	organisationId: fields.id,
	isShared: v.picklist(['yes', 'no'])
});
const moveForm = v.strictObject({
	questionId: fields.id,
	to: v.picklist(['up', 'down', 'before', 'after']),
	/** The question to stand before or after; empty for up and down. */
	beside: v.string()
});
const questionForm = v.strictObject({
	questionId: fields.id,
	isArchived: v.picklist(['yes', 'no'])
});

/** The sentence for a refusal; what is not there, or not for this person to know, is a 404. */
function refused(code: string): string {
	if (code === 'not_found') error(404, 'There is nothing at this address.');
	if (code === 'not_allowed') error(403, 'Advisors and admins of its organisation change a deck.');
	return 'There are too many of these already.';
}

export const load: PageServerLoad = async (event) => {
	const actor = requireMember(event);
	const { searchParams } = event.url;
	const text = (searchParams.get('text') ?? '').slice(0, 200);
	const category = categories.find((one) => one === searchParams.get('category')) ?? null;
	const tag = (searchParams.get('tag') ?? '').slice(0, 40) || null;
	const isArchived = searchParams.get('archived') === 'yes';
	const page = Math.max(0, Math.trunc(Number(searchParams.get('page') ?? 0)) || 0);
	const deck = await event.locals.services.decks.get(actor, event.params.id, {
		text,
		category,
		tag,
		isArchived,
		page
	});
	if (!deck) error(404, 'There is nothing at this address.');
	return { deck, query: { text, category, tag, isArchived, page } };
};

export const actions: Actions = {
	rename: async (event) => {
		const actor = requireMember(event);
		const form = await readForm(event, renameForm, { form: 'rename' });
		if (!form.ok) return form.failure;
		const { version, ...names } = form.data;
		const { decks } = event.locals.services;
		const result = await decks.rename(actor, event.params.id, version, names);
		if (!result.ok && result.code === 'changed') return form.refuse(...renamedMeanwhile(result));
		if (!result.ok) return form.refuse({}, refused(result.code));
		return { form: 'rename', done: 'Saved.' };
	},

	copy: async (event) => {
		const actor = requireMember(event);
		const form = await readForm(event, copyForm, { form: 'copy' });
		if (!form.ok) return form.failure;
		const { organisationId } = form.data;
		const result = await event.locals.services.decks.copy(actor, event.params.id, organisationId);
		if (!result.ok) return form.refuse({}, refused(result.code));
		redirect(303, `/decks/${result.id}`);
	},

	archive: async (event) => {
		const actor = requireMember(event);
		const form = await readForm(event, archiveForm, { form: 'archive' });
		if (!form.ok) return form.failure;
		const isArchived = form.data.isArchived === 'yes';
		const { decks } = event.locals.services;
		const result = await decks.setArchived(actor, event.params.id, isArchived);
		if (!result.ok) return form.refuse({}, refused(result.code));
		return { form: 'archive', done: isArchived ? 'Archived.' : 'Back among the decks.' };
	},

	share: async (event) => {
		const actor = requireMember(event);
		const form = await readForm(event, shareForm, { form: 'share' });
		if (!form.ok) return form.failure;
		const { organisationId, isShared } = form.data;
		const result = await event.locals.services.decks.setShared(
			actor,
			event.params.id,
			organisationId,
			isShared === 'yes'
		);
		if (!result.ok) return form.refuse({}, refused(result.code));
		return { form: 'share', done: isShared === 'yes' ? 'Shared.' : 'Not shared any more.' };
	},

	move: async (event) => {
		const actor = requireMember(event);
		const form = await readForm(event, moveForm, { form: 'questions' });
		if (!form.ok) return form.failure;
		const { questionId, to, beside } = form.data;
		const result = await event.locals.services.decks.moveQuestion(
			actor,
			event.params.id,
			questionId,
			to === 'before' ? { before: beside } : to === 'after' ? { after: beside } : to
		);
		if (!result.ok) return form.refuse({}, refused(result.code));
		return { form: 'questions', done: 'Moved.' };
	},

	question: async (event) => {
		const actor = requireMember(event);
		const form = await readForm(event, questionForm, { form: 'questions' });
		if (!form.ok) return form.failure;
		const { questionId, isArchived } = form.data;
		const result = await event.locals.services.decks.setQuestionArchived(
			actor,
			event.params.id,
			questionId,
			isArchived === 'yes'
		);
		if (!result.ok) return form.refuse({}, refused(result.code));
		return { form: 'questions', done: isArchived === 'yes' ? 'Archived.' : 'Back in the deck.' };
	}
};
