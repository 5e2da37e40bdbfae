/** What a pin says at a glance. */
export const pinTags = {
	strong: 'Strong',
	unclear: 'Unclear',
	filler: 'Filler',
	'too-long': 'Too long',
	'follow-up': 'Follow up'
} as const;
export type PinTag = keyof typeof pinTags;
export const pinTagIds = Object.keys(pinTags) as PinTag[];

/** A moment on the replay's timeline. */
export interface ReplayMark {
	id: string;
	/** Milliseconds on the clock that `startMs` and the segments are on. */
	atMs: number;
	tag: PinTag | null;
	words: string;
	/** Who set it; null: it goes without saying. */
	by: string | null;
	/** `mine`: in the accent, the others in plum. */
	tone: 'mine' | 'theirs';
}

/** A stretch that is played by itself: one question with its answer. */
export interface ReplaySegment {
	id: string;
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

/** The stretch that a moment is in; before the first one and between two, the one that comes. */
export function findSegment(
	segments: readonly ReplaySegment[],
	atMs: number
): ReplaySegment | null {
	return segments.find((segment) => atMs < segment.toMs) ?? segments.at(-1) ?? null;
}
