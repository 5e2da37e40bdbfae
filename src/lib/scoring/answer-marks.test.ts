import * as Y from 'yjs';
import { describe, expect, it } from 'vitest';
import {
	isUnmarked,
	readPinLine,
	toFillersAMinute,
	toMarkWords,
	toPinLine,
	toPinWords
} from './answer-marks.ts';
import {
	answerMarksRoot,
	countFiller,
	readAnswerMarks,
	removePin,
	setAnswerMark,
	setPin
} from './answer-marks-doc.ts';

describe('the marks on an answer', () => {
	it('are empty until somebody presses, and empty again when it is taken back', () => {
		const doc = new Y.Doc();
		expect(isUnmarked(readAnswerMarks(doc, 'one'))).toBe(true);
		setAnswerMark(doc, 'one', 'level', 4);
		countFiller(doc, 'one', 1);
		setPin(doc, 'one', 42_000, 'Lost the thread');
		expect(isUnmarked(readAnswerMarks(doc, 'one'))).toBe(false);
		expect(isUnmarked(readAnswerMarks(doc, 'two'))).toBe(true);
		setAnswerMark(doc, 'one', 'level', null);
		countFiller(doc, 'one', -1);
		countFiller(doc, 'one', -1);
		removePin(doc, 'one', 42_000);
		expect(isUnmarked(readAnswerMarks(doc, 'one'))).toBe(true);
		expect(doc.getMap(answerMarksRoot).size).toBe(0);
	});

	it('keep one pin a moment, in the order of the answer', () => {
		const doc = new Y.Doc();
		setPin(doc, 'one', 90_000.4, 'Later');
		setPin(doc, 'one', 5_000, 'First');
		setPin(doc, 'one', 90_000, 'Later on');
		expect(readAnswerMarks(doc, 'one').pins).toEqual([
			{ atMs: 5_000, words: 'First' },
			{ atMs: 90_000, words: 'Later on' }
		]);
	});

	it('are told in words', () => {
		const doc = new Y.Doc();
		setAnswerMark(doc, 'one', 'length', 'long');
		setAnswerMark(doc, 'one', 'answered', 'yes');
		setAnswerMark(doc, 'one', 'impression', 'rehearsed');
		setAnswerMark(doc, 'one', 'level', 3);
		for (let count = 0; count < 6; count += 1) countFiller(doc, 'one', 1);
		expect(toMarkWords(readAnswerMarks(doc, 'one'), 90_000)).toEqual([
			'Too long',
			'Answered',
			'Over-rehearsed',
			'3 of 5',
			'6 filler words, 4 a minute, counted by a person'
		]);
		expect(toPinWords({ atMs: 62_000, words: 'Lost the thread' })).toBe('1:02 Lost the thread');
		expect(toPinWords({ atMs: 62_000, words: '' })).toBe('1:02');
	});
});

it.each([
	[6, 90_000, 4],
	[5, 70_000, 4.3],
	[3, 9_000, null]
])('%d fillers in %d ms are %s a minute', (fillers, durationMs, rate) => {
	expect(toFillersAMinute(fillers, durationMs)).toBe(rate);
});

describe('a pin as a line of the feedback', () => {
	it('is known again by its question and its moment', () => {
		const line = toPinLine(3, { atMs: 62_400, words: 'Lost the thread' });
		expect(line).toBe('Question 3, 1:02 Lost the thread');
		expect(readPinLine(line)).toEqual({
			moment: 'Question 3, 1:02',
			ordinal: 3,
			face: '1:02',
			words: ' Lost the thread'
		});
		expect(readPinLine(toPinLine(12, { atMs: 0, words: '' }))).toMatchObject({
			ordinal: 12,
			words: ''
		});
	});

	it.each(['Question 3, heard: names what changed', 'At 1:02 lost it', 'Question 3, 1:020 no', ''])(
		'is not found in %j',
		(line) => expect(readPinLine(line)).toBeNull()
	);
});
