import { and, asc, desc, eq, gt, inArray, isNotNull, isNull, lt, lte, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { isAnyOf } from '#server/db/any-of.ts';
import type { Executor, Tx } from '#server/db/open.ts';
import {
	answers,
	interviews,
	reviewChunks,
	reviewMedia,
	reviewRequests,
	reviews,
	rounds,
	users
} from '#server/db/schema.ts';

const requestColumns = {
	request: reviewRequests,
	interview: interviews,
	ownerId: users.id,
	ownerName: users.name
};

const requestsWithOwner = (db: Executor) =>
	db
		.select(requestColumns)
		.from(reviewRequests)
		.innerJoin(interviews, eq(interviews.id, reviewRequests.interviewId))
		.innerJoin(rounds, eq(rounds.interviewId, interviews.id))
		.innerJoin(users, eq(users.id, rounds.candidateId));

export type FoundRequest = Awaited<ReturnType<typeof requestsWithOwner>>[number];

/** Whatever an address says is asked for only where it looks like an id of ours. */
const isId = (text: string): boolean => /^[a-z0-9]{20}$/.test(text);

/** The request behind a link. */
export async function findByToken(db: Executor, tokenHash: string): Promise<FoundRequest | null> {
	const [row] = await requestsWithOwner(db).where(eq(reviewRequests.tokenHash, tokenHash));
	return row ?? null;
}

/** A request of this person's. */
export async function findOwn(
	db: Executor,
	ownerId: string,
	{ interviewId, requestId }: { interviewId: string; requestId: string }
): Promise<FoundRequest | null> {
	if (!isId(requestId) || !isId(interviewId)) return null;
	const [row] = await requestsWithOwner(db).where(
		and(
			eq(reviewRequests.id, requestId),
			eq(reviewRequests.interviewId, interviewId),
			eq(rounds.candidateId, ownerId)
		)
	);
	return row ?? null;
}

/** The person's requests for one practice, the newest first. */
export function findOwnRequests(db: Executor, ownerId: string, interviewId: string) {
	return requestsWithOwner(db)
		.where(and(eq(reviewRequests.interviewId, interviewId), eq(rounds.candidateId, ownerId)))
		.orderBy(desc(reviewRequests.createdAt), desc(reviewRequests.id));
}

/** One person's uploads go one by one, so that two tabs together keep to the limits. */
export async function lockPerson(tx: Tx, userId: string): Promise<void> {
	await tx.select({ id: users.id }).from(users).where(eq(users.id, userId)).for('update');
}

/** Bytes announced or kept, of this person and of this organisation; what was deleted does not count. */
export async function findKeptBytes(
	db: Executor,
	ownerId: string,
	organisationId: string
): Promise<{ person: number; organisation: number }> {
	const [row] = await db
		.select({
			person: sql<number>`coalesce(sum(${reviewMedia.totalBytes})
				filter (where ${rounds.candidateId} = ${ownerId}), 0)`.mapWith(Number),
			organisation: sql<number>`coalesce(sum(${reviewMedia.totalBytes})
				filter (where ${interviews.organisationId} = ${organisationId}), 0)`.mapWith(Number)
		})
		.from(reviewMedia)
		.innerJoin(reviewRequests, eq(reviewRequests.id, reviewMedia.requestId))
		.innerJoin(interviews, eq(interviews.id, reviewRequests.interviewId))
		.innerJoin(rounds, eq(rounds.interviewId, interviews.id))
		.where(isNull(reviewRequests.mediaDeletedAt));
	return row!;
}

/** The recordings of these requests with how much of each has arrived, in the order of the questions. */
export function findMedia(db: Executor, requestIds: readonly string[]) {
	const arrived = db
		.select({
			mediaId: reviewChunks.mediaId,
			received: sql<number>`count(*)`.mapWith(Number).as('received'),
			receivedBytes: sql<number>`sum(${reviewChunks.bytes})`.mapWith(Number).as('received_bytes')
		})
		.from(reviewChunks)
		.groupBy(reviewChunks.mediaId)
		.as('arrived');
	return db
		.select({
			media: reviewMedia,
			answer: answers,
			received: sql<number>`coalesce(${arrived.received}, 0)`.mapWith(Number),
			receivedBytes: sql<number>`coalesce(${arrived.receivedBytes}, 0)`.mapWith(Number)
		})
		.from(reviewMedia)
		.innerJoin(answers, eq(answers.id, reviewMedia.answerId))
		.leftJoin(arrived, eq(arrived.mediaId, reviewMedia.id))
		.where(isAnyOf(reviewMedia.requestId, requestIds))
		.orderBy(asc(answers.ordinal));
}

export type FoundMedia = Awaited<ReturnType<typeof findMedia>>[number];

export const isWhole = ({ media, receivedBytes }: FoundMedia): boolean =>
	receivedBytes === media.totalBytes;

export function findChunks(db: Executor, mediaId: string) {
	return db
		.select()
		.from(reviewChunks)
		.where(eq(reviewChunks.mediaId, mediaId))
		.orderBy(asc(reviewChunks.ordinal));
}

/** Whether a piece with these bytes counts in a request, at whatever place. */
export async function isKept(db: Executor, requestId: string, hash: string): Promise<boolean> {
	const [same] = await db
		.select({ ordinal: reviewChunks.ordinal })
		.from(reviewChunks)
		.innerJoin(reviewMedia, eq(reviewMedia.id, reviewChunks.mediaId))
		.where(and(eq(reviewMedia.requestId, requestId), eq(reviewChunks.hash, hash)))
		.limit(1);
	return same !== undefined;
}

/** Everybody who opened these requests, the latest first. */
export function findReviews(db: Executor, requestIds: readonly string[]) {
	return db
		.select({ review: reviews, name: users.name, isGuest: users.isGuest })
		.from(reviews)
		.innerJoin(users, eq(users.id, reviews.reviewerId))
		.where(isAnyOf(reviews.requestId, requestIds))
		.orderBy(desc(reviews.openedAt), desc(reviews.id));
}

export async function findReview(db: Executor, requestId: string, reviewerId: string) {
	const [row] = await db
		.select()
		.from(reviews)
		.where(and(eq(reviews.requestId, requestId), eq(reviews.reviewerId, reviewerId)));
	return row ?? null;
}

const reviewsOf = (db: Executor, ownerId: string, interviewId: string) =>
	db
		.select({ id: reviewRequests.id })
		.from(reviewRequests)
		.innerJoin(rounds, eq(rounds.interviewId, reviewRequests.interviewId))
		.where(and(eq(reviewRequests.interviewId, interviewId), eq(rounds.candidateId, ownerId)));

/** Reviews of this person's practices that came and were not looked at yet, the latest first. */
export function findUnread(db: Executor, ownerId: string) {
	const reviewers = alias(users, 'reviewers');
	return db
		.select({
			interviewId: interviews.id,
			planName: interviews.planName,
			name: reviewers.name
		})
		.from(reviews)
		.innerJoin(reviewRequests, eq(reviewRequests.id, reviews.requestId))
		.innerJoin(interviews, eq(interviews.id, reviewRequests.interviewId))
		.innerJoin(rounds, eq(rounds.interviewId, interviews.id))
		.innerJoin(reviewers, eq(reviewers.id, reviews.reviewerId))
		.where(and(eq(rounds.candidateId, ownerId), isNotNull(reviews.sentAt), isNull(reviews.readAt)))
		.orderBy(desc(reviews.sentAt), desc(reviews.id));
}

/** Notes that the reviews of a practice which came until then were looked at by the person whose it is. */
export async function markRead(
	db: Executor,
	ownerId: string,
	interviewId: string,
	{ until, at }: { until: Date; at: Date }
): Promise<void> {
	if (!isId(interviewId)) return;
	await db
		.update(reviews)
		.set({ readAt: at })
		.where(
			and(
				inArray(reviews.requestId, reviewsOf(db, ownerId, interviewId)),
				lte(reviews.sentAt, until),
				isNull(reviews.readAt)
			)
		);
}

/** Takes the reviews that came after `since` and of which nobody was told by mail: each is taken once. */
export async function takeUntold(db: Executor, since: Date, at: Date): Promise<string[]> {
	const rows = await db
		.update(reviews)
		.set({ mailedAt: at })
		.where(and(gt(reviews.sentAt, since), isNull(reviews.mailedAt), isNull(reviews.readAt)))
		.returning({ id: reviews.id });
	return rows.map(({ id }) => id);
}

/** A letter was not taken by the mail server: the next turn tries again. */
export async function giveBackUntold(db: Executor, reviewIds: readonly string[]): Promise<void> {
	await db.update(reviews).set({ mailedAt: null }).where(isAnyOf(reviews.id, reviewIds));
}

/** Whom to tell of these reviews: people with an address who may still sign in, nobody of the demo. */
export function findTold(db: Executor, reviewIds: readonly string[]) {
	const reviewers = alias(users, 'reviewers');
	return db
		.select({
			reviewId: reviews.id,
			interviewId: interviews.id,
			planName: interviews.planName,
			reviewerName: reviewers.name,
			name: users.name,
			email: users.email
		})
		.from(reviews)
		.innerJoin(reviewRequests, eq(reviewRequests.id, reviews.requestId))
		.innerJoin(interviews, eq(interviews.id, reviewRequests.interviewId))
		.innerJoin(rounds, eq(rounds.interviewId, interviews.id))
		.innerJoin(users, eq(users.id, rounds.candidateId))
		.innerJoin(reviewers, eq(reviewers.id, reviews.reviewerId))
		.where(
			and(
				isAnyOf(reviews.id, reviewIds),
				isNotNull(users.email),
				isNull(users.disabledAt),
				eq(users.isDemo, false)
			)
		)
		.orderBy(asc(reviews.sentAt), asc(reviews.id));
}

/** Takes the recordings of requests away that were made before `at`; what reviewers sent stays. */
export async function endMediaBefore(db: Executor, at: Date, now: Date): Promise<void> {
	await db
		.update(reviewRequests)
		.set({ mediaDeletedAt: now })
		.where(and(lt(reviewRequests.createdAt, at), isNull(reviewRequests.mediaDeletedAt)));
}

/** Forgets requests that never got their link. */
export async function deleteUnfinishedBefore(db: Executor, at: Date): Promise<void> {
	await db
		.delete(reviewRequests)
		.where(
			and(
				lt(reviewRequests.createdAt, at),
				isNull(reviewRequests.tokenHash),
				isNull(reviewRequests.withdrawnAt)
			)
		);
}

/** Those of these requests whose recordings are still to be kept. */
export async function findKept(db: Executor, ids: readonly string[]): Promise<Set<string>> {
	const rows = await db
		.select({ id: reviewRequests.id })
		.from(reviewRequests)
		.where(and(isAnyOf(reviewRequests.id, ids), isNull(reviewRequests.mediaDeletedAt)));
	return new Set(rows.map(({ id }) => id));
}

/** Requests of a practice that stand: with a link, not withdrawn. */
export const countStanding = (db: Executor, interviewId: string): Promise<number> =>
	db.$count(
		reviewRequests,
		and(
			eq(reviewRequests.interviewId, interviewId),
			isNotNull(reviewRequests.tokenHash),
			isNull(reviewRequests.withdrawnAt)
		)
	);
