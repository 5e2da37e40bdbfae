import { and, asc, eq, inArray, isNotNull, lt } from 'drizzle-orm';
import type { Role } from '#lib/interview/interview.ts';
import type { KnockState } from '#lib/knock/knock.ts';
import type { Executor } from '../db/open.ts';
import { inviteLinks, knocks, participants, users } from '../db/schema.ts';

export type KnockRow = typeof knocks.$inferSelect;

/** Somebody at the door, and what their link is for. */
export interface Waiting {
	knock: KnockRow;
	name: string;
	isGuest: boolean;
	linkRole: Role;
}

function selectKnocks(db: Executor) {
	return db
		.select({
			knock: knocks,
			name: users.name,
			isGuest: users.isGuest,
			linkRole: inviteLinks.role
		})
		.from(knocks)
		.innerJoin(users, eq(users.id, knocks.userId))
		.innerJoin(inviteLinks, eq(inviteLinks.id, knocks.linkId));
}

/** Who waits at an interview's door, longest first. */
export async function findWaiting(db: Executor, interviewId: string): Promise<Waiting[]> {
	return selectKnocks(db)
		.where(and(eq(knocks.interviewId, interviewId), eq(knocks.state, 'waiting')))
		.orderBy(asc(knocks.knockedAt), asc(knocks.id));
}

export async function findKnockById(
	db: Executor,
	interviewId: string,
	id: string
): Promise<Waiting | null> {
	const [row] = await selectKnocks(db).where(
		and(eq(knocks.interviewId, interviewId), eq(knocks.id, id))
	);
	return row ?? null;
}

export async function findKnock(
	db: Executor,
	interviewId: string,
	userId: string
): Promise<KnockRow | null> {
	const [row] = await db
		.select()
		.from(knocks)
		.where(and(eq(knocks.interviewId, interviewId), eq(knocks.userId, userId)));
	return row ?? null;
}

/** Waits, or waits anew. */
export async function keepKnock(
	tx: Executor,
	row: Pick<KnockRow, 'id' | 'interviewId' | 'userId' | 'linkId'>,
	now: Date
): Promise<void> {
	const values = { linkId: row.linkId, state: 'waiting' as const, knockedAt: now, seenAt: now };
	await tx
		.insert(knocks)
		.values({ ...row, ...values })
		.onConflictDoUpdate({ target: [knocks.interviewId, knocks.userId], set: values });
}

/** Their page has asked again. */
export async function noteSeen(db: Executor, id: string, now: Date): Promise<void> {
	await db.update(knocks).set({ seenAt: now }).where(eq(knocks.id, id));
}

/** Ends somebody's wait. False: they did not wait (any more). */
export async function endWait(
	db: Executor,
	id: string,
	state: Exclude<KnockState, 'waiting'>,
	answeredById: string | null = null
): Promise<boolean> {
	const ended = await db
		.update(knocks)
		.set({ state, answeredById })
		.where(and(eq(knocks.id, id), eq(knocks.state, 'waiting')))
		.returning({ id: knocks.id });
	return ended.length > 0;
}

/** Whoever came by a link that is worth nothing any more waits no longer. */
export async function endWaitsOfLink(db: Executor, linkIds: readonly string[]): Promise<boolean> {
	const ended = await db
		.update(knocks)
		.set({ state: 'gone' })
		.where(and(inArray(knocks.linkId, [...linkIds]), eq(knocks.state, 'waiting')))
		.returning({ id: knocks.id });
	return ended.length > 0;
}

/** Those whose page has not asked since are gone. Gives the interviews at whose doors they stood. */
export async function forgetUnseen(db: Executor, before: Date): Promise<string[]> {
	const gone = await db
		.update(knocks)
		.set({ state: 'gone' })
		.where(and(eq(knocks.state, 'waiting'), lt(knocks.seenAt, before)))
		.returning({ interviewId: knocks.interviewId });
	return [...new Set(gone.map(({ interviewId }) => interviewId))];
}

/** Whether somebody who came by this link was taken off the list. */
export async function isLinkOfRemoved(db: Executor, linkId: string): Promise<boolean> {
	const [row] = await db
		.select({ userId: participants.userId })
		.from(participants)
		.where(and(eq(participants.linkId, linkId), isNotNull(participants.removedAt)))
		.limit(1);
	return row !== undefined;
}
