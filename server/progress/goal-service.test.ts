import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readFilters } from '#lib/progress/filters.ts';
import { mostGoals } from '#lib/progress/goal.ts';
import { givenSeasons } from '../../tests/support/season.ts';
import type { Actor } from '../auth/actor.ts';
import { goals, rounds } from '../db/schema.ts';
import { createGoalService } from './goal-service.ts';
import { createProgressService } from './progress-service.ts';

const now = () => new Date('2026-11-22T12:00:00Z');
const everything = readFilters(new URLSearchParams());
const input = { subject: 'structure', target: '4', dueOn: '2026-12-04', isShared: true };

let world: Awaited<ReturnType<typeof givenSeasons>>;
let progress: ReturnType<typeof createProgressService>;
let service: ReturnType<typeof createGoalService>;
let candidate: Actor;
let other: Actor;
let advisor: Actor;
let admin: Actor;
let presence: string;

beforeAll(async () => {
	world = await givenSeasons();
	const { db, given } = world;
	progress = createProgressService({ db, now });
	service = createGoalService({ db, progress, now });
	const school = await given.organisation('School');
	candidate = await given.person('Amara', { [school]: 'candidate' });
	other = await given.person('Chen', { [school]: 'candidate' });
	advisor = await given.person('Ines', { [school]: 'advisor' });
	admin = await given.person('Kim', { [school]: 'admin' });
	const mentor = await given.person('Dr Osei', { [school]: 'mentor' });
	await given.follows(advisor, candidate, school);
	const held = (at: string, marks: Record<string, 3>) =>
		given.interview({
			organisationId: school,
			candidate,
			interviewer: mentor,
			at,
			cards: [{ by: mentor, marks }]
		});
	await held('2026-11-01T18:00:00Z', { structure: 3 });
	presence = (await held('2026-11-08T18:00:00Z', { presence: 3 })).roundId;
});
afterAll(() => world[Symbol.asyncDispose]());

const titles = async (actor: Actor) =>
	(await progress.season(actor, everything, candidate.userId))?.goals.map(({ title }) => title);
const find = async (criterionId: string) =>
	(await world.db.query.goals.findFirst({ where: (one) => eq(one.criterionId, criterionId) }))!.id;

test('set, seen, changed, finished and removed', async () => {
	expect(await service.set(candidate, input)).toEqual({ ok: true });
	expect(await titles(candidate)).toEqual(['Structure at 4']);
	const id = await find('structure');
	expect(await service.change(candidate, id, { ...input, target: '4.5' })).toEqual({ ok: true });
	expect(await titles(candidate)).toEqual(['Structure at 4.5']);
	expect(await service.finish(candidate, id)).toEqual({ ok: true });
	expect(await service.finish(candidate, id)).toEqual({ ok: true });
	expect(await service.change(candidate, id, input)).toEqual({ ok: false, code: 'not_found' });
	expect(await service.remove(candidate, id)).toEqual({ ok: true });
	expect(await service.remove(candidate, id)).toEqual({ ok: false, code: 'not_found' });
	expect(await titles(candidate)).toEqual([]);
});

test('what cannot be taken says why, and nobody touches another’s', async () => {
	await service.set(candidate, input);
	const id = await find('structure');
	expect(await service.set(candidate, input)).toMatchObject({
		code: 'invalid',
		errors: { subject: 'You have a goal on this. Change it, or finish it first.' }
	});
	expect(await service.set(candidate, { ...input, subject: 'motivation', target: 'x' })).toEqual({
		ok: false,
		code: 'invalid',
		errors: {
			subject: 'Choose mocks, or a criterion that was rated in one of your interviews.',
			target: 'Type a level from 1.5 to 5, in half steps.'
		}
	});
	for (const act of [
		service.change(other, id, input),
		service.finish(advisor, id),
		service.remove(admin, id)
	])
		expect(await act).toEqual({ ok: false, code: 'not_found' });
	expect(await titles(candidate)).toEqual(['Structure at 4']);
});

test('[10.4] the advisor sees what is open to them; nothing of a private interview', async () => {
	await service.set(candidate, { ...input, subject: 'presence' });
	await service.set(candidate, { ...input, subject: 'mocks', isShared: false });
	const share = (visibility: 'private' | 'organisation' | 'advisor') =>
		world.db.update(rounds).set({ visibility }).where(eq(rounds.id, presence));
	expect((await titles(advisor))?.sort()).toEqual(['Presence at 4', 'Structure at 4']);
	await share('private');
	expect(await titles(advisor)).toEqual(['Structure at 4']);
	await share('organisation');
	expect(await titles(admin)).toEqual([]);
	await share('advisor');
	expect(await titles(candidate)).toHaveLength(3);
	expect((await progress.shareable(candidate.userId, 'UTC'))?.goals).toEqual([]);
});

test('limits hold when many are set at once', async () => {
	await world.db.delete(goals);
	const subjects = ['mocks', 'all', 'structure', 'presence'];
	const results = await Promise.all(
		[...subjects, ...subjects].map((subject) =>
			service.set(candidate, { ...input, subject, target: '2' })
		)
	);
	expect(results.filter(({ ok }) => ok)).toHaveLength(4);
	for (let number = 4; number < mostGoals; number += 1)
		await world.db.insert(goals).values({
			id: `goal${number}`,
			candidateId: candidate.userId,
			kind: 'criterion',
			criterionId: `old${number}`,
			target: 4,
			dueOn: '2026-12-04',
			setAt: now()
		});
	await service.remove(candidate, await find('presence'));
	await service.set(candidate, { ...input, subject: 'presence' });
	const removed = await world.db.delete(goals).where(eq(goals.criterionId, 'all')).returning();
	await world.db.insert(goals).values({ ...removed[0]!, criterionId: 'old' });
	expect(await service.set(candidate, { ...input, subject: 'all' })).toMatchObject({
		errors: { subject: '6 goals at a time are the most. Finish or remove one first.' }
	});
});
