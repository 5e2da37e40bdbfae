import type { Kind } from '../interview/interview.ts';
import { kindNames } from '../interview/words.ts';
import { toDaysBetween, toDayIn, toEndOfDay } from '../time/day.ts';
import { planeWidth, toAxis, toAxisLabels, toX, type Axis, type AxisLabel } from './chart.ts';
import { toShortDate } from './dates.ts';
import { toInSentence } from './names.ts';
import type { EntryView } from './view.ts';

const dayMs = 86_400_000;
const weekMs = 7 * dayMs;
/** Longer than this without an interview is shown as a pause: SPEC 7.8. */
const pauseWeeks = 3;
/** A real interview that lies further ahead than this, and than the season is long, is told and not drawn. */
const aheadWeeks = 12;
/** A pause has room for its words from so much of the picture's width on. */
const roomForWords = 0.11 * planeWidth;

/** The kinds from the top to the bottom. */
const kinds: readonly Kind[] = ['mentor', 'peer', 'panel', 'solo'];

/** A season's interviews over time, a row for each kind that occurs. */
export interface Timeline {
	axis: Axis;
	rows: TimelineRow[];
	pauses: Pause[];
	/** The first real interview; null: no day is set. */
	real: { at: number; date: string; isDrawn: boolean } | null;
	/** Along the bottom, in the reader's zone. */
	labels: AxisLabel[];
}
export interface TimelineRow {
	kind: Kind;
	/** Indexes of its interviews. */
	indexes: number[];
	first: string;
	last: string;
}
/** A time between two interviews, ms since the epoch. */
export interface Pause {
	from: number;
	to: number;
	/** `5 weeks`. */
	words: string;
	/** `from 3 Sep to 8 Oct`. */
	span: string;
	hasRoom: boolean;
}

/** `realInterviewOn` is a day such as `2026-12-04`; `now` an instant, for the years of dates. */
export function toTimeline(
	entries: readonly Pick<EntryView, 'kind' | 'finishedAt' | 'date'>[],
	realInterviewOn: string | null,
	{ timeZone, now }: { timeZone: string; now: string }
): Timeline {
	const at = entries.map(({ finishedAt }) => Date.parse(finishedAt));
	const real = toReal(at, realInterviewOn, timeZone, now);
	const axis = toAxis(real?.isDrawn ? [...at, real.at].sort((a, b) => a - b) : at, timeZone);
	const rows = kinds.flatMap((kind): TimelineRow[] => {
		const indexes = [...entries.keys()].filter((index) => entries[index]!.kind === kind);
		const [first, last] = [entries[indexes[0] ?? -1], entries[indexes.at(-1) ?? -1]];
		return first && last ? [{ kind, indexes, first: first.date, last: last.date }] : [];
	});
	const pauses = at.slice(1).flatMap((to, index): Pause[] => {
		const from = at[index]!;
		if (to - from <= pauseWeeks * weekMs) return [];
		const hasRoom = toX(to, axis.domain) - toX(from, axis.domain) >= roomForWords;
		const span = `from ${entries[index]!.date} to ${entries[index + 1]!.date}`;
		return [{ from, to, words: toLength(to - from), span, hasRoom }];
	});
	return {
		axis,
		rows,
		pauses,
		real,
		labels: toAxisLabels(
			at,
			entries.map(({ date }) => date),
			axis
		)
	};
}

/** Midday of the day; drawn where that does not press the season into a corner. */
function toReal(
	at: readonly number[],
	day: string | null,
	zone: string,
	now: string
): Timeline['real'] {
	const [first, last] = [at[0], at.at(-1)];
	if (day === null || first === undefined || last === undefined) return null;
	const moment = toEndOfDay(day, zone) - dayMs / 2;
	const room = Math.max(aheadWeeks * weekMs, last - first);
	const isDrawn = moment >= first && moment - last <= room;
	return { at: moment, date: toShortDate(`${day}T12:00:00Z`, 'UTC', now), isDrawn };
}

/** `5 weeks`; from half a year on `8 months`. */
function toLength(ms: number): string {
	const weeks = Math.floor(ms / weekMs);
	return weeks < 26 ? `${weeks} weeks` : `${Math.round(ms / (30.44 * dayMs))} months`;
}

/** `1 panel`, `8 mentor mocks`. */
const toCount = (kind: Kind, count: number) =>
	`${count} ${toInSentence(kindNames[kind])}${count === 1 ? '' : 's'}`;

/** The picture in words: how many of which kind, over what time, the longest pause, and the real one. */
export function toTimelineSentence(
	{ rows, pauses, real }: Timeline,
	{ timeZone, now }: { timeZone: string; now: string }
): string {
	if (rows.length === 0) return '';
	const sentences = [
		`${rows.map(({ kind, indexes }) => toCount(kind, indexes.length)).join(', ')}.`
	];
	const longest = pauses.reduce<Pause | null>(
		(most, one) => (most && most.to - most.from >= one.to - one.from ? most : one),
		null
	);
	if (longest && pauses.length === 1)
		sentences.push(`A pause of ${longest.words}, ${longest.span}.`);
	else if (longest)
		sentences.push(`${pauses.length} pauses, the longest of ${longest.words}, ${longest.span}.`);
	if (real) {
		const days = toDaysBetween(toDayIn(Date.parse(now), timeZone), toDayIn(real.at, timeZone));
		const when = days === 0 ? 'today' : days === 1 ? 'tomorrow' : `in ${days} days`;
		sentences.push(
			days < 0
				? `The first real interview was on ${real.date}.`
				: `The first real interview is on ${real.date}, ${when}.`
		);
	}
	return sentences.join(' ');
}
