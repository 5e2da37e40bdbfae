import {
	highest,
	lowest,
	planeHeight,
	planeWidth,
	toAxis,
	toAxisLabels,
	toBandPath,
	toLinePath,
	toY
} from './chart.ts';
import { hues, pictureWidth, rule, toMark, toPicture, toPictureX, toSafe } from './picture.ts';
import { seriesNames } from './series-words.ts';
import type { Layer, Line } from './view.ts';

const left = 40;
const wide = pictureWidth - left - 40;
const tall = 256;
const legendHeight = 34;
/** A mark, its name and some air. */
const legendStep = 110;

/** One line of the season as a picture of its own, for a report or a slide. `dates` has one for each of `at`. */
export function toSvg(
	line: Line,
	at: readonly number[],
	dates: readonly string[],
	zone: string
): string {
	const axis = toAxis(at, zone);
	const { domain } = axis;
	const toLeft = (moment: number) => toPictureX(moment, domain, left, wide);
	const draw = (above: number): string[] => {
		const top = above + legendHeight;
		const toTop = (value: number) => top + (toY(value) / planeHeight) * tall;
		const rules = [highest, 3, lowest].map(
			(level) =>
				`<path d="M${left} ${toTop(level)}h${wide}" stroke="${rule}"/><text x="${left - 10}" y="${toTop(level) + 4}" text-anchor="end">${level}</text>`
		);
		const labels = toAxisLabels(at, dates, axis).map(
			(one) =>
				`<text x="${toLeft(one.at)}" y="${top + tall + 26}" text-anchor="${one.align}">${toSafe(one.text)}</text>`
		);
		const place = `transform="translate(${left} ${top}) scale(${wide / planeWidth} ${tall / planeHeight})"`;
		const lines = line.layers.map(({ series, line: pieces }, index) => {
			const hue = hues[series];
			const band =
				index === 0 ? `<path d="${toBandPath(pieces, domain)}" fill="${hue}" opacity="0.12"/>` : '';
			const look = index === 0 ? 'stroke-width="1.5"' : 'stroke-width="1" stroke-dasharray="4 3"';
			return `<g ${place}>${band}<path d="${toLinePath(pieces, domain)}" fill="none" stroke="${hue}" vector-effect="non-scaling-stroke" ${look}/></g>`;
		});
		const rated = Math.max(
			...line.layers.map(({ values }) => values.filter((value) => value !== null).length)
		);
		const size = rated > 120 ? 4 : rated > 48 ? 6 : 8;
		const marks = line.layers
			.toReversed()
			.flatMap(({ series, values }) =>
				values.flatMap((value, index) =>
					value === null ? [] : toMark(series, toLeft(at[index]!), toTop(value), size)
				)
			);
		return [...toLegend(line.layers, above + 14), ...rules, ...labels, ...lines, ...marks];
	};
	return toPicture({
		title: line.name,
		sentence: line.layers[0]?.sentence ?? '',
		height: legendHeight + tall + 40,
		draw
	});
}

/** Whose marks these are, and what the band is where there is one. */
function toLegend(layers: readonly Layer[], y: number): string[] {
	const named = layers.flatMap(({ series }, index) => {
		const x = left + 4 + index * legendStep;
		return [
			toMark(series, x, y, 8),
			`<text x="${x + 10}" y="${y + 4}">${seriesNames[series].theirs}</text>`
		];
	});
	const [first] = layers;
	if (!first?.line.length) return named;
	const x = left + layers.length * legendStep;
	return [
		...named,
		`<path d="M${x} ${y - 5}h20v10h-20z" fill="${hues[first.series]}" opacity="0.12"/>`,
		`<path d="M${x} ${y}h20" stroke="${hues[first.series]}" stroke-width="1.5"/>`,
		`<text x="${x + 28}" y="${y + 4}">the trend, and what is known of it (95 %)</text>`
	];
}
