import * as Y from 'yjs';
import { describe, expect, it } from 'vitest';
import type { Criterion } from '../rubric/rubric.ts';
import { setPin } from '../scoring/answer-marks-doc.ts';
import { getOwnEvidence, setTick } from '../scoring/scorecard-doc.ts';
import { getEvidence } from './feedback-doc.ts';
import { addEvidenceLines, readGathered, readOwnLines, type CardMemo } from './own-lines-doc.ts';

const criterion = (id: string, elicitedBy: Criterion['elicitedBy'] = []): Criterion => ({
	id,
	name: id,
	description: '',
	anchors: { 1: '', 2: '', 3: '', 4: '', 5: '' },
	isCore: true,
	elicitedBy
});
const criteria = [
	criterion('clarity'),
	criterion('structure', ['behavioural']),
	criterion('motivation', ['motivation'])
];
const card = (more: Partial<CardMemo>): CardMemo => ({
	answerId: 'first',
	ordinal: 1,
	category: 'behavioural',
	isStar: true,
	strongAnswer: ['Names the situation.', 'Says what changed'],
	...more
});

describe('the own lines of a scorecard', () => {
	it('are the lines written and the ticks in words, where they belong', () => {
		const scorecard = new Y.Doc();
		getOwnEvidence(scorecard, 'clarity').insert(0, 'Answered what was asked\n\n  Short  ');
		setTick(scorecard, 'first', 0, true);
		setTick(scorecard, 'first', 1, true);
		setTick(scorecard, 'second', 1, true);
		setTick(scorecard, 'forgotten', 0, true);
		setPin(scorecard, 'second', 62_000, 'Lost the thread');
		setPin(scorecard, 'second', 70_000, '');
		const cards = [
			card({ answerId: 'second', ordinal: 2, category: 'motivation', isStar: false }),
			card({})
		];
		expect(readOwnLines(scorecard, criteria, cards)).toEqual([
			{ criterionId: 'clarity', text: 'Answered what was asked' },
			{ criterionId: 'clarity', text: 'Short' },
			{
				criterionId: 'structure',
				text: 'Question 1, heard: Names the situation; Says what changed'
			},
			{ criterionId: 'motivation', text: 'Question 2, heard: Says what changed' },
			{ criterionId: 'motivation', text: 'Question 2, 1:02 Lost the thread' }
		]);
	});

	it('are shown beside their criterion without what is written there, and with pins that have no words yet', () => {
		const scorecard = new Y.Doc();
		getOwnEvidence(scorecard, 'structure').insert(0, 'Written');
		setTick(scorecard, 'first', 1, true);
		setPin(scorecard, 'first', 62_000, ' ');
		setPin(scorecard, 'forgotten', 1_000, 'Nowhere');
		const cards = [card({})];
		expect(readGathered(scorecard, criteria, cards)).toEqual([
			{ criterionId: 'structure', text: 'Question 1, heard: Says what changed' },
			{ criterionId: 'structure', text: 'Question 1, 1:02' }
		]);
	});

	it('go below what is written already, once', () => {
		const feedback = new Y.Doc();
		getEvidence(feedback, 'clarity').insert(0, 'Calm');
		const lines = [
			{ criterionId: 'clarity', text: 'Short' },
			{ criterionId: 'structure', text: 'STAR' }
		];
		addEvidenceLines(feedback, lines);
		addEvidenceLines(feedback, lines);
		expect(getEvidence(feedback, 'clarity').toString()).toBe('Calm\nShort');
		expect(getEvidence(feedback, 'structure').toString()).toBe('STAR');
	});
});
