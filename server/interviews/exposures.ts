import { and, eq, isNotNull } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { toFileCardId } from '#lib/candidate-file/file-cards.ts';
import type { Executor } from '#server/db/open.ts';
import { answers, exposures, questions, rounds } from '#server/db/schema.ts';

export interface Met {
	/** Last; ms since the epoch. */
	at: number;
	/** Only by putting it to a peer: they have never answered it. */
	isAsInterviewer: boolean;
}

/** What the candidate has met of the deck's questions, or of what they are copies of, and of their own file's lines. */
export async function findMet(
	db: Executor,
	deckId: string,
	candidateId: string | null
): Promise<Map<string, Met>> {
	if (!candidateId) return new Map();
	const origin = alias(questions, 'origin');
	const rows = await db
		.select({ id: questions.id, at: exposures.metAt, role: exposures.role })
		.from(exposures)
		.innerJoin(origin, eq(origin.id, exposures.questionId))
		.innerJoin(
			questions,
			and(eq(questions.deckId, deckId), eq(questions.lineageId, origin.lineageId))
		)
		.where(eq(exposures.userId, candidateId))
		.orderBy(exposures.metAt);
	const own = await db
		.select({ lineId: answers.fileLineId, at: answers.startedAt })
		.from(answers)
		.innerJoin(rounds, eq(rounds.id, answers.roundId))
		.where(
			and(
				eq(rounds.candidateId, candidateId),
				isNotNull(answers.fileLineId),
				isNotNull(answers.startedAt)
			)
		)
		.orderBy(answers.startedAt);
	const met = new Map<string, Met>();
	for (const { id, at, role } of rows) {
		const isAsInterviewer = role === 'interviewer' && met.get(id)?.isAsInterviewer !== false;
		met.set(id, { at: at.getTime(), isAsInterviewer });
	}
	for (const { lineId, at } of own)
		met.set(toFileCardId(lineId!), { at: at!.getTime(), isAsInterviewer: false });
	return met;
}

/** The same as the draw wants it. */
export const toMetAt = (met: ReadonlyMap<string, Met>): Map<string, number> =>
	new Map([...met].map(([id, { at }]) => [id, at]));
