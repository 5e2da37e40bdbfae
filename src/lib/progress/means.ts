/** Mean of the numbers there are; what was not seen or not given is null and stays out. Null: there is none. */
export function toMean(values: readonly (number | null)[]): number | null {
	const given = values.filter((value) => value !== null);
	if (given.length === 0) return null;
	return given.reduce((sum, value) => sum + value, 0) / given.length;
}

/** How the mean of a card is made, said wherever one is shown: SPEC 1.4. */
export const plainMeanWords =
	'All criteria is their plain mean: each counts once, whatever its weight in a rubric.';

/** A mean as it is written: `4`, `3.5`, `3.7`; null where there is none. */
export function toFigure(value: number | null): string | null {
	return value === null ? null : String(Math.round(value * 10) / 10);
}

/** The ends of the middle half of at least one number, between two neighbours in proportion. */
export function toQuartiles(values: readonly number[]): [low: number, high: number] {
	const sorted = values.toSorted((a, b) => a - b);
	const toPlace = (share: number) => {
		const place = share * (sorted.length - 1);
		const [below, above] = [sorted[Math.floor(place)]!, sorted[Math.ceil(place)]!];
		return below + (above - below) * (place - Math.floor(place));
	};
	return [toPlace(0.25), toPlace(0.75)];
}
