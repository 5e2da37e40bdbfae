import type * as Y from 'yjs';
import type { Level } from '../rubric/rubric.ts';
import { maxFillers, maxPinLength, type AnswerMarks, type Choice } from './answer-marks.ts';

/*
 * Another root of a `scorecard` document, and sealed with it until the reveal:
 *   map `answers`  `<answerId>:<field>` -> what `isAnswerMark` lets through
 */
export const answerMarksRoot = 'answers';
export const fillersField = 'fillers';

type Value = string | number;
const mapOf = (doc: Y.Doc) => doc.getMap<Value>(answerMarksRoot);

/** Sets one field of an answer's marks; null takes it back. */
export function setAnswerMark(
	doc: Y.Doc,
	answerId: string,
	field: 'length' | 'answered' | 'impression' | 'level',
	value: Value | null
): void {
	if (value === null) mapOf(doc).delete(`${answerId}:${field}`);
	else mapOf(doc).set(`${answerId}:${field}`, value);
}

/** Counts a filler word, or takes one back. */
export function countFiller(doc: Y.Doc, answerId: string, by: 1 | -1): void {
	const key = `${answerId}:${fillersField}`;
	const count = Number(mapOf(doc).get(key) ?? 0) + by;
	if (count <= 0) mapOf(doc).delete(key);
	else mapOf(doc).set(key, Math.min(count, maxFillers));
}

/** Pins a moment; the same moment again changes its words. */
export function setPin(doc: Y.Doc, answerId: string, atMs: number, words: string): void {
	mapOf(doc).set(`${answerId}:pin:${Math.round(atMs)}`, words.slice(0, maxPinLength));
}

export function removePin(doc: Y.Doc, answerId: string, atMs: number): void {
	mapOf(doc).delete(`${answerId}:pin:${atMs}`);
}

/** What the rater has marked about an answer. */
export function readAnswerMarks(doc: Y.Doc, answerId: string): AnswerMarks {
	const map = mapOf(doc);
	const read = (field: string) => map.get(`${answerId}:${field}`) ?? null;
	const start = `${answerId}:pin:`;
	return {
		length: read('length') as Choice<'length'> | null,
		answered: read('answered') as Choice<'answered'> | null,
		impression: read('impression') as Choice<'impression'> | null,
		level: read('level') as Level | null,
		fillers: Number(read(fillersField) ?? 0),
		pins: [...map.entries()]
			.filter(([key]) => key.startsWith(start))
			.map(([key, words]) => ({ atMs: Number(key.slice(start.length)), words: String(words) }))
			.sort((a, b) => a.atMs - b.atMs)
	};
}
