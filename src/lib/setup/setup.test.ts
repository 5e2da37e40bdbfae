import { describe, expect, it } from 'vitest';
import { toBandwidthResult, toLossResult, toMicrophoneResult } from './marks.ts';
import {
	stepIds,
	steps,
	toNoResults,
	toReport,
	toVerdict,
	type StepId,
	type StepState
} from './steps.ts';

const results = (states: Partial<Record<StepId, StepState>>) => {
	const all = toNoResults();
	for (const id of stepIds) all[id] = { state: states[id] ?? 'good', detail: '' };
	return all;
};

describe('what the check says', () => {
	it.each<[Partial<Record<StepId, StepState>>, RegExp]>([
		[{}, /^Everything works/],
		[{ tcp: 'skipped', turn: 'skipped' }, /^Everything works/],
		[{ camera: 'failed' }, /^Not ready yet: Camera\. What to do stands beside it/],
		[{ camera: 'failed', speakers: 'failed' }, /^Not ready yet: Camera, Speakers.*each/],
		[{ speakers: 'asking' }, /^All but one step is done: say whether/],
		[{ loss: 'weak' }, /^You can go in.*Loss/],
		[{ tcp: 'failed' }, /^Everything works/],
		[{ udp: 'failed', tcp: 'failed' }, /^Not ready yet: UDP, TCP/]
	])('of %o', (states, expected) => {
		expect(toVerdict(results(states))).toMatch(expected);
	});

	it('every step says what to do when it fails', () => {
		for (const id of stepIds) expect(steps[id].advice, id).toMatch(/\.$/);
	});

	it('as a report has a line for each step and nobody’s name', () => {
		const some = results({ udp: 'failed' });
		some.loss.detail = '0.2 % lost';
		const report = toReport(some, 'Firefox 140', '2026-11-23 10:00');
		expect(report.split('\n')).toHaveLength(stepIds.length + 2);
		expect(report).toContain('UDP: failed\n');
		expect(report).toContain('Loss: good (0.2 % lost)');
		expect(report).toMatch(/Browser: Firefox 140$/);
	});
});

describe('marks', () => {
	const line = (bitrate: number | null, loss: number | null, roundTrip: number | null = 0.05) => ({
		bitrate,
		loss,
		roundTrip
	});
	it.each([
		[line(1_700_000, 0), 'good', '1.7 Mbit/s up, 50 ms there and back'],
		[line(600_000, 0), 'weak', '0.6 Mbit/s up, 50 ms there and back'],
		[line(100_000, 0), 'failed', '0.1 Mbit/s up, 50 ms there and back'],
		[line(1_700_000, 0, 0.6), 'weak', '1.7 Mbit/s up, 600 ms there and back'],
		[line(1_700_000, 0, null), 'good', '1.7 Mbit/s up'],
		[line(null, 0), 'skipped', 'the browser does not tell']
	])('bandwidth of %o is %s', (figures, state, detail) => {
		expect(toBandwidthResult(figures)).toEqual({ state, detail });
	});

	it.each([
		[0, 'good', '0.0 % lost'],
		[0.02, 'weak', '2.0 % lost'],
		[0.2, 'failed', '20.0 % lost'],
		[null, 'skipped', 'the browser does not tell']
	])('loss of %s is %s', (loss, state, detail) => {
		expect(toLossResult(line(null, loss))).toEqual({ state, detail });
	});

	it.each([
		[-100, 'failed'],
		[-60, 'weak'],
		[-20, 'good']
	])('a microphone at %i dB is %s', (peak, state) => {
		expect(toMicrophoneResult(peak).state).toBe(state);
	});
});
