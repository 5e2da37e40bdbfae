import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { eq } from 'drizzle-orm';
import { givenAccounts, plainPasswords } from '../../tests/support/accounts.ts';
import { createAttemptLimits } from '../auth/attempt-limits.ts';
import { createPasswordHasher } from '../auth/password.ts';
import { toTokenHash } from '../auth/token.ts';
import { memberships, organisations, sessions, users } from '../db/schema.ts';
import { createAccountService, type AccountServiceOptions } from './account-service.ts';

let app: Awaited<ReturnType<typeof givenAccounts>>;
beforeAll(async () => {
	app = await givenAccounts({ isDemo: true });
});
afterAll(() => app.database.close());
beforeEach(() => {
	app.changes.length = 0;
	app.lines.length = 0;
});

/** Another service on the same database, differing in what the test is about. */
function serviceWith(options: Partial<AccountServiceOptions>) {
	return createAccountService({
		db: app.db,
		isDemo: false,
		linkOrigin: 'https://rounds.example',
		mail: { isOn: false, send: async () => undefined },
		log: { info() {}, warn() {}, error() {} },
		onRightsChanged: (match) => void app.changes.push(match),
		passwords: plainPasswords,
		...options
	});
}

describe('signing up', () => {
	it('makes an account in lower case with a personal space that the person runs', async () => {
		const signed = await app.accounts.signUp(
			{ name: 'Dr Osei', email: ' Kofi@Example.TEST ', password: 'x', timeZone: 'Africa/Accra' },
			'192.0.2.1'
		);
		const actor = await app.accounts.readActor(signed.ok ? signed.token : undefined);
		expect(actor).toMatchObject({ name: 'Dr Osei', email: 'kofi@example.test', isGuest: false });
		expect(actor?.memberships).toMatchObject([{ kind: 'personal', role: 'admin' }]);
	});

	it('refuses an address that is taken, also in other letters and at the same moment', async () => {
		const input = { name: 'A', email: 'twice@example.test', password: 'x', timeZone: 'UTC' };
		const answers = await Promise.all([
			app.accounts.signUp(input, '192.0.2.1'),
			app.accounts.signUp({ ...input, email: 'TWICE@example.test' }, '192.0.2.1')
		]);
		expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
		expect(answers).toContainEqual({ ok: false, code: 'email_taken' });
	});
});

describe('sessions', () => {
	it('[T40] the table holds the SHA-256 of the cookie and the cookie nowhere', async () => {
		const { actor, token } = await app.given.person();
		const rows = await app.db.select().from(sessions).where(eq(sessions.userId, actor.userId));
		expect(rows.map(({ id }) => id)).toEqual([toTokenHash(token)]);
		expect(actor.sessionId).toBe(toTokenHash(token));
		expect(JSON.stringify(rows)).not.toContain(token);
	});

	it('[T40] the stored digest does not work as a cookie', async () => {
		const { actor } = await app.given.person();
		expect(await app.accounts.readActor(actor.sessionId)).toBeNull();
	});

	it.each([undefined, '', 'x', 'a'.repeat(40), "' or 1=1 --", 'ä'.repeat(43), 'a'.repeat(5000)])(
		'opens nothing for %j',
		async (token) => {
			expect(await app.accounts.readActor(token)).toBeNull();
		}
	);

	it('[T40] every sign-in gets a new id', async () => {
		const { token, email } = await app.given.person();
		const again = await app.given.again(email);
		expect(again.token).not.toBe(token);
		expect(await app.accounts.readActor(token)).not.toBeNull();
	});

	it('[T40] a cookie is dead after signing out, and the others live', async () => {
		const { actor, token, email } = await app.given.person();
		const other = await app.given.again(email);
		await app.accounts.signOut(actor);
		expect(await app.accounts.readActor(token)).toBeNull();
		expect(await app.accounts.readActor(other.token)).not.toBeNull();
		expect(app.changes).toEqual([{ sessionId: actor.sessionId }]);
	});

	it('[T40] every cookie is dead after signing out everywhere', async () => {
		const { actor, token, email } = await app.given.person();
		const other = await app.given.again(email);
		await app.accounts.signOutEverywhere(actor);
		expect(await app.accounts.readActor(token)).toBeNull();
		expect(await app.accounts.readActor(other.token)).toBeNull();
		expect(app.changes).toEqual([{ userId: actor.userId }]);
	});

	it('[T40] a password change ends every session and opens one under a new id', async () => {
		const { actor, token, email } = await app.given.person();
		const other = await app.given.again(email);
		const input = { current: 'correct horse', next: 'another horse' };
		const changed = await app.accounts.changePassword(actor, input, '192.0.2.1');
		expect(changed.ok).toBe(true);
		expect(await app.accounts.readActor(token)).toBeNull();
		expect(await app.accounts.readActor(other.token)).toBeNull();
		expect(await app.accounts.readActor(changed.ok ? changed.token : '')).not.toBeNull();
		expect(app.changes).toEqual([{ userId: actor.userId }]);
		const old = await app.accounts.signIn({ email, password: 'correct horse' }, '192.0.2.1');
		expect(old).toEqual({ ok: false, code: 'wrong_credentials' });
	});

	it('a wrong current password changes nothing', async () => {
		const { actor, token } = await app.given.person();
		const input = { current: 'wrong', next: 'another horse' };
		const changed = await app.accounts.changePassword(actor, input, '192.0.2.1');
		expect(changed).toEqual({ ok: false, code: 'wrong_password' });
		expect(await app.accounts.readActor(token)).not.toBeNull();
	});

	it('a visit in the second half of the thirty days gives thirty new ones', async () => {
		const { actor, token } = await app.given.person();
		const inDays = (days: number) => new Date(Date.now() + days * 86_400_000);
		expect((await app.accounts.readSession(token))?.renewedUntil).toBeNull();
		await app.db.update(sessions).set({ expiresAt: inDays(14) });
		const read = await app.accounts.readSession(token);
		expect(read?.renewedUntil?.getTime()).toBeGreaterThan(inDays(29).getTime());
		await app.db
			.update(sessions)
			.set({ expiresAt: inDays(-1) })
			.where(eq(sessions.userId, actor.userId));
		expect(await app.accounts.readActor(token)).toBeNull();
	});
});

describe('signing in', () => {
	it('[T39] answers an unknown address, a wrong password and a disabled person alike', async () => {
		const { email } = await app.given.person();
		const disabled = await app.given.person();
		await app.db
			.update(users)
			.set({ disabledAt: new Date() })
			.where(eq(users.id, disabled.actor.userId));
		const tried = [
			{ email: 'nobody@example.test', password: 'correct horse' },
			{ email, password: 'wrong horse' },
			{ email: disabled.email, password: 'correct horse' }
		];
		for (const input of tried)
			expect(await app.accounts.signIn(input, '192.0.2.1')).toEqual({
				ok: false,
				code: 'wrong_credentials'
			});
	});

	it('[T39] does the work of one verification for an unknown address too', async () => {
		const verify = vi.fn(plainPasswords.verify);
		const accounts = serviceWith({ passwords: { ...plainPasswords, verify } });
		await accounts.signIn({ email: 'nobody@example.test', password: 'x' }, '192.0.2.1');
		expect(verify).toHaveBeenCalledExactlyOnceWith(null, 'x');
	});

	it('[T40] a disabled person has no session left', async () => {
		const { actor, token } = await app.given.person();
		await app.db.update(users).set({ disabledAt: new Date() }).where(eq(users.id, actor.userId));
		expect(await app.accounts.readActor(token)).toBeNull();
	});

	it('[T40] opens nothing when the password changes or the person is disabled while it is verified', async () => {
		const changes = [{ passwordHash: 'plain:other' }, { disabledAt: new Date() }];
		for (const change of changes) {
			const { actor, email } = await app.given.person();
			const verify: typeof plainPasswords.verify = async (stored, password) => {
				await app.db.update(users).set(change).where(eq(users.id, actor.userId));
				return plainPasswords.verify(stored, password);
			};
			const accounts = serviceWith({ passwords: { ...plainPasswords, verify } });
			const answer = await accounts.signIn({ email, password: 'correct horse' }, '192.0.2.1');
			expect(answer).toEqual({ ok: false, code: 'wrong_credentials' });
		}
	});

	it('[T38] verifies ten passwords per account and quarter of an hour, whatever the addresses', async () => {
		const { email } = await app.given.person();
		const verify = vi.fn(plainPasswords.verify);
		const limits = createAttemptLimits();
		const accounts = serviceWith({ limits, passwords: { ...plainPasswords, verify } });
		const guesses = Array.from({ length: 500 }, (_, guess) =>
			accounts.signIn(
				{ email: guess % 2 ? email : email.toUpperCase(), password: `guess ${guess}` },
				`2001:db8:0:${guess.toString(16)}::1`
			)
		);
		const answers = await Promise.all(guesses);
		expect(verify).toHaveBeenCalledTimes(10);
		const refused = answers.filter((answer) => !answer.ok && answer.code === 'too_many_attempts');
		expect(refused).toHaveLength(490);
	});

	it('[T38] an unknown address runs into the same limit with the same answer', async () => {
		const { email } = await app.given.person();
		const accounts = serviceWith({ limits: createAttemptLimits() });
		const codesOf = async (tried: string) => {
			const codes: string[] = [];
			for (let guess = 0; guess < 12; guess += 1) {
				const answer = await accounts.signIn({ email: tried, password: 'no' }, '192.0.2.77');
				codes.push(answer.ok ? 'ok' : answer.code);
			}
			return codes;
		};
		expect(await codesOf('nobody.limited@example.test')).toEqual(await codesOf(email));
	});

	it('[T38] one /64 is one address', async () => {
		const accounts = serviceWith({ limits: createAttemptLimits() });
		const codes = [];
		for (let guess = 0; guess < 61; guess += 1) {
			const address = `2001:db8:1:2:${guess.toString(16)}::${guess}`;
			const input = { email: `spray${guess}@example.test`, password: 'no' };
			const answer = await accounts.signIn(input, address);
			codes.push(answer.ok ? 'ok' : answer.code);
		}
		expect(codes.indexOf('too_many_attempts')).toBe(60);
	});

	it('honest sign-ins do not count', async () => {
		const { email } = await app.given.person();
		const accounts = serviceWith({ limits: createAttemptLimits() });
		for (let time = 0; time < 25; time += 1) {
			const input = { email, password: 'correct horse' };
			expect((await accounts.signIn(input, '192.0.2.9')).ok).toBe(true);
		}
	});

	it('a hash of older parameters is made anew when its password is typed', async () => {
		const { actor, email } = await app.given.person();
		const passwords = createPasswordHasher();
		const old =
			'$argon2id$v=19$m=8,t=1,p=1$MDEyMzQ1Njc4OWFiY2RlZg$' + (await shortHash('correct horse'));
		await app.db.update(users).set({ passwordHash: old }).where(eq(users.id, actor.userId));
		const accounts = serviceWith({ passwords });
		expect((await accounts.signIn({ email, password: 'correct horse' }, '::1')).ok).toBe(true);
		const [row] = await app.db.select().from(users).where(eq(users.id, actor.userId));
		expect(row?.passwordHash).toContain('m=19456,t=2,p=1');
		expect(await passwords.verify(row?.passwordHash ?? null, 'correct horse')).toBe(true);
	});
});

async function shortHash(password: string): Promise<string> {
	const { argon2Sync } = await import('node:crypto');
	const parameters = { memory: 8, passes: 1, parallelism: 1, tagLength: 32 };
	const tag = argon2Sync('argon2id', {
		message: password,
		nonce: Buffer.from('0123456789abcdef'),
		...parameters
	});
	return tag.toString('base64').replaceAll('=', '');
}

describe('guests', () => {
	it('a guest has a name and one interview, no address and no organisation', async () => {
		const made = await app.accounts.createGuest({
			name: 'Dr Visitor',
			timeZone: 'UTC',
			interviewId: 'interview1'
		});
		const actor = await app.accounts.readActor(made.ok ? made.token : '');
		expect(actor).toMatchObject({
			name: 'Dr Visitor',
			email: null,
			isGuest: true,
			guestInterviewId: 'interview1',
			memberships: []
		});
	});

	it('keeping the account makes it a full one in a new, unbounded session', async () => {
		const made = await app.accounts.createGuest({
			name: 'Dr Keeper',
			timeZone: 'UTC',
			interviewId: 'interview2'
		});
		const token = made.ok ? made.token : '';
		const guest = await app.accounts.readActor(token);
		if (!guest) throw new Error('no guest');
		const input = { email: 'Keeper@example.test', password: 'correct horse' };
		const kept = await app.accounts.keepGuestAccount(guest, input, '192.0.2.1');
		expect(await app.accounts.readActor(token)).toBeNull();
		const actor = await app.accounts.readActor(kept.ok ? kept.token : '');
		expect(actor).toMatchObject({
			userId: guest.userId,
			email: 'keeper@example.test',
			isGuest: false,
			guestInterviewId: null
		});
		expect(actor?.memberships).toMatchObject([{ kind: 'personal', role: 'admin' }]);
		if (!actor) throw new Error('no actor');
		expect(await app.accounts.keepGuestAccount(actor, input, '192.0.2.1')).toEqual({
			ok: false,
			code: 'not_guest'
		});
	});

	it('an address that somebody has cannot be kept', async () => {
		const { email } = await app.given.person();
		const made = await app.accounts.createGuest({
			name: 'G',
			timeZone: 'UTC',
			interviewId: 'interview3'
		});
		const guest = await app.accounts.readActor(made.ok ? made.token : '');
		if (!guest) throw new Error('no guest');
		const input = { email, password: 'correct horse' };
		expect(await app.accounts.keepGuestAccount(guest, input, '192.0.2.1')).toEqual({
			ok: false,
			code: 'email_taken'
		});
		expect((await app.accounts.readActor(made.ok ? made.token : ''))?.isGuest).toBe(true);
	});
});

describe('the demo people', () => {
	it('only they can be continued as, and only in the demo', async () => {
		const { email } = await app.given.person();
		await app.db
			.insert(users)
			.values({ id: 'demo1', name: 'Demo', email: 'mentor@demo.test', isDemo: true });
		expect((await app.accounts.continueAs('mentor@demo.test')).ok).toBe(true);
		expect(await app.accounts.continueAs(email)).toEqual({ ok: false, code: 'not_found' });
		expect(await serviceWith({}).continueAs('mentor@demo.test')).toEqual({
			ok: false,
			code: 'not_found'
		});
	});
});

describe('reset links', () => {
	async function school() {
		const admin = await app.given.person('Admin');
		const made = await app.organisations.create(admin.actor, { name: 'School', kind: 'school' });
		if (!made.ok) throw new Error(made.code);
		const person = await app.given.person('Candidate');
		const { userId } = person.actor;
		await app.db.insert(memberships).values({ organisationId: made.id, userId, role: 'candidate' });
		return { admin, organisationId: made.id, person };
	}

	it('an admin makes one, it works once and ends every session', async () => {
		const { admin, person } = await school();
		const link = await app.accounts.createResetLink(admin.actor, person.actor.userId);
		const token = (link.ok && link.path?.split('/').pop()) || '';
		expect(token).toMatch(/^[\w-]{43}$/);
		expect(await app.accounts.findReset(token)).toEqual({ email: person.email });
		const tries = await Promise.all(
			Array.from({ length: 20 }, () => app.accounts.resetPassword(token, 'a new password'))
		);
		expect(tries.filter(({ ok }) => ok)).toHaveLength(1);
		expect(await app.accounts.readActor(person.token)).toBeNull();
		expect(app.changes).toContainEqual({ userId: person.actor.userId });
		const input = { email: person.email, password: 'a new password' };
		expect((await app.accounts.signIn(input, '192.0.2.1')).ok).toBe(true);
	});

	it('ends after a day, and with a password change', async () => {
		const { admin, person } = await school();
		const link = await app.accounts.createResetLink(admin.actor, person.actor.userId);
		const token = (link.ok && link.path?.split('/').pop()) || '';
		const tomorrow = serviceWith({ now: () => new Date(Date.now() + 24.1 * 3_600_000) });
		expect(await tomorrow.findReset(token)).toBeNull();
		expect(await tomorrow.resetPassword(token, 'x')).toEqual({ ok: false, code: 'not_found' });
		const input = { current: 'correct horse', next: 'another horse' };
		await app.accounts.changePassword(person.actor, input, '192.0.2.1');
		expect(await app.accounts.findReset(token)).toBeNull();
	});

	it('nobody makes one for a stranger, for the own account, or without being an admin', async () => {
		const { admin, person } = await school();
		const stranger = await app.given.person();
		const asked = [
			[admin.actor, stranger.actor.userId],
			[admin.actor, admin.actor.userId],
			[person.actor, admin.actor.userId],
			[stranger.actor, person.actor.userId],
			[admin.actor, 'nobody']
		] as const;
		for (const [actor, userId] of asked)
			expect(await app.accounts.createResetLink(actor, userId)).toEqual({
				ok: false,
				code: 'not_found'
			});
	});

	it('an account that belongs to another organisation as well is not this admin’s to open', async () => {
		const { admin, person } = await school();
		await app.db.insert(organisations).values({ id: 'other-school', name: 'O', kind: 'school' });
		await app.db.insert(memberships).values({
			organisationId: 'other-school',
			userId: person.actor.userId,
			role: 'admin'
		});
		expect(await app.accounts.createResetLink(admin.actor, person.actor.userId)).toEqual({
			ok: false,
			code: 'belongs_elsewhere'
		});
	});

	it('with mail the link goes to the person alone, never to the admin', async () => {
		const { admin, person } = await school();
		const send = vi.fn(async () => undefined);
		const accounts = serviceWith({ mail: { isOn: true, send } });
		const link = await accounts.createResetLink(admin.actor, person.actor.userId);
		expect(link).toMatchObject({ ok: true, path: null, isMailed: true });
		expect(send).toHaveBeenCalledExactlyOnceWith(
			expect.objectContaining({
				to: person.email,
				text: expect.stringContaining('https://rounds.example/reset-password/')
			})
		);
	});

	it('[T39] asking for one answers nothing, whether the address is known or not', async () => {
		const { email } = await app.given.person();
		const send = vi.fn(async () => undefined);
		const accounts = serviceWith({ mail: { isOn: true, send }, limits: createAttemptLimits() });
		expect(await accounts.requestReset('nobody@example.test', '192.0.2.1')).toBeUndefined();
		expect(await accounts.requestReset(email.toUpperCase(), '192.0.2.1')).toBeUndefined();
		await vi.waitFor(() => expect(send).toHaveBeenCalledTimes(1));
		for (let time = 0; time < 5; time += 1) await accounts.requestReset(email, '192.0.2.1');
		await vi.waitFor(() => expect(send).toHaveBeenCalledTimes(3));
	});
});

describe('the profile', () => {
	it('changes what a person may change', async () => {
		const { actor } = await app.given.person();
		const profile = { name: 'أمارا', timeZone: 'America/Chicago' };
		await app.accounts.updateProfile(actor, profile);
		expect(await app.accounts.findProfile(actor)).toMatchObject({ ...profile, openSessions: 1 });
	});
});

it('[T52] no address, password or token reaches the log', async () => {
	const { email, token, actor } = await app.given.person('Canary Name');
	await app.accounts.signIn({ email, password: 'wrong canary' }, '192.0.2.1');
	await app.accounts.signOut(actor);
	const log = app.lines.join('\n');
	for (const canary of [email, token, 'wrong canary', 'Canary Name'])
		expect(log).not.toContain(canary);
});
