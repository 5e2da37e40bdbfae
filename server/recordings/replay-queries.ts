import { and, asc, eq, ne } from 'drizzle-orm';
import type { RecordingPinView } from '#lib/recording/recording-pin.ts';
import { isAnyOf } from '../db/any-of.ts';
import type { Executor, Tx } from '../db/open.ts';
import { recordingCaptions, recordingPins, users } from '../db/schema.ts';

type PinRow = typeof recordingPins.$inferSelect;

/** Pins of these recordings with who set them, by the recordings' ids, in the order of their moments. */
export async function findPins(
	db: Executor,
	recordingIds: string[]
): Promise<Map<string, RecordingPinView[]>> {
	const { recordingId, authorId, atMs, tag, words, createdAt } = recordingPins;
	const rows = await db
		.select({ recordingId, pin: { authorId, authorName: users.name, atMs, tag, words } })
		.from(recordingPins)
		.innerJoin(users, eq(users.id, authorId))
		.where(isAnyOf(recordingId, recordingIds))
		.orderBy(asc(atMs), asc(createdAt));
	const pins = new Map<string, RecordingPinView[]>(recordingIds.map((id) => [id, []]));
	for (const { recordingId: id, pin } of rows) pins.get(id)!.push(pin);
	return pins;
}

type PinKey = Pick<PinRow, 'recordingId' | 'authorId' | 'atMs'>;

const isOfAuthor = (pin: PinKey) =>
	and(eq(recordingPins.recordingId, pin.recordingId), eq(recordingPins.authorId, pin.authorId));

/** How many pins this person has at other moments of the recording. */
export const countOtherPins = (tx: Tx, pin: PinKey): Promise<number> =>
	tx.$count(recordingPins, and(isOfAuthor(pin), ne(recordingPins.atMs, pin.atMs)));

/** The same moment of the same person again changes its words. */
export async function putPin(tx: Tx, pin: typeof recordingPins.$inferInsert): Promise<void> {
	const { tag, words } = pin;
	const { recordingId, authorId, atMs } = recordingPins;
	await tx
		.insert(recordingPins)
		.values(pin)
		.onConflictDoUpdate({ target: [recordingId, authorId, atMs], set: { tag, words } });
}

export async function deletePin(db: Executor, pin: PinKey): Promise<void> {
	await db.delete(recordingPins).where(and(isOfAuthor(pin), eq(recordingPins.atMs, pin.atMs)));
}

/** Those of these recordings that have captions. */
export async function findCaptioned(db: Executor, recordingIds: string[]): Promise<Set<string>> {
	const rows = await db
		.select({ id: recordingCaptions.recordingId })
		.from(recordingCaptions)
		.where(isAnyOf(recordingCaptions.recordingId, recordingIds));
	return new Set(rows.map(({ id }) => id));
}

export async function findCaptions(db: Executor, recordingId: string): Promise<string | null> {
	const [row] = await db
		.select({ body: recordingCaptions.body })
		.from(recordingCaptions)
		.where(eq(recordingCaptions.recordingId, recordingId));
	return row?.body ?? null;
}

export async function putCaptions(tx: Tx, recordingId: string, body: string): Promise<void> {
	await tx
		.insert(recordingCaptions)
		.values({ recordingId, body })
		.onConflictDoUpdate({ target: recordingCaptions.recordingId, set: { body } });
}

export async function deleteCaptions(db: Executor, recordingId: string): Promise<void> {
	await db.delete(recordingCaptions).where(eq(recordingCaptions.recordingId, recordingId));
}

/** What was said in a recording and about it goes with it. */
export async function deleteWords(db: Executor, recordingId: string): Promise<void> {
	await deleteCaptions(db, recordingId);
	await db.delete(recordingPins).where(eq(recordingPins.recordingId, recordingId));
}
