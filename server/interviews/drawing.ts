import { and, eq, isNull } from 'drizzle-orm';
import { toFileCardId, toFileCards } from '#lib/candidate-file/file-cards.ts';
import { drawQuestion, type DeckQuestion, type Draw } from '#lib/deck/draw.ts';
import type { PlanStep } from '#lib/deck/plan.ts';
import { toTimedContent } from '#lib/deck/plan-time.ts';
import { toLights } from '#lib/interview/clock.ts';
import type { CommandRefusal } from '#lib/interview/command.ts';
import { findOpenLines } from '#server/candidate-files/candidate-file-queries.ts';
import { findPractice } from '#server/decks/practice-queries.ts';
import { createId } from '#server/db/id.ts';
import type { Executor } from '#server/db/open.ts';
import { answers, interviews, questions, rounds } from '#server/db/schema.ts';
import {
	done,
	isRunning,
	refuse,
	unchanged,
	updateAnswer,
	type Applied,
	type CommandContext
} from './command-context.ts';
import { findMet, toMetAt } from './exposures.ts';
import type { AnswerRow } from './interview-queries.ts';
import { findCard, toDealtSteps, toLineUp } from './stage.ts';

/** The deck's questions as the draw rules want them, archived ones left out. */
async function findDeckQuestions(db: Executor, deckId: string): Promise<DeckQuestion[]> {
	return db
		.select({ id: questions.id, version: questions.version, content: questions.content })
		.from(questions)
		.where(and(eq(questions.deckId, deckId), isNull(questions.archivedAt)))
		.orderBy(questions.position);
}

/** What may be drawn for a candidate: the ticked lines of that candidate's own file, then the deck's questions. */
export async function findCards(
	db: Executor,
	deckId: string,
	candidateId: string | null
): Promise<DeckQuestion[]> {
	const own = candidateId ? await findOpenLines(db, candidateId) : [];
	return [...toFileCards(own), ...(await findDeckQuestions(db, deckId))];
}

/** Which card of `findCards` an answer was dealt. */
export const toCardId = (answer: Pick<AnswerRow, 'questionId' | 'fileLineId'>): string | null =>
	answer.fileLineId ? toFileCardId(answer.fileLineId) : answer.questionId;

/** A card as it is dealt for a step: the answer keeps what is asked, whatever becomes of the question. */
export function toDealtRow(
	{ question, metBeforeAt, reason }: Draw,
	step: PlanStep | null,
	place: { roundId: string; ordinal: number; planStep: number | null; drawnAt: Date }
) {
	const content = toTimedContent(question.content, step);
	return {
		...place,
		id: createId(),
		questionId: question.fileLineId ? null : question.id,
		questionVersion: question.version,
		fileLineId: question.fileLineId ?? null,
		category: content.category,
		content,
		lights: toLights(content),
		metBeforeAt: metBeforeAt === null ? null : new Date(metBeforeAt),
		reason,
		state: 'drawn' as const
	};
}

type Request = Omit<Parameters<typeof drawQuestion>[0], 'categories' | 'random'>;

/** Draws a card and lays it on the table. A card that lay there unasked goes back under the deck. */
export async function deal(
	context: CommandContext,
	planStep: number | null,
	choose: (request: Request) => Draw | null,
	otherwise: CommandRefusal = 'deck_exhausted'
): Promise<Applied> {
	const { tx, state, now } = context;
	const { interview, round } = state;
	const { candidateId } = round;
	const onTable = findCard(state.answers);
	if (isRunning(onTable)) return refuse('answer_running');
	const drawn = await tx
		.select({ questionId: answers.questionId, fileLineId: answers.fileLineId })
		.from(answers)
		.innerJoin(rounds, eq(rounds.id, answers.roundId))
		.where(eq(rounds.interviewId, interview.id));
	const step = planStep === null ? null : interview.plan[planStep]!;
	const met = await findMet(tx, interview.deckId, candidateId);
	const draw = choose({
		questions: await findCards(tx, interview.deckId, candidateId),
		candidate: state.preparation,
		drawnIds: new Set(drawn.flatMap((row) => toCardId(row) ?? [])),
		metAt: toMetAt(met),
		practice: await findPractice(tx, candidateId)
	});
	if (!draw) return refuse(otherwise);
	if (onTable && !onTable.startedAt) await updateAnswer(tx, onTable.id, { state: 'redrawn' });
	const ordinal = (state.answers.at(-1)?.ordinal ?? 0) + 1;
	await tx.insert(answers).values({
		...toDealtRow(draw, step, { roundId: round.id, ordinal, planStep, drawnAt: now }),
		metAsInterviewer: met.get(draw.question.id)?.isAsInterviewer ?? false
	});
	await startInterview(context);
	return done;
}

/** The first draw starts the interview. */
async function startInterview({ tx, state, now }: CommandContext): Promise<void> {
	if (state.interview.phase === 'live') return;
	await tx
		.update(interviews)
		.set({ phase: 'live', startedAt: state.interview.startedAt ?? now, presentAt: now })
		.where(eq(interviews.id, state.interview.id));
	await tx.update(rounds).set({ startedAt: now }).where(eq(rounds.id, state.round.id));
}

/** Deals the plan's next step for which a card fits. A card on the table that nobody has asked yet stays: pressing twice draws once. */
export async function drawForPlan(context: CommandContext): Promise<Applied> {
	const { interview, round, answers } = context.state;
	const onTable = findCard(answers);
	if (onTable && !onTable.startedAt) return unchanged;
	const dealt = toDealtSteps(answers);
	for (const step of toLineUp(interview.plan, round.lineUp)) {
		if (dealt.has(step)) continue;
		const { categories } = interview.plan[step]!;
		const applied = await deal(context, step, (request) =>
			drawQuestion({ ...request, categories, random: context.random })
		);
		if (applied.ok || applied.code !== 'deck_exhausted') return applied;
	}
	return refuse('plan_complete');
}

/** Another card for the same step, or the same category where the card was off plan. */
export async function drawOther(context: CommandContext): Promise<Applied> {
	const { interview, answers } = context.state;
	const onTable = findCard(answers);
	if (!onTable) return refuse('nothing_drawn');
	if (onTable.startedAt) return refuse(onTable.stoppedAt ? 'nothing_drawn' : 'answer_running');
	const step = onTable.planStep;
	const wanted = step === null ? [onTable.content.category] : interview.plan[step]!.categories;
	return deal(context, step, (request) =>
		drawQuestion({ ...request, categories: wanted, random: context.random })
	);
}

/** Sets what is dealt from here on, and in which order. Steps that were dealt stay so, wherever they are named. */
export async function orderPlan({ tx, state }: CommandContext, order: number[]): Promise<Applied> {
	const { interview, round } = state;
	const isOurs =
		new Set(order).size === order.length && order.every((step) => step < interview.plan.length);
	if (!isOurs) return refuse('unknown_step');
	if (toLineUp(interview.plan, round.lineUp).join() === order.join()) return unchanged;
	await tx.update(rounds).set({ lineUp: order }).where(eq(rounds.id, round.id));
	return done;
}

export async function skip({ tx, state }: CommandContext): Promise<Applied> {
	const card = findCard(state.answers);
	if (!card || card.stoppedAt) return refuse('nothing_drawn');
	if (card.startedAt) return refuse('answer_running');
	await updateAnswer(tx, card.id, { state: 'skipped' });
	return done;
}

/**
 * Takes a draw back as if it had not been: the card may be dealt again, its step is still to come, and a card that it
 * took the place of lies on the table once more.
 */
export async function undoDraw({ tx, state }: CommandContext): Promise<Applied> {
	const card = findCard(state.answers);
	if (!card || card.stoppedAt) return refuse('nothing_drawn');
	if (card.startedAt) return refuse('answer_running');
	await tx.delete(answers).where(eq(answers.id, card.id));
	const before = state.answers.at(-2);
	if (before?.state === 'redrawn') await updateAnswer(tx, before.id, { state: 'drawn' });
	return done;
}
