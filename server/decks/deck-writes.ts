import { eq } from 'drizzle-orm';
import type { QuestionContent } from '#lib/deck/question.ts';
import { createId } from '#server/db/id.ts';
import type { Tx } from '#server/db/open.ts';
import { questions, questionVersions } from '#server/db/schema.ts';
import { findLastPosition, type QuestionRow } from './deck-queries.ts';

/** Questions that a deck may have, archived ones included. */
export const maxQuestions = 20_000;

export interface NewQuestion {
	content: QuestionContent;
	/** What it is a copy of; null: of nothing. */
	originId: string | null;
	archivedAt: Date | null;
}

/** Puts questions at the end of a deck; gives their ids in the same order. */
export async function insertQuestions(
	tx: Tx,
	deckId: string,
	added: readonly NewQuestion[],
	createdAt: Date
): Promise<string[]> {
	const last = await findLastPosition(tx, deckId);
	const rows = added.map((one, index) => ({
		...one,
		id: createId(),
		deckId,
		position: last + index + 1,
		category: one.content.category,
		createdAt
	}));
	for (let at = 0; at < rows.length; at += 500)
		await tx.insert(questions).values(rows.slice(at, at + 500));
	return rows.map(({ id }) => id);
}

/** The next version beside the old one, which is kept as well where it was not yet. The same content makes none. */
export async function writeVersion(
	tx: Tx,
	row: QuestionRow,
	content: QuestionContent,
	editedBy: string,
	createdAt: Date
): Promise<number> {
	if (isSame(row.content, content)) return row.version;
	const version = row.version + 1;
	const old = { version: row.version, content: row.content, createdAt: row.createdAt };
	await tx
		.insert(questionVersions)
		.values([
			{ questionId: row.id, ...old },
			{ questionId: row.id, version, content, editedBy, createdAt }
		])
		.onConflictDoNothing();
	await tx
		.update(questions)
		.set({ version, content, category: content.category })
		.where(eq(questions.id, row.id));
	return version;
}

/** The database keeps the order of lists and not that of keys. */
export function isSame(a: unknown, b: unknown): boolean {
	const toText = (value: unknown) =>
		JSON.stringify(value, (_, inner: unknown) =>
			inner && typeof inner === 'object' && !Array.isArray(inner)
				? Object.fromEntries(Object.entries(inner).sort(([one], [two]) => (one < two ? -1 : 1)))
				: inner
		);
	return toText(a) === toText(b);
}
