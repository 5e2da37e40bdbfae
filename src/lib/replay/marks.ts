/** What a pin says at a glance. */
export const pinTags = {
	strong: 'Strong',
	unclear: 'Unclear',
	filler: 'Filler',
	'too-long': 'Too long',
	'follow-up': 'Follow up'
} as const;
export type PinTag = keyof typeof pinTags;
export const pinTagIds = Object.keys(pinTags) as [PinTag, ...PinTag[]];

/** A pin as somebody who watches sets it. */
export interface NewPin {
	/** Milliseconds of the recording. */
	atMs: number;
	tag: PinTag;
	words: string;
}

/** A moment on the replay's timeline. */
export interface ReplayMark {
	id: string;
	/** Milliseconds of what the timeline shows. */
	atMs: number;
	tag: PinTag | null;
	words: string;
	/** Who set it; null: it goes without saying. */
	by: string | null;
	/** `mine`: in the accent, the others in plum. */
	tone: 'mine' | 'theirs';
	/** Not to be taken away here, whoever set it. */
	isFixed?: boolean;
}

/** A stretch that is played by itself: one question with its answer, or all there is. */
export interface ReplaySegment {
	id: string;
	/** As the question was asked, from 1; null: it is all of it. */
	number: number | null;
	title: string;
	fromMs: number;
	toMs: number;
}

/** Where a moment stands between the two ends, 0 to 1. */
export const toShare = (atMs: number, fromMs: number, toMs: number): number =>
	Math.min(1, Math.max(0, (atMs - fromMs) / Math.max(1, toMs - fromMs)));

/** A little before the pin, so that one hears what led to it. */
const leadMs = 1500;

/** Where playing begins on a jump to a pin: shortly before it, never before the stretch it is in. */
export const toJumpMs = (atMs: number, fromMs: number): number => Math.max(fromMs, atMs - leadMs);

/** Half a second of grace: pressing *previous* right after a jump goes on to the one before. */
const graceMs = 2500;

/** The pin after this moment, or before it; null: there is none. Marks may come in any order. */
export function findNext(
	marks: readonly ReplayMark[],
	atMs: number,
	direction: 1 | -1
): ReplayMark | null {
	const sorted = [...marks].sort((a, b) => a.atMs - b.atMs);
	return direction === 1
		? (sorted.find((mark) => mark.atMs > atMs + leadMs) ?? null)
		: (sorted.findLast((mark) => mark.atMs < atMs - graceMs + leadMs) ?? null);
}

/** The question that a moment is in; outside of all of them the stretch that holds everything. */
export function findSegment(segments: readonly ReplaySegment[], atMs: number): ReplaySegment {
	return (
		segments.find((one) => one.number !== null && isWithin(one, atMs)) ??
		segments.find(({ number }) => number === null)!
	);
}

export const isWithin = ({ fromMs, toMs }: ReplaySegment, atMs: number): boolean =>
	atMs >= fromMs && atMs <= toMs;
