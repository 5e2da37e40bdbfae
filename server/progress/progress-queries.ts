import { and, asc, eq, gt, inArray, isNotNull, isNull, ne, sql, type SQL } from 'drizzle-orm';
import type { Goal } from '#lib/progress/goal.ts';
import { isAnyOf } from '../db/any-of.ts';
import type { Executor } from '../db/open.ts';
import {
	answerMarks,
	answers,
	feedbackItems,
	feedbacks,
	fileLines,
	goals,
	interviews,
	organisations,
	participants,
	rounds,
	rubricVersions,
	scorecards,
	setups,
	users
} from '../db/schema.ts';

/**
 * What may change from one request to the next, in one round trip: the candidate, their goals, their next appointment
 * that `isOpen` lets through (undefined: any), and the version of everything that is reckoned from their finished
 * interviews.
 */
export async function findCandidate(
	db: Executor,
	candidateId: string,
	isOpen: SQL | undefined,
	at: Date
) {
	const next = db
		.select({ at: sql`min(${interviews.scheduledAt})` })
		.from(rounds)
		.innerJoin(interviews, eq(interviews.id, rounds.interviewId))
		.where(
			and(
				eq(rounds.candidateId, candidateId),
				inArray(interviews.phase, ['scheduled', 'open']),
				gt(interviews.scheduledAt, at),
				isOpen
			)
		);
	const places = db
		.select({ id: interviews.organisationId })
		.from(rounds)
		.innerJoin(interviews, eq(interviews.id, rounds.interviewId))
		.where(and(eq(rounds.candidateId, candidateId), eq(interviews.phase, 'finished')));
	const [row] = await db
		.select({
			userId: users.id,
			name: users.name,
			realInterviewOn: users.realInterviewOn,
			timeZone: users.timeZone,
			nextAt: sql<Date | null>`(${next})`.mapWith(interviews.scheduledAt),
			version: sql<string>`(${findVersion(db, inArray(organisations.id, places))})`,
			goals: sql<Goal[]>`(${toGoals(db, candidateId)})`
		})
		.from(users)
		.where(eq(users.id, candidateId));
	if (!row) return null;
	const { version, nextAt, goals: set, ...candidate } = row;
	return { candidate, version, nextAt: nextAt?.toISOString() ?? null, goals: set.map(toGoal) };
}

/** All that a candidate has set and not removed, as one value. */
const toGoals = (db: Executor, candidateId: string) =>
	db
		.select({
			list: sql`coalesce(json_agg(json_build_object(
				'id', ${goals.id}, 'kind', ${goals.kind}, 'criterionId', ${goals.criterionId},
				'name', ${goals.name}, 'target', ${goals.target}, 'dueOn', ${goals.dueOn}::text,
				'isShared', ${goals.isShared}, 'setAt', ${goals.setAt}, 'finishedAt', ${goals.finishedAt}
			) order by ${goals.setAt}, ${goals.id}), '[]'::json)`
		})
		.from(goals)
		.where(eq(goals.candidateId, candidateId));

const toGoal = ({ setAt, finishedAt, ...goal }: Goal): Goal => ({
	...goal,
	setAt: new Date(setAt).toISOString(),
	finishedAt: finishedAt === null ? null : new Date(finishedAt).toISOString()
});

/** How far somebody's stories and set-up are. */
export async function findPrepared(db: Executor, userId: string) {
	const written = ['situation', 'action', 'result'].map(
		(part) => sql`btrim(coalesce(${fileLines.values} ->> ${part}, '')) <> ''`
	);
	const stories = db
		.select({ count: sql`count(*)` })
		.from(fileLines)
		.where(and(eq(fileLines.userId, userId), eq(fileLines.kind, 'story'), ...written));
	const [row] = await db
		.select({
			stories: sql<number>`(${stories})`.mapWith(Number),
			ticked: setups.ticked,
			backupDevice: setups.backupDevice,
			checkedAt: setups.checkedAt,
			faults: setups.checkFaults
		})
		.from(users)
		.leftJoin(setups, eq(setups.userId, users.id))
		.where(eq(users.id, userId));
	return {
		stories: row?.stories ?? 0,
		ticked: row?.ticked?.length ?? 0,
		hasBackup: (row?.backupDevice ?? '') !== '',
		lastCheck: row?.checkedAt ? { at: row.checkedAt.toISOString(), faults: row.faults ?? {} } : null
	};
}

/** The versions of these organisations as one. */
export const findVersion = (db: Executor, isPlace: SQL) =>
	db
		.select({
			version: sql<string>`coalesce(string_agg(${organisations.id} || ':' || ${organisations.progressVersion},
				' ' order by ${organisations.id}), '')`
		})
		.from(organisations)
		.where(isPlace);

/** Finished rounds of a candidate that `isOpen` lets through (undefined: all of them), oldest first. */
export function findFinishedRounds(db: Executor, candidateId: string, isOpen: SQL | undefined) {
	return db
		.select({
			roundId: rounds.id,
			interviewId: interviews.id,
			organisationId: interviews.organisationId,
			kind: interviews.kind,
			finishedAt: sql<Date>`${interviews.finishedAt}`.mapWith(interviews.finishedAt),
			visibility: rounds.visibility,
			rubricVersionId: interviews.rubricVersionId,
			strengths: sql<string>`coalesce(${feedbacks.strengths}, '')`,
			nextSteps: sql<string>`coalesce(${feedbacks.nextSteps}, '')`
		})
		.from(rounds)
		.innerJoin(interviews, eq(interviews.id, rounds.interviewId))
		.leftJoin(feedbacks, eq(feedbacks.roundId, rounds.id))
		.where(and(eq(rounds.candidateId, candidateId), eq(interviews.phase, 'finished'), isOpen))
		.orderBy(asc(interviews.finishedAt), asc(rounds.ordinal));
}

/** Criteria of these rubric versions. */
export function findRubricVersions(db: Executor, ids: readonly string[]) {
	return db
		.select({ id: rubricVersions.id, criteria: rubricVersions.criteria })
		.from(rubricVersions)
		.where(isAnyOf(rubricVersions.id, ids));
}

/** The given cards of interviewers and candidates in these rounds with their numbers; what was not seen is left out. */
export function findCards(db: Executor, roundIds: readonly string[]) {
	return db
		.select({
			roundId: scorecards.roundId,
			raterId: scorecards.raterId,
			raterKind: scorecards.raterKind,
			marks: scorecards.marks,
			mean: sql<number>`${scorecards.mean}`
		})
		.from(scorecards)
		.where(
			and(
				isAnyOf(scorecards.roundId, roundIds),
				eq(scorecards.state, 'given'),
				ne(scorecards.raterKind, 'observer'),
				isNotNull(scorecards.mean)
			)
		);
}

export function findAgreed(db: Executor, roundIds: readonly string[]) {
	return db
		.select({
			roundId: feedbackItems.roundId,
			criterionId: feedbackItems.criterionId,
			agreed: sql<number>`${feedbackItems.agreed}`
		})
		.from(feedbackItems)
		.where(and(isAnyOf(feedbackItems.roundId, roundIds), sql`${feedbackItems.agreed} is not null`));
}

/** How long an answer took, its pauses not counted. */
const answeredSeconds = sql<number>`greatest(0, extract(epoch from ${answers.stoppedAt} - ${answers.startedAt})
	- ${answers.pausedMs} / 1000.0)::float8`;

/** Answers given in these rounds, in the order in which they were asked. */
export function findAnswers(db: Executor, roundIds: readonly string[]) {
	return db
		.select({
			answerId: answers.id,
			roundId: answers.roundId,
			questionId: answers.questionId,
			category: answers.category,
			prompt: sql<string>`${answers.content} ->> 'prompt'`,
			figures: answers.figures,
			targetSeconds: sql<number>`(${answers.content} ->> 'targetSeconds')::int`,
			seconds: answeredSeconds
		})
		.from(answers)
		.where(
			and(
				isAnyOf(answers.roundId, roundIds),
				eq(answers.state, 'answered'),
				sql`${answers.startedAt} is not null and ${answers.stoppedAt} is not null`
			)
		)
		.orderBy(asc(answers.ordinal));
}

/** Filler words that each interviewer counted in these rounds, over answers in which they counted any. */
export function findFillers(db: Executor, roundIds: readonly string[]) {
	const fillers = sql<number>`(${answerMarks.marks} ->> 'fillers')::int`;
	return db
		.select({
			roundId: answers.roundId,
			fillers: sql<number>`sum(${fillers})`.mapWith(Number),
			seconds: sql<number>`sum(${answeredSeconds})`.mapWith(Number)
		})
		.from(answers)
		.innerJoin(answerMarks, eq(answerMarks.answerId, answers.id))
		.innerJoin(
			scorecards,
			and(eq(scorecards.roundId, answers.roundId), eq(scorecards.raterId, answerMarks.raterId))
		)
		.where(
			and(
				isAnyOf(answers.roundId, roundIds),
				eq(answers.state, 'answered'),
				isNotNull(answers.stoppedAt),
				gt(fillers, 0),
				eq(scorecards.raterKind, 'interviewer'),
				eq(scorecards.state, 'given')
			)
		)
		.groupBy(answers.roundId, answerMarks.raterId);
}

/** Who sat on the other side of these interviews. */
export function findOthers(db: Executor, interviewIds: readonly string[], candidateId: string) {
	return db
		.select({ interviewId: participants.interviewId, name: users.name })
		.from(participants)
		.innerJoin(users, eq(users.id, participants.userId))
		.where(
			and(
				isAnyOf(participants.interviewId, interviewIds),
				// In a peer swap both are interviewer in turn, and only one of them is on the list as such.
				ne(participants.role, 'observer'),
				ne(participants.userId, candidateId),
				isNull(participants.removedAt)
			)
		)
		.orderBy(asc(participants.createdAt));
}

export function findNames(db: Executor, userIds: readonly string[]) {
	return db
		.select({ userId: users.id, name: users.name })
		.from(users)
		.where(isAnyOf(users.id, userIds));
}

/** So many of a rater's latest cards for other people are enough to know them by. */
const cardsOfRater = 24;

/**
 * Means of the cards that these raters and others gave to people whom one of these raters rated lately, in these
 * organisations, private rounds left out: what SPEC 3.1 learns about raters from.
 */
export function findCardsAround(
	db: Executor,
	raterIds: readonly string[],
	organisationIds: readonly string[]
) {
	// One list of people per rater, so that somebody who rates every day costs no more than the others.
	const rated = sql`(
		select distinct lately.candidate_id
		from unnest(${sql.param([...raterIds])}::text[]) rater(id)
		cross join lateral (
			select given_rounds.candidate_id
			from scorecards given_cards
			join rounds given_rounds on given_rounds.id = given_cards.round_id
			join interviews given_interviews on given_interviews.id = given_rounds.interview_id
			where given_cards.rater_id = rater.id
				and given_cards.rater_kind = 'interviewer'
				and given_cards.state = 'given'
				and given_rounds.candidate_id is not null
				and given_rounds.visibility <> 'private'
				and given_interviews.phase = 'finished'
				and given_interviews.organisation_id = any(${sql.param([...organisationIds])}::text[])
			order by given_cards.created_at desc
			limit ${cardsOfRater}
		) lately)`;
	return db
		.select({
			raterId: scorecards.raterId,
			candidateId: sql<string>`${rounds.candidateId}`,
			finishedAt: sql<Date>`${interviews.finishedAt}`.mapWith(interviews.finishedAt),
			value: sql<number>`${scorecards.mean}`
		})
		.from(rounds)
		.innerJoin(interviews, eq(interviews.id, rounds.interviewId))
		.innerJoin(scorecards, eq(scorecards.roundId, rounds.id))
		.where(
			and(
				sql`${rounds.candidateId} in ${rated}`,
				isAnyOf(interviews.organisationId, organisationIds),
				eq(interviews.phase, 'finished'),
				ne(rounds.visibility, 'private'),
				eq(scorecards.raterKind, 'interviewer'),
				eq(scorecards.state, 'given'),
				isNotNull(scorecards.mean)
			)
		);
}
