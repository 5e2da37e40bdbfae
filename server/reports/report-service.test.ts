import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ReportStep } from '#lib/report/making.ts';
import { readFilters } from '#lib/progress/filters.ts';
import type { SeasonEntry, SeasonRecord } from '#lib/progress/record.ts';
import { toSeasonView } from '#lib/progress/view.ts';
import { toSeasonReport, type Report } from '#lib/report/report.ts';
import { mostOpenLinks } from '#lib/report/link.ts';
import { givenSeasons } from '../../tests/support/season.ts';
import type { Actor } from '../auth/actor.ts';
import { createOutcomeService } from '../interviews/outcome-service.ts';
import { createProgressService } from '../progress/progress-service.ts';
import { createSharingService } from '../progress/sharing-service.ts';
import { createReportPress } from './report-press.ts';
import { createReportService, type ReportService } from './report-service.ts';

let clock = new Date('2026-11-22T12:00:00Z');
const now = () => clock;
const dayMs = 86_400_000;

let world: Awaited<ReturnType<typeof givenSeasons>>;
let reports: ReportService;
let sharing: ReturnType<typeof createSharingService>;
let candidate: Actor;
let other: Actor;
let held: { interviewId: string; roundId: string }[];
/** What was drawn last. */
let drawn: Report | null = null;

beforeAll(async () => {
	world = await givenSeasons();
	const { db, given } = world;
	sharing = createSharingService({ db, now });
	reports = createReportService({
		db,
		appSecret: 'a secret of the tests',
		progress: createProgressService({ db, now }),
		outcomes: createOutcomeService({ db, openRounds: sharing.openRounds }),
		press: {
			async draw(report) {
				drawn = report;
				return new Uint8Array([1]);
			}
		},
		now
	});
	const school = await given.organisation('School');
	candidate = await given.person('Amara', { [school]: 'candidate' });
	other = await given.person('Bo', { [school]: 'candidate' });
	const mentor = await given.person('Dr Osei', { [school]: 'mentor' });
	held = [];
	for (const day of ['01', '08', '15'])
		held.push(
			await given.interview({
				organisationId: school,
				candidate,
				interviewer: mentor,
				at: `2026-11-${day}T18:00:00Z`,
				nextSteps: `What was said on ${day}.`,
				cards: [{ by: mentor, marks: { structure: 3 } }]
			})
		);
});
afterAll(() => world[Symbol.asyncDispose]());

/** The token of a new link. */
async function share(interviewId: string | null, days = 7): Promise<string> {
	clock = new Date(clock.getTime() + 1_000);
	expect(await reports.share(candidate, { interviewId, days })).toEqual({ ok: true });
	const [link] = (await reports.own(candidate))!.links;
	return link!.path!.split('/').at(-1)!;
}
const withdrawAll = async () => {
	for (const { id } of (await reports.own(candidate))!.links) await reports.withdraw(candidate, id);
};

describe('one’s own report', () => {
	test('has everything, what is private included', async () => {
		await sharing.setVisibility(candidate, held[0]!.roundId, 'private');
		expect(await reports.season(candidate)).not.toBeNull();
		expect(drawn?.lead).toContain('3 finished interviews');
		expect(await reports.interview(candidate, held[0]!.interviewId)).not.toBeNull();
		await sharing.setVisibility(candidate, held[0]!.roundId, 'advisor');
	});

	test('is nobody else’s', async () => {
		expect(await reports.season(other)).toBeNull();
		expect(await reports.interview(other, held[0]!.interviewId)).toBeNull();
		expect(
			await reports.interview({ ...candidate, isGuest: true }, held[0]!.interviewId)
		).toBeNull();
	});
});

describe('a link', () => {
	test('opens the report, and its owner sees who opened it and when', async () => {
		const token = await share(null);
		expect(await reports.door(token)).toMatchObject({ state: 'open', ownerName: 'Amara' });
		await reports.open(token, { userId: null, name: 'Dr Lindqvist' });
		await reports.open(token, { userId: other.userId, name: other.name });
		await reports.open(token, { userId: candidate.userId, name: candidate.name });
		const [link] = (await reports.own(candidate))!.links;
		expect(link!.openings).toHaveLength(2);
		expect(link!.openings).toEqual(
			expect.arrayContaining([
				{ name: 'Dr Lindqvist', isSignedIn: false, at: now().toISOString() },
				{ name: 'Bo', isSignedIn: true, at: now().toISOString() }
			])
		);
	});

	test('expires', async () => {
		const token = await share(null, 7);
		clock = new Date(clock.getTime() + 7 * dayMs - 1);
		expect(await reports.open(token, { userId: null, name: 'Kim' })).not.toBeNull();
		clock = new Date(clock.getTime() + 1);
		expect(await reports.open(token, { userId: null, name: 'Kim' })).toBeNull();
		expect(await reports.door(token)).toMatchObject({ state: 'expired' });
	});

	test('is withdrawn by its owner alone, at once', async () => {
		const token = await share(null);
		const [link] = (await reports.own(candidate))!.links;
		expect(await reports.withdraw(other, link!.id)).toBe(false);
		expect(await reports.withdraw(candidate, link!.id)).toBe(true);
		expect(await reports.withdraw(candidate, link!.id)).toBe(false);
		expect(await reports.open(token, { userId: null, name: 'Kim' })).toBeNull();
		expect(await reports.door(token)).toMatchObject({ state: 'withdrawn' });
	});

	test('that was guessed leads nowhere', async () => {
		const token = await share(null);
		for (const guess of ['x', token.slice(0, -1) + '!', 'a'.repeat(20) + token.slice(20)]) {
			expect(await reports.door(guess)).toBeNull();
			expect(await reports.open(guess, { userId: null, name: 'Kim' })).toBeNull();
		}
	});

	test('is made of one’s own finished interviews alone, and for an offered time', async () => {
		const { interviewId } = held[0]!;
		const refused = { ok: false, code: 'not_found' };
		expect(await reports.share(other, { interviewId, days: 7 })).toEqual(refused);
		expect(await reports.share(other, { interviewId: null, days: 7 })).toEqual(refused);
		expect(await reports.share(candidate, { interviewId, days: 3650 })).toEqual(refused);
	});

	test('is one of so many open ones', async () => {
		await withdrawAll();
		for (let number = 0; number < mostOpenLinks; number += 1) await share(null);
		const refused = { ok: false, code: 'too_many' };
		expect(await reports.share(candidate, { interviewId: null, days: 7 })).toEqual(refused);
		await withdrawAll();
	});
});

describe('[8.2] a private interview', () => {
	test('is in nobody else’s report of the season, however old the link', async () => {
		const token = await share(null);
		await reports.open(token, { userId: null, name: 'Kim' });
		expect(JSON.stringify(drawn)).toContain('What was said on 15.');
		await sharing.setVisibility(candidate, held[2]!.roundId, 'private');
		await reports.open(token, { userId: null, name: 'Kim' });
		expect(JSON.stringify(drawn)).not.toContain('What was said on 15.');
		expect(drawn?.lead).toContain('2 finished interviews');
	});

	test('has no link, and its old one leads nowhere', async () => {
		const { interviewId, roundId } = held[1]!;
		const token = await share(interviewId);
		expect(await reports.open(token, { userId: null, name: 'Kim' })).not.toBeNull();
		await sharing.setVisibility(candidate, roundId, 'private');
		expect(await reports.door(token)).toBeNull();
		expect(await reports.open(token, { userId: null, name: 'Kim' })).toBeNull();
		const refused = { ok: false, code: 'not_found' };
		expect(await reports.share(candidate, { interviewId, days: 7 })).toEqual(refused);
		const offered = (await reports.own(candidate))!.interviews.map(({ id }) => id);
		expect(offered).toEqual([held[0]!.interviewId]);
	});
});

/** 40 interviews of three kinds on 20 criteria, with every speaking figure and long words. */
function toLongestReport(): Report {
	const reader = { timeZone: 'America/New_York', now: '2026-11-22T12:00:00.000Z' };
	const words = 'A long sentence about an answer that was told twice and to the point. '.repeat(13);
	const marksOf = (evening: number) =>
		Object.fromEntries(
			Array.from({ length: 20 }, (_, one) => [`c${one}`, 2 + ((evening + one) % 3)])
		);
	const speaking = { heardMs: 80_000, firstSoundMs: 900, longestPauseMs: 3_000, silenceShare: 0.2 };
	const toEntry = (evening: number): SeasonEntry => {
		const kind = (['mentor', 'peer', 'solo'] as const)[evening % 3]!;
		const isAlone = kind === 'solo';
		const answer = { answerId: '', questionId: null, prompt: '', category: 'ethics' as const };
		const own = { raterId: 'me', marks: marksOf(evening) };
		return {
			interviewId: `i${evening}`,
			roundId: `r${evening}`,
			kind,
			finishedAt: new Date(Date.parse(reader.now) - (40 - evening) * 3 * dayMs).toISOString(),
			visibility: 'advisor',
			withNames: ['Dr Kwame Osei', 'Dr Ines Roth'],
			strengths: words,
			nextSteps: words,
			answers: [
				{
					...answer,
					seconds: 80 + evening,
					targetSeconds: 90,
					figures: isAlone ? { end: 'stopped', fillers: 3, speaking } : null
				}
			],
			fillersHeard: isAlone ? [] : [{ fillers: 4, seconds: 80 }],
			cards: isAlone
				? [{ ...own, series: 'solo' }]
				: [
						{ ...own, raterId: 'osei', series: kind },
						{ ...own, series: 'self' }
					],
			agreed: {}
		};
	};
	const record: SeasonRecord = {
		candidate: { userId: 'me', name: 'Amara', realInterviewOn: null, timeZone: reader.timeZone },
		goals: [],
		criteria: Array.from({ length: 20 }, (_, one) => ({
			id: `c${one}`,
			name: `US professional register ${one}`,
			elicitedBy: []
		})),
		raterNames: { osei: 'Dr Osei' },
		leniency: new Map(),
		entries: Array.from({ length: 40 }, (_, evening) => toEntry(evening)),
		nextAt: null
	};
	return toSeasonReport(toSeasonView(record, readFilters(new URLSearchParams()), reader), reader);
}

describe('the press', () => {
	const words = 'A long sentence about an answer that was told twice and to the point. '.repeat(13);
	const full: Report = {
		title: 'عبد الرحمن Łukasz',
		lead: 'Mentor mock with \u2068ד״ר כהן\u2069.',
		foot: 'Mock Rounds · Щука 张伟',
		parts: [
			{ kind: 'words', label: 'Strength', text: words.slice(0, 900) },
			{
				kind: 'words',
				label: 'Next step',
				text: 'القصة واضحة وكان الجواب كاملا. '.repeat(30).slice(0, 900)
			},
			{ kind: 'heading', text: 'All criteria' },
			{
				kind: 'chart',
				line: { id: 'all', name: 'All', agreed: [], layers: [] },
				at: [1, 2],
				labels: []
			},
			{
				kind: 'table',
				head: ['Criterion', 'Stands at', 'What it says'],
				rows: Array.from({ length: 16 }, () => [
					'US professional register',
					'3.4 (2.1 to 4.6)',
					words.slice(0, 120)
				])
			},
			{
				kind: 'table',
				head: ['Day', 'Kind', 'With', 'Answers', 'All'],
				rows: Array.from({ length: 12 }, () => [
					'3 Nov',
					'Mentor mock',
					'Dr Kwame Osei and Dr Ines Roth',
					'6',
					'3.4'
				])
			}
		]
	};

	test('makes two pages at most of the longest report, with its fonts inside', async () => {
		const press = createReportPress();
		const bytes = Buffer.from(await press.draw(full)).toString('latin1');
		await press.close();
		expect(bytes.startsWith('%PDF-')).toBe(true);
		expect(Number(/\/Type \/Pages[^]*?\/Count (\d+)/.exec(bytes)?.[1])).toBe(2);
		for (const font of ['Roboto-Regular', 'NotoSansArabic', 'NotoSansHebrew', 'NotoSansSC'])
			expect(bytes).toContain(font);
		expect(bytes.match(/\/FontFile2/g)!.length).toBeGreaterThanOrEqual(4);
	}, 60_000);

	test('a season with everything at its longest has two pages', async () => {
		const press = createReportPress();
		const bytes = Buffer.from(await press.draw(toLongestReport())).toString('latin1');
		await press.close();
		expect(Number(/\/Type \/Pages[^]*?\/Count (\d+)/.exec(bytes)?.[1])).toBe(2);
	}, 60_000);

	test('tells each step of a report, and who waits behind it', async () => {
		const press = createReportPress();
		const told: string[] = [];
		const tell = (who: string) => (step: ReportStep) => told.push(`${who} ${JSON.stringify(step)}`);
		const short = { ...full, parts: [] };
		await Promise.all(['first', 'second', 'third'].map((who) => press.draw(short, tell(who))));
		await press.close();
		expect(told).toEqual([
			'second {"step":"waiting","ahead":1}',
			'third {"step":"waiting","ahead":2}',
			'first {"step":"letters"}',
			'first {"step":"pages"}',
			'third {"step":"waiting","ahead":1}',
			'second {"step":"letters"}',
			'second {"step":"pages"}',
			'third {"step":"letters"}',
			'third {"step":"pages"}'
		]);
	}, 60_000);

	test('tells who waits when it cannot', async () => {
		const press = createReportPress();
		await expect(press.draw({ ...full, parts: null as never })).rejects.toThrow();
		await press.close();
	}, 60_000);
});
