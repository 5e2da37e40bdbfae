import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
	fewestInCohort,
	toAgreement,
	toCohort,
	toCohortGroups,
	toFigures,
	type CohortPerson
} from './cohort.ts';

const person = fc.record({
	group: fc.constantFrom('internal-medicine', 'psychiatry', 'surgery', 'neurology', null),
	isKnown: fc.boolean(),
	interviews: fc.nat({ max: 6 }),
	mocks: fc.nat({ max: 6 }),
	pairs: fc.constant(4),
	equal: fc.constant(1),
	withinOne: fc.constant(3)
});
const people = fc
	.array(person, { maxLength: 40 })
	.map((all): CohortPerson[] => all.map((one, index) => ({ ...one, id: `p${index}` })));

/** All that a reader can put together from what is shown: sums of groups, less whom they know. */
function toReachable(groups: readonly { people: readonly CohortPerson[] }[]): CohortPerson[][] {
	const sums: CohortPerson[][] = [[]];
	for (const { people: inside } of groups) sums.push(...sums.map((sum) => [...sum, ...inside]));
	return sums.flatMap((sum) => [sum, sum.filter(({ isKnown }) => !isKnown)]);
}

test('[9.1] [9.2] [9.3] no sum, no difference and no rest is about one to four people', () => {
	fc.assert(
		fc.property(people, (given) => {
			for (const sum of toReachable(toCohortGroups(given)))
				expect(sum.length === 0 || sum.length >= fewestInCohort).toBe(true);
		}),
		{ seed: 9, numRuns: 2000 }
	);
});

test('[9.3] everybody who shares something is in exactly one group, where there are groups', () => {
	fc.assert(
		fc.property(people, (given) => {
			const groups = toCohortGroups(given);
			if (groups.length === 0) return;
			const ids = groups.flatMap((group) => group.people.map(({ id }) => id)).sort();
			const counted = given.filter(({ interviews }) => interviews > 0).map(({ id }) => id);
			expect(ids).toEqual(counted.sort());
		}),
		{ seed: 9 }
	);
});

const many = (count: number, group: string | null, isKnown = false): CohortPerson[] =>
	Array.from({ length: count }, (_, index) => ({
		id: `${group}${index}`,
		group,
		isKnown,
		interviews: index + 2,
		mocks: index + 1,
		pairs: 2,
		equal: 1,
		withinOne: 2
	}));

test('[9.1] five are a cohort, four are none', () => {
	expect(toCohortGroups(many(5, 'surgery'))).toHaveLength(1);
	expect(toCohortGroups(many(4, 'surgery'))).toEqual([]);
});

test('[9.2] who knows all but one of ten learns nothing from the sum', () => {
	const given = many(10, 'surgery', true).map((one, index) => ({ ...one, isKnown: index > 0 }));
	expect(toCohortGroups(given)).toEqual([]);
});

test('[9.3] a small group takes the smallest large one along', () => {
	const given = [...many(9, 'surgery'), ...many(6, 'neurology'), ...many(2, 'psychiatry')];
	const groups = toCohortGroups(given).map(({ group, people: inside }) => [group, inside.length]);
	expect(groups).toEqual([
		['surgery', 9],
		[null, 8]
	]);
});

test('a group is told by its size and the median of its mocks', () => {
	expect(toFigures(many(6, 'surgery'))).toEqual({ people: 6, median: 3.5 });
});

test('[9.7] agreement is told where five people have pairs, whoever else there is', () => {
	const rated = many(6, 'surgery');
	const others = many(6, 'neurology').map((one) => ({ ...one, pairs: 0, equal: 0, withinOne: 0 }));
	const toCompared = (count: number) => toAgreement([...rated.slice(0, count), ...others]);
	expect(toCompared(6)).toEqual({ equalShare: 0.5, withinOneShare: 1, pairs: 12 });
	expect(toCompared(4)).toBeNull();
	expect(toCompared(1)).toBeNull();
	expect(toCompared(0)).toBeNull();
	expect(toAgreement(rated.map((one, index) => ({ ...one, isKnown: index > 0 })))).toBeNull();
});

test('of too few people nothing is told', () => {
	const place = { organisationId: 'o', organisationName: 'School' };
	expect(toCohort(place, many(3, 'surgery'), [])).toEqual({
		...place,
		all: null,
		groups: [],
		funnel: null,
		agreement: null,
		spreads: []
	});
});
