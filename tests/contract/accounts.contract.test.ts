import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eq } from 'drizzle-orm';
import { openDatabase, type Database } from '#server/db/open.ts';
import { memberships, sessions } from '#server/db/schema.ts';
import { givenAccounts } from '../support/accounts.ts';
import { createTestDatabase } from '../support/postgres.ts';

/** What only a database with several connections can get wrong: one suite on both. */
describe.each(['pglite', 'postgres'] as const)('accounts at the same moment on %s', (kind) => {
	let postgres: Awaited<ReturnType<typeof createTestDatabase>> | undefined;
	let database: Database;
	let app: Awaited<ReturnType<typeof givenAccounts>>;
	const address = '192.0.2.1';

	beforeAll(async () => {
		postgres = kind === 'postgres' ? await createTestDatabase() : undefined;
		database = await openDatabase({ databaseUrl: postgres?.url, dataDir: 'memory://' });
		app = await givenAccounts({ database });
	});
	afterAll(async () => {
		await database?.close();
		await postgres?.[Symbol.asyncDispose]();
	});

	const atOnce = <T>(times: number, work: (index: number) => Promise<T>) =>
		Promise.all(Array.from({ length: times }, (_, index) => work(index)));
	const codes = (answers: ({ ok: true } | { ok: false; code: string })[]) =>
		answers.map((answer) => (answer.ok ? 'ok' : answer.code)).sort();

	async function school() {
		const admin = await app.given.person('Admin');
		const made = await app.organisations.create(admin.actor, { name: 'School', kind: 'school' });
		if (!made.ok) throw new Error(made.code);
		return { admin, id: made.id };
	}

	it('[T42] of twenty accepts one takes the invitation', async () => {
		const { admin, id } = await school();
		const person = await app.given.person('Mentor');
		const invitation = { email: person.email, role: 'mentor' } as const;
		const invited = await app.organisations.invite(admin.actor, id, invitation);
		const token = (invited.ok && invited.path.split('/').pop()) || '';
		const answers = await atOnce(20, () => app.organisations.acceptInvitation(person.actor, token));
		expect(codes(answers)).toEqual(['ok', ...Array(19).fill('used')]);
		const open = await app.db
			.select()
			.from(sessions)
			.where(eq(sessions.userId, person.actor.userId));
		expect(open).toHaveLength(1);
	});

	it('of two admins who demote each other one stays', async () => {
		const { admin, id } = await school();
		const other = await app.given.person('Other');
		const { userId } = other.actor;
		await app.db.insert(memberships).values({ organisationId: id, userId, role: 'admin' });
		const answers = await Promise.all([
			app.organisations.changeRole(admin.actor, id, userId, 'mentor'),
			app.organisations.changeRole(other.actor, id, admin.actor.userId, 'mentor')
		]);
		expect(codes(answers)).toEqual(['not_allowed', 'ok']);
	});

	it('of twenty uses of a reset link one sets the password', async () => {
		const { admin, id } = await school();
		const person = await app.given.person();
		const { userId } = person.actor;
		await app.db.insert(memberships).values({ organisationId: id, userId, role: 'candidate' });
		const link = await app.accounts.createResetLink(admin.actor, userId);
		const token = (link.ok && link.path?.split('/').pop()) || '';
		const answers = await atOnce(20, (index) =>
			app.accounts.resetPassword(token, `new password ${index}`)
		);
		expect(codes(answers)).toEqual([...Array(19).fill('not_found'), 'ok']);
	});

	it('of ten sign-ups with one address one gets it', async () => {
		const input = { name: 'A', email: 'one@example.test', password: 'p', timeZone: 'UTC' };
		const answers = await atOnce(10, () => app.accounts.signUp(input, address));
		expect(codes(answers)).toEqual([...Array(9).fill('email_taken'), 'ok']);
	});

	it('of ten guests who keep their account under one address one does', async () => {
		const answers = await atOnce(10, async (index) => {
			const interviewId = `interview${index}`;
			const made = await app.accounts.createGuest({ name: 'G', timeZone: 'UTC', interviewId });
			const guest = await app.accounts.readActor(made.ok ? made.token : '');
			if (!guest) throw new Error('no guest');
			const input = { email: 'kept@example.test', password: 'p' };
			return app.accounts.keepGuestAccount(guest, input, address);
		});
		expect(codes(answers)).toEqual([...Array(9).fill('email_taken'), 'ok']);
	});

	it('a password changed twice at once leaves one session, under the last password', async () => {
		const person = await app.given.person();
		const change = (next: string) =>
			app.accounts.changePassword(person.actor, { current: 'correct horse', next }, address);
		await Promise.all([change('first new one'), change('second new one')]);
		const tried = await Promise.all(
			['first new one', 'second new one'].map((password) =>
				app.accounts.signIn({ email: person.email, password }, address)
			)
		);
		expect(codes(tried)).toEqual(['ok', 'wrong_credentials']);
		expect(await app.accounts.readActor(person.token)).toBeNull();
	});
});
