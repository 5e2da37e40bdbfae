import { and, eq, isNull } from 'drizzle-orm';
import * as v from 'valibot';
import { drawQuestion, pickQuestion } from '#lib/deck/draw.ts';
import { categories } from '#lib/deck/question.ts';
import type { Command } from '#lib/interview/command.ts';
import { roles } from '#lib/interview/interview.ts';
import { interviews, participants, roundRaters, rounds } from '#server/db/schema.ts';
import { applyKnockCommand } from '#server/knocks/knock-commands.ts';
import { applyRecordingCommand } from '#server/recordings/recording-commands.ts';
import {
	addTime,
	askFollowUp,
	chooseAsker,
	endReading,
	setPaused,
	showPrompt,
	signalEnd,
	startAnswer,
	stopAnswer,
	toStopped
} from './answering.ts';
import {
	done,
	isRunning,
	refuse,
	unchanged,
	updateAnswer,
	type Applied,
	type CommandContext
} from './command-context.ts';
import { deal, drawForPlan, drawOther, orderPlan, skip, undoDraw } from './drawing.ts';
import { findCard, isEveryoneDone, isLastRound, toRaters } from './stage.ts';

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
