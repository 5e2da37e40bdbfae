import type { Category } from './question.ts';

/** One step of an interview's plan: deals one question from one of `categories`. */
export interface PlanStep {
	label: string;
	/** Where there are several, in order of preference; those that do not fit the candidate are left out. */
	categories: Category[];
}

export interface Plan {
	id: string;
	name: string;
	/** One sentence: when to take it. */
	description: string;
	/** Minutes of the appointment it was made for. */
	minutes: number;
	steps: PlanStep[];
}

/** Minutes of an appointment by phase. They add up to the appointment's minutes. */
export interface TimeBudget {
	arrive: number;
	questions: number;
	rate: number;
	talk: number;
	close: number;
}

/**
 * Shares an appointment out: a minute to arrive, two to rate in silence, one to fix the next date; of the rest, seven
 * parts in ten are questions and three are talk. Thirty minutes make 1 + 18 + 2 + 8 + 1. Shorter appointments than
 * ten minutes are shared as ten.
 */
export function toTimeBudget(minutes: number): TimeBudget {
	const total = Math.max(10, Math.round(minutes));
	const talk = Math.round((total - 4) * 0.3);
	return { arrive: 1, questions: total - 4 - talk, rate: 2, talk, close: 1 };
}
