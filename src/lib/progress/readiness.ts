import { plans } from '../deck/plans.ts';
import type { Category } from '../deck/question.ts';
import type { Kind } from '../interview/interview.ts';
import { toDayIn, toDaysBetween } from '../time/day.ts';
import type { SeasonRecord } from './record.ts';

/** The level that a criterion should reach before the real interview: a working default (SPEC 7.2). */
export const targetLevel = 4;
/** Full mock interviews advised before the first real one. */
export const advisedMocks = { from: 3, to: 5 };

/** A panel, not a score: what is done, and how sure that is. */
export interface Readiness {
	kinds: Record<Kind, number>;
	/** `sure`: the interval lies at the target or above; `likely`: the line does. */
	criteria: { name: string; state: 'sure' | 'likely' | 'below' }[];
	categories: { met: Category[]; missing: Category[] };
	redFlagAnswers: number;
	/** Whole days until the first real interview; null: no date given. Negative: it is over. */
	daysToReal: number | null;
	/** Weeks in a row with an interview up to now; one missed week is forgiven. */
	weeksInARow: number;
}

/** What only the candidate is shown beside it: their own file and set-up are nobody else's (SPEC 7.5). */
export interface Prepared {
	/** Stories with a situation, an action and a result. */
	stories: number;
	/** What the set-up check found when it last ran, or that it never did, in one sentence. */
	check: string;
	/** Lines of the set-up's list that are ticked. */
	ticked: number;
	/** A device to change to is noted. */
	hasBackup: boolean;
}

/** Stories advised before the first real interview. */
export const advisedStories = { from: 6, to: 10 };

const dayMs = 86_400_000;

export function toReadiness(
	{ entries, candidate }: SeasonRecord,
	criteria: readonly { name: string; end: { value: number; low: number } | null }[],
	now: string
): Readiness {
	const kinds: Record<Kind, number> = { mentor: 0, peer: 0, panel: 0, solo: 0 };
	for (const { kind } of entries) kinds[kind] += 1;
	const answers = entries.flatMap((entry) => entry.answers);
	const met = new Set(answers.map(({ category }) => category));
	// What every candidate is asked: steps with a single category.
	const wanted = new Set(
		plans
			.flatMap(({ steps }) => steps)
			.filter(({ categories }) => categories.length === 1)
			.map(({ categories }) => categories[0]!)
	);
	return {
		kinds,
		criteria: criteria.flatMap(({ name, end }) => {
			if (!end) return [];
			const isSure = end.low >= targetLevel;
			return [{ name, state: isSure ? 'sure' : end.value >= targetLevel ? 'likely' : 'below' }];
		}),
		categories: {
			met: [...wanted].filter((one) => met.has(one)),
			missing: [...wanted].filter((one) => !met.has(one))
		},
		redFlagAnswers: answers.filter(({ category }) => category === 'red-flags').length,
		daysToReal: toDaysUntil(candidate.realInterviewOn, now, candidate.timeZone),
		weeksInARow: toWeeksInARow(
			entries.map(({ finishedAt }) => Date.parse(finishedAt)),
			Date.parse(now)
		)
	};
}

/** Whole days from now to a date, by the calendar of where the candidate lives. */
export function toDaysUntil(date: string | null, now: string, zone: string): number | null {
	return date ? toDaysBetween(toDayIn(Date.parse(now), zone), date) : null;
}

/** Weeks back from now in which something was practised; the row ends at two empty weeks one after the other. */
export function toWeeksInARow(at: readonly number[], now: number): number {
	const weeks = new Set(at.map((one) => Math.floor((now - one) / (7 * dayMs))));
	let [count, missed] = [0, 0];
	for (let week = 0; missed < 2; week += 1) {
		if (weeks.has(week)) {
			count += 1;
			missed = 0;
		} else missed += 1;
	}
	return count;
}
