import { describe, expect, it } from 'vitest';
import type { StatsEntry } from './network-stats.ts';
import {
	createVoiceReading,
	nextTalkTime,
	noTalk,
	toTalkShare,
	toTalkWords,
	type TalkTime
} from './talk-time.ts';

const stepMs = 500;
const amara = { userId: 'amara', name: 'Amara Nwosu' };

/** Plays stretches: who speaks for how long, and which answer runs. */
function play(...stretches: [seconds: number, who: string, answerId: string | null][]): TalkTime {
	let talk = noTalk;
	let at = 1_000;
	const read = (voices: { userId: string; decibels: number }[], answerId: string | null) =>
		(talk = nextTalkTime(talk, { at, voices, answerId, candidateId: 'amara' }));
	read([], null);
	for (const [seconds, who, answerId] of stretches)
		for (let ms = 0; ms < seconds * 1000; ms += stepMs) {
			at += stepMs;
			read(
				['amara', 'osei'].map((userId) => ({ userId, decibels: who.includes(userId) ? -28 : -70 })),
				answerId
			);
		}
	return talk;
}

describe('who talks how much', () => {
	it.each<[string, Parameters<typeof play>, number | null]>([
		['too little said', [[10, 'amara', 'a']], null],
		['the candidate alone', [[60, 'amara', 'a']], 1],
		[
			'three parts in four',
			[
				[10, 'osei', null],
				[30, 'amara', 'a']
			],
			0.75
		],
		[
			'silence belongs to nobody',
			[
				[30, 'osei', null],
				[60, '', null],
				[30, 'amara', 'a']
			],
			0.5
		],
		['both at once count both', [[30, 'amara osei', 'a']], 0.5]
	])('%s', (_title, stretches, share) => {
		const reckoned = toTalkShare(play(...stretches), 'amara');
		if (share === null) expect(reckoned).toBeNull();
		else expect(reckoned).toBeCloseTo(share, 1);
	});

	it('pauses between words are talking, a rest is not', () => {
		const words = Array.from({ length: 30 }, () => [
			[0.5, 'amara', 'a'] as [number, string, string],
			[0.5, '', 'a'] as [number, string, string]
		]).flat();
		expect(play(...words).talkedMs['amara']).toBeGreaterThan(28_000);
		expect(play([5, 'amara', 'a'], [60, '', 'a']).talkedMs['amara']).toBeLessThan(7_000);
	});
});

describe('the running answer', () => {
	it('lasts from the candidate’s first word to the last, pauses within it counted', () => {
		const { answer } = play([5, 'osei', 'a'], [20, 'amara', 'a'], [5, '', 'a'], [10, 'amara', 'a']);
		expect(answer!.to - answer!.from).toBe(35_000);
	});

	it('begins anew with the next one, and ends with its own', () => {
		expect(play([20, 'amara', 'a'], [1, '', null]).answer).toBeNull();
		const { answer } = play([20, 'amara', 'a'], [4, 'amara', 'b']);
		expect(answer).toMatchObject({ id: 'b' });
		expect(answer!.to - answer!.from).toBe(4_000);
	});
});

it('is told as a figure beside its range', () => {
	expect(toTalkWords(noTalk, amara)).toBe('');
	expect(toTalkWords(play([10, 'osei', null], [65, 'amara', 'a']), amara)).toBe(
		'Amara Nwosu talks 86 % of the time (usual: 70–85 %) · this answer: 1:05 of talking'
	);
	expect(toTalkWords(play([5, 'amara', 'a']), amara)).toBe('this answer: 0:05 of talking');
	expect(toTalkWords(play([60, 'osei', null]), null)).toBe('');
});

describe('loudness from statistics', () => {
	const entry = (type: string, totalAudioEnergy: number, totalSamplesDuration: number) =>
		({ id: 'x', type, kind: 'audio', totalAudioEnergy, totalSamplesDuration }) as StatsEntry;

	it('is the mean of what came since the reading before', () => {
		const read = createVoiceReading();
		expect(read('amara', [entry('inbound-rtp', 5, 10)])).toBeNull();
		expect(read('amara', [entry('inbound-rtp', 5.005, 10.5)])).toBeCloseTo(-20);
		expect(read('amara', [entry('inbound-rtp', 5.005, 11)])).toBe(-100);
		expect(read('amara', [entry('inbound-rtp', 5.005, 11)])).toBeNull();
	});

	it('is kept apart by person, and null where the browser tells nothing', () => {
		const read = createVoiceReading();
		read('osei', [entry('media-source', 1, 1)]);
		expect(read('amara', [entry('inbound-rtp', 9, 2)])).toBeNull();
		expect(read('osei', [entry('media-source', 1.01, 2)])).toBeCloseTo(-20);
		expect(read('lind', [{ id: 'v', type: 'inbound-rtp', kind: 'video' }])).toBeNull();
	});
});
