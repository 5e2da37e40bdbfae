import type * as Y from 'yjs';
import type { Mark } from '../rubric/rubric.ts';

/*
 * Roots of a `scorecard` document, written by its rater alone:
 *   map  `ratings`  `<criterionId>` -> 1–5 or `not-seen`
 *   map  `ticks`    `<answerId>:<index>` -> true: a look-for of the card that was heard
 *   text `evidence:<criterionId>`: lines of evidence, the rater's own
 */
export const ratingsRoot = 'ratings';
export const ticksRoot = 'ticks';
export const toOwnEvidenceRoot = (criterionId: string) => `evidence:${criterionId}`;

/** Sets the rater's mark on a criterion; `null` takes it back. */
export function setMark(doc: Y.Doc, criterionId: string, mark: Mark | null): void {
	const ratings = doc.getMap<Mark>(ratingsRoot);
	if (mark === null) ratings.delete(criterionId);
	else ratings.set(criterionId, mark);
}

export const readMarks = (doc: Y.Doc): Map<string, Mark> => new Map(doc.getMap<Mark>(ratingsRoot));

/** Ticks or unticks the look-for with this index on an answer's card. */
export function setTick(doc: Y.Doc, answerId: string, index: number, isTicked: boolean): void {
	const ticks = doc.getMap<true>(ticksRoot);
	if (isTicked) ticks.set(`${answerId}:${index}`, true);
	else ticks.delete(`${answerId}:${index}`);
}

/** Indexes of the look-fors ticked for an answer, ascending. */
export function readTicks(doc: Y.Doc, answerId: string): number[] {
	return [...doc.getMap<true>(ticksRoot).keys()]
		.filter((key) => key.startsWith(`${answerId}:`))
		.map((key) => Number(key.slice(answerId.length + 1)))
		.sort((a, b) => a - b);
}

/** The rater's own lines of evidence for a criterion. */
export const getOwnEvidence = (doc: Y.Doc, criterionId: string): Y.Text =>
	doc.getText(toOwnEvidenceRoot(criterionId));
