import { and, asc, eq, inArray, isNotNull, or, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { visibleTo } from '#lib/progress/visibility.ts';
import { isAnyOf } from '../db/any-of.ts';
import type { Executor } from '../db/open.ts';
import {
	interviews,
	memberships,
	rounds,
	rubricVersions,
	scorecards,
	users
} from '../db/schema.ts';
import { staffRoles } from '../progress/sharing-queries.ts';
import { isFollowedBy } from './advising-queries.ts';

/** The place in the file up to which it was read; the database's own text of the time, which is finer than a `Date`. */
export interface Place {
	finishedAt: string;
	interviewId: string;
}

/**
 * The organisation's next finished interviews of which the reader sees a round: the same condition as everywhere, asked
 * anew for each stretch of the file. Empty for who is neither advisor nor admin there (any more).
 */
export async function findSeenInterviews(
	db: Executor,
	readerId: string,
	organisationId: string,
	{ after, most, at }: { after: Place | null; most: number; at: Date }
) {
	const isStaff = sql`exists (${db
		.select({ one: sql`1` })
		.from(memberships)
		.where(
			and(
				eq(memberships.userId, readerId),
				eq(memberships.organisationId, organisationId),
				inArray(memberships.role, [...staffRoles])
			)
		)})`;
	return db
		.select({
			interviewId: interviews.id,
			finishedAt: sql<string>`${interviews.finishedAt}::text`,
			roundIds: sql<string[]>`array_agg(${rounds.id})`
		})
		.from(interviews)
		.innerJoin(rounds, eq(rounds.interviewId, interviews.id))
		.where(
			and(
				eq(interviews.organisationId, organisationId),
				eq(interviews.phase, 'finished'),
				after
					? sql`(${interviews.finishedAt}, ${interviews.id}) > (${after.finishedAt}::timestamptz, ${after.interviewId})`
					: undefined,
				isStaff,
				isSeen(db, readerId, organisationId, at)
			)
		)
		.groupBy(interviews.id)
		.orderBy(asc(interviews.finishedAt), asc(interviews.id))
		.limit(most);
}

/** Rounds of the organisation's people that are open to the reader: to all who look after them, or to their advisor. */
function isSeen(db: Executor, readerId: string, organisationId: string, at: Date) {
	const isFollowed = isFollowedBy(db, readerId, organisationId, at);
	return and(
		sql`exists (select from memberships place where place.user_id = ${rounds.candidateId}
			and place.organisation_id = ${organisationId})`,
		or(
			inArray(rounds.visibility, [...visibleTo.staff]),
			and(inArray(rounds.visibility, [...visibleTo.advisor]), isFollowed)
		)
	);
}

/** The given cards in these rounds with who is who, in the order of the file. */
export function findRatedCards(db: Executor, roundIds: readonly string[]) {
	const [candidates, raters] = [alias(users, 'candidates'), alias(users, 'raters')];
	return db
		.select({
			interviewId: interviews.id,
			finishedAt: sql<Date>`${interviews.finishedAt}`.mapWith(interviews.finishedAt),
			kind: interviews.kind,
			candidateId: candidates.id,
			candidateName: candidates.name,
			raterId: raters.id,
			raterName: raters.name,
			raterKind: scorecards.raterKind,
			rubricVersionId: scorecards.rubricVersionId,
			marks: scorecards.marks
		})
		.from(scorecards)
		.innerJoin(rounds, eq(rounds.id, scorecards.roundId))
		.innerJoin(interviews, eq(interviews.id, rounds.interviewId))
		.innerJoin(candidates, eq(candidates.id, rounds.candidateId))
		.innerJoin(raters, eq(raters.id, scorecards.raterId))
		.where(
			and(
				isAnyOf(scorecards.roundId, roundIds),
				eq(scorecards.state, 'given'),
				isNotNull(scorecards.mean)
			)
		)
		.orderBy(
			asc(interviews.finishedAt),
			asc(interviews.id),
			asc(rounds.ordinal),
			asc(scorecards.id)
		);
}

export async function getCriteria(db: Executor, rubricVersionId: string) {
	const [version] = await db
		.select({ criteria: rubricVersions.criteria })
		.from(rubricVersions)
		.where(eq(rubricVersions.id, rubricVersionId));
	return version!.criteria;
}
