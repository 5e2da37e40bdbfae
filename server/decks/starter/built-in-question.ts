import type { Category, QuestionContent } from '#lib/deck/question.ts';

/** A question that ships with the product. */
export interface BuiltInQuestion {
	/** Never changes once released: answers and exposures point to it. */
	id: string;
	content: QuestionContent;
}

/** How a question is written in the files beside this one: the rest has a default per category. */
export type QuestionDraft = Partial<Omit<QuestionContent, 'followUps' | 'followUpCues'>> &
	Pick<QuestionContent, 'prompt' | 'tags' | 'strongAnswer' | 'commonMistakes'> & {
		/** Unique over all files, and never used again for another question. */
		number: number;
		/** What the answer lacked, and the follow-up that asks for it. */
		followUps: Record<string, string>;
	};

/** `question` and the number, padded to the twenty characters of an id. */
export const toQuestionId = (number: number) => `question${String(number).padStart(12, '0')}`;

/** Questions of one category, each with `defaults` where it does not say otherwise. */
export function toQuestions(
	category: Category,
	defaults: Pick<QuestionContent, 'targetSeconds' | 'difficulty'> & Partial<QuestionContent>,
	drafts: readonly QuestionDraft[]
): BuiltInQuestion[] {
	return drafts.map(({ number, followUps, ...draft }) => ({
		id: toQuestionId(number),
		content: {
			category,
			isStar: false,
			specialties: [],
			paths: [],
			needsVisa: false,
			...defaults,
			...draft,
			followUps: Object.values(followUps),
			followUpCues: Object.keys(followUps)
		}
	}));
}
