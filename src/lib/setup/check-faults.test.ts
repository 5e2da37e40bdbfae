import { expect, it } from 'vitest';
import { toCheckWords, toFaults } from './check-faults.ts';
import { stepIds, toNoResults, type Results, type StepState } from './steps.ts';

const now = '2026-11-20T12:00:00Z';
const toResults = (states: Partial<Record<keyof Results, StepState>>): Results => ({
	...(Object.fromEntries(stepIds.map((id) => [id, { state: 'good', detail: '' }])) as Results),
	...(Object.fromEntries(
		Object.entries(states).map(([id, state]) => [id, { state, detail: '' }])
	) as Partial<Results>)
});
const toWords = (states: Parameters<typeof toResults>[0]) =>
	toCheckWords({ at: '2026-11-12T23:30:00Z', faults: toFaults(toResults(states)) }, 'UTC', now);

it.each([
	[{}, 'Checked on Thu 12 Nov, all good.'],
	[{ microphone: 'failed' }, 'Checked on Thu 12 Nov: Microphone failed.'],
	[
		{ camera: 'failed', microphone: 'failed', loss: 'weak' },
		'Checked on Thu 12 Nov: Camera, Microphone failed; Loss works, but poorly.'
	],
	[{ speakers: 'asking' }, 'Checked on Thu 12 Nov: whether you heard the chime was left open.'],
	// Ways around are missed only where the way itself is closed.
	[{ tcp: 'failed', turn: 'skipped' }, 'Checked on Thu 12 Nov, all good.'],
	[{ udp: 'failed', turn: 'failed' }, 'Checked on Thu 12 Nov: UDP, TURN failed.']
] as const)('%j reads “%s”', (states, words) => {
	expect(toWords(states)).toBe(words);
});

it('says where none was run, and counts the day where the person lives', () => {
	expect(toCheckWords(null, 'UTC', now)).toBe('Not checked yet.');
	const last = { at: '2026-11-12T23:30:00Z', faults: {} };
	expect(toCheckWords(last, 'Africa/Lagos', now)).toBe('Checked on Fri 13 Nov, all good.');
	expect(toFaults(toNoResults())).toEqual({});
});
