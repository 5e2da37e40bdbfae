import { and, count, eq, gt, isNull, ne, sql } from 'drizzle-orm';
import { createId } from '../db/id.ts';
import type { Executor } from '../db/open.ts';
import { memberships, organisations, passwordResets, sessions, users } from '../db/schema.ts';

export interface Profile {
	name: string;
	/** Null for a guest. */
	email: string | null;
	timeZone: string;
	/** Whether an advisor is mailed what the week brings. */
	wantsDigest: boolean;
	isGuest: boolean;
	/** Sign-in sessions that are open now, this one included. */
	openSessions: number;
}

export interface Credentials {
	id: string;
	name: string;
	passwordHash: string | null;
	disabledAt: Date | null;
	isDemo: boolean;
}

/** By lower-case address; guests have none. */
export async function findCredentials(db: Executor, email: string): Promise<Credentials | null> {
	const { id, name, passwordHash, disabledAt, isDemo } = users;
	const [row] = await db
		.select({ id, name, passwordHash, disabledAt, isDemo })
		.from(users)
		.where(eq(users.email, email));
	return row ?? null;
}

/**
 * Whether the password that was just verified is still the person's, and the person not disabled. Holds the row until
 * the transaction ends: a change that is under way comes before the session or closes it.
 */
export async function areCredentialsCurrent(
	tx: Executor,
	userId: string,
	passwordHash: string
): Promise<boolean> {
	const [row] = await tx
		.select({ passwordHash: users.passwordHash, disabledAt: users.disabledAt })
		.from(users)
		.where(eq(users.id, userId))
		.for('share');
	return row?.passwordHash === passwordHash && row.disabledAt === null;
}

export async function findPasswordHash(db: Executor, userId: string): Promise<string | null> {
	const [row] = await db
		.select({ passwordHash: users.passwordHash })
		.from(users)
		.where(eq(users.id, userId));
	return row?.passwordHash ?? null;
}

/** A new full account with its personal space; null when the address is taken. */
export async function insertAccount(
	db: Executor,
	account: { name: string; email: string; passwordHash: string; timeZone: string }
): Promise<string | null> {
	const [user] = await db
		.insert(users)
		.values({ id: createId(), ...account })
		.onConflictDoNothing({ target: users.email })
		.returning({ id: users.id });
	if (!user) return null;
	await insertPersonalSpace(db, user.id);
	return user.id;
}

export async function insertGuest(
	db: Executor,
	guest: { name: string; timeZone: string }
): Promise<string> {
	const id = createId();
	await db.insert(users).values({ id, ...guest, isGuest: true });
	return id;
}

/** Turns a guest into a full account; false when it is none any more or the address is taken. */
export async function promoteGuest(
	db: Executor,
	userId: string,
	account: { email: string; passwordHash: string }
): Promise<boolean> {
	const [user] = await db
		.update(users)
		.set({ ...account, isGuest: false })
		.where(
			and(
				eq(users.id, userId),
				users.isGuest,
				sql`not exists (select 1 from users as other where other.email = ${account.email})`
			)
		)
		.returning({ id: users.id });
	if (!user) return false;
	await insertPersonalSpace(db, userId);
	return true;
}

/** Everybody has an organisation of their own, and is its admin. */
async function insertPersonalSpace(db: Executor, userId: string): Promise<void> {
	const organisationId = createId();
	await db
		.insert(organisations)
		.values({ id: organisationId, name: 'Personal space', kind: 'personal' });
	await db.insert(memberships).values({ organisationId, userId, role: 'admin' });
}

export async function setPasswordHash(
	db: Executor,
	userId: string,
	passwordHash: string
): Promise<void> {
	await db.update(users).set({ passwordHash }).where(eq(users.id, userId));
}

/** Puts a stronger hash in the place of the same password's old one, unless it was changed meanwhile. */
export async function replacePasswordHash(
	db: Executor,
	userId: string,
	old: string,
	passwordHash: string
): Promise<void> {
	await db
		.update(users)
		.set({ passwordHash })
		.where(and(eq(users.id, userId), eq(users.passwordHash, old)));
}

export async function findProfile(
	db: Executor,
	userId: string,
	now: Date
): Promise<Profile | null> {
	const { name, email, timeZone, isGuest, wantsDigest } = users;
	const [row] = await db
		.select({ name, email, timeZone, isGuest, wantsDigest })
		.from(users)
		.where(eq(users.id, userId));
	if (!row) return null;
	const [open] = await db
		.select({ sessions: count() })
		.from(sessions)
		.where(and(eq(sessions.userId, userId), gt(sessions.expiresAt, now)));
	// The column takes any text: only what the deck knows comes out.
	return { ...row, openSessions: open?.sessions ?? 0 };
}

export async function setDigestWanted(
	db: Executor,
	userId: string,
	wantsDigest: boolean
): Promise<void> {
	await db.update(users).set({ wantsDigest }).where(eq(users.id, userId));
}

export async function updateProfile(
	db: Executor,
	userId: string,
	{ name, timeZone }: Pick<Profile, 'name' | 'timeZone'>
): Promise<void> {
	await db.update(users).set({ name, timeZone }).where(eq(users.id, userId));
}

/** Closes one session by its hashed id. */
export async function deleteSession(db: Executor, sessionId: string): Promise<void> {
	await db.delete(sessions).where(eq(sessions.id, sessionId));
}

export async function insertReset(
	db: Executor,
	reset: { tokenHash: string; userId: string; createdBy: string | null; expiresAt: Date }
): Promise<void> {
	await db.insert(passwordResets).values(reset);
}

/** Whose reset link this is, while it can still be used. */
export async function findReset(
	db: Executor,
	tokenHash: string,
	now: Date
): Promise<{ userId: string; email: string } | null> {
	const [row] = await db
		.select({ userId: users.id, email: users.email })
		.from(passwordResets)
		.innerJoin(users, eq(users.id, passwordResets.userId))
		.where(
			and(
				eq(passwordResets.tokenHash, tokenHash),
				isNull(passwordResets.usedAt),
				gt(passwordResets.expiresAt, now),
				isNull(users.disabledAt),
				ne(users.isGuest, true)
			)
		);
	return row?.email ? { userId: row.userId, email: row.email } : null;
}

/** Takes the link: of several at once exactly one gets the person's id. The person's other links end with it. */
export async function useReset(db: Executor, tokenHash: string, now: Date): Promise<string | null> {
	const [row] = await db
		.update(passwordResets)
		.set({ usedAt: now })
		.where(
			and(
				eq(passwordResets.tokenHash, tokenHash),
				isNull(passwordResets.usedAt),
				gt(passwordResets.expiresAt, now)
			)
		)
		.returning({ userId: passwordResets.userId });
	if (!row) return null;
	await endResets(db, row.userId, now);
	return row.userId;
}

/** Ends every reset link of a person, for example because the password was changed. */
export async function endResets(db: Executor, userId: string, now: Date): Promise<void> {
	await db
		.update(passwordResets)
		.set({ usedAt: now })
		.where(and(eq(passwordResets.userId, userId), isNull(passwordResets.usedAt)));
}
