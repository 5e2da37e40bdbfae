import type * as Y from 'yjs';
import type { Category } from '../deck/question.ts';
import type { Criterion } from '../rubric/rubric.ts';
import { toPinLine } from '../scoring/answer-marks.ts';
import { readAnswerMarks } from '../scoring/answer-marks-doc.ts';
import { getOwnEvidence, ticksRoot } from '../scoring/scorecard-doc.ts';
import { getEvidence } from './feedback-doc.ts';

/** What the interviewer's page remembers of a card, so that a tick can be put into words later. */
export interface CardMemo {
	answerId: string;
	ordinal: number;
	category: Category;
	isStar: boolean;
	strongAnswer: string[];
}

/** A line of the own scorecard on its way into the shared feedback. */
export interface OwnLine {
	criterionId: string;
	text: string;
}

/**
 * The rater's own lines, ticks and pins in words, by criterion, in the rubric's order. A tick or a pin goes to the criterion that its
 * card elicits; ticks whose card is not remembered are left out.
 */
export function readOwnLines(
	scorecard: Y.Doc,
	criteria: readonly Criterion[],
	cards: readonly CardMemo[]
): OwnLine[] {
	const ticked = [...cards]
		.sort((a, b) => a.ordinal - b.ordinal)
		.flatMap((card) => {
			const criterion = toElicited(card, criteria);
			if (!criterion) return [];
			const heard = readHeard(scorecard, card);
			const pins = readAnswerMarks(scorecard, card.answerId).pins.filter(({ words }) => words);
			return [
				...(heard.length > 0 ? [`Question ${card.ordinal}, heard: ${heard.join('; ')}`] : []),
				...pins.map((pin) => toPinLine(card.ordinal, pin))
			].map((text) => ({ criterionId: criterion.id, text }));
		});
	return criteria.flatMap(({ id }) => [
		...getOwnEvidence(scorecard, id)
			.toString()
			.split('\n')
			.map((text) => ({ criterionId: id, text: text.trim() }))
			.filter(({ text }) => text !== ''),
		...ticked.filter((line) => line.criterionId === id)
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
