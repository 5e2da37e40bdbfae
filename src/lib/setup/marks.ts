import type { StepResult } from './steps.ts';

/**
 * What a line does, measured for some seconds. `null`: the browser did not tell.
 */
export interface LineFigures {
	/** Bits a second that the browser dares to send. */
	bitrate: number | null;
	/** Share of packets that never arrived, 0 to 1. */
	loss: number | null;
	/** There and back, in seconds. */
	roundTrip: number | null;
}

/**
 * Good: the room's large picture (1.7 Mbit/s asked, a third less is not seen). Poor: not even its smallest one beside
 * sound.
 */
export const bandwidthMarks = { good: 1_000_000, poor: 250_000 };
/** Up to one in a hundred is repaired unheard; from one in twenty on, words are missing. */
export const lossMarks = { good: 0.01, poor: 0.05 };
/** From here on people talk over each other (ITU-T G.114: 400 ms one way at most, there and back here). */
export const slowRoundTripSeconds = 0.4;

const notTold: StepResult = { state: 'skipped', detail: 'the browser does not tell' };

export function toBandwidthResult({ bitrate, roundTrip }: LineFigures): StepResult {
	if (bitrate === null) return notTold;
	const { good, poor } = bandwidthMarks;
	const isSlow = roundTrip !== null && roundTrip > slowRoundTripSeconds;
	const state = bitrate < poor ? 'failed' : bitrate < good || isSlow ? 'weak' : 'good';
	const way = roundTrip === null ? '' : `, ${Math.round(roundTrip * 1000)} ms there and back`;
	return { state, detail: `${(bitrate / 1_000_000).toFixed(1)} Mbit/s up${way}` };
}

export function toLossResult({ loss }: LineFigures): StepResult {
	if (loss === null) return notTold;
	const { good, poor } = lossMarks;
	const state = loss > poor ? 'failed' : loss > good ? 'weak' : 'good';
	return { state, detail: `${(loss * 100).toFixed(1)} % lost` };
}

/** Loudness of speech at a usual distance is far above this; of a muted or dead microphone far below, in decibels. */
export const heardDecibels = -50;

/** What three seconds of somebody speaking say about the microphone; `peak` in decibels, −100 is nothing at all. */
export function toMicrophoneResult(peak: number): StepResult {
	if (peak < -90) return { state: 'failed', detail: 'not a sound arrived' };
	if (peak < heardDecibels) return { state: 'weak', detail: 'very quiet' };
	return { state: 'good', detail: 'you were heard' };
}
