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
		const points = values.flatMap((value, index): BestPoint[] => {
			const entry = entries[index];
			return value === null || !entry
				? []
				: [{ value, interviewId: entry.interviewId, date: entry.date }];
		});
		const [first, latest] = [points[0], points.at(-1)];
		if (!first || !latest || points.length < 2) return [];
		const best = points.reduce((most, one) => (one.value > most.value ? one : most));
		return [{ id, name, first, latest, best }];
	});
	return rows.length > 0 ? { series, rows } : null;
}
