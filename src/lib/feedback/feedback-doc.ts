import type * as Y from 'yjs';
import type { Level, Mark } from '../rubric/rubric.ts';

/*
 * Roots of the `feedback` document:
 *   text `evidence:<criterionId>`, text `strengths`, text `next-steps`
 *   text `discussion:<criterionId>`: after the reveal, what those whose numbers differ say about it
 *   map  `agreed`    `<criterionId>:<userId>` -> 1–5: what that person proposes, after the reveal
 *   map  `together`  `<criterionId>` -> 1–5 or `not-seen`: the shared radio groups of *together, live*
 */
export const strengthsRoot = 'strengths';
export const nextStepsRoot = 'next-steps';
export const agreedRoot = 'agreed';
export const togetherRoot = 'together';
export const toEvidenceRoot = (criterionId: string) => `evidence:${criterionId}`;

export const toDiscussionRoot = (criterionId: string) => `discussion:${criterionId}`;

export interface Proposal {
	criterionId: string;
	userId: string;
	value: Level;
}

/** The shared text of a criterion's evidence. */
export const getEvidence = (doc: Y.Doc, criterionId: string): Y.Text =>
	doc.getText(toEvidenceRoot(criterionId));

/** The shared text about a criterion whose numbers differ. */
export const getDiscussion = (doc: Y.Doc, criterionId: string): Y.Text =>
	doc.getText(toDiscussionRoot(criterionId));

export const toAgreedKey = (criterionId: string, userId: string) => `${criterionId}:${userId}`;

/** Proposes an agreed rating under the person's own id; `null` takes the proposal back. */
export function proposeAgreed(
	doc: Y.Doc,
	criterionId: string,
	userId: string,
	value: Level | null
): void {
	const agreed = doc.getMap<Level>(agreedRoot);
	if (value === null) agreed.delete(toAgreedKey(criterionId, userId));
	else agreed.set(toAgreedKey(criterionId, userId), value);
}

/** All proposals, in no order. */
export function readProposals(doc: Y.Doc): Proposal[] {
	return [...doc.getMap<Level>(agreedRoot)].map(([key, value]) => {
		const cut = key.lastIndexOf(':');
		return { criterionId: key.slice(0, cut), userId: key.slice(cut + 1), value };
	});
}

/** Sets a shared rating of *together, live*; `null` clears it. */
export function setTogether(doc: Y.Doc, criterionId: string, mark: Mark | null): void {
	const together = doc.getMap<Mark>(togetherRoot);
	if (mark === null) together.delete(criterionId);
	else together.set(criterionId, mark);
}

export const readTogether = (doc: Y.Doc): Map<string, Mark> =>
	new Map(doc.getMap<Mark>(togetherRoot));

/** The words of the round's feedback as they stand. */
export function readFeedback(doc: Y.Doc, criterionIds: string[]) {
	const toWords = (getText: (doc: Y.Doc, id: string) => Y.Text) =>
		new Map(criterionIds.map((id) => [id, getText(doc, id).toString().trim()]));
	return {
		strengths: doc.getText(strengthsRoot).toString().trim(),
		nextSteps: doc.getText(nextStepsRoot).toString().trim(),
		evidence: toWords(getEvidence),
		discussion: toWords(getDiscussion)
	};
}
