import { describe, expect, it } from 'vitest';
import type { RecordingStage } from './recording.ts';
import { toLength, toSentence, toStateLabel } from './words.ts';

const stage = (more: Partial<RecordingStage>): RecordingStage => ({
	id: 'r',
	state: 'recording',
	proposedById: 'm',
	ownerId: 'c',
	recorderId: 'c',
	tab: 't',
	part: 1,
	agreed: ['m', 'c'],
	waitingFor: [],
	retentionDays: 180,
	startedAt: 0,
	ended: null,
	...more
});
const names: Record<string, string> = { m: 'Dr Osei', c: 'Amara', o: 'Dr Roth' };
const say = (more: Partial<RecordingStage>) => toSentence(stage(more), (id) => names[id]!);

describe('what the room says', () => {
	it.each([
		[{}, 'Recording'],
		[{ tab: null }, 'Recording starts'],
		[{ state: 'paused' }, 'Recording paused'],
		[{ state: 'asking' }, 'Asking to record'],
		[{ state: 'stopped' }, '']
	] as const)('%o', (more, label) => {
		expect(toStateLabel(stage(more))).toBe(label);
	});

	it('[F19] says that it is interrupted while whose browser records is out of reach', () => {
		expect(toStateLabel(stage({}), true)).toBe('Recording interrupted');
		expect(toSentence(stage({}), (id) => names[id]!, true)).toContain('is interrupted');
		expect(toStateLabel(stage({ state: 'paused' }), true)).toBe('Recording paused');
		expect(toStateLabel(stage({ state: 'stopped' }), true)).toBe('');
	});

	it('names who is waited for', () => {
		expect(say({ state: 'asking', waitingFor: ['c', 'o'] })).toBe(
			'Dr Osei asks to record. Amara and Dr Roth have not answered yet.'
		);
		expect(say({ state: 'paused', waitingFor: ['o'] })).toBe(
			'Recording is paused until Dr Roth agrees.'
		);
		expect(say({ state: 'deleted', ended: 'withdrawn' })).toContain('deleted');
	});
});

it.each([
	[724_000, '12:04'],
	[3_724_000, '1:02:04'],
	[3_400, '0:03']
])('%i ms are %s', (ms, words) => expect(toLength(ms)).toBe(words));
