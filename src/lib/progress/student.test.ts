import { expect, test } from 'vitest';
import { toQuantile } from './student.ts';

// Two-sided quantiles as every printed table has them.
test.each([
	[0.95, 1, 12.706],
	[0.95, 2, 4.303],
	[0.95, 3, 3.182],
	[0.95, 6, 2.447],
	[0.95, 7, 2.365],
	[0.95, 30, 2.042],
	[0.95, 398, 1.966],
	[0.8, 1, 3.078],
	[0.8, 5, 1.476],
	[0.99, 10, 3.169]
])('[2.3] %d of t with %d degrees of freedom lie within %d', (coverage, degrees, quantile) => {
	expect(toQuantile(coverage, degrees)).toBeCloseTo(quantile, 3);
});

test('[2.4] without degrees of freedom nothing is known', () => {
	expect(toQuantile(0.95, 0)).toBe(Infinity);
});
