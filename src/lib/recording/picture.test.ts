import { expect, it } from 'vitest';
import { toPlaces } from './picture.ts';

it.each([0, 1, 2, 3, 4, 5, 6])('%i faces fill the picture and do not cover each other', (count) => {
	const places = toPlaces(count, 960, 540);
	expect(places).toHaveLength(count);
	for (const [index, a] of places.entries()) {
		expect(a.x + a.width).toBeLessThanOrEqual(960);
		expect(a.y + a.height).toBeLessThanOrEqual(540);
		for (const b of places.slice(index + 1))
			expect(
				a.x + a.width <= b.x ||
					b.x + b.width <= a.x ||
					a.y + a.height <= b.y ||
					b.y + b.height <= a.y
			).toBe(true);
	}
});
