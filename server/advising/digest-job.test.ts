import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { givenSeasons } from '../../tests/support/season.ts';
import type { Actor } from '../auth/actor.ts';
import { digests, rounds, users } from '../db/schema.ts';
import type { Letter } from '../mail/mail.ts';
import { createAdvisingService } from './advising-service.ts';
import { sendDigests } from './digest-job.ts';
import { createPracticeService } from './practice-service.ts';

let at = new Date('2026-11-23T08:00:00Z');
const now = () => at;
const letters: Letter[] = [];
let mailFault: Error | null = null;

let world: Awaited<ReturnType<typeof givenSeasons>>;
let advisor: Actor;
let run: (isOn?: boolean) => Promise<void>;

beforeAll(async () => {
	world = await givenSeasons();
	const { db, given } = world;
	const school = await given.organisation('School');
	advisor = await given.person('Ines', { [school]: 'advisor' });
	await given.person('Nobody follows', { [school]: 'advisor' });
	const former = await given.person('Jan', { [school]: 'advisor' });
	const mentor = await given.person('Dr Osei', { [school]: 'mentor' });
	for (const [index, name] of ['Amara', 'Chen'].entries()) {
		const candidate = await given.person(name, { [school]: 'candidate' });
		await given.follows(advisor, candidate, school);
		await given.follows(former, candidate, school, { endsAt: '2026-11-01' });
		const { roundId } = await given.interview({
			organisationId: school,
			candidate,
			interviewer: mentor,
			at: '2026-11-21T18:00:00Z',
			cards: [{ by: mentor, marks: { structure: 2 } }]
		});
		if (index === 1)
			await db.update(rounds).set({ visibility: 'private' }).where(eq(rounds.id, roundId));
	}
	run = (isOn = true) =>
		sendDigests({
			db,
			now,
			advising: createAdvisingService({ db, now }),
			practices: createPracticeService({
				db,
				now,
				deckOf: async () => '',
				solo: { begin: async () => ({ ok: true, id: '' }) }
			}),
			mail: {
				isOn,
				async send(letter) {
					if (mailFault) throw mailFault;
					letters.push(letter);
				}
			},
			linkOrigin: 'https://rounds.example',
			log: { error: () => undefined } as never
		});
});
afterAll(() => world[Symbol.asyncDispose]());
beforeEach(async () => {
	letters.length = 0;
	mailFault = null;
	at = new Date('2026-11-23T08:00:00Z');
	await world.db.delete(digests);
});

test('[12.1] one letter for a week, however many processes are at it', async () => {
	await Promise.all([run(), run(), run()]);
	await run();
	expect(letters).toHaveLength(1);
	at = new Date('2026-11-24T08:00:00Z');
	await run();
	expect(letters).toHaveLength(1);
	at = new Date('2026-11-30T07:00:00Z');
	await run();
	expect(letters).toHaveLength(2);
});

test('[12.2] to who follows somebody, with nothing of what is private', async () => {
	await run();
	const [letter] = letters;
	expect(letter!.to).toBe(`${advisor.userId}@people.test`);
	expect(letter!.text).toContain('One shared an interview in the last seven days.');
	expect(letter!.text).not.toMatch(/Amara|Chen|School/);
});

test('none before seven, none where there is no mail, none for who turned it off', async () => {
	at = new Date('2026-11-23T06:59:00Z');
	await run();
	at = new Date('2026-11-23T08:00:00Z');
	await run(false);
	await world.db.update(users).set({ wantsDigest: false }).where(eq(users.id, advisor.userId));
	await run();
	expect(letters).toEqual([]);
	await world.db.update(users).set({ wantsDigest: true }).where(eq(users.id, advisor.userId));
	await world.db
		.update(users)
		.set({ timeZone: 'America/New_York' })
		.where(eq(users.id, advisor.userId));
	await run();
	expect(letters).toEqual([]);
	await world.db.update(users).set({ timeZone: 'UTC' }).where(eq(users.id, advisor.userId));
});

test('a mail server that fails gets it again at the next turn', async () => {
	mailFault = new Error('451');
	await run();
	mailFault = null;
	await run();
	expect(letters).toHaveLength(1);
});
