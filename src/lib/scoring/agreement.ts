import type { Proposal } from '../feedback/feedback-doc.ts';
import type { Role } from '../interview/interview.ts';
import type { Level, Mark } from '../rubric/rubric.ts';

/** Numbers this far apart are worth talking about. */
export const discussionGap = 2;

/**
 * The agreed rating of a criterion: the level that the round's candidate and an interviewer both propose, or null while
 * they do not. Observers propose nothing that counts. Where two different levels qualify, nothing is agreed.
 */
export function toAgreed(
	proposals: readonly Proposal[],
	people: readonly { userId: string; role: Role }[],
	criterionId: string
): Level | null {
	const proposedBy = (role: Role) =>
		new Set(
			proposals
				.filter((proposal) => proposal.criterionId === criterionId)
				.filter(({ userId }) => people.some((one) => one.userId === userId && one.role === role))
				.map((proposal) => proposal.value)
		);
	const candidate = proposedBy('candidate');
	const both = [...proposedBy('interviewer')].filter((level) => candidate.has(level));
	return both.length === 1 ? both[0]! : null;
}

/**
 * How far apart the numbers of a criterion are: the largest difference, or null with fewer than two numbers. *Not seen*
 * is not a number and stays out.
 */
export function toGap(marks: readonly (Mark | null | undefined)[]): number | null {
	const numbers = marks.filter((mark): mark is Level => typeof mark === 'number');
	return numbers.length < 2 ? null : Math.max(...numbers) - Math.min(...numbers);
}

/** Whether a criterion's numbers differ enough to ask for an agreed one. */
export const isApart = (marks: readonly (Mark | null | undefined)[]): boolean =>
	(toGap(marks) ?? 0) >= discussionGap;

/**
 * Where a criterion's agreed rating stands, in words: `Agreed: 3`, `You propose 3`, or everybody's proposal that is not
 * settled. Empty: nobody proposes.
 */
export function toAgreedWords(
	agreed: Level | null,
	mine: Level | null,
	theirs: readonly { name: string; value: Level }[]
): string {
	if (agreed !== null) return `Agreed: ${agreed}`;
	const others = theirs.map(({ name, value }) => `${name} proposes ${value}`).join(', ');
	if (mine === null) return others;
	return others ? `${others}, you ${mine}` : `You propose ${mine}`;
}

/** Numbers of two raters for the same criterion, compared: how many pairs, and of those the equal ones and those at most one apart. */
export interface Agreement {
	pairs: number;
	equal: number;
	withinOne: number;
}

/** Agreement over criteria, each with what its raters gave: every two of them are a pair. *Not seen* is no number. */
export function toPairs(criteria: readonly (readonly (Mark | null | undefined)[])[]): Agreement {
	const gaps = criteria.flatMap((marks) =>
		marks.flatMap((one, index) =>
			marks.slice(index + 1).flatMap((other) => toGap([one, other]) ?? [])
		)
	);
	const count = (most: number) => gaps.filter((gap) => gap <= most).length;
	return { pairs: gaps.length, equal: count(0), withinOne: count(1) };
}
