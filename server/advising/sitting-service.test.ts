import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { visibilities } from '#lib/progress/visibility.ts';
import { givenSeasons } from '../../tests/support/season.ts';
import type { Actor } from '../auth/actor.ts';
import { createId } from '../db/id.ts';
import { assignments, interviews, participants, rounds } from '../db/schema.ts';
import { createInterviewService } from '../interviews/interview-service.ts';
import { createOutcomeService } from '../interviews/outcome-service.ts';
import { createSharingService } from '../progress/sharing-service.ts';
import { createSittingService, type SittingService } from './sitting-service.ts';

const now = () => new Date('2026-11-22T12:00:00Z');
const notFound = { ok: false, code: 'not_found' };

let world: Awaited<ReturnType<typeof givenSeasons>>;
let sittings: SittingService;
let sharing: ReturnType<typeof createSharingService>;
let school: string;
let candidate: Actor;
let mentor: Actor;
let advisor: Actor;
const others: Record<string, Actor> = {};
let interviewId: string;
let roundId: string;
let told: string[];

beforeAll(async () => {
	world = await givenSeasons();
	const { db, given } = world;
	const onRemoved = async (id: string, userId: string) => void told.push(`${id} ${userId}`);
	sittings = createSittingService({ db, now, onRemoved });
	sharing = createSharingService({ db, now, onRemoved });
	school = await given.organisation('School');
	const clinic = await given.organisation('Clinic');
	candidate = await given.person('Amara', { [school]: 'candidate' });
	mentor = await given.person('Dr Osei', { [school]: 'mentor' });
	advisor = await given.person('Ines', { [school]: 'advisor' });
	others['an admin who follows nobody'] = await given.person('Kim', { [school]: 'admin' });
	others['an advisor elsewhere'] = await given.person('Lea', { [clinic]: 'advisor' });
	others['a former advisor'] = await given.person('Jan', { [school]: 'advisor' });
	others['a mentor'] = await given.person('Dr Raman', { [school]: 'mentor' });
	others['a stranger'] = await given.person('Zoe');
	await given.follows(advisor, candidate, school);
	await given.follows(others['a former advisor'], candidate, school, { endsAt: '2026-11-01' });
});
afterAll(() => world[Symbol.asyncDispose]());

beforeEach(async () => {
	told = [];
	({ interviewId, roundId } = await given('2026-11-24T18:00:00Z'));
});

const given = (at: string, phase: 'scheduled' | 'finished' = 'scheduled') =>
	world.given.interview({ organisationId: school, candidate, interviewer: mentor, phase, at });
const seat = async (who: Actor, id = interviewId) => {
	const [row] = await world.db
		.select({ role: participants.role, sitsIn: participants.sitsIn })
		.from(participants)
		.where(and(eq(participants.interviewId, id), eq(participants.userId, who.userId)));
	return row ?? null;
};
const place = async () =>
	(await sittings.ahead(advisor, candidate.userId))!.find(({ id }) => id === interviewId)?.place;

describe('an advisor who follows a candidate', () => {
	test('sees what is ahead of them and shared, and sits in as observer', async () => {
		const ahead = await sittings.ahead(advisor, candidate.userId);
		expect(ahead!.find(({ id }) => id === interviewId)).toMatchObject({
			kind: 'mentor',
			scheduledAt: '2026-11-24T18:00:00.000Z',
			withNames: ['Dr Osei'],
			place: 'none'
		});
		expect(await sittings.sitIn(advisor, interviewId)).toEqual({ ok: true });
		expect(await seat(advisor)).toEqual({ role: 'observer', sitsIn: true });
		expect(await place()).toBe('sitting');
	});

	test('is in the candidate’s log, once however often the button is pressed', async () => {
		await sittings.sitIn(advisor, interviewId);
		expect(await sittings.sitIn(advisor, interviewId)).toEqual({ ok: true });
		const { viewings } = (await sharing.own(candidate))!;
		const mine = viewings.filter((one) => one.interviewId === interviewId);
		expect(mine).toMatchObject([{ viewerName: 'Ines', what: 'sitting' }]);
	});

	test('gives the seat back and may take it again', async () => {
		await sittings.sitIn(advisor, interviewId);
		expect(await sittings.stepBack(advisor, interviewId)).toEqual({ ok: true });
		expect(await seat(advisor)).toBeNull();
		expect(told).toEqual([`${interviewId} ${advisor.userId}`]);
		expect(await sittings.stepBack(advisor, interviewId)).toEqual(notFound);
		expect(await sittings.sitIn(advisor, interviewId)).toEqual({ ok: true });
	});

	test('reads and comments afterwards as far as it is shared', async () => {
		await sittings.sitIn(advisor, interviewId);
		await world.db
			.update(interviews)
			.set({ phase: 'finished', finishedAt: now() })
			.where(eq(interviews.id, interviewId));
		const outcomes = createOutcomeService({ db: world.db, openRounds: sharing.openRounds });
		expect((await outcomes.get(advisor, interviewId))?.canAdd).toBe(true);
		const words = { interviewId, roundId, body: 'Well told.' };
		expect(await outcomes.addAddendum(advisor, words)).toEqual({ ok: true });
		expect((await outcomes.get(candidate, interviewId))?.rounds[0]?.addenda).toMatchObject([
			{ authorName: 'Ines', body: 'Well told.' }
		]);
		await sharing.setVisibility(candidate, roundId, 'private');
		expect(await outcomes.get(advisor, interviewId)).toBeNull();
		expect(await outcomes.addAddendum(advisor, words)).toEqual(notFound);
	});

	test('does not come back once a host has taken them off the list', async () => {
		await sittings.sitIn(advisor, interviewId);
		expect(await interviewService().removePerson(mentor, interviewId, advisor.userId)).toEqual({
			ok: true
		});
		expect(await sittings.sitIn(advisor, interviewId)).toEqual(notFound);
		expect(await sittings.stepBack(advisor, interviewId)).toEqual(notFound);
	});

	test('cannot sit in on what is finished', async () => {
		const { interviewId: over } = await given('2026-11-20T18:00:00Z', 'finished');
		expect(await sittings.sitIn(advisor, over)).toEqual(notFound);
		expect(await seat(advisor, over)).toBeNull();
	});
});

describe('[8.2] the learner decides', () => {
	test.each(visibilities)('who may sit in on one that is %s', async (visibility) => {
		await sharing.setVisibility(candidate, roundId, visibility);
		const isShared = visibility !== 'private';
		expect((await place()) !== undefined).toBe(isShared);
		expect((await sittings.sitIn(advisor, interviewId)).ok).toBe(isShared);
		for (const [name, other] of Object.entries(others)) {
			expect(await sittings.sitIn(other, interviewId), name).toEqual(notFound);
			expect(await sittings.ahead(other, candidate.userId), name).toBeNull();
			expect(await seat(other), name).toBeNull();
		}
	});

	test('a seat goes at once when the interview is kept private, and its rooms are told', async () => {
		await sittings.sitIn(advisor, interviewId);
		const epoch = await toEpoch();
		await sharing.setVisibility(candidate, roundId, 'organisation');
		expect(await seat(advisor)).not.toBeNull();
		await sharing.setVisibility(candidate, roundId, 'private');
		expect(await seat(advisor)).toBeNull();
		expect(told).toEqual([`${interviewId} ${advisor.userId}`]);
		expect(await toEpoch()).toBe(epoch + 1);
		expect(await seat(mentor)).not.toBeNull();
	});

	test('a place that came by a link stays: that person was asked', async () => {
		await world.db
			.insert(participants)
			.values({ interviewId, userId: advisor.userId, role: 'observer' });
		expect(await place()).toBe('listed');
		await sharing.setVisibility(candidate, roundId, 'private');
		expect(await seat(advisor)).not.toBeNull();
	});

	test('in a swap both candidates have to share it with the same advisor', async () => {
		const peer = await world.given.person('Bo', { [school]: 'candidate' });
		await world.db.update(interviews).set({ kind: 'peer' }).where(eq(interviews.id, interviewId));
		const second = createId();
		await world.db.insert(rounds).values({ id: second, interviewId, ordinal: 2 });
		expect(await sittings.sitIn(advisor, interviewId)).toEqual(notFound);
		await world.db.update(rounds).set({ candidateId: peer.userId }).where(eq(rounds.id, second));
		expect(await sittings.sitIn(advisor, interviewId)).toEqual(notFound);
		await sharing.setVisibility(peer, second, 'organisation');
		expect(await sittings.sitIn(advisor, interviewId)).toEqual({ ok: true });
		const { viewings } = (await sharing.own(peer))!;
		expect(viewings).toMatchObject([{ viewerName: 'Ines', what: 'sitting' }]);
		await sharing.setVisibility(peer, second, 'advisor');
		await sharing.setVisibility(peer, second, 'private');
		expect(await seat(advisor)).toBeNull();
	});

	test('a seat lapses with the assignment, and not before', async () => {
		await sittings.sitIn(advisor, interviewId);
		await sittings.sweep();
		expect(await seat(advisor)).not.toBeNull();
		const mine = eq(assignments.advisorId, advisor.userId);
		await world.db.update(assignments).set({ endsAt: now() }).where(mine);
		await sittings.sweep();
		expect(await seat(advisor)).toBeNull();
		expect(told).toContain(`${interviewId} ${advisor.userId}`);
		await world.db.update(assignments).set({ endsAt: null }).where(mine);
	});

	test('another candidate in the seat is not watched by the first one’s sharing', async () => {
		await sittings.sitIn(advisor, interviewId);
		await interviewService().removePerson(mentor, interviewId, candidate.userId);
		expect(await seat(advisor)).toBeNull();
		expect(await sittings.sitIn(advisor, interviewId)).toEqual(notFound);
	});
});

async function toEpoch(): Promise<number> {
	const [row] = await world.db
		.select({ epoch: interviews.epoch })
		.from(interviews)
		.where(eq(interviews.id, interviewId));
	return row!.epoch;
}

const nothing = async () => undefined;
const interviewService = () =>
	createInterviewService({
		db: world.db,
		appSecret: 'a secret of the tests',
		now,
		onRemoved: nothing,
		onChanged: nothing,
		onCancelled: nothing
	});
