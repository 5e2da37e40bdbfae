/** How an appointment's minutes are shared out, in whole minutes. */
export interface TimeBudget {
	arrive: number;
	questions: number;
	/** In silence. */
	rate: number;
	talk: number;
	/** The next date. */
	close: number;
}

/**
 * A minute to arrive, two to rate in silence, one to fix the next date; of the rest, seven parts in ten are questions
 * and three are talk. Thirty minutes make 1 + 18 + 2 + 8 + 1. Less than ten minutes are shared as ten.
 */
export function toTimeBudget(minutes: number): TimeBudget {
	const total = Math.max(10, Math.round(minutes));
	const talk = Math.round((total - 4) * 0.3);
	return { arrive: 1, questions: total - 4 - talk, rate: 2, talk, close: 1 };
}
