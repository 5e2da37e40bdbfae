import type { Criterion } from '#lib/rubric/rubric.ts';

/** A criterion with words at every level. */
export const starterCriterion = (id: string, more: Partial<Criterion> = {}): Criterion => ({
	id,
	name: 'Structure',
	description: 'Whether the answer has an order one can follow.',
	anchors: {
		1: 'Moves between thoughts without an order.',
		2: 'Has a beginning, then loses the thread.',
		3: 'Has an order that can be followed.',
		4: 'Announces the order and keeps to it.',
		5: 'Each part leads to the next and to the point.'
	},
	isCore: true,
	elicitedBy: [],
	...more
});
