import { and, asc, desc, eq, inArray, isNotNull, isNull, ne, sql } from 'drizzle-orm';
import type { Preparation, Specialty } from '#lib/deck/question.ts';
import type { Role } from '#lib/interview/interview.ts';
import { needsAccount } from '#lib/interview/seats.ts';
import type { Executor, Tx } from '#server/db/open.ts';
import {
	answers,
	commands,
	decks,
	exposures,
	interviews,
	inviteLinks,
	participants,
	roundRaters,
	rounds,
	rubrics,
	rubricVersions,
	users
} from '#server/db/schema.ts';
import { findRoomRecording, type RecordingInRoom } from '#server/recordings/recording-queries.ts';

export type InterviewRow = typeof interviews.$inferSelect;
export type RoundRow = typeof rounds.$inferSelect;
export type AnswerRow = typeof answers.$inferSelect;
export type ParticipantRow = typeof participants.$inferSelect;

/** Somebody on an interview's list, with what others see of them. */
export interface Person {
	userId: string;
	role: Role;
	name: string;
	timeZone: string;
	isGuest: boolean;
	joinedAt: Date | null;
	readyAt: Date | null;
}

/** An interview as commands and views need it; `round` is the first that is not finished, else the last. */
export interface InterviewState {
	interview: InterviewRow;
	people: Person[];
	rounds: RoundRow[];
	round: RoundRow;
	/** What the present round's candidate prepares for. */
	preparation: Preparation;
	/** Of the present round, in the order drawn. */
	answers: AnswerRow[];
	/** Who pressed *Done rating* in the present round. */
	doneRaterIds: Set<string>;
	/** The newest of the interview; null: nobody has asked for one. */
	recording: RecordingInRoom | null;
}

export async function findInterview(db: Executor, id: string): Promise<InterviewRow | null> {
	const [row] = await db.select().from(interviews).where(eq(interviews.id, id));
	return row ?? null;
}

export async function findInterviewOfRound(
	db: Executor,
	roundId: string
): Promise<InterviewRow | null> {
	const [row] = await db
		.select({ interview: interviews })
		.from(rounds)
		.innerJoin(interviews, eq(interviews.id, rounds.interviewId))
		.where(eq(rounds.id, roundId));
	return row?.interview ?? null;
}

/**
 * Locks the interview for the rest of the transaction: commands on it go one by one, and no edit that was judged by what
 * stood before is committed after them (`live_writers` holds the same lock, shared).
 */
export async function lockInterview(tx: Tx, id: string): Promise<InterviewRow | null> {
	await tx.execute(
		sql`select pg_advisory_xact_lock(hashtextextended('interview:' || ${id}::text, 0))`
	);
	const [row] = await tx.select().from(interviews).where(eq(interviews.id, id)).for('update');
	return row ?? null;
}

export async function findPeople(
	db: Executor,
	interviewIds: string[]
): Promise<Map<string, Person[]>> {
	const people = new Map<string, Person[]>(interviewIds.map((id) => [id, []]));
	if (interviewIds.length === 0) return people;
	const rows = await db
		.select({
			interviewId: participants.interviewId,
			userId: participants.userId,
			role: participants.role,
			name: users.name,
			timeZone: users.timeZone,
			isGuest: users.isGuest,
			joinedAt: participants.joinedAt,
			readyAt: participants.readyAt
		})
		.from(participants)
		.innerJoin(users, eq(users.id, participants.userId))
		.where(and(inArray(participants.interviewId, interviewIds), isNull(participants.removedAt)))
		.orderBy(asc(participants.createdAt), asc(participants.userId));
	for (const { interviewId, ...person } of rows) people.get(interviewId)!.push(person);
	return people;
}

/** Everything about an interview's present round. Call it under `lockInterview` where a command will follow. */
export async function getState(db: Executor, interview: InterviewRow): Promise<InterviewState> {
	const people = (await findPeople(db, [interview.id])).get(interview.id)!;
	const found = await db
		.select({
			round: rounds,
			preparation: preparationColumns,
			doneRaterIds: sql<string[]>`array(${db
				.select({ userId: roundRaters.userId })
				.from(roundRaters)
				.where(eq(roundRaters.roundId, rounds.id))})`
		})
		.from(rounds)
		.leftJoin(users, eq(users.id, rounds.candidateId))
		.where(eq(rounds.interviewId, interview.id))
		.orderBy(asc(rounds.ordinal));
	const present = found.find(({ round }) => !round.finishedAt) ?? found.at(-1);
	if (!present) throw new Error(`interview ${interview.id} has no round`);
	const { round, preparation, doneRaterIds } = present;
	return {
		interview,
		people,
		rounds: found.map((one) => one.round),
		round,
		preparation: toPreparation(preparation),
		answers: await findAnswers(db, round.id),
		doneRaterIds: new Set(doneRaterIds),
		recording: await findRoomRecording(db, interview.id)
	};
}

/** A round's cards, in the order drawn. */
export async function findAnswers(db: Executor, roundId: string): Promise<AnswerRow[]> {
	return db
		.select()
		.from(answers)
		.where(eq(answers.roundId, roundId))
		.orderBy(asc(answers.ordinal));
}

/** How often a candidate has met the question of an answer, or answered to its line of their file, apart from it. */
export async function countEarlierAttempts(
	db: Executor,
	candidateId: string,
	{ id, questionId, fileLineId }: Pick<AnswerRow, 'id' | 'questionId' | 'fileLineId'>
): Promise<number> {
	if (questionId)
		return db.$count(
			exposures,
			and(
				eq(exposures.userId, candidateId),
				eq(exposures.questionId, questionId),
				ne(exposures.answerId, id)
			)
		);
	if (!fileLineId) return 0;
	// A line belongs to one person's file.
	return db.$count(
		answers,
		and(eq(answers.fileLineId, fileLineId), isNotNull(answers.startedAt), ne(answers.id, id))
	);
}

const preparationColumns = {
	specialty: users.specialty,
	path: users.path,
	needsVisa: users.needsVisa
};

/** Nothing is known of somebody who is not there. */
const toPreparation = (
	row: Pick<typeof users.$inferSelect, keyof typeof preparationColumns> | null | undefined
): Preparation => ({
	specialty: (row?.specialty ?? null) as Specialty | null,
	path: row?.path ?? null,
	needsVisa: row?.needsVisa ?? null
});

/** What a candidate prepares for. */
export async function getPreparation(
	db: Executor,
	candidateId: string | null
): Promise<Preparation> {
	const [row] = candidateId
		? await db.select(preparationColumns).from(users).where(eq(users.id, candidateId))
		: [];
	return toPreparation(row);
}

/** The person's place on the interview's list, or null where there is none (any more). */
export async function findParticipant(
	db: Executor,
	interviewId: string,
	userId: string
): Promise<ParticipantRow | null> {
	const [row] = await db
		.select()
		.from(participants)
		.where(
			and(
				eq(participants.interviewId, interviewId),
				eq(participants.userId, userId),
				isNull(participants.removedAt)
			)
		);
	return row ?? null;
}

/** The same, with the row of somebody who was taken off the list. */
export async function findPlace(
	db: Executor,
	interviewId: string,
	userId: string
): Promise<ParticipantRow | null> {
	const [row] = await db
		.select()
		.from(participants)
		.where(and(eq(participants.interviewId, interviewId), eq(participants.userId, userId)));
	return row ?? null;
}

/** Puts somebody on the list who came by a link; whoever will answer takes the rounds nobody answers in yet. */
export async function takePlace(
	tx: Tx,
	{ id, kind }: Pick<InterviewRow, 'id' | 'kind'>,
	{ userId, role, linkId }: { userId: string; role: Role; linkId: string }
): Promise<void> {
	if (needsAccount(kind, role))
		await tx
			.update(rounds)
			.set({ candidateId: userId })
			.where(and(eq(rounds.interviewId, id), isNull(rounds.candidateId)));
	await tx.insert(participants).values({ interviewId: id, userId, role, linkId });
}

/** Who may invite, admit, move, cancel and remove: whoever made it, and its interviewers who have an account. */
export const mayManage = (
	person: { userId: string; isGuest: boolean },
	interview: Pick<InterviewRow, 'createdBy'>,
	role: Role
): boolean => interview.createdBy === person.userId || (role === 'interviewer' && !person.isGuest);

/** Interviews on whose list the person stands, newest first. */
export async function findInterviewsOf(db: Executor, userId: string, most: number) {
	return db
		.select({ interview: interviews, role: participants.role })
		.from(participants)
		.innerJoin(interviews, eq(interviews.id, participants.interviewId))
		.where(and(eq(participants.userId, userId), isNull(participants.removedAt)))
		.orderBy(
			desc(
				sql`coalesce(${interviews.finishedAt}, ${interviews.scheduledAt}, ${interviews.createdAt})`
			)
		)
		.limit(most);
}

export async function findLinks(db: Executor, interviewId: string) {
	return db
		.select()
		.from(inviteLinks)
		.where(eq(inviteLinks.interviewId, interviewId))
		.orderBy(asc(inviteLinks.createdAt));
}

export async function getRubricVersion(db: Executor, id: string) {
	const [row] = await db
		.select({
			id: rubricVersions.id,
			criteria: rubricVersions.criteria,
			name: rubrics.name,
			organisationId: rubrics.organisationId
		})
		.from(rubricVersions)
		.innerJoin(rubrics, eq(rubrics.id, rubricVersions.rubricId))
		.where(eq(rubricVersions.id, id));
	if (!row) throw new Error(`no rubric version ${id}`);
	return row;
}

export async function findDeck(db: Executor, id: string) {
	const [row] = await db.select().from(decks).where(eq(decks.id, id));
	return row ?? null;
}

export async function findCommand(db: Executor, interviewId: string, userId: string, id: string) {
	const [row] = await db
		.select()
		.from(commands)
		.where(
			and(eq(commands.interviewId, interviewId), eq(commands.userId, userId), eq(commands.id, id))
		);
	return row ?? null;
}

/** The role in this round: in a peer swap it follows who is the candidate, elsewhere the list. */
export function toRoundRole(
	interview: Pick<InterviewRow, 'kind'>,
	round: Pick<RoundRow, 'candidateId'>,
	person: { userId: string; role: Role }
): Role {
	if (interview.kind !== 'peer' || person.role === 'observer') return person.role;
	return round.candidateId === person.userId ? 'candidate' : 'interviewer';
}
