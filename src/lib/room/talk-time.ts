import { toClockFace } from '../interview/clock.ts';
import { toDecibels } from './decibels.ts';
import type { StatsEntry } from './network-stats.ts';

/** How loud somebody was since the reading before, in decibels below full scale. */
export interface Voice {
	userId: string;
	decibels: number;
}

/** The mean of half a second in which somebody speaks is above this; a quiet room, typing and breath are below. */
const speechDecibels = -45;
/** A pause this short belongs to the words around it. */
const pauseMs = 900;
/** What lies between two readings counts as so long at most. */
const maxStepMs = 2_000;
/** Before so much was said, a share says nothing. */
const fewMs = 20_000;

/** Reckons loudness from one reading of a track's statistics after another; null where a browser tells none. */
export function createVoiceReading(): (
	key: string,
	entries: Iterable<StatsEntry>
) => number | null {
	const before = new Map<string, { energy: number; seconds: number }>();
	return (key, entries) => {
		for (const { type, kind, totalAudioEnergy, totalSamplesDuration } of entries) {
			if (kind !== 'audio' || (type !== 'inbound-rtp' && type !== 'media-source')) continue;
			if (totalAudioEnergy === undefined || totalSamplesDuration === undefined) continue;
			const then = before.get(key);
			before.set(key, { energy: totalAudioEnergy, seconds: totalSamplesDuration });
			const seconds = totalSamplesDuration - (then?.seconds ?? totalSamplesDuration);
			// Energy is the sum of squares over time (W3C webrtc-stats): over its time it is their mean.
			return seconds > 0 ? toDecibels((totalAudioEnergy - then!.energy) / seconds) : null;
		}
		return null;
	};
}

export interface TalkTime {
	/** Milliseconds each has talked. */
	readonly talkedMs: Readonly<Record<string, number>>;
	/** The answer that runs, and when its candidate was heard first and last; null: not yet. */
	readonly answer: { id: string; from: number; to: number } | null;
	readonly loudAt: Readonly<Record<string, number>>;
	readonly lastAt: number | null;
}

export const noTalk: TalkTime = { talkedMs: {}, answer: null, loudAt: {}, lastAt: null };

/** The talk time after a reading at `at` (ms). `answerId`: the answer that runs, given by `candidateId`. */
export function nextTalkTime(
	talk: TalkTime,
	reading: {
		at: number;
		voices: readonly Voice[];
		answerId: string | null;
		candidateId: string | null;
	}
): TalkTime {
	const { at, voices, answerId, candidateId } = reading;
	const stepMs = talk.lastAt === null ? 0 : Math.min(at - talk.lastAt, maxStepMs);
	const loudAt = { ...talk.loudAt };
	for (const { userId, decibels } of voices) if (decibels > speechDecibels) loudAt[userId] = at;
	const talkedMs = { ...talk.talkedMs };
	for (const [userId, since] of Object.entries(loudAt))
		if (at - since <= pauseMs) talkedMs[userId] = (talkedMs[userId] ?? 0) + stepMs;
	let answer = talk.answer?.id === answerId ? talk.answer : null;
	if (answerId && candidateId && loudAt[candidateId] === at)
		answer = { id: answerId, from: answer?.from ?? at - stepMs, to: at };
	return { talkedMs, answer, loudAt, lastAt: at };
}

/** The candidate's share of all talking, 0–1; null before it says anything. */
export function toTalkShare({ talkedMs }: TalkTime, candidateId: string | null): number | null {
	const total = Object.values(talkedMs).reduce((sum, ms) => sum + ms, 0);
	if (!candidateId || total < fewMs) return null;
	return (talkedMs[candidateId] ?? 0) / total;
}

/** One quiet line for the interviewer: a figure beside its range, never a verdict. Empty where there is none yet. */
export function toTalkWords(
	talk: TalkTime,
	candidate: { userId: string; name: string } | null
): string {
	const share = toTalkShare(talk, candidate?.userId ?? null);
	const parts = [
		share !== null &&
			candidate &&
			`${candidate.name} talks ${Math.round(share * 100)} % of the time (usual: 70–85 %)`,
		talk.answer && `this answer: ${toClockFace(talk.answer.to - talk.answer.from)} of talking`
	];
	return parts.filter(Boolean).join(' · ');
}
