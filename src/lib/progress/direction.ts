/** Fewer finished interviews than this make no line and no word about a direction. */
export const fewestForTrend = 3;

export type Trend = 'not-enough' | 'higher' | 'lower' | 'level' | 'cannot-say';

/** Two-sided 90 %. */
const criticalZ = 1.645;

/**
 * The direction of numbers given one after another, oldest first, or that none can be told. `higher` and `lower` are
 * said only when the Mann-Kendall test (Mann 1945, Kendall 1975; variance corrected for ties) finds them at 90 %; `level`
 * when they lie within half a level of their mean; otherwise `cannot-say`.
 */
export function toTrend(values: readonly number[]): Trend {
	const n = values.length;
	if (n < fewestForTrend) return 'not-enough';
	let score = 0;
	values.forEach((later, index) => {
		for (const earlier of values.slice(0, index)) score += Math.sign(later - earlier);
	});
	const ties = new Map<number, number>();
	for (const value of values) ties.set(value, (ties.get(value) ?? 0) + 1);
	const weight = (count: number) => count * (count - 1) * (2 * count + 5);
	const variance =
		(weight(n) - [...ties.values()].reduce((sum, count) => sum + weight(count), 0)) / 18;
	const z = variance > 0 ? (score - Math.sign(score)) / Math.sqrt(variance) : 0;
	if (z >= criticalZ) return 'higher';
	if (z <= -criticalZ) return 'lower';
	const mean = values.reduce((sum, value) => sum + value, 0) / n;
	return values.every((value) => Math.abs(value - mean) <= 0.5) ? 'level' : 'cannot-say';
}
