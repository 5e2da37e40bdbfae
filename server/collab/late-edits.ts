import { and, eq, inArray } from 'drizzle-orm';
import type { DocumentName } from '#lib/collab/documents.ts';
import { toDocumentPath } from '#lib/collab/documents.ts';
import { toWords } from '#lib/collab/update-words.ts';
import { toStorable } from '#lib/text/storable.ts';
import { createId } from '#server/db/id.ts';
import type { Db } from '#server/db/open.ts';
import { lateEdits, rounds } from '#server/db/schema.ts';

/** Late edits of one person in one document. */
const maxKept = 50;

/** Is this a document of a round that is finished? */
export async function isOfFinishedRound(db: Db, name: DocumentName): Promise<boolean> {
	if (!('roundId' in name)) return false;
	const [round] = await db
		.select({ finishedAt: rounds.finishedAt })
		.from(rounds)
		.where(eq(rounds.id, name.roundId));
	return !!round?.finishedAt;
}

/**
 * Keeps the words of an update that came after Finish for its author (F30): they are no part of the result. Words that
 * it says again, or goes on with, are kept once.
 *
 * @returns whether there were any to keep.
 */
export async function keepLateEdit(
	db: Db,
	name: DocumentName,
	userId: string,
	update: Uint8Array
): Promise<boolean> {
	const body = toStorable(toWords(update));
	if (!body) return false;
	const path = toDocumentPath(name);
	const kept = await db
		.select({ id: lateEdits.id, body: lateEdits.body })
		.from(lateEdits)
		.where(and(eq(lateEdits.name, path), eq(lateEdits.userId, userId)));
	// The page sends it again each time it comes back.
	if (kept.some((row) => row.body.includes(body))) return true;
	const before = kept.filter((row) => body.includes(row.body)).map(({ id }) => id);
	if (kept.length - before.length >= maxKept) return false;
	await db.transaction(async (tx) => {
		await tx.delete(lateEdits).where(inArray(lateEdits.id, before));
		await tx.insert(lateEdits).values({ id: createId(), name: path, userId, body });
	});
	return true;
}
