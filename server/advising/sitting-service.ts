import { and, asc, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { Kind, Phase } from '#lib/interview/interview.ts';
import { isEnterable } from '#lib/interview/phase.ts';
import type { Actor } from '../auth/actor.ts';
import type { Db, Executor, Tx } from '../db/open.ts';
import { interviews, participants, rounds } from '../db/schema.ts';
import { findPeople, lockInterview } from '../interviews/interview-queries.ts';
import { raiseEpoch } from '../livekit/video-queries.ts';
import { findOpenRounds, findScopes, isOpenTo, noteViewings } from '../progress/sharing-queries.ts';

/** An interview that is still to come, or runs, of somebody whom the reader follows. Times are ISO 8601. */
export interface Ahead {
	id: string;
	kind: Kind;
	phase: Phase;
	scheduledAt: string | null;
	minutes: number;
	withNames: string[];
	/** `none`: may take a seat; `sitting`: has one as observer by it; `listed`: is on the list anyhow. */
	place: 'none' | 'sitting' | 'listed';
}

export interface SittingService {
	/** What is ahead of a candidate whom the actor follows, as far as it is shared with them; null: they do not. */
	ahead(actor: Actor, candidateId: string): Promise<Ahead[] | null>;
	/**
	 * Takes a seat as observer in an interview of somebody whom the actor follows, while each candidate in it shares it
	 * with them; their logs hold it. `not_found`: nothing of theirs, not shared, over, or a host took them off its list.
	 */
	sitIn(
		actor: Actor,
		interviewId: string
	): Promise<{ ok: true } | { ok: false; code: 'not_found' }>;
	/** Takes the seats of somebody who follows their candidates no more, or has left the organisation. */
	freeLapsed(userId: string): Promise<void>;
	/** The same of everybody whose planned end has come. */
	sweep(): Promise<void>;
	/** Gives such a seat back. */
	stepBack(
		actor: Actor,
		interviewId: string
	): Promise<{ ok: true } | { ok: false; code: 'not_found' }>;
}

export interface SittingServiceOptions {
	db: Db;
	now?: () => Date;
	/** After the list of people changed. */
	onChanged?: (interviewId: string) => Promise<void>;
	/** After the COMMIT that took somebody's seat and raised the epoch. */
	onRemoved?: (interviewId: string, userId: string) => Promise<void>;
}

type Reader = Pick<Actor, 'userId'>;
const enterable = ['scheduled', 'open', 'live', 'debrief'] as const;
const notFound = { ok: false, code: 'not_found' } as const;

/** Advisors who sit in on the interviews of those they follow: camera off, nothing written, everybody told. */
export function createSittingService({
	db,
	now = () => new Date(),
	onChanged = async () => undefined,
	onRemoved = async () => undefined
}: SittingServiceOptions): SittingService {
	const findAdvised = async (executor: Executor, actor: Reader, candidateId: string) =>
		(await findScopes(executor, actor.userId, candidateId, now())).filter(
			({ relation }) => relation === 'advisor'
		);

	/** The candidates of an interview, if one of them is followed and each lets this reader see it. */
	async function findWatched(executor: Executor, actor: Reader, interviewId: string) {
		const all = await executor
			.select({ roundId: rounds.id, candidateId: rounds.candidateId })
			.from(rounds)
			.where(eq(rounds.interviewId, interviewId));
		let isFollowed = false;
		const candidateIds: string[] = [];
		for (const { roundId, candidateId } of all) {
			// A swap whose second seat is empty may be taken by somebody who shares nothing.
			if (!candidateId) return null;
			const scopes = await findScopes(executor, actor.userId, candidateId, now());
			const open = await findOpenRounds(executor, [roundId], scopes);
			if (!open.includes(roundId)) return null;
			isFollowed ||= (await findAdvised(executor, actor, candidateId)).length > 0;
			candidateIds.push(candidateId);
		}
		return isFollowed ? [...new Set(candidateIds)] : null;
	}

	/** Takes the seats of this person that nothing gives them any more. */
	async function freeLapsed(userId: string): Promise<void> {
		const seats = await db
			.select({ interviewId: participants.interviewId })
			.from(participants)
			.innerJoin(interviews, eq(interviews.id, participants.interviewId))
			.where(and(eq(participants.userId, userId), isSeatAhead));
		for (const { interviewId } of seats) {
			const isFreed = await db.transaction(async (tx) => {
				await lockInterview(tx, interviewId);
				if (await findWatched(tx, { userId }, interviewId)) return false;
				return freeSeat(tx, interviewId, userId);
			});
			if (isFreed) await onRemoved(interviewId, userId);
		}
	}

	return {
		async ahead(actor, candidateId) {
			const scopes = actor.isGuest ? [] : await findAdvised(db, actor, candidateId);
			if (scopes.length === 0) return null;
			const found = await db
				.selectDistinct({
					id: interviews.id,
					kind: interviews.kind,
					phase: interviews.phase,
					scheduledAt: interviews.scheduledAt,
					minutes: interviews.minutes,
					createdAt: interviews.createdAt
				})
				.from(rounds)
				.innerJoin(interviews, eq(interviews.id, rounds.interviewId))
				.where(
					and(
						eq(rounds.candidateId, candidateId),
						inArray(interviews.phase, [...enterable]),
						sql`${interviews.kind} <> 'solo'`,
						isOpenTo(scopes)
					)
				)
				.orderBy(asc(interviews.scheduledAt), asc(interviews.createdAt))
				.limit(20);
			const people = await findPeople(
				db,
				found.map(({ id }) => id)
			);
			const places = await db
				.select({ id: participants.interviewId, sitsIn: participants.sitsIn })
				.from(participants)
				.where(
					and(
						eq(participants.userId, actor.userId),
						inArray(
							participants.interviewId,
							found.map(({ id }) => id)
						)
					)
				);
			const placeOf = new Map(places.map(({ id, sitsIn }) => [id, sitsIn]));
			return found.map(({ createdAt: _, scheduledAt, ...interview }) => ({
				...interview,
				scheduledAt: scheduledAt?.toISOString() ?? null,
				withNames: people
					.get(interview.id)!
					.filter(({ userId, role }) => userId !== candidateId && role !== 'observer')
					.map(({ name }) => name),
				place: placeOf.has(interview.id)
					? placeOf.get(interview.id)
						? 'sitting'
						: 'listed'
					: 'none'
			}));
		},

		async sitIn(actor, interviewId) {
			if (actor.isGuest) return notFound;
			const isSeated = await db.transaction(async (tx) => {
				const interview = await lockInterview(tx, interviewId);
				if (!interview || interview.kind === 'solo' || !isEnterable(interview.phase)) return false;
				const watched = await findWatched(tx, actor, interviewId);
				if (!watched) return false;
				const [place] = await tx
					.select()
					.from(participants)
					.where(isSeatOf(interviewId, actor.userId));
				if (place) return place.sitsIn && !place.removedAt;
				await tx
					.insert(participants)
					.values({ interviewId, userId: actor.userId, role: 'observer', sitsIn: true });
				const look = { viewerId: actor.userId, what: 'sitting' as const, interviewId };
				await noteViewings(
					tx,
					watched.map((ownerId) => ({ ownerId, ...look })),
					now()
				);
				return true;
			});
			if (!isSeated) return notFound;
			await onChanged(interviewId);
			return { ok: true };
		},

		freeLapsed,

		async sweep() {
			const sitting = await db
				.selectDistinct({ userId: participants.userId })
				.from(participants)
				.innerJoin(interviews, eq(interviews.id, participants.interviewId))
				.where(isSeatAhead);
			for (const { userId } of sitting) await freeLapsed(userId);
		},

		async stepBack(actor, interviewId) {
			const isFreed = await db.transaction(async (tx) => {
				const interview = await lockInterview(tx, interviewId);
				if (!interview || !isEnterable(interview.phase)) return false;
				return freeSeat(tx, interviewId, actor.userId);
			});
			if (!isFreed) return notFound;
			await onRemoved(interviewId, actor.userId);
			return { ok: true };
		}
	};
}

/** False: there was none. */
async function freeSeat(tx: Tx, interviewId: string, userId: string): Promise<boolean> {
	const freed = await tx
		.delete(participants)
		.where(
			and(
				isSeatOf(interviewId, userId),
				eq(participants.sitsIn, true),
				isNull(participants.removedAt)
			)
		)
		.returning({ userId: participants.userId });
	if (freed.length > 0) await raiseEpoch(tx, interviewId);
	return freed.length > 0;
}

/** Seats of those who sit in on what is ahead or runs; joined to `interviews`. */
const isSeatAhead = and(
	eq(participants.sitsIn, true),
	isNull(participants.removedAt),
	inArray(interviews.phase, [...enterable])
);

const isSeatOf = (interviewId: string, userId: string) =>
	and(eq(participants.interviewId, interviewId), eq(participants.userId, userId));
