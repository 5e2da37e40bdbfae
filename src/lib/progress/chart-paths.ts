import { toRuns } from './season.ts';

/** The scale's ends; a level lies `highest - value` below the top of a chart. */
export const highest = 5;
export const lowest = 1;

/** Middle of the band of an entry, in bands. */
const toX = (index: number) => index + 0.5;

/** Straight lines through neighbouring values, broken where one is missing. */
export function toLinePath(values: readonly (number | null)[]): string {
	return toRuns(values)
		.filter((run) => run.length > 1)
		.map((run) =>
			run
				.map(
					(index, at) => `${at === 0 ? 'M' : 'L'}${toX(index)} ${highest - (values[index] ?? 0)}`
				)
				.join('')
		)
		.join('');
}

/**
 * A dot for each value: lines of no length, which a stroke with round or square caps turns into marks that keep their
 * shape however the chart is stretched.
 */
export function toDotPath(values: readonly (number | null)[]): string {
	return values
		.map((value, index) => (value === null ? '' : `M${toX(index)} ${highest - value}h0`))
		.join('');
}
