import type { Logger } from 'pino';
import { toEmail } from '#lib/account/account.ts';
import type { Actor } from '../auth/actor.ts';
import { createAttemptLimits, type AttemptLimits } from '../auth/attempt-limits.ts';
import { createPasswordHasher, type PasswordHasher } from '../auth/password.ts';
import {
	createSignInSessions,
	type OpenedSession,
	type ReadSession
} from '../auth/sign-in-sessions.ts';
import type { Db } from '../db/open.ts';
import type { Mail } from '../mail/mail.ts';
import * as queries from './account-queries.ts';
import { createPasswordResets, type PasswordResets } from './password-resets.ts';

export interface AccountServiceOptions {
	db: Db;
	/** Whether the demo people may be continued as without a password. */
	isDemo: boolean;
	/** Scheme, host and port before the paths in mails; from the settings, never from a request. */
	linkOrigin: string;
	mail: Mail;
	log: Pick<Logger, 'info' | 'warn' | 'error'>;
	/** Open sockets of a match have lost rights, or their session: look again now. Called after COMMIT. */
	onRightsChanged: (match: RightsMatch) => void | Promise<void>;
	/** Those of this process alone by default. */
	limits?: AttemptLimits;
	passwords?: PasswordHasher;
	now?: () => Date;
}

export interface RightsMatch {
	userId?: string;
	sessionId?: string;
	interviewId?: string;
}

type Signed = { ok: true } & OpenedSession;
type TooMany = { ok: false; code: 'too_many_attempts'; retryAfterSeconds: number };
type Refused<Code extends string> = { ok: false; code: Code };

export interface AccountService extends PasswordResets {
	/** Who a cookie's token belongs to; null when it opens nothing (any more). */
	readActor(token: string | undefined): Promise<Actor | null>;
	/** The same, and whether the session has just been given more time. */
	readSession(token: string | undefined): Promise<ReadSession | null>;
	signUp(
		input: { name: string; email: string; password: string; timeZone: string },
		address: string
	): Promise<Signed | Refused<'email_taken'> | TooMany>;
	/** One answer, after the same time, for an unknown address, a wrong password and a disabled person. */
	signIn(
		input: { email: string; password: string },
		address: string
	): Promise<Signed | Refused<'wrong_credentials'> | TooMany>;
	signOut(actor: Actor): Promise<void>;
	signOutEverywhere(actor: Actor): Promise<void>;
	/** Closes every session of the person and opens a new one. */
	changePassword(
		actor: Actor,
		input: { current: string; next: string },
		address: string
	): Promise<Signed | Refused<'wrong_password' | 'not_allowed'> | TooMany>;
	findProfile(actor: Actor): Promise<queries.Profile | null>;
	updateProfile(actor: Actor, profile: Pick<queries.Profile, 'name' | 'timeZone'>): Promise<void>;
	/** Whether an advisor is mailed what the week brings. */
	setDigestWanted(actor: Actor, isWanted: boolean): Promise<void>;
	/** A person without address and password whose session opens one interview. */
	createGuest(
		input: { name: string; timeZone: string; interviewId: string },
		address?: string
	): Promise<({ ok: true; userId: string } & OpenedSession) | TooMany>;
	/** A guest becomes a full account and keeps what the guest did; a new session replaces the bounded one. */
	keepGuestAccount(
		actor: Actor,
		input: { email: string; password: string },
		address: string
	): Promise<Signed | Refused<'email_taken' | 'not_guest'> | TooMany>;
	/** Only where the demo is on, and only as one of its people. */
	continueAs(email: string): Promise<Signed | Refused<'not_found'>>;
	/** Forgets sessions that have run out; for the daily job. */
	deleteExpiredSessions(): Promise<void>;
}

/** How long to wait when the hasher has more to do than it gets done soon. */
const busyRetrySeconds = 10;
/** An address that is taken tells that somebody has an account: such answers are dearer. */
const takenAddressPoints = 5;

export function createAccountService(options: AccountServiceOptions): AccountService {
	const { db, isDemo, onRightsChanged, log } = options;
	const limits = options.limits ?? createAttemptLimits();
	const passwords = options.passwords ?? createPasswordHasher();
	const now = options.now ?? (() => new Date());
	const sessions = createSignInSessions(db);
	const busy: TooMany = {
		ok: false,
		code: 'too_many_attempts',
		retryAfterSeconds: busyRetrySeconds
	};

	async function readSession(token: string | undefined): Promise<ReadSession | null> {
		// Our tokens are some 40 letters and digits: nothing else is worth a query.
		if (!token || !/^[\w-]{20,100}$/.test(token)) return null;
		return sessions.read(token);
	}

	return {
		...createPasswordResets({ ...options, limits, passwords, now }),
		readSession,
		async readActor(token) {
			return (await readSession(token))?.actor ?? null;
		},

		async signUp(input, address) {
			if (passwords.isBusy()) return busy;
			const taken = await limits.take('sign-up', { address });
			if (!taken.ok) return taken;
			// Hashed before looking, so that a taken address takes as long as a free one.
			const passwordHash = await passwords.hash(input.password);
			const { name, timeZone } = input;
			const email = toEmail(input.email);
			const opened = await db.transaction(async (tx) => {
				const userId = await queries.insertAccount(tx, { name, email, passwordHash, timeZone });
				return userId && createSignInSessions(tx).open(userId);
			});
			if (opened) return { ok: true, ...opened };
			await limits.take('sign-up', { address }, takenAddressPoints - 1);
			return { ok: false, code: 'email_taken' };
		},

		async signIn(input, address) {
			if (passwords.isBusy()) return busy;
			const email = toEmail(input.email);
			const taken = await limits.take('password', { account: email, address });
			if (!taken.ok) {
				log.warn({ event: 'sign-in-limited' }, 'Sign-in refused: too many attempts');
				return taken;
			}
			const user = await queries.findCredentials(db, email);
			const isRight = await passwords.verify(user?.passwordHash ?? null, input.password);
			if (!user?.passwordHash || !isRight || user.disabledAt)
				return { ok: false, code: 'wrong_credentials' };
			const { id, passwordHash } = user;
			const opened = await db.transaction(async (tx) => {
				// Verifying takes a while: a password changed meanwhile must not open a session any more.
				const isCurrent = await queries.areCredentialsCurrent(tx, id, passwordHash);
				return isCurrent ? createSignInSessions(tx).open(id) : null;
			});
			if (!opened) return { ok: false, code: 'wrong_credentials' };
			await taken.giveBack();
			if (passwords.isOutdated(passwordHash)) {
				const stronger = await passwords.hash(input.password);
				await queries.replacePasswordHash(db, id, passwordHash, stronger);
			}
			return { ok: true, ...opened };
		},

		async signOut(actor) {
			await queries.deleteSession(db, actor.sessionId);
			await onRightsChanged({ sessionId: actor.sessionId });
		},

		async signOutEverywhere(actor) {
			await sessions.closeAll(actor.userId);
			await onRightsChanged({ userId: actor.userId });
		},

		async changePassword(actor, input, address) {
			if (actor.isGuest || !actor.email) return { ok: false, code: 'not_allowed' };
			if (passwords.isBusy()) return busy;
			const taken = await limits.take('password', { account: actor.email, address });
			if (!taken.ok) return taken;
			const stored = await queries.findPasswordHash(db, actor.userId);
			if (!(await passwords.verify(stored, input.current)))
				return { ok: false, code: 'wrong_password' };
			await taken.giveBack();
			const passwordHash = await passwords.hash(input.next);
			const opened = await db.transaction(async (tx) => {
				const inTx = createSignInSessions(tx);
				await queries.setPasswordHash(tx, actor.userId, passwordHash);
				await queries.endResets(tx, actor.userId, now());
				await inTx.closeAll(actor.userId);
				return inTx.open(actor.userId);
			});
			await onRightsChanged({ userId: actor.userId });
			return { ok: true, ...opened };
		},

		findProfile: (actor) => queries.findProfile(db, actor.userId, now()),

		async updateProfile(actor, profile) {
			if (actor.isGuest) return;
			await queries.updateProfile(db, actor.userId, profile);
		},

		async setDigestWanted(actor, isWanted) {
			if (!actor.isGuest) await queries.setDigestWanted(db, actor.userId, isWanted);
		},

		async createGuest({ name, timeZone, interviewId }, address) {
			if (address !== undefined) {
				const taken = await limits.take('guest', { address });
				if (!taken.ok) return taken;
			}
			return db.transaction(async (tx) => {
				const userId = await queries.insertGuest(tx, { name, timeZone });
				const opened = await createSignInSessions(tx).open(userId, interviewId);
				return { ok: true, userId, ...opened };
			});
		},

		async keepGuestAccount(actor, input, address) {
			if (!actor.isGuest) return { ok: false, code: 'not_guest' };
			if (passwords.isBusy()) return busy;
			const taken = await limits.take('sign-up', { address });
			if (!taken.ok) return taken;
			const passwordHash = await passwords.hash(input.password);
			const email = toEmail(input.email);
			try {
				const opened = await db.transaction(async (tx) => {
					if (!(await queries.promoteGuest(tx, actor.userId, { email, passwordHash }))) return null;
					const inTx = createSignInSessions(tx);
					await inTx.closeAll(actor.userId);
					return inTx.open(actor.userId);
				});
				if (opened) {
					await onRightsChanged({ userId: actor.userId });
					return { ok: true, ...opened };
				}
			} catch (error) {
				if (!isUniqueViolation(error)) throw error;
			}
			await limits.take('sign-up', { address }, takenAddressPoints - 1);
			return { ok: false, code: 'email_taken' };
		},

		async continueAs(email) {
			const user = isDemo ? await queries.findCredentials(db, toEmail(email)) : null;
			if (!user?.isDemo || user.disabledAt) return { ok: false, code: 'not_found' };
			return { ok: true, ...(await sessions.open(user.id)) };
		},

		deleteExpiredSessions: () => sessions.deleteExpired()
	};
}

/** Two at once chose the same address: the database let one of them. */
function isUniqueViolation(error: unknown): boolean {
	const { code, cause } = error as { code?: string; cause?: { code?: string } };
	return (cause?.code ?? code) === '23505';
}
