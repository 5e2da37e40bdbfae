import { describe, expect, test } from 'vitest';
import type { SeasonEntry, SeasonView } from '../interview/views.ts';
import { toFigure, toMean } from './means.ts';
import {
	sortByLine,
	toFirstPoint,
	toNames,
	toRuns,
	toSeasonLine,
	toSentence,
	toSeries,
	toSummary,
	type SeasonPoint
} from './season.ts';
import { toTrend } from './direction.ts';

const entry = (marks: SeasonEntry['marks'], overall: number | null = null): SeasonEntry => ({
	interviewId: 'i',
	roundId: 'r',
	kind: 'mentor',
	finishedAt: '2026-11-01T10:00:00Z',
	withNames: [],
	strengths: '',
	nextSteps: '',
	answers: 0,
	marks,
	overall
});
const season: SeasonView = {
	candidate: { userId: 'c', name: 'Amara' },
	criteria: [
		{ id: 'structure', name: 'Structure' },
		{ id: 'presence', name: 'Presence' }
	],
	entries: [
		entry([{ criterionId: 'structure', interviewer: 3, self: 2, agreed: null }], 3),
		entry([{ criterionId: 'presence', interviewer: null, self: 5, agreed: 4 }])
	]
};
const points = (...values: (number | null)[]): SeasonPoint[] =>
	values.map((interviewer) => ({ interviewer, self: null, agreed: null }));

describe('means', () => {
	test('leave out what was not seen, and do not count it as nothing', () => {
		expect(toMean([4, null, 2])).toBe(3);
		expect(toMean([null, 5])).toBe(5);
	});

	test('do not exist where nothing was given', () => {
		expect(toMean([])).toBeNull();
		expect(toMean([null, null])).toBeNull();
	});

	test.each([
		[4, '4'],
		[3.5, '3.5'],
		[11 / 3, '3.7'],
		[null, null]
	])('%s is written %s', (value, figure) => {
		expect(toFigure(value)).toBe(figure);
	});
});

describe('series', () => {
	test('have a point for every interview, with gaps where a criterion did not come up', () => {
		const [structure, presence] = toSeries(season);
		expect(structure?.points).toEqual([
			{ interviewer: 3, self: 2, agreed: null },
			{ interviewer: null, self: null, agreed: null }
		]);
		expect(presence?.points[1]).toEqual({ interviewer: null, self: 5, agreed: 4 });
	});

	test('over all criteria keep interviewer and self apart', () => {
		expect(toSeasonLine(season.entries).points).toEqual([
			{ interviewer: 3, self: 2, agreed: null },
			{ interviewer: null, self: 5, agreed: null }
		]);
	});

	test.each([
		[
			[3, 4, null, 5],
			[[0, 1], [3]]
		],
		[[null, null], []],
		[[3], [[0]]],
		[[null, 2, 2], [[1, 2]]]
	])('%j is drawn in the runs %j', (values, runs) => {
		expect(toRuns(values)).toEqual(runs);
	});
});

describe('a trend', () => {
	test.each([
		[[], 'not-enough'],
		[[1, 5], 'not-enough'],
		[[1, 3, 5], 'cannot-say'],
		[[2, 3, 4, 5], 'higher'],
		[[2, 2, 3, 3, 4, 4], 'higher'],
		[[5, 4, 3, 2], 'lower'],
		[[3, 3, 3], 'level'],
		[[3, 3.5, 3, 3.5, 3], 'level'],
		[[2, 5, 1, 4, 2], 'cannot-say']
	] as const)('of %j is %s', (values, trend) => {
		expect(toTrend(values)).toBe(trend);
	});
});

describe('a sentence', () => {
	const toMonth = (index: number) => (index < 2 ? 'October' : 'November');

	test.each([
		[points(null, null), 'No interviewer has rated it yet.'],
		[points(1), ''],
		[points(1, 5), ''],
		[points(1, null, null), 'Rated once.'],
		[points(1, 5, null), 'Rated twice.'],
		[points(2, 3, 4, 5), 'Higher than in October.'],
		[points(null, null, 2, 3, 4, 5), 'Higher than at the start.'],
		[points(5, 4, 3, null, 2), 'Lower than in October.'],
		[points(3, null, 3, 4, 3), 'No clear direction yet.'],
		[points(3, 3.5, 3), 'Level, around 3.2.']
	])('%#: %j', (given, sentence) => {
		expect(toSentence(given, toMonth)).toBe(sentence);
	});
});

describe('the summary', () => {
	const series = (id: string, ...values: number[]) => ({ id, name: id, points: points(...values) });

	test('names what moved, and says that the rest is open', () => {
		const given = [
			series('Structure', 2, 3, 4, 5),
			series('Clarity', 1, 2, 3, 5),
			series('Presence', 5, 4, 3, 2),
			series('Motivation', 3, 3, 3)
		];
		expect(toSummary(given)).toBe(
			'Higher than at the start: Structure · Clarity. Lower than at the start: Presence. About the rest it is too early to say.'
		);
	});

	test('criteria that make a line stand before those rated once or twice', () => {
		const given = [series('Reasoning', 3, 4), series('Structure', 3, 4, 5), series('Flags', 1)];
		expect(sortByLine(given).map(({ id }) => id)).toEqual(['Structure', 'Reasoning', 'Flags']);
	});

	test('says nothing where nothing can be vouched for', () => {
		expect(toSummary([series('Structure', 2, 5)])).toBeNull();
	});
});

test.each([
	['', null],
	['  \n - \n', null],
	['- Clear turn at the end\n- Warm', 'Clear turn at the end'],
	['1. Slow down', 'Slow down'],
	['Names the patient first.', 'Names the patient first.'],
	['2026 was a year of change', '2026 was a year of change']
])('the first point of %j is %j', (text, point) => {
	expect(toFirstPoint(text)).toBe(point);
});

test.each([
	[[], ''],
	[['Dr Osei'], 'Dr Osei'],
	[['A', 'B', 'C'], 'A, B and C']
])('%j is written %j', (names, text) => {
	expect(toNames(names)).toBe(text);
});
