import type { Category } from '../deck/question.ts';

export const levels = [1, 2, 3, 4, 5] as const;
export type Level = (typeof levels)[number];

/** A rater's mark on a criterion: a level, or *not seen*, which stays out of every mean. */
export type Mark = Level | 'not-seen';

/** A criterion of a rubric, with the behaviour that earns each level. */
export interface Criterion {
	/** Stable across versions; part of document keys: lower-case letters, digits and `-`. */
	id: string;
	name: string;
	/** One sentence: what to look at. */
	description: string;
	anchors: Record<Level, string>;
	/** Shown on every card; the others are shown when the plan elicits them, else folded. */
	isCore: boolean;
	/** Categories whose presence in a plan brings the criterion to the card. */
	elicitedBy: Category[];
	/** How much it matters beside the others, for whoever sums up; absent: 1. Shown where it is not 1; means stay plain. */
	weight?: number;
}

/** A criterion's weight as it stands beside its name: `weight 2`; empty where it counts as one does. */
export const toWeightWords = (weight = 1): string => (weight === 1 ? '' : `weight ${weight}`);
