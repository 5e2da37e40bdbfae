import { silentDecibels, toDecibels } from '../room/decibels.ts';

/** Length of one frame of sound, in milliseconds. */
export const frameMs = 20;

/** What can be told of an answer from its sound alone. All figures are the speaker's own, never a verdict. */
export interface SpeakingFigures {
	/** How much of the answer was heard: less than the answer where the microphone was lost. */
	heardMs: number;
	/** From the start to the first sound of speech; null: nothing was said. */
	firstSoundMs: number | null;
	/** The longest silence between the first and the last sound of speech. */
	longestPauseMs: number;
	/** Silence as a share of what was heard, 0–1. */
	silenceShare: number;
}

/** Below this the loudest frames are no speech, whatever the room: a muted or covered microphone. */
const faintestSpeechDb = -50;
/** Speech stands out from its room by at least so much. */
const aboveRoomDb = 10;
/** Loud and soft syllables of one voice lie within so much of each other. */
const voiceRangeDb = 15;
/** Shorter bursts are clicks of keys and chairs. */
const shortestSpeechMs = 80;
/** Shorter silences belong to the word: the closed lips before a p or a t. */
const shortestSilenceMs = 260;

/**
 * Reads frames of `frameMs` (levels in dB below full scale, in order) as speech and silence. The line between the two
 * is drawn for each answer from its own quietest and loudest frames, so that a fan or a soft voice does not matter.
 */
export function toSpeech(levels: ArrayLike<number>): boolean[] {
	const all = Array.from(levels);
	const sorted = all.toSorted((a, b) => a - b);
	const loud = toQuantile(sorted, 0.98);
	if (all.length === 0 || loud < faintestSpeechDb) return all.map(() => false);
	const room = toQuantile(sorted, 0.1);
	const threshold = Math.min(Math.max(room + aboveRoomDb, faintestSpeechDb), loud - voiceRangeDb);
	const isLoud = all.map((level) => level > threshold);
	const withoutClicks = flipShort(isLoud, true, shortestSpeechMs / frameMs);
	return flipShort(withoutClicks, false, shortestSilenceMs / frameMs);
}

/** The figures of an answer; all of them from its own frames. */
export function toSpeakingFigures(levels: ArrayLike<number>): SpeakingFigures {
	const speech = toSpeech(levels);
	const first = speech.indexOf(true);
	const last = speech.lastIndexOf(true);
	const spoken = speech.filter(Boolean).length;
	const pauses = toRuns(speech.slice(Math.max(first, 0), last + 1)).filter(({ value }) => !value);
	return {
		heardMs: speech.length * frameMs,
		firstSoundMs: first === -1 ? null : first * frameMs,
		longestPauseMs: Math.max(0, ...pauses.map(({ length }) => length)) * frameMs,
		silenceShare: speech.length === 0 ? 0 : 1 - spoken / speech.length
	};
}

/** Where speech is, as shares of the answer's length, for a strip below the picture. */
export function toSpeechSpans(
	levels: ArrayLike<number>,
	lengthMs: number
): { from: number; to: number }[] {
	let at = 0;
	return toRuns(toSpeech(levels)).flatMap(({ value, length }) => {
		const from = (at * frameMs) / lengthMs;
		at += length;
		return value && from < 1 ? [{ from, to: Math.min(1, (at * frameMs) / lengthMs) }] : [];
	});
}

const toQuantile = (sorted: readonly number[], share: number): number =>
	sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? silentDecibels;

function toRuns(values: readonly boolean[]): { value: boolean; length: number }[] {
	const runs: { value: boolean; length: number }[] = [];
	for (const value of values) {
		const run = runs.at(-1);
		if (run?.value === value) run.length += 1;
		else runs.push({ value, length: 1 });
	}
	return runs;
}

/** Runs of `value` that are shorter than `frames` become the other one; a silence at either end stays one. */
function flipShort(values: readonly boolean[], value: boolean, frames: number): boolean[] {
	const runs = toRuns(values);
	return runs.flatMap((run, index) => {
		const isEnd = index === 0 || index === runs.length - 1;
		const isFlipped = run.value === value && run.length < frames && !(isEnd && !value);
		return Array.from({ length: run.length }, () => run.value !== isFlipped);
	});
}

/** Gathers samples, as they come in blocks of any length, into frames, and tells each one's level. */
export class FrameLevels {
	readonly #samplesPerFrame: number;
	#sum = 0;
	#count = 0;

	constructor(sampleRate: number) {
		this.#samplesPerFrame = Math.round((sampleRate * frameMs) / 1000);
	}

	/** The levels of the frames that this block completed, in dB below full scale. */
	push(samples: Float32Array): number[] {
		const levels: number[] = [];
		for (const sample of samples) {
			this.#sum += sample * sample;
			this.#count += 1;
			if (this.#count < this.#samplesPerFrame) continue;
			levels.push(toDecibels(this.#sum / this.#samplesPerFrame));
			this.#sum = 0;
			this.#count = 0;
		}
		return levels;
	}
}
