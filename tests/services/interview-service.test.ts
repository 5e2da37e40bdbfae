import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answers, interviews as rows, rounds } from '#server/db/schema.ts';
import { sweepInterviews, sweepLimits } from '#server/interviews/sweep.ts';
import { openInterviews } from '../support/given.ts';

let given: Awaited<ReturnType<typeof openInterviews>>;
beforeAll(async () => {
	given = await openInterviews();
});
afterAll(() => given[Symbol.asyncDispose]());

const dayMs = 86_400_000;

async function phaseOf(id: string) {
	const [row] = await given.db.select().from(rows).where(eq(rows.id, id));
	return row!.phase;
}

async function made(more: Record<string, unknown> = {}) {
	const host = await given.person('Dr Priya Raman');
	const { defaults } = await given.interviews.createOptions(host);
	const created = await given.interviews.create(host, { ...defaults, ...more });
	if (!created.ok) throw new Error(created.message);
	const links = (await given.interviews.get(host, created.id))!.links;
	const token = (role: string) =>
		links.find((link) => link.role === role)!.path.slice('/join/'.length);
	return { host, id: created.id, token };
}

describe('creating', () => {
	it('the defaults are valid as they stand and make a mentor mock with the creator as interviewer', async () => {
		const { host, id } = await made();
		const details = (await given.interviews.get(host, id))!;
		expect(details).toMatchObject({ kind: 'mentor', myRole: 'interviewer', scoring: 'alone' });
		expect(details.links.map((link) => link.role).sort()).toEqual([
			'candidate',
			'interviewer',
			'observer'
		]);
	});

	it.each([
		['minutes', 14, 'at least 15'],
		['minutes', 121, 'at most 120'],
		['minutes', '30', 'how many minutes'],
		['planId', 'none', 'plans'],
		['rubricVersionId', 'none', 'rubrics'],
		['organisationId', 'aaaaaaaaaaaaaaaaaaaa', 'belong to'],
		['withUserId', 'aaaaaaaaaaaaaaaaaaaa', 'one of your organisations'],
		['scheduledAt', 'tomorrow', 'date'],
		['scoring', 'blind', 'scores'],
		['kind', 'webinar', 'peer swap']
	])('refuses %s = %s at its field', async (field, value, words) => {
		const host = await given.person('Dr Priya Raman');
		const { defaults } = await given.interviews.createOptions(host);
		const result = await given.interviews.create(host, { ...defaults, [field]: value });
		expect(result).toMatchObject({ ok: false, field, message: expect.stringContaining(words) });
	});

	it('refuses fields that it does not know', async () => {
		const host = await given.person('Dr Priya Raman');
		const { defaults } = await given.interviews.createOptions(host);
		const result = await given.interviews.create(host, { ...defaults, phase: 'finished' });
		expect(result.ok).toBe(false);
	});
});

describe('links', () => {
	it('seat one candidate, keep the place people have, and are harmless twice', async () => {
		const { id, token } = await made();
		const candidate = await given.person('Amara Nwosu', { role: 'candidate' });
		expect(await given.interviews.joinByLink(candidate, token('candidate'))).toMatchObject({
			ok: true
		});
		expect(await given.interviews.joinByLink(candidate, token('interviewer'))).toMatchObject({
			ok: true
		});
		expect((await given.interviews.get(candidate, id))!.myRole).toBe('candidate');
		const second = await given.person('Daniel Haddad', { role: 'candidate' });
		expect(await given.interviews.joinByLink(second, token('candidate'))).toEqual({
			ok: false,
			code: 'seat_taken'
		});
	});

	it('give a room for two to two: a second interviewer is told so, an observer comes in', async () => {
		const { id, token } = await made();
		const second = await given.person('Dr Ida Lind');
		expect(await given.interviews.joinByLink(second, token('interviewer'))).toEqual({
			ok: false,
			code: 'seat_taken'
		});
		expect(await given.interviews.get(second, id)).toBeNull();
		expect(await given.interviews.joinByLink(second, token('observer'))).toMatchObject({
			ok: true
		});
	});

	it('open one seat when two candidates press at once', async () => {
		const { id, token } = await made();
		const people = await Promise.all(['A', 'B', 'C'].map((name) => given.person(name)));
		const results = await Promise.all(
			people.map((one) => given.interviews.joinByLink(one, token('candidate')))
		);
		expect(results.filter((result) => result.ok)).toHaveLength(1);
		const [round] = await given.db.select().from(rounds).where(eq(rounds.interviewId, id));
		expect(people.map((one) => one.userId)).toContain(round!.candidateId);
	});

	it('say whether they were revoked, ended, or never were', async () => {
		const { host, id, token } = await made();
		const old = token('interviewer');
		await given.interviews.renewLink(host, id, 'interviewer');
		expect(await given.interviews.findLink(old)).toEqual({ ok: false, code: 'revoked' });
		expect(await given.interviews.findLink('x'.repeat(52))).toEqual({
			ok: false,
			code: 'not_found'
		});
		await given.interviews.cancel(host, id);
		expect(await given.interviews.findLink(token('candidate'))).toEqual({
			ok: false,
			code: 'ended'
		});
	});

	it('are shown to hosts alone', async () => {
		const { id, token } = await made();
		const candidate = await given.person('Amara Nwosu', { role: 'candidate' });
		await given.interviews.joinByLink(candidate, token('candidate'));
		expect((await given.interviews.get(candidate, id))!.links).toEqual([]);
		expect(await given.interviews.cancel(candidate, id)).toEqual({ ok: false, code: 'not_found' });
	});

	it('do not bring back somebody who was removed', async () => {
		const { host, id, token } = await made();
		const guest = await given.person('A guest');
		await given.interviews.joinByLink(guest, token('observer'));
		await given.interviews.removePerson(host, id, guest.userId);
		expect(await given.interviews.get(guest, id)).toBeNull();
		expect(await given.interviews.joinByLink(guest, token('observer'))).toEqual({
			ok: false,
			code: 'removed'
		});
	});
});

describe('a removal', () => {
	it('[T16] raises the video epoch in its own transaction', async () => {
		const { host, id, token } = await made();
		const guest = await given.person('A guest');
		await given.interviews.joinByLink(guest, token('observer'));
		const epoch = async () => (await given.db.select().from(rows).where(eq(rows.id, id)))[0]!.epoch;
		expect(await epoch()).toBe(1);
		await given.interviews.removePerson(host, id, guest.userId);
		expect(await epoch()).toBe(2);
		await given.interviews.cancel(host, id);
		await given.interviews.removePerson(host, id, guest.userId);
		expect(await epoch()).toBe(2);
	});
});

describe('the sweep', () => {
	const sweep = (reminded: string[] = []) =>
		sweepInterviews({
			db: given.db,
			now: given.now,
			moveOn: given.rooms.moveOn,
			remind: async ({ name }) => void reminded.push(name)
		});

	it('takes a room that emptied after an answer to the debrief, reminds once, and finishes after two days', async () => {
		const { id, interviewer } = await given.interview();
		await given.run(interviewer, id, { type: 'draw-question' });
		await given.run(interviewer, id, { type: 'start-answer' });
		given.turnClock(sweepLimits.emptyLiveMs - 1000);
		await sweep();
		expect(await phaseOf(id)).toBe('live');
		given.turnClock(2000);
		await sweep();
		expect(await phaseOf(id)).toBe('debrief');
		const [answer] = await given.db
			.select({ stoppedAt: answers.stoppedAt })
			.from(answers)
			.innerJoin(rounds, eq(rounds.id, answers.roundId))
			.where(eq(rounds.interviewId, id));
		expect(answer!.stoppedAt).not.toBeNull();
		given.turnClock(dayMs + 1000);
		const reminded: string[] = [];
		await sweep(reminded);
		await sweep(reminded);
		expect(reminded.sort()).toEqual(['Amara Nwosu', 'Dr Kwame Osei']);
		given.turnClock(dayMs);
		await sweep();
		expect(await phaseOf(id)).toBe('finished');
	});

	it('calls an appointment that nobody came to missed, and leaves one that is ahead', async () => {
		const at = new Date(given.now().getTime() + dayMs).toISOString();
		const { id, host } = await made({ scheduledAt: at });
		await sweep();
		expect(await phaseOf(id)).toBe('scheduled');
		given.turnClock(dayMs + 31 * 60_000 + sweepLimits.missedMs);
		await sweep();
		expect(await phaseOf(id)).toBe('missed');
		const later = new Date(given.now().getTime() + dayMs).toISOString();
		expect(
			await given.interviews.reschedule(host, id, { scheduledAt: later, minutes: 30 })
		).toEqual({ ok: true });
		expect(await phaseOf(id)).toBe('scheduled');
	});
});
