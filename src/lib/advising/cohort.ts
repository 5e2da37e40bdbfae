import type { Agreement } from '../scoring/agreement.ts';
import { toFunnel, toSpread, type CohortSpread, type Spread } from './cohort-spread.ts';

/** Fewer people than this are no cohort (SPEC 9.1). */
export const fewestInCohort = 5;

/** A person of an organisation as a cohort counts them: what they do not keep private. Pairs are of self and interviewer. */
export interface CohortPerson extends Agreement {
	id: string;
	/** What they prepare for; null: nothing said. */
	group: string | null;
	/** The reader sees this person's interviews one by one anyhow. */
	isKnown: boolean;
	/** Finished interviews that are not private; those with none are in no cohort. */
	interviews: number;
	/** Those of them with somebody to talk to. */
	mocks: number;
}

export interface CohortGroup {
	/** Null: everybody else together. */
	group: string | null;
	people: CohortPerson[];
}

/** Whether figures about these people point at nobody: neither they, nor those of them whom the reader does not know. */
export function isEnough(people: readonly CohortPerson[]): boolean {
	const unknown = people.filter(({ isKnown }) => !isKnown).length;
	return people.length >= fewestInCohort && (unknown === 0 || unknown >= fewestInCohort);
}

/**
 * Groups that may be shown side by side with their sum: SPEC 9. Small ones are pooled, and as long as the pool itself is
 * too small the smallest group joins it: no difference of any of them, with or without those whom the reader knows,
 * leaves one to four people. Empty: not even all together are enough.
 */
export function toCohortGroups(given: readonly CohortPerson[]): CohortGroup[] {
	const people = given.filter(({ interviews }) => interviews > 0);
	if (!isEnough(people)) return [];
	const cells = [...Map.groupBy(people, ({ group }) => group)]
		.map(([group, inside]) => ({ group, people: inside }))
		.sort((a, b) => b.people.length - a.people.length);
	const shown = cells.filter((cell) => cell.group !== null && isEnough(cell.people));
	const pool = cells.filter((cell) => !shown.includes(cell)).flatMap((cell) => cell.people);
	while (pool.length > 0 && !isEnough(pool)) {
		const smallest = shown.pop();
		// All together are enough, so the last group that joins makes the pool everybody.
		if (!smallest) break;
		pool.push(...smallest.people);
	}
	return pool.length > 0 ? [...shown, { group: null, people: pool }] : shown;
}

/** What is said about a group. */
export interface CohortFigures {
	people: number;
	/** Median of finished mocks. */
	median: number;
}

export function toFigures(people: readonly CohortPerson[]): CohortFigures {
	const counts = people.map(({ mocks }) => mocks).sort((a, b) => a - b);
	const middle = Math.floor(counts.length / 2);
	const median =
		counts.length % 2 === 1 ? counts[middle]! : (counts[middle - 1]! + counts[middle]!) / 2;
	return { people: people.length, median };
}

/** Self and interviewer on the same criterion, out of all pairs. */
export interface CohortAgreement {
	equalShare: number;
	withinOneShare: number;
	pairs: number;
}

/** Null where those who have pairs are too few: all the pairs could be of one person. SPEC 9.7. */
export function toAgreement(people: readonly CohortPerson[]): CohortAgreement | null {
	const compared = people.filter((person) => person.pairs > 0);
	if (compared.length === 0 || !isEnough(compared)) return null;
	const sum = (toNumber: (person: CohortPerson) => number) =>
		compared.reduce((total, person) => total + toNumber(person), 0);
	const pairs = sum((person) => person.pairs);
	return {
		equalShare: sum((person) => person.equal) / pairs,
		withinOneShare: sum((person) => person.withinOne) / pairs,
		pairs
	};
}

/** What the page shows of an organisation's cohort. */
export interface Cohort {
	organisationId: string;
	organisationName: string;
	/** Null: too few people. */
	all: CohortFigures | null;
	/** Empty where there is one group only: it would say the same again. */
	groups: { group: string | null; figures: CohortFigures }[];
	/** Of everybody together; null: it would point at somebody. */
	funnel: Spread | null;
	agreement: CohortAgreement | null;
	/** Of everybody together, those criteria that point at nobody. */
	spreads: CohortSpread[];
}

/** A criterion with where each person stands on it. */
export interface CohortCriterion {
	id: string;
	name: string;
	/** Person → level. */
	levels: ReadonlyMap<string, number>;
}

export function toCohort(
	organisation: { organisationId: string; organisationName: string },
	people: readonly CohortPerson[],
	criteria: readonly CohortCriterion[]
): Cohort {
	const groups = toCohortGroups(people);
	const all = groups.flatMap((group) => group.people);
	return {
		...organisation,
		all: groups.length > 0 ? toFigures(all) : null,
		groups:
			groups.length > 1
				? groups.map(({ group, people: inside }) => ({ group, figures: toFigures(inside) }))
				: [],
		funnel: toFunnel(all),
		agreement: toAgreement(all),
		spreads: criteria.flatMap(({ id, name, levels }) => {
			const spread = toSpread(all, levels);
			return spread ? [{ criterionId: id, name, ...spread }] : [];
		})
	};
}
