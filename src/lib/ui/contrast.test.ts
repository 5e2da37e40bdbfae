import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { toContrast, toRgb, type Rgb } from './contrast.ts';

const css = readFileSync(new URL('../../app.css', import.meta.url), 'utf8');

function readToken(name: string): { light: Rgb; dark: Rgb } {
	const found = new RegExp(
		`--${name}: light-dark\\(oklch\\(([\\d.]+) ([\\d.]+) ([\\d.]+)\\), oklch\\(([\\d.]+) ([\\d.]+) ([\\d.]+)\\)\\);`
	).exec(css);
	if (!found) throw new Error(`app.css has no token --${name} with a light and a dark side`);
	const [l1, c1, h1, l2, c2, h2] = found.slice(1).map(Number) as [
		number,
		number,
		number,
		number,
		number,
		number
	];
	return { light: toRgb(l1, c1, h1), dark: toRgb(l2, c2, h2) };
}

const surfaces = ['paper', 'paper-2', 'card'];
const pairs: { front: string; backs: string[]; least: number }[] = [
	{ front: 'ink', backs: [...surfaces, 'accent-soft', 'plum-soft'], least: 7 },
	{ front: 'ink-2', backs: [...surfaces, 'accent-soft', 'plum-soft'], least: 4.5 },
	{ front: 'accent', backs: [...surfaces, 'accent-soft'], least: 4.5 },
	{ front: 'accent-strong', backs: surfaces, least: 4.5 },
	{ front: 'plum', backs: [...surfaces, 'plum-soft'], least: 4.5 },
	{ front: 'accent-ink', backs: ['accent', 'accent-strong'], least: 4.5 },
	{ front: 'paper', backs: ['ink'], least: 7 },
	{ front: 'line-2', backs: surfaces, least: 3 },
	{ front: 'focus', backs: [...surfaces, 'accent-soft', 'plum-soft'], least: 3 },
	{ front: 'green', backs: surfaces, least: 3 },
	{ front: 'amber', backs: surfaces, least: 3 },
	{ front: 'red', backs: surfaces, least: 3 }
];

test('black on white has the contrast 21', () => {
	expect(toContrast([0, 0, 0], [1, 1, 1])).toBeCloseTo(21);
	expect(toRgb(1, 0, 0)[0]).toBeCloseTo(1, 3);
});

for (const { front, backs, least } of pairs)
	for (const back of backs)
		for (const theme of ['light', 'dark'] as const)
			test(`${front} on ${back}, ${theme}: at least ${least}`, () => {
				const contrast = toContrast(readToken(front)[theme], readToken(back)[theme]);
				expect(contrast).toBeGreaterThanOrEqual(least);
			});
