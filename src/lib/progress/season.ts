import type { SeasonEntry, SeasonView } from '../interview/views.ts';
import { toFigure, toMean } from './means.ts';
import { fewestForTrend, toTrend, type Trend } from './direction.ts';

/** One interview's numbers on one criterion, or over all; null where there is none. */
export interface SeasonPoint {
	interviewer: number | null;
	self: number | null;
	agreed: number | null;
}

/** A criterion through the season: as many points as the season has entries, gaps among them. */
export interface Series {
	id: string;
	name: string;
	points: SeasonPoint[];
}

/** A series for each criterion, in the season's order. */
export function toSeries({ criteria, entries }: SeasonView): Series[] {
	return criteria.map(({ id, name }) => ({
		id,
		name,
		points: entries.map(({ marks }) => {
			const mark = marks.find(({ criterionId }) => criterionId === id);
			return {
				interviewer: mark?.interviewer ?? null,
				self: mark?.self ?? null,
				agreed: mark?.agreed ?? null
			};
		})
	}));
}

/** The season as a whole: means over the criteria rated in each interview. Agreed numbers are not summed up. */
export function toSeasonLine(entries: readonly SeasonEntry[]): Series {
	return {
		id: 'overall',
		name: 'All criteria',
		points: entries.map(({ overall, marks }) => ({
			interviewer: overall,
			self: toMean(marks.map(({ self }) => self)),
			agreed: null
		}))
	};
}

/** Indexes of neighbours that have a number, in runs: a line breaks where one is missing. */
export function toRuns(values: readonly (number | null)[]): number[][] {
	const runs: number[][] = [];
	values.forEach((value, index) => {
		if (value === null) return;
		const run = runs.at(-1);
		if (run && run.at(-1) === index - 1) run.push(index);
		else runs.push([index]);
	});
	return runs;
}

/**
 * What an interviewer's numbers say, in words that claim no more than they carry. `toMonth` names the month of an
 * entry. Empty while the season is too short for anybody's line: the page says that once.
 */
export function toSentence(
	points: readonly SeasonPoint[],
	toMonth: (index: number) => string
): string {
	const rated = points.flatMap(({ interviewer }, index) =>
		interviewer === null ? [] : [{ index, value: interviewer }]
	);
	const [first] = rated;
	const last = rated.at(-1);
	if (!first || !last) return 'No interviewer has rated it yet.';
	const values = rated.map(({ value }) => value);
	const [firstMonth, lastMonth] = [toMonth(first.index), toMonth(last.index)];
	const since = firstMonth === lastMonth ? 'at the start' : `in ${firstMonth}`;
	switch (toTrend(values)) {
		case 'not-enough':
			if (points.length < fewestForTrend) return '';
			return rated.length === 1 ? 'Rated once.' : 'Rated twice.';
		case 'higher':
			return `Higher than ${since}.`;
		case 'lower':
			return `Lower than ${since}.`;
		case 'level':
			return `Level, around ${toFigure(toMean(values))}.`;
		case 'cannot-say':
			return 'No clear direction yet.';
	}
}

/**
 * The season in a few words: which criteria moved. Null where none moved in a way that the numbers vouch for, as while
 * too few interviews are rated.
 */
export function toSummary(series: readonly Series[]): string | null {
	const named = (trend: Trend) =>
		series.filter(({ points }) => toTrend(toRatings(points)) === trend).map(({ name }) => name);
	const [higher, lower] = [named('higher'), named('lower')];
	if (higher.length + lower.length === 0) return null;
	const parts = [
		higher.length > 0 && `Higher than at the start: ${higher.join(' · ')}.`,
		lower.length > 0 && `Lower than at the start: ${lower.join(' · ')}.`,
		higher.length + lower.length < series.length && 'About the rest it is too early to say.'
	];
	return parts.filter(Boolean).join(' ');
}

/** Criteria that make a line first, those rated once or twice after them; otherwise in the given order. */
export function sortByLine(series: readonly Series[]): Series[] {
	const hasLine = ({ points }: Series) => toRatings(points).length >= fewestForTrend;
	return [...series.filter(hasLine), ...series.filter((one) => !hasLine(one))];
}

const toRatings = (points: readonly SeasonPoint[]): number[] =>
	points.flatMap(({ interviewer }) => (interviewer === null ? [] : [interviewer]));

/** The first point of a text written as lines, bullets or sentences; null where nothing was written. */
export function toFirstPoint(text: string): string | null {
	const line = text
		.split('\n')
		.map((part) => part.replace(/^\s*(?:[-–—*•·]|\d{1,2}[.)])\s*/, '').trim())
		.find((part) => part !== '');
	return line ?? null;
}

/** `Dr Osei`, `Dr Osei and Dr Lindqvist`, `Dr Osei, Dr Lindqvist and Ana Ruiz`. */
export function toNames(names: readonly string[]): string {
	if (names.length < 2) return names[0] ?? '';
	return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
