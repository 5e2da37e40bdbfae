import type { Category, Preparation } from '#lib/deck/question.ts';
import type { Db } from '#server/db/open.ts';
import { hasTrigrams, searchQuestions, searchTexts, type QuestionRow } from './deck-queries.ts';

/** Questions on one page of a search. */
export const pageSize = 50;

export interface QuestionSearch {
	/** One page (from 0) of these decks’ questions; with words, what has them or something like them, best first. */
	search(
		deckIds: string[],
		query: {
			text?: string;
			category?: Category | null;
			/** Only those with this tag. */
			tag?: string | null;
			isArchived?: boolean;
			/** Only what may be put to this candidate. */
			candidate?: Preparation;
			page?: number;
		}
	): Promise<{ rows: QuestionRow[]; total: number }>;
	/** Places (from 0) of the texts that the same search would find. */
	findTexts(texts: readonly string[], text: string): Promise<number[]>;
}

/**
 * Words of a search, as they are looked for: eight at most. A single Latin letter begins too many words to tell questions
 * apart: it waits for the next one.
 */
export const toWords = (text: string): string[] =>
	(text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [])
		.filter((word) => !/^[a-z]$/.test(word))
		.slice(0, 8);

/** Search over questions. Whether this database forgives typos is asked once. */
export function createQuestionSearch(db: Db): QuestionSearch {
	let isTolerant: boolean | undefined;

	return {
		async search(deckIds, { text = '', category, tag, isArchived, candidate, page }) {
			const forgives = (isTolerant ??= await hasTrigrams(db));
			const query = {
				deckIds,
				words: toWords(text),
				category: category ?? null,
				tag: tag ?? null,
				isArchived: isArchived ?? false,
				candidate: candidate ?? null,
				limit: pageSize,
				offset: pageSize * Math.max(0, Math.min(1_000, page ?? 0))
			};
			return db.transaction((tx) => searchQuestions(tx, query, forgives));
		},

		async findTexts(texts, text) {
			const forgives = (isTolerant ??= await hasTrigrams(db));
			if (texts.length === 0) return [];
			return db.transaction((tx) => searchTexts(tx, texts, toWords(text), forgives));
		}
	};
}
