import type { QuestionContent } from './question.ts';

/** What a candidate has done with one theme, in any kind of practice. A theme is a tag or a category. */
export interface ThemePractice {
	/** Answers so far. */
	answers: number;
	/** Mean of what interviewers gave in the rounds of those answers; null: none was rated. */
	mean: number | null;
}

export type Practice = ReadonlyMap<string, ThemePractice>;

/** Why a card came up: a theme that was practised least, one that went less well than others, or the candidate's own file. */
export interface DrawReason {
	kind: 'least-practised' | 'scored-lowest' | 'own-file';
	theme: string;
}

/** How far below the best mark a mean is, 0–1; what was not rated counts as the middle. */
const toShortfall = (mean: number | null) => (mean === null ? 0.5 : (5 - mean) / 4);

/** How much a theme wants practice, above 0 to 1: untouched most, then what scored low, then what is rare. */
export function toNeed(practice: ThemePractice | undefined): number {
	if (!practice || practice.answers === 0) return 1;
	return 0.1 + 0.5 / (1 + practice.answers) + 0.4 * toShortfall(practice.mean);
}

const toThemes = ({ category, tags }: QuestionContent): string[] =>
	tags.length > 0 ? tags : [category];

/** A question's weight in a draw: the mean need of its themes, squared so that it is felt. */
export function toWeight(content: QuestionContent, practice: Practice): number {
	const needs = toThemes(content).map((theme) => toNeed(practice.get(theme)));
	return (needs.reduce((sum, need) => sum + need, 0) / needs.length) ** 2;
}

/**
 * What to tell about a card that came up: the theme in it that wants practice most. Null for somebody who has practised
 * nothing yet, and where every theme is as well practised as the others.
 */
export function toReason(content: QuestionContent, practice: Practice): DrawReason | null {
	if (practice.size === 0) return null;
	const [theme] = toThemes(content).toSorted(
		(a, b) => toNeed(practice.get(b)) - toNeed(practice.get(a))
	);
	if (!theme) return null;
	const known = practice.get(theme);
	const fewest = Math.min(...[...practice.values()].map(({ answers }) => answers));
	if (!known || known.answers <= fewest) return { kind: 'least-practised', theme };
	const means = [...practice.values()].flatMap(({ mean }) => mean ?? []);
	const middle = means.reduce((sum, mean) => sum + mean, 0) / means.length;
	return known.mean !== null && known.mean < middle ? { kind: 'scored-lowest', theme } : null;
}

/** The reason as the card says it: no number, for it is not this interviewer's to see. */
export function toReasonWords({ kind, theme }: DrawReason): string {
	if (kind === 'own-file') return 'From the candidate’s file';
	const words = theme.replaceAll('-', ' ');
	return kind === 'least-practised'
		? `Least practised so far: ${words}`
		: `Worth another try: ${words}`;
}

const ordinals = ['Second', 'Third', 'Fourth', 'Fifth'];

/** Which attempt at a question this is, from 2: `Third attempt`, `Attempt 6`. Not counted: it is said to be the second. */
export const toAttemptWords = (attempt: number | null | undefined): string =>
	(attempt ?? 2) - 2 < ordinals.length
		? `${ordinals[(attempt ?? 2) - 2]} attempt`
		: `Attempt ${attempt}`;
