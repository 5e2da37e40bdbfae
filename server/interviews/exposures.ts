import { and, eq, isNotNull } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { toFileCardId } from '#lib/candidate-file/file-cards.ts';
import type { Executor } from '#server/db/open.ts';
import { answers, exposures, questions, rounds } from '#server/db/schema.ts';

/**
 * When the candidate met each of the deck's questions last, or one that it is a copy of, and each line of their own
 * file; ms since the epoch.
 */
export async function findMetAt(
	db: Executor,
	deckId: string,
	candidateId: string | null
): Promise<Map<string, number>> {
	if (!candidateId) return new Map();
	const met = alias(questions, 'met');
	const rows = await db
		.select({ questionId: questions.id, metAt: exposures.metAt })
		.from(exposures)
		.innerJoin(met, eq(met.id, exposures.questionId))
		.innerJoin(questions, and(eq(questions.deckId, deckId), eq(questions.lineageId, met.lineageId)))
		.where(eq(exposures.userId, candidateId))
		.orderBy(exposures.metAt);
	const own = await db
		.select({ lineId: answers.fileLineId, metAt: answers.startedAt })
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
	return new Map([
		...rows.map((row) => [row.questionId, row.metAt.getTime()] as const),
		...own.map((row) => [toFileCardId(row.lineId!), row.metAt!.getTime()] as const)
	]);
}

/** Whether somebody has put a question or its like to a peer, and never answered it. */
export async function isMetAsInterviewer(
	db: Executor,
	userId: string,
	questionId: string
): Promise<boolean> {
	const met = alias(questions, 'met');
	const rows = await db
		.selectDistinct({ role: exposures.role })
		.from(exposures)
		.innerJoin(met, eq(met.id, exposures.questionId))
		.innerJoin(questions, eq(questions.lineageId, met.lineageId))
		.where(and(eq(exposures.userId, userId), eq(questions.id, questionId)));
	return rows.length > 0 && rows.every(({ role }) => role === 'interviewer');
}
