import type { CanvasElement, Content } from 'pdfmake/interfaces.js';
import { highest, lowest, toDomain } from '#lib/progress/chart.ts';
import { hues, rule } from '#lib/progress/picture.ts';
import { seriesNames } from '#lib/progress/series-words.ts';
import type { SeriesId } from '#lib/progress/record.ts';
import type { Part } from '#lib/report/report.ts';

type Chart = Extract<Part, { kind: 'chart' }>;

const height = 96;
/** Room for the levels, and for the dates below. */
const margin = { left: 16, bottom: 14 };
const small = { fontSize: 8, lineHeight: 1 };
const legendGap = 96;

/** A line of the season, `width` points wide: every series' evenings, the first with its line and interval. */
export function toChartContent({ line, at, labels }: Chart, width: number, quiet: string): Content {
	const domain = toDomain(at);
	const wide = width - margin.left;
	const toLeft = (moment: number) =>
		margin.left + ((moment - domain.from) / (domain.to - domain.from)) * wide;
	const levels = [highest, 3, lowest].map((level): Content => ({
		text: String(level),
		...small,
		color: quiet,
		relativePosition: { x: 0, y: toTop(level) - 4 }
	}));
	const dates = labels.map(({ at: moment, text, align }): Content => {
		// A text in a PDF begins where it is put: it is given a field of its own, from which it hangs.
		const field = 80;
		const shift = align === 'middle' ? field / 2 : align === 'end' ? field : 0;
		return {
			columns: [{ text, ...small, color: quiet, width: field, alignment: toAlignment(align) }],
			relativePosition: { x: toLeft(moment) - shift, y: height + 4 }
		};
	});
	const canvas = [
		...toRules(
			labels.map((one) => toLeft(one.at)),
			wide
		),
		...toLines(line, at, toLeft)
	];
	return {
		stack: [...levels, ...dates, { canvas: [...canvas, toFloor()] }, ...toLegend(line, quiet)],
		margin: [0, 8, 0, 10]
	};
}

const toAlignment = (align: Chart['labels'][number]['align']) =>
	(({ start: 'left', middle: 'center', end: 'right' }) as const)[align];

const toTop = (value: number) => ((highest - value) / (highest - lowest)) * height;

/** Keeps the dates' place below the drawing. */
const toFloor = (): CanvasElement => ({
	type: 'line',
	x1: 0,
	x2: 0,
	y1: height + margin.bottom,
	y2: height + margin.bottom,
	lineWidth: 0
});

function toRules(lefts: readonly number[], wide: number): CanvasElement[] {
	const look = { type: 'line', lineWidth: 0.5, lineColor: rule } as const;
	const levels = [highest, 3, lowest].map(toTop);
	return [
		...levels.map((top) => ({
			...look,
			x1: margin.left,
			x2: margin.left + wide,
			y1: top,
			y2: top
		})),
		...lefts.map((left) => ({ ...look, x1: left, x2: left, y1: height, y2: height + 3 }))
	];
}

function toLines(
	{ layers }: Chart['line'],
	at: readonly number[],
	toLeft: (moment: number) => number
): CanvasElement[] {
	const [first] = layers;
	const pieces = first?.line ?? [];
	const hue = hues[first?.series ?? 'mentor'];
	const bands = pieces.map((piece): CanvasElement => ({
		type: 'polyline',
		closePath: true,
		points: [
			...piece.map((point) => ({ x: toLeft(point.at), y: toTop(point.high) })),
			...piece.toReversed().map((point) => ({ x: toLeft(point.at), y: toTop(point.low) }))
		],
		color: hue,
		fillOpacity: 0.12,
		lineWidth: 0
	}));
	const lines = pieces.map((piece): CanvasElement => ({
		type: 'polyline',
		points: piece.map((point) => ({ x: toLeft(point.at), y: toTop(point.value) })),
		lineColor: hue,
		lineWidth: 1.2
	}));
	const marks = layers
		.toReversed()
		.flatMap(({ series, values }) =>
			values.flatMap((value, index) =>
				value === null ? [] : toMark(series, toLeft(at[index]!), toTop(value))
			)
		);
	return [...bands, ...lines, ...marks];
}

/** Hollow for peers and alone, square for one's own: as on the page. */
function toMark(series: SeriesId, x: number, y: number): CanvasElement {
	const hue = hues[series];
	const look =
		series === 'mentor' || series === 'self'
			? { color: hue }
			: { color: 'white', lineColor: hue, lineWidth: 0.9 };
	return series === 'self' || series === 'solo'
		? { type: 'rect', x: x - 1.8, y: y - 1.8, w: 3.6, h: 3.6, ...look }
		: { type: 'ellipse', x, y, r1: 2.1, r2: 2.1, ...look };
}

/** Whose marks these are, beside each other below the dates. */
function toLegend({ layers }: Chart['line'], quiet: string): Content[] {
	const marks = layers.map(({ series }, index) =>
		toMark(series, margin.left + 3 + index * legendGap, 6)
	);
	if (marks.length === 0) return [];
	const names = layers.map(({ series }, index): Content => ({
		text: seriesNames[series].theirs,
		...small,
		color: quiet,
		relativePosition: { x: margin.left + 10 + index * legendGap, y: 2 }
	}));
	return [...names, { canvas: marks }];
}
