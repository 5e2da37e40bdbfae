import type { Category } from './question.ts';

/** One step of an interview's plan: deals one question from one of `categories`. */
export interface PlanStep {
	label: string;
	categories: Category[];
}

export interface Plan {
	id: string;
	name: string;
	steps: PlanStep[];
}
