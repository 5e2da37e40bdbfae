import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '#server/auth/actor.ts';
import { givenSeasons } from '../../tests/support/season.ts';
import { createAdvisingService, type AdvisingService } from '../advising/advising-service.ts';
import { createProgressService, type ProgressService } from './progress-service.ts';

const now = () => new Date('2026-11-22T12:00:00Z');

let world: Awaited<ReturnType<typeof givenSeasons>>;
let progress: ProgressService;
let advising: AdvisingService;
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

	await given.interview({
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

describe('a season', () => {
	test('has the finished interviews alone, oldest first', async () => {
		const season = await progress.season(candidate);
		expect(season?.entries.map(({ finishedAt }) => finishedAt)).toEqual([
			'2026-10-01T18:00:00.000Z',
			'2026-11-10T18:00:00.000Z'
		]);
	});

	test('takes means over interviewers, keeps own and agreed beside them, leaves out what was not seen', async () => {
		const season = await progress.season(candidate);
		const last = season?.entries.at(-1);
		const mark = (id: string) => last?.marks.find(({ criterionId }) => criterionId === id);
		expect(mark('structure')).toEqual({
			criterionId: 'structure',
			interviewer: 3.5,
			self: 2,
			agreed: 4
		});
		expect(mark('presence')).toMatchObject({ interviewer: null, self: 5, agreed: null });
		expect(last?.overall).toBe((3.5 + 2) / 2);
		expect(last).toMatchObject({ withNames: ['Dr Osei'], nextSteps: 'Say what you did.' });
	});

	test('takes no number from a card that was not given', async () => {
		const season = await progress.season(candidate);
		expect(season?.entries[0]).toMatchObject({ marks: [], overall: null });
	});

	test('lists criteria in the order of the rubric', async () => {
		const season = await progress.season(candidate);
		expect(season?.criteria.map(({ id }) => id)).toEqual(['structure', 'presence', 'motivation']);
	});

	test('is empty, not missing, before the first interview', async () => {
		expect(await progress.season(newcomer)).toEqual({
			candidate: { userId: newcomer.userId, name: 'Bo' },
			criteria: [],
			entries: []
		});
	});

	test('shows an advisor what happened in the organisation they share, and nothing else', async () => {
		const season = await progress.season(advisor, candidate.userId);
		expect(season?.entries.map(({ finishedAt }) => finishedAt)).toEqual([
			'2026-11-10T18:00:00.000Z'
		]);
	});

	test.each([
		['the interviewer', () => mentor],
		['an observer who is an admin', () => stranger],
		['another candidate', () => peer],
		['an advisor whose time is over', () => former]
	])('is not there for %s', async (_who, who) => {
		expect(await progress.season(who(), candidate.userId)).toBeNull();
	});

	test('is not there for a guest, and not for an id that nobody has', async () => {
		expect(await progress.season({ ...candidate, isGuest: true })).toBeNull();
		expect(await progress.season(advisor, 'nobody00000000000000')).toBeNull();
	});
});

describe('the advisor’s list', () => {
	test('says for each candidate how many, when last, how it went and what comes next', async () => {
		expect(await advising.candidates(advisor)).toEqual([
			{
				userId: candidate.userId,
				name: 'Amara',
				organisationId: school,
				organisationName: 'Harbour School',
				interviews: 1,
				lastFinishedAt: '2026-11-10T18:00:00.000Z',
				lastOverall: 2.75,
				nextAt: null
			},
			{
				userId: newcomer.userId,
				name: 'Bo',
				organisationId: school,
				organisationName: 'Harbour School',
				interviews: 0,
				lastFinishedAt: null,
				lastOverall: null,
				nextAt: '2026-11-24T18:00:00.000Z'
			}
		]);
	});

	test('is empty for those who follow nobody now', async () => {
		expect(await advising.candidates(former)).toEqual([]);
		expect(await advising.candidates(stranger)).toEqual([]);
		expect(await advising.candidates({ ...advisor, isGuest: true })).toEqual([]);
	});

	test('decides who may read an outcome', async () => {
		expect(await advising.isAdvisorOf(advisor, candidate.userId, school)).toBe(true);
		expect(await advising.isAdvisorOf(advisor, candidate.userId, clinic)).toBe(false);
		expect(await advising.isAdvisorOf(former, candidate.userId, school)).toBe(false);
		expect(await advising.isAdvisorOf(former, candidate.userId, clinic)).toBe(false);
	});
});
