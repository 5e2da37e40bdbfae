import { toQuantile } from './student.ts';

/** What is known of a rater before looking at this person's interviews. */
export interface Leniency {
	/** Levels that the rater gives above the average rater. */
	mean: number;
	/** How sure that is: variance, in levels squared. */
	variance: number;
}

/** One interview as the regression takes it. */
export interface Observation {
	/** Weeks, from any one moment on. */
	week: number;
	value: number;
	/** Who rated; each has an equal share in the value. */
	raters: readonly string[];
}

/** Spread of one interview's mean and of raters, in levels: working defaults (SPEC 2.3). */
export const noiseSd = 0.35;
export const raterSd = 0.3;
export const unknownRater: Leniency = { mean: 0, variance: raterSd ** 2 };
/** A rater about whom nothing is known and who came back is compared with nobody but themself (SPEC 2.4). */
const freeRater: Leniency = { mean: 0, variance: 25 };

export interface Fit {
	/** Levels a week. */
	slope: number;
	/** Standard error of the slope; infinite where it cannot be told. */
	slopeError: number;
	degrees: number;
	/** Standard deviation of one interview about the line. */
	noise: number;
	/** How far each rater stands above the average of the raters here. */
	leniency: Map<string, number>;
	/** The line, as the raters here give on average, and its standard error at a week. */
	at(week: number): { value: number; error: number };
}

export interface FitOptions {
	/** What is known of raters; those who are missing are unknown. Null: no rater effects at all (the raw line). */
	raters: ReadonlyMap<string, Leniency> | null;
	/** Smallest standard deviation that one value may be credited with (SPEC 2.5). */
	roundingSd: number;
}

/**
 * A straight line through the observations with an effect of each rater shrunk towards what is known of them: SPEC 2.
 * Null for fewer than three observations or when all lie at one moment.
 */
export function toFit(
	observations: readonly Observation[],
	{ raters, roundingSd }: FitOptions
): Fit | null {
	const count = observations.length;
	if (count < 3 || observations.every(({ week }) => week === observations[0]!.week)) return null;
	const middle = observations.reduce((sum, { week }) => sum + week, 0) / count;
	const average = observations.reduce((sum, { value }) => sum + value, 0) / count;

	const indexOf = new Map<string, number>();
	const times: number[] = [];
	for (const { raters: by } of raters ? observations : [])
		for (const name of by) {
			const index = indexOf.get(name) ?? indexOf.size;
			indexOf.set(name, index);
			times[index] = (times[index] ?? 0) + 1;
		}
	const names = [...indexOf.keys()];
	const known = names.map(
		(name, index) => raters?.get(name) ?? (times[index]! > 1 ? freeRater : unknownRater)
	);
	const free = known.filter((one) => one === freeRater).length;
	const size = 2 + names.length;

	// Henderson's equations, with everything in units of the noise's variance: the level, the slope, then the raters.
	const matrix = Array.from({ length: size }, () => new Float64Array(size));
	const right = new Float64Array(size);
	const shares = new Float64Array(size);
	let total = 0;
	/** Adds `left` times `other` at two places that mirror each other. */
	const add = (i: number, j: number, product: number) => {
		matrix[i]![j]! += product;
		if (i !== j) matrix[j]![i]! += product;
	};
	for (const { week, value, raters: by } of observations) {
		const x = week - middle;
		const share = raters ? 1 / by.length : 0;
		const places = raters ? by.map((name) => indexOf.get(name)! + 2) : none;
		let y = value - average;
		for (const place of places) y -= known[place - 2]!.mean * share;
		total += y * y;
		right[0]! += y;
		right[1]! += x * y;
		add(0, 0, 1);
		add(0, 1, x);
		add(1, 1, x * x);
		for (const place of places) {
			right[place]! += share * y;
			shares[place]! += share / count;
			add(0, place, share);
			add(1, place, x * share);
			for (const other of places) matrix[place]![other]! += share * share;
		}
	}
	known.forEach(({ variance }, index) => {
		matrix[index + 2]![index + 2]! += noiseSd ** 2 / variance;
	});
	const inverse = toInverse(matrix);
	const solution = inverse.map((line) => toDot(line, right));

	const squares = Math.max(0, total - toDot(solution, right));
	// A free rater uses up one evening; where all are free, one of them stands for the level itself.
	const degrees = count - 2 - (free === names.length ? Math.max(0, free - 1) : free);
	const variance = Math.max(squares / Math.max(1, degrees), roundingSd ** 2);
	const slope = solution[1]!;
	const effects = known.map(({ mean }, index) => mean + solution[index + 2]!);
	const ownLeniency = effects.reduce((sum, effect, index) => sum + effect * shares[index + 2]!, 0);
	return {
		slope,
		slopeError: Math.sqrt(variance * inverse[1]![1]!),
		degrees,
		noise: Math.sqrt(variance),
		leniency: new Map(names.map((name, index) => [name, effects[index]! - ownLeniency])),
		at(week) {
			const point = Float64Array.from(shares);
			point[0] = 1;
			point[1] = week - middle;
			const spread = toDot(
				point,
				inverse.map((line) => toDot(line, point))
			);
			return {
				value: average + solution[0]! + slope * (week - middle) + ownLeniency,
				error: Math.sqrt(variance * spread)
			};
		}
	};
}

const none: readonly number[] = [];

/** Half the width of an interval at this coverage. */
export const toReach = (fit: Pick<Fit, 'degrees'>, error: number, coverage: number): number =>
	toQuantile(coverage, fit.degrees) * error;

function toDot(a: ArrayLike<number>, b: ArrayLike<number>): number {
	let sum = 0;
	for (let index = 0; index < a.length; index += 1) sum += a[index]! * b[index]!;
	return sum;
}

/** Inverse of a positive definite matrix, by Gauss and Jordan in place; its diagonal is safe to divide by. */
function toInverse(matrix: readonly Float64Array[]): Float64Array[] {
	const work = matrix.map((row) => Float64Array.from(row));
	const size = work.length;
	for (let pivot = 0; pivot < size; pivot += 1) {
		const line = work[pivot]!;
		const divisor = 1 / line[pivot]!;
		line[pivot] = 1;
		for (let j = 0; j < size; j += 1) line[j]! *= divisor;
		for (let i = 0; i < size; i += 1) {
			const row = work[i]!;
			const factor = row[pivot]!;
			if (i === pivot || factor === 0) continue;
			row[pivot] = 0;
			for (let j = 0; j < size; j += 1) row[j]! -= factor * line[j]!;
		}
	}
	return work;
}
