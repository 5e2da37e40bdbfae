import type { Category } from './question.ts';

/** One step of an interview's plan: deals one question from one of `categories`. */
export interface PlanStep {
	label: string;
	/** Where there are several, in order of preference; those that do not fit the candidate are left out. */
	categories: Category[];
	/** Seconds set aside for asking, answer and one follow-up; absent: what its first category usually takes. */
	seconds?: number;
	/** Of these, seconds to read the question in silence before the answer's clock runs; absent: none. */
	readSeconds?: number;
}

export interface Plan {
	id: string;
	name: string;
	/** One sentence: when to take it. */
	description: string;
	/** Minutes of the appointment it was made for. */
	minutes: number;
	steps: PlanStep[];
	/** The built-in rubric that goes with it, by name of its id. */
	rubricId: string;
}
