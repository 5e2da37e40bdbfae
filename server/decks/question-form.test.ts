import { describe, expect, it } from 'vitest';
import { toQuestionContent, toQuestionFields } from '#lib/deck/question-form.ts';
import { readQuestion } from './question-schema.ts';
import { starterDeck } from './starter/starter-deck.ts';

describe('the form of a question', () => {
	it('gives every built-in question back as it was', () => {
		for (const { content } of starterDeck.questions) {
			const back = toQuestionContent(toQuestionFields(content), content);
			expect(readQuestion(back)).toEqual({ ok: true, content });
		}
	});

	it('makes lights from target and maximum where the category’s do not fit', () => {
		const { content } = starterDeck.questions.find(({ content }) => !content.lightSeconds)!;
		const fields = { ...toQuestionFields(content), targetSeconds: '120', maximumSeconds: '240' };
		expect(toQuestionContent(fields, content).lightSeconds).toEqual({
			green: 80,
			amber: 180,
			red: 240
		});
	});

	it('leaves what is no number to the check', () => {
		const { content } = starterDeck.questions[0]!;
		const read = readQuestion(
			toQuestionContent({ ...toQuestionFields(content), targetSeconds: 'soon' })
		);
		expect(read.ok).toBe(false);
		if (!read.ok) expect(read.problems.map(({ field }) => field)).toContain('targetSeconds');
	});
});
