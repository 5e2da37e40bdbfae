import * as v from 'valibot';
import { pinTagIds } from '#lib/replay/marks.ts';
import { mostPinCharacters, mostPins, type ReviewCard } from '#lib/review/review.ts';
import { longestAnswerMs, mostEvidenceCharacters, mostWordCharacters } from '#lib/solo/solo.ts';
import { isStorable } from '#lib/text/storable.ts';
import { toMarksSchema } from '#server/solo/solo-result.ts';

const id = v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,40}$/));
const words = (most: number) => v.pipe(v.string(), v.maxLength(most), v.check(isStorable));

/** A card as a reviewer's browser may send it. Unknown fields are refused with the whole. */
export const cardSchema: v.GenericSchema<unknown, ReviewCard> = v.strictObject({
	pins: v.pipe(
		v.array(
			v.strictObject({
				id,
				answerId: id,
				atMs: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(longestAnswerMs)),
				tag: v.picklist(pinTagIds),
				words: words(mostPinCharacters)
			})
		),
		v.maxLength(mostPins)
	),
	marks: toMarksSchema(id, words(mostEvidenceCharacters)),
	strength: words(mostWordCharacters),
	nextStep: words(mostWordCharacters)
});

export const draftSchema = v.strictObject({
	version: v.pipe(v.number(), v.integer(), v.minValue(0)),
	isSent: v.boolean(),
	card: cardSchema
});

/** Whether two cards say the same; the database gives fields back in another order. */
export const isSameCard = (one: ReviewCard, other: ReviewCard): boolean =>
	JSON.stringify(v.parse(cardSchema, one)) === JSON.stringify(v.parse(cardSchema, other));
