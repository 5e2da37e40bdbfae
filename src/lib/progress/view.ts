import type { Category } from '../deck/question.ts';
import type { Kind } from '../interview/interview.ts';
import type { HeardMarks } from '../interview/views.ts';
import { toFirstPoint } from '../interview/words.ts';
import { toCalibration, type Calibration } from './calibration.ts';
import { toShortDate } from './dates.ts';
import { toShownSeries, toSpanEntries, type Filters } from './filters.ts';
import { toGoalViews, type GoalView } from './goal-standing.ts';
import { toHeat, type Heat } from './heat.ts';
import { toNext, type Next } from './next.ts';
import { toSpeech, type SpeechFigure } from './speech.ts';
import { toReadiness, type Readiness } from './readiness.ts';
import {
	allCriteria,
	seriesIds,
	toEvenings,
	toValue,
	type SeasonEntry,
	type SeasonRecord,
	type SeriesId
} from './record.ts';
import {
	toLastEveningSentence,
	toRatersSentence,
	toSentence,
	toShortRatersSentence
} from './sentences.ts';
import { toTrend, type LinePoint, type Trend, type Word } from './trend.ts';
import type { Visibility } from './visibility.ts';

/** One series of a line. */
export interface Layer {
	series: SeriesId;
	/** One for each entry, gaps among them. */
	values: (number | null)[];
	word: Word;
	sentence: string;
	/** What one evening means; null: nothing out of the ordinary. */
	aside: string | null;
	/** Whose numbers these are, and whose are allowed for, which the first line alone tells; null: nobody's, or one's own. */
	raters: string | null;
	/** The smoothed line with its interval, in pieces. */
	line: LinePoint[][];
}

/** A criterion, or all of them, through the season. */
export interface Line {
	id: string;
	name: string;
	layers: Layer[];
	/** What both agreed on, one for each entry; null: not agreed, and for all criteria together. No series of its own. */
	agreed: (number | null)[];
}

export interface EntryView {
	interviewId: string;
	roundId: string;
	kind: Kind;
	finishedAt: string;
	/** `3 Nov` in the reader's zone. */
	date: string;
	visibility: Visibility;
	withNames: string[];
	nextStep: string;
	answers: number;
}

/** The same question answered more than once: the first time and the last. SPEC 7.7. */
export interface Repeat {
	prompt: string;
	category: Category;
	targetSeconds: number;
	times: number;
	first: Attempt;
	last: Attempt;
}
export interface Attempt {
	answerId: string;
	interviewId: string;
	at: string;
	seconds: number;
	/** All criteria that evening; null: not rated. */
	overall: number | null;
	/** Pins, and what else raters marked about this answer while listening: none until `withHeard` gives them. */
	heard: HeardMarks[];
}

/** What the pages of progress are given. */
export interface SeasonView {
	candidate: { userId: string; name: string };
	realInterviewOn: string | null;
	filters: Filters;
	/** Series that are shown. */
	shown: SeriesId[];
	/** Interviews in which each series has a number. */
	counts: Record<SeriesId, number>;
	/** Finished interviews before filtering. */
	total: number;
	/** Filtered, oldest first. */
	entries: EntryView[];
	criteria: { id: string; name: string }[];
	/** All criteria first; empty where the filters match nothing. */
	lines: Line[];
	next: Next;
	goals: GoalView[];
	heat: Heat;
	/** Speaking figures: SPEC 14. */
	speech: SpeechFigure[];
	calibration: Calibration;
	repeats: Repeat[];
	readiness: Readiness;
}

const mostRepeats = 6;

export interface Reader {
	timeZone: string;
	/** ISO 8601. */
	now: string;
}

/** Computes everything that the page shows from the record: SPEC. */
export function toSeasonView(record: SeasonRecord, filters: Filters, reader: Reader): SeasonView {
	const { now, timeZone } = reader;
	const entries = toSpanEntries(record.entries, filters.span, now);
	const shown = toShownSeries(filters.series, record.entries);
	const names = [{ id: allCriteria, name: 'All criteria' }, ...record.criteria];
	const asked = names.filter(({ id }) => !filters.criterionId || id === filters.criterionId);
	const lines =
		entries.length === 0 || shown.length === 0
			? []
			: asked.map((one, index) =>
					toLine(record, entries, one, shown, filters, reader, index === 0)
				);
	const isRated = ({ id, layers }: Line) =>
		id === allCriteria || layers.some(({ values }) => values.some((value) => value !== null));
	const rated = lines.filter(isRated);
	return {
		candidate: { userId: record.candidate.userId, name: record.candidate.name },
		realInterviewOn: record.candidate.realInterviewOn,
		filters,
		shown,
		counts: toCounts(record.entries),
		total: record.entries.length,
		entries: entries.map((entry) => toEntryView(entry, reader)),
		criteria: record.criteria.map(({ id, name }) => ({ id, name })),
		lines: sortByLength(rated),
		next: toNext(record, now),
		goals: toGoalViews(record, reader),
		heat: toHeat(entries, timeZone, now),
		speech: toSpeech(entries),
		calibration: toCalibration(entries),
		repeats: toRepeats(entries),
		readiness: toReadiness(record, toEnds(rated), now)
	};
}

function toLine(
	record: SeasonRecord,
	entries: readonly SeasonEntry[],
	{ id, name }: { id: string; name: string },
	shown: readonly SeriesId[],
	{ isRaw }: Filters,
	{ timeZone, now }: Reader,
	isFirst: boolean
): Line {
	const criterionId = id === allCriteria ? null : id;
	const toDay = (at: number) => toShortDate(new Date(at).toISOString(), timeZone, now);
	const layers = shown.map((series): Layer => {
		const evenings = toEvenings(entries, series, criterionId);
		const isOwn = series === 'self' || series === 'solo';
		const trend = toTrend(evenings, {
			// One's own numbers have one rater, and nothing to adjust.
			raters: isRaw || isOwn ? null : record.leniency,
			isMean: criterionId === null
		});
		return {
			series,
			values: entries.map((entry) => toRounded(toValue(entry, series, criterionId))),
			word: trend.word,
			sentence: toSentence(trend, toDay),
			aside: toLastEveningSentence(trend),
			raters: isOwn ? null : toRaters(record, evenings, trend, isFirst),
			line: trend.line.map((piece) => piece.map(toRoundedPoint))
		};
	});
	const agreed = entries.map((entry) =>
		criterionId === null ? null : (entry.agreed[criterionId] ?? null)
	);
	return { id, name, layers, agreed };
}

function toRaters(
	{ raterNames }: SeasonRecord,
	evenings: readonly { at: number; raters: readonly string[] }[],
	trend: Trend,
	isFirst: boolean
): string | null {
	const counts = new Map<string, number>();
	for (const { at, raters } of evenings)
		if (trend.from === null || at >= trend.from)
			for (const rater of raters) counts.set(rater, (counts.get(rater) ?? 0) + 1);
	const toName = (id: string) => `\u2068${raterNames[id] ?? 'somebody'}\u2069`;
	return isFirst ? toRatersSentence(trend, counts, toName) : toShortRatersSentence(counts, toName);
}

const toRounded = (value: number | null) =>
	value === null ? null : Math.round(value * 1000) / 1000;

/** An interval without end (nothing is known) stays on the scale. */
const toRoundedPoint = ({ at, value, low, high }: LinePoint): LinePoint => ({
	at: Math.round(at),
	value: toRounded(Math.min(5, Math.max(1, value)))!,
	low: toRounded(Math.max(1, low))!,
	high: toRounded(Math.min(5, high))!
});

function toCounts(entries: readonly SeasonEntry[]): Record<SeriesId, number> {
	const counts = { mentor: 0, peer: 0, self: 0, solo: 0 };
	for (const entry of entries)
		for (const series of seriesIds) if (toValue(entry, series, null) !== null) counts[series] += 1;
	return counts;
}

const toEntryView = (entry: SeasonEntry, { timeZone, now }: Reader): EntryView => ({
	interviewId: entry.interviewId,
	roundId: entry.roundId,
	kind: entry.kind,
	finishedAt: entry.finishedAt,
	date: toShortDate(entry.finishedAt, timeZone, now),
	visibility: entry.visibility,
	withNames: entry.withNames,
	nextStep: toFirstPoint(entry.nextSteps),
	answers: entry.answers.length
});

/** Lines that can say something before those rated once or twice; all criteria first of all. */
function sortByLength(lines: readonly Line[]): Line[] {
	const toRank = ({ id, layers }: Line) =>
		id === allCriteria ? 0 : layers.some(({ word }) => word !== 'not-enough') ? 1 : 2;
	return [...lines].sort((a, b) => toRank(a) - toRank(b));
}

/** Where each criterion's first series stands now. */
function toEnds(lines: readonly Line[]) {
	return lines
		.filter(({ id }) => id !== allCriteria)
		.map(({ name, layers }) => ({ name, end: layers[0]?.line.at(-1)?.at(-1) ?? null }));
}

/** Those asked again last, of one evening those asked most often: what was just tried once more is looked for first. */
function toRepeats(entries: readonly SeasonEntry[]): Repeat[] {
	const attempts = entries.flatMap((entry) =>
		entry.answers.flatMap((answer) =>
			answer.questionId === null ? [] : [{ answer, questionId: answer.questionId, entry }]
		)
	);
	const toAttempt = ({ answer, entry }: (typeof attempts)[number]): Attempt => ({
		answerId: answer.answerId,
		interviewId: entry.interviewId,
		at: entry.finishedAt,
		seconds: answer.seconds,
		overall: toValue(entry, 'mentor', null) ?? toValue(entry, 'peer', null),
		heard: []
	});
	const toLastAt = (times: typeof attempts) => Date.parse(times.at(-1)!.entry.finishedAt);
	return [...Map.groupBy(attempts, ({ questionId }) => questionId).values()]
		.filter((times) => times.length > 1)
		.sort((a, b) => toLastAt(b) - toLastAt(a) || b.length - a.length)
		.slice(0, mostRepeats)
		.map((times) => {
			const [first, last] = [times[0]!, times.at(-1)!];
			const { prompt, category, targetSeconds } = last.answer;
			return {
				prompt,
				category,
				targetSeconds,
				times: times.length,
				first: toAttempt(first),
				last: toAttempt(last)
			};
		});
}

/** The answers that stand side by side. */
export const toComparedIds = ({ repeats }: SeasonView): string[] =>
	repeats.flatMap(({ first, last }) => [first.answerId, last.answerId]);

/** The same view with what raters marked about those, by answer: it is read for them alone, once they are known. */
export function withHeard(view: SeasonView, heard: ReadonlyMap<string, HeardMarks[]>): SeasonView {
	const toAttempt = (one: Attempt) => ({ ...one, heard: heard.get(one.answerId) ?? [] });
	const repeats = view.repeats.map((repeat) => ({
		...repeat,
		first: toAttempt(repeat.first),
		last: toAttempt(repeat.last)
	}));
	return { ...view, repeats };
}
