import { expect, it } from 'vitest';
import { toMoved } from './line-up.ts';

it.each([
	[[0, 1, 2], 1, 1, [0, 2, 1]],
	[[0, 1, 2], 1, -1, [1, 0, 2]],
	[[0, 1, 2], 0, -1, [0, 1, 2]],
	[[0, 1, 2], 2, 1, [0, 1, 2]],
	[[0, 2], 1, 1, [0, 2]]
] as const)('a step moves a place and no further: %j, %i by %i', (order, step, by, moved) => {
	expect(toMoved(order, step, by)).toEqual(moved);
});
