/** How much of a call goes over the line, the least first. `low`: small pictures. */
export const networkLevels = ['text', 'audio', 'low', 'high'] as const;
export type NetworkLevel = (typeof networkLevels)[number];

/**
 * What the person wants of it: `auto` lets the line decide, `pictures` and `voices` let it decide but never take
 * pictures or voices away, the others stay where they are whatever the line does.
 */
export type LineChoice = 'auto' | 'pictures' | 'voices' | 'small' | 'sound' | 'text';

const ranges: Readonly<Record<LineChoice, readonly [lowest: NetworkLevel, highest: NetworkLevel]>> =
	{
		auto: ['text', 'high'],
		pictures: ['low', 'high'],
		voices: ['audio', 'high'],
		small: ['low', 'low'],
		sound: ['audio', 'audio'],
		text: ['text', 'text']
	};

/** The line as it was measured over a moment. */
export interface NetworkSample {
	/** When, in ms of any clock that only goes forward. */
	at: number;
	/** Share of packets lost, 0–1, of the worse direction; null: nothing went. */
	loss: number | null;
	/** There and back; null: not known. */
	rttMs: number | null;
	/** Bits a second that the browser believes it may send, where that holds its pictures back; null: it does not. */
	sendBps: number | null;
	/** The video server holds pictures back, because they would not get through to here. */
	isPictureHeld: boolean;
	/**
	 * The video server finds this person's line poor: large pictures do not come through whole. Of small ones and of
	 * voices its word says too little to go by.
	 */
	isPoor: boolean;
}

/** Beyond any of these a level asks too much of the line. Voices stay clear long after pictures break up. */
const limits: Readonly<
	Record<Exclude<NetworkLevel, 'text'>, { loss: number; rttMs: number; sendBps: number }>
> = {
	high: { loss: 0.06, rttMs: 800, sendBps: 250_000 },
	low: { loss: 0.12, rttMs: 1_500, sendBps: 80_000 },
	audio: { loss: 0.3, rttMs: 3_000, sendBps: 16_000 }
};

/** So far inside the limits of the level above, the line is good enough to try it. */
const climbShare = 0.5;

export type Verdict = 'good' | 'fair' | 'bad';

/** What a sample says about staying at `level`: `bad` to leave it, `good` to try the one above, `fair` neither. */
export function toVerdict(sample: NetworkSample, level: NetworkLevel): Verdict {
	const here = level === 'text' ? null : limits[level];
	if (here && breaks(sample, here, 1)) return 'bad';
	const isShowing = level === 'high' || level === 'low';
	if (isShowing && sample.isPictureHeld) return 'bad';
	if (level === 'high' && sample.isPoor) return 'bad';
	const above = stepUp(level);
	if (above === 'text') return 'fair';
	return breaks(sample, limits[above], climbShare) ? 'fair' : 'good';
}

function breaks(
	{ loss, rttMs, sendBps }: NetworkSample,
	most: { loss: number; rttMs: number; sendBps: number },
	share: number
): boolean {
	return (
		(loss !== null && loss > most.loss * share) ||
		(rttMs !== null && rttMs > most.rttMs * share) ||
		(sendBps !== null && sendBps * share < most.sendBps)
	);
}

/** A worse line has to last so long before a step down; a good sample makes up for a bad one of the same length. */
export const downAfterMs = 6_000;
/** A better line has to last so long before a step up, if none was taken in vain. */
export const upAfterMs = 12_000;
/** Longest wait for a step up: nobody is left low for good. */
export const maxUpAfterMs = 120_000;
/** A level left sooner than this after it was tried was tried in vain. */
const inVainMs = 30_000;
/** What lies between two samples counts as so long at most: a laptop may have slept. */
const maxStepMs = 4_000;

export interface NetworkLadder {
	readonly level: NetworkLevel;
	readonly choice: LineChoice;
	readonly badMs: number;
	readonly goodMs: number;
	/** Doubled by each step up that was taken in vain. */
	readonly waitMs: number;
	/** When the level was tried from below; null: it was not. */
	readonly triedAt: number | null;
	readonly lastAt: number | null;
}

export const firstLadder: NetworkLadder = {
	level: 'high',
	choice: 'auto',
	badMs: 0,
	goodMs: 0,
	waitMs: upAfterMs,
	triedAt: null,
	lastAt: null
};

/** The ladder after a sample. One step at a time; what the person chose is never left. */
export function nextLadder(ladder: NetworkLadder, sample: NetworkSample): NetworkLadder {
	const { level, lastAt } = ladder;
	const stepMs = lastAt === null ? 0 : Math.min(sample.at - lastAt, maxStepMs);
	const verdict = toVerdict(sample, level);
	const badMs =
		verdict === 'bad'
			? ladder.badMs + stepMs
			: verdict === 'good'
				? Math.max(0, ladder.badMs - stepMs)
				: ladder.badMs;
	const goodMs =
		verdict === 'good' ? ladder.goodMs + stepMs : verdict === 'bad' ? 0 : ladder.goodMs;
	const isHeld =
		ladder.triedAt === null || sample.at - ladder.triedAt > Math.max(inVainMs, ladder.waitMs);
	const next = {
		...ladder,
		badMs,
		goodMs,
		lastAt: sample.at,
		...(isHeld && { triedAt: null, waitMs: ladder.triedAt === null ? ladder.waitMs : upAfterMs })
	};
	if (badMs >= downAfterMs) {
		const lower = toAllowed(stepDown(level), ladder.choice);
		if (lower === level) return { ...next, badMs: downAfterMs };
		const isInVain = next.triedAt !== null && sample.at - next.triedAt < inVainMs;
		const waitMs = isInVain ? Math.min(next.waitMs * 2, maxUpAfterMs) : next.waitMs;
		return { ...next, level: lower, badMs: 0, goodMs: 0, waitMs, triedAt: null };
	}
	if (goodMs >= next.waitMs) {
		const higher = toAllowed(stepUp(level), ladder.choice);
		if (higher === level) return { ...next, goodMs: next.waitMs };
		return { ...next, level: higher, badMs: 0, goodMs: 0, triedAt: sample.at };
	}
	return next;
}

/** The ladder after the person chose. Who lets the line decide again begins at the top. */
export function chooseLine(ladder: NetworkLadder, choice: LineChoice): NetworkLadder {
	const level = choice === 'auto' ? 'high' : toAllowed(ladder.level, choice);
	return { ...firstLadder, level, choice, waitMs: ladder.waitMs };
}

/** The ladder on a new line: the level stays, what was measured on the old one counts no longer. */
export function renewLadder(ladder: NetworkLadder): NetworkLadder {
	return { ...ladder, badMs: 0, goodMs: 0, triedAt: null, lastAt: null };
}

const rank = (level: NetworkLevel) => networkLevels.indexOf(level);
const stepDown = (level: NetworkLevel) => networkLevels[Math.max(0, rank(level) - 1)]!;
const stepUp = (level: NetworkLevel) =>
	networkLevels[Math.min(networkLevels.length - 1, rank(level) + 1)]!;

function toAllowed(level: NetworkLevel, choice: LineChoice): NetworkLevel {
	const [lowest, highest] = ranges[choice];
	if (rank(level) < rank(lowest)) return lowest;
	return rank(level) > rank(highest) ? highest : level;
}

/** What the person is told about the level, and what they may press. */
export interface LineWords {
	text: string;
	/** Its button and what that chooses; null: there is nothing to press. */
	action: { label: string; choice: LineChoice } | null;
}

/** Null where there is nothing to tell. */
export function toLineWords({
	level,
	choice
}: Pick<NetworkLadder, 'level' | 'choice'>): LineWords | null {
	if (choice === 'sound')
		return {
			text: 'Sound only: no pictures come or go.',
			action: { label: 'Turn pictures on', choice: 'auto' }
		};
	if (choice === 'text')
		return {
			text: 'Text only: nobody hears you here, and you hear nobody.',
			action: { label: 'Turn sound on', choice: 'auto' }
		};
	if (choice === 'small') return null;
	if (level === 'low')
		return {
			text: 'Your connection is weak: pictures are small so that voices stay clear.',
			action: null
		};
	if (level === 'audio')
		return {
			text: 'Your connection is weak: pictures are off so that voices stay clear.',
			action: { label: 'Turn pictures on', choice: 'pictures' }
		};
	if (level === 'text')
		return {
			text: 'Your connection is too weak for voices. What you write still gets through; talk by phone if you can.',
			action: { label: 'Turn sound on', choice: 'voices' }
		};
	return null;
}
