import { describe, expect, it } from 'vitest';
import { drawQuestion, type DeckQuestion } from './draw.ts';
import {
	toAttemptWords,
	toNeed,
	toReason,
	toReasonWords,
	toWeight,
	type Practice
} from './practice.ts';
import type { QuestionContent } from './question.ts';

const content = (...tags: string[]): QuestionContent => ({
	prompt: tags.join(' '),
	category: 'behavioural',
	tags,
	targetSeconds: 120,
	followUps: [],
	strongAnswer: [],
	commonMistakes: [],
	isStar: true,
	specialties: [],
	paths: [],
	needsVisa: false
});

const practice: Practice = new Map([
	['behavioural', { answers: 12, mean: 3.5 }],
	['conflict', { answers: 6, mean: 4.5 }],
	['failure', { answers: 6, mean: 1.5 }],
	['teaching', { answers: 1, mean: 4 }]
]);

describe('what wants practice', () => {
	it('is first what was never touched, then what scored low, then what is rare', () => {
		expect(toNeed(undefined)).toBe(1);
		const [failure, conflict, teaching] = ['failure', 'conflict', 'teaching'].map((theme) =>
			toNeed(practice.get(theme))
		) as [number, number, number];
		expect(failure).toBeGreaterThan(conflict);
		expect(teaching).toBeGreaterThan(conflict);
		expect(toWeight(content('failure'), practice)).toBeGreaterThan(
			toWeight(content('conflict'), practice)
		);
	});

	it('is said on the card, without a number', () => {
		expect(toReason(content('integrity'), practice)).toEqual({
			kind: 'least-practised',
			theme: 'integrity'
		});
		const low = toReason(content('conflict', 'failure'), practice);
		expect(low).toEqual({ kind: 'scored-lowest', theme: 'failure' });
		expect(toReasonWords(low!)).toBe('Worth another try: failure');
		expect(toReasonWords(low!)).not.toMatch(/\d/);
		expect(toReason(content('conflict'), practice)).toBeNull();
	});

	it('is nothing in particular for somebody who has practised nothing', () => {
		expect(toReason(content('integrity'), new Map())).toBeNull();
	});

	it('comes up more often', () => {
		const questions: DeckQuestion[] = ['conflict', 'failure', 'integrity'].map((tag) => ({
			id: tag,
			version: 1,
			content: content(tag)
		}));
		const counts = new Map<string, number>();
		for (let index = 0; index < 1_000; index++) {
			const draw = drawQuestion({
				questions,
				candidate: { specialty: null, path: null, needsVisa: null },
				categories: ['behavioural'],
				drawnIds: new Set(),
				metAt: new Map(),
				practice,
				random: () => (index + 0.5) / 1_000
			})!;
			counts.set(draw.question.id, (counts.get(draw.question.id) ?? 0) + 1);
		}
		const [conflict, failure, integrity] = ['conflict', 'failure', 'integrity'].map(
			(tag) => counts.get(tag) ?? 0
		) as [number, number, number];
		expect(integrity).toBeGreaterThan(failure);
		expect(failure).toBeGreaterThan(conflict);
		expect(conflict).toBeGreaterThan(0);
	});
});

it.each([
	[undefined, 'Second attempt'],
	[null, 'Second attempt'],
	[2, 'Second attempt'],
	[3, 'Third attempt'],
	[5, 'Fifth attempt'],
	[6, 'Attempt 6']
])('attempt %s is called %s', (attempt, words) => expect(toAttemptWords(attempt)).toBe(words));
