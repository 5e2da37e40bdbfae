import { toDocumentPath } from '#lib/collab/documents.ts';
import type { PlanStep } from '#lib/deck/plan.ts';
import { toStepSeconds } from '#lib/deck/plan-time.ts';
import { readTogether } from '#lib/feedback/feedback-doc.ts';
import { toTimeBudget } from '#lib/interview/budget.ts';
import { toElapsedMs, type ClockState } from '#lib/interview/clock.ts';
import type { CardMemo } from '#lib/feedback/own-lines-doc.ts';
import {
	toCardMemo,
	type CuesView,
	type RaterProgress,
	type StageView
} from '#lib/interview/stage.ts';
import { toAskerId } from '#lib/interview/turns.ts';
import type { StageKnock } from '#lib/knock/knock.ts';
import { toShownCriteria } from '#lib/rubric/shown-criteria.ts';
import { readMarks } from '#lib/scoring/scorecard-doc.ts';
import type { DocumentHub } from '#server/collab/document-hub.ts';
import { readKnocks } from '#server/knocks/knock-commands.ts';
import { toRecordingStage } from '#server/recordings/recording-commands.ts';
import type { Executor, Tx } from '#server/db/open.ts';
import {
	countEarlierAttempts,
	getRubricVersion,
	toRoundRole,
	type AnswerRow,
	type InterviewState
} from './interview-queries.ts';

/** Whether no round comes after the present one: only then are scores opened and the interview finished. */
export const isLastRound = ({ rounds, round }: Pick<InterviewState, 'rounds' | 'round'>): boolean =>
	round.ordinal === rounds.length;

/** The clock of an answer that was started; throws for one that was not. */
export function toClock(answer: AnswerRow): ClockState {
	if (!answer.startedAt) throw new Error(`answer ${answer.id} was not started`);
	return {
		startedAt: answer.startedAt.getTime(),
		stoppedAt: answer.stoppedAt?.getTime() ?? null,
		pausedAt: answer.pausedAt?.getTime() ?? null,
		pausedMs: answer.pausedMs,
		extraMs: answer.extraMs,
		lights: answer.lights,
		targetSeconds: answer.content.targetSeconds,
		...(answer.content.readSeconds && { readSeconds: answer.content.readSeconds })
	};
}

/** Milliseconds that an answer took, pauses left out; 0 for one that was not stopped. */
export const toDurationMs = (answer: AnswerRow): number =>
	answer.startedAt && answer.stoppedAt
		? toElapsedMs(toClock(answer), answer.stoppedAt.getTime())
		: 0;

/** The steps of the plan that were dealt: a redrawn card gives its step back, a skipped one does not. */
export const toDealtSteps = (answers: AnswerRow[]): Set<number> =>
	new Set(
		answers
			.filter((answer) => answer.state !== 'redrawn' && answer.planStep !== null)
			.map((answer) => answer.planStep!)
	);

/** The plan's steps as they are to be dealt in a round, by their index. */
export const toLineUp = (plan: readonly PlanStep[], lineUp: number[] | null): number[] =>
	lineUp ?? plan.map((_, step) => step);

/** The card on the table: drawn or asked, and nothing drawn since. */
export function findCard(answers: AnswerRow[]): AnswerRow | null {
	const last = answers.at(-1);
	return last && last.state !== 'redrawn' && last.state !== 'skipped' ? last : null;
}

/** What was asked of a round's cards: look-fors are on them, so they are for interviewers alone. */
export const toAskedCards = (answers: AnswerRow[]): CardMemo[] =>
	answers
		.filter((answer) => answer.startedAt)
		.map(({ id, content }, index) => toCardMemo({ answerId: id, ordinal: index + 1, content }));

/** What everybody may see. `raters` comes from the scorecards, which are read elsewhere. */
export function toStageView(
	state: InterviewState,
	raters: RaterProgress[],
	knocks: StageKnock[] = []
): StageView {
	const { interview, round, answers } = state;
	const asked = answers.filter((answer) => answer.startedAt);
	const last = asked.at(-1);
	const prompt = (answer: AnswerRow) => (interview.promptShown ? answer.content.prompt : null);
	const budget = toTimeBudget(interview.minutes, state.rounds.length);
	const isLast = isLastRound(state);
	const began =
		interview.phase === 'debrief'
			? round.debriefAt
			: interview.phase === 'live'
				? round.startedAt
				: null;
	const lengthMs =
		60_000 *
		(interview.phase === 'debrief'
			? budget.rate + (isLast ? budget.talk + budget.close : 0)
			: budget.questions);
	const lastFollowUp = last?.followUps.at(-1);
	const dealt = toDealtSteps(answers);
	return {
		revision: interview.revision,
		phase: interview.phase,
		kind: interview.kind,
		scoring: interview.scoring,
		people: state.people.map((person) => ({
			userId: person.userId,
			name: person.name,
			role: toRoundRole(interview, round, person),
			isReady: person.readyAt !== null
		})),
		round: {
			id: round.id,
			ordinal: round.ordinal,
			total: state.rounds.length,
			candidateId: round.candidateId
		},
		halves:
			state.rounds.length === 1
				? []
				: state.rounds.map(({ candidateId, startedAt, debriefAt }) => ({
						candidateId,
						startedAt: startedAt?.getTime() ?? null,
						endedAt: debriefAt?.getTime() ?? null,
						budgetMs: budget.questions * 60_000
					})),
		question: last
			? {
					answerId: last.id,
					ordinal: asked.length,
					category: last.content.category,
					prompt: prompt(last),
					followUp:
						interview.promptShown && lastFollowUp !== undefined
							? (last.content.followUps[lastFollowUp] ?? null)
							: null,
					clock: toClock(last),
					isEndSignalled: last.endSignalledAt !== null && last.stoppedAt === null
				}
			: null,
		answered: asked
			.filter((answer) => answer.stoppedAt)
			.map((answer, index) => ({
				answerId: answer.id,
				ordinal: index + 1,
				category: answer.content.category,
				prompt: prompt(answer),
				durationMs: toDurationMs(answer)
			})),
		plan: {
			dealt: dealt.size,
			total: new Set([...dealt, ...toLineUp(interview.plan, round.lineUp)]).size
		},
		phaseStartedAt: began?.getTime() ?? null,
		phaseEndsAt: began ? began.getTime() + lengthMs : null,
		promptShown: interview.promptShown,
		raters,
		isRevealed: interview.scoring === 'together' || round.revealedAt !== null,
		recording: toRecordingStage(state),
		knocks
	};
}

/** What the interviewers see beside it. `attempt`: which one at the card's question, from 2; null: the first. */
export function toCuesView(state: InterviewState, attempt: number | null): CuesView {
	const card = findCard(state.answers);
	const dealt = toDealtSteps(state.answers);
	return {
		revision: state.interview.revision,
		card: card && {
			answerId: card.id,
			ordinal: state.answers.filter((one) => one.startedAt && one.id !== card.id).length + 1,
			questionId: card.questionId,
			content: card.content,
			planStep: card.planStep,
			metBeforeAt: card.metBeforeAt?.getTime() ?? null,
			attempt,
			metAsInterviewer: card.metAsInterviewer,
			reason: card.reason,
			isAsked: card.startedAt !== null,
			isStopped: card.stoppedAt !== null,
			followUpsAsked: card.followUps
		},
		askerId: toAskerId(
			toPanel(state),
			state.round.askerId,
			state.answers.findLast((one) => one.startedAt)?.askedById ?? null
		),
		steps: toSteps(state, dealt)
	};
}

/** Which attempt at its question the card on the table is; null: the first, or there is no card. */
async function findAttempt(db: Executor, { round, answers }: InterviewState) {
	const card = findCard(answers);
	if (!card?.metBeforeAt || !round.candidateId) return null;
	return Math.max(1, await countEarlierAttempts(db, round.candidateId, card)) + 1;
}

/** What was dealt, then what is to come in its order, then what is left out. */
function toSteps({ interview, round }: InterviewState, dealt: Set<number>): CuesView['steps'] {
	const order = toLineUp(interview.plan, round.lineUp);
	const toStep = (step: number, isLeftOut: boolean) => {
		const { label } = interview.plan[step]!;
		const seconds = toStepSeconds(interview.plan[step]!);
		return { step, label, isDealt: dealt.has(step), isLeftOut, seconds };
	};
	const leftOut = interview.plan.keys().filter((step) => !dealt.has(step) && !order.includes(step));
	return [
		...[...dealt].map((step) => toStep(step, false)),
		...order.filter((step) => !dealt.has(step)).map((step) => toStep(step, false)),
		...leftOut.map((step) => toStep(step, true))
	];
}

/** Who rates in this round: the candidate and the interviewers who have been in the room. */
export const toRaters = ({ interview, round, people }: InterviewState) =>
	people
		.map((person) => ({ ...person, role: toRoundRole(interview, round, person) }))
		.filter((person) => person.joinedAt && person.role !== 'observer');

/** Who asks in this round: the interviewers who have been in the room. */
export const toPanel = (state: InterviewState) =>
	toRaters(state).filter(({ role }) => role === 'interviewer');

/** Whether nobody's numbers are waited for: the last round's raters have all pressed *Done rating*. */
export function isEveryoneDone(state: InterviewState): boolean {
	const raters = toRaters(state);
	return (
		isLastRound(state) &&
		raters.length > 0 &&
		raters.every(({ userId }) => state.doneRaterIds.has(userId))
	);
}

/** How far each rater is, read from the scorecards at the journal's head. Counts leave, numbers do not. */
export async function readRaters(
	tx: Executor,
	hub: DocumentHub,
	state: InterviewState
): Promise<RaterProgress[]> {
	const { interview, round } = state;
	const { criteria } = await getRubricVersion(tx, interview.rubricVersionId);
	const shown = toShownCriteria(criteria, interview.plan, state.preparation).shown;
	const raters = toRaters(state);
	const isTogether = interview.scoring === 'together';
	const docs = await hub.readAll(
		tx,
		isTogether
			? [toDocumentPath({ kind: 'feedback', roundId: round.id })]
			: raters.map(({ userId }) => toDocumentPath({ kind: 'scorecard', roundId: round.id, userId }))
	);
	const counts = docs.map((doc) => {
		const marks: Map<string, unknown> = isTogether ? readTogether(doc) : readMarks(doc);
		doc.destroy();
		return shown.filter(({ id }) => marks.has(id)).length;
	});
	return raters.map(({ userId, name }, index) => ({
		userId,
		name,
		rated: counts[isTogether ? 0 : index]!,
		total: shown.length,
		isDone: state.doneRaterIds.has(userId)
	}));
}

/**
 * Writes stage and cues of an interview whose revision was raised in this transaction. Returns what to call after
 * COMMIT, so that nobody sees what was not committed.
 */
export async function writeStage(
	tx: Tx,
	hub: DocumentHub,
	state: InterviewState
): Promise<() => void> {
	const stage = toStageView(state, await readRaters(tx, hub, state), await readKnocks(tx, state));
	const cues = toCuesView(state, await findAttempt(tx, state));
	return hub.write(tx, {
		[toDocumentPath({ kind: 'stage', interviewId: state.interview.id })]: (doc) =>
			doc.getMap('stage').set('view', stage),
		[toDocumentPath({ kind: 'cues', roundId: state.round.id })]: (doc) =>
			doc.getMap('cues').set('view', cues)
	});
}
