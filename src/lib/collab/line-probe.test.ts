import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { awaitLine, stopAwaitingLine } from './line-probe.ts';
import { lineBackEvent } from './line-watch.ts';

/** What a request is answered with; null: nothing comes. */
let answer: number | null = null;
let asked = 0;
const told: number[] = [];

beforeEach(() => {
	vi.useFakeTimers();
	[answer, asked, told.length] = [null, 0, 0];
	vi.stubGlobal('fetch', async () => {
		asked++;
		if (answer === null) throw new Error('nothing came');
		return { ok: answer === 200 };
	});
	vi.stubGlobal('dispatchEvent', (event: CustomEvent<number>) => {
		expect(event.type).toBe(lineBackEvent);
		told.push(event.detail);
	});
});
afterEach(() => {
	vi.useRealTimers();
	vi.unstubAllGlobals();
});

it('asks once a second for all documents of the page until there is an answer, and tells it once', async () => {
	const documents = [{}, {}, {}];
	documents.forEach(awaitLine);
	await vi.advanceTimersByTimeAsync(5_000);
	expect([asked, told]).toEqual([5, []]);
	answer = 503;
	await vi.advanceTimersByTimeAsync(1_000);
	answer = 200;
	await vi.advanceTimersByTimeAsync(1_500);
	expect(told).toHaveLength(1);
	documents.forEach(awaitLine);
	await vi.advanceTimersByTimeAsync(10_000);
	expect([asked, told.length]).toEqual([7, 1]);
	documents.forEach(stopAwaitingLine);
});

it('asks anew in the next drop, and no more once nobody waits', async () => {
	const one = {};
	awaitLine(one);
	await vi.advanceTimersByTimeAsync(2_000);
	stopAwaitingLine(one);
	answer = 200;
	await vi.advanceTimersByTimeAsync(10_000);
	expect([asked, told]).toEqual([2, []]);
	awaitLine(one);
	await vi.advanceTimersByTimeAsync(1_500);
	expect(told).toHaveLength(1);
	stopAwaitingLine(one);
});
