import { eq } from 'drizzle-orm';
import * as v from 'valibot';
import { drawQuestion, type Draw } from '#lib/deck/draw.ts';
import type { Plan } from '#lib/deck/plan.ts';
import type { Category } from '#lib/deck/question.ts';
import { toShownCriteria } from '#lib/rubric/shown-criteria.ts';
import {
	findSoloPlan,
	toSoloLights,
	toSoloMinutes,
	type SaveResult,
	type SoloRefusal,
	type SoloResult,
	type SoloSettings,
	type SoloView
} from '#lib/solo/solo.ts';
import type { Actor } from '#server/auth/actor.ts';
import { findPractice } from '#server/decks/practice-queries.ts';
import { createId } from '#server/db/id.ts';
import type { Db, Tx } from '#server/db/open.ts';
import {
	answers,
	exposures,
	feedbacks,
	interviews,
	participants,
	ratings,
	rounds,
	scorecards
} from '#server/db/schema.ts';
import { findCards, toDealtRow } from '#server/interviews/drawing.ts';
import { findMet, toMetAt } from '#server/interviews/exposures.ts';
import {
	getPreparation,
	getRubricVersion,
	lockInterview,
	type InterviewRow,
	type RoundRow
} from '#server/interviews/interview-queries.ts';
import type { InterviewService } from '#server/interviews/interview-service.ts';
import { toDurationMs } from '#server/interviews/stage.ts';
import { findDealt, findNewestVersion, findSolo } from './solo-queries.ts';
import { namesOnly, resultSchema, toServerTimes } from './solo-result.ts';

export interface SoloServiceOptions {
	db: Db;
	/** Which decks and which organisation a new interview may have. */
	createOptions: InterviewService['createOptions'];
	now: () => Date;
	random: () => number;
}

export type SoloService = ReturnType<typeof createSoloService>;

export interface BeginInput extends SoloSettings {
	planId: string;
	deckId: string;
	/** One of the actor's; absent: where they make interviews when nothing is chosen. */
	organisationId?: string;
}

type BeginRefusal = { ok: false; field: 'planId' | 'deckId'; message: string };

const messages: Record<SoloRefusal, string> = {
	not_found: 'This practice cannot be found, or it is not yours.',
	invalid: 'This does not belong to the practice. Reload the page; what you recorded stays here.',
	unstorable:
		'One of your lines holds a character that cannot be saved: a NUL, or half of an emoji. Type that line again; all else stays here.',
	discarded: 'You discarded this practice, so nothing more of it is saved.'
};
const refuse = (code: SoloRefusal): SaveResult => ({ ok: false, code, message: messages[code] });

/** Practice without an interviewer: dealt at once, given without the server, saved when the browser sends it. */
export function createSoloService({ db, createOptions, now, random }: SoloServiceOptions) {
	/** Deals a plan's questions by the rules of every draw, one after the other. */
	async function deal(tx: Tx, actor: Actor, plan: Plan, deckId: string) {
		const request = {
			questions: await findCards(tx, deckId, actor.userId),
			candidate: await getPreparation(tx, actor.userId),
			metAt: toMetAt(await findMet(tx, deckId, actor.userId)),
			practice: await findPractice(tx, actor.userId),
			random
		};
		const drawnIds = new Set<string>();
		const dealt: (Draw & { planStep: number })[] = [];
		for (const [planStep, { categories }] of plan.steps.entries()) {
			const draw = drawQuestion({ ...request, categories, drawnIds });
			if (!draw) continue;
			drawnIds.add(draw.question.id);
			dealt.push({ ...draw, planStep });
		}
		return dealt;
	}

	/** Makes a practice and deals its questions. Nothing counts as met before it is shown. */
	async function begin(
		actor: Actor,
		input: BeginInput
	): Promise<{ ok: true; id: string } | BeginRefusal> {
		const { thinkSeconds, answerSeconds } = input;
		const plan = findSoloPlan(input.planId);
		const rubricVersionId = plan && (await findNewestVersion(db, plan.rubricId));
		if (!plan || !rubricVersionId)
			return { ok: false, field: 'planId', message: 'Choose a plan from the list.' };
		const { decks, defaults } = await createOptions(actor);
		const deck = decks.find(({ id }) => id === input.deckId);
		if (!deck) return { ok: false, field: 'deckId', message: 'Choose a deck from the list.' };
		const place = actor.memberships.find((one) => one.organisationId === input.organisationId);
		return db.transaction(async (tx) => {
			const dealt = await deal(tx, actor, plan, deck.id);
			if (dealt.length === 0)
				return {
					ok: false as const,
					field: 'deckId' as const,
					message: 'This deck has no question that fits you and this plan. Choose another one.'
				};
			const id = createId();
			const roundId = createId();
			const settings = { thinkSeconds, answerSeconds };
			const rows = dealt.map(({ planStep, ...draw }, index) =>
				toDealtRow(draw, null, { roundId, ordinal: index + 1, planStep, drawnAt: now() })
			);
			await tx.insert(interviews).values({
				id,
				organisationId: place?.organisationId ?? defaults.organisationId,
				kind: 'solo',
				phase: 'open',
				createdBy: actor.userId,
				minutes: toSoloMinutes(rows, settings),
				deckId: deck.id,
				plan: plan.steps,
				planName: plan.name,
				rubricVersionId,
				solo: settings,
				createdAt: now()
			});
			await tx.insert(participants).values({
				interviewId: id,
				userId: actor.userId,
				role: 'candidate',
				joinedAt: now()
			});
			await tx
				.insert(rounds)
				.values({ id: roundId, interviewId: id, ordinal: 1, candidateId: actor.userId });
			await tx.insert(answers).values(rows);
			return { ok: true as const, id };
		});
	}

	/** The whole practice for its page; null for everybody but the person whose it is. */
	async function get(actor: Actor, id: string): Promise<SoloView | null> {
		const found = await findSolo(db, id, actor.userId);
		if (!found?.interview.solo) return null;
		const { interview, round, name } = found;
		const settings = interview.solo!;
		const { criteria } = await getRubricVersion(db, interview.rubricVersionId);
		const preparation = await getPreparation(db, actor.userId);
		const { shown, folded } = toShownCriteria(criteria, interview.plan, preparation);
		const dealt = await findDealt(db, round.id);
		return {
			interviewId: id,
			userId: actor.userId,
			name,
			planName: interview.planName,
			phase: interview.phase,
			settings,
			questions: dealt.map((answer) => ({
				answerId: answer.id,
				category: answer.category as Category,
				prompt: answer.content.prompt,
				targetSeconds: Math.min(
					answer.content.targetSeconds,
					settings.answerSeconds ?? answer.content.targetSeconds
				),
				lights: toSoloLights(answer, settings),
				metBeforeAt: answer.metBeforeAt?.toISOString() ?? null,
				given: answer.startedAt && {
					startedAt: answer.startedAt.toISOString(),
					durationMs: toDurationMs(answer)
				}
			})),
			criteria: [...shown, ...folded],
			shownCriteria: shown.map((criterion) => criterion.id)
		};
	}

	/**
	 * Takes what a browser knows of a practice, under its lock: answers given so far (a question that was shown counts as
	 * met), and once there is an outcome, all of it for good. Sent again it changes nothing; a wrong part refuses the whole.
	 */
	async function save(actor: Actor, id: string, input: unknown): Promise<SaveResult> {
		const parsed = v.safeParse(resultSchema, input);
		return db.transaction(async (tx) => {
			if (!(await findSolo(tx, id, actor.userId))) return refuse('not_found');
			if (!parsed.success)
				return refuse(
					parsed.issues.some(({ message }) => message === 'unstorable') ? 'unstorable' : 'invalid'
				);
			const interview = (await lockInterview(tx, id))!;
			const { round } = (await findSolo(tx, id, actor.userId))!;
			if (interview.phase === 'finished') return { ok: true, isFinished: true };
			if (interview.phase === 'cancelled') return refuse('discarded');
			const result = parsed.output;
			const dealt = (await findDealt(tx, round.id)).map((answer) => answer.id);
			const { criteria } = await getRubricVersion(tx, interview.rubricVersionId);
			const isOurs =
				namesOnly(
					result.answers.map(({ answerId }) => answerId),
					dealt
				) &&
				namesOnly(
					result.outcome?.marks.map(({ criterionId }) => criterionId) ?? [],
					criteria.map((criterion) => criterion.id)
				);
			if (!isOurs) return refuse('invalid');
			await keepAnswers(tx, actor.userId, interview, result);
			if (result.outcome) await finish(tx, actor.userId, interview, round, result);
			return { ok: true, isFinished: result.outcome !== null };
		});
	}

	async function keepAnswers(
		tx: Tx,
		userId: string,
		interview: InterviewRow,
		result: SoloResult
	): Promise<void> {
		const { toDate } = toServerTimes(result, interview.createdAt, now());
		for (const { answerId, startedAt, durationMs, figures } of result.answers) {
			const stoppedAt = toDate(startedAt + durationMs);
			const [kept] = await tx
				.update(answers)
				.set({
					startedAt: new Date(stoppedAt.getTime() - durationMs),
					stoppedAt,
					figures,
					state: 'answered'
				})
				.where(eq(answers.id, answerId))
				.returning();
			if (!kept?.questionId) continue;
			await tx
				.insert(exposures)
				.values({ userId, questionId: kept.questionId, answerId, metAt: kept.startedAt! })
				.onConflictDoNothing();
		}
		const [first] = result.answers;
		if (!first) return;
		const startedAt = toDate(first.startedAt);
		await tx
			.update(interviews)
			.set({ startedAt, presentAt: now() })
			.where(eq(interviews.id, interview.id));
		await tx.update(rounds).set({ startedAt }).where(eq(rounds.interviewId, interview.id));
	}

	async function finish(
		tx: Tx,
		userId: string,
		interview: InterviewRow,
		round: RoundRow,
		result: SoloResult
	): Promise<void> {
		const { finishedAt, marks, strength, nextStep } = result.outcome!;
		const at = toServerTimes(result, interview.createdAt, now()).toDate(finishedAt);
		for (const answer of await findDealt(tx, round.id))
			if (!answer.startedAt)
				await tx.update(answers).set({ state: 'skipped' }).where(eq(answers.id, answer.id));
		const scorecardId = createId();
		await tx.insert(scorecards).values({
			id: scorecardId,
			roundId: round.id,
			raterId: userId,
			raterKind: 'self',
			rubricVersionId: interview.rubricVersionId,
			state: marks.length > 0 ? 'given' : 'not-given'
		});
		if (marks.length > 0)
			await tx.insert(ratings).values(
				marks.map(({ criterionId, mark, evidence }) => ({
					scorecardId,
					criterionId,
					value: mark === 'not-seen' ? null : mark,
					isNotSeen: mark === 'not-seen',
					evidence
				}))
			);
		await tx
			.insert(feedbacks)
			.values({ roundId: round.id, strengths: strength, nextSteps: nextStep });
		await tx
			.update(rounds)
			.set({ debriefAt: at, revealedAt: at, finishedAt: at })
			.where(eq(rounds.id, round.id));
		await tx
			.update(interviews)
			.set({ phase: 'finished', debriefAt: at, finishedAt: at, finishedHow: 'person' })
			.where(eq(interviews.id, interview.id));
	}

	/** Gives a practice up. Questions that were shown stay met. Refused for a finished one; twice is harmless. */
	async function discard(actor: Actor, id: string): Promise<boolean> {
		return db.transaction(async (tx) => {
			if (!(await findSolo(tx, id, actor.userId))) return false;
			const interview = (await lockInterview(tx, id))!;
			if (interview.phase === 'finished') return false;
			await tx.update(interviews).set({ phase: 'cancelled' }).where(eq(interviews.id, id));
			return true;
		});
	}

	return { begin, get, save, discard };
}
