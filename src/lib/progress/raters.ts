import { noiseSd, raterSd, unknownRater, type Leniency } from './fit.ts';

/** A card's mean over its criteria: what one rater gave one person at one time. */
export interface GivenCard {
	raterId: string;
	candidateId: string;
	/** Weeks, from any one moment on. */
	week: number;
	value: number;
}

/** Fewer other people than this say nothing about a rater: the figure would point at one of them (SPEC 3.3). */
export const fewestOthers = 5;

/** Differences to others, summed with their precision. */
interface Sums {
	sum: number;
	weight: number;
}

/** What raters gave more than others did: of each rater in all, and by person. */
export type RaterBook = Map<string, { all: Sums; people: Map<string, Sums> }>;

/** Reads everybody's cards once; of somebody whom one rater alone has rated nothing is learnt. SPEC 3.1. */
export function toRaterBook(cards: readonly GivenCard[]): RaterBook {
	const book: RaterBook = new Map();
	for (const [candidateId, given] of Map.groupBy(cards, (card) => card.candidateId))
		for (const card of given) {
			const others = given.filter(({ raterId }) => raterId !== card.raterId);
			if (others.length === 0) continue;
			const { value, spread } = toExpected(others, card.week);
			const weight = 1 / (noiseSd ** 2 + (noiseSd ** 2 + raterSd ** 2) * spread);
			const rater = book.get(card.raterId) ?? { all: { sum: 0, weight: 0 }, people: new Map() };
			book.set(card.raterId, rater);
			const person = rater.people.get(candidateId) ?? { sum: 0, weight: 0 };
			rater.people.set(candidateId, person);
			for (const sums of [rater.all, person]) {
				sums.sum += (card.value - value) * weight;
				sums.weight += weight;
			}
		}
	return book;
}

/** What these raters' cards for other people than `candidateId` say about them. Who is missing is unknown. SPEC 3. */
export function toLeniency(
	book: RaterBook,
	raterIds: Iterable<string>,
	candidateId: string
): Map<string, Leniency> {
	const result = new Map<string, Leniency>();
	for (const raterId of new Set(raterIds)) {
		const rater = book.get(raterId);
		if (!rater) continue;
		const own = rater.people.get(candidateId);
		if (rater.people.size - (own ? 1 : 0) < fewestOthers) continue;
		const variance = 1 / (rater.all.weight - (own?.weight ?? 0) + 1 / unknownRater.variance);
		result.set(raterId, { mean: (rater.all.sum - (own?.sum ?? 0)) * variance, variance });
	}
	return result;
}

/**
 * What others make of somebody at a week: their line where three or more give one, else their mean. `spread` is its
 * variance in units of one card's.
 */
function toExpected(others: readonly GivenCard[], week: number): { value: number; spread: number } {
	const count = others.length;
	const middle = others.reduce((sum, card) => sum + card.week, 0) / count;
	const mean = others.reduce((sum, card) => sum + card.value, 0) / count;
	const squares = others.reduce((sum, card) => sum + (card.week - middle) ** 2, 0);
	// A line over less than four weeks' worth of spread would guess wildly outside it.
	if (count < 3 || squares < 4) return { value: mean, spread: 1 / count };
	const slope =
		others.reduce((sum, card) => sum + (card.week - middle) * (card.value - mean), 0) / squares;
	return {
		value: mean + slope * (week - middle),
		spread: 1 / count + (week - middle) ** 2 / squares
	};
}
