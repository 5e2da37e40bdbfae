import { advisedMocks } from '../progress/readiness.ts';
import { isEnough, type CohortPerson } from './cohort.ts';

/** How many people of a cohort are where, in bands that point at nobody: SPEC 9.5. */
export interface Spread {
	/** People who have a number, rounded down to five. */
	atLeast: number;
	/** From the lowest; shares of those people, to the nearest 5 %. */
	bands: { label: string; percent: number }[];
}

/** Where they stand on a criterion. */
export interface CohortSpread extends Spread {
	criterionId: string;
	name: string;
}

const step = 5;

/** Half-open, `from` included; null: to the end of the scale. */
interface Range {
	from: number | null;
	below: number | null;
}

interface Band extends Range {
	people: CohortPerson[];
}

/** Where bands begin, and what they are called. */
interface Scale {
	cuts: readonly number[];
	toLabel(range: Range): string;
}

const levelScale: Scale = {
	cuts: [3, 4],
	toLabel({ from, below }) {
		if (from === null) return `under ${below}`;
		return below === null ? `${from} or more` : `${from} to under ${below}`;
	}
};

/** The funnel: nobody practised with, fewer mocks than advised, as many, more. */
const mockScale: Scale = {
	cuts: [1, advisedMocks.from, advisedMocks.to + 1],
	toLabel({ from, below }) {
		if (below === null) return `${from} or more`;
		const most = below - 1;
		if (from === null) return most === 0 ? 'none yet' : `up to ${most}`;
		return from === most ? String(from) : `${from} to ${most}`;
	}
};

/** A criterion's spread over everybody together; null: it would point at somebody. */
export const toSpread = (people: readonly CohortPerson[], levels: ReadonlyMap<string, number>) =>
	toBands(people, levels, levelScale);

/** How many mocks everybody has practised, against those advised; null: it would point at somebody. */
export const toFunnel = (people: readonly CohortPerson[]) =>
	toBands(people, new Map(people.map(({ id, mocks }) => [id, mocks])), mockScale);

/** A band that holds people, but not enough of them, joins its smaller neighbour until none is left. */
function toBands(
	people: readonly CohortPerson[],
	levels: ReadonlyMap<string, number>,
	{ cuts, toLabel }: Scale
): Spread | null {
	const rated = people.filter(({ id }) => levels.has(id));
	if (rated.length === 0) return null;
	const edges = [null, ...cuts, null];
	let bands = edges.slice(0, -1).map((from, index): Band => {
		const below = edges[index + 1]!;
		const inside = rated.filter(({ id }) => {
			const level = levels.get(id)!;
			return (from === null || level >= from) && (below === null || level < below);
		});
		return { from, below, people: inside };
	});
	for (let small = findSmall(bands); small >= 0 && bands.length > 1; small = findSmall(bands))
		bands = join(bands, small);
	if (bands.length < 2) return null;
	return {
		atLeast: Math.floor(rated.length / step) * step,
		bands: bands.map((band) => ({
			label: toLabel(band),
			percent: Math.round(((band.people.length / rated.length) * 100) / step) * step
		}))
	};
}

const findSmall = (bands: readonly Band[]) =>
	bands.findIndex(({ people }) => people.length > 0 && !isEnough(people));

/** With its smaller neighbour, and the lower of two alike. */
function join(bands: readonly Band[], at: number): Band[] {
	const [before, after] = [bands[at - 1], bands[at + 1]];
	const isDown = before && (!after || before.people.length <= after.people.length);
	const low = isDown ? at - 1 : at;
	const [one, two] = [bands[low]!, bands[low + 1]!];
	const joined = { from: one.from, below: two.below, people: [...one.people, ...two.people] };
	return [...bands.slice(0, low), joined, ...bands.slice(low + 2)];
}

/** What the page shows of the cohorts, as its address says; none of it changes who is counted. SPEC 9.6. */
export interface CohortFilters {
	organisationId: string | null;
	criterionId: string | null;
}

/** The same cohort with the spreads that the filters leave. */
export const toShownSpreads = <C extends { spreads: CohortSpread[] }>(
	cohort: C,
	{ criterionId }: Pick<CohortFilters, 'criterionId'>
): C => ({
	...cohort,
	spreads: cohort.spreads.filter((one) => !criterionId || one.criterionId === criterionId)
});

export const readCohortFilters = (search: URLSearchParams): CohortFilters => ({
	organisationId: search.get('organisation') || null,
	criterionId: search.get('criterion') || null
});
