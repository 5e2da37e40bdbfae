import { describe, expect, it } from 'vitest';
import { toInstant } from '../interview/clock.ts';
import { findMoment, toRoomMarks, toSegments } from './recorded-answers.ts';
import { isRecorded, toGapMs, toMediaMs, toSpans } from './spans.ts';

/** The first frame, server time. */
const begun = Date.parse('2026-11-23T18:00:00Z');
/** Ten seconds, a gap of thirty, twenty seconds. */
const spans = toSpans([
	{ startedAt: begun, durationMs: 10_000 },
	{ startedAt: begun + 20_000, durationMs: 0 },
	{ startedAt: begun + 40_000, durationMs: 20_000 }
]);

const answer = (
	ordinal: number,
	fromMs: number,
	durationMs: number,
	more: { pins?: number[]; pauses?: { atMs: number; lengthMs: number }[] } = {}
) => ({
	answerId: `answer ${ordinal}`,
	ordinal,
	prompt: `Question ${ordinal}?`,
	startedAt: new Date(begun + fromMs).toISOString(),
	durationMs,
	pauses: more.pauses ?? [],
	heard: [
		{
			raterId: 'mentor',
			raterName: 'Dr Kwame Osei',
			marks: {
				length: null,
				answered: null,
				impression: null,
				level: null,
				fillers: 0,
				pins: (more.pins ?? []).map((atMs) => ({ atMs, words: 'heard' }))
			}
		}
	]
});

describe('a recording’s file beside the interview’s clock', () => {
	it('plays its parts one after the other, and leaves out those of which nothing is there', () => {
		expect(spans).toEqual([
			{ startedAt: begun, mediaMs: 0, durationMs: 10_000 },
			{ startedAt: begun + 40_000, mediaMs: 10_000, durationMs: 20_000 }
		]);
		expect(toGapMs(spans)).toBe(30_000);
		expect(toGapMs([])).toBe(0);
	});

	it.each([
		['before it began', -5_000, 0],
		['in the first part', 4_000, 4_000],
		['in the gap: what follows', 25_000, 10_000],
		['in the second part', 45_000, 15_000],
		['after its end', 90_000, 30_000]
	])('finds a moment %s', (_, atMs, mediaMs) => {
		expect(toMediaMs(spans, begun + atMs)).toBe(mediaMs);
	});

	it('knows what was recorded', () => {
		expect(isRecorded(spans, begun + 9_999)).toBe(true);
		expect(isRecorded(spans, begun + 10_000)).toBe(false);
	});
});

describe('an answer’s clock', () => {
	it('stood in its pauses, while the recording went on', () => {
		const pauses = [
			{ atMs: 2_000, lengthMs: 7_000 },
			{ atMs: 4_000, lengthMs: 500 }
		];
		expect(toInstant(0, pauses, 1_000)).toBe(1_000);
		expect(toInstant(0, pauses, 2_000)).toBe(2_000);
		expect(toInstant(0, pauses, 3_000)).toBe(10_000);
		expect(toInstant(0, pauses, 5_000)).toBe(12_500);
	});
});

describe('the questions of a recording', () => {
	it('are those that it has something of, also across a gap', () => {
		const answers = [
			answer(1, -60_000, 30_000),
			answer(2, 5_000, 40_000),
			answer(3, 15_000, 9_000)
		];
		expect(toSegments(spans, answers)).toEqual([
			{ id: 'answer 2', number: 2, title: 'Question 2?', fromMs: 5_000, toMs: 15_000 }
		]);
	});

	it('reach over the pauses of their clock', () => {
		const paused = answer(1, 41_000, 6_000, { pauses: [{ atMs: 3_000, lengthMs: 4_000 }] });
		expect(toSegments(spans, [paused])[0]).toMatchObject({ fromMs: 11_000, toMs: 21_000 });
		expect(findMoment(spans, paused, 5_000)).toBe(20_000);
	});

	it('have the pins of the room where they were set; one from the gap is where it goes on', () => {
		const answers = [
			answer(1, 5_000, 40_000, { pins: [2_000, 20_000] }),
			answer(2, -60_000, 9, { pins: [3] })
		];
		expect(toRoomMarks(spans, answers, 'mentor')).toMatchObject([
			{ atMs: 7_000, by: null, tone: 'mine', isFixed: true },
			{ atMs: 10_000, words: 'heard' }
		]);
		expect(toRoomMarks(spans, answers, 'candidate')[0]).toMatchObject({
			by: 'Dr Kwame Osei',
			tone: 'theirs'
		});
		expect(findMoment(spans, answers[1]!, 3)).toBeNull();
	});
});
