import { sql } from 'drizzle-orm';
import type { QuestionContent } from '#lib/deck/question.ts';
import type { Mark } from '#lib/rubric/rubric.ts';
import { unmarked, type Pin } from '#lib/scoring/answer-marks.ts';
import type { Actor } from '#server/auth/actor.ts';
import { createId } from '#server/db/id.ts';
import { openDatabase, type Database } from '#server/db/open.ts';
import {
	answerMarks,
	answers,
	assignments,
	decks,
	feedbackItems,
	feedbacks,
	interviews,
	memberships,
	organisations,
	participants,
	questions,
	ratings,
	rounds,
	rubrics,
	rubricVersions,
	scorecards,
	users
} from '#server/db/schema.ts';

const anchors = { 1: 'One.', 2: 'Two.', 3: 'Three.', 4: 'Four.', 5: 'Five.' };

interface Card {
	by: Actor;
	kind?: 'interviewer' | 'self' | 'observer';
	state?: 'given' | 'not-given';
	marks: Record<string, Mark>;
}

/** Finished interviews written as Finish leaves them, without walking through the room. */
export async function givenSeasons(opened?: Database) {
	const database = opened ?? (await openDatabase({ dataDir: 'memory://' }));
	const { db } = database;
	const [deckId, rubricId, rubricVersionId] = [createId(), createId(), createId()];
	await db.insert(decks).values({ id: deckId, name: 'Deck' });
	await db.insert(rubrics).values({ id: rubricId, name: 'Rubric' });
	const criteria = ['Structure', 'Presence', 'Motivation'].map((name) => ({
		id: name.toLowerCase(),
		name,
		description: '',
		anchors,
		isCore: true,
		elicitedBy: []
	}));
	await db.insert(rubricVersions).values({ id: rubricVersionId, rubricId, version: 1, criteria });

	async function organisation(name: string): Promise<string> {
		const id = createId();
		await db.insert(organisations).values({ id, name, kind: 'school' });
		return id;
	}

	/** `places`: organisation id -> role there. */
	async function person(
		name: string,
		places: Record<string, 'candidate' | 'mentor' | 'advisor' | 'admin'> = {}
	): Promise<Actor> {
		const userId = createId();
		await db.insert(users).values({ id: userId, name, email: `${userId}@people.test` });
		for (const [organisationId, role] of Object.entries(places))
			await db.insert(memberships).values({ organisationId, userId, role });
		return {
			userId,
			sessionId: createId(),
			name,
			email: null,
			timeZone: 'UTC',
			isGuest: false,
			guestInterviewId: null,
			isDemo: false,
			memberships: []
		};
	}

	async function follows(
		advisor: Actor,
		candidate: Actor,
		organisationId: string,
		{ startsAt = '2026-01-01', endsAt }: { startsAt?: string; endsAt?: string } = {}
	): Promise<void> {
		await db.insert(assignments).values({
			organisationId,
			advisorId: advisor.userId,
			candidateId: candidate.userId,
			startsAt: new Date(startsAt),
			endsAt: endsAt ? new Date(endsAt) : null
		});
	}

	async function interview(options: {
		organisationId: string;
		candidate: Actor;
		interviewer: Actor;
		phase?: 'finished' | 'debrief' | 'scheduled';
		/** Finish, or the appointment of a scheduled one. */
		at: string;
		cards?: Card[];
		agreed?: Record<string, number>;
		nextSteps?: string;
	}): Promise<{ interviewId: string; roundId: string }> {
		const { organisationId, candidate, interviewer, phase = 'finished', at } = options;
		const [interviewId, roundId] = [createId(), createId()];
		const isFinished = phase === 'finished';
		await db.insert(interviews).values({
			id: interviewId,
			organisationId,
			kind: 'mentor',
			phase,
			createdBy: interviewer.userId,
			deckId,
			plan: [],
			planName: 'Plan',
			rubricVersionId,
			scheduledAt: phase === 'scheduled' ? new Date(at) : null,
			finishedAt: isFinished ? new Date(at) : null
		});
		await db.insert(participants).values([
			{ interviewId, userId: candidate.userId, role: 'candidate' },
			{ interviewId, userId: interviewer.userId, role: 'interviewer' }
		]);
		await db.insert(rounds).values({
			id: roundId,
			interviewId,
			ordinal: 1,
			candidateId: candidate.userId,
			finishedAt: isFinished ? new Date(at) : null
		});
		await db.insert(feedbacks).values({ roundId, nextSteps: options.nextSteps ?? '' });
		for (const [criterionId, agreed] of Object.entries(options.agreed ?? {}))
			await db.insert(feedbackItems).values({ roundId, criterionId, agreed });
		for (const { by, kind = 'interviewer', state = 'given', marks } of options.cards ?? []) {
			const scorecardId = createId();
			await db.insert(scorecards).values({
				id: scorecardId,
				roundId,
				raterId: by.userId,
				raterKind: kind,
				rubricVersionId,
				state
			});
			for (const [criterionId, mark] of Object.entries(marks))
				await db.insert(ratings).values({
					scorecardId,
					criterionId,
					value: mark === 'not-seen' ? null : mark,
					isNotSeen: mark === 'not-seen'
				});
		}
		return { interviewId, roundId };
	}

	/** A minute's answer to a question, which is the same one where the prompt is; the round's only one. */
	async function answer(roundId: string, prompt: string): Promise<{ answerId: string }> {
		const answerId = createId();
		const content = { prompt, targetSeconds: 90 } as QuestionContent;
		const [asked] = await db
			.select({ id: questions.id })
			.from(questions)
			.where(sql`${questions.content} ->> 'prompt' = ${prompt}`);
		const questionId = asked?.id ?? createId();
		if (!asked)
			await db
				.insert(questions)
				.values({ id: questionId, deckId, position: 1, category: 'ethics', content });
		await db.insert(answers).values({
			id: answerId,
			roundId,
			ordinal: 1,
			questionId,
			category: 'ethics',
			content,
			lights: { green: 1, amber: 2, red: 3 },
			drawnAt: new Date('2026-11-01T18:00:00Z'),
			startedAt: new Date('2026-11-01T18:00:00Z'),
			stoppedAt: new Date('2026-11-01T18:01:00Z'),
			state: 'answered'
		});
		return { answerId };
	}

	/** What somebody pinned and counted while they listened to an answer. */
	async function heard(answerId: string, by: Actor, pins: Pin[], fillers = 0): Promise<void> {
		await db
			.insert(answerMarks)
			.values({ answerId, raterId: by.userId, marks: { ...unmarked, pins, fillers } });
	}

	return {
		db,
		given: { organisation, person, follows, interview, answer, heard },
		[Symbol.asyncDispose]: () => database.close()
	};
}
