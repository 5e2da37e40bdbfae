import { describe, expect, it } from 'vitest';
import {
	isTrying,
	nextRoomState,
	toPanelWords,
	toRetryDelayMs,
	toStatusText,
	type RoomEvent,
	type RoomState
} from './room-state.ts';

const states: RoomState[] = [
	'idle',
	'connecting',
	'connected',
	'reconnecting',
	'video-down',
	'seat-taken',
	'ended'
];

const events = {
	'join-pressed': { type: 'join-pressed' },
	left: { type: 'left' },
	joined: { type: 'joined' },
	interrupted: { type: 'interrupted' },
	resumed: { type: 'resumed' },
	dropped: { type: 'dropped', isDuplicate: false },
	duplicate: { type: 'dropped', isDuplicate: true },
	video_down: { type: 'refused', code: 'video_down' },
	unreachable: { type: 'refused', code: 'unreachable' },
	seat_taken: { type: 'refused', code: 'seat_taken' },
	not_allowed: { type: 'refused', code: 'not_allowed' },
	wrong_phase: { type: 'refused', code: 'wrong_phase' },
	'connect-failed': { type: 'connect-failed' }
} satisfies Record<string, RoomEvent>;

/** The whole table: a row per event, a column per state, in the order of `states`; `.` stays. */
const table: Record<keyof typeof events, string[]> = {
	'join-pressed': ['connecting', '.', '.', 'connecting', 'connecting', 'connecting', 'connecting'],
	left: ['.', 'idle', 'idle', 'idle', 'idle', 'idle', 'idle'],
	joined: ['.', 'connected', '.', 'connected', 'connected', '.', '.'],
	interrupted: ['.', 'reconnecting', 'reconnecting', '.', 'reconnecting', '.', '.'],
	resumed: ['.', 'connected', '.', 'connected', 'connected', '.', '.'],
	dropped: ['.', 'reconnecting', 'reconnecting', '.', 'reconnecting', '.', '.'],
	duplicate: ['.', 'seat-taken', 'seat-taken', 'seat-taken', 'seat-taken', '.', '.'],
	video_down: ['.', 'video-down', 'video-down', 'video-down', '.', '.', '.'],
	unreachable: ['.', 'reconnecting', 'reconnecting', '.', 'reconnecting', '.', '.'],
	seat_taken: ['.', 'seat-taken', 'seat-taken', 'seat-taken', 'seat-taken', '.', '.'],
	not_allowed: ['.', 'ended', 'ended', 'ended', 'ended', '.', '.'],
	wrong_phase: ['.', 'ended', 'ended', 'ended', 'ended', '.', '.'],
	'connect-failed': ['.', 'video-down', 'video-down', 'video-down', '.', '.', '.']
};

describe('the state of the video', () => {
	for (const [name, row] of Object.entries(table)) {
		it(`after ${name} is as the table says`, () => {
			const event: RoomEvent = events[name as keyof typeof events];
			const found = states.map((state) => nextRoomState(state, event));
			expect(found).toEqual(row.map((next, index) => (next === '.' ? states[index] : next)));
		});
	}

	it('never leaves a person in a state without words or a way on', () => {
		for (const state of states) {
			const isWell = state === 'idle' || state === 'connected';
			expect(toPanelWords(state, null) === null).toBe(isWell);
			expect(toStatusText(state, null) === '').toBe(isWell);
			const canGoOn = isTrying(state) || nextRoomState(state, { type: 'join-pressed' }) !== state;
			expect(canGoOn || state === 'connected').toBe(true);
		}
	});

	it('tells a missing video server from a network that lets no video through', () => {
		expect(toPanelWords('video-down', 'video_down')?.text).toContain('does not answer');
		expect(toPanelWords('video-down', null)?.text).toContain('lets no video through');
	});
});

describe('the wait before another try', () => {
	it('grows, is spread, stays below five seconds and never ends', () => {
		expect(toRetryDelayMs(1, 0.5)).toBe(250);
		expect(toRetryDelayMs(4, 0.5)).toBe(2000);
		expect(toRetryDelayMs(1, 0)).toBeLessThan(toRetryDelayMs(1, 0.99));
		for (const attempt of [5, 50, 5_000, 1e9])
			expect(toRetryDelayMs(attempt, 0.999)).toBeLessThanOrEqual(5_000);
	});
});
