import type { Brief } from '../candidate-file/brief.ts';
import type { Category } from '../deck/question.ts';
import type { CardMemo } from '../feedback/own-lines-doc.ts';
import type { Usefulness } from '../feedback/usefulness.ts';
import type { Criterion, Level, Mark } from '../rubric/rubric.ts';
import type { AnswerMarks } from '../scoring/answer-marks.ts';
import type { Visibility } from '../progress/visibility.ts';
import type { AnswerFigures } from '../solo/solo.ts';
import type { ClockPause } from './clock.ts';
import type { Kind, Phase, Role, Scoring } from './interview.ts';

/** What pages are given about interviews. Times are ISO 8601 strings in UTC; pages show them in the person's zone. */

export interface PersonView {
	userId: string;
	name: string;
	role: Role;
	timeZone: string;
	isGuest: boolean;
}

/** A line in a list of interviews. */
export interface InterviewSummary {
	id: string;
	kind: Kind;
	phase: Phase;
	myRole: Role;
	scheduledAt: string | null;
	createdAt: string;
	finishedAt: string | null;
	minutes: number;
	planName: string;
	people: PersonView[];
}

export interface LinkView {
	role: Role;
	/** Path of the link; the page puts its own origin before it. */
	path: string;
	isRevoked: boolean;
}

export interface InterviewDetails extends InterviewSummary {
	scoring: Scoring;
	promptShown: boolean;
	rubricName: string;
	steps: { label: string }[];
	/** Empty for those who may not invite. */
	links: LinkView[];
	canInvite: boolean;
	canReschedule: boolean;
	canCancel: boolean;
	canRemovePeople: boolean;
}

/** Everything the room's page needs beside the live documents. */
export interface RoomView {
	interviewId: string;
	me: { userId: string; name: string; role: Role };
	people: PersonView[];
	kind: Kind;
	phase: Phase;
	scoring: Scoring;
	promptShown: boolean;
	planName: string;
	/** The round that is shown. */
	roundId: string;
	/** The round now; it changes in the stage, then the page loads again. */
	presentRoundId: string;
	/** All rounds, in their order. */
	rounds: { ordinal: number; candidateName: string | null; isShown: boolean }[];
	/** The criteria of this round, those on the card first. */
	criteria: Criterion[];
	/** Ids of the criteria that are shown; the rest is folded. */
	shownCriteria: string[];
	/** Path behind `/collab/` and the Yjs client id assigned for this page load; null where this person may not open it. */
	documents: {
		stage: LiveDocument;
		cues: LiveDocument | null;
		/** Rings when somebody has written in the side talk of the round now. */
		sideTalk: LiveDocument | null;
		feedback: LiveDocument;
		scorecard: LiveDocument;
		notes: LiveDocument | null;
		/** Other raters' scorecards; they open after the reveal. */
		others: { userId: string; name: string; role: Role; document: LiveDocument }[];
	};
	/** Server time when this was made, ms since the epoch. */
	serverNow: number;
	minutes: number;
	/** How long a recording made here would be kept; null: recording is switched off. */
	recordingDays: number | null;
	/** Who answers in the round now; the page loads again when somebody takes the seat. */
	presentCandidateId: string | null;
	/** Whether they let in whoever knocks. */
	canAdmit: boolean;
	/** What was asked in this round so far, for its interviewers; empty for everybody else. */
	cards: CardMemo[];
	/** What the candidate has ticked for an interviewer; null for everybody else, and where nothing is ticked. */
	brief: Brief | null;
}

export interface LiveDocument {
	path: string;
	/** Null: follows read-only. */
	clientId: number | null;
}

/** One rater's saved numbers in a finished round. */
export interface ScorecardView {
	raterId: string;
	raterName: string;
	/** `reviewer`: by link, afterwards, of a practice alone. */
	raterKind: 'interviewer' | 'self' | 'observer' | 'reviewer';
	state: 'given' | 'not-given';
	marks: { criterionId: string; mark: Mark; evidence: string }[];
}

export interface AnswerView {
	answerId: string;
	ordinal: number;
	category: Category;
	prompt: string;
	followUps: string[];
	startedAt: string;
	/** On its clock, which stood in the pauses. */
	durationMs: number;
	pauses: ClockPause[];
	targetSeconds: number;
	metBeforeAt: string | null;
	/** Null: nobody's browser reckoned any. */
	figures: AnswerFigures | null;
	/** What each rater marked while listening; those who marked nothing are not there. */
	heard: HeardMarks[];
	/** The time before, for the candidate alone; null: there was none. */
	before: EarlierAttempt | null;
}

export interface HeardMarks {
	raterId: string;
	raterName: string;
	marks: AnswerMarks;
}

/** The same question answered before, in another interview or earlier in this one. */
export interface EarlierAttempt {
	interviewId: string;
	at: string;
	durationMs: number;
	targetSeconds: number;
	heard: HeardMarks[];
	/** Mean of the interviewers' numbers that evening, and this one; null: none given. */
	rated: number | null;
	ratedNow: number | null;
}

export interface RoundOutcome {
	roundId: string;
	ordinal: number;
	candidate: { userId: string; name: string } | null;
	strengths: string;
	nextSteps: string;
	answers: AnswerView[];
	criteria: Criterion[];
	scorecards: ScorecardView[];
	/** `discussion`: what was said about numbers that differ. `agreed` null: not agreed. */
	items: { criterionId: string; evidence: string; discussion: string; agreed: Level | null }[];
	addenda: {
		id: string;
		authorName: string;
		body: string;
		createdAt: string;
		/** Somebody else's, on the reader's own round, which was not before them yet. */
		isNew: boolean;
	}[];
	/** The reader's own. */
	privateNotes: string;
	/** How useful the candidate found the feedback: for those who were there. Null: not said, or not for the reader. */
	usefulness: Usefulness | null;
	/** The candidate, who was given feedback by somebody else, says it here. */
	canSayUsefulness: boolean;
	/** Who else sees it, for the candidate to choose; null: not the reader's to choose, or nobody else is there. */
	visibility: Visibility | null;
	/** What the reader typed and what arrived after Finish (F30): kept for them, no part of the result. */
	lateWords: string[];
}

/** A finished interview as its people read it afterwards. */
export interface InterviewOutcome {
	interview: InterviewSummary;
	finishedHow: 'person' | 'timeout';
	/** The reader may add words to it. */
	canAdd: boolean;
	rounds: RoundOutcome[];
}

/** What others have added to somebody's own round of an interview since they last looked. Times are ISO 8601. */
export interface UnreadComments {
	interviewId: string;
	kind: Kind;
	finishedAt: string;
	/** Of the round. */
	ordinal: number;
	/** Who wrote them. */
	names: string[];
}
