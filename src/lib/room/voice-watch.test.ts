import { describe, expect, it } from 'vitest';
import { createVoiceWatch, type VoiceTrouble } from './voice-watch.ts';

const everyMs = 200;

/** Plays stretches of loudness and tells what was said at the end of each. */
function play(...stretches: [seconds: number, decibels: number, isOn: boolean][]) {
	const watch = createVoiceWatch();
	let now = 1_000;
	return stretches.map(([seconds, decibels, isOn]) => {
		let trouble: VoiceTrouble | null = null;
		for (let ms = 0; ms < seconds * 1000; ms += everyMs)
			trouble = watch(decibels, isOn, (now += everyMs));
		return trouble;
	});
}

describe('the voice is watched by its samples', () => {
	it('who speaks while muted is told, and no longer once they unmute or fall silent', () => {
		expect(play([2, -60, false], [1, -20, false], [1, -60, false], [6, -60, false])).toEqual([
			null,
			'muted-speaking',
			'muted-speaking',
			null
		]);
		expect(play([2, -20, false], [1, -20, true])).toEqual(['muted-speaking', null]);
	});

	it('a cough is no speech', () => {
		expect(play([2, -60, false], [0.4, -15, false])).toEqual([null, null]);
	});

	it('a microphone that is on and dead is told after a while, whatever it says of itself', () => {
		expect(play([10, -100, true], [3, -100, true], [1, -60, true])).toEqual([
			null,
			'silent-microphone',
			null
		]);
	});

	it('a quiet listener has a live microphone', () => {
		expect(play([60, -75, true])).toEqual([null]);
	});

	it('a muted one is not dead, and after unmuting the time begins anew', () => {
		expect(play([60, -100, false], [5, -100, true])).toEqual([null, null]);
	});
});
