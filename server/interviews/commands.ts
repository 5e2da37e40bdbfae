import { and, eq, isNull } from 'drizzle-orm';
import * as v from 'valibot';
import { toFileCardId, toFileCards } from '#lib/candidate-file/file-cards.ts';
import { drawQuestion, pickQuestion, type DeckQuestion, type Draw } from '#lib/deck/draw.ts';
import { categories } from '#lib/deck/question.ts';
import type { PlanStep } from '#lib/deck/plan.ts';
import { toTimedContent } from '#lib/deck/plan-time.ts';
import { toLights, toReadingMs } from '#lib/interview/clock.ts';
import type { Command, CommandRefusal } from '#lib/interview/command.ts';
import { roles, type Role } from '#lib/interview/interview.ts';
import { findOpenLines } from '#server/candidate-files/candidate-file-queries.ts';
import { findPractice } from '#server/decks/practice-queries.ts';
import { createId } from '#server/db/id.ts';
import type { Executor, Tx } from '#server/db/open.ts';
import {
	answers,
	exposures,
	interviews,
	participants,
	questions,
	roundRaters,
	rounds
} from '#server/db/schema.ts';
import { applyKnockCommand } from '#server/knocks/knock-commands.ts';
import { applyRecordingCommand } from '#server/recordings/recording-commands.ts';
import {
	findCard,
	isEveryoneDone,
	isLastRound,
	toClock,
	toDealtSteps,
	toLineUp,
	toPanel,
	toRaters
} from './stage.ts';
import { findMet, toMetAt } from './exposures.ts';
import { toRoundRole, type AnswerRow, type InterviewState } from './interview-queries.ts';

const plain = <T extends string>(type: T) => v.strictObject({ type: v.literal(type) });

/** No plan is longer. */
const mostPlanSteps = 60;

/** What a page may send. Unknown commands and unknown fields are refused as `bad_command`. */
export const commandSchema = v.variant('type', [
	plain('draw-question'),
	plain('other-question'),
	v.strictObject({ type: v.literal('draw-from-category'), category: v.picklist(categories) }),
	v.strictObject({
		type: v.literal('pick-question'),
		questionId: v.pipe(v.string(), v.maxLength(40))
	}),
	plain('skip-question'),
	plain('undo-draw'),
	v.strictObject({
		type: v.literal('ask-follow-up'),
		index: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(20))
	}),
	v.strictObject({ type: v.literal('show-prompt'), isShown: v.boolean() }),
	plain('start-answer'),
	plain('end-reading'),
	plain('stop-answer'),
	plain('pause-answer'),
	plain('resume-answer'),
	v.strictObject({
		type: v.literal('add-time'),
		seconds: v.pipe(v.number(), v.integer(), v.minValue(5), v.maxValue(600))
	}),
	plain('signal-end'),
	v.strictObject({ type: v.literal('set-ready'), isReady: v.boolean() }),
	plain('go-to-debrief'),
	plain('done-rating'),
	plain('reveal-scores'),
	plain('next-round'),
	v.strictObject({ type: v.literal('choose-asker'), userId: v.pipe(v.string(), v.maxLength(40)) }),
	v.strictObject({ type: v.literal('propose-recording'), canRecord: v.boolean() }),
	v.strictObject({ type: v.literal('consent-recording'), canRecord: v.boolean() }),
	plain('refuse-recording'),
	plain('withdraw-recording'),
	v.strictObject({
		type: v.literal('stop-recording'),
		why: v.optional(v.picklist(['failed', 'full']))
	}),
	v.strictObject({
		type: v.literal('begin-recording-part'),
		tab: v.pipe(v.string(), v.regex(/^[\w-]{1,64}$/))
	}),
	v.strictObject({
		type: v.literal('order-plan'),
		order: v.pipe(
			v.array(v.pipe(v.number(), v.integer(), v.minValue(0))),
			v.maxLength(mostPlanSteps)
		)
	}),
	v.strictObject({
		type: v.literal('admit-knock'),
		knockId: v.pipe(v.string(), v.maxLength(40)),
		role: v.picklist(roles)
	}),
	v.strictObject({
		type: v.literal('decline-knock'),
		knockId: v.pipe(v.string(), v.maxLength(40))
	}),
	plain('finish')
]);

/** What a command runs on: everything is read and written inside one transaction. */
export interface CommandContext {
	tx: Tx;
	state: InterviewState;
	/** Who gives it; null for the server itself. */
	userId: string | null;
	now: Date;
	random: () => number;
}

/** `changed: false` where the wish is already so: nothing is written, and the answer is a yes. */
export type Applied = { ok: true; changed: boolean } | { ok: false; code: CommandRefusal };

const done: Applied = { ok: true, changed: true };
const unchanged: Applied = { ok: true, changed: false };
const refuse = (code: CommandRefusal): Applied => ({ ok: false, code });

/**
 * Carries a command out on the rows. Role and phase were checked by `refuseCommand`; what is left here is what depends
 * on the round's answers. `finish` is not here: it reads the documents too, see finish.ts.
 */
export async function applyCommand(
	context: CommandContext,
	command: Exclude<Command, { type: 'finish' }>
): Promise<Applied> {
	switch (command.type) {
		case 'draw-question':
			return drawForPlan(context);
		case 'other-question':
			return drawOther(context);
		case 'draw-from-category':
			return deal(context, null, (request) =>
				drawQuestion({ ...request, categories: [command.category], random: context.random })
			);
		case 'pick-question':
			return deal(
				context,
				null,
				(request) => pickQuestion({ ...request, questionId: command.questionId }),
				'unknown_question'
			);
		case 'skip-question':
			return skip(context);
		case 'undo-draw':
			return undoDraw(context);
		case 'ask-follow-up':
			return askFollowUp(context, command.index);
		case 'show-prompt':
			return showPrompt(context, command.isShown);
		case 'start-answer':
			return startAnswer(context);
		case 'end-reading':
			return endReading(context);
		case 'stop-answer':
			return stopAnswer(context);
		case 'pause-answer':
		case 'resume-answer':
			return setPaused(context, command.type === 'pause-answer');
		case 'add-time':
			return addTime(context, command.seconds);
		case 'signal-end':
			return signalEnd(context);
		case 'set-ready':
			return setReady(context, command.isReady);
		case 'go-to-debrief':
			return goToDebrief(context);
		case 'done-rating':
			return doneRating(context);
		case 'reveal-scores':
			return reveal(context);
		case 'next-round':
			return nextRound(context);
		case 'choose-asker':
			return chooseAsker(context, command.userId);
		case 'propose-recording':
		case 'consent-recording':
		case 'refuse-recording':
		case 'withdraw-recording':
		case 'stop-recording':
		case 'begin-recording-part':
			return applyRecordingCommand(context, command);
		case 'admit-knock':
		case 'decline-knock':
			return applyKnockCommand(context, command);
		case 'order-plan':
			return orderPlan(context, command.order);
	}
}

const unpaused = { pausedAt: null, pausedMs: 0, pauses: [] };

const isReading = (answer: AnswerRow, now: Date): boolean =>
	toReadingMs(toClock(answer), now.getTime()) > 0;

const isRunning = (answer: AnswerRow | null): answer is AnswerRow & { startedAt: Date } =>
	!!answer?.startedAt && !answer.stoppedAt;

async function updateAnswer(tx: Tx, id: string, values: Partial<AnswerRow>): Promise<void> {
	await tx.update(answers).set(values).where(eq(answers.id, id));
}

/* ---- drawing ------------------------------------------------------------------------------ */

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
async function deal(
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
async function drawForPlan(context: CommandContext): Promise<Applied> {
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
async function drawOther(context: CommandContext): Promise<Applied> {
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
async function orderPlan({ tx, state }: CommandContext, order: number[]): Promise<Applied> {
	const { interview, round } = state;
	const isOurs =
		new Set(order).size === order.length && order.every((step) => step < interview.plan.length);
	if (!isOurs) return refuse('unknown_step');
	if (toLineUp(interview.plan, round.lineUp).join() === order.join()) return unchanged;
	await tx.update(rounds).set({ lineUp: order }).where(eq(rounds.id, round.id));
	return done;
}

async function skip({ tx, state }: CommandContext): Promise<Applied> {
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
async function undoDraw({ tx, state }: CommandContext): Promise<Applied> {
	const card = findCard(state.answers);
	if (!card || card.stoppedAt) return refuse('nothing_drawn');
	if (card.startedAt) return refuse('answer_running');
	await tx.delete(answers).where(eq(answers.id, card.id));
	const before = state.answers.at(-2);
	if (before?.state === 'redrawn') await updateAnswer(tx, before.id, { state: 'drawn' });
	return done;
}

/* ---- answering ---------------------------------------------------------------------------- */

/**
 * The asking: the clock starts, after the time to read where the step has it; the candidate has met the question, and the
 * turn goes on. In a swap the one who asks has met it as well: their own half, or an evening later, must not deal it to them
 * as new.
 */
async function startAnswer({ tx, state, userId, now }: CommandContext): Promise<Applied> {
	const { interview, round } = state;
	const card = findCard(state.answers);
	if (!card || card.stoppedAt) return refuse('nothing_drawn');
	if (card.startedAt) return unchanged;
	const startedAt = new Date(now.getTime() + (card.content.readSeconds ?? 0) * 1000);
	await updateAnswer(tx, card.id, { startedAt, askedById: userId, state: 'asking' });
	await tx.update(rounds).set({ askerId: null }).where(eq(rounds.id, round.id));
	if (!card.questionId) return done;
	const met = { questionId: card.questionId, answerId: card.id, metAt: now };
	if (round.candidateId) await tx.insert(exposures).values({ ...met, userId: round.candidateId });
	if (interview.kind === 'peer' && userId)
		await tx.insert(exposures).values({ ...met, userId, role: 'interviewer' });
	return done;
}

/** Whoever has read enough begins: what was left of the time to read is let go. */
async function endReading({ tx, state, now }: CommandContext): Promise<Applied> {
	const card = findCard(state.answers);
	if (!isRunning(card)) return refuse('no_answer_running');
	if (!isReading(card, now)) return unchanged;
	await updateAnswer(tx, card.id, { startedAt: now, ...unpaused });
	return done;
}

/** Gives the next question to one of the panel. It informs: whoever presses *Start answer* asks. */
async function chooseAsker({ tx, state }: CommandContext, userId: string): Promise<Applied> {
	if (!toPanel(state).some((one) => one.userId === userId)) return refuse('unknown_asker');
	if (state.round.askerId === userId) return unchanged;
	await tx.update(rounds).set({ askerId: userId }).where(eq(rounds.id, state.round.id));
	return done;
}

/** What ending a pause writes. */
function toResumed({ startedAt, pausedAt, pausedMs, pauses }: AnswerRow, now: Date) {
	if (!startedAt || !pausedAt) return {};
	const lengthMs = now.getTime() - pausedAt.getTime();
	const atMs = pausedAt.getTime() - startedAt.getTime() - pausedMs;
	return {
		pausedAt: null,
		pausedMs: pausedMs + lengthMs,
		pauses: [...pauses, { atMs, lengthMs }]
	};
}

/** What stopping the running answer writes; a pause that is still on ends with it, and so does the reading. */
const toStopped = (answer: AnswerRow, now: Date): Partial<AnswerRow> => ({
	...(isReading(answer, now) ? { startedAt: now, ...unpaused } : toResumed(answer, now)),
	stoppedAt: now,
	state: 'answered'
});

async function stopAnswer({ tx, state, now }: CommandContext): Promise<Applied> {
	const card = findCard(state.answers);
	if (!card?.startedAt) return refuse('no_answer_running');
	if (card.stoppedAt) return unchanged;
	await updateAnswer(tx, card.id, toStopped(card, now));
	return done;
}

async function setPaused({ tx, state, now }: CommandContext, isPaused: boolean): Promise<Applied> {
	const card = findCard(state.answers);
	if (!isRunning(card)) return refuse('no_answer_running');
	if ((card.pausedAt !== null) === isPaused) return unchanged;
	await updateAnswer(tx, card.id, isPaused ? { pausedAt: now } : toResumed(card, now));
	return done;
}

async function addTime({ tx, state }: CommandContext, seconds: number): Promise<Applied> {
	const card = findCard(state.answers);
	if (!isRunning(card)) return refuse('no_answer_running');
	await updateAnswer(tx, card.id, {
		extraMs: Math.min(card.extraMs + seconds * 1000, 3_600_000),
		// Whoever is given time is not asked to close: the sign may be shown anew.
		endSignalledAt: null
	});
	return done;
}

/** Shows the candidate, gently, that a minute is left. Once is enough. */
async function signalEnd({ tx, state, now }: CommandContext): Promise<Applied> {
	const card = findCard(state.answers);
	if (!isRunning(card)) return refuse('no_answer_running');
	if (card.endSignalledAt) return unchanged;
	await updateAnswer(tx, card.id, { endSignalledAt: now });
	return done;
}

async function askFollowUp({ tx, state }: CommandContext, index: number): Promise<Applied> {
	const card = findCard(state.answers);
	if (!card?.startedAt) return refuse('no_answer_running');
	if (!card.content.followUps[index]) return refuse('unknown_follow_up');
	if (card.followUps.at(-1) === index) return unchanged;
	await updateAnswer(tx, card.id, {
		followUps: [...card.followUps.filter((one) => one !== index), index]
	});
	return done;
}

async function showPrompt({ tx, state }: CommandContext, isShown: boolean): Promise<Applied> {
	if (state.interview.promptShown === isShown) return unchanged;
	await tx
		.update(interviews)
		.set({ promptShown: isShown })
		.where(eq(interviews.id, state.interview.id));
	return done;
}

async function setReady(
	{ tx, state, userId, now }: CommandContext,
	isReady: boolean
): Promise<Applied> {
	const person = state.people.find((one) => one.userId === userId);
	if (!person || (person.readyAt !== null) === isReady) return unchanged;
	await tx
		.update(participants)
		.set({ readyAt: isReady ? now : null })
		.where(
			and(eq(participants.interviewId, state.interview.id), eq(participants.userId, person.userId))
		);
	return done;
}

/* ---- debrief ------------------------------------------------------------------------------ */

/** Ends the asking: a running answer stops, a card that was not asked is put back. */
async function goToDebrief(context: CommandContext): Promise<Applied> {
	const { tx, state, now } = context;
	const card = findCard(state.answers);
	if (isRunning(card)) await updateAnswer(tx, card.id, toStopped(card, now));
	else if (card && !card.startedAt) await updateAnswer(tx, card.id, { state: 'skipped' });
	await tx
		.update(interviews)
		.set({ phase: 'debrief', debriefAt: now, startedAt: state.interview.startedAt ?? now })
		.where(eq(interviews.id, state.interview.id));
	await tx
		.update(rounds)
		.set({ debriefAt: now, startedAt: state.round.startedAt ?? now })
		.where(eq(rounds.id, state.round.id));
	// Being ready is asked for anew: for the swap.
	await clearReady(context);
	return done;
}

/** All numbers open at one moment: when the last rater of the last round is done, or by `reveal-scores`. */
async function doneRating(context: CommandContext): Promise<Applied> {
	const { tx, state, userId, now } = context;
	if (!userId || state.doneRaterIds.has(userId)) return unchanged;
	await tx
		.insert(roundRaters)
		.values({ roundId: state.round.id, userId, doneAt: now })
		.onConflictDoNothing();
	const doneRaterIds = new Set([...state.doneRaterIds, userId]);
	if (isEveryoneDone({ ...state, doneRaterIds })) await reveal(context);
	return done;
}

/** Opens every round at once: a number of the first must not move one of the second. */
export async function reveal({
	tx,
	state,
	now
}: Pick<CommandContext, 'tx' | 'state' | 'now'>): Promise<Applied> {
	if (!isLastRound(state)) return refuse('round_to_come');
	if (state.round.revealedAt) return unchanged;
	await tx
		.update(rounds)
		.set({ revealedAt: now })
		.where(and(eq(rounds.interviewId, state.interview.id), isNull(rounds.revealedAt)));
	return done;
}

async function clearReady({ tx, state }: CommandContext): Promise<void> {
	await tx
		.update(participants)
		.set({ readyAt: null })
		.where(eq(participants.interviewId, state.interview.id));
}

/**
 * The next round's turn, once everybody seated has asked for it. This round's feedback stays open for writing until the
 * interview is finished, its scorecards stay closed to the others until both rounds are opened.
 */
async function nextRound(context: CommandContext): Promise<Applied> {
	const { tx, state, userId, now } = context;
	if (isLastRound(state)) return refuse('no_next_round');
	const waitsForMe = state.people.some((one) => one.userId === userId && !one.readyAt);
	const seated = toRaters(state);
	const isAgreed = seated.every((one) => one.userId === userId || one.readyAt !== null);
	if (!isAgreed) return waitsForMe ? setReady(context, true) : unchanged;
	await clearReady(context);
	await tx.update(rounds).set({ finishedAt: now }).where(eq(rounds.id, state.round.id));
	await tx
		.update(interviews)
		.set({ phase: 'open', debriefAt: null })
		.where(eq(interviews.id, state.interview.id));
	return done;
}

/** The person's role in the present round. */
export const findRole = (state: InterviewState, userId: string): Role | null => {
	const person = state.people.find((one) => one.userId === userId);
	return person ? toRoundRole(state.interview, state.round, person) : null;
};
