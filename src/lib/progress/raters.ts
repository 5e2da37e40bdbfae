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

/**
 * What a rater's cards for other people say about the rater: SPEC 3. `cards` holds, of everybody whom one of these
 * raters has rated, all cards of theirs, this person's left out. Raters who are not in the result are unknown.
 */
export function toLeniency(
	raterIds: readonly string[],
	cards: readonly GivenCard[]
): Map<string, Leniency> {
	const ofPerson = Map.groupBy(cards, ({ candidateId }) => candidateId);
	const result = new Map<string, Leniency>();
	for (const raterId of new Set(raterIds)) {
		const people = new Set<string>();
		let [weight, sum] = [0, 0];
		for (const [candidateId, given] of ofPerson) {
			const others = given.filter((card) => card.raterId !== raterId);
			if (others.length === 0) continue;
			for (const card of given) {
				if (card.raterId !== raterId) continue;
				const { value, spread } = toExpected(others, card.week);
				const variance = noiseSd ** 2 + (noiseSd ** 2 + raterSd ** 2) * spread;
				people.add(candidateId);
				sum += (card.value - value) / variance;
				weight += 1 / variance;
			}
		}
		if (people.size < fewestOthers) continue;
		const variance = 1 / (weight + 1 / unknownRater.variance);
		result.set(raterId, { mean: sum * variance, variance });
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
