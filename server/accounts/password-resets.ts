import type { Logger } from 'pino';
import { toEmail } from '#lib/account/account.ts';
import type { Actor } from '../auth/actor.ts';
import type { AttemptLimits } from '../auth/attempt-limits.ts';
import type { PasswordHasher } from '../auth/password.ts';
import { createSignInSessions } from '../auth/sign-in-sessions.ts';
import { createToken, toTokenHash } from '../auth/token.ts';
import type { Db, Executor } from '../db/open.ts';
import type { Mail } from '../mail/mail.ts';
import { findAccountReach } from '../organisations/organisation-queries.ts';
import * as queries from './account-queries.ts';

export interface PasswordResets {
	/** Whether links can be mailed here; without it an admin hands them over. */
	canMail: boolean;
	/**
	 * Mails a link if the address has an account. Answers at once and always the same: neither the page nor the time
	 * tells whether it has.
	 */
	requestReset(email: string, address: string): Promise<void>;
	/**
	 * A link made by an admin of an organisation that the person belongs to. With mail it goes to the person's own
	 * address and nowhere else; without, the admin hands it over.
	 *
	 * `belongs_elsewhere`: the person is also in an organisation that this admin does not run, so the account is not
	 * this admin's to open.
	 */
	createResetLink(
		actor: Actor,
		userId: string
	): Promise<
		| { ok: true; path: string; isMailed: false; hoursValid: number }
		| { ok: true; path: null; isMailed: true; hoursValid: number }
		| { ok: false; code: 'not_found' | 'belongs_elsewhere' }
	>;
	/** Whether a link can still be used, and for which address. */
	findReset(token: string): Promise<{ email: string } | null>;
	/** Sets the new password, once; every session of the person ends. */
	resetPassword(
		token: string,
		next: string
	): Promise<{ ok: true; email: string } | { ok: false; code: 'not_found' }>;
}

const mailedHours = 1;
const handedOverHours = 24;
const hourMs = 3_600_000;

export function createPasswordResets(options: {
	db: Db;
	linkOrigin: string;
	mail: Mail;
	log: Pick<Logger, 'info' | 'warn' | 'error'>;
	onRightsChanged: (match: { userId: string }) => void | Promise<void>;
	limits: AttemptLimits;
	passwords: PasswordHasher;
	now: () => Date;
}): PasswordResets {
	const { db, linkOrigin, mail, log, onRightsChanged, limits, passwords, now } = options;

	async function createLink(
		tx: Executor,
		userId: string,
		createdBy: string | null,
		hours: number
	): Promise<string> {
		const token = createToken();
		const expiresAt = new Date(now().getTime() + hours * hourMs);
		await queries.insertReset(tx, { tokenHash: toTokenHash(token), userId, createdBy, expiresAt });
		return `/reset-password/${token}`;
	}

	async function mailLink(email: string, name: string, path: string, hours: number): Promise<void> {
		const howLong = hours === 1 ? 'one hour' : `${hours} hours`;
		await mail.send({
			to: email,
			subject: 'Choose a new password for Mock Rounds',
			text: [
				`Hello ${name},`,
				'',
				'somebody asked for a new password for your account. To choose one, open this link:',
				'',
				`${linkOrigin}${path}`,
				'',
				`It works once, within ${howLong}. If it was not you, there is nothing to do: your password is unchanged.`
			].join('\n')
		});
	}

	async function mailIfKnown(email: string): Promise<void> {
		const user = await queries.findCredentials(db, email);
		if (!user || user.disabledAt) return;
		await mailLink(email, user.name, await createLink(db, user.id, null, mailedHours), mailedHours);
	}

	return {
		canMail: mail.isOn,

		async requestReset(typed, address) {
			const email = toEmail(typed);
			const taken = await limits.take('reset', { account: email, address });
			if (!taken.ok || !mail.isOn) return;
			// Not awaited: finding, writing and mailing must not lengthen the answer.
			mailIfKnown(email).catch((error: unknown) => {
				const reason = error instanceof Error ? error.name : 'unknown';
				log.error({ event: 'reset-mail-failed', reason }, 'A reset link could not be mailed');
			});
		},

		async createResetLink(actor, userId) {
			const reach = await findAccountReach(db, actor.userId, userId);
			if (!reach || actor.isGuest) return { ok: false, code: 'not_found' };
			if (!reach.isWhole) return { ok: false, code: 'belongs_elsewhere' };
			const hours = handedOverHours;
			const path = await createLink(db, userId, actor.userId, hours);
			log.info({ event: 'reset-link-made', by: actor.userId, for: userId }, 'Reset link made');
			if (!mail.isOn) return { ok: true, path, isMailed: false, hoursValid: hours };
			await mailLink(reach.email, reach.name, path, hours);
			return { ok: true, path: null, isMailed: true, hoursValid: hours };
		},

		async findReset(token) {
			const reset = await queries.findReset(db, toTokenHash(token), now());
			return reset && { email: reset.email };
		},

		async resetPassword(token, next) {
			const tokenHash = toTokenHash(token);
			// Looked up first: a guessed link must not cost us a hash.
			const reset = await queries.findReset(db, tokenHash, now());
			if (!reset) return { ok: false, code: 'not_found' };
			const passwordHash = await passwords.hash(next);
			const userId = await db.transaction(async (tx) => {
				const id = await queries.useReset(tx, tokenHash, now());
				if (!id) return null;
				await queries.setPasswordHash(tx, id, passwordHash);
				await createSignInSessions(tx).closeAll(id);
				return id;
			});
			if (!userId) return { ok: false, code: 'not_found' };
			await onRightsChanged({ userId });
			return { ok: true, email: reset.email };
		}
	};
}
