import { alias } from 'drizzle-orm/pg-core';
import { and, asc, desc, eq, gt, isNull, lte, or } from 'drizzle-orm';
import type { Executor } from '../db/open.ts';
import { assignments, users } from '../db/schema.ts';

export interface Assignment {
	advisorId: string;
	candidateId: string;
}

/** A following with its time and who decided on it. Times are ISO 8601. */
export interface AssignmentDetails extends Assignment {
	advisorName: string;
	candidateName: string;
	startsAt: string;
	/** Of one that runs: its planned end, if it has one. */
	endsAt: string | null;
	/** Null: not kept. */
	assignedBy: string | null;
	/** Null: it ended by itself, as planned. */
	endedBy: string | null;
}

export const isRunning = (now: Date) => or(isNull(assignments.endsAt), gt(assignments.endsAt, now));

const pastMs = 366 * 86_400_000;
const mostPast = 200;

/** `running`: who follows whom now, by name. `past`: what ended within a year, the newest end first. */
export async function findAssignments(
	db: Executor,
	organisationId: string,
	which: 'running' | 'past',
	now: Date,
	advisorId?: string
): Promise<AssignmentDetails[]> {
	const advisor = alias(users, 'advisor');
	const candidate = alias(users, 'candidate');
	const assigner = alias(users, 'assigner');
	const ender = alias(users, 'ender');
	const isPast = which === 'past';
	const query = db
		.select({
			advisorId: assignments.advisorId,
			advisorName: advisor.name,
			candidateId: assignments.candidateId,
			candidateName: candidate.name,
			startsAt: assignments.startsAt,
			endsAt: assignments.endsAt,
			assignedBy: assigner.name,
			endedBy: ender.name
		})
		.from(assignments)
		.innerJoin(advisor, eq(advisor.id, assignments.advisorId))
		.innerJoin(candidate, eq(candidate.id, assignments.candidateId))
		.leftJoin(assigner, eq(assigner.id, assignments.assignedById))
		.leftJoin(ender, eq(ender.id, assignments.endedById))
		.where(
			and(
				eq(assignments.organisationId, organisationId),
				advisorId ? eq(assignments.advisorId, advisorId) : undefined,
				isPast
					? and(
							lte(assignments.endsAt, now),
							gt(assignments.endsAt, new Date(now.getTime() - pastMs))
						)
					: isRunning(now)
			)
		)
		.orderBy(
			...(isPast ? [desc(assignments.endsAt)] : []),
			asc(advisor.name),
			asc(candidate.name),
			asc(assignments.startsAt)
		);
	const rows = await (isPast ? query.limit(mostPast) : query);
	return rows.map(({ startsAt, endsAt, ...row }) => ({
		...row,
		startsAt: startsAt.toISOString(),
		endsAt: endsAt?.toISOString() ?? null
	}));
}

/** Begins a following; one that runs already gets the new planned end (null: none). */
export async function insertAssignment(
	db: Executor,
	organisationId: string,
	assignment: Assignment & { endsAt: Date | null; assignedById: string },
	now: Date
): Promise<void> {
	const changed = await db
		.update(assignments)
		.set({ endsAt: assignment.endsAt })
		.where(isOf(organisationId, assignment, now))
		.returning({ advisorId: assignments.advisorId });
	if (changed.length === 0)
		await db.insert(assignments).values({ organisationId, ...assignment, startsAt: now });
}

/** Ends a following now; false: there was none. */
export async function endAssignment(
	db: Executor,
	organisationId: string,
	assignment: Assignment,
	endedById: string,
	now: Date
): Promise<boolean> {
	const ended = await db
		.update(assignments)
		.set({ endsAt: now, endedById })
		.where(isOf(organisationId, assignment, now))
		.returning({ advisorId: assignments.advisorId });
	return ended.length > 0;
}

/** The running following of these two. */
const isOf = (organisationId: string, { advisorId, candidateId }: Assignment, now: Date) =>
	and(
		eq(assignments.organisationId, organisationId),
		eq(assignments.advisorId, advisorId),
		eq(assignments.candidateId, candidateId),
		isRunning(now)
	);
