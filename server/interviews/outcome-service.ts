import { and, asc, eq, inArray, like } from 'drizzle-orm';
import * as v from 'valibot';
import type { Category } from '#lib/deck/question.ts';
import type { Usefulness } from '#lib/feedback/usefulness.ts';
import type { Kind } from '#lib/interview/interview.ts';
import type {
	EarlierAttempt,
	InterviewOutcome,
	RoundOutcome,
	UnreadComments
} from '#lib/interview/views.ts';
import type { Level } from '#lib/rubric/rubric.ts';
import type { Actor } from '#server/auth/actor.ts';
import { isAnyOf } from '#server/db/any-of.ts';
import { createId } from '#server/db/id.ts';
import type { Db } from '#server/db/open.ts';
import {
	addenda,
	answerMarks,
	answers,
	feedbackItems,
	feedbacks,
	interviews,
	lateEdits,
	privateNotes,
	ratings,
	rounds,
	scorecards,
	users
} from '#server/db/schema.ts';
import { findUnreadComments, markCommentsRead } from './comments.ts';
import { findEarlierAttempts, findHeard } from './earlier-attempts.ts';
import {
	findInterview,
	findParticipant,
	findPeople,
	getRubricVersion,
	type InterviewRow,
	type RoundRow
} from './interview-queries.ts';
import { toSummary } from './interview-service.ts';
import { toDurationMs } from './stage.ts';

/** Who reads: of a guest, the one interview they are in. */
type Reader = Pick<Actor, 'userId' | 'guestInterviewId'>;

export interface OutcomeServiceOptions {
	db: Db;
	/** Ids of the finished rounds that somebody who is not on the list may read, because their candidates share them. */
	openRounds: (actor: Reader, interviewId: string) => Promise<string[]>;
}

export type OutcomeService = ReturnType<typeof createOutcomeService>;

export const mostAddendumCharacters = 4000;

const addendumSchema = v.pipe(
	v.string('Write a few words first.'),
	v.trim(),
	v.minLength(1, 'Write a few words first.'),
	v.maxLength(
		mostAddendumCharacters,
		`An addendum holds at most ${mostAddendumCharacters} characters.`
	)
);

/** They were the candidate of the round, and somebody else wrote with them. */
const isGivenFeedback = (reader: Reader, round: RoundRow, kind: Kind) =>
	round.candidateId === reader.userId && kind !== 'solo';

/** A finished interview as its people, and the candidate's advisor, read it afterwards. */
export function createOutcomeService({ db, openRounds }: OutcomeServiceOptions) {
	/** An advisor who sat in reads afterwards what is shared with them, like one who did not, and may comment. */
	async function findPlace(actor: Reader, id: string) {
		const place = await findParticipant(db, id, actor.userId);
		return place?.sitsIn ? null : place;
	}

	/** Null: not finished, or not for this person. */
	async function get(actor: Reader, id: string): Promise<InterviewOutcome | null> {
		if (actor.guestInterviewId && actor.guestInterviewId !== id) return null;
		const interview = await findInterview(db, id);
		if (interview?.phase !== 'finished') return null;
		const place = await findPlace(actor, id);
		const allRounds = await db
			.select()
			.from(rounds)
			.where(eq(rounds.interviewId, id))
			.orderBy(asc(rounds.ordinal));
		const open = place ? allRounds.map((round) => round.id) : await openRounds(actor, id);
		if (!place && open.length === 0) return null;
		const people = (await findPeople(db, [id])).get(id)!;
		return {
			interview: toSummary(interview, place?.role ?? 'observer', people),
			finishedHow: interview.finishedHow ?? 'person',
			canAdd: place?.role !== 'observer',
			rounds: await Promise.all(
				allRounds
					.filter((round) => open.includes(round.id))
					.map((round) => toRoundOutcome(actor, round, interview, place !== null))
			)
		};
	}

	async function toRoundOutcome(
		actor: Reader,
		round: RoundRow,
		{ kind, rubricVersionId }: InterviewRow,
		wasThere: boolean
	): Promise<RoundOutcome> {
		const inRound = round.id;
		const { criteria } = await getRubricVersion(db, rubricVersionId);
		const [candidate] = round.candidateId
			? await db
					.select({ userId: users.id, name: users.name })
					.from(users)
					.where(eq(users.id, round.candidateId))
			: [];
		const [words] = await db.select().from(feedbacks).where(eq(feedbacks.roundId, inRound));
		const asked = await db
			.select()
			.from(answers)
			.where(eq(answers.roundId, inRound))
			.orderBy(asc(answers.ordinal));
		const cards = await db
			.select({ card: scorecards, raterName: users.name })
			.from(scorecards)
			.innerJoin(users, eq(users.id, scorecards.raterId))
			.where(eq(scorecards.roundId, inRound))
			.orderBy(asc(scorecards.raterKind), asc(users.name));
		const cardIds = cards.map(({ card }) => card.id);
		const marks = cardIds.length
			? await db.select().from(ratings).where(inArray(ratings.scorecardId, cardIds))
			: [];
		const askedIds = asked.map(({ id }) => id);
		const heard = await findHeard(db, isAnyOf(answerMarks.answerId, askedIds));
		const before =
			round.candidateId === actor.userId
				? await findEarlierAttempts(db, actor.userId, inRound, asked)
				: new Map<string, EarlierAttempt>();
		const items = await db.select().from(feedbackItems).where(eq(feedbackItems.roundId, inRound));
		const later = await db
			.select({ addendum: addenda, authorName: users.name })
			.from(addenda)
			.innerJoin(users, eq(users.id, addenda.authorId))
			.where(eq(addenda.roundId, inRound))
			.orderBy(asc(addenda.createdAt));
		const notes = await db.select().from(privateNotes).where(eq(privateNotes.roundId, inRound));
		const tooLate = await db
			.select({ body: lateEdits.body })
			.from(lateEdits)
			.where(and(like(lateEdits.name, `${inRound}/%`), eq(lateEdits.userId, actor.userId)))
			.orderBy(asc(lateEdits.createdAt));
		return {
			roundId: inRound,
			ordinal: round.ordinal,
			candidate: candidate ?? null,
			strengths: words?.strengths ?? '',
			nextSteps: words?.nextSteps ?? '',
			answers: asked
				.filter((answer) => answer.startedAt)
				.map((answer, index) => ({
					answerId: answer.id,
					ordinal: index + 1,
					category: answer.category as Category,
					prompt: answer.content.prompt,
					followUps: answer.followUps.flatMap((one) => answer.content.followUps[one] ?? []),
					startedAt: answer.startedAt!.toISOString(),
					durationMs: toDurationMs(answer),
					pauses: answer.pauses,
					targetSeconds: answer.content.targetSeconds,
					metBeforeAt: answer.metBeforeAt?.toISOString() ?? null,
					figures: answer.figures,
					heard: heard.get(answer.id) ?? [],
					before: before.get(answer.id) ?? null
				})),
			criteria,
			scorecards: cards.map(({ card, raterName }) => ({
				raterId: card.raterId,
				raterName,
				raterKind: card.raterKind,
				state: card.state,
				marks: marks
					.filter((one) => one.scorecardId === card.id)
					.map((one) => ({
						criterionId: one.criterionId,
						mark: one.isNotSeen ? ('not-seen' as const) : (one.value as Level),
						evidence: one.evidence
					}))
			})),
			items: items.map(({ criterionId, evidence, discussion, agreed }) => ({
				criterionId,
				evidence,
				discussion,
				agreed: agreed as Level | null
			})),
			addenda: later.map(({ addendum, authorName }) => ({
				id: addendum.id,
				authorName,
				body: addendum.body,
				createdAt: addendum.createdAt.toISOString(),
				isNew:
					round.candidateId === actor.userId &&
					addendum.authorId !== actor.userId &&
					addendum.readAt === null
			})),
			usefulness: wasThere ? round.usefulness : null,
			canSayUsefulness: isGivenFeedback(actor, round, kind),
			visibility: round.candidateId === actor.userId ? round.visibility : null,
			privateNotes: notes.find((note) => note.userId === actor.userId)?.body ?? '',
			lateWords: tooLate.map(({ body }) => body)
		};
	}

	/** People on the interview's list, observers not, and those with whom the candidate shares the round. */
	async function mayAdd(actor: Actor, interviewId: string, roundId: string): Promise<boolean> {
		if (actor.guestInterviewId && actor.guestInterviewId !== interviewId) return false;
		const place = await findPlace(actor, interviewId);
		if (place) return place.role !== 'observer';
		return (await openRounds(actor, interviewId)).includes(roundId);
	}

	/** The round with its interview, once that is finished; null: no such one there. */
	async function findFinished({ interviewId, roundId }: { interviewId: string; roundId: string }) {
		const [found] = await db
			.select({ round: rounds, interview: interviews })
			.from(rounds)
			.innerJoin(interviews, eq(interviews.id, rounds.interviewId))
			.where(and(eq(rounds.id, roundId), eq(interviews.id, interviewId)));
		return found?.interview.phase === 'finished' ? found : null;
	}

	/** Adds dated words to a finished round. */
	async function addAddendum(
		actor: Actor,
		input: { interviewId: string; roundId: string; body: string }
	): Promise<
		| { ok: true }
		| { ok: false; code: 'not_found' }
		| { ok: false; code: 'invalid'; message: string }
	> {
		const mayAddHere =
			(await findFinished(input)) && (await mayAdd(actor, input.interviewId, input.roundId));
		if (!mayAddHere) return { ok: false, code: 'not_found' };
		const body = v.safeParse(addendumSchema, input.body);
		if (!body.success) return { ok: false, code: 'invalid', message: body.issues[0].message };
		await db.insert(addenda).values({
			id: createId(),
			roundId: input.roundId,
			authorId: actor.userId,
			body: body.output
		});
		return { ok: true };
	}

	/** The candidate's word on the feedback of their round; said again, the last one counts. */
	async function rateFeedback(
		actor: Actor,
		input: { interviewId: string; roundId: string; usefulness: Usefulness }
	): Promise<{ ok: true } | { ok: false; code: 'not_found' }> {
		const found = await findFinished(input);
		const place = found && (await findPlace(actor, input.interviewId));
		if (!place || !isGivenFeedback(actor, found.round, found.interview.kind))
			return { ok: false, code: 'not_found' };
		await db
			.update(rounds)
			.set({ usefulness: input.usefulness })
			.where(eq(rounds.id, input.roundId));
		return { ok: true };
	}

	/** What others added to the actor's own rounds and was not before them yet; none for guests. */
	const unreadComments = async (actor: Actor): Promise<UnreadComments[]> =>
		actor.isGuest ? [] : findUnreadComments(db, actor.userId);

	/** What was added to the actor's own rounds until then has been before them; false: no round of theirs. */
	async function readComments(actor: Actor, interviewId: string, until: Date): Promise<boolean> {
		const place = await findParticipant(db, interviewId, actor.userId);
		if (place?.role !== 'candidate') return false;
		await markCommentsRead(db, actor.userId, interviewId, { until, at: new Date() });
		return true;
	}

	return { get, addAddendum, rateFeedback, unreadComments, readComments };
}
