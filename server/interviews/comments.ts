import { and, desc, eq, inArray, isNull, ne, sql } from 'drizzle-orm';
import type { Kind } from '#lib/interview/interview.ts';
import type { UnreadComments } from '#lib/interview/views.ts';
import type { Db } from '../db/open.ts';
import { addenda, interviews, rounds, users } from '../db/schema.ts';

/** What others added to this person's own rounds and was not before them yet, by interview, the newest first. */
export async function findUnreadComments(db: Db, candidateId: string): Promise<UnreadComments[]> {
	const rows = await db
		.select({
			interviewId: interviews.id,
			kind: sql<Kind>`${interviews.kind}`,
			finishedAt: sql<Date>`${interviews.finishedAt}`.mapWith(interviews.finishedAt),
			ordinal: rounds.ordinal,
			name: users.name
		})
		.from(addenda)
		.innerJoin(rounds, eq(rounds.id, addenda.roundId))
		.innerJoin(interviews, eq(interviews.id, rounds.interviewId))
		.innerJoin(users, eq(users.id, addenda.authorId))
		.where(
			and(
				eq(rounds.candidateId, candidateId),
				ne(addenda.authorId, candidateId),
				isNull(addenda.readAt)
			)
		)
		.orderBy(desc(addenda.createdAt), desc(addenda.id));
	return [...Map.groupBy(rows, ({ interviewId }) => interviewId).values()].map((ones) => {
		const { interviewId, kind, finishedAt, ordinal } = ones[0]!;
		const names = [...new Set(ones.map(({ name }) => name))];
		return { interviewId, kind, finishedAt: finishedAt.toISOString(), ordinal, names };
	});
}

/** Notes that what others added to this person's rounds of an interview until then has been before them. */
export async function markCommentsRead(
	db: Db,
	candidateId: string,
	interviewId: string,
	{ until, at }: { until: Date; at: Date }
): Promise<void> {
	const own = db
		.select({ id: rounds.id })
		.from(rounds)
		.where(and(eq(rounds.interviewId, interviewId), eq(rounds.candidateId, candidateId)));
	await db
		.update(addenda)
		.set({ readAt: at })
		.where(
			and(
				inArray(addenda.roundId, own),
				ne(addenda.authorId, candidateId),
				isNull(addenda.readAt),
				// The database's clock is finer than the time that the page was told.
				sql`date_trunc('milliseconds', ${addenda.createdAt}) <= ${until.toISOString()}::timestamptz`
			)
		);
}
