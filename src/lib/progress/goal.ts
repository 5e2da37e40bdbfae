/** What a goal may be set on: a criterion's level, or how many mocks are held. */
export const goalKinds = ['criterion', 'mocks'] as const;
export type GoalKind = (typeof goalKinds)[number];

/** Something a candidate wants to reach by a day; their own, and an advisor's to see only as SPEC 10.4 says. */
export interface Goal {
	id: string;
	kind: GoalKind;
	/** Of a criterion goal; `all` stands for all criteria. */
	criterionId: string | null;
	/** What the criterion was called when the goal was set. */
	name: string;
	/** A level in half steps, or a count. */
	target: number;
	/** `2026-12-04`: until that day is over where the candidate lives. */
	dueOn: string;
	/** ISO 8601. */
	setAt: string;
	/** The candidate put it aside as done; null: it runs. */
	finishedAt: string | null;
	/** The candidate lets the advisor who follows them see it. */
	isShared: boolean;
}

/** What the form's list calls the two things that are no single criterion. */
export const mocksSubject = 'mocks';

/** Running at a time, and kept in all. */
export const mostGoals = 6;
export const mostKeptGoals = 60;
export const mostGoalMocks = 30;
export const fewestGoalLevel = 1.5;
const mostLevel = 5;
const mostDaysAhead = 366;

export interface GoalInput {
	/** As typed. */
	target: string;
	dueOn: string;
	isShared: boolean;
}

export type GoalErrors = Partial<Record<'subject' | 'target' | 'dueOn', string>>;

/** Reads what was typed, with a sentence at each field that cannot be taken. `today` is the candidate's day. */
export function readGoalInput(
	kind: GoalKind,
	{ target, dueOn, isShared }: GoalInput,
	today: string
):
	| { ok: true; goal: { target: number; dueOn: string; isShared: boolean } }
	| { ok: false; errors: GoalErrors } {
	const errors: GoalErrors = {};
	const number = /^\d{1,3}([.,]\d{1,2})?$/.test(target.trim())
		? Number(target.trim().replace(',', '.'))
		: Number.NaN;
	const isTaken =
		kind === 'mocks'
			? Number.isInteger(number) && number >= 1 && number <= mostGoalMocks
			: Number.isInteger(number * 2) && number >= fewestGoalLevel && number <= mostLevel;
	if (!isTaken)
		errors.target =
			kind === 'mocks'
				? `Type a whole number of mocks from 1 to ${mostGoalMocks}.`
				: `Type a level from ${fewestGoalLevel} to ${mostLevel}, in half steps.`;
	const problem = findDayProblem(dueOn, today);
	if (problem) errors.dueOn = problem;
	return Object.keys(errors).length > 0
		? { ok: false, errors }
		: { ok: true, goal: { target: number, dueOn, isShared } };
}

/** Why a day cannot be one to reach something by; null: it can. Both are `2026-12-04`. */
export function findDayProblem(day: string, today: string): string | null {
	const at = /^\d{4}-\d\d-\d\d$/.test(day) ? Date.parse(day) : Number.NaN;
	if (Number.isNaN(at) || !new Date(at).toISOString().startsWith(day))
		return 'Choose a day, such as 2026-12-04.';
	const ahead = (at - Date.parse(today)) / 86_400_000;
	if (ahead < 0) return 'This day is over. Choose today or a later one.';
	return ahead > mostDaysAhead ? 'Choose a day within a year.' : null;
}
