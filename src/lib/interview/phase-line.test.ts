import { describe, expect, it } from 'vitest';
import { isDebriefProposed, toDebriefProposal, toPhaseLabel, toTimeLeft } from './phase-line.ts';
import type { StageView } from './stage.ts';

const stage = (more: Partial<StageView>): StageView => ({
	revision: 1,
	phase: 'live',
	kind: 'mentor',
	scoring: 'alone',
	people: [],
	round: null,
	halves: [],
	question: null,
	answered: [],
	plan: { dealt: 0, total: 6 },
	phaseStartedAt: 0,
	phaseEndsAt: 1_000_000,
	promptShown: true,
	raters: [],
	isRevealed: false,
	...more
});
const answered = [
	{ answerId: 'a', ordinal: 1, category: 'opening' as const, prompt: null, durationMs: 1 }
];
const running = {
	answerId: 'a',
	ordinal: 1,
	category: 'opening' as const,
	prompt: null,
	followUp: null,
	clock: {
		startedAt: 0,
		stoppedAt: null,
		pausedAt: null,
		pausedMs: 0,
		extraMs: 0,
		lights: { green: 1, amber: 2, red: 3 },
		targetSeconds: 60
	}
};

describe('the line of the phase', () => {
	it('says what is left and what is over', () => {
		expect(toTimeLeft(860_000, 0)).toBe('14:20 left');
		expect(toTimeLeft(860_000, 1)).toBe('14:20 left');
		expect(toTimeLeft(1_000, 41_000)).toBe('0:40 over');
		expect(toTimeLeft(null, 5)).toBeNull();
	});

	it('tells rating alone from talking', () => {
		expect(toPhaseLabel(stage({ phase: 'debrief' }))).toBe('Rate alone');
		expect(toPhaseLabel(stage({ phase: 'debrief', isRevealed: true }))).toBe('Talk it over');
		expect(toPhaseLabel(stage({ phase: 'debrief', scoring: 'together' }))).toBe('Talk it over');
	});
});

describe('the interviewer is told in time', () => {
	const stopped = { ...running, clock: { ...running.clock, stoppedAt: 5 } };
	it.each<[string, Partial<StageView>, number, string | null]>([
		['in the middle', {}, 500_000, null],
		['before the last two minutes', {}, 879_999, null],
		['two minutes before', {}, 880_000, 'Two minutes are left'],
		['a minute before', {}, 940_000, 'Less than a minute is left'],
		['when it is over', {}, 1_000_000, 'The time for questions is over. Time to talk'],
		['while somebody answers', { question: running }, 1_000_000, 'After this answer'],
		['after an answer', { question: stopped }, 1_000_000, 'over. Time to talk'],
		[
			'when the plan is dealt',
			{ answered, plan: { dealt: 6, total: 6 } },
			0,
			'Every step of the plan was asked.'
		],
		['not before anything was asked', { phase: 'open' }, 1_000_000, null],
		['not in the debrief', { phase: 'debrief' }, 1_000_000, null],
		['not where time has no end', { phaseEndsAt: null }, 1_000_000, null]
	])('%s', (_title, more, now, words) => {
		const told = toDebriefProposal(stage(more), now);
		if (words === null) expect(told).toBeNull();
		else expect(told).toContain(words);
	});
});

describe('the debrief is proposed', () => {
	it.each([
		['not in the middle of the questions', stage({ answered }), 0, false],
		['when the time for questions is over', stage({}), 1_000_000, true],
		['when the plan is dealt', stage({ answered, plan: { dealt: 6, total: 6 } }), 0, true],
		[
			'not before the first answer of a short plan',
			stage({ plan: { dealt: 1, total: 1 } }),
			0,
			false
		],
		['never while somebody answers', stage({ question: running }), 2_000_000, false],
		['only in the questions', stage({ phase: 'debrief' }), 2_000_000, false]
	])('%s', (_title, view, now, expected) => {
		expect(isDebriefProposed(view, now)).toBe(expected);
	});
});
