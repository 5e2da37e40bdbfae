import { describe, expect, test } from 'vitest';
import type { RoundOutcome } from '../interview/views.ts';
import { readFilters } from '../progress/filters.ts';
import { plainMeanWords } from '../progress/means.ts';
import type { SeasonEntry, SeasonRecord } from '../progress/record.ts';
import { toSeasonView } from '../progress/view.ts';
import { toLinkState } from './link.ts';
import { toInterviewReport, toSeasonReport, type Part } from './report.ts';

const reader = { timeZone: 'America/New_York', now: '2026-11-22T12:00:00.000Z' };

const toRecord = (count: number): SeasonRecord => ({
	candidate: {
		userId: 'me',
		name: 'Amara Nwosu',
		realInterviewOn: null,
		timeZone: 'America/New_York'
	},
	goals: [],
	criteria: Array.from({ length: 20 }, (_, index) => ({
		id: `c${index}`,
		name: `Criterion ${index}`,
		elicitedBy: []
	})),
	raterNames: { osei: 'Dr Osei' },
	leniency: new Map(),
	entries: Array.from({ length: count }, (_, index): SeasonEntry => ({
		interviewId: `i${index}`,
		roundId: `r${index}`,
		kind: 'mentor',
		finishedAt: new Date(Date.parse(reader.now) - (count - index) * 86_400_000).toISOString(),
		visibility: 'advisor',
		withNames: ['Dr Osei'],
		strengths: 'Calm.',
		nextSteps: 'x'.repeat(4_000),
		answers: [],
		fillersHeard: [],
		cards: [
			{
				raterId: 'osei',
				series: 'mentor',
				marks: Object.fromEntries(Array.from({ length: 20 }, (_, one) => [`c${one}`, 3]))
			}
		],
		agreed: {}
	})),
	nextAt: null
});
const toReport = (count: number) =>
	toSeasonReport(toSeasonView(toRecord(count), readFilters(new URLSearchParams()), reader), reader);
const tables = (parts: Part[]) =>
	parts.flatMap((part) => (part.kind === 'table' ? [part.rows.length] : []));
const sentences = (parts: Part[]) =>
	parts.flatMap((part) => (part.kind === 'sentence' ? [part.text] : []));

describe('the report of a season', () => {
	test('cuts long words by the room they take', () => {
		const toShown = (nextSteps: string) => {
			const given = toRecord(1);
			given.entries[0]!.nextSteps = nextSteps;
			const view = toSeasonView(given, readFilters(new URLSearchParams()), reader);
			const part = toSeasonReport(view, reader).parts.find(
				(one) => one.kind === 'words' && one.label === 'Next step'
			);
			return part?.kind === 'words' ? part.text : '';
		};
		expect(toShown('x'.repeat(4_000))).toBe(`${'x'.repeat(900)} …`);
		expect(toShown('答'.repeat(4_000))).toBe(`${'答'.repeat(450)} …`);
		expect(toShown('答'.repeat(450))).toBe('答'.repeat(450));
	});

	test('says whose it is, over what time, and when it was made', () => {
		const report = toReport(3);
		expect(report.title).toBe('Amara Nwosu');
		expect(report.lead).toBe('A season of practice: 3 finished interviews from 19 Nov to 21 Nov.');
		expect(report.foot).toContain('made on Sun 22 Nov 2026');
	});

	test('opens with a strength and a next step, before any number', () => {
		expect(
			toReport(3)
				.parts.slice(0, 2)
				.map((part) => part.kind)
		).toEqual(['words', 'words']);
	});

	test('cuts what would not fit on two pages, and says so', () => {
		const { parts } = toReport(40);
		expect(tables(parts)).toEqual([16, 12]);
		expect(sentences(parts)).toEqual(
			expect.arrayContaining(['And 4 more criteria.', 'And 28 earlier interviews.'])
		);
		const words = parts.flatMap((part) => (part.kind === 'words' ? [part.text.length] : []));
		expect(Math.max(...words)).toBeLessThanOrEqual(902);
	});

	test('[14.4] has how it was spoken, a column for each kind of evenings', () => {
		const given = toRecord(2);
		const spoken = { questionId: null, prompt: '', category: 'ethics' as const, figures: null };
		for (const [index, entry] of given.entries.entries())
			entry.answers = [{ answerId: '', seconds: 60 + index * 60, targetSeconds: 60, ...spoken }];
		given.entries[1]!.kind = 'solo';
		const view = toSeasonView(given, readFilters(new URLSearchParams()), reader);
		expect(toSeasonReport(view, reader).parts).toContainEqual({
			kind: 'table',
			head: ['Speaking', 'With mentors', 'Alone'],
			rows: [['Answer length, of the target', '100 %', '200 %']]
		});
	});

	test('says beside a mean of all criteria how it is made', () => {
		expect(sentences(toReport(3).parts)).toContain(plainMeanWords);
		expect(sentences(toReport(0).parts)).not.toContain(plainMeanWords);
	});

	test('has no table of nothing', () => {
		expect(tables(toReport(0).parts)).toEqual([]);
	});
});

describe('the report of an interview', () => {
	const round = {
		roundId: 'r1',
		candidate: { userId: 'me', name: 'Amara Nwosu' },
		strengths: 'Calm.',
		nextSteps: '',
		criteria: [
			{ id: 'structure', name: 'Structure' },
			{ id: 'presence', name: 'Presence' }
		],
		scorecards: [
			{ raterKind: 'interviewer', state: 'given', marks: [{ criterionId: 'structure', mark: 4 }] },
			{ raterKind: 'interviewer', state: 'given', marks: [{ criterionId: 'structure', mark: 3 }] },
			{
				raterKind: 'self',
				state: 'given',
				marks: [{ criterionId: 'structure', mark: 'not-seen' }]
			},
			{ raterKind: 'observer', state: 'given', marks: [{ criterionId: 'structure', mark: 1 }] }
		],
		items: [
			{ criterionId: 'structure', evidence: '', discussion: '', agreed: 4 },
			{ criterionId: 'presence', evidence: '', discussion: ' The camera was low. ', agreed: null }
		],
		answers: [{ prompt: 'Why us?', durationMs: 75_000, targetSeconds: 90 }],
		privateNotes: 'Nobody else reads this.',
		addenda: []
	} as unknown as RoundOutcome;
	const interview = {
		kind: 'mentor',
		finishedAt: '2026-11-03T19:00:00.000Z',
		people: [
			{ userId: 'me', name: 'Amara Nwosu', role: 'candidate' },
			{ userId: 'osei', name: 'Dr Osei', role: 'interviewer' },
			{ userId: 'roth', name: 'Dr Roth', role: 'observer' }
		]
	} as never;
	const report = toInterviewReport({ interview }, round, reader);

	test('has the means of the interviewers, what was rated alone and what was agreed on', () => {
		expect(report.lead).toBe('Mentor mock with Dr Osei, Tue 3 Nov.');
		expect(report.parts.filter((part) => part.kind === 'table')).toMatchObject([
			{ rows: [['Structure', '3.5', '–', '4']] },
			{ rows: [['Why us?', '1:15', '1:30']] }
		]);
	});

	test('names the weight of a criterion that has one', () => {
		const criteria = [{ ...round.criteria[0]!, weight: 2 }];
		const { parts } = toInterviewReport({ interview }, { ...round, criteria }, reader);
		expect(parts.find((part) => part.kind === 'table')).toMatchObject({
			rows: [['Structure, weight 2', '3.5', '–', '4']]
		});
	});

	test('has what was said about a gap, and no heading where nothing was', () => {
		const told = report.parts.flatMap((part) => (part.kind === 'words' ? [part] : []));
		expect(told).toEqual([
			{ kind: 'words', label: 'Strengths', text: 'Calm.' },
			{ kind: 'words', label: 'About the gap: Presence', text: 'The camera was low.' }
		]);
	});

	test('has nobody’s private notes', () => {
		expect(JSON.stringify(report)).not.toContain('Nobody else');
	});
});

test.each([
	['open', null, '2026-11-22T12:00:01Z'],
	['expired', null, '2026-11-22T12:00:00Z'],
	['withdrawn', '2026-11-20T12:00:00Z', '2026-12-22T12:00:00Z'],
	['withdrawn', '2026-11-20T12:00:00Z', '2026-11-21T12:00:00Z']
])('a link is %s', (state, withdrawnAt, expiresAt) => {
	const link = {
		expiresAt: new Date(expiresAt),
		withdrawnAt: withdrawnAt ? new Date(withdrawnAt) : null
	};
	expect(toLinkState(link, new Date(reader.now))).toBe(state);
});
