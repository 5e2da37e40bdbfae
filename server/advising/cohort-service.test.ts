import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { givenSeasons } from '../../tests/support/season.ts';
import type { Actor } from '../auth/actor.ts';
import { rounds } from '../db/schema.ts';
import { createAdvisingService } from './advising-service.ts';

const now = () => new Date('2026-11-22T12:00:00Z');
let world: Awaited<ReturnType<typeof givenSeasons>>;
let advisor: Actor;
let service: ReturnType<typeof createAdvisingService>;
const last: string[] = [];

beforeAll(async () => {
	world = await givenSeasons();
	const { given } = world;
	service = createAdvisingService({ db: world.db, now });
	const school = await given.organisation('School');
	advisor = await given.person('Ines', { [school]: 'advisor' });
	const mentor = await given.person('Dr Osei', { [school]: 'mentor' });
	for (let number = 0; number < 10; number += 1) {
		const candidate = await given.person(`Person ${number}`, { [school]: 'candidate' });
		const held = (day: number, structure: 1 | 2 | 5) =>
			given.interview({
				organisationId: school,
				candidate,
				interviewer: mentor,
				at: `2026-11-${String(day).padStart(2, '0')}T18:00:00Z`,
				cards: [
					{ by: mentor, marks: { structure } },
					{ by: candidate, kind: 'self', marks: { structure: 1, presence: 5 } }
				]
			});
		// The first evening is older than the last three, and own numbers do not count.
		await held(1, number < 5 ? 5 : 1);
		for (const day of [2, 3, 4]) last.push((await held(day, number < 5 ? 2 : 5)).roundId);
	}
});
afterAll(() => world[Symbol.asyncDispose]());

test('[9.5] the spread of a criterion comes from the last three numbers of mentors, and from nothing private', async () => {
	const read = async () => (await service.cohorts(advisor))![0]!.spreads;
	expect(await read()).toEqual([
		{
			criterionId: 'structure',
			name: 'Structure',
			atLeast: 10,
			bands: [
				{ label: 'under 3', percent: 50 },
				{ label: '3 to under 4', percent: 0 },
				{ label: '4 or more', percent: 50 }
			]
		}
	]);
	// Without these three, one person of the upper five stands below: bands of six and four become one.
	for (const roundId of last.slice(-3))
		await world.db.update(rounds).set({ visibility: 'private' }).where(eq(rounds.id, roundId));
	expect(await read()).toEqual([]);
});
