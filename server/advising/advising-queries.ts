import { and, asc, desc, eq, gt, inArray, lte, ne, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { visibleTo } from '#lib/progress/visibility.ts';
import { isAnyOf } from '../db/any-of.ts';
import type { Executor } from '../db/open.ts';
import {
	assignments,
	contacts,
	interviews,
	memberships,
	organisations,
	ratings,
	rounds,
	rubricVersions,
	scorecards,
	users
} from '../db/schema.ts';
import { isRunning, isStillStaff, staffRoles } from '../progress/sharing-queries.ts';

/** The advisor's candidates, one row for each organisation in which they are followed now. */
export function findFollowed(db: Executor, advisorId: string, at: Date) {
	return db
		.select({
			userId: users.id,
			name: users.name,
			realInterviewOn: users.realInterviewOn,
			timeZone: users.timeZone,
			organisationId: organisations.id,
			organisationName: organisations.name,
			followedSince: sql<Date>`min(${assignments.startsAt})`.mapWith(assignments.startsAt)
		})
		.from(assignments)
		.innerJoin(memberships, isStillStaff)
		.innerJoin(users, eq(users.id, assignments.candidateId))
		.innerJoin(organisations, eq(organisations.id, assignments.organisationId))
		.where(and(eq(assignments.advisorId, advisorId), isRunning(at)))
		.groupBy(users.id, organisations.id)
		.orderBy(asc(users.name), asc(users.id));
}

const isShared = (candidateIds: readonly string[], organisationIds: readonly string[]) =>
	and(
		isAnyOf(rounds.candidateId, candidateIds),
		isAnyOf(interviews.organisationId, organisationIds),
		inArray(rounds.visibility, [...visibleTo.advisor])
	);

/** Finished rounds that these candidates share with an advisor of theirs in these organisations, oldest first. */
export function findSharedRounds(
	db: Executor,
	candidateIds: readonly string[],
	organisationIds: readonly string[]
) {
	return db
		.select({
			roundId: rounds.id,
			candidateId: sql<string>`${rounds.candidateId}`,
			organisationId: interviews.organisationId,
			kind: interviews.kind,
			finishedAt: sql<Date>`${interviews.finishedAt}`.mapWith(interviews.finishedAt)
		})
		.from(rounds)
		.innerJoin(interviews, eq(interviews.id, rounds.interviewId))
		.where(and(isShared(candidateIds, organisationIds), eq(interviews.phase, 'finished')))
		.orderBy(asc(interviews.finishedAt));
}

/** The next appointment of each of these candidates that is shared like the rest. */
export function findNextAppointments(
	db: Executor,
	candidateIds: readonly string[],
	organisationIds: readonly string[],
	at: Date
) {
	return db
		.select({
			candidateId: sql<string>`${rounds.candidateId}`,
			organisationId: interviews.organisationId,
			at: sql<Date>`min(${interviews.scheduledAt})`.mapWith(interviews.scheduledAt)
		})
		.from(rounds)
		.innerJoin(interviews, eq(interviews.id, rounds.interviewId))
		.where(
			and(
				isShared(candidateIds, organisationIds),
				inArray(interviews.phase, ['scheduled', 'open']),
				gt(interviews.scheduledAt, at)
			)
		)
		.groupBy(rounds.candidateId, interviews.organisationId);
}

/** The newest contact of this advisor with each of these candidates. */
export function findLastContacts(db: Executor, advisorId: string, candidateIds: readonly string[]) {
	return db
		.selectDistinctOn([contacts.organisationId, contacts.candidateId], {
			organisationId: contacts.organisationId,
			candidateId: contacts.candidateId,
			kind: contacts.kind,
			note: contacts.note,
			until: contacts.until,
			at: contacts.at
		})
		.from(contacts)
		.where(and(eq(contacts.advisorId, advisorId), isAnyOf(contacts.candidateId, candidateIds)))
		.orderBy(contacts.organisationId, contacts.candidateId, desc(contacts.at), desc(contacts.id));
}

export async function insertContact(
	db: Executor,
	contact: typeof contacts.$inferInsert
): Promise<void> {
	await db.insert(contacts).values(contact);
}

/** What this advisor did about a candidate, the newest first. */
export function findContacts(db: Executor, advisorId: string, candidateId: string) {
	return db
		.select({
			id: contacts.id,
			kind: contacts.kind,
			note: contacts.note,
			until: contacts.until,
			at: contacts.at
		})
		.from(contacts)
		.where(and(eq(contacts.advisorId, advisorId), eq(contacts.candidateId, candidateId)))
		.orderBy(desc(contacts.at), desc(contacts.id))
		.limit(20);
}

/** Organisations in which this person looks after candidates. */
export function findStaffed(db: Executor, userId: string) {
	return db
		.select({ organisationId: organisations.id, organisationName: organisations.name })
		.from(memberships)
		.innerJoin(organisations, eq(organisations.id, memberships.organisationId))
		.where(
			and(
				eq(memberships.userId, userId),
				inArray(memberships.role, [...staffRoles]),
				ne(organisations.kind, 'personal')
			)
		)
		.orderBy(asc(organisations.name), asc(organisations.id));
}

/** Finished rounds of an organisation's members that are not private. */
const isCounted = (organisationId: string) =>
	and(
		eq(interviews.organisationId, organisationId),
		eq(interviews.phase, 'finished'),
		ne(rounds.visibility, 'private'),
		sql`exists (select 1 from memberships place where place.user_id = ${rounds.candidateId}
			and place.organisation_id = ${organisationId})`
	);

/** Rounds of candidates whom this advisor looks after at that time. */
export const isFollowedBy = (db: Executor, advisorId: string, organisationId: string, at: Date) =>
	sql`exists (${db
		.select({ one: sql`1` })
		.from(assignments)
		.where(
			and(
				eq(assignments.organisationId, organisationId),
				eq(assignments.advisorId, advisorId),
				sql`${assignments.candidateId} = ${rounds.candidateId}`,
				isRunning(at)
			)
		)})`;

/** The organisation's candidates with what they do not keep private, and whether the reader sees all of it anyhow. */
export function findCohortPeople(db: Executor, readerId: string, organisationId: string, at: Date) {
	const isFollowed = isFollowedBy(db, readerId, organisationId, at);
	return db
		.select({
			id: sql<string>`${rounds.candidateId}`,
			group: users.specialty,
			interviews: sql<number>`count(*)`.mapWith(Number),
			mocks: sql<number>`count(*) filter (where ${interviews.kind} <> 'solo')`.mapWith(Number),
			isKnown: sql<boolean>`bool_and(${rounds.visibility} = 'organisation' or ${isFollowed})`
		})
		.from(rounds)
		.innerJoin(interviews, eq(interviews.id, rounds.interviewId))
		.innerJoin(users, eq(users.id, rounds.candidateId))
		.where(isCounted(organisationId))
		.groupBy(rounds.candidateId, users.specialty);
}

/** Numbers that say where somebody stands now. */
const recentNumbers = 3;

/** Where each person stands on each criterion: the mean of the last numbers that mentors gave them there. */
export async function findCohortLevels(db: Executor, organisationId: string) {
	const numbers = db
		.select({
			candidateId: sql<string>`${rounds.candidateId}`.as('candidate_id'),
			criterionId: sql<string>`mark.key`.as('criterion_id'),
			value: sql<number>`mark.value::float8`.as('value'),
			place:
				sql<number>`row_number() over (partition by ${rounds.candidateId}, mark.key order by ${interviews.finishedAt} desc)`.as(
					'place'
				)
		})
		.from(rounds)
		.innerJoin(interviews, eq(interviews.id, rounds.interviewId))
		.innerJoin(scorecards, eq(scorecards.roundId, rounds.id))
		.crossJoinLateral(sql`jsonb_each_text(${scorecards.marks}) as mark(key, value)`)
		.where(
			and(
				isCounted(organisationId),
				inArray(interviews.kind, ['mentor', 'panel']),
				eq(scorecards.raterKind, 'interviewer'),
				eq(scorecards.state, 'given')
			)
		)
		.as('numbers');
	return db
		.select({
			candidateId: numbers.candidateId,
			criterionId: numbers.criterionId,
			level: sql<number>`avg(${numbers.value})`.mapWith(Number)
		})
		.from(numbers)
		.where(lte(numbers.place, recentNumbers))
		.groupBy(numbers.candidateId, numbers.criterionId);
}

/** Criteria of the rubrics that are used here, those of the newest interviews first. */
export function findUsedCriteria(db: Executor, organisationId: string) {
	return db
		.select({ criteria: rubricVersions.criteria })
		.from(interviews)
		.innerJoin(rubricVersions, eq(rubricVersions.id, interviews.rubricVersionId))
		.where(and(eq(interviews.organisationId, organisationId), eq(interviews.phase, 'finished')))
		.groupBy(rubricVersions.id)
		.orderBy(desc(sql`max(${interviews.finishedAt})`));
}

/** For each of these candidates: own and interviewers' numbers for the same criterion of the same round, compared. */
export function findPairs(db: Executor, organisationId: string) {
	const [ownCards, theirCards] = [alias(scorecards, 'own_cards'), alias(scorecards, 'their_cards')];
	const [own, theirs] = [alias(ratings, 'own'), alias(ratings, 'theirs')];
	return db
		.select({
			id: sql<string>`${rounds.candidateId}`,
			pairs: sql<number>`count(*)`.mapWith(Number),
			equal: sql<number>`count(*) filter (where ${own.value} = ${theirs.value})`.mapWith(Number),
			withinOne:
				sql<number>`count(*) filter (where abs(${own.value} - ${theirs.value}) <= 1)`.mapWith(
					Number
				)
		})
		.from(rounds)
		.innerJoin(interviews, eq(interviews.id, rounds.interviewId))
		.innerJoin(
			ownCards,
			and(
				eq(ownCards.roundId, rounds.id),
				eq(ownCards.raterKind, 'self'),
				eq(ownCards.state, 'given')
			)
		)
		.innerJoin(
			theirCards,
			and(
				eq(theirCards.roundId, rounds.id),
				eq(theirCards.raterKind, 'interviewer'),
				eq(theirCards.state, 'given')
			)
		)
		.innerJoin(own, eq(own.scorecardId, ownCards.id))
		.innerJoin(
			theirs,
			and(eq(theirs.scorecardId, theirCards.id), eq(theirs.criterionId, own.criterionId))
		)
		.where(
			and(
				isCounted(organisationId),
				sql`${own.value} is not null`,
				sql`${theirs.value} is not null`
			)
		)
		.groupBy(rounds.candidateId);
}
