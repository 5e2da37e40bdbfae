import { describe, expect, it } from 'vitest';
import {
	toClockFace,
	toElapsedMs,
	toLight,
	toLights,
	toReadingMs,
	toTimeMarks,
	type ClockState
} from './clock.ts';

const start = 1_700_000_000_000;
const clock = (more: Partial<ClockState> = {}): ClockState => ({
	startedAt: start,
	stoppedAt: null,
	pausedAt: null,
	pausedMs: 0,
	extraMs: 0,
	lights: { green: 60, amber: 90, red: 120 },
	targetSeconds: 90,
	...more
});

describe('lights', () => {
	it.each([
		['opening', { green: 60, amber: 90, red: 120 }],
		['motivation', { green: 60, amber: 90, red: 120 }],
		['behavioural', { green: 90, amber: 150, red: 180 }],
		['ethics', { green: 90, amber: 150, red: 180 }],
		['med-psych', { green: 90, amber: 150, red: 180 }],
		['red-flags', { green: 45, amber: 75, red: 90 }]
	] as const)('of %s turn at %o', (category, lights) => {
		expect(toLights({ category })).toEqual(lights);
	});

	it('are told beforehand with the target and the most, moved by time that was added', () => {
		const { lights, targetSeconds } = clock();
		expect(toTimeMarks(targetSeconds, lights)).toBe(
			'Target 1:30, at most 2:00. Lights: green 1:00, amber 1:30, red 2:00.'
		);
		expect(toTimeMarks(targetSeconds, lights, 30_000)).toBe(
			'Target 2:00, at most 2:30. Lights: green 1:30, amber 2:00, red 2:30.'
		);
	});

	it('are the question’s own where it has some', () => {
		const own = { green: 20, amber: 40, red: 60 };
		expect(toLights({ category: 'behavioural', lightSeconds: own })).toEqual(own);
	});

	it.each([
		[0, 'off'],
		[59.9, 'off'],
		[60, 'green'],
		[89.9, 'green'],
		[90, 'amber'],
		[120, 'red'],
		[4000, 'red']
	])('after %d s it is %s', (seconds, light) => {
		expect(toLight(clock(), start + seconds * 1000)).toBe(light);
	});

	it('turn later by the time that was added', () => {
		expect(toLight(clock({ extraMs: 30_000 }), start + 119_000)).toBe('green');
	});
});

describe('elapsed time', () => {
	it('stands still in a pause and goes on where it was', () => {
		const paused = clock({ pausedAt: start + 20_000 });
		expect(toElapsedMs(paused, start + 50_000)).toBe(20_000);
		expect(toElapsedMs(clock({ pausedMs: 30_000 }), start + 55_000)).toBe(25_000);
	});

	it('waits until the question is read, where that has its time; a pause makes it later', () => {
		const reading = clock({ startedAt: start + 120_000, readSeconds: 120 });
		expect(toReadingMs(reading, start + 30_000)).toBe(90_000);
		expect(toElapsedMs(reading, start + 30_000)).toBe(0);
		expect(toReadingMs({ ...reading, pausedAt: start + 40_000 }, start + 500_000)).toBe(80_000);
		expect(toReadingMs({ ...reading, pausedMs: 20_000 }, start + 130_000)).toBe(10_000);
		expect(toReadingMs(reading, start + 121_000)).toBe(0);
		// A clock of the page that runs behind the server's is no time to read.
		expect(toReadingMs(clock(), start - 400)).toBe(0);
	});

	it('ends when the answer does, and is never negative', () => {
		expect(toElapsedMs(clock({ stoppedAt: start + 61_000 }), start + 999_000)).toBe(61_000);
		expect(toElapsedMs(clock(), start - 5)).toBe(0);
	});

	it('reads as minutes and seconds', () => {
		expect(toClockFace(72_999)).toBe('1:12');
		expect(toClockFace(0)).toBe('0:00');
	});
});
