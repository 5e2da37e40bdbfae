import { and, asc, desc, eq } from 'drizzle-orm';
import type { Executor } from '#server/db/open.ts';
import { answers, interviews, rounds, rubricVersions, users } from '#server/db/schema.ts';

/** A solo practice of this person with its one round; null for anybody else's, and for what is none. */
export async function findSolo(db: Executor, interviewId: string, userId: string) {
	const [row] = await db
		.select({ interview: interviews, round: rounds, name: users.name })
		.from(interviews)
		.innerJoin(rounds, eq(rounds.interviewId, interviews.id))
		.innerJoin(users, eq(users.id, rounds.candidateId))
		.where(
			and(
				eq(interviews.id, interviewId),
				eq(interviews.kind, 'solo'),
				eq(rounds.candidateId, userId)
			)
		);
	return row ?? null;
}

export function findDealt(db: Executor, roundId: string) {
	return db
		.select()
		.from(answers)
		.where(eq(answers.roundId, roundId))
		.orderBy(asc(answers.ordinal));
}

/** The newest version of a rubric; null: there is no such rubric. */
export async function findNewestVersion(db: Executor, rubricId: string): Promise<string | null> {
	const [row] = await db
		.select({ id: rubricVersions.id })
		.from(rubricVersions)
		.where(eq(rubricVersions.rubricId, rubricId))
		.orderBy(desc(rubricVersions.version))
		.limit(1);
	return row?.id ?? null;
}
