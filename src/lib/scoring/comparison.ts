import type { Criterion, Mark } from '../rubric/rubric.ts';
import { toNames } from '../progress/names.ts';
import { isApart } from './agreement.ts';

/** One rater's marks, once they may be seen. */
export interface RaterMarks {
	userId: string;
	name: string;
	/** Whose hue: `mine` is the reader's own; an observer reads the candidate's in that place. */
	hue: 'mine' | 'theirs';
	isMe: boolean;
	marks: ReadonlyMap<string, Mark>;
	/** The rater's own words, by criterion. */
	evidence: ReadonlyMap<string, string>;
}

export interface ComparedMark {
	userId: string;
	name: string;
	hue: 'mine' | 'theirs';
	isMe: boolean;
	/** Null: not rated. */
	mark: Mark | null;
	evidence: string;
}

export interface ComparedCriterion {
	criterion: Criterion;
	marks: ComparedMark[];
	/** The numbers are two or more apart: worth talking about. */
	isApart: boolean;
}

/** Scorecards side by side, one entry a criterion, the reader's own mark first. */
export function toComparison(
	criteria: readonly Criterion[],
	raters: readonly RaterMarks[]
): ComparedCriterion[] {
	const ordered = [...raters].sort((a, b) => Number(b.isMe) - Number(a.isMe));
	return criteria.map((criterion) => {
		const marks = ordered.map(({ userId, name, hue, isMe, marks, evidence }) => ({
			userId,
			name,
			hue,
			isMe,
			mark: marks.get(criterion.id) ?? null,
			evidence: evidence.get(criterion.id) ?? ''
		}));
		return { criterion, marks, isApart: isApart(marks.map(({ mark }) => mark)) };
	});
}

/** A mark in words: `4`, `not seen`, `not rated`. */
export function toMarkWords(mark: Mark | null): string {
	if (mark === null) return 'not rated';
	return mark === 'not-seen' ? 'not seen' : String(mark);
}

/** Who was not waited for at the reveal, in words; empty: everybody was done. */
export function toWithoutWords(
	raters: readonly { userId: string; name: string; isDone: boolean }[],
	myId: string
): string {
	const late = raters.filter(({ isDone }) => !isDone);
	const names = late.map(({ userId, name }) => (userId === myId ? 'you' : name));
	if (names.length === 0) return '';
	const isPlural = names.length > 1 || late[0]!.userId === myId;
	return `Opened before ${toNames(names)} ${isPlural ? 'were' : 'was'} done rating.`;
}

/**
 * Whose numbers a reveal now would leave out or cut short, in words, for somebody who may reveal; empty: everybody else has
 * rated all there is to rate, or is done.
 */
export function toUnratedWords(
	raters: readonly {
		userId: string;
		name: string;
		rated: number;
		total: number;
		isDone: boolean;
	}[],
	myId: string
): string {
	const open = raters.filter(
		({ userId, rated, total, isDone }) => userId !== myId && !isDone && rated < total
	);
	if (open.length === 0) return '';
	const told = open.map(({ name, rated, total }) =>
		rated === 0 ? `${name} has not rated yet` : `${name} has rated ${rated} of ${total}`
	);
	return `${toNames(told)}. Reveal now, and the scores open without the rest; or wait until they are done.`;
}

/** What the comparison says in one sentence, for the moment of the reveal. */
export function toComparisonSentence(compared: readonly ComparedCriterion[]): string {
	const apart = compared.filter((one) => one.isApart).map((one) => one.criterion.name);
	const rated = compared.filter(
		(one) => one.marks.filter(({ mark }) => typeof mark === 'number').length > 1
	);
	if (rated.length === 0)
		return 'There are no two numbers to compare yet. The words below still count.';
	if (apart.length === 0)
		return 'No two numbers are more than one apart. Nothing has to be settled.';
	return `Two or more apart: ${toNames(apart)}. Talk about ${apart.length === 1 ? 'that' : 'those'} first.`;
}
