import { expect, it } from 'vitest';
import { toTimeBudget } from './budget.ts';

it.each([
	['thirty minutes', 30, 1, { arrive: 1, questions: 18, rate: 2, talk: 8, close: 1 }],
	['a swap of sixty', 60, 2, { arrive: 1, questions: 19, rate: 2, talk: 16, close: 1 }],
	['five minutes, as ten', 5, 1, { arrive: 1, questions: 4, rate: 2, talk: 2, close: 1 }]
])('%s are shared out to the last minute', (_title, minutes, rounds, expected) => {
	const budget = toTimeBudget(minutes, rounds);
	expect(budget).toEqual(expected);
	const { arrive, questions, rate, talk, close } = budget;
	expect(arrive + rounds * (questions + rate) + talk + close).toBe(Math.max(10 * rounds, minutes));
});
