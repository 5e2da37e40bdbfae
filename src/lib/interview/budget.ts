/** How an appointment's minutes are shared out, in whole minutes. */
export interface TimeBudget {
	arrive: number;
	/** Of each round. */
	questions: number;
	/** In silence, after each round. */
	rate: number;
	talk: number;
	/** The next date. */
	close: number;
}

/**
 * A minute to arrive, two to rate in silence, one to fix the next date; of the rest, seven parts in ten are questions
 * and three are talk. Thirty minutes make 1 + 18 + 2 + 8 + 1. Rounds have the same share each, and one talk together:
 * a peer swap of sixty makes 1 + 2 × (19 + 2) + 16 + 1. Less than ten minutes a round are shared as ten.
 */
export function toTimeBudget(minutes: number, rounds = 1): TimeBudget {
	const total = Math.max(10 * rounds, Math.round(minutes));
	const shared = total - 2 - 2 * rounds;
	const questions = Math.floor((shared - Math.round(shared * 0.3)) / rounds);
	return { arrive: 1, questions, rate: 2, talk: shared - questions * rounds, close: 1 };
}
