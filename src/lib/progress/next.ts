import { plans as allPlans } from '../deck/plans.ts';
import type { Plan } from '../deck/plan.ts';
import { categoryNames, type Category } from '../deck/question.ts';
import { toFirstPoint } from '../interview/words.ts';
import { toFigure, toMean } from './means.ts';
import { toInSentence } from './names.ts';
import { toValue, type SeasonEntry, type SeasonRecord } from './record.ts';

/** What the page opens with, before any number: SPEC 6. */
export interface Next {
	/** Null: nobody wrote one down and nothing was rated. `from`: the interview that said so. */
	strength: { text: string; from: string | null } | null;
	nextStep: { text: string; from: string | null } | null;
	drill: { planId: string; planName: string; minutes: number; reason: string };
	/** When: the next appointment, or a day to aim at. ISO 8601. */
	date: { at: string; isBooked: boolean };
}

const dayMs = 86_400_000;
/** Evenings that tell where somebody stands now. */
const recent = 3;

/** One strength, one next step, one drill and a date. `now` is an instant. */
export function toNext(record: SeasonRecord, now: string, plans: readonly Plan[] = allPlans): Next {
	const { entries, criteria } = record;
	const standing = criteria
		.map(({ id, name, elicitedBy }) => ({ name, elicitedBy, level: toRecentLevel(entries, id) }))
		.filter((one): one is typeof one & { level: number } => one.level !== null)
		.sort((a, b) => b.level - a.level);
	const [best] = standing;
	const weakest = standing.at(-1) ?? null;
	return {
		strength:
			toLastPoint(entries, ({ strengths }) => strengths) ??
			(best ? { text: `${best.name}: ${toFigure(best.level)} lately.`, from: null } : null),
		nextStep:
			toLastPoint(entries, ({ nextSteps }) => nextSteps) ??
			(weakest ? { text: `Work on ${toInSentence(weakest.name)}.`, from: null } : null),
		drill: toDrill(entries, weakest, plans),
		date: toDate(record, now)
	};
}

function toLastPoint(entries: readonly SeasonEntry[], toText: (entry: SeasonEntry) => string) {
	for (const entry of entries.toReversed()) {
		const text = toFirstPoint(toText(entry));
		if (text) return { text, from: entry.interviewId };
	}
	return null;
}

/** Mean of what mentors, else peers, gave in the last evenings on which the criterion came up. */
export function toRecentLevel(entries: readonly SeasonEntry[], criterionId: string): number | null {
	const values = entries
		.map((entry) => toValue(entry, 'mentor', criterionId) ?? toValue(entry, 'peer', criterionId))
		.filter((value) => value !== null);
	return toMean(values.slice(-recent));
}

/** SPEC 6.2: a category nobody asked yet, else what brings up the weakest criterion, else the behavioural plan. */
function toDrill(
	entries: readonly SeasonEntry[],
	weakest: { name: string; elicitedBy: readonly Category[] } | null,
	plans: readonly Plan[]
): Next['drill'] {
	const asked = new Set(entries.flatMap(({ answers }) => answers.map(({ category }) => category)));
	const missing = plans
		.flatMap(({ steps }) => steps)
		.filter(({ categories }) => categories.length === 1 && !asked.has(categories[0]!))
		.map(({ categories }) => categories[0]!);
	const [unpractised] = missing;
	if (entries.length > 0 && unpractised)
		return toDrillOf(
			unpractised,
			plans,
			`${categoryNames[unpractised]} has not been practised yet.`
		);
	const wanted = weakest?.elicitedBy[0];
	if (weakest && wanted)
		return toDrillOf(
			wanted,
			plans,
			`It brings up ${toInSentence(weakest.name)}, the lowest so far.`
		);
	return toDrillOf(
		'behavioural',
		plans,
		weakest
			? `Four stories in a row work on ${toInSentence(weakest.name)}, the lowest so far.`
			: 'A first half hour shows where to begin.'
	);
}

/** The plan of which the category fills the largest part. */
function toDrillOf(category: Category, plans: readonly Plan[], reason: string): Next['drill'] {
	const toShare = ({ steps }: Plan) =>
		steps.filter(({ categories }) => categories.includes(category)).length / steps.length;
	const plan = [...plans].sort((a, b) => toShare(b) - toShare(a))[0]!;
	return { planId: plan.id, planName: plan.name, minutes: plan.minutes, reason };
}

/** SPEC 6.3: the appointment there is, else a week after the last one, not in the past and not after the real one. */
function toDate({ entries, nextAt, candidate }: SeasonRecord, now: string): Next['date'] {
	if (nextAt) return { at: nextAt, isBooked: true };
	const last = entries.at(-1);
	const tomorrow = Date.parse(now) + dayMs;
	const week = last ? Date.parse(last.finishedAt) + 7 * dayMs : tomorrow;
	const real = candidate.realInterviewOn
		? Date.parse(`${candidate.realInterviewOn}T12:00:00Z`) - 2 * dayMs
		: Infinity;
	const at = Math.max(tomorrow, Math.min(week, real));
	return { at: new Date(at).toISOString(), isBooked: false };
}
