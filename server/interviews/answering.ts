import { eq } from 'drizzle-orm';
import { toReadingMs } from '#lib/interview/clock.ts';
import { exposures, interviews, rounds } from '#server/db/schema.ts';
import {
	done,
	isRunning,
	refuse,
	unchanged,
	updateAnswer,
	type Applied,
	type CommandContext
} from './command-context.ts';
import type { AnswerRow } from './interview-queries.ts';
import { findCard, toClock, toPanel } from './stage.ts';

const unpaused = { pausedAt: null, pausedMs: 0, pauses: [] };

const isReading = (answer: AnswerRow, now: Date): boolean =>
	toReadingMs(toClock(answer), now.getTime()) > 0;

/**
 * The asking: the clock starts, after the time to read where the step has it; the candidate has met the question, and the
 * turn goes on. In a swap the one who asks has met it as well: their own half, or an evening later, must not deal it to them
 * as new.
 */
export async function startAnswer({ tx, state, userId, now }: CommandContext): Promise<Applied> {
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
export async function endReading({ tx, state, now }: CommandContext): Promise<Applied> {
	const card = findCard(state.answers);
	if (!isRunning(card)) return refuse('no_answer_running');
	if (!isReading(card, now)) return unchanged;
	await updateAnswer(tx, card.id, { startedAt: now, ...unpaused });
	return done;
}

/** Gives the next question to one of the panel. It informs: whoever presses *Start answer* asks. */
export async function chooseAsker({ tx, state }: CommandContext, userId: string): Promise<Applied> {
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
export const toStopped = (answer: AnswerRow, now: Date): Partial<AnswerRow> => ({
	...(isReading(answer, now) ? { startedAt: now, ...unpaused } : toResumed(answer, now)),
	stoppedAt: now,
	state: 'answered'
});

export async function stopAnswer({ tx, state, now }: CommandContext): Promise<Applied> {
	const card = findCard(state.answers);
	if (!card?.startedAt) return refuse('no_answer_running');
	if (card.stoppedAt) return unchanged;
	await updateAnswer(tx, card.id, toStopped(card, now));
	return done;
}

export async function setPaused(
	{ tx, state, now }: CommandContext,
	isPaused: boolean
): Promise<Applied> {
	const card = findCard(state.answers);
	if (!isRunning(card)) return refuse('no_answer_running');
	if ((card.pausedAt !== null) === isPaused) return unchanged;
	await updateAnswer(tx, card.id, isPaused ? { pausedAt: now } : toResumed(card, now));
	return done;
}

export async function addTime({ tx, state }: CommandContext, seconds: number): Promise<Applied> {
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
export async function signalEnd({ tx, state, now }: CommandContext): Promise<Applied> {
	const card = findCard(state.answers);
	if (!isRunning(card)) return refuse('no_answer_running');
	if (card.endSignalledAt) return unchanged;
	await updateAnswer(tx, card.id, { endSignalledAt: now });
	return done;
}

export async function askFollowUp({ tx, state }: CommandContext, index: number): Promise<Applied> {
	const card = findCard(state.answers);
	if (!card?.startedAt) return refuse('no_answer_running');
	if (!card.content.followUps[index]) return refuse('unknown_follow_up');
	if (card.followUps.at(-1) === index) return unchanged;
	await updateAnswer(tx, card.id, {
		followUps: [...card.followUps.filter((one) => one !== index), index]
	});
	return done;
}

export async function showPrompt(
	{ tx, state }: CommandContext,
	isShown: boolean
): Promise<Applied> {
	if (state.interview.promptShown === isShown) return unchanged;
	await tx
		.update(interviews)
		.set({ promptShown: isShown })
		.where(eq(interviews.id, state.interview.id));
	return done;
}
