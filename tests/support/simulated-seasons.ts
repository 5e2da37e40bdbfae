import type { Leniency } from '#lib/progress/fit.ts';
import { toLeniency, toRaterBook, type GivenCard } from '#lib/progress/raters.ts';
import type { Evening } from '#lib/progress/trend.ts';

/** A season as the tests of SPEC 4.5 make them up. */
export interface MadeSeason {
	interviews?: number;
	weeksApart?: number;
	/** True gain, levels a week. */
	gain?: number;
	noiseSd?: number;
	raterSd?: number;
	/** Who rates: a new one each time, one throughout, three in turn, or a harsh one whom a lenient one replaces. */
	raters?: 'new' | 'one' | 'three' | 'harsh-then-lenient';
	/** Each has rated ten other people, as others have. */
	isKnown?: boolean;
	/** Whole levels from 1 to 5. */
	isRounded?: boolean;
}

/** Random numbers from a seed (mulberry32), as a normal distribution. */
export function createNormal(seed: number): () => number {
	let state = seed | 0;
	const uniform = () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
	};
	return () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
}

const weekMs = 7 * 86_400_000;

/** One person's evenings, and what is known of their raters from ten other people. */
export function makeSeason(
	normal: () => number,
	{
		interviews = 8,
		weeksApart = 1,
		gain = 0,
		noiseSd = 0.35,
		raterSd = 0.3,
		raters = 'new',
		isKnown = true,
		isRounded = false
	}: MadeSeason
): { evenings: Evening[]; known: Map<string, Leniency> } {
	const toIndex = {
		new: (k: number) => k,
		one: () => 0,
		three: (k: number) => k % 3,
		'harsh-then-lenient': (k: number) => (k < interviews / 2 ? 0 : 1)
	}[raters];
	const leniency = Array.from({ length: Math.max(interviews, 4) }, () => raterSd * normal());
	if (raters === 'harsh-then-lenient') leniency.splice(0, 2, -0.5, 0.5);

	const cards: GivenCard[] = [];
	for (let person = 0; isKnown && person < 10; person += 1) {
		const [level, slope] = [3 + 0.5 * normal(), 0.1 * normal()];
		leniency.forEach((effect, index) => {
			const week = (index * 3 + person) % 8;
			const value = level + slope * week + effect + noiseSd * normal();
			cards.push({ raterId: `r${index}`, candidateId: `p${person}`, week, value });
		});
	}
	const evenings = Array.from({ length: interviews }, (_, k) => {
		const by = toIndex(k);
		const exact = 2.5 + gain * weeksApart * k + leniency[by]! + noiseSd * normal();
		const value = isRounded ? Math.min(5, Math.max(1, Math.round(exact))) : exact;
		return { at: k * weeksApart * weekMs, value, raters: [`r${by}`] };
	});
	return {
		evenings,
		known: toLeniency(
			toRaterBook(cards),
			leniency.map((_, index) => `r${index}`),
			'the one who is simulated'
		)
	};
}
