import { eq, lte, sql } from 'drizzle-orm';
import type { Adapter } from 'lucia';
import type { Executor } from '../db/open.ts';
import { memberships, organisations, sessions, users } from '../db/schema.ts';
import type { Actor } from './actor.ts';
import { toTokenHash } from './token.ts';

/** Where the person of the session belongs, in the order in which they came: read with it, in one round trip. */
const toMemberships = (db: Executor) =>
	sql<Actor['memberships']>`(${db
		.select({
			list: sql`coalesce(json_agg(json_build_object(
				'organisationId', ${organisations.id}, 'organisationName', ${organisations.name},
				'kind', ${organisations.kind}, 'role', ${memberships.role}
			) order by ${memberships.createdAt}, ${organisations.id}), '[]'::json)`
		})
		.from(memberships)
		.innerJoin(organisations, eq(organisations.id, memberships.organisationId))
		.where(eq(memberships.userId, users.id))})`;

/** Asked by every request: built once, and planned once by each connection. */
const toFindSession = (db: Executor) =>
	db
		.select({ session: sessions, user: users, memberships: toMemberships(db) })
		.from(sessions)
		.innerJoin(users, eq(users.id, sessions.userId))
		.where(eq(sessions.id, sql.placeholder('id')))
		.prepare('find_session');

/**
 * Lucia's door to our tables. What Lucia calls a session's id is the token in the cookie; the table holds its SHA-256
 * and nothing else, so a stolen copy of the table opens nothing.
 */
export function createSessionAdapter(db: Executor): Adapter {
	let findSession: ReturnType<typeof toFindSession> | null = null;
	return {
		async getSessionAndUser(token) {
			findSession ??= toFindSession(db);
			const [row] = await findSession.execute({ id: toTokenHash(token) });
			if (!row) return [null, null];
			const { userId, expiresAt, guestInterviewId } = row.session;
			return [
				{ id: token, userId, expiresAt, attributes: { guestInterviewId } },
				{ id: userId, attributes: { ...row.user, memberships: row.memberships } }
			];
		},
		async getUserSessions(userId) {
			const rows = await db.select().from(sessions).where(eq(sessions.userId, userId));
			return rows.map(({ id, expiresAt, guestInterviewId }) => ({
				id,
				userId,
				expiresAt,
				attributes: { guestInterviewId }
			}));
		},
		async setSession({ id, userId, expiresAt, attributes }) {
			const { guestInterviewId } = attributes;
			await db
				.insert(sessions)
				.values({ id: toTokenHash(id), userId, expiresAt, guestInterviewId });
		},
		async updateSessionExpiration(token, expiresAt) {
			await db
				.update(sessions)
				.set({ expiresAt })
				.where(eq(sessions.id, toTokenHash(token)));
		},
		async deleteSession(token) {
			await db.delete(sessions).where(eq(sessions.id, toTokenHash(token)));
		},
		async deleteUserSessions(userId) {
			await db.delete(sessions).where(eq(sessions.userId, userId));
		},
		async deleteExpiredSessions() {
			await db.delete(sessions).where(lte(sessions.expiresAt, new Date()));
		}
	};
}
