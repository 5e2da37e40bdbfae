import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { eq } from 'drizzle-orm';
import type { MemberRole } from '#lib/account/account.ts';
import { toDayIn, toEndOfDay } from '#lib/time/day.ts';
import { givenAccounts } from '../../tests/support/accounts.ts';
import type { Actor } from '../auth/actor.ts';
import { toTokenHash } from '../auth/token.ts';
import { invitations, memberships } from '../db/schema.ts';
import { createOrganisationService } from './organisation-service.ts';

let app: Awaited<ReturnType<typeof givenAccounts>>;
beforeAll(async () => {
	app = await givenAccounts();
});
afterAll(() => app.database.close());
beforeEach(() => {
	app.changes.length = 0;
});

/** An organisation, its admin, and a way to put people in. */
async function given(...roles: MemberRole[]) {
	const admin = await app.given.person('Admin');
	const made = await app.organisations.create(admin.actor, { name: 'School', kind: 'school' });
	if (!made.ok) throw new Error(made.code);
	const people = [];
	for (const role of roles) {
		const person = await app.given.person(role);
		const { userId } = person.actor;
		await app.db.insert(memberships).values({ organisationId: made.id, userId, role });
		people.push(person);
	}
	return { id: made.id, admin, people };
}

async function invited(
	id: string,
	admin: Parameters<typeof app.organisations.invite>[0],
	email: string
) {
	const made = await app.organisations.invite(admin, id, { email, role: 'mentor' });
	if (!made.ok) throw new Error(made.code);
	return made.path.split('/').pop() ?? '';
}

describe('an organisation', () => {
	it('is run by whoever made it, and strangers do not find it', async () => {
		const { id, admin } = await given();
		const stranger = await app.given.person();
		expect(await app.organisations.get(admin.actor, id)).toMatchObject({
			name: 'School',
			myRole: 'admin',
			canManage: true,
			people: [{ name: 'Admin', isMe: true, canManageAccount: false }]
		});
		expect(await app.organisations.get(stranger.actor, id)).toBeNull();
		expect(await app.organisations.list(stranger.actor)).toEqual([]);
		expect(await app.organisations.list(admin.actor)).toMatchObject([{ id, peopleCount: 1 }]);
	});

	it('a personal space is nobody’s organisation, not even its owner’s', async () => {
		const { actor } = await app.given.person();
		const space = actor.memberships[0]?.organisationId ?? '';
		expect(await app.organisations.get(actor, space)).toBeNull();
		expect(
			await app.organisations.invite(actor, space, { email: 'x@example.test', role: 'admin' })
		).toEqual({ ok: false, code: 'not_found' });
	});

	it('[T27] shows addresses, invitations and assignments only to those who may see them', async () => {
		const { id, admin, people } = await given('candidate', 'advisor');
		const [candidate, advisor] = people;
		if (!candidate || !advisor) throw new Error('two people');
		await invited(id, admin.actor, 'secret@example.test');
		const seen = await app.organisations.get(candidate.actor, id);
		expect(seen?.people.map(({ email }) => email).filter(Boolean)).toEqual([candidate.email]);
		expect(JSON.stringify(seen)).not.toContain('secret@example.test');
		const assignment = {
			advisorId: advisor.actor.userId,
			candidateId: candidate.actor.userId,
			endsOn: null
		};
		expect(await app.organisations.assign(admin.actor, id, assignment)).toEqual({ ok: true });
		expect(await app.organisations.assign(admin.actor, id, assignment)).toEqual({ ok: true });
		const followed = {
			advisorId: advisor.actor.userId,
			advisorName: advisor.actor.name,
			candidateId: candidate.actor.userId,
			candidateName: candidate.actor.name,
			endsAt: null,
			assignedBy: admin.actor.name,
			endedBy: null
		};
		const read = async ({ actor }: { actor: Actor }) => {
			const { assignments, pastAssignments } = (await app.organisations.get(actor, id))!;
			return { assignments, pastAssignments };
		};
		const running = { assignments: [followed], pastAssignments: [] };
		expect(await read(advisor)).toMatchObject(running);
		const nothing = { assignments: [], pastAssignments: [] };
		expect(await read(candidate)).toEqual(nothing);
		await app.organisations.unassign(admin.actor, id, assignment);
		const over = {
			...followed,
			endsAt: expect.any(String) as string,
			endedBy: admin.actor.name
		};
		expect(await read(admin)).toMatchObject({ assignments: [], pastAssignments: [over] });
		expect(await read(advisor)).toMatchObject({ assignments: [], pastAssignments: [over] });
		expect(await read(candidate)).toEqual(nothing);
	});

	it('a following has a planned end, which is the end of that day where the admin lives', async () => {
		const { id, admin, people } = await given('candidate', 'advisor');
		const [candidate, advisor] = people;
		if (!candidate || !advisor) throw new Error('two people');
		let time = Date.now();
		const now = () => new Date(time);
		const organisations = createOrganisationService({
			db: app.db,
			accounts: app.accounts,
			linkOrigin: 'http://localhost',
			mail: { isOn: false, send: async () => undefined },
			log: { info() {}, warn() {}, error() {} },
			onRightsChanged: () => undefined,
			now
		});
		const two = { advisorId: advisor.actor.userId, candidateId: candidate.actor.userId };
		const read = async () => (await organisations.get(admin.actor, id))!;
		const today = toDayIn(now().getTime(), admin.actor.timeZone);
		const toDay = (days: number) =>
			new Date(Date.parse(today) + days * 86_400_000).toISOString().slice(0, 10);
		const assign = (endsOn: string | null) =>
			organisations.assign(admin.actor, id, { ...two, endsOn });
		expect(await assign(toDay(-1))).toEqual({ ok: false, code: 'over' });
		expect((await read()).assignments).toEqual([]);
		expect(await assign(toDay(3))).toEqual({ ok: true });
		expect(await assign(toDay(1))).toEqual({ ok: true });
		const endsAt = new Date(toEndOfDay(toDay(1), admin.actor.timeZone)).toISOString();
		expect((await read()).assignments).toMatchObject([{ ...two, endsAt }]);
		time = Date.parse(endsAt) - 1;
		expect((await read()).assignments).toHaveLength(1);
		time += 1;
		expect(await read()).toMatchObject({
			assignments: [],
			pastAssignments: [{ ...two, endsAt, assignedBy: admin.actor.name, endedBy: null }]
		});
		// What is over is not ended again, and begins anew beside it.
		await organisations.unassign(admin.actor, id, two);
		expect((await read()).pastAssignments).toMatchObject([{ endsAt, endedBy: null }]);
		time += 1000;
		expect(await assign(toDay(9))).toEqual({ ok: true });
		await organisations.removePerson(candidate.actor, id, candidate.actor.userId);
		expect((await read()).assignments).toEqual([]);
		expect((await read()).pastAssignments).toHaveLength(2);
		time += 400 * 86_400_000;
		expect((await read()).pastAssignments).toEqual([]);
	});

	it('a candidate cannot be the one who follows', async () => {
		const { id, admin, people } = await given('candidate', 'candidate');
		const [one, two] = people.map(({ actor }) => actor.userId);
		expect(
			await app.organisations.assign(admin.actor, id, {
				advisorId: one ?? '',
				candidateId: two ?? '',
				endsOn: null
			})
		).toEqual({ ok: false, code: 'wrong_role' });
	});

	it.each(['candidate', 'mentor', 'advisor'] as const)(
		'[T27] a %s manages nothing, and a stranger finds nothing to manage',
		async (role) => {
			const { id, people } = await given(role, 'candidate');
			const [person, other] = people;
			if (!person || !other) throw new Error('two people');
			const { userId } = other.actor;
			const stranger = await app.given.person();
			for (const [actor, code] of [
				[person.actor, 'not_allowed'],
				[stranger.actor, 'not_found']
			] as const) {
				const { organisations } = app;
				const assignment = { advisorId: userId, candidateId: userId, endsOn: null };
				const refused = { ok: false, code };
				const invite = { email: 'x@example.test', role: 'admin' } as const;
				expect(await organisations.rename(actor, id, 'Mine')).toEqual(refused);
				expect(await organisations.invite(actor, id, invite)).toEqual(refused);
				expect(await organisations.revokeInvitation(actor, id, 'x')).toEqual(refused);
				expect(await organisations.changeRole(actor, id, userId, 'admin')).toEqual(refused);
				expect(await organisations.removePerson(actor, id, userId)).toEqual(refused);
				expect(await organisations.setDisabled(actor, id, userId, true)).toEqual(refused);
				expect(await organisations.assign(actor, id, assignment)).toEqual(refused);
				expect(await organisations.unassign(actor, id, assignment)).toEqual(refused);
			}
		}
	);
});

describe('roles', () => {
	it('[T40] a changed role ends the person’s sessions and tells the sockets', async () => {
		const { id, admin, people } = await given('mentor');
		const [mentor] = people;
		if (!mentor) throw new Error('one person');
		const { userId } = mentor.actor;
		expect(await app.organisations.changeRole(admin.actor, id, userId, 'candidate')).toEqual({
			ok: true,
			session: null
		});
		expect(await app.accounts.readActor(mentor.token)).toBeNull();
		expect(app.changes).toEqual([{ userId }]);
		const { actor } = await app.given.again(mentor.email);
		expect(actor.memberships).toContainEqual(
			expect.objectContaining({ organisationId: id, role: 'candidate' })
		);
	});

	it('[T40] whoever changes the own role goes on under a new id', async () => {
		const { id, admin, people } = await given('admin');
		const result = await app.organisations.changeRole(
			admin.actor,
			id,
			admin.actor.userId,
			'mentor'
		);
		expect(people).toHaveLength(1);
		expect(await app.accounts.readActor(admin.token)).toBeNull();
		expect(await app.accounts.readActor((result.ok && result.session?.token) || '')).not.toBeNull();
	});

	it('the last admin stays', async () => {
		const { id, admin } = await given('mentor');
		const { actor } = admin;
		const refused = { ok: false, code: 'last_admin' };
		expect(await app.organisations.changeRole(actor, id, actor.userId, 'mentor')).toEqual(refused);
		expect(await app.organisations.removePerson(actor, id, actor.userId)).toEqual(refused);
	});

	it('two admins who demote each other at once leave one', async () => {
		const { id, admin, people } = await given('admin');
		const other = people[0]?.actor;
		if (!other) throw new Error('one person');
		await Promise.all([
			app.organisations.changeRole(admin.actor, id, other.userId, 'mentor'),
			app.organisations.changeRole(other, id, admin.actor.userId, 'mentor')
		]);
		const rows = await app.db.select().from(memberships).where(eq(memberships.organisationId, id));
		expect(rows.filter(({ role }) => role === 'admin')).toHaveLength(1);
	});

	it('a demoted admin’s open invitations and a removed advisor’s candidates go with the role', async () => {
		const { id, admin, people } = await given('admin', 'candidate');
		const [second, candidate] = people;
		if (!second || !candidate) throw new Error('two people');
		const token = await invited(id, second.actor, 'late@example.test');
		await app.organisations.assign(admin.actor, id, {
			advisorId: second.actor.userId,
			candidateId: candidate.actor.userId,
			endsOn: null
		});
		await app.organisations.changeRole(admin.actor, id, second.actor.userId, 'mentor');
		expect(await app.organisations.findInvitation(token)).toBeNull();
		expect((await app.organisations.get(admin.actor, id))?.assignments).toEqual([]);
	});

	it('anybody may leave', async () => {
		const { id, people } = await given('candidate');
		const [candidate] = people;
		if (!candidate) throw new Error('one person');
		const left = await app.organisations.removePerson(candidate.actor, id, candidate.actor.userId);
		expect(left.ok).toBe(true);
		expect(await app.organisations.get(candidate.actor, id)).toBeNull();
	});
});

describe('disabling', () => {
	it('[T40] ends the sessions, keeps the person out, and can be undone', async () => {
		const { id, admin, people } = await given('candidate');
		const [candidate] = people;
		if (!candidate) throw new Error('one person');
		const { userId } = candidate.actor;
		expect(await app.organisations.setDisabled(admin.actor, id, userId, true)).toEqual({
			ok: true
		});
		expect(await app.accounts.readActor(candidate.token)).toBeNull();
		expect(app.changes).toEqual([{ userId }]);
		const input = { email: candidate.email, password: 'correct horse' };
		expect((await app.accounts.signIn(input, '192.0.2.1')).ok).toBe(false);
		expect(await app.organisations.setDisabled(admin.actor, id, userId, false)).toEqual({
			ok: true
		});
		expect((await app.accounts.signIn(input, '192.0.2.1')).ok).toBe(true);
	});

	it('is refused for somebody who belongs to another organisation as well, and for oneself', async () => {
		const { id, admin, people } = await given('candidate');
		const other = await given();
		const userId = people[0]?.actor.userId ?? '';
		await app.db
			.insert(memberships)
			.values({ organisationId: other.id, userId, role: 'candidate' });
		expect(await app.organisations.setDisabled(admin.actor, id, userId, true)).toEqual({
			ok: false,
			code: 'belongs_elsewhere'
		});
		const details = await app.organisations.get(admin.actor, id);
		expect(details?.people.find((person) => person.userId === userId)?.canManageAccount).toBe(
			false
		);
		expect(await app.organisations.setDisabled(admin.actor, id, admin.actor.userId, true)).toEqual({
			ok: false,
			code: 'not_allowed'
		});
	});
});

describe('invitations', () => {
	it('[T42] the table holds the digest of the link and the link nowhere', async () => {
		const { id, admin } = await given();
		const token = await invited(id, admin.actor, 'hash@example.test');
		const rows = await app.db.select().from(invitations).where(eq(invitations.organisationId, id));
		expect(rows.map(({ tokenHash }) => tokenHash)).toEqual([toTokenHash(token)]);
		expect(await app.organisations.findInvitation(toTokenHash(token))).toBeNull();
	});

	it('[T42] of twenty accepts at once exactly one takes it', async () => {
		const { id, admin } = await given();
		const person = await app.given.person('Mentor');
		const token = await invited(id, admin.actor, person.email);
		const answers = await Promise.all(
			Array.from({ length: 20 }, () => app.organisations.acceptInvitation(person.actor, token))
		);
		expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
		expect(answers.filter((answer) => !answer.ok && answer.code === 'used')).toHaveLength(19);
		const details = await app.organisations.get(admin.actor, id);
		expect(details?.people).toContainEqual(
			expect.objectContaining({ userId: person.actor.userId, role: 'mentor' })
		);
		expect(await app.accounts.readActor(person.token)).toBeNull();
	});

	it('[T42] is refused to another address, after 72 hours, after being taken back, and when replaced', async () => {
		const { id, admin } = await given();
		const person = await app.given.person();
		const stranger = await app.given.person();
		const refusal = (actor: typeof person.actor, token: string, service = app.organisations) =>
			service.acceptInvitation(actor, token).then((answer) => (answer.ok ? 'ok' : answer.code));

		const first = await invited(id, admin.actor, person.email);
		expect(await refusal(stranger.actor, first)).toBe('other_address');
		const second = await invited(id, admin.actor, person.email.toUpperCase());
		expect(await refusal(person.actor, first)).toBe('not_found');

		const late = createOrganisationService({
			db: app.db,
			accounts: app.accounts,
			linkOrigin: 'https://rounds.example',
			mail: { isOn: false, send: async () => undefined },
			log: { info() {}, warn() {}, error() {} },
			onRightsChanged: () => undefined,
			now: () => new Date(Date.now() + 72.1 * 3_600_000)
		});
		expect(await refusal(person.actor, second, late)).toBe('expired');
		await app.organisations.revokeInvitation(admin.actor, id, toTokenHash(second));
		expect(await refusal(person.actor, second)).toBe('not_found');
		expect(await refusal(person.actor, 'guess')).toBe('not_found');
	});

	it('somebody new makes the account for the invited address and is in', async () => {
		const { id, admin } = await given();
		const token = await invited(id, admin.actor, 'fresh@example.test');
		const input = { name: 'Fresh', password: 'correct horse', timeZone: 'UTC' };
		const accepted = await app.organisations.acceptAsNewPerson(token, input, '192.0.2.1');
		const actor = await app.accounts.readActor(accepted.ok ? accepted.session.token : '');
		expect(actor).toMatchObject({ email: 'fresh@example.test' });
		expect(actor?.memberships.map(({ kind, role }) => `${kind} ${role}`)).toEqual([
			'personal admin',
			'school mentor'
		]);
		expect(await app.organisations.acceptAsNewPerson(token, input, '192.0.2.1')).toEqual({
			ok: false,
			code: 'used'
		});
	});

	it('whoever is in already is not invited again', async () => {
		const { id, admin, people } = await given('mentor');
		const invite = { email: people[0]?.email ?? '', role: 'admin' } as const;
		expect(await app.organisations.invite(admin.actor, id, invite)).toEqual({
			ok: false,
			code: 'already_member'
		});
	});
});
