import { and, eq, exists, inArray, isNotNull, isNull, lt, or, sql } from 'drizzle-orm';
import type { Db } from '#server/db/open.ts';
import { answers, interviews, participants, rounds, users } from '#server/db/schema.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** When the server moves an interview on by itself, because people shut the laptop instead. */
export const sweepLimits = {
	/** A room empty for so long after an answer goes to the debrief. */
	emptyLiveMs: 30 * minuteMs,
	/** People are reminded once, so long after the debrief began. */
	remindMs: 24 * hourMs,
	/** The server finishes with what is there, so long after the debrief began. */
	finishMs: 48 * hourMs,
	/** A dated interview that nobody came to, so long after its planned end. */
	missedMs: 2 * hourMs,
	/** An undated one, and one that was opened but never asked anything, so long after it was made or last peopled. */
	forgottenMs: 14 * 24 * hourMs
};

export interface SweepOptions {
	db: Db;
	now: () => Date;
	moveOn: (interviewId: string, to: 'debrief' | 'finish' | 'missed') => Promise<void>;
	/** Tells somebody that a debrief still waits for words. */
	remind: (person: { email: string; name: string }, interviewId: string) => Promise<void>;
}

/** One pass over the interviews whose time has come. Safe to run in several processes: each step checks again. */
export async function sweepInterviews({ db, now, moveOn, remind }: SweepOptions): Promise<void> {
	const ago = (ms: number) => new Date(now().getTime() - ms);
	const wasAsked = exists(
		db
			.select({ one: sql`1` })
			.from(answers)
			.innerJoin(rounds, eq(rounds.id, answers.roundId))
			.where(and(eq(rounds.interviewId, interviews.id), isNotNull(answers.startedAt)))
	);
	const ids = async (condition: ReturnType<typeof and>) =>
		(await db.select({ id: interviews.id }).from(interviews).where(condition)).map((row) => row.id);

	for (const id of await ids(
		and(
			eq(interviews.phase, 'live'),
			lt(interviews.presentAt, ago(sweepLimits.emptyLiveMs)),
			wasAsked
		)
	))
		await moveOn(id, 'debrief');

	for (const id of await ids(
		and(eq(interviews.phase, 'debrief'), lt(interviews.debriefAt, ago(sweepLimits.finishMs)))
	))
		await moveOn(id, 'finish');

	const plannedEnd = sql`${interviews.scheduledAt} + ${interviews.minutes} * interval '1 minute'`;
	const lastLife = sql`coalesce(${interviews.presentAt}, ${interviews.scheduledAt}, ${interviews.createdAt})`;
	for (const id of await ids(
		and(
			inArray(interviews.phase, ['scheduled', 'open']),
			or(
				and(
					eq(interviews.phase, 'scheduled'),
					isNotNull(interviews.scheduledAt),
					lt(plannedEnd, ago(sweepLimits.missedMs))
				),
				lt(lastLife, ago(sweepLimits.forgottenMs))
			)
		)
	))
		await moveOn(id, 'missed');

	const waiting = await db
		.update(interviews)
		.set({ remindedAt: now() })
		.where(
			and(
				eq(interviews.phase, 'debrief'),
				isNull(interviews.remindedAt),
				lt(interviews.debriefAt, ago(sweepLimits.remindMs))
			)
		)
		.returning({ id: interviews.id });
	for (const { id } of waiting) {
		const people = await db
			.select({ email: users.email, name: users.name })
			.from(participants)
			.innerJoin(users, eq(users.id, participants.userId))
			.where(
				and(
					eq(participants.interviewId, id),
					isNull(participants.removedAt),
					inArray(participants.role, ['candidate', 'interviewer'])
				)
			);
		for (const { email, name } of people) if (email) await remind({ email, name }, id);
	}
}

/** Notes that these interviews have somebody in their room now. */
export async function touchPresence(db: Db, interviewIds: string[], at: Date): Promise<void> {
	if (interviewIds.length > 0)
		await db.update(interviews).set({ presentAt: at }).where(inArray(interviews.id, interviewIds));
}
