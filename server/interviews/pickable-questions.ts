import { toFileCards } from '#lib/candidate-file/file-cards.ts';
import { toFitting, type DeckQuestion } from '#lib/deck/draw.ts';
import type { PickableQuestions } from '#lib/deck/pickable.ts';
import type { Category } from '#lib/deck/question.ts';
import { findOpenLines } from '#server/candidate-files/candidate-file-queries.ts';
import type { Executor } from '#server/db/open.ts';
import type { QuestionSearch } from '#server/decks/question-search.ts';
import { toCardId } from './drawing.ts';
import { findMet } from './exposures.ts';
import type { InterviewState } from './interview-queries.ts';

export interface PickQuery {
	text?: string;
	category?: Category;
}

/** What may be drawn by hand in the present round: lines of the candidate's own file, then one page of the deck. */
export async function findPickable(
	db: Executor,
	{ search, findTexts }: QuestionSearch,
	{ interview, round, preparation, answers }: InterviewState,
	{ text = '', category }: PickQuery
): Promise<PickableQuestions> {
	const lines = round.candidateId ? await findOpenLines(db, round.candidateId) : [];
	const own = toFitting(toFileCards(lines), preparation).filter(
		({ content }) => !category || content.category === category
	);
	const ownTexts = own.map(({ content }) => `${content.prompt} ${content.tags.join(' ')}`);
	const ownFound = await findTexts(ownTexts, text);
	const found = await search([interview.deckId], { text, category, candidate: preparation });
	const cards: DeckQuestion[] = [...ownFound.map((place) => own[place]!), ...found.rows];
	const met = await findMet(db, interview.deckId, round.candidateId);
	const drawn = new Set(answers.map(toCardId));
	return {
		total: ownFound.length + found.total,
		questions: cards.map(({ id, content, fileLineId }) => ({
			id,
			prompt: content.prompt,
			category: content.category,
			metBeforeAt: met.get(id)?.at ?? null,
			metAsInterviewer: met.get(id)?.isAsInterviewer ?? false,
			isOwn: fileLineId !== undefined,
			isDrawn: drawn.has(id)
		}))
	};
}
