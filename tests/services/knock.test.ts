import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { and, eq } from 'drizzle-orm';
import { mostWaiting, waitLifetimeMs } from '#lib/knock/knock.ts';
import type { Role } from '#lib/interview/interview.ts';
import type { StageView } from '#lib/interview/stage.ts';
import { createAccountService, type AccountService } from '#server/accounts/account-service.ts';
import type { Actor } from '#server/auth/actor.ts';
import { createAttemptLimits } from '#server/auth/attempt-limits.ts';
import { rounds, users } from '#server/db/schema.ts';
import { createKnockService, type KnockService } from '#server/knocks/knock-service.ts';
import { plainPasswords } from '../support/accounts.ts';
import { openInterviews } from '../support/given.ts';

type Given = Awaited<ReturnType<typeof openInterviews>>;
type Made = Awaited<ReturnType<typeof made>>;

let given: Given;
let accounts: AccountService;
let knocks: KnockService;
const address = '192.0.2.7';

beforeAll(async () => {
	given = await openInterviews();
	const limits = createAttemptLimits();
	accounts = createAccountService({
		db: given.db,
		isDemo: false,
		linkOrigin: 'http://localhost',
		mail: { isOn: false, send: async () => undefined },
		log: { info() {}, warn() {}, error() {} },
		onRightsChanged: () => undefined,
		passwords: plainPasswords,
		limits
	});
	// Each test's people come from everywhere; the limits have a test of their own.
	knocks = openKnocks({ take: async () => ({ ok: true, giveBack: async () => undefined }) });
});
afterAll(() => given[Symbol.asyncDispose]());

const openKnocks = (limits: ReturnType<typeof createAttemptLimits>) =>
	createKnockService({
		db: given.db,
		interviews: given.interviews,
		accounts,
		limits,
		onChanged: given.rooms.refreshStage,
		now: given.now
	});

/** A room for two with both in it, and its links. */
async function made() {
	const { id, interviewer, candidate } = await given.interview();
	const { links } = (await given.interviews.get(interviewer, id))!;
	const token = (role: Role) =>
		links.find((link) => link.role === role)!.path.slice('/join/'.length);
	return { id, interviewer, candidate, token };
}

async function guestAt(
	{ token }: Pick<Made, 'token'>,
	name = 'Sam Stone',
	role: Role = 'interviewer'
) {
	const kept = await knocks.knockAsGuest({ name, timeZone: 'UTC' }, token(role), address);
	if (!kept.ok) throw new Error(kept.code);
	return (await accounts.readActor(kept.token))!;
}

async function readStage(id: string): Promise<StageView> {
	const doc = await given.hub.read(given.db, `${id}/stage`);
	const view = doc.getMap('stage').get('view') as StageView;
	doc.destroy();
	return view;
}
const atDoor = async (id: string) => (await readStage(id)).knocks ?? [];
const roleOf = async (actor: Actor, id: string) =>
	(await given.interviews.get(actor, id))?.myRole ?? null;

async function answer(
	actor: Actor,
	id: string,
	type: 'admit-knock' | 'decline-knock',
	more: { knockId?: string; role?: Role } = {}
) {
	const knockId = more.knockId ?? (await atDoor(id))[0]?.id ?? 'a'.repeat(20);
	const role = more.role ?? 'observer';
	return given.run(actor, id, { type, knockId, ...(type === 'admit-knock' ? { role } : {}) });
}

describe('a forwarded link', () => {
	it('has a door only where its seat is taken: before that, and on the list, one walks in', async () => {
		const host = await given.person('Dr Priya Raman');
		const { defaults } = await given.interviews.createOptions(host);
		const created = await given.interviews.create(host, defaults);
		if (!created.ok) throw new Error(created.message);
		const { links } = (await given.interviews.get(host, created.id))!;
		const token = (role: Role) => links.find((link) => link.role === role)!.path.slice(6);
		expect(await knocks.findDoor(null, token('candidate'))).toBeNull();
		expect(await knocks.findDoor(null, token('observer'))).toBeNull();
		expect(await knocks.findDoor(host, token('interviewer'))).toBeNull();
		expect(await knocks.findDoor(null, token('interviewer'))).toEqual({
			state: null,
			reason: 'seats',
			role: 'observer',
			needsAccount: false
		});
		const early = await given.person('Ben Early');
		expect(await knocks.knock(early, token('candidate'), address)).toEqual({
			ok: false,
			code: 'may_walk_in'
		});
	});

	it('shows who waits to the room, and opens nothing meanwhile', async () => {
		const one = await made();
		const guest = await guestAt(one);
		expect(await atDoor(one.id)).toEqual([
			{ id: expect.any(String), name: 'Sam Stone', role: 'observer' }
		]);
		expect(await knocks.look(guest, one.token('interviewer'))).toEqual({ state: 'waiting' });
		expect(await given.interviews.get(guest, one.id)).toBeNull();
		expect(await given.rooms.enter(guest, one.id)).toBeNull();
		expect(await given.run(guest, one.id, { type: 'draw-question' })).toMatchObject({
			code: 'not_found'
		});
		expect((await given.rooms.enter(one.interviewer, one.id))!.canAdmit).toBe(true);
		expect((await given.rooms.enter(one.candidate, one.id))!.canAdmit).toBe(false);
	});

	it('is waited behind once, however often it is pressed', async () => {
		const one = await made();
		const person = await given.person('Dr Ida Lind');
		await knocks.knock(person, one.token('interviewer'), address);
		await knocks.knock(person, one.token('interviewer'), address);
		expect(await atDoor(one.id)).toHaveLength(1);
	});

	it('does not bring back somebody who was removed', async () => {
		const one = await made();
		await given.interviews.removePerson(one.interviewer, one.id, one.candidate.userId);
		expect(await knocks.knock(one.candidate, one.token('candidate'), address)).toEqual({
			ok: false,
			code: 'removed'
		});
	});

	it('[T16] from which somebody was removed lets nobody walk in, under another name either', async () => {
		const host = await given.person('Dr Priya Raman');
		const { defaults } = await given.interviews.createOptions(host);
		const created = await given.interviews.create(host, { ...defaults, myRole: 'candidate' });
		if (!created.ok) throw new Error(created.message);
		const { id } = created;
		const { links } = (await given.interviews.get(host, id))!;
		const token = (role: Role) => links.find((link) => link.role === role)!.path.slice(6);
		const first = await given.person('Dr Ida Lind');
		await given.interviews.joinByLink(first, token('interviewer'));
		await given.rooms.enter(host, id);
		await given.interviews.removePerson(host, id, first.userId);
		const again = await given.person('Dr Ida Lind, once more');
		expect(await given.interviews.joinByLink(again, token('interviewer'))).toEqual({
			ok: false,
			code: 'must_knock'
		});
		const door = await knocks.findDoor(again, token('interviewer'));
		expect(door).toMatchObject({ reason: 'removed', role: 'interviewer' });
		await knocks.knock(again, token('interviewer'), address);
		expect(await answer(host, id, 'admit-knock', { role: 'interviewer' })).toMatchObject({
			ok: true
		});
		expect(await roleOf(again, id)).toBe('interviewer');
	});
});

describe('an answer from inside', () => {
	it('lets them in as observer where the seats are taken, and twice is once', async () => {
		const one = await made();
		const guest = await guestAt(one);
		const [knock] = await atDoor(one.id);
		const give = () => answer(one.interviewer, one.id, 'admit-knock', { knockId: knock!.id });
		expect(await give()).toMatchObject({ ok: true });
		expect(await give()).toMatchObject({ ok: true });
		expect(await knocks.look(guest, one.token('interviewer'))).toEqual({ state: 'admitted' });
		expect(await roleOf(guest, one.id)).toBe('observer');
		expect((await given.rooms.enter(guest, one.id))!.me.role).toBe('observer');
		expect(await atDoor(one.id)).toEqual([]);
	});

	it('is one when two give it at once', async () => {
		const { id, host, interviewers } = await given.panel(4);
		const { links } = (await given.interviews.get(host, id))!;
		const token = () => links.find((link) => link.role === 'interviewer')!.path.slice(6);
		const guest = await guestAt({ token });
		const results = await Promise.all(
			interviewers.map((actor) => answer(actor, id, 'admit-knock'))
		);
		expect(results.map(({ ok }) => ok)).toEqual([true, true, true, true]);
		const { people } = await readStage(id);
		expect(people.filter(({ userId }) => userId === guest.userId)).toHaveLength(1);
	});

	it('stands when somebody else gives the other one', async () => {
		const one = await made();
		await guestAt(one);
		const [knock] = await atDoor(one.id);
		await answer(one.interviewer, one.id, 'decline-knock');
		expect(
			await answer(one.interviewer, one.id, 'admit-knock', { knockId: knock!.id })
		).toMatchObject({ code: 'knock_gone' });
	});

	it('that is no ends the wait, and the same link opens no door any more', async () => {
		const one = await made();
		const guest = await guestAt(one);
		await answer(one.interviewer, one.id, 'decline-knock');
		const token = one.token('interviewer');
		expect(await knocks.look(guest, token)).toEqual({ state: 'declined' });
		expect(await knocks.findDoor(guest, token)).toMatchObject({ state: 'declined' });
		expect(await knocks.knock(guest, token, address)).toEqual({ ok: false, code: 'declined' });
		expect(await given.interviews.get(guest, one.id)).toBeNull();
	});

	it.each([
		['the candidate', (one: Made) => one.candidate],
		['somebody from elsewhere', () => given.person('A stranger')]
	])('is not %s’s to give', async (_, pick) => {
		const one = await made();
		await guestAt(one);
		const actor = await pick(one);
		expect((await answer(actor, one.id, 'admit-knock')).ok).toBe(false);
		expect((await answer(actor, one.id, 'decline-knock')).ok).toBe(false);
		expect(await atDoor(one.id)).toHaveLength(1);
	});

	it('gives no seat that is taken, whatever the page thought', async () => {
		const one = await made();
		const guest = await guestAt(one);
		for (const role of ['interviewer', 'candidate'] as const)
			expect(await answer(one.interviewer, one.id, 'admit-knock', { role })).toMatchObject({
				code: 'seat_taken'
			});
		expect(await roleOf(guest, one.id)).toBeNull();
	});

	it('gives a candidate’s seat that came free to somebody with an account, and the round with it', async () => {
		const one = await made();
		const bea = await given.person('Bea Okoro', { role: 'candidate' });
		await knocks.knock(bea, one.token('candidate'), address);
		given.turnClock(1_000);
		await guestAt(one, 'A guest', 'candidate');
		await given.interviews.removePerson(one.interviewer, one.id, one.candidate.userId);
		expect((await atDoor(one.id)).map(({ name, role }) => [name, role])).toEqual([
			['Bea Okoro', 'candidate'],
			['A guest', 'observer']
		]);
		await answer(one.interviewer, one.id, 'admit-knock', { role: 'candidate' });
		expect(await roleOf(bea, one.id)).toBe('candidate');
		const [round] = await given.db.select().from(rounds).where(eq(rounds.interviewId, one.id));
		expect(round!.candidateId).toBe(bea.userId);
	});

	it.each([{ knockId: 7 }, { knockId: 'x'.repeat(41) }, { role: 'admin' }, { more: true }])(
		'with %j in it is no command',
		async (wrong) => {
			const one = await made();
			const command = { type: 'admit-knock', knockId: 'a'.repeat(20), role: 'observer', ...wrong };
			expect(await given.run(one.interviewer, one.id, command)).toMatchObject({
				code: 'bad_command'
			});
		}
	);

	it('to a knock at another interview’s door is none', async () => {
		const [one, two] = [await made(), await made()];
		await guestAt(two);
		const [knock] = await atDoor(two.id);
		expect(
			await answer(one.interviewer, one.id, 'admit-knock', { knockId: knock!.id })
		).toMatchObject({ code: 'knock_gone' });
		expect(await atDoor(two.id)).toHaveLength(1);
	});
});

describe('a wait', () => {
	it('ends when they give up, and begins again when they ask again', async () => {
		const one = await made();
		const guest = await guestAt(one);
		const token = one.token('interviewer');
		await knocks.giveUp(guest, token);
		await knocks.giveUp(guest, token);
		expect(await atDoor(one.id)).toEqual([]);
		expect(await knocks.look(guest, token)).toEqual({ state: 'withdrawn' });
		expect(await knocks.knock(guest, token, address)).toEqual({ ok: true });
		expect(await atDoor(one.id)).toHaveLength(1);
	});

	it('ends when the page stops asking, and goes on when it asks again', async () => {
		const one = await made();
		const guest = await guestAt(one);
		const token = one.token('interviewer');
		given.turnClock(waitLifetimeMs / 2);
		await knocks.look(guest, token);
		given.turnClock(waitLifetimeMs / 2 + 1);
		await knocks.sweep();
		expect(await atDoor(one.id)).toHaveLength(1);
		given.turnClock(waitLifetimeMs + 1);
		await knocks.sweep();
		expect(await atDoor(one.id)).toEqual([]);
		expect(await knocks.look(guest, token)).toEqual({ state: 'waiting' });
		expect(await atDoor(one.id)).toHaveLength(1);
	});

	it('ends with its link', async () => {
		const one = await made();
		const guest = await guestAt(one);
		const [knock] = await atDoor(one.id);
		await given.interviews.revokeLink(one.interviewer, one.id, 'interviewer');
		expect(await atDoor(one.id)).toEqual([]);
		expect(await knocks.look(guest, one.token('interviewer'))).toEqual({ state: 'revoked' });
		expect(
			await answer(one.interviewer, one.id, 'admit-knock', { knockId: knock!.id })
		).toMatchObject({ code: 'knock_gone' });
	});

	it('ends with the interview, called off or finished', async () => {
		const [off, over] = [await made(), await made()];
		const [first, second] = [await guestAt(off), await guestAt(over)];
		const [knock] = await atDoor(over.id);
		await given.interviews.cancel(off.interviewer, off.id);
		await given.run(over.interviewer, over.id, { type: 'go-to-debrief' });
		await given.run(over.interviewer, over.id, { type: 'finish' });
		for (const [one, guest] of [
			[off, first],
			[over, second]
		] as const) {
			expect(await knocks.look(guest, one.token('interviewer'))).toEqual({ state: 'ended' });
		}
		expect(await atDoor(over.id)).toEqual([]);
		expect(
			await answer(over.interviewer, over.id, 'admit-knock', { knockId: knock!.id })
		).toMatchObject({ code: 'already_finished' });
		expect(await given.interviews.get(second, over.id)).toBeNull();
	});

	it('is over without an answer when a seat comes free and is taken by the link', async () => {
		const one = await made();
		const bea = await given.person('Bea Okoro', { role: 'candidate' });
		await knocks.knock(bea, one.token('candidate'), address);
		await given.interviews.removePerson(one.interviewer, one.id, one.candidate.userId);
		expect(await given.interviews.joinByLink(bea, one.token('candidate'))).toMatchObject({
			ok: true
		});
		expect(await atDoor(one.id)).toEqual([]);
		expect(await knocks.look(bea, one.token('candidate'))).toEqual({ state: 'admitted' });
	});

	it('is for a few at a time, and makes nobody for whom there is no room', async () => {
		const one = await made();
		await Promise.all(
			Array.from({ length: mostWaiting + 3 }, (_, index) =>
				knocks.knockAsGuest(
					{ name: `Crowd ${one.id} ${index}`, timeZone: 'UTC' },
					one.token('interviewer'),
					address
				)
			)
		);
		expect(await atDoor(one.id)).toHaveLength(mostWaiting);
		const late = { name: `Late ${one.id}`, timeZone: 'UTC' };
		expect(await knocks.knockAsGuest(late, one.token('interviewer'), address)).toEqual({
			ok: false,
			code: 'full'
		});
		const rows = await given.db
			.select()
			.from(users)
			.where(and(eq(users.name, late.name), eq(users.isGuest, true)));
		expect(rows).toEqual([]);
	});

	it('is asked for only so often from one address', async () => {
		const limited = openKnocks(createAttemptLimits());
		const one = await made();
		const person = await given.person('Dr Ida Lind');
		const codes = [];
		for (let turn = 0; turn < 32; turn += 1) {
			const kept = await limited.knock(person, one.token('interviewer'), '192.0.2.99');
			codes.push(kept.ok ? 'ok' : kept.code);
		}
		expect(codes.filter((code) => code === 'ok')).toHaveLength(30);
		expect(codes.at(-1)).toBe('too_many_attempts');
	});

	it.each([
		['never was', () => 'x'.repeat(52), 'not_found'],
		['is cut short', (one: Made) => one.token('interviewer').slice(0, 40), 'not_found']
	])('does not begin with a link that %s', async (_, toToken, code) => {
		const one = await made();
		const person = await given.person('Dr Ida Lind');
		expect(await knocks.knock(person, toToken(one), address)).toEqual({ ok: false, code });
		expect(await knocks.look(person, toToken(one))).toEqual({ state: 'none' });
	});
});
