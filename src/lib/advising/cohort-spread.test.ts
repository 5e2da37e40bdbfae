import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fewestInCohort, type CohortPerson } from './cohort.ts';
import { toFunnel, toSpread } from './cohort-spread.ts';

const person = (id: string, isKnown: boolean): CohortPerson => ({
	id,
	group: null,
	isKnown,
	interviews: 1,
	mocks: 1,
	pairs: 0,
	equal: 0,
	withinOne: 0
});
const given = (levels: (number | null)[], known: (index: number) => boolean = () => false) => {
	const people = levels.map((_, index) => person(`p${index}`, known(index)));
	const of = levels.flatMap((level, index) =>
		level === null ? [] : [[`p${index}`, level] as const]
	);
	return { people, levels: new Map(of) };
};
const spread = (...args: Parameters<typeof given>) => {
	const { people, levels } = given(...args);
	return toSpread(people, levels);
};
const times = (count: number, level: number | null) => Array<number | null>(count).fill(level);

test('[9.5] three bands where each holds five people', () => {
	expect(spread([...times(6, 2), ...times(8, 3.5), ...times(5, 4)])).toEqual({
		atLeast: 15,
		bands: [
			{ label: 'under 3', percent: 30 },
			{ label: '3 to under 4', percent: 40 },
			{ label: '4 or more', percent: 25 }
		]
	});
});

test('[9.5] a band of one to four joins its smaller neighbour; an empty one stays', () => {
	expect(spread([...times(1, 2), ...times(8, 3.5), ...times(7, 4.5)])?.bands).toEqual([
		{ label: 'under 4', percent: 55 },
		{ label: '4 or more', percent: 45 }
	]);
	expect(spread(times(9, 3.2))?.bands.map(({ percent }) => percent)).toEqual([0, 100, 0]);
});

test('[9.5] nothing where all bands become one, and under five people', () => {
	expect(spread([...times(2, 2), ...times(2, 3.5), ...times(2, 4)])).toBeNull();
	expect(spread(times(4, 3))).toBeNull();
	expect(spread(times(40, null))).toBeNull();
});

test('[9.5] people whom the reader sees anyhow do not hide the others', () => {
	const levels = [...times(6, 2), ...times(8, 4)];
	expect(spread(levels, (index) => index < 4)?.bands).toBeUndefined();
	expect(spread(levels, (index) => index < 6)?.bands).toHaveLength(3);
});

test('[9.5] the number never tells that one to four were not rated', () => {
	for (const unrated of [1, 2, 3, 4]) {
		const shown = spread([...times(12, 2), ...times(18, 4), ...times(unrated, null)])!;
		expect(shown).toEqual(spread([...times(12, 2), ...times(18, 4)]));
	}
});

test('[9.5] whoever it is, every band is empty or of five and more', () => {
	const one = fc.record({
		level: fc.option(fc.double({ min: 1, max: 5, noNaN: true })),
		isKnown: fc.boolean()
	});
	fc.assert(
		fc.property(fc.array(one, { maxLength: 60 }), (all) => {
			const { people, levels } = given(
				all.map(({ level }) => level),
				(index) => all[index]!.isKnown
			);
			const shown = toSpread(people, levels);
			if (!shown) return;
			const inside = (label: string) =>
				all.filter(({ level }) => {
					if (level === null) return false;
					const [from, below] = [/^(\d)/.exec(label)?.[1], /under (\d)/.exec(label)?.[1]];
					return level >= Number(from ?? 0) && level < Number(below ?? 9);
				});
			for (const { label } of shown.bands) {
				const band = inside(label);
				const unknown = band.filter(({ isKnown }) => !isKnown).length;
				expect(band.length === 0 || band.length >= fewestInCohort).toBe(true);
				expect(unknown === 0 || unknown >= fewestInCohort).toBe(true);
			}
		}),
		{ seed: 9, numRuns: 500 }
	);
});

const funnel = (mocks: number[], known: (index: number) => boolean = () => false) =>
	toFunnel(mocks.map((count, index) => ({ ...person(`p${index}`, known(index)), mocks: count })));
const counts = (count: number, mocks: number) => Array<number>(count).fill(mocks);

test('[9.7] the funnel has those without a mock, too few, as many as advised, and more', () => {
	expect(
		funnel([...counts(5, 0), ...counts(5, 2), ...counts(5, 5), ...counts(5, 6)])?.bands
	).toEqual(['none yet', '1 to 2', '3 to 5', '6 or more'].map((label) => ({ label, percent: 25 })));
});

test('[9.7] one of five who has practised enough, or has not, is not pointed at', () => {
	const allInOne = [
		{ label: 'up to 5', percent: 100 },
		{ label: '6 or more', percent: 0 }
	];
	expect(funnel([...counts(1, 4), ...counts(4, 1)])?.bands).toEqual(allInOne);
	expect(funnel([...counts(4, 4), ...counts(1, 0)])?.bands).toEqual(allInOne);
	expect(funnel([...counts(6, 1), ...counts(6, 4)], (index) => index < 4)?.bands).toEqual(allInOne);
	expect(funnel([...counts(6, 1), ...counts(9, 3), ...counts(2, 8)])?.bands).toEqual([
		{ label: 'none yet', percent: 0 },
		{ label: '1 to 2', percent: 35 },
		{ label: '3 or more', percent: 65 }
	]);
});
