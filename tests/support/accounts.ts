import type { Logger } from 'pino';
import { createAccountService, type RightsMatch } from '../../server/accounts/account-service.ts';
import type { Actor } from '../../server/auth/actor.ts';
import type { AttemptLimits } from '../../server/auth/attempt-limits.ts';
import type { PasswordHasher } from '../../server/auth/password.ts';
import { openDatabase, type Database } from '../../server/db/open.ts';
import type { Letter } from '../../server/mail/mail.ts';
import { createOrganisationService } from '../../server/organisations/organisation-service.ts';

/** Stands in for Argon2id where a test is not about it: same promises, no work. */
export const plainPasswords: PasswordHasher = {
	hash: async (password) => `plain:${password}`,
	verify: async (stored, password) => stored === `plain:${password}`,
	isOutdated: () => false,
	isBusy: () => false
};

export const noLimits: AttemptLimits = {
	take: async () => ({ ok: true, giveBack: async () => undefined })
};

interface Options {
	/** One in memory unless given. */
	database?: Database;
	passwords?: PasswordHasher;
	limits?: AttemptLimits;
	isDemo?: boolean;
	isMailOn?: boolean;
	now?: () => Date;
}

/** The two services on a database of their own; `letters`, `changes` and `lines` say what they did. */
export async function givenAccounts(options: Options = {}) {
	const database = options.database ?? (await openDatabase({ dataDir: 'memory://' }));
	const letters: Letter[] = [];
	const changes: RightsMatch[] = [];
	const lines: string[] = [];
	const write = (...what: unknown[]) => void lines.push(JSON.stringify(what));
	const log = { info: write, warn: write, error: write } as unknown as Logger;
	const shared = {
		db: database.db,
		linkOrigin: 'https://rounds.example',
		mail: {
			isOn: options.isMailOn ?? false,
			send: async (letter: Letter) => void letters.push(letter)
		},
		log,
		onRightsChanged: (match: RightsMatch) => void changes.push(match),
		now: options.now
	};
	const accounts = createAccountService({
		...shared,
		isDemo: options.isDemo ?? false,
		passwords: options.passwords ?? plainPasswords,
		limits: options.limits ?? noLimits
	});
	const organisations = createOrganisationService({ ...shared, accounts });
	let people = 0;

	/** Somebody signed up and signed in; `token` is what the cookie would hold. */
	async function person(name = 'Amara Nwosu') {
		people += 1;
		const email = `person${people}@example.test`;
		const input = { name, email, password: 'correct horse', timeZone: 'Europe/Berlin' };
		const signed = await accounts.signUp(input, '192.0.2.1');
		if (!signed.ok) throw new Error(signed.code);
		const actor = await accounts.readActor(signed.token);
		if (!actor) throw new Error('The session did not open');
		return { actor, token: signed.token, email };
	}

	/** The actor as the next request would read it, in a new session. */
	async function again(email: string): Promise<{ actor: Actor; token: string }> {
		const signed = await accounts.signIn({ email, password: 'correct horse' }, '192.0.2.1');
		if (!signed.ok) throw new Error(signed.code);
		const actor = await accounts.readActor(signed.token);
		if (!actor) throw new Error('The session did not open');
		return { actor, token: signed.token };
	}

	return {
		database,
		db: database.db,
		accounts,
		organisations,
		letters,
		changes,
		lines,
		given: { person, again },
		[Symbol.asyncDispose]: () => database.close()
	};
}
