import { toNeed, toReason, toWeight, type DrawReason, type Practice } from './practice.ts';
import {
	fitsCandidate,
	type Category,
	type Preparation,
	type QuestionContent
} from './question.ts';

/** A question as it lies in a deck. */
export interface DeckQuestion {
	id: string;
	version: number;
	content: QuestionContent;
	/** Set where the card was made of a line of the candidate's own file. */
	fileLineId?: string;
}

export interface DrawRequest {
	/** The deck; archived questions are left out by the caller. */
	questions: readonly DeckQuestion[];
	candidate: Preparation;
	/** The step's categories, or the one that the interviewer chose. */
	categories: readonly Category[];
	/** Drawn in this interview already, whatever became of them. */
	drawnIds: ReadonlySet<string>;
	/** When the candidate met a question last, in any practice: ms since the epoch. */
	metAt: ReadonlyMap<string, number>;
	/** What the candidate has practised, by theme; absent or empty: nothing is known. */
	practice?: Practice;
	/** In [0, 1), as `Math.random`. */
	random: () => number;
}

export interface Draw {
	question: DeckQuestion;
	/** When the candidate met it last; the card is labelled with it. Null: never. */
	metBeforeAt: number | null;
	/** Why it came up; null: nothing to go by, or picked by hand. */
	reason: DrawReason | null;
}

/**
 * Whether a category has anything to say to this candidate. The combined fields are for those who prepare for them,
 * categorical ones for everybody else, and the way from abroad is not asked of a US graduate.
 */
export function fitsCategory(category: Category, candidate: Preparation): boolean {
	const { specialty, path } = candidate;
	if (category === 'med-psych' || category === 'med-peds') return specialty === category;
	if (category === 'categorical') return specialty !== 'med-psych' && specialty !== 'med-peds';
	return category !== 'img-path' || path !== 'us-graduate';
}

/** The questions of a deck that may be put to this candidate: by category and by the card's own restrictions. */
export function toFitting<T extends { content: QuestionContent }>(
	questions: readonly T[],
	candidate: Preparation
): T[] {
	return questions.filter(
		({ content }) => fitsCategory(content.category, candidate) && fitsCandidate(content, candidate)
	);
}

/**
 * Chooses the next question, or null when nothing that fits is left.
 *
 * Never a question drawn in this interview already. One that the candidate has not met comes first; of several
 * categories each has the same chance for somebody new, however many cards it holds. What was practised least or scored
 * lowest is likelier, and the draw says so. Only when nothing unmet is left is an old one dealt:
 * the one met longest ago, and labelled. Lines of the candidate's own file come before the deck's cards of their category.
 */
export function drawQuestion(request: DrawRequest): Draw | null {
	const { candidate, categories, drawnIds, metAt, random, practice = new Map() } = request;
	const left = toFitting(request.questions, candidate).filter(
		({ id, content }) => categories.includes(content.category) && !drawnIds.has(id)
	);
	const unmet = left.filter(({ id }) => !metAt.has(id));
	const fresh = categories
		.map((category) => unmet.filter(({ content }) => content.category === category))
		.filter((questions) => questions.length > 0);
	if (fresh.length > 0) {
		const ofCategory = pick(
			fresh,
			([first]) => toNeed(practice.get(first!.content.category)),
			random
		);
		const question = pick(
			toOwnFirst(ofCategory, random),
			({ content }) => toWeight(content, practice),
			random
		);
		const reason: DrawReason | null = question.fileLineId
			? { kind: 'own-file', theme: question.content.category }
			: toReason(question.content, practice);
		return { question, metBeforeAt: null, reason };
	}
	if (left.length === 0) return null;
	const question = left.reduce((oldest, other) =>
		metAt.get(other.id)! < metAt.get(oldest.id)! ? other : oldest
	);
	return { question, metBeforeAt: metAt.get(question.id)!, reason: null };
}

/** A question picked by hand: it may be a repeat, and then says so. Null: it does not fit or was drawn already. */
export function pickQuestion(
	request: Pick<DrawRequest, 'questions' | 'candidate' | 'drawnIds' | 'metAt'> & {
		questionId: string;
	}
): Draw | null {
	const question = toFitting(request.questions, request.candidate).find(
		({ id }) => id === request.questionId
	);
	if (!question || request.drawnIds.has(question.id)) return null;
	return { question, metBeforeAt: request.metAt.get(question.id) ?? null, reason: null };
}

/** How often a line of the candidate's own file comes before the deck's cards of its category; elsewhere always. */
const ownShare: Partial<Record<Category, number>> = { motivation: 0.5 };

/** The candidate's own lines where there are any: who ticked one wants to be asked about it. */
function toOwnFirst(from: readonly DeckQuestion[], random: () => number): readonly DeckQuestion[] {
	const own = from.filter(({ fileLineId }) => fileLineId !== undefined);
	if (own.length === 0) return from;
	return random() < (ownShare[own[0]!.content.category] ?? 1) ? own : from;
}

/** One of `from`, each as likely as its weight is of all. */
function pick<T>(from: readonly T[], toWeightOf: (one: T) => number, random: () => number): T {
	const weights = from.map(toWeightOf);
	let left = random() * weights.reduce((sum, weight) => sum + weight, 0);
	return from.find((_, index) => (left -= weights[index]!) < 0) ?? from.at(-1)!;
}
