import { describe, expect, test } from 'vitest';
import {
	createNormal,
	makeSeason,
	type MadeSeason
} from '../../../tests/support/simulated-seasons.ts';
import { toSeasons, toTrend, type Evening, type Word } from './trend.ts';

const weekMs = 7 * 86_400_000;
const evenings = (...values: number[]): Evening[] =>
	values.map((value, week) => ({ at: week * weekMs, value, raters: ['r'] }));
const unknown = { raters: new Map(), isMean: true };
const toWordOf = (given: Evening[]) => toTrend(given, unknown).word;

/** How often each word is said of 1,000 made-up seasons. */
function count(made: MadeSeason, seed: number, isRaw = false): Record<Word, number> {
	const normal = createNormal(seed);
	const words = { 'not-enough': 0, improving: 0, steady: 0, slipping: 0, 'cannot-say': 0 };
	for (let season = 0; season < 1000; season += 1) {
		const { evenings: given, known } = makeSeason(normal, made);
		words[toTrend(given, { raters: isRaw ? null : known, isMean: !made.isRounded }).word] += 1;
	}
	return words;
}

describe('[4.5] in 1,000 seasons without a true change, improving is said in at most 50', () => {
	const without: MadeSeason[] = [
		{},
		{ isKnown: false },
		{ raters: 'one' },
		{ raters: 'three' },
		{ raters: 'three', isKnown: false },
		{ interviews: 3 },
		{ interviews: 4 },
		{ interviews: 5, isKnown: false },
		{ interviews: 12 },
		{ interviews: 24, weeksApart: 0.5 },
		{ noiseSd: 0.6 },
		{ noiseSd: 0.2 },
		{ raterSd: 0.5 },
		{ isRounded: true },
		{ isRounded: true, interviews: 4, raters: 'one' }
	];
	test.each(without.map((made) => [JSON.stringify(made), made] as const))('%s', (_, made) => {
		const words = count(made, 1);
		expect(words.improving).toBeLessThanOrEqual(50);
		expect(words.slipping).toBeLessThanOrEqual(50);
	});
});

describe('[4.5] a gain of 0.2 a week over eight weekly interviews is seen in at least 800 of 1,000', () => {
	test.each([1, 2, 3, 4])('seed %d', (seed) => {
		expect(count({ gain: 0.2 }, seed).improving).toBeGreaterThanOrEqual(800);
	});

	test('with the same rater throughout as well', () => {
		expect(count({ gain: 0.2, raters: 'one' }, 1).improving).toBeGreaterThanOrEqual(800);
	});
});

describe('[4.5] a lenient rater who replaces a harsh one makes nobody improve', () => {
	test.each([
		['both known', { raters: 'harsh-then-lenient' }],
		['neither known', { raters: 'harsh-then-lenient', isKnown: false }],
		['over twelve weeks', { raters: 'harsh-then-lenient', isKnown: false, interviews: 12 }]
	] as const)('%s', (_, made) => {
		expect(count(made, 1).improving).toBeLessThanOrEqual(50);
	});

	test('which the raw line would have got wrong', () => {
		expect(count({ raters: 'harsh-then-lenient' }, 1, true).improving).toBeGreaterThan(500);
	});
});

describe('a word', () => {
	test.each([
		['[4.1]', [], 'not-enough'],
		['[4.1]', [2, 5], 'not-enough'],
		['[4.4]', [2, 3, 4], 'cannot-say'],
		['[4.4]', [2, 2.2, 2.5, 2.6, 2.9, 3.1, 3.2, 3.5], 'improving'],
		['[4.4]', [3.5, 3.2, 3.1, 2.9, 2.6, 2.5, 2.2, 2], 'slipping'],
		['[4.6]', [3, 3.2, 2.9, 3.1, 3, 3.1, 2.9, 3], 'steady'],
		['[4.6]', [2, 4, 1, 5, 2, 4, 1, 3], 'cannot-say'],
		['[4.7]', [3, 3.1, 2.9, 3, 3.1, 1.2], 'cannot-say']
	] as [string, number[], Word][])('%s %j: %s', (_, values, word) => {
		expect(toWordOf(evenings(...values))).toBe(word);
	});

	test('[4.1] is not enough for many interviews at one moment', () => {
		expect(toWordOf(evenings(1, 2, 3, 4).map((one) => ({ ...one, at: 7 })))).toBe('not-enough');
	});

	test('[4.4] comes with the change it is read from', () => {
		const { change, count, from, to } = toTrend(
			evenings(2, 2.2, 2.5, 2.6, 2.9, 3.1, 3.2, 3.5),
			unknown
		);
		expect(change!.value).toBeCloseTo(1.47, 1);
		expect(change!.low).toBeGreaterThan(0);
		expect([count, from, to]).toEqual([8, 0, 7 * weekMs]);
	});

	test.each([[[3, 3, 3, 3.3, 3.6]], [[2, 3, 3, 3, 4]]])(
		'[4.7] is withheld from %j, where one evening alone makes the direction, and says so',
		(values) => {
			const trend = toTrend(evenings(...values), unknown);
			expect(trend.change!.low).toBeGreaterThan(0);
			expect(trend).toMatchObject({ word: 'cannot-say', restsOnOne: true });
		}
	);

	test('[4.8] one bad night is out of the ordinary, and slipping it is not', () => {
		const trend = toTrend(evenings(3, 3.2, 3.1, 3.4, 3.3, 3.5, 2), unknown);
		expect(trend.lastEvening).toBe('low');
		expect(trend.word).not.toBe('slipping');
	});

	test('[4.8] an evening within what evenings vary by is as usual', () => {
		const trend = toTrend(evenings(3, 3.4, 2.8, 3.3, 2.9, 3.4, 2.9), unknown);
		expect(trend.lastEvening).toBe('usual');
	});

	test('[4.8] a harsh rater who was always harsh makes no bad night', () => {
		const given = evenings(3.5, 2.5, 3.6, 2.6, 3.5, 3.6, 2.5).map((one, index) => ({
			...one,
			raters: [[1, 3, 6].includes(index) ? 'harsh' : 'mild']
		}));
		expect(toTrend(given, unknown).lastEvening).toBe('usual');
		expect(toTrend(given, { raters: null, isMean: true }).word).not.toBe('slipping');
	});
});

describe('a long time', () => {
	const at = (week: number, value: number): Evening => ({
		at: week * weekMs,
		value,
		raters: ['r']
	});

	test('[4.2] a pause of a year parts two seasons, and the word is about the second', () => {
		const given = [at(0, 4), at(1, 3.5), at(2, 3), at(3, 2.5), at(56, 2), at(57, 2.3), at(58, 2.6)];
		expect(toSeasons(given).map((season) => season.length)).toEqual([4, 3]);
		const trend = toTrend(given, unknown);
		expect(trend.count).toBe(3);
		expect(trend.line).toHaveLength(2);
	});

	test('[4.2] twelve weeks exactly do not part them', () => {
		expect(toSeasons([at(0, 3), at(12, 3)])).toHaveLength(1);
		expect(toSeasons([at(0, 3), at(12.01, 3)])).toHaveLength(2);
	});

	test('[4.3] the word looks at the last twelve weeks, or at eight interviews where they take longer', () => {
		const weekly = Array.from({ length: 30 }, (_, week) => at(week, 3));
		expect(toTrend(weekly, unknown).count).toBe(13);
		const monthly = Array.from({ length: 12 }, (_, month) => at(month * 4, 3));
		expect(toTrend(monthly, unknown).count).toBe(8);
	});

	test('[4.3] the line of a long season bends: up, then level', () => {
		const given = Array.from({ length: 52 }, (_, week) => at(week, Math.min(4, 2 + week * 0.08)));
		const [line] = toTrend(given, unknown).line;
		expect(line!.at(0)!.value).toBeCloseTo(2, 1);
		expect(line!.at(-1)!.value).toBeCloseTo(4, 1);
		expect(toTrend(given, unknown).word).toBe('steady');
	});

	test('[4.3] 400 interviews are one line', () => {
		const normal = createNormal(4);
		const given = Array.from({ length: 400 }, (_, index) => at(index / 4, 3 + 0.35 * normal()));

		const { line } = toTrend(given, unknown);
		expect(line).toHaveLength(1);
	});
});
