import type * as Y from 'yjs';
import type { Category } from '../deck/question.ts';
import type { Criterion } from '../rubric/rubric.ts';
import { toPinLine } from '../scoring/answer-marks.ts';
import { readAnswerMarks } from '../scoring/answer-marks-doc.ts';
import { getOwnEvidence, ticksRoot } from '../scoring/scorecard-doc.ts';
import { getEvidence } from './feedback-doc.ts';

/** What of an asked card puts its ticks and pins into words, and says where they belong. */
export interface CardMemo {
	answerId: string;
	/** Place among the questions asked in the round, from 1. */
	ordinal: number;
	category: Category;
	isStar: boolean;
	strongAnswer: string[];
}

/** A line of the own scorecard: beside its criterion, or on its way into the shared feedback. */
export interface OwnLine {
	criterionId: string;
	text: string;
}

/**
 * The rater's own ticks and pins in words, in the order of the questions. They go to the criterion that their card
 * elicits; those whose card is not among `cards` are left out. A pin without words is its moment alone.
 */
export function readGathered(
	scorecard: Y.Doc,
	criteria: readonly Criterion[],
	cards: readonly CardMemo[]
): OwnLine[] {
	return toTicksAndPins(scorecard, criteria, cards).map(({ criterionId, text }) => ({
		criterionId,
		text
	}));
}

/** The rater's own lines, ticks and pins in words, by criterion, in the rubric's order; pins that have no words are left out. */
export function readOwnLines(
	scorecard: Y.Doc,
	criteria: readonly Criterion[],
	cards: readonly CardMemo[]
): OwnLine[] {
	const worded = toTicksAndPins(scorecard, criteria, cards).filter(({ hasWords }) => hasWords);
	return criteria.flatMap(({ id }) => [
		...getOwnEvidence(scorecard, id)
			.toString()
			.split('\n')
			.map((text) => ({ criterionId: id, text: text.trim() }))
			.filter(({ text }) => text !== ''),
		...worded
			.filter(({ criterionId }) => criterionId === id)
			.map(({ criterionId, text }) => ({ criterionId, text }))
	]);
}

/** Adds the lines below the shared evidence, in one transaction; a line that stands there already is not added again. */
export function addEvidenceLines(feedback: Y.Doc, lines: readonly OwnLine[]): void {
	feedback.transact(() => {
		for (const { criterionId, text } of lines) {
			const evidence = getEvidence(feedback, criterionId);
			const present = evidence.toString();
			if (present.split('\n').some((line) => line.trim() === text)) continue;
			evidence.insert(
				evidence.length,
				present === '' || present.endsWith('\n') ? text : `\n${text}`
			);
		}
	});
}

function toTicksAndPins(
	scorecard: Y.Doc,
	criteria: readonly Criterion[],
	cards: readonly CardMemo[]
): (OwnLine & { hasWords: boolean })[] {
	return [...cards]
		.sort((a, b) => a.ordinal - b.ordinal)
		.flatMap((card) => {
			const criterionId = toElicited(card, criteria)?.id;
			if (criterionId === undefined) return [];
			const heard = readHeard(scorecard, card);
			const text = `Question ${card.ordinal}, heard: ${heard.join('; ')}`;
			return [
				...(heard.length > 0 ? [{ criterionId, text, hasWords: true }] : []),
				...readAnswerMarks(scorecard, card.answerId).pins.map((pin) => ({
					criterionId,
					text: toPinLine(card.ordinal, pin),
					hasWords: pin.words.trim() !== ''
				}))
			];
		});
}

function readHeard(scorecard: Y.Doc, { answerId, strongAnswer }: CardMemo): string[] {
	const ticks = scorecard.getMap<true>(ticksRoot);
	return strongAnswer
		.filter((_, index) => ticks.get(`${answerId}:${index}`))
		.map((point) => point.replace(/[.;\s]+$/, ''));
}

/** The criterion a card's ticks speak for: structure for a STAR card, else one that its category elicits, else the first. */
function toElicited(
	{ category, isStar }: CardMemo,
	criteria: readonly Criterion[]
): Criterion | undefined {
	return (
		(isStar ? criteria.find(({ id }) => id === 'structure') : undefined) ??
		criteria.find(({ elicitedBy }) => elicitedBy.includes(category)) ??
		criteria[0]
	);
}
