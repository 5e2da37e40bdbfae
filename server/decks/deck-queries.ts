import { and, asc, count, eq, inArray, isNull, or, sql } from 'drizzle-orm';
import type { DeckQuestion } from '#lib/deck/draw.ts';
import type { Executor } from '#server/db/open.ts';
import { decks, questions } from '#server/db/schema.ts';

export interface DeckSummary {
	id: string;
	/** Null: built in. */
	organisationId: string | null;
	name: string;
	description: string;
	/** Questions that are not archived. */
	questions: number;
}

/** Built-in decks and those of these organisations, built-in ones first, then by name. */
export async function findDecks(db: Executor, organisationIds: string[]): Promise<DeckSummary[]> {
	return db
		.select({
			id: decks.id,
			organisationId: decks.organisationId,
			name: decks.name,
			description: decks.description,
			questions: count(questions.id)
		})
		.from(decks)
		.leftJoin(questions, and(eq(questions.deckId, decks.id), isNull(questions.archivedAt)))
		.where(
			or(
				isNull(decks.organisationId),
				organisationIds.length > 0 ? inArray(decks.organisationId, organisationIds) : undefined
			)
		)
		.groupBy(decks.id)
		.orderBy(sql`${decks.organisationId} is not null`, asc(decks.name), asc(decks.id));
}

/** The deck, if it is built in or belongs to one of these organisations; else null. */
export async function findDeck(
	db: Executor,
	id: string,
	organisationIds: string[]
): Promise<DeckSummary | null> {
	const all = await findDecks(db, organisationIds);
	return all.find((deck) => deck.id === id) ?? null;
}

/** The deck's questions in its order, archived ones left out. */
export async function findQuestions(db: Executor, deckId: string): Promise<DeckQuestion[]> {
	return db
		.select({ id: questions.id, version: questions.version, content: questions.content })
		.from(questions)
		.where(and(eq(questions.deckId, deckId), isNull(questions.archivedAt)))
		.orderBy(asc(questions.position), asc(questions.id));
}
