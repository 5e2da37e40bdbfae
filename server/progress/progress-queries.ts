import { and, asc, eq, inArray, isNull, ne, sql } from 'drizzle-orm';
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
		.select({ userId: users.id, name: users.name })
		.from(users)
		.where(eq(users.id, userId));
	return person ?? null;
}

/** Finished rounds of a candidate, oldest first; `organisationIds` null: all of them. */
export function findFinishedRounds(
	db: Executor,
	candidateId: string,
	organisationIds: readonly string[] | null
) {
	return db
		.select({
			roundId: rounds.id,
			interviewId: interviews.id,
			kind: interviews.kind,
			finishedAt: sql<Date>`${interviews.finishedAt}`.mapWith(interviews.finishedAt),
			rubricVersionId: interviews.rubricVersionId,
			strengths: sql<string>`coalesce(${feedbacks.strengths}, '')`,
			nextSteps: sql<string>`coalesce(${feedbacks.nextSteps}, '')`
		})
		.from(rounds)
		.innerJoin(interviews, eq(interviews.id, rounds.interviewId))
		.leftJoin(feedbacks, eq(feedbacks.roundId, rounds.id))
		.where(
			and(
				eq(rounds.candidateId, candidateId),
				eq(interviews.phase, 'finished'),
				organisationIds === null
					? undefined
					: inArray(interviews.organisationId, [...organisationIds])
			)
		)
		.orderBy(asc(interviews.finishedAt), asc(rounds.ordinal));
}

/** Criteria of these rubric versions, the newest version first. */
export function findRubricVersions(db: Executor, ids: readonly string[]) {
	return db
		.select({ id: rubricVersions.id, criteria: rubricVersions.criteria })
		.from(rubricVersions)
		.where(inArray(rubricVersions.id, [...ids]));
}

/** Means of the given cards by round, criterion and kind of rater; what was not seen is left out. */
export function findMeans(db: Executor, roundIds: readonly string[]) {
	return db
		.select({
			roundId: scorecards.roundId,
			raterKind: scorecards.raterKind,
			criterionId: ratings.criterionId,
			mean: sql<number>`avg(${ratings.value})`.mapWith(Number)
		})
		.from(scorecards)
		.innerJoin(ratings, eq(ratings.scorecardId, scorecards.id))
		.where(
			and(
				inArray(scorecards.roundId, [...roundIds]),
				eq(scorecards.state, 'given'),
				inArray(scorecards.raterKind, ['interviewer', 'self']),
				sql`${ratings.value} is not null`
			)
		)
		.groupBy(scorecards.roundId, scorecards.raterKind, ratings.criterionId);
}

export function findAgreed(db: Executor, roundIds: readonly string[]) {
	return db
		.select({
			roundId: feedbackItems.roundId,
			criterionId: feedbackItems.criterionId,
			agreed: feedbackItems.agreed
		})
		.from(feedbackItems)
		.where(
			and(inArray(feedbackItems.roundId, [...roundIds]), sql`${feedbackItems.agreed} is not null`)
		);
}

export function countAnswers(db: Executor, roundIds: readonly string[]) {
	return db
		.select({ roundId: answers.roundId, count: sql<number>`count(*)`.mapWith(Number) })
		.from(answers)
		.where(and(inArray(answers.roundId, [...roundIds]), eq(answers.state, 'answered')))
		.groupBy(answers.roundId);
}

/** Who sat on the other side of these interviews. */
export function findOthers(db: Executor, interviewIds: readonly string[], candidateId: string) {
	return db
		.select({ interviewId: participants.interviewId, name: users.name })
		.from(participants)
		.innerJoin(users, eq(users.id, participants.userId))
		.where(
			and(
				inArray(participants.interviewId, [...interviewIds]),
				// In a peer swap both are interviewer in turn, and only one of them is on the list as such.
				ne(participants.role, 'observer'),
				ne(participants.userId, candidateId),
				isNull(participants.removedAt)
			)
		)
		.orderBy(asc(participants.createdAt));
}
