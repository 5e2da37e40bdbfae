import type { Mark } from '../rubric/rubric.ts';
import { toSpeakingFigures } from './speaking.ts';
import type { AnswerEnd, SoloResult, SoloView } from './solo.ts';

/** Why a recording has less than the answer; null: it has all of it. */
export type RecordingFault =
	| 'microphone-lost'
	| 'camera-lost'
	/** The browser has no room left, or what is kept for other things was reached. */
	| 'disk-full'
	| 'failed';

/** What was recorded of an answer, in this browser. */
export interface Recording {
	kind: 'video' | 'audio' | 'none';
	mimeType: string;
	fault: RecordingFault | null;
}

export interface SoloAnswer {
	answerId: string;
	/** Milliseconds since the epoch, as are all times here. */
	startedAt: number;
	/** Null: it runs. */
	stoppedAt: number | null;
	end: AnswerEnd | null;
	/** Loudness of each 20 ms, in dB below full scale; null: there was no microphone. */
	levels: Int8Array | null;
	recording: Recording;
	/** Moments of filler words from the answer's start, in ms, as counted while watching. */
	fillers: number[];
	isWatched: boolean;
}

/**
 * - `ready`: the question `index` is to come; nothing of it is shown.
 * - `thinking`, `answering`: it is on the page since `stageAt`.
 * - `review`: all are over; watching back and rating.
 * - `finished`: rated, and on its way to the server or there.
 */
export type SoloStage = 'ready' | 'thinking' | 'answering' | 'review' | 'finished';

/** A solo practice as the browser keeps it: written at every step, so that a page that dies loses none. */
export interface SoloRound {
	interviewId: string;
	userId: string;
	planName: string;
	begunAt: number;
	/** The last moment at which this was written while an answer ran. */
	aliveAt: number;
	stage: SoloStage;
	stageAt: number;
	index: number;
	answers: SoloAnswer[];
	marks: Record<string, Mark>;
	evidence: Record<string, string>;
	strength: string;
	nextStep: string;
	finishedAt: number | null;
	/** The server has all of it. */
	isSent: boolean;
}

const nothingRecorded: Recording = { kind: 'none', mimeType: '', fault: null };

/** A round as it begins; answers that the server knows from another browser are over already. */
export function createSoloRound(view: SoloView, now: number): SoloRound {
	const answers = view.questions.flatMap(({ answerId, given }): SoloAnswer[] => {
		if (!given) return [];
		const startedAt = Date.parse(given.startedAt);
		return [
			{
				answerId,
				startedAt,
				stoppedAt: startedAt + given.durationMs,
				end: 'stopped',
				levels: null,
				recording: nothingRecorded,
				fillers: [],
				isWatched: false
			}
		];
	});
	const isOver = answers.length === view.questions.length;
	return {
		interviewId: view.interviewId,
		userId: view.userId,
		planName: view.planName,
		begunAt: now,
		aliveAt: now,
		stage: isOver ? 'review' : 'ready',
		stageAt: now,
		index: answers.length,
		answers,
		marks: {},
		evidence: {},
		strength: '',
		nextStep: '',
		finishedAt: null,
		isSent: false
	};
}

/** Shows the next question and starts the time to think. */
export const think = (round: SoloRound, now: number): SoloRound =>
	round.stage === 'ready' ? { ...round, stage: 'thinking', stageAt: now } : round;

/** The answer begins: from here on there is no pause. */
export function answer(
	round: SoloRound,
	answerId: string,
	now: number,
	recording: Recording = nothingRecorded
): SoloRound {
	if (round.stage !== 'thinking') return round;
	const begun: SoloAnswer = {
		answerId,
		startedAt: now,
		stoppedAt: null,
		end: null,
		levels: null,
		recording,
		fillers: [],
		isWatched: false
	};
	return {
		...round,
		stage: 'answering',
		stageAt: now,
		aliveAt: now,
		answers: [...round.answers, begun]
	};
}

/** Changes the running answer, or the one with this id. */
export function changeAnswer(
	round: SoloRound,
	change: (answer: SoloAnswer) => SoloAnswer,
	answerId: string | undefined = round.answers.at(-1)?.answerId
): SoloRound {
	return {
		...round,
		answers: round.answers.map((one) => (one.answerId === answerId ? change(one) : one))
	};
}

/** The answer is over; after the last one comes the review. */
export function stop(round: SoloRound, end: AnswerEnd, now: number, questions: number): SoloRound {
	if (round.stage !== 'answering') return round;
	const stopped = changeAnswer(round, (one) => ({
		...one,
		stoppedAt: Math.max(one.startedAt, now),
		end
	}));
	const index = round.index + 1;
	return { ...stopped, index, stage: index < questions ? 'ready' : 'review', stageAt: now };
}

/** Ends the round before its last question, once something was answered. */
export const endEarly = (round: SoloRound, now: number): SoloRound =>
	round.stage === 'ready' && round.answers.length > 0
		? { ...round, stage: 'review', stageAt: now }
		: round;

/**
 * A round that was found in the browser after a reload or a crash. An answer that ran then ends at the last moment that
 * is known of it; a question that was being thought about is to come again.
 */
export function resume(round: SoloRound, now: number, questions: number): SoloRound {
	if (round.stage === 'thinking') return { ...round, stage: 'ready', stageAt: now };
	if (round.stage !== 'answering') return round;
	return { ...stop(round, 'page-closed', round.aliveAt, questions), stageAt: now };
}

export const toDurationMs = ({ startedAt, stoppedAt }: SoloAnswer): number =>
	Math.max(0, (stoppedAt ?? startedAt) - startedAt);

/** What is sent: everything that is over, and the outcome once there is one. */
export function toResult(round: SoloRound, sentAt: number): SoloResult {
	return {
		sentAt,
		answers: round.answers
			.filter(({ stoppedAt }) => stoppedAt !== null)
			.map((one) => ({
				answerId: one.answerId,
				startedAt: one.startedAt,
				durationMs: toDurationMs(one),
				figures: {
					end: one.end ?? 'stopped',
					speaking: one.levels && toSpeakingFigures(one.levels),
					fillers: one.isWatched ? one.fillers.length : null
				}
			})),
		outcome:
			round.finishedAt === null
				? null
				: {
						finishedAt: round.finishedAt,
						marks: Object.entries(round.marks).map(([criterionId, mark]) => ({
							criterionId,
							mark,
							evidence: round.evidence[criterionId]?.trim() ?? ''
						})),
						strength: round.strength.trim(),
						nextStep: round.nextStep.trim()
					}
	};
}
