import type { LinePoint } from './trend.ts';
import type { Layer, Line, SeasonView } from './view.ts';

/** A line's points as a row of numbers: their names, said a thousand times, would be half of the page. */
type PackedLayer = Omit<Layer, 'line'> & { line: number[][] };
type PackedLine = Omit<Line, 'layers'> & { layers: PackedLayer[] };
type PackedSeason = Omit<SeasonView, 'lines'> & { lines: PackedLine[] };

/** A season is kept while nothing changes, and its text with it. */
const texts = new WeakMap<SeasonView, string>();

/**
 * A season on its way to the browser, as one text: a page with thousands of numbers is written in a third of the time that
 * a value each takes.
 */
export function toSeasonText(season: SeasonView): string {
	const text = texts.get(season) ?? JSON.stringify(toPackedSeason(season));
	texts.set(season, text);
	return text;
}

const toPackedSeason = (season: SeasonView): PackedSeason => ({
	...season,
	lines: season.lines.map((line) => ({
		...line,
		layers: line.layers.map((layer) => ({ ...layer, line: layer.line.map(toPacked) }))
	}))
});

export function readSeasonText(text: string): SeasonView {
	const { lines, ...season } = JSON.parse(text) as PackedSeason;
	return {
		...season,
		lines: lines.map((line) => ({
			...line,
			layers: line.layers.map((layer) => ({ ...layer, line: layer.line.map(toPoints) }))
		}))
	};
}

const toPacked = (piece: readonly LinePoint[]): number[] =>
	piece.flatMap(({ at, value, low, high }) => [at, value, low, high]);

function toPoints(numbers: readonly number[]): LinePoint[] {
	const points: LinePoint[] = [];
	for (let index = 0; index < numbers.length; index += 4)
		points.push({
			at: numbers[index]!,
			value: numbers[index + 1]!,
			low: numbers[index + 2]!,
			high: numbers[index + 3]!
		});
	return points;
}
