import * as v from 'valibot';
import {
	answerEnds,
	longestAnswerMs,
	mostEvidenceCharacters,
	mostWordCharacters,
	type SoloResult
} from '#lib/solo/solo.ts';
import { isStorable } from '#lib/text/storable.ts';

const instant = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(8.64e15));
const duration = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(longestAnswerMs));
const id = v.pipe(v.string(), v.minLength(1), v.maxLength(40));
const words = (most: number) =>
	v.pipe(v.string(), v.trim(), v.maxLength(most), v.check(isStorable, 'unstorable'));

/** A scorecard's rows as a browser may send them, with what a field of words and an id have to be. */
export const toMarksSchema = <
	Id extends v.GenericSchema<string>,
	Words extends v.GenericSchema<string>
>(
	criterionId: Id,
	evidence: Words
) =>
	v.pipe(
		v.array(
			v.strictObject({
				criterionId,
				mark: v.picklist([1, 2, 3, 4, 5, 'not-seen']),
				evidence
			})
		),
		v.maxLength(60)
	);

const figures = v.strictObject({
	end: v.picklist(answerEnds),
	speaking: v.nullable(
		v.strictObject({
			heardMs: duration,
			firstSoundMs: v.nullable(duration),
			longestPauseMs: duration,
			silenceShare: v.pipe(v.number(), v.minValue(0), v.maxValue(1))
		})
	),
	fillers: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(10_000)))
});

/** What a browser may send of a solo practice. Unknown fields are refused with the whole. */
export const resultSchema: v.GenericSchema<unknown, SoloResult> = v.strictObject({
	sentAt: instant,
	answers: v.pipe(
		v.array(v.strictObject({ answerId: id, startedAt: instant, durationMs: duration, figures })),
		v.maxLength(20)
	),
	outcome: v.nullable(
		v.strictObject({
			finishedAt: instant,
			marks: toMarksSchema(id, words(mostEvidenceCharacters)),
			strength: words(mostWordCharacters),
			nextStep: words(mostWordCharacters)
		})
	)
});

/** Whether a list names nothing twice and nothing that is not among `known`. */
export const namesOnly = (ids: readonly string[], known: readonly string[]): boolean =>
	new Set(ids).size === ids.length && ids.every((one) => known.includes(one));

/**
 * The browser's times by the server's clock: shifted by as much as the two differ now, and held between the moment the
 * practice was begun and now. A length is never changed by it.
 */
export function toServerTimes(
	result: SoloResult,
	begunAt: Date,
	now: Date
): { toDate: (browserMs: number) => Date } {
	const shift = now.getTime() - result.sentAt;
	return {
		toDate: (browserMs) =>
			new Date(Math.min(now.getTime(), Math.max(begunAt.getTime(), browserMs + shift)))
	};
}
