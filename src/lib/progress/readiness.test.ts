import { expect, test } from 'vitest';
import type { Category } from '../deck/question.ts';
import type { SeasonAnswer, SeasonEntry, SeasonRecord } from './record.ts';
import { toReadiness } from './readiness.ts';

const now = '2026-11-22T12:00:00.000Z';

const toRecord = (...asked: Category[][]): SeasonRecord => ({
	candidate: {
		userId: 'amara',
		name: 'Amara Nwosu',
		realInterviewOn: '2026-12-02',
		timeZone: 'UTC'
	} as SeasonRecord['candidate'],
	nextAt: null,
	goals: [],
	criteria: [],
	raterNames: {},
	leniency: new Map(),
	entries: asked.map(
		(categories, index) =>
			({
				kind: index === 0 ? 'panel' : 'mentor',
				finishedAt: now,
				answers: categories.map((category) => ({ category }) as SeasonAnswer)
			}) as SeasonEntry
	)
});

test('[7.2] a criterion is surely there when its interval is, there when its line is, and below otherwise', () => {
	const { criteria } = toReadiness(
		toRecord(),
		[
			{ name: 'Structure', end: { value: 4.6, low: 4 } },
			{ name: 'Clarity', end: { value: 4, low: 3.9 } },
			{ name: 'Presence', end: { value: 3.99, low: 3.5 } },
			{ name: 'Motivation', end: null }
		],
		now
	);
	expect(criteria).toEqual([
		{ name: 'Structure', state: 'sure' },
		{ name: 'Clarity', state: 'likely' },
		{ name: 'Presence', state: 'below' }
	]);
});

test('categories that everybody is asked are met once, or named as missing', () => {
	const { categories, kinds, daysToReal } = toReadiness(
		toRecord(['opening', 'motivation', 'opening'], ['away-rotations']),
		[],
		now
	);
	expect(categories.met).toEqual(expect.arrayContaining(['opening', 'motivation']));
	expect(categories.met).not.toContain('away-rotations');
	expect(categories.missing).toContain('behavioural');
	const all = [...categories.met, ...categories.missing];
	expect(new Set(all).size).toBe(all.length);
	expect(kinds).toEqual({ mentor: 1, peer: 0, panel: 1, solo: 0 });
	expect(daysToReal).toBe(10);
});

test('every answer to a red-flag question is a rehearsal, the same evening or another', () => {
	expect(toReadiness(toRecord(), [], now).redFlagAnswers).toBe(0);
	const record = toRecord(['red-flags', 'red-flags', 'opening'], ['red-flags']);
	expect(toReadiness(record, [], now).redFlagAnswers).toBe(3);
});
