import { describe, expect, test } from 'vitest';
import { readGoalInput, type Goal } from './goal.ts';
import { toGoalViews, toSharedGoals } from './goal-standing.ts';
import type { SeasonCard, SeasonEntry, SeasonRecord } from './record.ts';

const now = '2026-11-22T12:00:00.000Z';
const reader = { timeZone: 'America/New_York', now };
const dayMs = 86_400_000;
const daysAgo = (days: number) => new Date(Date.parse(now) - days * dayMs).toISOString();

const entry = (
	days: number,
	marks: Record<string, number>,
	more: Partial<SeasonEntry> = {},
	series: SeasonCard['series'] = 'mentor'
): SeasonEntry => ({
	interviewId: `i${days}`,
	roundId: `r${days}`,
	kind: 'mentor',
	finishedAt: daysAgo(days),
	visibility: 'advisor',
	withNames: [],
	strengths: '',
	nextSteps: '',
	answers: [],
	fillersHeard: [],
	cards: [{ raterId: 'osei', series, marks }],
	agreed: {},
	...more
});
const goal = (more: Partial<Goal> = {}): Goal => ({
	id: 'g1',
	kind: 'criterion',
	criterionId: 'structure',
	name: 'Structure, as it was',
	target: 4,
	dueOn: '2026-12-04',
	setAt: daysAgo(30),
	finishedAt: null,
	isShared: true,
	...more
});
const record = (goals: Goal[], entries: SeasonEntry[]): SeasonRecord => ({
	candidate: { userId: 'me', name: 'Amara', realInterviewOn: null, timeZone: 'America/New_York' },
	goals,
	criteria: [{ id: 'structure', name: 'Structure', elicitedBy: [] }],
	raterNames: {},
	leniency: new Map([['osei', { mean: 0, variance: 0.001 }]]),
	entries,
	nextAt: null
});
const stand = (given: Goal, entries: SeasonEntry[]) =>
	toGoalViews(record([given], entries), reader)[0]!;
const weekly = (...levels: number[]) =>
	levels.map((structure, index) => entry((levels.length - index) * 7, { structure }));

describe('[10.2] a level', () => {
	test.each([
		['nobody rated', [], 'unknown', 'Nobody has rated it yet.'],
		['once', [3], 'unknown', 'Rated once, at 3: three times make a line.'],
		['twice', [3, 4], 'unknown', 'Rated twice, 3.5 on average: three times make a line.']
	] as const)('%s: no more than that', (_, levels, state, sentence) => {
		expect(stand(goal(), weekly(...levels))).toMatchObject({ state, sentence });
	});

	test.each([
		['the whole interval at the target', [5, 5, 5, 5, 5, 5, 5, 5], 'sure', /^Surely there: at 5,/],
		['the line alone', [4, 4, 4, 4, 4], 'likely', /^There, not surely: at 4, between 3/],
		['only the interval', [4, 3, 4, 3, 4], 'close', /it may be there, or not yet\.$/],
		['not even that', [2, 2, 2, 2, 2, 2], 'below', /^Not there yet: at 2,/]
	] as const)('%s', (_, levels, state, sentence) => {
		const view = stand(goal(), weekly(...levels));
		expect(view.state).toBe(state);
		expect(view.sentence).toMatch(sentence);
	});

	test('own numbers never count; peers where no mentor rated', () => {
		const own = [20, 14, 7].map((days) => entry(days, { structure: 5 }, {}, 'self'));
		expect(stand(goal(), own).sentence).toBe('Nobody has rated it yet.');
		const peers = [20, 14, 7].map((days) => entry(days, { structure: 5 }, {}, 'peer'));
		expect(stand(goal(), [...own, ...peers]).sentence).toMatch(/at 5/);
	});

	test('after a pause of more than 12 weeks nothing is said of now', () => {
		const old = [120, 113, 106].map((days) => entry(days, { structure: 5 }));
		expect(stand(goal(), old)).toMatchObject({
			state: 'unknown',
			sentence: 'Not rated since 8 Aug: where it stands cannot be said.'
		});
	});

	test('the newest name is shown, and the old one where the criterion is gone', () => {
		expect(stand(goal(), []).title).toBe('Structure at 4');
		expect(stand(goal({ criterionId: 'gone' }), []).title).toBe('Structure, as it was at 4');
		expect(stand(goal({ criterionId: 'all', target: 3.5 }), []).title).toBe('All criteria at 3.5');
	});
});

describe('[10.3] a count', () => {
	const count = (more: Partial<Goal> = {}) =>
		goal({ kind: 'mocks', criterionId: null, target: 3, setAt: daysAgo(10), ...more });

	test('counts mocks since it was set, and no practice alone', () => {
		const entries = [entry(12, {}), entry(9, {}), entry(5, {}, { kind: 'solo' }), entry(2, {})];
		expect(stand(count(), entries)).toMatchObject({
			title: '3 more mocks',
			state: 'part',
			held: 2,
			sentence: '2 held since 12 Nov, 1 to go.'
		});
		expect(stand(count({ target: 2 }), entries).sentence).toBe('Done: 2 held since 12 Nov.');
		expect(stand(count(), []).sentence).toBe('None held since 12 Nov, 3 to go.');
	});
});

describe('[10.1] the day', () => {
	test.each([
		['2026-12-04', 'by 4 Dec, in 12 days'],
		['2026-11-23', 'by 23 Nov, tomorrow'],
		['2026-11-22', 'by 22 Nov, today'],
		['2026-11-20', 'the day was 20 Nov'],
		['2027-02-01', 'by 1 Feb 2027, in 71 days']
	])('%s: %s', (dueOn, due) => {
		expect(stand(goal({ dueOn }), []).due).toBe(due);
	});

	test('ends where the candidate lives, and what comes after it is not counted', () => {
		const given = goal({ kind: 'mocks', criterionId: null, target: 2, dueOn: '2026-11-20' });
		const at = (finishedAt: string) => entry(1, {}, { finishedAt });
		const before = at('2026-11-21T04:59:00.000Z');
		const after = at('2026-11-21T05:01:00.000Z');
		expect(stand(given, [before, after]).held).toBe(1);
	});

	test('a finished goal keeps the standing that it had', () => {
		const given = goal({ kind: 'mocks', criterionId: null, finishedAt: daysAgo(3) });
		const view = stand(given, [entry(5, {}), entry(1, {})]);
		expect(view).toMatchObject({ held: 1, finished: '19 Nov' });
	});

	test('those that run come first, by their day', () => {
		const goals = [
			goal({ id: 'done', finishedAt: daysAgo(1) }),
			goal({ id: 'late', dueOn: '2026-12-20' }),
			goal({ id: 'soon', dueOn: '2026-12-01' })
		];
		const ids = toGoalViews(record(goals, []), reader).map(({ id }) => id);
		expect(ids).toEqual(['soon', 'late', 'done']);
	});
});

describe('[10.4] an advisor', () => {
	const all = [
		goal({ id: 'seen' }),
		goal({ id: 'kept', isShared: false }),
		goal({ id: 'over', finishedAt: daysAgo(1) }),
		goal({ id: 'unseen', criterionId: 'presence' }),
		goal({ id: 'count', kind: 'mocks', criterionId: null })
	];
	test('sees those that run, are open to them, and are on what they see', () => {
		const ids = toSharedGoals(all, record([], weekly(3))).map(({ id }) => id);
		expect(ids).toEqual(['seen', 'count']);
	});
	test('sees none where nothing is shared', () => {
		expect(toSharedGoals(all, record([], []))).toEqual([]);
	});
});

describe('what is typed', () => {
	const input = { target: '4', dueOn: '2026-12-04', isShared: true };
	const read = (kind: Goal['kind'], change: Partial<typeof input>) => {
		const result = readGoalInput(kind, { ...input, ...change }, '2026-11-22');
		return result.ok ? result.goal.target : result.errors;
	};
	test.each([
		['criterion', '4', 4],
		['criterion', ' 3,5 ', 3.5],
		['criterion', '4.0', 4],
		['mocks', '30', 30]
	] as const)('%s: %s is %s', (kind, target, taken) => {
		expect(read(kind, { target })).toBe(taken);
	});
	test.each(['', '6', '1', '3.7', '-4', '1e1', 'four', '٤'])('no level: %s', (target) => {
		expect(read('criterion', { target })).toEqual({
			target: 'Type a level from 1.5 to 5, in half steps.'
		});
	});
	test.each(['', '0', '31', '2.5', '999999'])('no count: %s', (target) => {
		expect(read('mocks', { target })).toEqual({
			target: 'Type a whole number of mocks from 1 to 30.'
		});
	});
	test.each([
		['', 'Choose a day, such as 2026-12-04.'],
		['2026-02-31', 'Choose a day, such as 2026-12-04.'],
		['4 Dec', 'Choose a day, such as 2026-12-04.'],
		['2026-11-21', 'This day is over. Choose today or a later one.'],
		['2028-01-01', 'Choose a day within a year.']
	])('no day: %s', (dueOn, message) => {
		expect(read('criterion', { dueOn })).toEqual({ dueOn: message });
	});
});
