import { toNames } from '../progress/names.ts';
import { toBothTimes, toDate, toDayAndTime, toTheirTime } from '../time/when.ts';
import type { Kind, Phase, Role } from './interview.ts';
import type { InterviewSummary, PersonView } from './views.ts';

export const kindNames: Record<Kind, string> = {
	mentor: 'Mentor mock',
	peer: 'Peer swap',
	panel: 'Panel',
	solo: 'Solo practice'
};

export const roleNames: Record<Role, string> = {
	candidate: 'Candidate',
	interviewer: 'Interviewer',
	observer: 'Observer'
};

/** With its article, inside a sentence: *You are the interviewer*. */
const rolesInSentence: Record<Role, string> = {
	candidate: 'the candidate',
	interviewer: 'the interviewer',
	observer: 'an observer'
};

/** Somebody's part, said to them: *You are an interviewer of the panel*. */
export const toPartInSentence = (kind: Kind, role: Role): string =>
	kind === 'panel' && role === 'interviewer'
		? 'an interviewer of the panel'
		: rolesInSentence[role];

export const phaseNames: Record<Phase, string> = {
	scheduled: 'Planned',
	open: 'Open',
	live: 'Under way',
	debrief: 'In debrief',
	finished: 'Finished',
	cancelled: 'Cancelled',
	missed: 'Missed'
};

/** Where an interview goes on, and what the way in is called: its room, or one's own page of a practice alone. */
export const toWayIn = ({
	id,
	kind
}: Pick<InterviewSummary, 'id' | 'kind'>): { href: string; label: string } =>
	kind === 'solo'
		? { href: `/solo/${id}`, label: 'Go on' }
		: { href: `/interviews/${id}/room`, label: 'Join room' };

export const isOver = (phase: Phase): boolean =>
	phase === 'finished' || phase === 'cancelled' || phase === 'missed';

/** Everybody but me, with observers last. */
export function toOthers(people: readonly PersonView[], myId: string): PersonView[] {
	const others = people.filter(({ userId }) => userId !== myId);
	return others.sort((a, b) => Number(a.role === 'observer') - Number(b.role === 'observer'));
}

/** A name inside plain text (a page's title): isolated, so that right-to-left names do not turn what is around them. */
export const toIsolated = (name: string): string => `\u2068${name}\u2069`;

/** `Mentor mock with Dr Osei`, as plain text; `Mentor mock` while nobody else is on the list. */
export function toTitle(
	interview: Pick<InterviewSummary, 'kind' | 'people'>,
	myId: string
): string {
	const others = toOthers(interview.people, myId).filter(({ role }) => role !== 'observer');
	const name = kindNames[interview.kind];
	if (others.length === 0) return name;
	return `${name} with ${toNames(others.map((one) => toIsolated(one.name)))}`;
}

/** An interview made *now* counts as now for so long; later it is one without a set time. */
const freshMs = 12 * 3_600_000;

/**
 * When an interview is or was, in words: `Tue 19:00 your time (12:00 Chicago)`, `Now`, `No set time`, or the day it was
 * finished.
 */
export function toWhenText(
	interview: Pick<
		InterviewSummary,
		'phase' | 'scheduledAt' | 'createdAt' | 'finishedAt' | 'people'
	>,
	myZone: string,
	now: string
): string {
	const { phase, scheduledAt, createdAt, finishedAt, people } = interview;
	if (finishedAt) return toDate(finishedAt, myZone, now);
	if (scheduledAt && isOver(phase)) return toDayAndTime(scheduledAt, myZone, now);
	if (scheduledAt)
		return toBothTimes(
			scheduledAt,
			myZone,
			people.map((person) => person.timeZone),
			now
		);
	if (isOver(phase)) return toDate(createdAt, myZone, now);
	return Date.parse(now) - Date.parse(createdAt) < freshMs ? 'Now' : 'No set time';
}

/** The first thing said in a text of several lines: its first line with words, without a list mark. Empty: nothing. */
export function toFirstPoint(text: string): string {
	for (const line of text.split('\n')) {
		const point = line.replace(/^\s*(?:[-*•–]|\d+[.)])(?:\s+|$)/, '').trim();
		if (point) return point;
	}
	return '';
}

/** The text without its first point, for what stands below it. */
export function toRemainingPoints(text: string): string[] {
	const points = text
		.split('\n')
		.map((line) => toFirstPoint(line))
		.filter(Boolean);
	return points.slice(1);
}

/** How long before its time the room is offered from a list. */
const nearMs = 30 * 60_000;

/** Whether the room is what somebody wants from a list now: it is open, has no set time, or begins soon. */
export function isJoinNear(
	{ phase, scheduledAt }: Pick<InterviewSummary, 'phase' | 'scheduledAt'>,
	now: string
): boolean {
	if (isOver(phase)) return false;
	if (phase !== 'scheduled' || !scheduledAt) return true;
	return Date.parse(scheduledAt) - Date.parse(now) < nearMs;
}

/**
 * What is next, the nearest first: what is under way, then by time. One made without a time counts as now while it is
 * fresh; later it waits at the end.
 */
export function toNextFirst(
	interviews: readonly InterviewSummary[],
	now: string
): InterviewSummary[] {
	const toRank = ({ phase, scheduledAt, createdAt }: InterviewSummary): number => {
		if (phase === 'live' || phase === 'debrief') return 0;
		if (scheduledAt) return Date.parse(scheduledAt);
		const isFresh = Date.parse(now) - Date.parse(createdAt) < freshMs;
		return isFresh ? Date.parse(now) : Number.MAX_SAFE_INTEGER;
	};
	return interviews.toSorted(
		(a, b) => toRank(a) - toRank(b) || b.createdAt.localeCompare(a.createdAt)
	);
}

/** The times of the others in a planned interview, for the line under mine: `12:00 Chicago`. Empty: the same, or none. */
export function toTheirTimes(
	{ scheduledAt, people }: Pick<InterviewSummary, 'scheduledAt' | 'people'>,
	myZone: string
): string {
	if (!scheduledAt) return '';
	const times = people.map(({ timeZone }) => toTheirTime(scheduledAt, myZone, timeZone));
	return [...new Set(times)].filter((text) => text !== null).join(', ');
}
