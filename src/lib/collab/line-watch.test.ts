import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { LineWatch } from './line-watch.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** How long each of so many openings, one after another, was waited for, in ms. */
function open(count: number, roundTripMs: number): number[] {
	const waits: number[] = [];
	let begun = Date.now();
	const watch = new LineWatch(
		() => {
			waits.push(Date.now() - begun);
			begun = Date.now();
			watch.opening();
		},
		() => roundTripMs
	);
	watch.opening();
	while (waits.length < count) vi.advanceTimersByTime(10);
	watch.stop();
	return waits;
}

it('an opening that hangs is given up within seconds, from the fourth on later', () => {
	const waits = open(12, 20);
	expect(Math.max(...waits.slice(0, 3))).toBeLessThanOrEqual(2_510);
	expect(Math.min(...waits.slice(3))).toBeGreaterThanOrEqual(4_490);
});

it('a slow line has as long as its round trips take', () => {
	expect(Math.min(...open(4, 900))).toBeGreaterThanOrEqual(0.75 * 8 * 900);
});

it('an unanswered question counts from the first one that was asked', () => {
	let given = 0;
	const watch = new LineWatch(
		() => given++,
		() => 20
	);
	watch.asked();
	vi.advanceTimersByTime(5_000);
	watch.asked();
	vi.advanceTimersByTime(3_100);
	expect(given).toBe(1);
	watch.asked();
	watch.heard();
	vi.advanceTimersByTime(60_000);
	expect(given).toBe(1);
});
