import { expect, it } from 'vitest';
import { toSpokenSeconds, toSpokenTurn } from './spoken-clock.ts';

it.each([
	[45, '45 seconds'],
	[60, '1 minute'],
	[90, '1 minute 30'],
	[150, '2 minutes 30']
])('says %i seconds as %s', (seconds, words) => {
	expect(toSpokenSeconds(seconds)).toBe(words);
});

it('speaks when the light turns on, and only then', () => {
	expect(toSpokenTurn('off', 'green', 60_000)).toMatch(/^Green: 1 minute/);
	expect(toSpokenTurn('green', 'green', 61_000)).toBeNull();
	expect(toSpokenTurn('amber', 'red', 120_000)).toMatch(/^Red/);
});

it('is silent when added time takes the light back', () => {
	expect(toSpokenTurn('red', 'amber', 121_000)).toBeNull();
});
