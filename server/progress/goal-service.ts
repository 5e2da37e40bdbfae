import { readFilters } from '#lib/progress/filters.ts';
import {
	mocksSubject,
	mostGoals,
	mostKeptGoals,
	readGoalInput,
	type Goal,
	type GoalErrors,
	type GoalInput
} from '#lib/progress/goal.ts';
import { allCriteria } from '#lib/progress/record.ts';
import { toDayIn } from '#lib/time/day.ts';
import type { Actor } from '../auth/actor.ts';
import { createId } from '../db/id.ts';
import type { Db } from '../db/open.ts';
import * as queries from './goal-queries.ts';
import type { ProgressService } from './progress-service.ts';

type NotFound = { ok: false; code: 'not_found' };
type Refused = { ok: false; code: 'invalid'; errors: GoalErrors };

/** A candidate's own goals: nobody else sets, changes or removes one. */
export interface GoalService {
	/** `subject`: `mocks`, `all`, or the id of a criterion that was rated in one of the actor's interviews. */
	set(
		actor: Actor,
		input: GoalInput & { subject: string }
	): Promise<{ ok: true } | NotFound | Refused>;
	/** What the goal is on stays; a finished one is not changed. */
	change(
		actor: Actor,
		goalId: string,
		input: GoalInput
	): Promise<{ ok: true } | NotFound | Refused>;
	/** Puts it aside as done; a second time changes nothing. */
	finish(actor: Actor, goalId: string): Promise<{ ok: true } | NotFound>;
	remove(actor: Actor, goalId: string): Promise<{ ok: true } | NotFound>;
}

const notFound: NotFound = { ok: false, code: 'not_found' };
const refuse = (errors: GoalErrors): Refused => ({ ok: false, code: 'invalid', errors });
const everything = readFilters(new URLSearchParams());

export function createGoalService({
	db,
	progress,
	now = () => new Date()
}: {
	db: Db;
	progress: Pick<ProgressService, 'season'>;
	now?: () => Date;
}): GoalService {
	const toToday = ({ timeZone }: Actor) => toDayIn(now().getTime(), timeZone);

	/** What the form's choice means; null: nothing that was ever rated in their interviews. */
	async function findSubject(
		actor: Actor,
		subject: string
	): Promise<Pick<Goal, 'kind' | 'criterionId' | 'name'> | null> {
		if (subject === mocksSubject) return { kind: 'mocks', criterionId: null, name: '' };
		const all = { id: allCriteria, name: 'All criteria' };
		const season = await progress.season(actor, everything);
		const found = [all, ...(season?.criteria ?? [])].find(({ id }) => id === subject);
		return found ? { kind: 'criterion', criterionId: found.id, name: found.name } : null;
	}

	/** A running goal of the actor's. */
	async function findRunning(actor: Actor, goalId: string): Promise<Goal | null> {
		const goals = actor.isGuest ? [] : await queries.findGoals(db, actor.userId);
		return goals.find(({ id, finishedAt }) => id === goalId && finishedAt === null) ?? null;
	}

	return {
		async set(actor, { subject, ...input }) {
			if (actor.isGuest) return notFound;
			const about = await findSubject(actor, subject);
			const read = readGoalInput(about?.kind ?? 'criterion', input, toToday(actor));
			if (!about)
				return refuse({
					...(read.ok ? {} : read.errors),
					subject: 'Choose mocks, or a criterion that was rated in one of your interviews.'
				});
			if (!read.ok) return refuse(read.errors);
			return db.transaction(async (tx) => {
				await queries.lockPerson(tx, actor.userId);
				const goals = await queries.findGoals(tx, actor.userId);
				const running = goals.filter(({ finishedAt }) => finishedAt === null);
				if (running.some((one) => one.criterionId === about.criterionId))
					return refuse({ subject: 'You have a goal on this. Change it, or finish it first.' });
				if (running.length >= mostGoals)
					return refuse({
						subject: `${mostGoals} goals at a time are the most. Finish or remove one first.`
					});
				if (goals.length >= mostKeptGoals)
					return refuse({
						subject: `${mostKeptGoals} goals are kept, the finished ones among them. Remove some first.`
					});
				await queries.insertGoal(tx, {
					id: createId(),
					candidateId: actor.userId,
					...about,
					...read.goal,
					setAt: now()
				});
				return { ok: true };
			});
		},

		async change(actor, goalId, input) {
			const goal = await findRunning(actor, goalId);
			if (!goal) return notFound;
			const read = readGoalInput(goal.kind, input, toToday(actor));
			if (!read.ok) return refuse(read.errors);
			const isThere = await queries.updateGoal(db, actor.userId, goalId, read.goal);
			return isThere ? { ok: true } : notFound;
		},

		async finish(actor, goalId) {
			if (await findRunning(actor, goalId)) {
				await queries.updateGoal(db, actor.userId, goalId, { finishedAt: now() });
				return { ok: true };
			}
			const goals = actor.isGuest ? [] : await queries.findGoals(db, actor.userId);
			return goals.some(({ id }) => id === goalId) ? { ok: true } : notFound;
		},

		async remove(actor, goalId) {
			const isGone = !actor.isGuest && (await queries.deleteGoal(db, actor.userId, goalId));
			return isGone ? { ok: true } : notFound;
		}
	};
}
