import { and, asc, eq } from 'drizzle-orm';
import type { Goal } from '#lib/progress/goal.ts';
import type { Executor, Tx } from '../db/open.ts';
import { goals, users } from '../db/schema.ts';

/** All that a candidate has set and not removed. */
export async function findGoals(db: Executor, candidateId: string): Promise<Goal[]> {
	const rows = await db
		.select()
		.from(goals)
		.where(eq(goals.candidateId, candidateId))
		.orderBy(asc(goals.setAt), asc(goals.id));
	return rows.map(({ candidateId: _, setAt, finishedAt, ...goal }) => ({
		...goal,
		setAt: setAt.toISOString(),
		finishedAt: finishedAt?.toISOString() ?? null
	}));
}

/** Two changes of one person's goals at once come one after the other. */
export async function lockPerson(tx: Tx, userId: string): Promise<void> {
	await tx.select({ id: users.id }).from(users).where(eq(users.id, userId)).for('no key update');
}

export async function insertGoal(db: Executor, goal: typeof goals.$inferInsert): Promise<void> {
	await db.insert(goals).values(goal);
}

/** Changes a goal of this person's; false: there is none. */
export async function updateGoal(
	db: Executor,
	candidateId: string,
	goalId: string,
	change: Partial<Pick<typeof goals.$inferInsert, 'target' | 'dueOn' | 'isShared' | 'finishedAt'>>
): Promise<boolean> {
	const changed = await db
		.update(goals)
		.set(change)
		.where(and(eq(goals.id, goalId), eq(goals.candidateId, candidateId)))
		.returning({ id: goals.id });
	return changed.length > 0;
}

/** Removes a goal of this person's; false: there is none. */
export async function deleteGoal(
	db: Executor,
	candidateId: string,
	goalId: string
): Promise<boolean> {
	const gone = await db
		.delete(goals)
		.where(and(eq(goals.id, goalId), eq(goals.candidateId, candidateId)))
		.returning({ id: goals.id });
	return gone.length > 0;
}
