import type { SeriesId } from './record.ts';
import type { EntryView, Line } from './view.ts';

/** An evening's value. */
export interface BestPoint {
	value: number;
	interviewId: string;
	/** `3 Nov`. */
	date: string;
}

/** The first, the latest and the best evening of a line: SPEC 7.4. */
export interface Bests {
	id: string;
	name: string;
	first: BestPoint;
	latest: BestPoint;
	best: BestPoint;
}

/** Of the series that is shown first, for each line with two evenings or more. Null: nothing to set side by side. */
export function toBests(
	lines: readonly Line[],
	entries: readonly Pick<EntryView, 'interviewId' | 'date'>[]
): { series: SeriesId; rows: Bests[] } | null {
	const series = lines[0]?.layers[0]?.series;
	if (!series) return null;
	const rows = lines.flatMap(({ id, name, layers }): Bests[] => {
		const values = layers.find((layer) => layer.series === series)?.values ?? [];
		const toPoint = (index: number): BestPoint => {
			const { interviewId, date } = entries[index]!;
			return { value: values[index]!, interviewId, date };
		};
		const rated = entries.flatMap((_, index) => ((values[index] ?? null) === null ? [] : index));
		const [first, latest] = [rated[0], rated.at(-1)];
		if (first === undefined || latest === undefined || rated.length < 2) return [];
		const best = rated.reduce((most, one) => (values[one]! > values[most]! ? one : most));
		return [{ id, name, first: toPoint(first), latest: toPoint(latest), best: toPoint(best) }];
	});
	return rows.length > 0 ? { series, rows } : null;
}
