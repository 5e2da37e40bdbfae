import * as v from 'valibot';
import {
	basicFields,
	lineFields,
	maxWishLength,
	toOpenField,
	type BasicField,
	type LineField,
	type LineKind,
	type LineValues
} from '../candidate-file/line.ts';
import type { Basics } from '../candidate-file/brief.ts';
import {
	hidden,
	hiddenMessage,
	id,
	needsVisa,
	path,
	dayOrNone,
	specialty,
	tooLong
} from './fields.ts';

const version = v.pipe(
	v.string(),
	v.regex(/^\d{1,6}$/, 'Reload the page and try again.'),
	v.transform(Number)
);
const tick = v.picklist(['', 'on'], 'Tick it or leave it.');

/** A text of at most so many characters; several lines where `isLong`. */
const words = (most: number, isLong: boolean, missing?: string) =>
	v.pipe(
		v.string(),
		v.trim(),
		v.check((text) => !missing || text !== '', missing),
		v.check((text) => [...text].length <= most, tooLong('This', most)),
		v.check((text) => !hidden.test(isLong ? text.replace(/[\r\n\t]/g, ' ') : text), hiddenMessage)
	);

const month = (missing?: string) =>
	v.pipe(
		v.string(),
		v.trim(),
		v.check((text) => !missing || text !== '', missing),
		v.check(
			(text) => text === '' || /^(19|20)\d\d-(0[1-9]|1[0-2])$/.test(text),
			'Write year and month, such as 2025-06.'
		)
	);

function toSchema({ control, most, missing, options }: LineField) {
	switch (control) {
		case 'month':
			return month(missing);
		case 'number':
			return v.pipe(
				v.string(),
				v.trim(),
				v.check(
					(text) => text === '' || (/^[1-9]\d*$/.test(text) && Number(text) <= most),
					`Type a number from 1 to ${most}.`
				)
			);
		case 'select':
			return v.picklist(
				(options ?? []).map(({ value }) => value),
				'Choose one of the list.'
			);
		case 'check':
			return tick;
		default:
			return words(most, control === 'long', missing);
	}
}

/** A line as its form sends it: its own fields, and `id`, `version`, `isOpen`. */
export const toLineForm = (kind: LineKind) =>
	v.strictObject({
		...Object.fromEntries(lineFields[kind].map((field) => [field.name, toSchema(field)])),
		id,
		version,
		isOpen: tick
	});

/** What no field can say alone: an end before its beginning. */
export function checkLine({ from, to }: LineValues): Record<string, string> {
	return from && to && to < from ? { to: 'This is before it began.' } : {};
}

export const removeForm = v.strictObject({ id, version });

const openTicks = Object.fromEntries(
	basicFields.map((field) => [toOpenField(field), tick])
) as Record<`open-${BasicField}`, typeof tick>;

export const basicsForm = v.strictObject({
	version,
	specialty,
	path,
	needsVisa,
	realInterviewOn: dayOrNone,
	wish: words(maxWishLength, true),
	...openTicks
});

/** What the form of the basics gives, as the file keeps it. */
export function toBasics(data: v.InferOutput<typeof basicsForm>): Basics {
	const { specialty, path, needsVisa, realInterviewOn, wish } = data;
	const open = basicFields.filter((field) => data[`open-${field}`] === 'on');
	return { specialty, path, needsVisa, realInterviewOn, wish, open };
}
