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
