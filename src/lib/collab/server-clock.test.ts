import { expect, test } from 'vitest';
import { ServerClock } from './server-clock.ts';

test('the quickest answer decides', () => {
	let now = 1_000;
	const clock = new ServerClock(() => now);
	now = 1_400; // A slow answer, delayed on its way back only.
	clock.take(1_000, 500_010);
	now = 1_420;
	clock.take(1_400, 500_410);
	expect(clock.now()).toBeCloseTo(500_420, 0);
	now = 2_420;
	expect(clock.now()).toBeCloseTo(501_420, 0);
});

test('the time that came with the page serves until the first answer', () => {
	let now = 0;
	const clock = new ServerClock(() => now);
	clock.seed(90_000);
	expect(clock.now()).toBe(90_000);
	now = 20;
	clock.take(10, 90_500);
	expect(clock.now()).toBe(90_505);
});

test('after a sleep in which the page’s clock stood still, the next answer decides', () => {
	let now = 0;
	const clock = new ServerClock(() => now);
	now = 2;
	clock.take(0, 10_001);
	now = 1_040; // Twenty minutes later, by the server.
	clock.take(1_000, 1_211_020);
	expect(clock.now()).toBe(1_211_040);
});
