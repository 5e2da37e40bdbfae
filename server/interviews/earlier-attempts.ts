import { and, desc, eq, inArray, isNotNull, lt, or, sql, type SQL } from 'drizzle-orm';
import type { EarlierAttempt, HeardMarks } from '#lib/interview/views.ts';
import { isAnyOf } from '#server/db/any-of.ts';
import type { Executor } from '#server/db/open.ts';
import {
	answerMarks,
	answers,
	interviews,
	questions,
	rounds,
	scorecards,
	users
} from '#server/db/schema.ts';
import type { AnswerRow } from './interview-queries.ts';
import { toDurationMs } from './stage.ts';

/** What raters marked about answers, by answer; `isAsked` is of `answerMarks.answerId`. */
export async function findHeard(db: Executor, isAsked: SQL): Promise<Map<string, HeardMarks[]>> {
	const rows = await db
		.select({ given: answerMarks, raterName: users.name })
		.from(answerMarks)
		.innerJoin(users, eq(users.id, answerMarks.raterId))
		.where(isAsked)
		.orderBy(users.name);
	const heard = rows.map(({ given: { answerId, raterId, marks }, raterName }) => ({
		answerId,
		one: { raterId, raterName, marks }
	}));
	return new Map(
		[...Map.groupBy(heard, ({ answerId }) => answerId)].map(([answerId, ones]) => [
			answerId,
			ones.map(({ one }) => one)
		])
	);
}

/**
 * For each of a candidate's answers the time before, in a finished interview: the same question or a copy of it, or the
 * same line of their file. The candidate's own to read: who sat in this interview need not have been in that one.
 */
export async function findEarlierAttempts(
	db: Executor,
	candidateId: string,
	roundId: string,
	asked: readonly AnswerRow[]
): Promise<Map<string, EarlierAttempt>> {
	const ids = (pick: (answer: AnswerRow) => string | null) =>
		asked.flatMap((one) => pick(one) ?? []);
	const [questionIds, lineIds] = [ids((one) => one.questionId), ids((one) => one.fileLineId)];
	const last = asked.reduce((latest, { startedAt }) => Math.max(latest, +(startedAt ?? 0)), 0);
	if (questionIds.length + lineIds.length === 0) return new Map();
	const lineages = await findLineages(db, questionIds);
	const rows = await db
		.select({ answer: answers, interviewId: interviews.id, lineageId: questions.lineageId })
		.from(answers)
		.leftJoin(questions, eq(questions.id, answers.questionId))
		.innerJoin(rounds, eq(rounds.id, answers.roundId))
		.innerJoin(interviews, eq(interviews.id, rounds.interviewId))
		.where(
			and(
				eq(rounds.candidateId, candidateId),
				eq(interviews.phase, 'finished'),
				isNotNull(answers.stoppedAt),
				lt(answers.startedAt, new Date(last)),
				or(
					isAnyOf(questions.lineageId, [...new Set(lineages.values())]),
					inArray(answers.fileLineId, lineIds)
				)
			)
		)
		.orderBy(desc(answers.startedAt));
	const found = asked.flatMap((answer) => {
		const before = rows.find(
			({ answer: one, lineageId }) =>
				one.startedAt! < (answer.startedAt ?? 0) &&
				(lineageId
					? lineageId === lineages.get(answer.questionId ?? '')
					: one.fileLineId === answer.fileLineId)
		);
		return before ? [{ answerId: answer.id, ...before }] : [];
	});
	const foundIds = found.map(({ answer }) => answer.id);
	const heard = await findHeard(db, isAnyOf(answerMarks.answerId, foundIds));
	const ratedOf = await findRated(db, [roundId, ...found.map(({ answer }) => answer.roundId)]);
	return new Map(
		found.map(({ answerId, answer, interviewId }) => [
			answerId,
			{
				interviewId,
				at: answer.startedAt!.toISOString(),
				durationMs: toDurationMs(answer),
				targetSeconds: answer.content.targetSeconds,
				heard: heard.get(answer.id) ?? [],
				rated: ratedOf.get(answer.roundId) ?? null,
				ratedNow: ratedOf.get(roundId) ?? null
			}
		])
	);
}

/** What each of these questions shares with its copies. */
async function findLineages(db: Executor, questionIds: string[]): Promise<Map<string, string>> {
	const rows = await db
		.select({ id: questions.id, lineageId: questions.lineageId })
		.from(questions)
		.where(isAnyOf(questions.id, questionIds));
	return new Map(rows.map(({ id, lineageId }) => [id, lineageId]));
}

/** The mean of the interviewers' cards of each of these rounds that has one. */
async function findRated(db: Executor, roundIds: string[]): Promise<Map<string, number>> {
	const rows = await db
		.select({ roundId: scorecards.roundId, mean: sql<number>`avg(${scorecards.mean})::float8` })
		.from(scorecards)
		.where(
			and(
				inArray(scorecards.roundId, roundIds),
				eq(scorecards.raterKind, 'interviewer'),
				eq(scorecards.state, 'given'),
				isNotNull(scorecards.mean)
			)
		)
		.groupBy(scorecards.roundId);
	return new Map(rows.map(({ roundId, mean }) => [roundId, mean]));
}
