import { and, asc, eq, gt, inArray, isNull, ne, sql, type SQL } from 'drizzle-orm';
import { isAnyOf } from '../db/any-of.ts';
import type { Executor } from '../db/open.ts';
import {
	answers,
	feedbackItems,
	feedbacks,
	interviews,
	participants,
	ratings,
	rounds,
	rubricVersions,
	scorecards,
	users
} from '../db/schema.ts';

export async function findPerson(db: Executor, userId: string) {
	const [person] = await db
		.select({ userId: users.id, name: users.name, realInterviewOn: users.realInterviewOn })
		.from(users)
		.where(eq(users.id, userId));
	return person ?? null;
}

export async function setRealInterviewOn(
	db: Executor,
	userId: string,
	date: string | null
): Promise<void> {
	await db.update(users).set({ realInterviewOn: date }).where(eq(users.id, userId));
}

/** Finished rounds of a candidate that `isOpen` lets through (undefined: all of them), oldest first. */
export function findFinishedRounds(db: Executor, candidateId: string, isOpen: SQL | undefined) {
	return db
		.select({
			roundId: rounds.id,
			interviewId: interviews.id,
			organisationId: interviews.organisationId,
			kind: interviews.kind,
			finishedAt: sql<Date>`${interviews.finishedAt}`.mapWith(interviews.finishedAt),
			visibility: rounds.visibility,
			rubricVersionId: interviews.rubricVersionId,
			strengths: sql<string>`coalesce(${feedbacks.strengths}, '')`,
			nextSteps: sql<string>`coalesce(${feedbacks.nextSteps}, '')`
		})
		.from(rounds)
		.innerJoin(interviews, eq(interviews.id, rounds.interviewId))
		.leftJoin(feedbacks, eq(feedbacks.roundId, rounds.id))
		.where(and(eq(rounds.candidateId, candidateId), eq(interviews.phase, 'finished'), isOpen))
		.orderBy(asc(interviews.finishedAt), asc(rounds.ordinal));
}

/** Criteria of these rubric versions. */
export function findRubricVersions(db: Executor, ids: readonly string[]) {
	return db
		.select({ id: rubricVersions.id, criteria: rubricVersions.criteria })
		.from(rubricVersions)
		.where(isAnyOf(rubricVersions.id, ids));
}

/** Every number of the given cards in these rounds, with who gave it; what was not seen is left out. */
export function findMarks(db: Executor, roundIds: readonly string[]) {
	return db
		.select({
			roundId: scorecards.roundId,
			cardId: scorecards.id,
			raterId: scorecards.raterId,
			raterKind: scorecards.raterKind,
			criterionId: ratings.criterionId,
			value: sql<number>`${ratings.value}`
		})
		.from(scorecards)
		.innerJoin(ratings, eq(ratings.scorecardId, scorecards.id))
		.where(
			and(
				isAnyOf(scorecards.roundId, roundIds),
				eq(scorecards.state, 'given'),
				ne(scorecards.raterKind, 'observer'),
				sql`${ratings.value} is not null`
			)
		);
}

export function findAgreed(db: Executor, roundIds: readonly string[]) {
	return db
		.select({
			roundId: feedbackItems.roundId,
			criterionId: feedbackItems.criterionId,
			agreed: sql<number>`${feedbackItems.agreed}`
		})
		.from(feedbackItems)
		.where(and(isAnyOf(feedbackItems.roundId, roundIds), sql`${feedbackItems.agreed} is not null`));
}

/** Answers given in these rounds, in the order in which they were asked. */
export function findAnswers(db: Executor, roundIds: readonly string[]) {
	return db
		.select({
			roundId: answers.roundId,
			questionId: answers.questionId,
			category: answers.category,
			prompt: sql<string>`${answers.content} ->> 'prompt'`,
			targetSeconds: sql<number>`(${answers.content} ->> 'targetSeconds')::int`,
			seconds: sql<number>`greatest(0, extract(epoch from ${answers.stoppedAt} - ${answers.startedAt})
				- ${answers.pausedMs} / 1000.0)::float8`
		})
		.from(answers)
		.where(
			and(
				isAnyOf(answers.roundId, roundIds),
				eq(answers.state, 'answered'),
				sql`${answers.startedAt} is not null and ${answers.stoppedAt} is not null`
			)
		)
		.orderBy(asc(answers.ordinal));
}

/** Who sat on the other side of these interviews. */
export function findOthers(db: Executor, interviewIds: readonly string[], candidateId: string) {
	return db
		.select({ interviewId: participants.interviewId, name: users.name })
		.from(participants)
		.innerJoin(users, eq(users.id, participants.userId))
		.where(
			and(
				isAnyOf(participants.interviewId, interviewIds),
				// In a peer swap both are interviewer in turn, and only one of them is on the list as such.
				ne(participants.role, 'observer'),
				ne(participants.userId, candidateId),
				isNull(participants.removedAt)
			)
		)
		.orderBy(asc(participants.createdAt));
}

export function findNames(db: Executor, userIds: readonly string[]) {
	return db
		.select({ userId: users.id, name: users.name })
		.from(users)
		.where(isAnyOf(users.id, userIds));
}

/** So many of a rater's latest cards for other people are enough to know them by. */
const cardsOfRater = 24;

/**
 * Means of the cards that these raters and others gave to people whom one of these raters rated lately, in these
 * organisations, private rounds left out: what SPEC 3.1 learns about raters from.
 */
export function findCardsAround(
	db: Executor,
	raterIds: readonly string[],
	organisationIds: readonly string[]
) {
	// One list of people per rater, so that somebody who rates every day costs no more than the others.
	const rated = sql`(
		select distinct lately.candidate_id
		from unnest(${sql.param([...raterIds])}::text[]) rater(id)
		cross join lateral (
			select given_rounds.candidate_id
			from scorecards given_cards
			join rounds given_rounds on given_rounds.id = given_cards.round_id
			join interviews given_interviews on given_interviews.id = given_rounds.interview_id
			where given_cards.rater_id = rater.id
				and given_cards.rater_kind = 'interviewer'
				and given_cards.state = 'given'
				and given_rounds.candidate_id is not null
				and given_rounds.visibility <> 'private'
				and given_interviews.phase = 'finished'
				and given_interviews.organisation_id = any(${sql.param([...organisationIds])}::text[])
			order by given_cards.created_at desc
			limit ${cardsOfRater}
		) lately)`;
	return db
		.select({
			raterId: scorecards.raterId,
			candidateId: sql<string>`${rounds.candidateId}`,
			finishedAt: sql<Date>`${interviews.finishedAt}`.mapWith(interviews.finishedAt),
			value: sql<number>`avg(${ratings.value})`.mapWith(Number)
		})
		.from(rounds)
		.innerJoin(interviews, eq(interviews.id, rounds.interviewId))
		.innerJoin(scorecards, eq(scorecards.roundId, rounds.id))
		.innerJoin(ratings, eq(ratings.scorecardId, scorecards.id))
		.where(
			and(
				sql`${rounds.candidateId} in ${rated}`,
				isAnyOf(interviews.organisationId, organisationIds),
				eq(interviews.phase, 'finished'),
				ne(rounds.visibility, 'private'),
				eq(scorecards.raterKind, 'interviewer'),
				eq(scorecards.state, 'given'),
				sql`${ratings.value} is not null`
			)
		)
		.groupBy(scorecards.id, rounds.candidateId, interviews.finishedAt);
}

/** The next appointment that `isOpen` lets through (undefined: any). */
export async function findNextAppointment(
	db: Executor,
	candidateId: string,
	isOpen: SQL | undefined,
	at: Date
): Promise<Date | null> {
	const [next] = await db
		.select({
			at: sql<Date | null>`min(${interviews.scheduledAt})`.mapWith(interviews.scheduledAt)
		})
		.from(rounds)
		.innerJoin(interviews, eq(interviews.id, rounds.interviewId))
		.where(
			and(
				eq(rounds.candidateId, candidateId),
				inArray(interviews.phase, ['scheduled', 'open']),
				gt(interviews.scheduledAt, at),
				isOpen
			)
		);
	return next?.at ?? null;
}
