import { describe, expect, it } from 'vitest';
import {
	FrameLevels,
	frameMs,
	toSpeakingFigures,
	toSpeech,
	toSpeechSpans,
	type SpeakingFigures
} from './speaking.ts';

const sampleRate = 16_000;

/** Stretches of a voice-like sound (a tone whose loudness swells four times a second) over a room's hiss. */
function toSamples(
	parts: { seconds: number; voice: number }[],
	{ hiss = 0.0005, seed = 7 } = {}
): Float32Array {
	let state = seed;
	const random = () => (state = (state * 16_807) % 2_147_483_647) / 2_147_483_647 - 0.5;
	const samples = parts.flatMap(({ seconds, voice }) =>
		Array.from({ length: seconds * sampleRate }, (_, index) => {
			const at = index / sampleRate;
			const swell = 0.7 + 0.3 * Math.sin(2 * Math.PI * 4 * at);
			return voice * swell * Math.sin(2 * Math.PI * 180 * at) + hiss * random();
		})
	);
	return Float32Array.from(samples);
}

function toLevels(samples: Float32Array, blockLength = 128): number[] {
	const meter = new FrameLevels(sampleRate);
	const levels: number[] = [];
	for (let at = 0; at < samples.length; at += blockLength)
		levels.push(...meter.push(samples.subarray(at, at + blockLength)));
	return levels;
}

const measure = (...args: Parameters<typeof toSamples>): SpeakingFigures =>
	toSpeakingFigures(toLevels(toSamples(...args)));

describe('speaking figures', () => {
	const answer = [
		{ seconds: 1.5, voice: 0 },
		{ seconds: 3, voice: 0.3 },
		{ seconds: 2, voice: 0 },
		{ seconds: 2.5, voice: 0.3 },
		{ seconds: 1, voice: 0 }
	];

	it.each([
		['a quiet room', { hiss: 0.0005 }],
		['a fan beside the desk', { hiss: 0.04 }],
		['no hiss at all', { hiss: 0 }]
	])('tells first sound, longest pause and silence apart in %s', (_, room) => {
		const figures = measure(answer, room);
		expect(figures.heardMs).toBe(10_000);
		expect(figures.firstSoundMs).toBeCloseTo(1500, -2);
		expect(figures.longestPauseMs).toBeGreaterThanOrEqual(1900);
		expect(figures.longestPauseMs).toBeLessThanOrEqual(2040);
		expect(figures.silenceShare).toBeCloseTo(0.45, 1);
	});

	it('gives a soft voice the same figures as a loud one', () => {
		const soft = answer.map(({ seconds, voice }) => ({ seconds, voice: voice / 12 }));
		const figures = measure(soft);
		expect(figures.firstSoundMs).toBeCloseTo(1500, -2);
		expect(figures.silenceShare).toBeCloseTo(0.45, 1);
	});

	it('does not count silence before the first and after the last sound as a pause', () => {
		const figures = measure([
			{ seconds: 4, voice: 0 },
			{ seconds: 2, voice: 0.3 },
			{ seconds: 4, voice: 0 }
		]);
		expect(figures.longestPauseMs).toBe(0);
		expect(figures.silenceShare).toBeCloseTo(0.8, 1);
	});

	it('keeps a short breath before the first word: that silence is no part of a word', () => {
		const figures = measure([
			{ seconds: 0.2, voice: 0 },
			{ seconds: 2, voice: 0.3 },
			{ seconds: 0.2, voice: 0 }
		]);
		expect(figures.firstSoundMs).toBeCloseTo(200, -2);
		expect(figures.silenceShare).toBeGreaterThan(0.1);
	});

	it('hears one voice without a pause as speech from end to end', () => {
		const figures = measure([{ seconds: 5, voice: 0.3 }]);
		expect(figures).toEqual({
			heardMs: 5000,
			firstSoundMs: 0,
			longestPauseMs: 0,
			silenceShare: 0
		});
	});

	it('says that nothing was said, for a muted microphone and for hiss alone', () => {
		const nothing = { firstSoundMs: null, longestPauseMs: 0, silenceShare: 1 };
		expect(measure([{ seconds: 3, voice: 0 }], { hiss: 0 })).toMatchObject(nothing);
		expect(measure([{ seconds: 3, voice: 0 }], { hiss: 0.001 })).toMatchObject(nothing);
	});

	it('takes a click of the chair for none, and a closed mouth before a p for no silence', () => {
		const clicked = measure([
			{ seconds: 1, voice: 0 },
			{ seconds: 0.04, voice: 0.9 },
			{ seconds: 1, voice: 0 },
			{ seconds: 1, voice: 0.3 },
			{ seconds: 0.15, voice: 0 },
			{ seconds: 1, voice: 0.3 }
		]);
		expect(clicked.firstSoundMs).toBeCloseTo(2040, -2);
		expect(clicked.longestPauseMs).toBe(0);
	});

	it('has figures for an answer that was over before it began', () => {
		expect(toSpeakingFigures([])).toEqual({
			heardMs: 0,
			firstSoundMs: null,
			longestPauseMs: 0,
			silenceShare: 0
		});
	});

	it('cuts the same frames whatever the blocks are', () => {
		const samples = toSamples(answer);
		expect(toLevels(samples, 128)).toEqual(toLevels(samples, 4096));
		expect(toLevels(samples)).toHaveLength(10_000 / frameMs);
	});

	it('marks on the strip exactly the frames of speech', () => {
		const levels = toLevels(toSamples(answer));
		const spans = toSpeechSpans(levels, 10_000);
		expect(spans).toHaveLength(2);
		expect(spans[0]!.from).toBeCloseTo(0.15, 2);
		expect(spans[1]!.to).toBeCloseTo(0.9, 1);
		const share = spans.reduce((sum, { from, to }) => sum + to - from, 0);
		expect(share).toBeCloseTo(toSpeech(levels).filter(Boolean).length / levels.length, 6);
	});
});
