import { fitsCategory } from '../deck/draw.ts';
import type { PlanStep } from '../deck/plan.ts';
import type { Category, Preparation } from '../deck/question.ts';
import type { Criterion } from './rubric.ts';

/**
 * A round's card: the core criteria and those that the plan's steps elicit, in the rubric's order; the rest is folded
 * away but can still be rated. A step with several categories counts as the first that fits the candidate.
 */
export function toShownCriteria(
	criteria: readonly Criterion[],
	steps: readonly PlanStep[],
	candidate: Preparation
): { shown: Criterion[]; folded: Criterion[] } {
	const elicited = new Set(steps.map((step) => toLikelyCategory(step, candidate)));
	const isShown = ({ isCore, elicitedBy }: Criterion) =>
		isCore || elicitedBy.some((category) => elicited.has(category));
	return {
		shown: criteria.filter(isShown),
		folded: criteria.filter((criterion) => !isShown(criterion))
	};
}

function toLikelyCategory(step: PlanStep, candidate: Preparation): Category | undefined {
	return step.categories.find((category) => fitsCategory(category, candidate));
}
