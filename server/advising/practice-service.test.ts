import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mostOpenPractices } from '#lib/advising/practice.ts';
import { givenSeasons } from '../../tests/support/season.ts';
import type { Actor } from '../auth/actor.ts';
import { assignments, interviews, practices, rounds } from '../db/schema.ts';
import { createPracticeService } from './practice-service.ts';

let at = new Date('2026-11-22T12:00:00Z');
const now = () => at;
const input = { planId: 'behavioural', dueOn: '2026-11-30', takes: '1', note: 'Slowly.' };
const begun: unknown[] = [];

let world: Awaited<ReturnType<typeof givenSeasons>>;
let service: ReturnType<typeof createPracticeService>;
let school: string;
let [amara, chen, advisor, admin, mentor] = [] as unknown as Actor[];

beforeAll(async () => {
	world = await givenSeasons();
	const { db, given } = world;
	service = createPracticeService({
		db,
		now,
		deckOf: async () => 'deck',
		solo: {
			begin: async (_, asked) => {
				begun.push(asked);
				return { ok: true, id: 'solo' };
			}
		}
	});
	school = await given.organisation('School');
	amara = await given.person('Amara', { [school]: 'candidate' });
	chen = await given.person('Chen', { [school]: 'candidate' });
	advisor = await given.person('Ines', { [school]: 'advisor' });
	admin = await given.person('Kim', { [school]: 'admin' });
	mentor = await given.person('Dr Osei', { [school]: 'mentor' });
	await given.follows(advisor!, amara!, school);
	await given.follows(advisor!, chen!, school);
});
afterAll(() => world[Symbol.asyncDispose]());

const to = (...people: (Actor | undefined)[]) =>
	people.map((one) => ({ userId: one!.userId, organisationId: school }));

test('assigned to several, read by what is shared, withdrawn', async () => {
	const { db, given } = world;
	expect(await service.assign(advisor!, to(amara, chen), input)).toEqual({ ok: true });
	expect((await service.own(amara!)).map(({ planName }) => planName)).toEqual(['Behavioural']);
	at = new Date('2026-11-24T12:00:00Z');
	const { interviewId, roundId } = await given.interview({
		organisationId: school,
		candidate: amara!,
		interviewer: mentor!,
		at: '2026-11-24T11:00:00Z'
	});
	await db
		.update(interviews)
		.set({ planName: 'Behavioural', createdAt: new Date('2026-11-23T12:00:00Z') })
		.where(eq(interviews.id, interviewId));
	const states = async () =>
		(await service.assigned(advisor!)).map(({ candidate, state }) => [candidate.name, state]);
	expect(await states()).toEqual([
		['Amara', 'done'],
		['Chen', 'open']
	]);
	// [11.2] kept private: done for its candidate alone.
	await db.update(rounds).set({ visibility: 'private' }).where(eq(rounds.id, roundId));
	expect(await states()).toEqual([
		['Amara', 'open'],
		['Chen', 'open']
	]);
	const [own] = await service.own(amara!);
	expect(own?.state).toBe('done');
	expect(await service.start(amara!, own!.id)).toMatchObject({ ok: false, code: 'no_takes' });

	expect(await service.withdraw(admin!, own!.id)).toEqual({ ok: false, code: 'not_found' });
	expect(await service.withdraw(advisor!, own!.id)).toEqual({ ok: true });
	expect(await service.own(amara!)).toEqual([]);
});

test('started by its candidate alone, where it was assigned', async () => {
	const [own] = await service.own(chen!);
	expect(await service.start(amara!, own!.id)).toEqual({ ok: false, code: 'not_found' });
	expect(await service.start(chen!, own!.id)).toEqual({ ok: true, interviewId: 'solo' });
	expect(begun).toEqual([
		{
			planId: 'behavioural',
			deckId: 'deck',
			organisationId: school,
			thinkSeconds: 30,
			answerSeconds: null
		}
	]);
});

test('[11.3] only whoever follows assigns, and it goes with the following', async () => {
	for (const actor of [admin, mentor, amara])
		expect(await service.assign(actor!, to(chen), input)).toEqual({
			ok: false,
			code: 'not_found'
		});
	expect(await service.assign(advisor!, to(chen, mentor), input)).toEqual({
		ok: false,
		code: 'not_found'
	});
	expect(await service.assign(advisor!, [], { ...input, takes: '9' })).toMatchObject({
		errors: { people: 'Choose at least one person.', takes: 'Choose how many takes.' }
	});
	await world.db
		.update(assignments)
		.set({ endsAt: new Date('2026-11-23') })
		.where(eq(assignments.candidateId, chen!.userId));
	expect(await service.own(chen!)).toEqual([]);
	expect(await service.assigned(advisor!)).toEqual([]);
});

test('ten open ones are the most, also at once', async () => {
	await world.db.delete(practices);
	const results = await Promise.all(
		Array.from({ length: mostOpenPractices + 2 }, () => service.assign(advisor!, to(amara), input))
	);
	expect(results.filter(({ ok }) => ok)).toHaveLength(mostOpenPractices);
	expect(results.find(({ ok }) => !ok)).toMatchObject({
		errors: {
			people: 'Amara has 10 open already, which is the most. Withdraw one first.'
		}
	});
});
