import { and, asc, desc, eq, inArray, isNull, lt, lte, ne, or, sql } from 'drizzle-orm';
import type { RecordingEnd, RecordingVisibility } from '#lib/recording/recording.ts';
import { isAnyOf } from '../db/any-of.ts';
import type { Executor, Tx } from '../db/open.ts';
import {
	callSeats,
	interviews,
	organisations,
	participants,
	recordingChunks,
	recordingConsents,
	recordings,
	users,
	viewings
} from '../db/schema.ts';

export type RecordingRow = typeof recordings.$inferSelect;

/** A seat that LiveKit has not confirmed for so long is free; a token alone holds one for less. */
export const seatLifetimeMs = 75_000;

/** A recording as the room's commands need it. */
export interface RecordingInRoom {
	row: RecordingRow;
	/** Who has agreed and not taken it back. */
	agreed: string[];
	/** Whose browser can record, as they said when they agreed. */
	canRecord: string[];
	/** People of the list who are in the call. */
	present: string[];
}

/** The newest recording of an interview, of two of one moment the one under way; null: none was ever asked for. */
export async function findRoomRecording(
	db: Executor,
	interviewId: string
): Promise<RecordingInRoom | null> {
	const [row] = await db
		.select()
		.from(recordings)
		.where(eq(recordings.interviewId, interviewId))
		.orderBy(desc(recordings.createdAt), sql`${recordings.stoppedAt} desc nulls first`)
		.limit(1);
	if (!row) return null;
	const consents = await db
		.select()
		.from(recordingConsents)
		.where(and(eq(recordingConsents.recordingId, row.id), isNull(recordingConsents.withdrawnAt)))
		.orderBy(asc(recordingConsents.givenAt), asc(recordingConsents.userId));
	return {
		row,
		agreed: consents.map(({ userId }) => userId),
		canRecord: consents.filter(({ canRecord }) => canRecord).map(({ userId }) => userId),
		present: await findPresent(db, interviewId)
	};
}

/** People of the interview's list who are in its call. */
export async function findPresent(db: Executor, interviewId: string): Promise<string[]> {
	const rows = await db
		.select({ userId: callSeats.userId })
		.from(callSeats)
		.innerJoin(
			participants,
			and(
				eq(participants.interviewId, callSeats.interviewId),
				eq(participants.userId, callSeats.userId),
				isNull(participants.removedAt)
			)
		)
		.where(eq(callSeats.interviewId, interviewId))
		.orderBy(asc(callSeats.userId));
	return rows.map(({ userId }) => userId);
}

/** Seats of these interviews' calls, with when they were taken and last confirmed. */
export function findSeats(db: Executor, interviewId: string) {
	return db.select().from(callSeats).where(eq(callSeats.interviewId, interviewId));
}

/**
 * Notes that somebody comes into the call. Commands hold the interview's lock alone and this one shared, so that none of
 * them starts a recording beside it. True: a recording is under way, and they have not agreed to it.
 */
export async function takeSeat(
	db: Executor,
	interviewId: string,
	userId: string,
	at: Date
): Promise<boolean> {
	const { rows } = (await db.execute(
		sql`select take_call_seat(${interviewId}, ${userId}, ${at.toISOString()}::timestamptz) as must_ask`
	)) as unknown as { rows: { must_ask: boolean }[] };
	return rows[0]!.must_ask;
}

/** Frees these people's seats, of those that were taken before: whoever comes again at this moment keeps theirs. */
export async function leaveSeats(
	db: Executor,
	interviewId: string,
	userIds: readonly string[],
	before: Date
): Promise<void> {
	await db
		.delete(callSeats)
		.where(
			and(
				eq(callSeats.interviewId, interviewId),
				inArray(callSeats.userId, [...userIds]),
				lte(callSeats.takenAt, before)
			)
		);
}

/** LiveKit says that they are there still. */
export async function confirmSeats(
	db: Executor,
	interviewId: string,
	userIds: readonly string[],
	at: Date
): Promise<void> {
	await db
		.update(callSeats)
		.set({ seenAt: at })
		.where(and(eq(callSeats.interviewId, interviewId), inArray(callSeats.userId, [...userIds])));
}

/** Frees seats that nobody has confirmed; gives their interviews. */
export async function freeLostSeats(db: Executor, before: Date): Promise<string[]> {
	const gone = await db
		.delete(callSeats)
		.where(sql`${callSeats.seenAt} < ${before.toISOString()}::timestamptz`)
		.returning({ interviewId: callSeats.interviewId });
	return [...new Set(gone.map(({ interviewId }) => interviewId))];
}

/** For how many days recordings made in an organisation are kept. */
export async function findRecordingDays(db: Executor, organisationId: string): Promise<number> {
	const [row] = await db
		.select({ days: organisations.recordingDays })
		.from(organisations)
		.where(eq(organisations.id, organisationId));
	return row!.days;
}

export async function findRecording(db: Executor, id: string): Promise<RecordingRow | null> {
	const [row] = await db.select().from(recordings).where(eq(recordings.id, id));
	return row ?? null;
}

/** Over, and there. */
const kept = ['stopped', 'interrupted'] as const;
/** Under way, or there. */
const present = ['recording', 'paused', ...kept] as const;

/** Recordings of an interview that are or may become something to watch, oldest first. */
export function findRecordings(db: Executor, interviewId: string): Promise<RecordingRow[]> {
	return db
		.select()
		.from(recordings)
		.where(and(eq(recordings.interviewId, interviewId), inArray(recordings.state, present)))
		.orderBy(asc(recordings.createdAt), asc(recordings.id));
}

/** Recordings of others' that this person has agreed to and that are kept, on the list of the interview or not; newest first. */
export async function findAgreedBy(db: Executor, userId: string) {
	return db
		.select({
			id: recordings.id,
			interviewId: recordings.interviewId,
			ownerName: users.name,
			at: sql<Date>`coalesce(${recordings.startedAt}, ${recordings.createdAt})`.mapWith(
				recordings.createdAt
			),
			retainUntil: recordings.retainUntil
		})
		.from(recordingConsents)
		.innerJoin(recordings, eq(recordings.id, recordingConsents.recordingId))
		.innerJoin(users, eq(users.id, recordings.ownerId))
		.where(
			and(
				eq(recordingConsents.userId, userId),
				isNull(recordingConsents.withdrawnAt),
				ne(recordings.ownerId, userId),
				inArray(recordings.state, present)
			)
		)
		.orderBy(desc(recordings.createdAt), desc(recordings.id));
}

export function findChunks(db: Executor, recordingId: string) {
	return db
		.select()
		.from(recordingChunks)
		.where(eq(recordingChunks.recordingId, recordingId))
		.orderBy(asc(recordingChunks.part), asc(recordingChunks.number));
}

/** How many chunks of a part are kept, and whether its last is. */
export async function countChunks(db: Executor, recordingId: string, part: number) {
	const [row] = await db
		.select({
			kept: sql<number>`count(*)::int`,
			isClosed: sql<boolean>`coalesce(bool_or(${recordingChunks.isLast}), false)`
		})
		.from(recordingChunks)
		.where(and(eq(recordingChunks.recordingId, recordingId), eq(recordingChunks.part, part)));
	return row!;
}

/** Bytes that recordings fill: this one, all of its owner's wherever they were made, and all of its organisation's. */
export async function sumBytes(db: Executor, row: RecordingRow) {
	// Of most there is one file, so their chunks are not looked at.
	const size = sql`coalesce(${recordings.mediaBytes}, (
		select sum(bytes) from recording_chunks where recording_id = ${recordings.id}
	), 0)`;
	const isOwn = eq(recordings.id, row.id);
	const isOwners = eq(recordings.ownerId, row.ownerId);
	const isHere = sql`${interviews.organisationId} = (
		select organisation_id from interviews where id = ${row.interviewId}
	)`;
	const [sums] = await db
		.select({
			own: sql<number>`coalesce(sum(${size}) filter (where ${isOwn}), 0)::float8`,
			owner: sql<number>`coalesce(sum(${size}) filter (where ${isOwners}), 0)::float8`,
			organisation: sql<number>`coalesce(sum(${size}) filter (where ${isHere}), 0)::float8`
		})
		.from(recordings)
		.innerJoin(interviews, eq(interviews.id, recordings.interviewId))
		.where(and(ne(recordings.state, 'deleted'), or(isOwners, isHere)));
	return sums!;
}

/** Holds the recording for the rest of the transaction. */
export async function lockRecording(tx: Tx, id: string): Promise<RecordingRow | null> {
	const [row] = await tx.select().from(recordings).where(eq(recordings.id, id)).for('update');
	return row ?? null;
}

export async function findChunk(db: Executor, recordingId: string, part: number, number: number) {
	const [row] = await db
		.select()
		.from(recordingChunks)
		.where(
			and(
				eq(recordingChunks.recordingId, recordingId),
				eq(recordingChunks.part, part),
				eq(recordingChunks.number, number)
			)
		);
	return row ?? null;
}

/** Whether a piece with these bytes counts, under whatever number. */
export async function isKept(db: Executor, recordingId: string, sha256: string): Promise<boolean> {
	const same = and(
		eq(recordingChunks.recordingId, recordingId),
		eq(recordingChunks.sha256, sha256)
	);
	return (await db.$count(recordingChunks, same)) > 0;
}

export async function insertChunk(
	tx: Tx,
	chunk: typeof recordingChunks.$inferInsert
): Promise<void> {
	await tx.insert(recordingChunks).values(chunk);
}

export async function deleteChunks(db: Executor, recordingId: string): Promise<void> {
	await db.delete(recordingChunks).where(eq(recordingChunks.recordingId, recordingId));
}

export async function setVisibility(
	db: Executor,
	id: string,
	visibility: RecordingVisibility
): Promise<void> {
	await db.update(recordings).set({ visibility }).where(eq(recordings.id, id));
}

export async function findNames(db: Executor, ids: string[]): Promise<Map<string, string>> {
	const rows = await db
		.select({ id: users.id, name: users.name })
		.from(users)
		.where(inArray(users.id, ids));
	return new Map(rows.map(({ id, name }) => [id, name]));
}

/** Who has watched recordings of an interview, newest first. */
export function findRecordingViewings(
	db: Executor,
	ownerId: string,
	interviewId: string,
	most: number
) {
	return db
		.select({ name: users.name, at: viewings.at })
		.from(viewings)
		.innerJoin(users, eq(users.id, viewings.viewerId))
		.where(
			and(
				eq(viewings.ownerId, ownerId),
				eq(viewings.interviewId, interviewId),
				eq(viewings.what, 'recording')
			)
		)
		.orderBy(desc(viewings.at), desc(viewings.id))
		.limit(most);
}

/** One process makes the file; a claim older than `before` is one whose process died. */
export async function claimPreparing(
	db: Executor,
	id: string,
	at: Date,
	before: Date
): Promise<RecordingRow | null> {
	const [row] = await db
		.update(recordings)
		.set({ preparingAt: at })
		.where(
			and(
				eq(recordings.id, id),
				inArray(recordings.state, kept),
				isNull(recordings.preparedAt),
				or(isNull(recordings.preparingAt), lt(recordings.preparingAt, before))
			)
		)
		.returning();
	return row ?? null;
}

/** False: it was deleted meanwhile. */
export async function markPrepared(
	db: Executor,
	id: string,
	values: Pick<RecordingRow, 'state' | 'preparedAt' | 'durationMs' | 'spans' | 'mediaBytes'>
): Promise<boolean> {
	const rows = await db
		.update(recordings)
		.set({ ...values, preparingAt: null })
		.where(and(eq(recordings.id, id), inArray(recordings.state, kept)))
		.returning({ id: recordings.id });
	return rows.length > 0;
}

export async function markDeleted(
	db: Executor,
	id: string,
	ended: RecordingEnd,
	at: Date
): Promise<void> {
	await db
		.update(recordings)
		.set({ state: 'deleted', ended, changedAt: at })
		.where(eq(recordings.id, id));
}

/** Those of these recordings that there are. */
export async function findKnown(
	db: Executor,
	ids: string[]
): Promise<Map<string, Pick<RecordingRow, 'state' | 'preparedAt'>>> {
	const { id, state, preparedAt } = recordings;
	const rows = await db.select({ id, state, preparedAt }).from(recordings).where(isAnyOf(id, ids));
	return new Map(rows.map((row) => [row.id, row]));
}

/** Ids of recordings in one of these states. */
export async function findIdsByState(
	db: Executor,
	states: readonly RecordingRow['state'][]
): Promise<{ id: string; interviewId: string }[]> {
	return db
		.select({ id: recordings.id, interviewId: recordings.interviewId })
		.from(recordings)
		.where(inArray(recordings.state, [...states]));
}

/** Stopped recordings whose file is still to be made. */
export function findUnprepared(db: Executor): Promise<RecordingRow[]> {
	return db
		.select()
		.from(recordings)
		.where(and(inArray(recordings.state, kept), isNull(recordings.preparedAt)));
}

/** Whose time is over. */
export function findExpired(db: Executor, at: Date): Promise<RecordingRow[]> {
	return db
		.select()
		.from(recordings)
		.where(
			and(
				inArray(recordings.state, kept),
				sql`${recordings.retainUntil} <= ${at.toISOString()}::timestamptz`
			)
		);
}
