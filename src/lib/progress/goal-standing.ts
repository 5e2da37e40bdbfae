import { toDayIn, toDaysBetween, toEndOfDay } from '../time/day.ts';
import { toShortDate } from './dates.ts';
import type { Goal, GoalKind } from './goal.ts';
import { toFigure, toMean } from './means.ts';
import { allCriteria, toEvenings, type SeasonRecord } from './record.ts';
import { seasonPauseWeeks, toTrend, type Evening, type LinePoint } from './trend.ts';

/**
 * Where a goal stands: `sure` and `below` are said of the whole interval, `likely` and `close` of the line alone;
 * `unknown`: not enough to say; `part` and `whole`: a count that runs, and one that is full. SPEC 10.
 */
export type GoalState = 'sure' | 'likely' | 'close' | 'below' | 'unknown' | 'part' | 'whole';

export interface GoalView {
	id: string;
	kind: GoalKind;
	criterionId: string | null;
	target: number;
	dueOn: string;
	isShared: boolean;
	/** `Structure at 4`, `3 more mocks`. */
	title: string;
	state: GoalState;
	/** Where one stands, with how sure that is. */
	sentence: string;
	/** `by 4 Dec, in 12 days`. */
	due: string;
	/** `3 Nov`; null: it runs. */
	finished: string | null;
	/** Held of a count, of `target`. */
	held: number | null;
}

const weekMs = 7 * 86_400_000;

/**
 * What of a candidate's goals an advisor who follows them may see, from what the same advisor sees of the interviews:
 * SPEC 10.4.
 */
export const toSharedGoals = (
	goals: readonly Goal[],
	{ criteria, entries }: Pick<SeasonRecord, 'criteria' | 'entries'>
): Goal[] =>
	entries.length === 0
		? []
		: goals.filter(
				({ isShared, finishedAt, kind, criterionId }) =>
					isShared &&
					finishedAt === null &&
					(kind === 'mocks' ||
						criterionId === allCriteria ||
						criteria.some(({ id }) => id === criterionId))
			);

/** Goals that run first, by their day; then the finished ones, the newest first. */
export function toGoalViews(
	record: SeasonRecord,
	reader: { timeZone: string; now: string }
): GoalView[] {
	const [running, finished] = [
		record.goals.filter(({ finishedAt }) => finishedAt === null),
		record.goals.filter(({ finishedAt }) => finishedAt !== null)
	];
	running.sort((a, b) => a.dueOn.localeCompare(b.dueOn) || a.setAt.localeCompare(b.setAt));
	finished.sort((a, b) => b.finishedAt!.localeCompare(a.finishedAt!));
	return [...running, ...finished].map((goal) => toGoalView(goal, record, reader));
}

function toGoalView(
	goal: Goal,
	record: SeasonRecord,
	reader: { timeZone: string; now: string }
): GoalView {
	const { id, kind, criterionId, target, dueOn, isShared, finishedAt } = goal;
	const { timeZone } = record.candidate;
	// What comes after the day is another goal's.
	const until = Math.min(
		Date.parse(finishedAt ?? reader.now),
		Date.parse(reader.now),
		toEndOfDay(dueOn, timeZone) - 1
	);
	const toDay = (at: number) =>
		toShortDate(new Date(at).toISOString(), reader.timeZone, reader.now);
	const standing =
		kind === 'mocks'
			? toCountStanding(goal, record, until, toDay)
			: toLevelStanding(goal, record, until, toDay);
	return {
		id,
		kind,
		criterionId,
		target,
		dueOn,
		isShared,
		title: kind === 'mocks' ? toMocks(target) : `${toName(goal, record)} at ${toFigure(target)}`,
		due: toDue(dueOn, toDayIn(Date.parse(reader.now), timeZone), reader.now),
		finished: finishedAt ? toShortDate(finishedAt, reader.timeZone, reader.now) : null,
		...standing
	};
}

const toMocks = (count: number) => (count === 1 ? '1 more mock' : `${count} more mocks`);

function toName({ criterionId, name }: Goal, { criteria }: SeasonRecord): string {
	if (criterionId === allCriteria) return 'All criteria';
	return criteria.find(({ id }) => id === criterionId)?.name ?? name;
}

function toDue(dueOn: string, today: string, now: string): string {
	const date = toShortDate(`${dueOn}T12:00:00Z`, 'UTC', now);
	const days = toDaysBetween(today, dueOn);
	if (days < 0) return `the day was ${date}`;
	if (days === 0) return `by ${date}, today`;
	return `by ${date}, ${days === 1 ? 'tomorrow' : `in ${days} days`}`;
}

type Standing = Pick<GoalView, 'state' | 'sentence' | 'held'>;

/** SPEC 10.3. */
function toCountStanding(
	{ setAt, target }: Goal,
	{ entries }: SeasonRecord,
	until: number,
	toDay: (at: number) => string
): Standing {
	const from = Date.parse(setAt);
	const held = entries.filter(({ kind, finishedAt }) => {
		const at = Date.parse(finishedAt);
		return kind !== 'solo' && at >= from && at <= until;
	}).length;
	const since = toDay(from);
	if (held >= target)
		return { state: 'whole', held, sentence: `Done: ${held} held since ${since}.` };
	const toGo = `${target - held} to go`;
	const sentence =
		held === 0 ? `None held since ${since}, ${toGo}.` : `${held} held since ${since}, ${toGo}.`;
	return { state: 'part', held, sentence };
}

/** SPEC 10.2. */
function toLevelStanding(
	{ criterionId, target }: Goal,
	{ entries, leniency }: SeasonRecord,
	until: number,
	toDay: (at: number) => string
): Standing {
	const before = entries.filter(({ finishedAt }) => Date.parse(finishedAt) <= until);
	const id = criterionId === allCriteria ? null : criterionId;
	const mentors = toEvenings(before, 'mentor', id);
	const evenings = mentors.length > 0 ? mentors : toEvenings(before, 'peer', id);
	const say = (state: GoalState, sentence: string): Standing => ({ state, sentence, held: null });
	const last = evenings.at(-1);
	if (!last) return say('unknown', 'Nobody has rated it yet.');
	if (until - last.at > seasonPauseWeeks * weekMs)
		return say('unknown', `Not rated since ${toDay(last.at)}: where it stands cannot be said.`);
	const trend = toTrend(evenings, { raters: leniency, isMean: id === null });
	const end = trend.word === 'not-enough' ? null : (trend.line.at(-1)?.at(-1) ?? null);
	if (!end) return say('unknown', toEarlySentence(evenings));
	return toLineStanding(target, end, say);
}

function toEarlySentence(evenings: readonly Evening[]): string {
	const mean = toFigure(toMean(evenings.map(({ value }) => value)));
	if (evenings.length === 1) return `Rated once, at ${mean}: three times make a line.`;
	if (evenings.length === 2) return `Rated twice, ${mean} on average: three times make a line.`;
	return `Rated ${evenings.length} times, ${mean} on average: too little lately for a line.`;
}

function toLineStanding(
	target: number,
	{ value, low, high }: LinePoint,
	say: (state: GoalState, sentence: string) => Standing
): Standing {
	const at = toFigure(value);
	const between = `between ${toFigure(Math.max(1, low))} and ${toFigure(Math.min(5, high))}`;
	if (low >= target) return say('sure', `Surely there: at ${at}, ${between}.`);
	if (value >= target) return say('likely', `There, not surely: at ${at}, ${between}.`);
	if (high >= target) return say('close', `At ${at}, ${between}: it may be there, or not yet.`);
	return say('below', `Not there yet: at ${at}, ${between}.`);
}
