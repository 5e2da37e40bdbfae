import { and, asc, desc, eq, gt, isNull, sql } from 'drizzle-orm';
import { isAnyOf } from '../db/any-of.ts';
import type { Executor } from '../db/open.ts';
import { interviews, reportLinks, reportOpenings, rounds, users } from '../db/schema.ts';
import { isShareable } from '../progress/sharing-queries.ts';

/** Enough to see who it was; a link that is opened every day is no log of every day. */
const mostOpenings = 200;
const mostLinks = 50;

export async function findOwner(db: Executor, userId: string) {
	const [owner] = await db
		.select({ userId: users.id, name: users.name, timeZone: users.timeZone })
		.from(users)
		.where(eq(users.id, userId));
	return owner ?? null;
}

/** A finished interview of which this person may show their round. */
export async function findShareableRound(db: Executor, ownerId: string, interviewId: string) {
	const [found] = await db
		.select({ roundId: rounds.id })
		.from(rounds)
		.innerJoin(interviews, eq(interviews.id, rounds.interviewId))
		.where(
			and(
				eq(interviews.id, interviewId),
				eq(interviews.phase, 'finished'),
				eq(rounds.candidateId, ownerId),
				isShareable
			)
		)
		.orderBy(asc(rounds.ordinal));
	return found ?? null;
}

/** This person's finished interviews that a link may show, the newest first. */
export function findShareableInterviews(db: Executor, ownerId: string) {
	return db
		.select({
			id: interviews.id,
			kind: interviews.kind,
			finishedAt: sql<Date>`${interviews.finishedAt}`.mapWith(interviews.finishedAt)
		})
		.from(rounds)
		.innerJoin(interviews, eq(interviews.id, rounds.interviewId))
		.where(and(eq(rounds.candidateId, ownerId), eq(interviews.phase, 'finished'), isShareable))
		.orderBy(desc(interviews.finishedAt))
		.limit(mostLinks);
}

const linkColumns = {
	id: reportLinks.id,
	ownerId: reportLinks.ownerId,
	interviewId: reportLinks.interviewId,
	interviewFinishedAt: sql<Date | null>`${interviews.finishedAt}`.mapWith(interviews.finishedAt),
	expiresAt: reportLinks.expiresAt,
	withdrawnAt: reportLinks.withdrawnAt
};

export async function findLink(db: Executor, linkId: string) {
	const [link] = await db
		.select(linkColumns)
		.from(reportLinks)
		.leftJoin(interviews, eq(interviews.id, reportLinks.interviewId))
		.where(eq(reportLinks.id, linkId));
	return link ?? null;
}

export function findLinks(db: Executor, ownerId: string) {
	return db
		.select(linkColumns)
		.from(reportLinks)
		.leftJoin(interviews, eq(interviews.id, reportLinks.interviewId))
		.where(eq(reportLinks.ownerId, ownerId))
		.orderBy(desc(reportLinks.createdAt), desc(reportLinks.id))
		.limit(mostLinks);
}

export function findOpenings(db: Executor, linkIds: readonly string[]) {
	return db
		.select()
		.from(reportOpenings)
		.where(isAnyOf(reportOpenings.linkId, linkIds))
		.orderBy(desc(reportOpenings.at), desc(reportOpenings.id))
		.limit(mostOpenings);
}

export async function countOpenLinks(db: Executor, ownerId: string, at: Date): Promise<number> {
	return db.$count(
		reportLinks,
		and(
			eq(reportLinks.ownerId, ownerId),
			isNull(reportLinks.withdrawnAt),
			gt(reportLinks.expiresAt, at)
		)
	);
}

/** Withdraws a link, if it is this person's. */
export async function withdrawLink(db: Executor, ownerId: string, linkId: string, at: Date) {
	const withdrawn = await db
		.update(reportLinks)
		.set({ withdrawnAt: at })
		.where(
			and(
				eq(reportLinks.id, linkId),
				eq(reportLinks.ownerId, ownerId),
				isNull(reportLinks.withdrawnAt)
			)
		)
		.returning({ id: reportLinks.id });
	return withdrawn.length > 0;
}
