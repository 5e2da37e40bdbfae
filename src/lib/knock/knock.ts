import type { Kind, Role } from '../interview/interview.ts';
import { isSeatFree, needsAccount } from '../interview/seats.ts';

/**
 * Where a knock stands. `gone`: their page no longer asks, or the link was revoked; asking again makes them wait again.
 * `withdrawn`: they gave up.
 */
export const knockStates = ['waiting', 'gone', 'withdrawn', 'admitted', 'declined'] as const;
export type KnockState = (typeof knockStates)[number];

/** More do not wait at one interview's door at a time. */
export const mostWaiting = 5;

/** How often a waiting page asks. */
export const lookEveryMs = 2_500;

/** Who does not ask for so long is gone. A browser lets a page behind others ask once a minute. */
export const waitLifetimeMs = 3 * 60_000;

/** Somebody at the door, as everybody in the room may see. */
export interface StageKnock {
	id: string;
	name: string;
	/** What they would come in as, as the seats are now. */
	role: Role;
}

/** The part in which somebody is let in: the link's own where a seat is free for them, else the observer's. */
export function toAdmittedRole(
	kind: Kind,
	linkRole: Role,
	people: readonly { role: Role }[],
	isGuest: boolean
): Role {
	const isFit = isSeatFree(kind, linkRole, people) && !(isGuest && needsAccount(kind, linkRole));
	return isFit ? linkRole : 'observer';
}

/** Why a link does not let somebody walk in: its seats are taken, or somebody who came by it was taken off the list. */
export type KnockReason = 'seats' | 'removed';

/** What a waiting page is told when it asks. */
export interface KnockLook {
	state: KnockState | 'revoked' | 'ended' | 'full' | 'none';
}
