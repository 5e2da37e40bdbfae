export interface Percentiles {
	p50: number;
	p95: number;
}

/** The value below which that share of them lies; NaN of none. */
export function toPercentile(values: readonly number[], share: number): number {
	const sorted = values.toSorted((a, b) => a - b);
	return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export const toPercentiles = (values: readonly number[]): Percentiles => ({
	p50: toPercentile(values, 0.5),
	p95: toPercentile(values, 0.95)
});
