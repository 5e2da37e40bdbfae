import type { Category } from './question.ts';

/** A line of the list that an interviewer picks a question from. */
export interface PickableQuestion {
	id: string;
	prompt: string;
	category: Category;
	/** When the candidate met it last (server time, ms); null: never. */
	metBeforeAt: number | null;
	/** Only by putting it to a peer. */
	metAsInterviewer: boolean;
	/** Made of a line of the candidate's own file. */
	isOwn: boolean;
	/** Drawn in this interview already: it cannot be drawn again. */
	isDrawn: boolean;
}

/** The questions that an interviewer may pick from, as far as one page of the deck reaches. */
export interface PickableQuestions {
	questions: PickableQuestion[];
	/** How many fit in all; what is missing here is found by typing more of it. */
	total: number;
}
