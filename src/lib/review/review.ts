import { maxPinLength } from '../scoring/answer-marks.ts';
import type { Category } from '../deck/question.ts';
import type { PinTag } from '../replay/marks.ts';
import type { LinkState } from '../report/link.ts';
import type { Criterion, Mark } from '../rubric/rubric.ts';

/** A moment of an answer that a reviewer marked, in milliseconds from the answer's start. */
export interface ReviewPin {
	id: string;
	answerId: string;
	atMs: number;
	tag: PinTag;
	words: string;
}

/** What a reviewer writes: the practice's own rubric, pins, and the two points that every feedback has. */
export interface ReviewCard {
	pins: ReviewPin[];
	marks: { criterionId: string; mark: Mark; evidence: string }[];
	strength: string;
	nextStep: string;
}

export const emptyCard: ReviewCard = { pins: [], marks: [], strength: '', nextStep: '' };

export const mostPins = 200;
export const mostPinCharacters = maxPinLength;
export const mostWishCharacters = 600;

/** Nothing in it that a candidate could read. */
export const isEmptyCard = ({ pins, marks, strength, nextStep }: ReviewCard): boolean =>
	pins.length === 0 && marks.length === 0 && !strength.trim() && !nextStep.trim();

export const mediaKinds = ['video', 'audio'] as const;
export type MediaKind = (typeof mediaKinds)[number];

/** Somebody who opened the link, as the candidate sees them. Times are ISO 8601. */
export interface ReviewView {
	reviewId: string;
	name: string;
	/** By the name they gave. */
	isGuest: boolean;
	openedAt: string;
	seenAt: string;
	/** Null: they are still at it, and nothing of it is shown. */
	sent: { at: string; card: ReviewCard } | null;
}

/** A practice with reviews that its candidate has not looked at yet. */
export interface UnreadReviews {
	interviewId: string;
	planName: string;
	/** Who sent them. */
	names: string[];
}

/** A request as the candidate sees it. Times are ISO 8601. */
export interface RequestView {
	requestId: string;
	/** `uploading`: it has no link yet. */
	state: LinkState | 'uploading';
	wish: string;
	createdAt: string;
	expiresAt: string | null;
	/** False: the recordings were deleted, pins and words stay. */
	hasMedia: boolean;
	answers: { mediaId: string; answerId: string; kind: MediaKind; durationMs: number }[];
	reviews: ReviewView[];
}

/** An answer as its reviewer meets it: nothing of what the candidate made of it. */
export interface ReviewedAnswer {
	mediaId: string;
	answerId: string;
	/** Its number in the practice. */
	ordinal: number;
	category: Category;
	prompt: string;
	durationMs: number;
	targetSeconds: number;
	kind: MediaKind;
}

/** What a link's page says before it is opened. */
export interface ReviewDoor {
	state: LinkState;
	ownerName: string;
	planName: string;
	answerCount: number;
	expiresAt: string;
	/** The reader is the candidate: there is nothing to review oneself. The practice's id, else null. */
	ownInterviewId: string | null;
	/** Null: the reader has not opened it. */
	page: ReviewPage | null;
}

export interface ReviewPage {
	reviewerName: string;
	isGuest: boolean;
	wish: string;
	answers: ReviewedAnswer[];
	/** The criteria of the card first, then those folded away. */
	criteria: Criterion[];
	shownCriteria: string[];
	version: number;
	card: ReviewCard;
	/** ISO 8601; null: it is still a draft. */
	sentAt: string | null;
}

/** What came of sending a draft. */
export type SaveReviewResult =
	| { ok: true; version: number; isSent: boolean }
	| { ok: false; code: SaveReviewRefusal; message: string };
export type SaveReviewRefusal = 'not_found' | 'closed' | 'invalid' | 'changed' | 'sent' | 'empty';
