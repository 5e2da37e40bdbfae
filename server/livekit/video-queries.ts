import { and, eq, inArray, isNull, lt, sql } from 'drizzle-orm';
import { interviews, livekitEvents, participants } from '../db/schema.ts';
import type { Db, Executor } from '../db/open.ts';
import type { Phase, Role } from '#lib/interview/interview.ts';
import { videoPhases } from './grants.ts';

/** What decides whether somebody may have video now. */
export interface VideoAccess {
	phase: Phase;
	epoch: number;
	role: Role;
	isRemoved: boolean;
}

/** Null where the interview does not exist or the person was never on its list. */
export async function findVideoAccess(
	tx: Executor,
	interviewId: string,
	userId: string
): Promise<VideoAccess | null> {
	const [row] = await tx
		.select({
			phase: interviews.phase,
			epoch: interviews.epoch,
			role: participants.role,
			removedAt: participants.removedAt
		})
		.from(participants)
		.innerJoin(interviews, eq(interviews.id, participants.interviewId))
		.where(and(eq(participants.interviewId, interviewId), eq(participants.userId, userId)));
	if (!row) return null;
	const { removedAt, ...access } = row;
	return { ...access, isRemoved: removedAt !== null };
}

/** Opens the interview's next epoch: every token issued so far is for a room that must go. Null: no such interview. */
export async function raiseEpoch(tx: Executor, interviewId: string): Promise<number | null> {
	const [row] = await tx
		.update(interviews)
		.set({ epoch: sql`${interviews.epoch} + 1` })
		.where(eq(interviews.id, interviewId))
		.returning({ epoch: interviews.epoch });
	return row?.epoch ?? null;
}

export interface RoomTruth {
	id: string;
	epoch: number;
	isOpen: boolean;
}

export async function listRoomTruths(db: Db, interviewIds: string[]): Promise<RoomTruth[]> {
	if (interviewIds.length === 0) return [];
	const rows = await db
		.select({ id: interviews.id, epoch: interviews.epoch, phase: interviews.phase })
		.from(interviews)
		.where(inArray(interviews.id, interviewIds));
	return rows.map(({ id, epoch, phase }) => ({ id, epoch, isOpen: videoPhases.includes(phase) }));
}

/** Who is on the list of an interview now. */
export async function listMemberIds(db: Db, interviewId: string): Promise<Set<string>> {
	const rows = await db
		.select({ userId: participants.userId })
		.from(participants)
		.where(and(eq(participants.interviewId, interviewId), isNull(participants.removedAt)));
	return new Set(rows.map(({ userId }) => userId));
}

/** False when this event was handled before. */
export async function markEventHandled(db: Db, eventId: string): Promise<boolean> {
	const rows = await db
		.insert(livekitEvents)
		.values({ id: eventId })
		.onConflictDoNothing()
		.returning({ id: livekitEvents.id });
	return rows.length > 0;
}

/** Events older than this cannot be replayed anyway: their signature has run out. */
export async function forgetEventsBefore(db: Db, before: Date): Promise<void> {
	await db.delete(livekitEvents).where(lt(livekitEvents.createdAt, before));
}
