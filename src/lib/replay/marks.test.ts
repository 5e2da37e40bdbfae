import { describe, expect, it } from 'vitest';
import { findNext, findSegment, toJumpMs, toShare, type ReplayMark } from './marks.ts';

const toMark = (atMs: number): ReplayMark => ({
	id: String(atMs),
	atMs,
	tag: null,
	words: '',
	by: null,
	tone: 'theirs'
});
const marks = [30_000, 10_000, 20_000].map(toMark);
const segments = [
	{ id: 'all', number: null, title: 'All', fromMs: 0, toMs: 60_000 },
	{ id: 'a', number: 1, title: 'First', fromMs: 5_000, toMs: 15_000 },
	{ id: 'b', number: 2, title: 'Second', fromMs: 20_000, toMs: 40_000 }
];

describe('pins on a timeline', () => {
	it('stand where their moment is, and never outside', () => {
		expect(toShare(10_000, 5_000, 15_000)).toBe(0.5);
		expect(toShare(1_000, 5_000, 15_000)).toBe(0);
		expect(toShare(99_000, 5_000, 15_000)).toBe(1);
		expect(toShare(5_000, 5_000, 5_000)).toBe(0);
	});

	it('are jumped to a little before, but not out of their question', () => {
		expect(toJumpMs(10_000, 5_000)).toBe(8_500);
		expect(toJumpMs(5_400, 5_000)).toBe(5_000);
	});

	it('follow one another in time, whichever order they came in', () => {
		expect(findNext(marks, 0, 1)?.atMs).toBe(10_000);
		// Right after a jump to the first, next is the second and not the first again.
		expect(findNext(marks, toJumpMs(10_000, 0), 1)?.atMs).toBe(20_000);
		expect(findNext(marks, toJumpMs(20_000, 0), -1)?.atMs).toBe(10_000);
		expect(findNext(marks, 31_000, 1)).toBeNull();
		expect(findNext(marks, 9_000, -1)).toBeNull();
	});

	it('are in a question each; before, between and after them in the whole', () => {
		const ids = [0, 5_000, 15_000, 16_000, 40_000, 50_000].map(
			(atMs) => findSegment(segments, atMs).id
		);
		expect(ids).toEqual(['all', 'a', 'a', 'all', 'b', 'all']);
	});
});
