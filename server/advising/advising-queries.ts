import { and, asc, desc, eq, gt, inArray, isNull, lte, or, sql } from 'drizzle-orm';
import type { Executor } from '../db/open.ts';
import {
	assignments,
	interviews,
	memberships,
	organisations,
	participants,
	ratings,
	rounds,
	scorecards,
	users
} from '../db/schema.ts';

/** Who follows whom now: an assignment that runs, by somebody who is an advisor or admin there still. */
const isCurrent = (advisorId: string, at: Date) =>
	and(
		eq(assignments.advisorId, advisorId),
		lte(assignments.startsAt, at),
		or(isNull(assignments.endsAt), gt(assignments.endsAt, at)),
		inArray(memberships.role, ['advisor', 'admin'])
	);

const onMembership = and(
	eq(memberships.organisationId, assignments.organisationId),
	eq(memberships.userId, assignments.advisorId)
);

/** Organisations in which the advisor follows this candidate at this time. */
export async function findSharedOrganisations(
	db: Executor,
	advisorId: string,
	candidateId: string,
	at: Date
): Promise<string[]> {
	const rows = await db
		.selectDistinct({ id: assignments.organisationId })
		.from(assignments)
		.innerJoin(memberships, onMembership)
		.where(and(isCurrent(advisorId, at), eq(assignments.candidateId, candidateId)));
	return rows.map(({ id }) => id);
}

/** The advisor's candidates, one row for each organisation in which they are followed. */
export function findFollowed(db: Executor, advisorId: string, at: Date) {
	return db
		.selectDistinct({
			userId: users.id,
			name: users.name,
			organisationId: organisations.id,
			organisationName: organisations.name
		})
		.from(assignments)
		.innerJoin(memberships, onMembership)
		.innerJoin(users, eq(users.id, assignments.candidateId))
		.innerJoin(organisations, eq(organisations.id, assignments.organisationId))
		.where(isCurrent(advisorId, at))
		.orderBy(asc(users.name), asc(users.id));
}

/** Finished rounds of these candidates in these organisations, the newest first. */
export function findFinishedRounds(
	db: Executor,
	candidateIds: readonly string[],
	organisationIds: readonly string[]
) {
	return db
		.select({
			roundId: rounds.id,
			candidateId: sql<string>`${rounds.candidateId}`,
			organisationId: interviews.organisationId,
			finishedAt: sql<Date>`${interviews.finishedAt}`.mapWith(interviews.finishedAt)
		})
		.from(rounds)
		.innerJoin(interviews, eq(interviews.id, rounds.interviewId))
		.where(
			and(
				inArray(rounds.candidateId, [...candidateIds]),
				inArray(interviews.organisationId, [...organisationIds]),
				eq(interviews.phase, 'finished')
			)
		)
		.orderBy(desc(interviews.finishedAt));
}

/** Means that interviewers gave in these rounds, a row per criterion; what was not seen is left out. */
export function findInterviewerMeans(db: Executor, roundIds: readonly string[]) {
	return db
		.select({
			roundId: scorecards.roundId,
			criterionId: ratings.criterionId,
			mean: sql<number>`avg(${ratings.value})`.mapWith(Number)
		})
		.from(scorecards)
		.innerJoin(ratings, eq(ratings.scorecardId, scorecards.id))
		.where(
			and(
				inArray(scorecards.roundId, [...roundIds]),
				eq(scorecards.raterKind, 'interviewer'),
				eq(scorecards.state, 'given'),
				sql`${ratings.value} is not null`
			)
		)
		.groupBy(scorecards.roundId, ratings.criterionId);
}

/** The next appointment of each of these candidates in these organisations. */
export function findNextAppointments(
	db: Executor,
	candidateIds: readonly string[],
	organisationIds: readonly string[],
	at: Date
) {
	return db
		.select({
			candidateId: participants.userId,
			organisationId: interviews.organisationId,
			at: sql<Date>`min(${interviews.scheduledAt})`.mapWith(interviews.scheduledAt)
		})
		.from(participants)
		.innerJoin(interviews, eq(interviews.id, participants.interviewId))
		.where(
			and(
				inArray(participants.userId, [...candidateIds]),
				inArray(interviews.organisationId, [...organisationIds]),
				eq(participants.role, 'candidate'),
				isNull(participants.removedAt),
				inArray(interviews.phase, ['scheduled', 'open']),
				gt(interviews.scheduledAt, at)
			)
		)
		.groupBy(participants.userId, interviews.organisationId);
}
