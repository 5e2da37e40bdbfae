import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readQueueFilters } from '#lib/advising/queue.ts';
import { readFilters } from '#lib/progress/filters.ts';
import { unmarked } from '#lib/scoring/answer-marks.ts';
import { givenSeasons } from '../../tests/support/season.ts';
import { createAdvisingService } from '../advising/advising-service.ts';
import type { Actor } from '../auth/actor.ts';
import type { Tx } from '../db/open.ts';
import {
	answerMarks,
	answers,
	feedbackItems,
	feedbacks,
	goals,
	interviews,
	participants,
	ratings,
	rounds,
	scorecards,
	users
} from '../db/schema.ts';
import { createProgressService } from './progress-service.ts';

const now = () => new Date('2026-11-22T12:00:00Z');
const everything = readFilters(new URLSearchParams());
const everybody = readQueueFilters(new URLSearchParams('list=everybody'));

let world: Awaited<ReturnType<typeof givenSeasons>>;
let school: string;
let candidate: Actor;
let mentor: Actor;
let other: Actor;
let advisor: Actor;
let first: { interviewId: string; roundId: string };
let second: { interviewId: string; roundId: string };

beforeAll(async () => {
	world = await givenSeasons();
	const { given } = world;
	school = await given.organisation('Harbour School');
	candidate = await given.person('Amara', { [school]: 'candidate' });
	mentor = await given.person('Dr Osei', { [school]: 'mentor' });
	other = await given.person('Dr Lindqvist', { [school]: 'mentor' });
	advisor = await given.person('Ines', { [school]: 'advisor' });
	await given.follows(advisor, candidate, school);
	for (let number = 0; number < 6; number += 1)
		await given.interview({
			organisationId: school,
			candidate: await given.person(`Person ${number}`, { [school]: 'candidate' }),
			interviewer: mentor,
			at: `2026-11-1${number}T18:00:00Z`,
			cards: [
				{ by: mentor, marks: { structure: 4 } },
				{ by: other, marks: { structure: 2 } }
			]
		});
	const held = async (at: string, structure: 2 | 3 | 4) =>
		given.interview({
			organisationId: school,
			candidate,
			interviewer: mentor,
			at,
			nextSteps: 'Say what you did.',
			agreed: { structure },
			cards: [
				{ by: mentor, marks: { structure, presence: 3 } },
				{ by: candidate, kind: 'self', marks: { structure: 3 } }
			]
		});
	first = await held('2026-11-01T18:00:00Z', 2);
	second = await held('2026-11-08T18:00:00Z', 3);
	await held('2026-11-15T18:00:00Z', 4);
	for (const round of [first, second]) {
		const { answerId } = await given.answer(round.roundId, 'Why?');
		await given.heard(answerId, mentor, [{ atMs: 42_000, words: 'Lost the thread' }]);
	}
});

afterAll(() => world[Symbol.asyncDispose]());

const open = () => ({
	progress: createProgressService({ db: world.db, now }),
	advising: createAdvisingService({ db: world.db, now })
});

const look = async ({ progress, advising }: ReturnType<typeof open>) => ({
	own: await progress.season(candidate, everything),
	theirs: await progress.season(advisor, everything, candidate.userId),
	queue: await advising.queue(advisor, everybody)
});

const ofCard = (raterId: string, roundId: string) =>
	and(eq(scorecards.raterId, raterId), eq(scorecards.roundId, roundId));

const changes: [what: string, change: (tx: Tx) => Promise<unknown>][] = [
	[
		'an interview kept private',
		(tx) => tx.update(rounds).set({ visibility: 'private' }).where(eq(rounds.id, first.roundId))
	],
	[
		'and shared again',
		(tx) =>
			tx.update(rounds).set({ visibility: 'organisation' }).where(eq(rounds.id, first.roundId))
	],
	[
		'a number of a mentor',
		async (tx) => {
			const [card] = await tx
				.select({ id: scorecards.id })
				.from(scorecards)
				.where(ofCard(mentor.userId, second.roundId));
			await tx.update(ratings).set({ value: 5 }).where(eq(ratings.scorecardId, card!.id));
		}
	],
	[
		'an agreed number',
		(tx) =>
			tx.update(feedbackItems).set({ agreed: 5 }).where(eq(feedbackItems.roundId, second.roundId))
	],
	[
		'the words of a feedback',
		(tx) =>
			tx
				.update(feedbacks)
				.set({ strengths: 'Calm under pressure.' })
				.where(eq(feedbacks.roundId, second.roundId))
	],
	[
		'what was pinned',
		(tx) =>
			tx
				.update(answerMarks)
				.set({ marks: { ...unmarked, pins: [{ atMs: 21_000, words: 'Found it again' }] } })
	],
	['an answer', (tx) => tx.delete(answers).where(eq(answers.roundId, first.roundId))],
	[
		'a name',
		(tx) => tx.update(users).set({ name: 'Prof Osei' }).where(eq(users.id, mentor.userId))
	],
	[
		'the candidate’s name',
		(tx) => tx.update(users).set({ name: 'Amara N.' }).where(eq(users.id, candidate.userId))
	],
	[
		'the day of the real interview',
		(tx) =>
			tx.update(users).set({ realInterviewOn: '2026-11-26' }).where(eq(users.id, candidate.userId))
	],
	[
		'who sat on the other side',
		(tx) =>
			tx
				.update(participants)
				.set({ removedAt: now() })
				.where(
					and(
						eq(participants.interviewId, second.interviewId),
						eq(participants.userId, mentor.userId)
					)
				)
	],
	[
		'what another rater gave somebody else',
		(tx) => tx.update(ratings).set({ value: 1 }).where(eq(ratings.value, 2))
	],
	[
		'a card taken back',
		(tx) =>
			tx
				.update(scorecards)
				.set({ state: 'not-given' })
				.where(ofCard(candidate.userId, second.roundId))
	],
	[
		'a goal',
		(tx) =>
			tx.insert(goals).values({
				id: 'goal0000000000000001',
				candidateId: candidate.userId,
				kind: 'criterion',
				criterionId: 'structure',
				target: 4,
				dueOn: '2026-12-04',
				setAt: now()
			})
	],
	['a goal that is no longer for the advisor', (tx) => tx.update(goals).set({ isShared: false })],
	[
		'an interview that is gone',
		(tx) => tx.delete(interviews).where(eq(interviews.id, second.interviewId))
	]
];

describe('[8.2] what was reckoned before a change is not shown after it', () => {
	test.each(changes)('%s', async (_, change) => {
		const here = open();
		const before = await look(here);
		expect(await look(here)).toEqual(before);
		await world.db.transaction(async (tx) => void (await change(tx)));
		const after = await look(here);
		expect(after).toEqual(await look(open()));
		expect(after).not.toEqual(before);
	});

	test('a new interview, and one that is finished', async () => {
		const here = open();
		const before = await look(here);
		const { interviewId, roundId } = await world.given.interview({
			organisationId: school,
			candidate,
			interviewer: mentor,
			phase: 'debrief',
			at: '2026-11-21T18:00:00Z',
			cards: [{ by: mentor, marks: { structure: 1, presence: 1 } }]
		});
		expect(await look(here)).toEqual(before);
		await world.db
			.update(interviews)
			.set({ phase: 'finished', finishedAt: new Date('2026-11-21T18:30:00Z') })
			.where(eq(interviews.id, interviewId));
		const after = await look(here);
		expect(after.own?.entries.at(-1)?.roundId).toBe(roundId);
		expect(after).toEqual(await look(open()));
	});

	test('an organisation elsewhere does not count', async () => {
		const elsewhere = await world.given.organisation('Clinic');
		const version = async () =>
			(await world.db.query.organisations.findFirst({ where: (one) => eq(one.id, school) }))
				?.progressVersion;
		const before = await version();
		await world.given.interview({
			organisationId: elsewhere,
			candidate: await world.given.person('Kim'),
			interviewer: await world.given.person('Lee'),
			at: '2026-11-20T18:00:00Z'
		});
		expect(await version()).toBe(before);
	});
});

describe('a card’s numbers and their mean', () => {
	test('follow its ratings', async () => {
		const { roundId } = await world.given.interview({
			organisationId: school,
			candidate,
			interviewer: mentor,
			at: '2026-11-22T09:00:00Z',
			cards: [{ by: mentor, marks: { structure: 4, presence: 'not-seen', motivation: 1 } }]
		});
		const read = async () => {
			const [card] = await world.db
				.select()
				.from(scorecards)
				.where(eq(scorecards.roundId, roundId));
			return card!;
		};
		const { id, ...card } = await read();
		expect(card).toMatchObject({ marks: { structure: 4, motivation: 1 }, mean: 2.5 });
		await world.db.update(ratings).set({ value: 2 }).where(eq(ratings.criterionId, 'motivation'));
		expect(await read()).toMatchObject({ marks: { structure: 4, motivation: 2 }, mean: 3 });
		await world.db.delete(ratings).where(eq(ratings.scorecardId, id));
		expect(await read()).toMatchObject({ marks: {}, mean: null });
	});
});
