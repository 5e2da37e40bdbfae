import { and, asc, count, desc, eq, gte, inArray, isNull, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { HeldPractice, PracticeRow } from '#lib/advising/practice.ts';
import { visibleTo } from '#lib/progress/visibility.ts';
import { isAnyOf } from '../db/any-of.ts';
import type { Executor, Tx } from '../db/open.ts';
import { assignments, interviews, memberships, practices, rounds, users } from '../db/schema.ts';
import { isRunning, isStillStaff } from '../progress/sharing-queries.ts';

/** So many of the newest are shown. */
const mostShown = 400;

/** Practices of a candidate's, or those that an advisor assigned: while that advisor follows that candidate. */
export async function findPractices(
	db: Executor,
	of: { candidateId: string } | { advisorId: string },
	at: Date
): Promise<PracticeRow[]> {
	const [candidates, advisors] = [alias(users, 'candidates'), alias(users, 'advisors')];
	const isFollowed = sql`exists (${db
		.select({ one: sql`1` })
		.from(assignments)
		.innerJoin(memberships, isStillStaff)
		.where(
			and(
				eq(assignments.organisationId, practices.organisationId),
				eq(assignments.advisorId, practices.advisorId),
				eq(assignments.candidateId, practices.candidateId),
				isRunning(at)
			)
		)})`;
	return db
		.select({
			id: practices.id,
			candidateId: practices.candidateId,
			candidateName: candidates.name,
			candidateZone: candidates.timeZone,
			organisationId: practices.organisationId,
			advisorName: advisors.name,
			planId: practices.planId,
			dueOn: practices.dueOn,
			takes: practices.takes,
			note: practices.note,
			createdAt: practices.createdAt
		})
		.from(practices)
		.innerJoin(candidates, eq(candidates.id, practices.candidateId))
		.innerJoin(advisors, eq(advisors.id, practices.advisorId))
		.where(
			and(
				'candidateId' in of
					? eq(practices.candidateId, of.candidateId)
					: eq(practices.advisorId, of.advisorId),
				isNull(practices.withdrawnAt),
				isFollowed
			)
		)
		.orderBy(desc(practices.createdAt), asc(candidates.name), asc(practices.id))
		.limit(mostShown);
}

/** Finished rounds of these candidates made since then: all of them, or what their advisor sees of them. */
export async function findHeld(
	db: Executor,
	rows: readonly PracticeRow[],
	reader: 'candidate' | 'advisor'
): Promise<HeldPractice[]> {
	if (rows.length === 0) return [];
	const since = new Date(Math.min(...rows.map(({ createdAt }) => createdAt.getTime())));
	const unique = (toId: (row: PracticeRow) => string) => [...new Set(rows.map(toId))];
	return db
		.select({
			candidateId: sql<string>`${rounds.candidateId}`,
			organisationId: interviews.organisationId,
			planName: interviews.planName,
			createdAt: interviews.createdAt,
			finishedAt: sql<Date>`${interviews.finishedAt}`.mapWith(interviews.finishedAt)
		})
		.from(rounds)
		.innerJoin(interviews, eq(interviews.id, rounds.interviewId))
		.where(
			and(
				isAnyOf(
					rounds.candidateId,
					unique((row) => row.candidateId)
				),
				isAnyOf(
					interviews.organisationId,
					unique((row) => row.organisationId)
				),
				eq(interviews.phase, 'finished'),
				gte(interviews.createdAt, since),
				reader === 'advisor' ? inArray(rounds.visibility, [...visibleTo.advisor]) : undefined
			)
		);
}

/** Two advisors who assign to one person at once come one after the other. */
export async function lockPeople(tx: Tx, userIds: readonly string[]): Promise<void> {
	await tx
		.select({ id: users.id })
		.from(users)
		.where(isAnyOf(users.id, userIds))
		.orderBy(asc(users.id))
		.for('no key update');
}

/** How many each of these people has that were not withdrawn and whose day is not over. */
export async function countOpen(
	db: Executor,
	candidateIds: readonly string[],
	today: string
): Promise<Map<string, number>> {
	const rows = await db
		.select({ candidateId: practices.candidateId, count: count() })
		.from(practices)
		.where(
			and(
				isAnyOf(practices.candidateId, candidateIds),
				isNull(practices.withdrawnAt),
				gte(practices.dueOn, today)
			)
		)
		.groupBy(practices.candidateId);
	return new Map(rows.map((row) => [row.candidateId, row.count]));
}

export async function insertPractices(
	db: Executor,
	rows: (typeof practices.$inferInsert)[]
): Promise<void> {
	await db.insert(practices).values(rows);
}

/** Takes back what this advisor assigned; false: there is no such practice. */
export async function withdrawPractice(
	db: Executor,
	advisorId: string,
	practiceId: string,
	at: Date
): Promise<boolean> {
	const gone = await db
		.update(practices)
		.set({ withdrawnAt: sql`coalesce(${practices.withdrawnAt}, ${at.toISOString()}::timestamptz)` })
		.where(and(eq(practices.id, practiceId), eq(practices.advisorId, advisorId)))
		.returning({ id: practices.id });
	return gone.length > 0;
}

/** A practice alone with this plan that the person has begun there since then and not finished. */
export async function findBegun(
	db: Executor,
	userId: string,
	{ organisationId, createdAt }: Pick<PracticeRow, 'organisationId' | 'createdAt'>,
	planName: string
): Promise<string | null> {
	const [row] = await db
		.select({ id: interviews.id })
		.from(interviews)
		.where(
			and(
				eq(interviews.createdBy, userId),
				eq(interviews.organisationId, organisationId),
				eq(interviews.kind, 'solo'),
				eq(interviews.phase, 'open'),
				eq(interviews.planName, planName),
				gte(interviews.createdAt, createdAt)
			)
		)
		.orderBy(desc(interviews.createdAt))
		.limit(1);
	return row?.id ?? null;
}
