import { Lucia, TimeSpan } from 'lucia';
import type { Executor } from '../db/open.ts';
import type { users } from '../db/schema.ts';
import type { Actor } from './actor.ts';
import { createSessionAdapter } from './session-adapter.ts';
import { toTokenHash } from './token.ts';

declare module 'lucia' {
	interface Register {
		Lucia: ReturnType<typeof createLucia>;
		DatabaseUserAttributes: typeof users.$inferSelect & Pick<Actor, 'memberships'>;
		DatabaseSessionAttributes: { guestInterviewId: string | null };
	}
}

/** A session that has just been opened: its token goes into the cookie and is kept nowhere else. */
export interface OpenedSession {
	token: string;
	expiresAt: Date;
}

export interface ReadSession {
	actor: Actor;
	/** Set when reading it has just given the session more time: the cookie wants the new date. */
	renewedUntil: Date | null;
}

/** Sign-in sessions of 30 days that a visit in their second half renews. Cheap to make, so one per transaction. */
export function createSignInSessions(db: Executor) {
	const lucia = createLucia(db);
	return {
		/** Opens a session under a fresh id. `guestInterviewId` bounds it to that interview. */
		async open(userId: string, guestInterviewId: string | null = null): Promise<OpenedSession> {
			const session = await lucia.createSession(userId, { guestInterviewId });
			return { token: session.id, expiresAt: session.expiresAt };
		},
		/** Null for an unknown, expired or closed one and for a disabled person. */
		async read(token: string): Promise<ReadSession | null> {
			const { session, user } = await lucia.validateSession(token);
			if (!session || user.disabledAt) return null;
			const { id: userId, name, email, timeZone, isGuest, isDemo, memberships } = user;
			const { guestInterviewId } = session;
			const sessionId = toTokenHash(token);
			return {
				actor: {
					userId,
					sessionId,
					name,
					email,
					timeZone,
					isGuest,
					guestInterviewId,
					isDemo,
					memberships
				},
				renewedUntil: session.fresh ? session.expiresAt : null
			};
		},
		/** Closes all of a person's sessions. */
		async closeAll(userId: string): Promise<void> {
			await lucia.invalidateUserSessions(userId);
		},
		/** Forgets what has run out; for the daily job. */
		async deleteExpired(): Promise<void> {
			await lucia.deleteExpiredSessions();
		}
	};
}

function createLucia(db: Executor) {
	return new Lucia(createSessionAdapter(db), {
		sessionExpiresIn: new TimeSpan(30, 'd'),
		getSessionAttributes: ({ guestInterviewId }) => ({ guestInterviewId }),
		getUserAttributes: ({ memberships, name, email, timeZone, isGuest, isDemo, disabledAt }) => ({
			memberships,
			name,
			email,
			timeZone,
			isGuest,
			isDemo,
			disabledAt
		})
	});
}
