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
	const weeks = observations.map(({ week }) => week);
	const middle = weeks.reduce((sum, week) => sum + week, 0) / count;
	if (count < 3 || Math.max(...weeks) === Math.min(...weeks)) return null;

	const names = raters ? [...new Set(observations.flatMap((one) => one.raters))] : [];
	const indexOf = new Map(names.map((name, index) => [name, index + 2]));
	const known = names.map((name) => raters?.get(name) ?? toPrior(name, observations));
	const free = known.filter((one) => one === freeRater).length;
	const size = 2 + names.length;

	// Henderson's equations, with everything in units of the noise's variance.
	const rows = observations.map(({ week, value, raters: by }) => {
		const row = new Array<number>(size).fill(0);
		row[0] = 1;
		row[1] = week - middle;
		let expected = 0;
		if (raters)
			for (const name of by) {
				const index = indexOf.get(name) ?? 0;
				row[index] = (row[index] ?? 0) + 1 / by.length;
				expected += (known[index - 2]?.mean ?? 0) / by.length;
			}
		return { row, value: value - expected };
	});
	const matrix = Array.from({ length: size }, () => new Array<number>(size).fill(0));
	const right = new Array<number>(size).fill(0);
	for (const { row, value } of rows)
		row.forEach((left, i) => {
			if (left === 0) return;
			right[i]! += left * value;
			row.forEach((other, j) => (matrix[i]![j]! += left * other));
		});
	known.forEach(({ variance }, index) => {
		matrix[index + 2]![index + 2]! += noiseSd ** 2 / variance;
	});
	const inverse = toInverse(matrix);
	const solution = inverse.map((line) => toDot(line, right));

	const squares = rows.reduce(
		(sum, { row, value }) => sum + value * (value - toDot(row, solution)),
		0
	);
	// A free rater uses up one evening; where all are free, one of them stands for the level itself.
	const degrees = count - 2 - (free === names.length ? Math.max(0, free - 1) : free);
	const variance = Math.max(squares / Math.max(1, degrees), roundingSd ** 2);
	const slope = solution[1]!;
	const effects = names.map((_, index) => known[index]!.mean + solution[index + 2]!);
	const shares = names.map(
		(_, index) => rows.reduce((sum, { row }) => sum + row[index + 2]!, 0) / count
	);
	const average = toDot(shares, effects);
	return {
		slope,
		slopeError: Math.sqrt(variance * inverse[1]![1]!),
		degrees,
		noise: Math.sqrt(variance),
		leniency: new Map(names.map((name, index) => [name, effects[index]! - average])),
		at(week) {
			const point = [1, week - middle, ...shares];
			const spread = toDot(
				point,
				inverse.map((line) => toDot(line, point))
			);
			return {
				value: solution[0]! + slope * (week - middle) + average,
				error: Math.sqrt(variance * spread)
			};
		}
	};
}

const toPrior = (name: string, observations: readonly Observation[]): Leniency =>
	observations.filter(({ raters }) => raters.includes(name)).length > 1 ? freeRater : unknownRater;

/** Half the width of an interval at this coverage. */
export const toReach = (fit: Pick<Fit, 'degrees'>, error: number, coverage: number): number =>
	toQuantile(coverage, fit.degrees) * error;

const toDot = (a: readonly number[], b: readonly number[]): number =>
	a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0);

/** Inverse of a positive definite matrix, by Gauss and Jordan; its diagonal is safe to divide by. */
function toInverse(matrix: readonly number[][]): number[][] {
	const size = matrix.length;
	const work = matrix.map((row, i) => [
		...row,
		...Array.from({ length: size }, (_, j) => (i === j ? 1 : 0))
	]);
	for (let pivot = 0; pivot < size; pivot += 1) {
		const line = work[pivot]!;
		const divisor = line[pivot]!;
		for (let j = 0; j < 2 * size; j += 1) line[j]! /= divisor;
		for (let i = 0; i < size; i += 1) {
			const factor = work[i]![pivot]!;
			if (i === pivot || factor === 0) continue;
			for (let j = 0; j < 2 * size; j += 1) work[i]![j]! -= factor * line[j]!;
		}
	}
	return work.map((row) => row.slice(size));
}
