import * as v from 'valibot';
import { pinTagIds, type NewPin } from '../replay/marks.ts';
import { maxPinLength } from '../scoring/answer-marks.ts';
import { toStorable } from '../text/storable.ts';

/** What somebody who may watch a recording said about a moment of it. One moment of one person is one pin. */
export interface RecordingPinView extends NewPin {
	authorId: string;
	authorName: string;
}

/** Of one person about one recording. */
export const mostPins = 200;

export const notInRecording = 'This moment is not in the recording.';

/** No recording is longer than a day. */
export const momentSchema = v.pipe(
	v.number(notInRecording),
	v.integer(notInRecording),
	v.minValue(0, notInRecording),
	v.maxValue(86_400_000, notInRecording)
);

export const pinSchema = v.strictObject({
	atMs: momentSchema,
	tag: v.picklist(pinTagIds, 'Choose what it is.'),
	words: v.pipe(
		v.string('Write a few words.'),
		v.transform(toStorable),
		v.trim(),
		v.maxLength(maxPinLength, `A pin holds at most ${maxPinLength} characters.`)
	)
});
