import type { Role } from '#lib/interview/interview.ts';
import { isSeatFree, needsAccount } from '#lib/interview/seats.ts';
import {
	mostWaiting,
	toAdmittedRole,
	waitLifetimeMs,
	type KnockLook,
	type KnockReason,
	type KnockState
} from '#lib/knock/knock.ts';
import type { AccountService } from '../accounts/account-service.ts';
import type { Actor } from '../auth/actor.ts';
import type { AttemptLimits } from '../auth/attempt-limits.ts';
import { createId } from '../db/id.ts';
import type { Db, Tx } from '../db/open.ts';
import { findPeople, findPlace, lockInterview } from '../interviews/interview-queries.ts';
import type { InterviewService } from '../interviews/interview-service.ts';
import * as queries from './knock-queries.ts';

/** The door behind a link, for somebody who does not walk in by it. */
export interface KnockDoor {
	/** Null: they have not knocked. */
	state: KnockState | null;
	reason: KnockReason;
	/** What they would come in as. */
	role: Role;
	/** Whether that wants an account, which they do not have. */
	needsAccount: boolean;
}

export interface KnockServiceOptions {
	db: Db;
	interviews: Pick<InterviewService, 'findLink'>;
	accounts: Pick<AccountService, 'createGuest'>;
	limits: AttemptLimits;
	/** After COMMIT: somebody waits, or waits no longer. */
	onChanged: (interviewId: string) => Promise<void>;
	now: () => Date;
}

export type KnockService = ReturnType<typeof createKnockService>;

type Refused = {
	ok: false;
	code:
		| 'not_found'
		| 'revoked'
		| 'ended'
		| 'removed'
		| 'declined'
		| 'full'
		| 'may_walk_in'
		| 'too_many_attempts';
};
type Kept = { ok: true } | Refused;
type KeptGuest = { ok: true; token: string; expiresAt: Date } | Refused;

const refuse = (code: Refused['code']): Refused => ({ ok: false, code });

/** How old a sign of life may be before the next one is written. */
const touchMs = 20_000;

/** People with a link whose seats are taken: they ask to be let in, wait, and may give up. */
export function createKnockService(options: KnockServiceOptions) {
	const { db, interviews, accounts, limits, onChanged, now } = options;

	type Link = Extract<Awaited<ReturnType<InterviewService['findLink']>>, { ok: true }>;

	/** Where this person stands before this link; null: they walk in, or stand on the list. */
	async function findDoor(actor: Actor | null, token: string): Promise<KnockDoor | null> {
		const link = await interviews.findLink(token);
		return link.ok ? toDoor(actor, link) : null;
	}

	async function toDoor(
		actor: Pick<Actor, 'userId' | 'isGuest'> | null,
		link: Link,
		tx: Db | Tx = db
	): Promise<KnockDoor | null> {
		const { interview, linkId, role: linkRole } = link;
		if (actor && (await findPlace(tx, interview.id, actor.userId))) return null;
		const people = (await findPeople(tx, [interview.id])).get(interview.id)!;
		const knock = actor && (await queries.findKnock(tx, interview.id, actor.userId));
		const isFree = isSeatFree(interview.kind, linkRole, people);
		const isOfRemoved = await queries.isLinkOfRemoved(tx, linkId);
		const isDeclined = knock?.state === 'declined' && knock.linkId === linkId;
		if (isFree && !isOfRemoved && !isDeclined) return null;
		return {
			// With another link one is asked about anew.
			state: knock?.state === 'declined' && !isDeclined ? null : (knock?.state ?? null),
			reason: isFree && isOfRemoved ? 'removed' : 'seats',
			role: toAdmittedRole(interview.kind, linkRole, people, actor?.isGuest ?? false),
			needsAccount: !actor && isFree && needsAccount(interview.kind, linkRole)
		};
	}

	/** Asks to be let in. Somebody who waits already goes on waiting. `may_walk_in`: there is no need to. */
	async function knock(actor: Actor, token: string, address: string): Promise<Kept> {
		const link = await interviews.findLink(token);
		if (!link.ok) return link;
		const { id } = link.interview;
		if (actor.guestInterviewId && actor.guestInterviewId !== id) return refuse('not_found');
		const taken = await limits.take('knock', { account: id, address });
		return taken.ok ? keep(actor, link) : refuse('too_many_attempts');
	}

	/** The same for somebody without an account: a name, and a session that opens this interview only, once it does. */
	async function knockAsGuest(
		{ name, timeZone }: { name: string; timeZone: string },
		token: string,
		address: string
	): Promise<KeptGuest> {
		const link = await interviews.findLink(token);
		if (!link.ok) return link;
		const { id } = link.interview;
		const taken = await limits.take('knock', { account: id, address });
		if (!taken.ok) return refuse('too_many_attempts');
		if ((await queries.findWaiting(db, id)).length >= mostWaiting) return refuse('full');
		const guest = await accounts.createGuest({ name, timeZone, interviewId: id }, address);
		if (!guest.ok) return refuse('too_many_attempts');
		const kept = await keep({ userId: guest.userId, isGuest: true }, link);
		return kept.ok ? { ok: true, token: guest.token, expiresAt: guest.expiresAt } : kept;
	}

	async function keep(actor: Pick<Actor, 'userId' | 'isGuest'>, link: Link): Promise<Kept> {
		const { id } = link.interview;
		const { userId } = actor;
		const kept = await db.transaction(async (tx): Promise<Kept> => {
			await lockInterview(tx, id);
			const place = await findPlace(tx, id, userId);
			if (place?.removedAt) return refuse('removed');
			const door = await toDoor(actor, link, tx);
			if (!door) return refuse('may_walk_in');
			if (door.state === 'declined') return refuse('declined');
			const waiting = await queries.findWaiting(tx, id);
			const isNew = waiting.every((one) => one.knock.userId !== userId);
			if (isNew && waiting.length >= mostWaiting) return refuse('full');
			if (isNew)
				await queries.keepKnock(
					tx,
					{ id: createId(), interviewId: id, userId, linkId: link.linkId },
					now()
				);
			return { ok: true };
		});
		if (kept.ok) await onChanged(id);
		return kept;
	}

	/** What a waiting page wants to know; asking is the sign that somebody still waits. */
	async function look(actor: Actor, token: string): Promise<KnockLook> {
		const link = await interviews.findLink(token);
		if (!link.ok) return { state: link.code === 'not_found' ? 'none' : link.code };
		const { id } = link.interview;
		const place = await findPlace(db, id, actor.userId);
		if (place && !place.removedAt) return { state: 'admitted' };
		const knock = await queries.findKnock(db, id, actor.userId);
		if (!knock) return { state: 'none' };
		if (knock.state === 'waiting' && now().getTime() - knock.seenAt.getTime() > touchMs)
			await queries.noteSeen(db, knock.id, now());
		if (knock.state !== 'gone') return { state: knock.state };
		// A page that slept, and was taken for closed, stands at the door again.
		const kept = await keep(actor, link);
		if (kept.ok) return { state: 'waiting' };
		return { state: kept.code === 'full' ? 'full' : 'none' };
	}

	/** Waits no longer. Twice is harmless. */
	async function giveUp(actor: Actor, token: string): Promise<void> {
		const link = await interviews.findLink(token);
		if (!link.ok) return;
		const { id } = link.interview;
		const knock = await queries.findKnock(db, id, actor.userId);
		if (knock && (await queries.endWait(db, knock.id, 'withdrawn'))) await onChanged(id);
	}

	/** One pass over those who closed the page without a word. */
	async function sweep(): Promise<void> {
		const before = new Date(now().getTime() - waitLifetimeMs);
		for (const interviewId of await queries.forgetUnseen(db, before)) await onChanged(interviewId);
	}

	return { findDoor, knock, knockAsGuest, look, giveUp, sweep };
}
