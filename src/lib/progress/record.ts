import type { Category } from '../deck/question.ts';
import type { Kind } from '../interview/interview.ts';
import type { AnswerFigures } from '../solo/solo.ts';
import type { Leniency } from './fit.ts';
import type { Goal } from './goal.ts';
import { toMean } from './means.ts';
import type { Evening } from './trend.ts';
import type { Visibility } from './visibility.ts';

/** Whose numbers: SPEC 1.2. They are never mixed. */
export const seriesIds = ['mentor', 'peer', 'self', 'solo'] as const;
export type SeriesId = (typeof seriesIds)[number];

/** The id of the line over all criteria. */
export const allCriteria = 'all';

/** One rater's given card. */
export interface SeasonCard {
	raterId: string;
	series: SeriesId;
	/** Criterion id → level; what was not seen is not in it. */
	marks: Record<string, number>;
}

export interface SeasonAnswer {
	answerId: string;
	/** Null: the question is gone from the deck. */
	questionId: string | null;
	prompt: string;
	category: Category;
	seconds: number;
	targetSeconds: number;
	/** What the browser told of how it was spoken; null: nothing. */
	figures: AnswerFigures | null;
}

/** One finished round of the candidate's. */
export interface SeasonEntry {
	interviewId: string;
	roundId: string;
	kind: Kind;
	/** ISO 8601. */
	finishedAt: string;
	visibility: Visibility;
	withNames: string[];
	strengths: string;
	nextSteps: string;
	answers: SeasonAnswer[];
	cards: SeasonCard[];
	/** For each interviewer who counted filler words: how many, over the answers in which they counted any. */
	fillersHeard: { fillers: number; seconds: number }[];
	/** Criterion id → level. */
	agreed: Record<string, number>;
}

/** Everything that progress is computed from, as one reader may see it. */
export interface SeasonRecord {
	candidate: {
		userId: string;
		name: string;
		realInterviewOn: string | null;
		/** IANA name: where the candidate's days end. */
		timeZone: string;
	};
	/** Those that the reader may see: SPEC 10.4. */
	goals: readonly Goal[];
	/** In the order of the rubric used last, then those of earlier ones; `elicitedBy` brings them up. */
	criteria: { id: string; name: string; elicitedBy: Category[] }[];
	raterNames: Record<string, string>;
	/** What is known of the raters from other people: SPEC 3. */
	leniency: Map<string, Leniency>;
	/** Oldest first. */
	entries: SeasonEntry[];
	/** The next appointment, ISO 8601. */
	nextAt: string | null;
}

/** Which series an interviewer's or the candidate's own card belongs to; null: an observer's. */
export function toSeriesId(
	kind: Kind,
	raterKind: 'interviewer' | 'self' | 'observer'
): SeriesId | null {
	if (raterKind === 'observer') return null;
	if (raterKind === 'self') return kind === 'solo' ? 'solo' : 'self';
	return kind === 'peer' ? 'peer' : 'mentor';
}

/** Cards as their raters gave them, each in its series; observers' are in none. */
export const toCards = (
	kind: Kind,
	given: readonly {
		raterId: string;
		raterKind: 'interviewer' | 'self' | 'observer';
		marks: Record<string, number>;
	}[]
): SeasonCard[] =>
	given.flatMap(({ raterId, raterKind, marks }) => {
		const series = toSeriesId(kind, raterKind);
		return series ? [{ raterId, series, marks }] : [];
	});

/** A series' value in one interview: on a criterion, or on all (null): SPEC 1.4. Null: a gap. */
export function toValue(
	{ cards }: Pick<SeasonEntry, 'cards'>,
	series: SeriesId,
	criterionId: string | null
): number | null {
	const given = cards.filter((card) => card.series === series);
	return toMean(
		given.map(({ marks }) =>
			criterionId === null ? toMean(Object.values(marks)) : (marks[criterionId] ?? null)
		)
	);
}

/** The interviews in which a series has a value, oldest first. */
export function toEvenings(
	entries: readonly Pick<SeasonEntry, 'finishedAt' | 'cards'>[],
	series: SeriesId,
	criterionId: string | null
): Evening[] {
	return entries.flatMap((entry) => {
		const value = toValue(entry, series, criterionId);
		if (value === null) return [];
		const raters = entry.cards
			.filter((card) => card.series === series)
			.filter(({ marks }) =>
				criterionId === null ? Object.keys(marks).length > 0 : marks[criterionId] !== undefined
			)
			.map(({ raterId }) => raterId);
		return [{ at: Date.parse(entry.finishedAt), value, raters }];
	});
}
