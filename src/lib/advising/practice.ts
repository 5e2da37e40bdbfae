import { findPlan, plans, soloPlan } from '../deck/plans.ts';
import { findDayProblem } from '../progress/goal.ts';
import { findSoloPlan } from '../solo/solo.ts';
import { toShortDate } from '../progress/dates.ts';
import { toDayIn, toDaysBetween } from '../time/day.ts';

/** Plans that may be assigned. */
export const assignablePlans = [...plans, soloPlan];

export const takesChoices = [1, 2, 3, 5] as const;
export const mostPracticeNote = 300;
/** Open at a time, from all who assign to one person. */
export const mostOpenPractices = 10;

/** `open`: none held yet; `done` in time, `late` after its day; `overdue`: the day is over and none was held. */
export type PracticeState = 'open' | 'overdue' | 'done' | 'late';

/** A practice that an advisor assigned, as one reader sees it. */
export interface PracticeView {
	id: string;
	candidate: { userId: string; name: string };
	organisationId: string;
	/** Who assigned it. */
	by: string;
	planId: string;
	planName: string;
	minutes: number;
	/** It needs nobody else. */
	canAlone: boolean;
	note: string;
	takes: number;
	/** Finished ones that the reader may know of. */
	taken: number;
	state: PracticeState;
	/** `by 4 Dec, in 12 days`. */
	due: string;
	/** `Done on 3 Nov, 1 of 2 takes.` */
	sentence: string;
}

/** What the database says of a practice. */
export interface PracticeRow {
	id: string;
	candidateId: string;
	candidateName: string;
	/** IANA name: where the day ends. */
	candidateZone: string;
	organisationId: string;
	advisorName: string;
	planId: string;
	dueOn: string;
	takes: number;
	note: string;
	createdAt: Date;
}

/** A finished interview or practice alone that the reader may know of. */
export interface HeldPractice {
	candidateId: string;
	organisationId: string;
	planName: string;
	/** When it was made. */
	createdAt: Date;
	finishedAt: Date;
}

/** Where a practice stands by what was saved: with its plan, in its organisation, made after it was assigned. SPEC 11.1. */
export function toPracticeView(
	row: PracticeRow,
	held: readonly HeldPractice[],
	reader: { timeZone: string; now: string }
): PracticeView | null {
	const plan = findPlan(row.planId);
	if (!plan) return null;
	const takes = held
		.filter(
			(one) =>
				one.candidateId === row.candidateId &&
				one.organisationId === row.organisationId &&
				one.planName === plan.name &&
				one.createdAt >= row.createdAt
		)
		.sort((a, b) => a.finishedAt.getTime() - b.finishedAt.getTime());
	const taken = Math.min(takes.length, row.takes);
	const first = takes[0]?.finishedAt;
	const today = toDayIn(Date.parse(reader.now), row.candidateZone);
	const state = first
		? toDayIn(first.getTime(), row.candidateZone) > row.dueOn
			? 'late'
			: 'done'
		: today > row.dueOn
			? 'overdue'
			: 'open';
	return {
		id: row.id,
		candidate: { userId: row.candidateId, name: row.candidateName },
		organisationId: row.organisationId,
		by: row.advisorName,
		planId: plan.id,
		planName: plan.name,
		minutes: plan.minutes,
		canAlone: findSoloPlan(plan.id) !== null,
		note: row.note,
		takes: row.takes,
		taken,
		state,
		due: toDue(row.dueOn, today, reader.now),
		sentence: first ? toDoneSentence(first, state, taken, row.takes, reader) : 'Not held yet.'
	};
}

function toDue(dueOn: string, today: string, now: string): string {
	const date = toShortDate(`${dueOn}T12:00:00Z`, 'UTC', now);
	const days = toDaysBetween(today, dueOn);
	if (days < 0) return `was due ${date}`;
	return days === 0
		? `by ${date}, today`
		: `by ${date}, ${days === 1 ? 'tomorrow' : `in ${days} days`}`;
}

function toDoneSentence(
	at: Date,
	state: PracticeState,
	taken: number,
	takes: number,
	{ timeZone, now }: { timeZone: string; now: string }
): string {
	const date = toShortDate(at.toISOString(), timeZone, now);
	const when = state === 'late' ? `Done late, on ${date}` : `Done on ${date}`;
	return takes === 1 ? `${when}.` : `${when}; ${taken} of ${takes} takes.`;
}

export interface PracticeInput {
	planId: string;
	dueOn: string;
	/** As typed. */
	takes: string;
	note: string;
}

export type PracticeErrors = Partial<Record<keyof PracticeInput | 'people', string>>;

/** Reads what was typed, with a sentence at each field that cannot be taken. `today` is the advisor's day. */
export function readPracticeInput(
	{ planId, dueOn, takes, note }: PracticeInput,
	today: string
):
	| { ok: true; practice: { planId: string; dueOn: string; takes: number; note: string } }
	| { ok: false; errors: PracticeErrors } {
	const errors: PracticeErrors = {};
	if (!assignablePlans.some(({ id }) => id === planId))
		errors.planId = 'Choose a plan from the list.';
	const problem = findDayProblem(dueOn, today);
	if (problem) errors.dueOn = problem;
	const count = takesChoices.find((one) => String(one) === takes);
	if (!count) errors.takes = 'Choose how many takes.';
	if (note.length > mostPracticeNote)
		errors.note = `A note holds at most ${mostPracticeNote} characters; this has ${note.length}.`;
	return count && Object.keys(errors).length === 0
		? { ok: true, practice: { planId, dueOn, takes: count, note: note.trim() } }
		: { ok: false, errors };
}

export const practiceStates = ['open', 'overdue', 'done', 'late'] as const;
export const practiceStateNames: Record<PracticeState, string> = {
	open: 'Open',
	overdue: 'Overdue',
	done: 'Done',
	late: 'Done late'
};
