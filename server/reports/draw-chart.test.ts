import { expect, test } from 'vitest';
import { toAxis, toAxisLabels } from '#lib/progress/chart.ts';
import type { Layer } from '#lib/progress/view.ts';
import { toChartContent } from './draw-chart.ts';

const dayMs = 86_400_000;
const start = Date.parse('2026-02-10T18:00:00Z');
const layer = (series: Layer['series'], values: (number | null)[]): Layer => ({
	series,
	values,
	word: 'steady',
	sentence: '',
	aside: null,
	raters: null,
	line: []
});
type Drawn = {
	text?: string;
	columns?: { text: string }[];
	canvas?: { type: string; x?: number }[];
	relativePosition?: { x: number };
};

test.each([1, 3, 40, 400])('the chart of %d evenings has its levels, dates and legend', (count) => {
	const at = Array.from({ length: count }, (_, index) => start + index * 3 * dayMs);
	const labels = toAxisLabels(
		at,
		at.map((_, index) => `day ${index}`),
		toAxis(at, 'America/New_York')
	);
	const layers = [
		layer(
			'mentor',
			at.map((_, index) => 1 + (index % 5))
		),
		layer(
			'self',
			at.map(() => null)
		)
	];
	const line = { id: 'all', name: 'All', agreed: [], layers };
	const { stack } = toChartContent({ kind: 'chart', line, at, labels }, 499, 'grey') as {
		stack: Drawn[];
	};
	const texts = stack.map(({ text, columns }) => text ?? columns?.[0]?.text).filter(Boolean);
	expect(texts).toEqual(['5', '3', '1', ...labels.map(({ text }) => text), 'Mentors', 'Their own']);
	expect(labels.length).toBeGreaterThan(0);
	const marks = stack.flatMap(({ canvas = [] }) => canvas).filter(({ type }) => type === 'ellipse');
	// One of them is the legend's.
	expect(marks).toHaveLength(count + 1);
	for (const { x } of marks) expect(x! > 0 && x! < 499).toBe(true);
	expect(JSON.stringify(stack)).not.toMatch(/NaN|null|undefined/);
});
