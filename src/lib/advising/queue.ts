import type { Calibration } from '../progress/calibration.ts';
import { toFigure } from '../progress/means.ts';
import { advisedMocks, targetLevel, toDaysUntil } from '../progress/readiness.ts';
import { toSigned } from '../progress/sentences.ts';
import type { Trend, Word } from '../progress/trend.ts';
import type { ContactKind } from './contact.ts';

/** Why to talk to somebody today, the most pressing first. */
export const reasonKinds = [
	'real-soon',
	'two-hard-nights',
	'slipping',
	'nothing-shared',
	'flat',
	'self-rating'
] as const;
export type ReasonKind = (typeof reasonKinds)[number];

export const reasonNames: Record<ReasonKind, string> = {
	'real-soon': 'Real interview soon',
	'two-hard-nights': 'Two hard nights',
	slipping: 'Slipping',
	'nothing-shared': 'Nothing shared',
	flat: 'Standing still',
	'self-rating': 'Self-rating far off'
};

export interface Reason {
	kind: ReasonKind;
	sentence: string;
}

/** What an advisor's list knows of a candidate, in one organisation: what is shared with them. Times are ISO 8601. */
export interface CandidateFacts {
	userId: string;
	name: string;
	organisationId: string;
	organisationName: string;
	/** The advisor has followed them since. */
	followedSince: string;
	realInterviewOn: string | null;
	/** Where the candidate lives: their days are counted there. */
	timeZone: string;
	/** Shared finished interviews with somebody else in the interviewer's seat. */
	mocks: number;
	lastSharedAt: string | null;
	nextAt: string | null;
	/** All criteria in the mentors' series, freed of what is known of the raters, oldest first. */
	evenings: readonly number[];
	trend: Pick<Trend, 'word' | 'count' | 'change'>;
	calibration: Calibration;
	/** The newest thing that this advisor did about them. */
	contact: { kind: ContactKind; note: string; until: string; at: string } | null;
}

export interface QueueRow {
	userId: string;
	name: string;
	organisationId: string;
	organisationName: string;
	/** Empty: nothing asks for a conversation. The first one sorts the row. */
	reasons: Reason[];
	/** Set while the row is cleared. */
	cleared: NonNullable<CandidateFacts['contact']> | null;
	mocks: number;
	lastSharedAt: string | null;
	nextAt: string | null;
	word: Word;
}

/** Thresholds of SPEC 13. */
export const quietDays = 10;
const soonDays = 7;
const flatInterviews = 6;
/** So much below the evenings before, in levels, is a hard night. */
const hardNightLevels = 0.75;
const farOffLevels = 0.5;

const dayMs = 86_400_000;

/** Why this candidate may need a word today, the most pressing reason first. */
export function toReasons(facts: CandidateFacts, now: string): Reason[] {
	const sentences: Record<ReasonKind, string | null> = {
		'real-soon': toRealSoon(facts, now),
		'two-hard-nights': toTwoHardNights(facts.evenings),
		slipping:
			facts.trend.word === 'slipping'
				? `Slipping: ${toSigned(facts.trend.change!.value)} over the last ${facts.trend.count} interviews.`
				: null,
		'nothing-shared': toNothingShared(facts, now),
		flat: toFlat(facts),
		'self-rating': toSelfRating(facts.calibration)
	};
	return reasonKinds.flatMap((kind) => {
		const sentence = sentences[kind];
		return sentence ? [{ kind, sentence }] : [];
	});
}

function toRealSoon(
	{ realInterviewOn, timeZone, mocks }: CandidateFacts,
	now: string
): string | null {
	const days = toDaysUntil(realInterviewOn, now, timeZone);
	if (days === null || days < 0 || days > soonDays || mocks >= advisedMocks.from) return null;
	const when = days === 0 ? 'today' : days === 1 ? 'tomorrow' : `in ${days} days`;
	const done = mocks === 0 ? 'no mock' : mocks === 1 ? 'one mock' : `${mocks} mocks`;
	return `Real interview ${when}, ${done} so far.`;
}

function toTwoHardNights(evenings: readonly number[]): string | null {
	const before = evenings.slice(0, -2);
	const last = evenings.slice(-2);
	if (before.length < 3) return null;
	const usual = before.slice(-5).reduce((sum, value, _, all) => sum + value / all.length, 0);
	if (!last.every((value) => value <= usual - hardNightLevels)) return null;
	return `Two hard nights in a row: ${last.map(toFigure).join(' and ')} after about ${toFigure(usual)}.`;
}

function toNothingShared({ lastSharedAt, followedSince }: CandidateFacts, now: string) {
	const days = Math.floor((Date.parse(now) - Date.parse(lastSharedAt ?? followedSince)) / dayMs);
	if (days < quietDays) return null;
	return lastSharedAt
		? `Nothing shared with you for ${days} days.`
		: 'Nothing shared with you yet.';
}

function toFlat({ trend, evenings }: CandidateFacts): string | null {
	const recent = evenings.slice(-3).reduce((sum, value, _, all) => sum + value / all.length, 0);
	if (trend.word !== 'steady' || trend.count < flatInterviews || recent >= targetLevel) return null;
	return `Steady at ${toFigure(recent)} over ${trend.count} interviews.`;
}

function toSelfRating({ difference }: Calibration): string | null {
	if (!difference) return null;
	const { value, low, high } = difference;
	if (low <= farOffLevels && high >= -farOffLevels) return null;
	return `Rates themself ${toFigure(Math.abs(value))} ${value > 0 ? 'above' : 'below'} what others give.`;
}

/** Rows in the order in which they want a conversation; those with nothing to talk about last, by name. */
export function toQueue(candidates: readonly CandidateFacts[], now: string): QueueRow[] {
	const rows = candidates.map((facts) => ({ facts, row: toRow(facts, now) }));
	const toRank = ({ reasons }: QueueRow) =>
		reasons[0] ? reasonKinds.indexOf(reasons[0].kind) : reasonKinds.length;
	return rows
		.sort(
			(a, b) =>
				toRank(a.row) - toRank(b.row) ||
				b.row.reasons.length - a.row.reasons.length ||
				toWaiting(a.facts).localeCompare(toWaiting(b.facts)) ||
				a.row.name.localeCompare(b.row.name, 'en')
		)
		.map(({ row }) => row);
}

const toWaiting = ({ lastSharedAt, followedSince }: CandidateFacts) =>
	lastSharedAt ?? followedSince;

function toRow(facts: CandidateFacts, now: string): QueueRow {
	const { contact } = facts;
	return {
		userId: facts.userId,
		name: facts.name,
		organisationId: facts.organisationId,
		organisationName: facts.organisationName,
		reasons: toReasons(facts, now),
		cleared: contact && contact.until > now ? contact : null,
		mocks: facts.mocks,
		lastSharedAt: facts.lastSharedAt,
		nextAt: facts.nextAt,
		word: facts.trend.word
	};
}

export interface QueueFilters {
	/** Part of a name. */
	search: string;
	organisationId: string | null;
	reason: ReasonKind | null;
	/** `today`: what waits; `everybody`: all that are followed. */
	list: 'today' | 'everybody';
}

export function readQueueFilters(search: URLSearchParams): QueueFilters {
	const reason = search.get('reason');
	return {
		search: (search.get('q') ?? '').trim().slice(0, 80),
		organisationId: search.get('organisation') || null,
		reason: reasonKinds.find((one) => one === reason) ?? null,
		list: search.get('list') === 'everybody' ? 'everybody' : 'today'
	};
}

/** So many conversations fit into a day; the rest is counted. */
export const mostToday = 15;

export interface Queue {
	filters: QueueFilters;
	/** Rows that are shown. */
	rows: QueueRow[];
	/** Waiting ones that did not fit. */
	more: number;
	/** All that are followed, and those that wait, whatever is filtered. */
	total: number;
	waiting: number;
	organisations: { id: string; name: string }[];
}

const toPlain = (text: string) =>
	text.normalize('NFD').replace(/\p{M}/gu, '').toLocaleLowerCase('en');

const waits = (row: QueueRow) => row.reasons.length > 0 && !row.cleared;

/** Every row that the filters leave, in the order of the list. */
export function toMatching(all: readonly QueueRow[], filters: QueueFilters): QueueRow[] {
	const wanted = toPlain(filters.search);
	return all.filter(
		(row) =>
			(filters.list === 'everybody' || waits(row)) &&
			(!filters.organisationId || row.organisationId === filters.organisationId) &&
			(!filters.reason || row.reasons.some(({ kind }) => kind === filters.reason)) &&
			toPlain(row.name).includes(wanted)
	);
}

/** What the page shows of the queue. */
export function toShownQueue(all: readonly QueueRow[], filters: QueueFilters): Queue {
	const matching = toMatching(all, filters);
	const rows = filters.list === 'today' ? matching.slice(0, mostToday) : matching;
	const places = new Map(all.map((row) => [row.organisationId, row.organisationName]));
	return {
		filters,
		rows,
		more: matching.length - rows.length,
		total: all.length,
		waiting: all.filter(waits).length,
		organisations: [...places].map(([id, name]) => ({ id, name }))
	};
}
