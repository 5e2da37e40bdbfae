import type { DrawReason } from '../deck/practice.ts';
import type { Category, QuestionContent } from '../deck/question.ts';
import type { CardMemo } from '../feedback/own-lines-doc.ts';
import type { StageKnock } from '../knock/knock.ts';
import type { RecordingStage } from '../recording/recording.ts';
import type { ClockState } from './clock.ts';
import type { Kind, Phase, Role, Scoring } from './interview.ts';

export interface StagePerson {
	userId: string;
	name: string;
	role: Role;
	isReady: boolean;
}

/** How far a rater is: counts only, never a number that was given. */
export interface RaterProgress {
	userId: string;
	name: string;
	rated: number;
	total: number;
	isDone: boolean;
}

/** A round's share of the questions' time. */
export interface Half {
	candidateId: string | null;
	/** Null: not begun. */
	startedAt: number | null;
	/** Null: it still runs. */
	endedAt: number | null;
	budgetMs: number;
}

/** A question once it was asked: what everybody may see of it. */
export interface AskedQuestion {
	answerId: string;
	ordinal: number;
	category: Category;
	/** Null where the interviewer keeps the prompt from the candidate's screen. */
	prompt: string | null;
	/** The follow-up asked last. */
	followUp: string | null;
	clock: ClockState;
	/** The interviewer showed that a minute is left; absent in documents from before it could be shown. */
	isEndSignalled?: boolean;
}

/**
 * What everybody in an interview may see, as the server writes it into the `stage` document: root map `stage`, key
 * `view`. Readers ignore a view whose revision is lower than one they have seen. Times are the server's, in
 * milliseconds since the epoch.
 */
export interface StageView {
	revision: number;
	phase: Phase;
	kind: Kind;
	scoring: Scoring;
	people: StagePerson[];
	round: { id: string; ordinal: number; total: number; candidateId: string | null } | null;
	/** Whose half took how long, of an interview with several rounds; empty where there is one. */
	halves: Half[];
	/** The question being asked or asked last; null before the first of the round. */
	question: AskedQuestion | null;
	/** Questions answered in this round, oldest first. */
	answered: {
		answerId: string;
		ordinal: number;
		category: Category;
		prompt: string | null;
		durationMs: number;
	}[];
	/** Number of the plan's steps that were dealt, and of all. */
	plan: { dealt: number; total: number };
	/** When the present phase began and when its share of the time budget ends; null where it has none. */
	phaseStartedAt: number | null;
	phaseEndsAt: number | null;
	promptShown: boolean;
	raters: RaterProgress[];
	isRevealed: boolean;
	/** The newest recording of this round; absent where none was asked for. */
	recording?: RecordingStage | null;
	/** Who waits to be let in, longest first; absent in documents from before anybody could knock. */
	knocks?: StageKnock[];
}

/** A drawn card with everything on it: interviewers only. */
export interface DrawnCard {
	answerId: string;
	ordinal: number;
	questionId: string | null;
	content: QuestionContent;
	/** The plan's step it was dealt for; null when picked off plan. */
	planStep: number | null;
	/** When the candidate met this question before (server time, ms); null: never. */
	metBeforeAt: number | null;
	/** Which attempt at this question it is, from 2; null: the first; absent in documents from before it was counted. */
	attempt?: number | null;
	/** Only by putting it to a peer, so this is their first attempt; absent in documents from before it was told. */
	metAsInterviewer?: boolean;
	/** Why it came up and no other; absent in documents from before it was told. */
	reason?: DrawReason | null;
	isAsked: boolean;
	isStopped: boolean;
	followUpsAsked: number[];
}

/** What of a card its interviewers need once it is off the table. */
export const toCardMemo = ({
	answerId,
	ordinal,
	content: { category, isStar, strongAnswer }
}: Pick<DrawnCard, 'answerId' | 'ordinal' | 'content'>): CardMemo => ({
	answerId,
	ordinal,
	category,
	isStar,
	strongAnswer
});

/** What interviewers see beside the stage: root map `cues`, key `view`. */
export interface CuesView {
	revision: number;
	card: DrawnCard | null;
	/** Who of a panel asks next; null where nobody takes turns, absent in documents from before panels. */
	askerId?: string | null;
	/**
	 * In the order in which they are dealt, those left out last. `seconds`: what the step asks for. `step`: its index in
	 * the plan. Absent in documents from before they were told.
	 */
	steps: {
		label: string;
		isDealt: boolean;
		seconds?: number;
		step?: number;
		isLeftOut?: boolean;
	}[];
}
