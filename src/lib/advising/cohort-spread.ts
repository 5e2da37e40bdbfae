import { isEnough, type CohortPerson } from './cohort.ts';

/** Where people of a cohort stand on a criterion, in bands that point at nobody: SPEC 9.5. */
export interface CohortSpread {
	criterionId: string;
	name: string;
	/** People rated on it, rounded down to five. */
	atLeast: number;
	/** From the lowest; shares of those rated, to the nearest 5 %. */
	bands: { label: string; percent: number }[];
}

/** The levels at which a band begins. */
const cuts = [3, 4];
const step = 5;

interface Band {
	/** Half-open, `from` included; null: to the end of the scale. */
	from: number | null;
	below: number | null;
	people: CohortPerson[];
}

/**
 * A criterion's spread over everybody together; null: it would point at somebody. A band that holds people, but not enough
 * of them, joins its smaller neighbour until none is left.
 */
export function toSpread(
	people: readonly CohortPerson[],
	levels: ReadonlyMap<string, number>
): Pick<CohortSpread, 'atLeast' | 'bands'> | null {
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

function toLabel({ from, below }: Band): string {
	if (from === null) return `under ${below}`;
	return below === null ? `${from} or more` : `${from} to under ${below}`;
}

/** What the page shows of the cohorts, as its address says; none of it changes who is counted. SPEC 9.6. */
export interface CohortFilters {
	organisationId: string | null;
	criterionId: string | null;
}

export const readCohortFilters = (search: URLSearchParams): CohortFilters => ({
	organisationId: search.get('organisation') || null,
	criterionId: search.get('criterion') || null
});
