import { toClockFace } from '../interview/clock.ts';
import { levels, type Level } from '../rubric/rubric.ts';

/** What somebody who listens may mark about one answer, each in one press and none of them asked for. */
export const markChoices = {
	length: { short: 'Too short', right: 'Right length', long: 'Too long' },
	answered: { yes: 'Answered', no: 'Not answered' },
	impression: { confident: 'Confident', uncertain: 'Uncertain', rehearsed: 'Over-rehearsed' }
} as const;

export type ChoiceField = keyof typeof markChoices;
export const choiceFields = Object.keys(markChoices) as ChoiceField[];
export type Choice<Field extends ChoiceField> = keyof (typeof markChoices)[Field];

/** A moment of an answer, in milliseconds of its clock, and words about it. */
export interface Pin {
	atMs: number;
	words: string;
}

export interface AnswerMarks {
	length: Choice<'length'> | null;
	answered: Choice<'answered'> | null;
	impression: Choice<'impression'> | null;
	level: Level | null;
	/** Filler words, counted by a person. */
	fillers: number;
	pins: Pin[];
}

/** Nothing marked. */
export const unmarked: AnswerMarks = {
	length: null,
	answered: null,
	impression: null,
	level: null,
	fillers: 0,
	pins: []
};

export const maxPinLength = 200;
export const maxFillers = 999;

export const isUnmarked = ({ length, answered, impression, level, fillers, pins }: AnswerMarks) =>
	!length && !answered && !impression && level === null && fillers === 0 && pins.length === 0;

/** Whether a field of an answer may hold this value: `length`, `level`, `fillers`, `pin:<ms>` and the like. */
export function isAnswerMark(field: string, value: unknown): boolean {
	if (Object.hasOwn(markChoices, field))
		return typeof value === 'string' && Object.hasOwn(markChoices[field as ChoiceField], value);
	if (field === 'level') return levels.includes(value as Level);
	if (field === 'fillers')
		return Number.isInteger(value) && Number(value) > 0 && Number(value) <= maxFillers;
	return /^pin:\d{1,8}$/.test(field) && typeof value === 'string' && value.length <= maxPinLength;
}

/** Fillers a minute, to one place; null where the answer is too short to say. */
export const toFillersAMinute = (fillers: number, durationMs: number): number | null =>
	durationMs < 10_000 ? null : Math.round((fillers * 600_000) / durationMs) / 10;

/** The filler words as they are shown: `6 filler words, 4.2 a minute`. */
export function toFillerWords(fillers: number, durationMs: number): string {
	const rate = toFillersAMinute(fillers, durationMs);
	const count = fillers === 1 ? '1 filler word' : `${fillers} filler words`;
	return rate === null ? count : `${count}, ${rate} a minute`;
}

/** What was marked about an answer, in words, for the page after the interview. */
export function toMarkWords(marks: AnswerMarks, durationMs: number): string[] {
	const { length, answered, impression, level, fillers } = marks;
	return [
		length && markChoices.length[length],
		answered && markChoices.answered[answered],
		impression && markChoices.impression[impression],
		level && `${level} of 5`,
		fillers > 0 && `${toFillerWords(fillers, durationMs)}, counted by a person`
	].filter((words) => typeof words === 'string');
}

/** A pin as a line: `0:42 lost the thread`. */
export const toPinWords = ({ atMs, words }: Pin): string => `${toClockFace(atMs)} ${words}`.trim();

/** The same in shared words: `Question 3, 0:42 lost the thread`. */
export const toPinLine = (ordinal: number, pin: Pin): string =>
	`Question ${ordinal}, ${toPinWords(pin)}`;

/** Such a line again: what says the moment, and what was said; null: it is another one. */
export function readPinLine(
	line: string
): { ordinal: number; face: string; moment: string; words: string } | null {
	const match = /^(Question (\d{1,3}), (\d{1,4}:[0-5]\d))(?= |$)(.*)$/.exec(line);
	return (
		match && { moment: match[1]!, ordinal: Number(match[2]), face: match[3]!, words: match[4]! }
	);
}
