import { toClockFace } from './clock.ts';
import type { RoundOutcome, ScorecardView } from './views.ts';

/** Whose hue a scorecard has: mine in the accent, theirs in plum. */
export type Hue = 'mine' | 'theirs';

/** The reader's own card is theirs in the accent; to a third person the candidate's is. */
export function toHue(card: ScorecardView, cards: readonly ScorecardView[], myId: string): Hue {
	const hasMine = cards.some(({ raterId }) => raterId === myId);
	return (hasMine ? card.raterId === myId : card.raterKind === 'self') ? 'mine' : 'theirs';
}

/** What of a round the table of its numbers is made of. */
export type RatedRound = Pick<RoundOutcome, 'criteria' | 'scorecards' | 'items'>;

/** One criterion as it is read afterwards: a mark (or null) per scorecard, in the order of the cards. */
export interface RatedCriterion {
	id: string;
	name: string;
	/** How much it matters beside the others. */
	weight: number;
	marks: (ScorecardView['marks'][number] | null)[];
	/** Null: not agreed. */
	agreed: number | null;
	/** What was written together under it. */
	evidence: string;
	/** What was said about the numbers that differ. */
	discussion: string;
	/** Lines of evidence that raters kept with their number. */
	lines: { raterName: string; hue: Hue; text: string }[];
	/** A number stands there without any words. */
	isWithoutWords: boolean;
}

/**
 * The criteria of a round that somebody rated or wrote about, in the rubric's order, and the names of those that nobody
 * touched. Cards that were not given have no marks.
 */
export function toRatedCriteria(
	round: RatedRound,
	myId: string
): { rated: RatedCriterion[]; untouched: string[] } {
	const rated: RatedCriterion[] = [];
	const untouched: string[] = [];
	const given = round.scorecards.filter(({ state }) => state === 'given');
	for (const { id, name, weight = 1 } of round.criteria) {
		const item = round.items.find(({ criterionId }) => criterionId === id);
		const marks = given.map((card) => card.marks.find((one) => one.criterionId === id) ?? null);
		const evidence = item?.evidence.trim() ?? '';
		const discussion = item?.discussion.trim() ?? '';
		const lines = given.flatMap((card, index) => {
			const text = marks[index]?.evidence.trim();
			return text
				? [{ raterName: card.raterName, hue: toHue(card, round.scorecards, myId), text }]
				: [];
		});
		const agreed = item?.agreed ?? null;
		if (!evidence && !discussion && agreed === null && marks.every((mark) => mark === null)) {
			untouched.push(name);
			continue;
		}
		const hasNumber = marks.some((mark) => mark && mark.mark !== 'not-seen');
		rated.push({
			id,
			name,
			weight,
			marks,
			agreed,
			evidence,
			discussion,
			lines,
			isWithoutWords: hasNumber && !evidence && !discussion && lines.length === 0
		});
	}
	return { rated, untouched };
}

/** An answer's length beside its target: the words, and both as shares of the longer one, for a bar. */
export function toAnswerLength(
	durationMs: number,
	targetSeconds: number
): { face: string; target: string; note: string; share: number; targetShare: number } {
	const seconds = Math.round(durationMs / 1000);
	const over = seconds - targetSeconds;
	const longest = Math.max(seconds, targetSeconds, 1);
	// Within a tenth of the target nobody hears the difference.
	const note =
		Math.abs(over) <= targetSeconds / 10
			? 'on target'
			: `${toClockFace(Math.abs(over) * 1000)} ${over > 0 ? 'over' : 'under'}`;
	return {
		face: toClockFace(seconds * 1000),
		target: toClockFace(targetSeconds * 1000),
		note,
		share: seconds / longest,
		targetShare: targetSeconds / longest
	};
}
