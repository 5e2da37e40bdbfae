import { error, redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import {
	emptyQuestionFields,
	questionFieldNames,
	toQuestionContent,
	toQuestionFields
} from '#lib/deck/question-form.ts';
import { readForm } from '#lib/server/form.ts';
import { requireMember } from '#lib/server/guard.ts';
import type { Actions, PageServerLoad } from './$types';

const schema = v.strictObject({
	...v.entriesFromList(questionFieldNames, v.string()),
	version: v.pipe(v.string(), v.regex(/^\d{0,9}$/))
});

/** `new` stands for a question that is not written yet. */
export const load: PageServerLoad = async (event) => {
	const actor = requireMember(event);
	const { decks } = event.locals.services;
	const { id, questionId } = event.params;
	if (questionId === 'new') {
		const deck = await decks.get(actor, id);
		if (!deck?.canEdit) error(404, 'There is nothing at this address.');
		const { name, canEdit } = deck;
		return {
			deck: { id, name, canEdit },
			question: null,
			fields: emptyQuestionFields,
			version: 0,
			versions: []
		};
	}
	const found = await decks.getQuestion(actor, id, questionId);
	if (!found) error(404, 'There is nothing at this address.');
	const { deck, question, versions } = found;
	return {
		deck: { id, name: deck.name, canEdit: deck.canEdit },
		question,
		fields: toQuestionFields(question.content),
		version: question.version,
		versions
	};
};

export const actions: Actions = {
	default: async (event) => {
		const actor = requireMember(event);
		const { decks } = event.locals.services;
		const { id, questionId } = event.params;
		const form = await readForm(event, schema);
		if (!form.ok) return form.failure;
		const isNew = questionId === 'new';
		const found = isNew ? null : await decks.getQuestion(actor, id, questionId);
		if (!isNew && !found) error(404, 'There is nothing at this address.');
		const { version, ...fields } = form.data;
		const content = toQuestionContent(fields, found?.question.content);
		const result = isNew
			? await decks.addQuestion(actor, id, content)
			: await decks.editQuestion(actor, id, questionId, Number(version), content);
		if (result.ok) redirect(303, `/decks/${id}`);
		switch (result.code) {
			case 'not_found':
				error(404, 'There is nothing at this address.');
				break;
			case 'not_allowed':
				error(403, 'Advisors and admins of its organisation change a deck.');
				break;
			case 'too_many':
				return form.refuse({}, 'This deck has 20,000 questions, which is the most.');
			case 'changed':
				return form.refuse(
					{ version: String(result.theirs.version) },
					`Somebody saved another wording while you wrote: “${result.theirs.content.prompt}” Yours is still here. Saving again puts it on top; theirs stays among the versions.`,
					409
				);
			case 'invalid':
				return form.refuse(
					Object.fromEntries(
						result.problems.map(({ field, index, message }) => [
							field === 'lightSeconds'
								? 'maximumSeconds'
								: field === 'followUpCues'
									? 'followUps'
									: field,
							index === null ? message : `Line ${index + 1}: ${message}`
						])
					)
				);
		}
	}
};
