import type { Path, Specialty } from '../deck/question.ts';
import type { Basics } from './brief.ts';
import { basicFields, toOpenField, type FileLine, type LineValues } from './line.ts';

/** What a form of the page holds, and the version that it was read at. */
export interface Entry {
	version: number;
	values: LineValues;
}

/** A line as its form has it: the tick is one of the fields. */
export const toLineValues = ({ values, isOpen }: Pick<FileLine, 'values' | 'isOpen'>) => ({
	...values,
	isOpen: isOpen ? 'on' : ''
});

/** The line that a form holds. */
export function readLine({ isOpen, ...values }: LineValues): Pick<FileLine, 'values' | 'isOpen'> {
	return { values, isOpen: isOpen === 'on' };
}

export function toBasicValues(basics: Basics): LineValues {
	const { specialty, path, needsVisa, realInterviewOn, wish, open } = basics;
	return {
		specialty: specialty ?? '',
		path: path ?? '',
		needsVisa: needsVisa === null ? '' : needsVisa ? 'yes' : 'no',
		realInterviewOn: realInterviewOn ?? '',
		wish,
		...Object.fromEntries(
			basicFields.map((field) => [toOpenField(field), open.includes(field) ? 'on' : ''])
		)
	};
}

/** The basics that a form holds; it offers only what there is. */
export function readBasics(values: LineValues): Basics {
	const { specialty, path, needsVisa, realInterviewOn, wish = '' } = values;
	return {
		specialty: (specialty || null) as Specialty | null,
		path: (path || null) as Path | null,
		needsVisa: needsVisa ? needsVisa === 'yes' : null,
		realInterviewOn: realInterviewOn || null,
		wish: wish.trim(),
		open: basicFields.filter((field) => values[toOpenField(field)] === 'on')
	};
}

/** A new id for a line, made by the page, so that a repeated request adds one line and not two. */
export const createLineId = (): string =>
	[...crypto.getRandomValues(new Uint8Array(20))].map((byte) => (byte % 36).toString(36)).join('');
