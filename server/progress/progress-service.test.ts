import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '#server/auth/actor.ts';
import { eq, inArray } from 'drizzle-orm';
import type { Level } from '#lib/rubric/rubric.ts';
import { createId } from '../db/id.ts';
import { fileLines, interviews, rounds, rubricVersions, setups } from '../db/schema.ts';
import { givenSeasons } from '../../tests/support/season.ts';
import { createAdvisingService, type AdvisingService } from '../advising/advising-service.ts';
import { readFilters } from '#lib/progress/filters.ts';
import { readQueueFilters } from '#lib/advising/queue.ts';
import { createProgressService, type ProgressService } from './progress-service.ts';
import { createSharingService, type SharingService } from './sharing-service.ts';

const now = () => new Date('2026-11-22T12:00:00Z');

let world: Awaited<ReturnType<typeof givenSeasons>>;
let progress: ProgressService;
let advising: AdvisingService;
let sharing: SharingService;
let shared: { interviewId: string; roundId: string };
const everything = readFilters(new URLSearchParams());
const everybody = readQueueFilters(new URLSearchParams('list=everybody'));
let school: string;
let clinic: string;
let candidate: Actor;
let newcomer: Actor;
let mentor: Actor;
let peer: Actor;
let advisor: Actor;
let former: Actor;
let stranger: Actor;

beforeAll(async () => {
	world = await givenSeasons();
	const { given } = world;
	progress = createProgressService({ db: world.db, now });
	advising = createAdvisingService({ db: world.db, now });
	sharing = createSharingService({ db: world.db, now });
	school = await given.organisation('Harbour School');
	clinic = await given.organisation('Clinic');
	candidate = await given.person('Amara', { [school]: 'candidate', [clinic]: 'candidate' });
	newcomer = await given.person('Bo', { [school]: 'candidate' });
	mentor = await given.person('Dr Osei', { [school]: 'mentor' });
	peer = await given.person('Chen', { [school]: 'candidate' });
	advisor = await given.person('Ines', { [school]: 'advisor' });
	former = await given.person('Jan', { [school]: 'advisor', [clinic]: 'mentor' });
	stranger = await given.person('Kim', { [school]: 'admin' });
	await given.follows(advisor, candidate, school);
	await given.follows(advisor, newcomer, school);
	await given.follows(former, candidate, school, { endsAt: '2026-11-01' });
	// A mentor by now: the assignment is left over from another role.
	await given.follows(former, candidate, clinic);

	shared = await given.interview({
		organisationId: school,
		candidate,
		interviewer: mentor,
		at: '2026-11-10T18:00:00Z',
		nextSteps: 'Say what you did.',
		agreed: { structure: 4 },
		cards: [
			{ by: mentor, marks: { structure: 4, presence: 'not-seen' } },
			{ by: peer, marks: { structure: 3, motivation: 2 } },
			{ by: candidate, kind: 'self', marks: { structure: 2, presence: 5 } },
			{ by: stranger, kind: 'observer', marks: { structure: 1 } }
		]
	});
	await given.interview({
		organisationId: clinic,
		candidate,
		interviewer: mentor,
		at: '2026-10-01T18:00:00Z',
		cards: [{ by: mentor, state: 'not-given', marks: { structure: 5 } }]
	});
	await given.interview({
		organisationId: school,
		candidate,
		interviewer: mentor,
		phase: 'debrief',
		at: '2026-11-20T18:00:00Z',
		cards: [{ by: mentor, marks: { structure: 1 } }]
	});
	await given.interview({
		organisationId: school,
		candidate: newcomer,
		interviewer: mentor,
		phase: 'scheduled',
		at: '2026-11-24T18:00:00Z'
	});
});

afterAll(() => world[Symbol.asyncDispose]());

const ofCandidate = (actor: Actor) => progress.season(actor, everything, candidate.userId);

describe('a season', () => {
	test('[1.1] has the finished interviews alone, oldest first', async () => {
		const season = await progress.season(candidate, everything);
		expect(season?.entries.map(({ finishedAt }) => finishedAt)).toEqual([
			'2026-10-01T18:00:00.000Z',
			'2026-11-10T18:00:00.000Z'
		]);
	});

	test('[1.2] [1.4] keeps series apart, takes means over raters, and leaves observers out', async () => {
		const season = await progress.season(candidate, everything);
		const values = (id: string) =>
			season!.lines
				.find((line) => line.id === id)!
				.layers.map(({ series, values }) => [series, values.at(-1)]);
		expect(values('structure')).toEqual([
			['mentor', 3.5],
			['self', 2]
		]);
		// [1.3] not seen is no number
		expect(values('presence')).toEqual([
			['mentor', null],
			['self', 5]
		]);
		// A mentor's 4, another's 3 and 2.
		expect(values('all')).toEqual([
			['mentor', 3.25],
			['self', 3.5]
		]);
		expect(season!.entries.at(-1)).toMatchObject({
			withNames: ['Dr Osei'],
			nextStep: 'Say what you did.'
		});
	});

	test('[1.1] takes no number from a card that was not given', async () => {
		const season = await progress.season(candidate, everything);
		expect(season?.lines[0]?.layers.map(({ values }) => values[0])).toEqual([null, null]);
	});

	test('lists criteria in the order of the rubric', async () => {
		const season = await progress.season(candidate, everything);
		expect(season?.criteria.map(({ id }) => id)).toEqual(['structure', 'presence', 'motivation']);
	});

	test('is empty, not missing, before the first interview', async () => {
		const season = await progress.season(newcomer, everything);
		expect(season).toMatchObject({
			candidate: { userId: newcomer.userId, name: 'Bo' },
			total: 0,
			entries: [],
			lines: []
		});
	});

	test('shows an advisor what happened in the organisation they share, and nothing else', async () => {
		const season = await ofCandidate(advisor);
		expect(season?.entries.map(({ finishedAt }) => finishedAt)).toEqual([
			'2026-11-10T18:00:00.000Z'
		]);
	});

	test.each([
		['the interviewer', () => mentor],
		['an admin, of what is shared with the advisor', () => stranger],
		['another candidate', () => peer],
		['an advisor whose time is over', () => former]
	])('is not there for %s', async (_who, who) => {
		expect(await ofCandidate(who())).toBeNull();
	});

	test('is not there for a guest, and not for an id that nobody has', async () => {
		expect(await progress.season({ ...candidate, isGuest: true }, everything)).toBeNull();
		expect(await progress.season(advisor, everything, 'nobody00000000000000')).toBeNull();
	});

	test('[14.1] filler words are the mean of the interviewers who counted any', async () => {
		const { given } = world;
		const orator = await given.person('Oren', { [school]: 'candidate' });
		const { roundId } = await given.interview({
			organisationId: school,
			candidate: orator,
			interviewer: mentor,
			at: '2026-11-12T18:00:00Z',
			cards: [
				{ by: mentor, marks: { structure: 3 } },
				{ by: peer, marks: { structure: 3 } },
				{ by: advisor, marks: { structure: 3 } },
				{ by: former, state: 'not-given', marks: {} },
				{ by: stranger, kind: 'observer', marks: {} }
			]
		});
		const { answerId } = await given.answer(roundId, 'Why here?');
		await given.answer(roundId, 'In which nobody counted?');
		await given.heard(answerId, mentor, [], 6);
		await given.heard(answerId, peer, [], 3);
		await given.heard(answerId, advisor, []);
		await given.heard(answerId, former, [], 90);
		await given.heard(answerId, stranger, [], 60);
		const season = await progress.season(orator, everything);
		expect(season?.speech).toEqual([
			{ id: 'length', values: [66.7] },
			{ id: 'fillers', values: [4.5] }
		]);
		const lines = [...(await progress.table(orator))!].map((line) => line.trim().split(','));
		expect(lines.map((cells) => cells.slice(-2))).toEqual([
			['Answer length (% of the target)', 'Filler words a minute'],
			['66.7', '4.5']
		]);
	});

	test('[1.5] goes on through a new version of its rubric, under the newest name', async () => {
		const { db, given } = world;
		const renamed = await given.person('Rana', { [school]: 'candidate' });
		const hold = (at: string, level: Level) =>
			given.interview({
				organisationId: school,
				candidate: renamed,
				interviewer: mentor,
				at,
				cards: [{ by: mentor, marks: { structure: level } }]
			});
		await hold('2026-11-01T18:00:00Z', 2);
		const { interviewId } = await hold('2026-11-08T18:00:00Z', 3);
		await hold('2026-11-15T18:00:00Z', 4);
		const [first] = await db.select().from(rubricVersions);
		const criteria = first!.criteria.map((one) =>
			one.id === 'structure' ? { ...one, name: 'Shape of the answer' } : one
		);
		const version = { rubricId: first!.rubricId, id: createId(), version: 2, criteria };
		await db.insert(rubricVersions).values(version);
		const toVersion = (id: string) =>
			db.update(interviews).set({ rubricVersionId: version.id }).where(eq(interviews.id, id));
		const toLine = async () => {
			const season = await progress.season(renamed, everything);
			const { name, layers } = season!.lines.find(({ id }) => id === 'structure')!;
			return { name, values: layers[0]!.values, count: season!.criteria.length };
		};
		// Used in the middle of the season alone, it is not the newest one.
		await toVersion(interviewId);
		expect(await toLine()).toEqual({ name: 'Structure', values: [2, 3, 4], count: 1 });
		await toVersion((await progress.season(renamed, everything))!.entries.at(-1)!.interviewId);
		expect(await toLine()).toEqual({ name: 'Shape of the answer', values: [2, 3, 4], count: 1 });
		const head = [...(await progress.table(renamed))!][0]!;
		expect(head.match(/Structure|Shape of the answer/g)).toEqual(['Shape of the answer']);
	});

	test('[3.4] learns about raters from no private interview of other people', async () => {
		const { db, given } = world;
		const [lenient, usual] = [
			await given.person('Dr Lenient', { [school]: 'mentor' }),
			await given.person('Dr Usual', { [school]: 'mentor' })
		];
		const roundIds: string[] = [];
		const hold = async (person: Actor, by: Actor, day: number, level: Level) => {
			const { roundId } = await given.interview({
				organisationId: school,
				candidate: person,
				interviewer: by,
				at: `2026-10-${String(day).padStart(2, '0')}T18:00:00Z`,
				cards: [{ by, marks: { structure: level } }]
			});
			return roundId;
		};
		for (let one = 0; one < 8; one += 1) {
			const person = await given.person(`Other ${one}`, { [school]: 'candidate' });
			for (const day of [1, 8]) roundIds.push(await hold(person, lenient, day, 5));
			for (const day of [2, 9, 16]) roundIds.push(await hold(person, usual, day, 3));
		}
		const rated = await given.person('Pia', { [school]: 'candidate' });
		// Alike, and once from each: their own cards tell nothing of how lenient anybody is.
		for (const [week, by] of [lenient, usual, mentor].entries())
			await hold(rated, by, week * 7 + 1, 3);
		const toRaters = async () =>
			(await progress.season(rated, everything))!.lines[0]!.layers[0]!.raters;
		expect(await toRaters()).toMatch(/Lenient.* gives about \S+ more than the others/);
		await db.update(rounds).set({ visibility: 'private' }).where(inArray(rounds.id, roundIds));
		expect(await toRaters()).not.toContain('than the others');
		expect(await toRaters()).toContain('Lenient');
	});

	test('is a table of the same numbers', async () => {
		const lines = [...(await progress.table(candidate))!];
		expect(lines[0]).toContain('All criteria (interviewer),All criteria (own),Structure (inter');
		expect(lines[0]).toMatch(/ \(agreed\)\r\n$/);
		expect(lines.at(-1)).toBe(
			'2026-11-10T18:00:00.000Z,Mentor mock,Dr Osei,0,3.3,3.5,3.5,2,,5,2,,4\r\n'
		);
	});
});

describe('what the candidate decides', () => {
	const set = (visibility: 'private' | 'advisor' | 'organisation') =>
		sharing.setVisibility(candidate, shared.roundId, visibility);

	test('[8.1] is shared with the advisor to begin with', async () => {
		const own = await sharing.own(candidate);
		expect(own!.rounds.map(({ visibility }) => visibility)).toEqual([
			'advisor',
			'advisor',
			'advisor'
		]);
		expect(own!.advisors).toEqual([{ name: 'Ines', organisationName: 'Harbour School' }]);
	});

	test('[8.2] a private one leaves every view of others at once', async () => {
		await set('private');
		expect((await ofCandidate(advisor))?.total).toBe(0);
		expect(await ofCandidate(stranger)).toBeNull();
		expect(await sharing.openRounds(advisor, shared.interviewId)).toEqual([]);
		expect([...(await progress.table(advisor, candidate.userId))!]).toHaveLength(1);
		const [row] = (await advising.queue(advisor, everybody)).rows;
		expect(row).toMatchObject({ mocks: 0, lastSharedAt: null });
		expect((await progress.season(candidate, everything))?.total).toBe(2);
		await set('advisor');
		expect((await ofCandidate(advisor))?.total).toBe(1);
	});

	test('[8.1] one for the organisation is open to those who look after candidates there', async () => {
		await set('organisation');
		expect((await ofCandidate(stranger))?.total).toBe(1);
		expect(await sharing.openRounds(stranger, shared.interviewId)).toEqual([shared.roundId]);
		for (const who of [mentor, peer]) expect(await ofCandidate(who)).toBeNull();
		await set('advisor');
	});

	test('[8.3] nobody else decides', async () => {
		for (const who of [mentor, advisor, stranger, { ...candidate, isGuest: true }])
			expect(await sharing.setVisibility(who, shared.roundId, 'organisation')).toBeNull();
	});

	test('[8.4] who looked is noted for its owner, once an hour', async () => {
		const { viewings } = (await sharing.own(candidate))!;
		const looks = viewings.map(({ viewerName, what }) => `${viewerName} ${what}`).sort();
		expect(looks).toEqual(['Ines season', 'Ines table', 'Kim interview', 'Kim season']);
		expect((await sharing.own(advisor))!.viewings).toEqual([]);
	});
});

describe('the advisor’s list', () => {
	test('says for each candidate why, how many, when last and what comes next', async () => {
		const { rows, total, waiting } = await advising.queue(advisor, everybody);
		expect([total, waiting]).toEqual([2, 2]);
		expect(rows).toMatchObject([
			{
				userId: newcomer.userId,
				mocks: 0,
				lastSharedAt: null,
				nextAt: '2026-11-24T18:00:00.000Z',
				reasons: [{ kind: 'nothing-shared', sentence: 'Nothing shared with you yet.' }]
			},
			{
				userId: candidate.userId,
				mocks: 1,
				lastSharedAt: '2026-11-10T18:00:00.000Z',
				nextAt: null,
				word: 'not-enough',
				reasons: [{ kind: 'nothing-shared', sentence: 'Nothing shared with you for 11 days.' }]
			}
		]);
	});

	test('is empty for those who follow nobody now', async () => {
		for (const who of [former, stranger, { ...advisor, isGuest: true }])
			expect((await advising.queue(who, everybody)).total).toBe(0);
	});

	test('[13.4] is a file of what the filters leave, which its candidates find in their log', async () => {
		const toFile = async (actor: Actor, search: string) => {
			const lines = await advising.queueFile(actor, readQueueFilters(new URLSearchParams(search)));
			if (!lines) return null;
			let text = '';
			for await (const line of lines) text += line;
			return text.trimEnd().split('\r\n').slice(1);
		};
		const before = (await sharing.own(newcomer))!.viewings.length;
		const named = await toFile(advisor, 'list=everybody&q=amara');
		expect(named).toHaveLength(1);
		expect(named![0]).toMatch(/^Amara,Harbour School,Nothing shared with you for 11 days\.,1,/);
		expect((await sharing.own(newcomer))!.viewings).toHaveLength(before);
		expect(await toFile(advisor, '')).toHaveLength(2);
		expect((await sharing.own(newcomer))!.viewings[0]).toMatchObject({
			viewerName: 'Ines',
			what: 'list'
		});
		for (const who of [former, stranger, candidate, { ...advisor, isGuest: true }])
			expect(await toFile(who, 'list=everybody')).toBeNull();
	});

	test('is cleared by a conversation, for its advisor', async () => {
		const today = readQueueFilters(new URLSearchParams());
		const note = { kind: 'talked' as const, note: ' She is well. ', days: 0 };
		expect(await advising.contact(advisor, candidate.userId, school, note)).toEqual({ ok: true });
		expect(await advising.queue(advisor, today)).toMatchObject({
			rows: [{ userId: newcomer.userId }],
			waiting: 1,
			total: 2
		});
		expect(await advising.followed(advisor, candidate.userId)).toMatchObject({
			organisationId: school,
			contacts: [{ kind: 'talked', note: 'She is well.', until: '2026-11-29T12:00:00.000Z' }]
		});
	});

	test('takes no contact from somebody who does not follow, nor one without a reason', async () => {
		const note = { kind: 'not-needed' as const, note: ' ', days: 0 };
		expect(await advising.contact(advisor, candidate.userId, school, note)).toMatchObject({
			code: 'invalid',
			field: 'note'
		});
		for (const who of [former, stranger, mentor])
			expect(
				await advising.contact(who, candidate.userId, school, { ...note, note: 'x' })
			).toMatchObject({ code: 'not_found' });
		expect(
			await advising.contact(advisor, candidate.userId, clinic, { ...note, note: 'x' })
		).toMatchObject({ code: 'not_found' });
		expect(await advising.followed(former, candidate.userId)).toBeNull();
	});

	test('has no cohort of two, and none for those who look after nobody', async () => {
		expect(await advising.cohorts(advisor)).toMatchObject([{ all: null, groups: [] }]);
		expect(await advising.cohorts(mentor)).toBeNull();
	});
});

test('[7.5] stories with every part and what was seen to are counted for their owner', async () => {
	const { userId } = newcomer;
	expect(await progress.prepared(newcomer)).toEqual({
		stories: 0,
		check: 'Not checked yet.',
		ticked: 0,
		hasBackup: false
	});
	const values = { title: 'Night shift', situation: 'A ward.', action: 'I asked.', result: ' ' };
	await world.db.insert(fileLines).values([
		{ id: 'story1', userId, kind: 'story', values },
		{ id: 'story2', userId, kind: 'story', values: { ...values, result: 'It held.' } },
		{ id: 'cv1', userId, kind: 'cv', values: { ...values, result: 'It held.' } }
	]);
	await world.db.insert(setups).values({
		userId,
		ticked: ['light', 'eyes'],
		backupDevice: 'Phone',
		updatedAt: now()
	});
	expect(await progress.prepared(newcomer)).toEqual({
		stories: 1,
		check: 'Not checked yet.',
		ticked: 2,
		hasBackup: true
	});
	const checked = new Date('2026-11-12T18:00:00Z');
	const checkFaults = { microphone: 'failed' as const };
	await world.db.update(setups).set({ checkedAt: checked, checkFaults });
	expect((await progress.prepared(newcomer))?.check).toBe(
		'Checked on Thu 12 Nov: Microphone failed.'
	);
	expect(await progress.prepared({ ...newcomer, isGuest: true })).toBeNull();
});
