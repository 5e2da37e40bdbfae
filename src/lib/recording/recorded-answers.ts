import { toInstant } from '../interview/clock.ts';
import type { AnswerView } from '../interview/views.ts';
import type { ReplayMark, ReplaySegment } from '../replay/marks.ts';
import { toMediaMs, type RecordedSpan } from './spans.ts';

/** What of an answer says when it was. */
export type TimedAnswer = Pick<AnswerView, 'answerId' | 'startedAt' | 'durationMs' | 'pauses'>;
type ListenedAnswer = TimedAnswer & Pick<AnswerView, 'ordinal' | 'prompt' | 'heard'>;

/** Where in a recording's file an answer's clock showed `faceMs`. */
const toMoment = (spans: readonly RecordedSpan[], answer: TimedAnswer, faceMs: number): number =>
	toMediaMs(spans, toInstant(Date.parse(answer.startedAt), answer.pauses, faceMs));

/** A moment of an answer in a recording's file, in ms; null: nothing of the answer was recorded. */
export function findMoment(
	spans: readonly RecordedSpan[],
	answer: TimedAnswer,
	faceMs: number
): number | null {
	const fromMs = toMoment(spans, answer, 0);
	const toMs = toMoment(spans, answer, answer.durationMs);
	return fromMs < toMs ? Math.min(toMoment(spans, answer, faceMs), toMs) : null;
}

/** The questions that a recording has something of, in ms of its file. */
export function toSegments(
	spans: readonly RecordedSpan[],
	answers: readonly ListenedAnswer[]
): ReplaySegment[] {
	return answers
		.map((answer) => ({
			id: answer.answerId,
			number: answer.ordinal,
			title: answer.prompt,
			fromMs: toMoment(spans, answer, 0),
			toMs: toMoment(spans, answer, answer.durationMs)
		}))
		.filter(({ fromMs, toMs }) => fromMs < toMs);
}

/** The pins that were set in the room, in ms of a recording's file. */
export function toRoomMarks(
	spans: readonly RecordedSpan[],
	answers: readonly ListenedAnswer[],
	myId: string
): ReplayMark[] {
	return answers.flatMap((answer) =>
		answer.heard.flatMap(({ raterId, raterName, marks }) =>
			marks.pins.flatMap(({ atMs, words }) => {
				const momentMs = findMoment(spans, answer, atMs);
				if (momentMs === null) return [];
				return {
					id: `${answer.answerId} ${raterId} ${atMs}`,
					atMs: momentMs,
					tag: null,
					words,
					by: raterId === myId ? null : raterName,
					tone: raterId === myId ? ('mine' as const) : ('theirs' as const),
					isFixed: true
				};
			})
		)
	);
}
