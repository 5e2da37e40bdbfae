import { and, asc, eq, exists, isNotNull, isNull, ne } from 'drizzle-orm';
import type { Executor } from '../db/open.ts';
import { assignments, digests, memberships, organisations, users } from '../db/schema.ts';
import { isRunning, isStillStaff } from '../progress/sharing-queries.ts';

export interface DigestReader {
	userId: string;
	name: string;
	email: string;
	timeZone: string;
}

/** Those who follow somebody now, have an address and want the digest. */
export async function findDigestReaders(db: Executor, at: Date): Promise<DigestReader[]> {
	const rows = await db
		.select({
			userId: users.id,
			name: users.name,
			email: users.email,
			timeZone: users.timeZone
		})
		.from(users)
		.where(
			and(
				eq(users.wantsDigest, true),
				eq(users.isDemo, false),
				isNotNull(users.email),
				isNull(users.disabledAt),
				exists(
					db
						.select({ id: assignments.advisorId })
						.from(assignments)
						.innerJoin(organisations, eq(organisations.id, assignments.organisationId))
						.innerJoin(memberships, isStillStaff)
						.where(
							and(
								eq(assignments.advisorId, users.id),
								isRunning(at),
								ne(organisations.kind, 'personal')
							)
						)
				)
			)
		)
		.orderBy(asc(users.id));
	return rows.flatMap(({ email, ...reader }) => (email ? [{ ...reader, email }] : []));
}

/** Takes a week for one process; false: another one has it, or had it. */
export async function takeDigest(db: Executor, userId: string, week: string): Promise<boolean> {
	const taken = await db
		.insert(digests)
		.values({ userId, week })
		.onConflictDoNothing()
		.returning({ userId: digests.userId });
	return taken.length > 0;
}

/** The letter was not taken by the mail server: the next turn tries again. */
export async function giveBackDigest(db: Executor, userId: string, week: string): Promise<void> {
	await db.delete(digests).where(and(eq(digests.userId, userId), eq(digests.week, week)));
}
