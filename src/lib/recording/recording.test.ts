import { describe, expect, it } from 'vitest';
import { refuseChunk } from './chunk.ts';
import { toNextState, type RecordingFacts } from './recording.ts';

const facts = (more: Partial<RecordingFacts>): RecordingFacts => ({
	state: 'recording',
	present: ['a', 'b'],
	agreed: ['a', 'b'],
	able: ['a', 'b'],
	recorderId: 'a',
	...more
});

describe('whether it records', () => {
	it.each([
		['everybody has agreed', {}, 'recording', 'a'],
		['somebody new is there', { present: ['a', 'b', 'c'] }, 'paused', null],
		['one has not decided yet', { state: 'asking', agreed: ['a'] }, 'asking', null],
		['the last one has agreed', { state: 'asking', recorderId: null }, 'recording', 'a'],
		['who records has gone', { present: ['b'] }, 'recording', 'b'],
		['nobody is left', { present: [] }, 'paused', null],
		['nobody here can record', { present: ['b'], able: ['a'] }, 'paused', null],
		['it was stopped', { state: 'stopped' }, 'stopped', null]
	] as const)('%s', (_, more, state, recorderId) => {
		expect(toNextState(facts(more))).toMatchObject({ state, recorderId });
	});
});

describe('a piece', () => {
	const part = { recorderId: 'a', startedAt: 100_000, endedAt: null };
	const piece = { bytes: 100_000, number: 3, isLast: false, startedAt: 106_000 };
	it.each([
		['fits', {}, null],
		['is the last and small', { bytes: 1, isLast: true }, null],
		['is the last and has nothing', { bytes: 0, isLast: true }, null],
		['is small, at the pace of recording', { bytes: 10 }, null],
		['is too large', { bytes: 4 * 1024 * 1024 + 1 }, 'too_large'],
		['has nothing', { bytes: 0 }, 'empty'],
		['leaves one out', { number: 4 }, 'out_of_order'],
		['is from before its part', { startedAt: 90_000 }, 'outside'],
		['is from the future', { startedAt: 200_000 }, 'outside']
	] as const)('%s', (_, more, refusal) => {
		expect(refuseChunk({ ...piece, ...more }, part, 3, 108_000)).toBe(refusal);
	});

	it('is small and comes too fast', () => {
		const small = { ...piece, bytes: 10, number: 40 };
		expect(refuseChunk(small, part, 40, 108_000)).toBe('too_small');
	});

	it('is from after the pause that ended its part', () => {
		const closed = { ...part, endedAt: 101_000 };
		expect(refuseChunk(piece, closed, 3, 108_000)).toBe('outside');
	});
});
