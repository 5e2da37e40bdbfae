import { eq } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readQueueFilters } from '#lib/advising/queue.ts';
import { readFilters } from '#lib/progress/filters.ts';
import { visibilities, type Visibility } from '#lib/progress/visibility.ts';
import type { Actor } from '#server/auth/actor.ts';
import { rounds } from '#server/db/schema.ts';
import { givenSeasons } from '../../tests/support/season.ts';
import { createAdvisingService } from '../advising/advising-service.ts';
import { createProgressService } from './progress-service.ts';
import { createSharingService } from './sharing-service.ts';

const now = () => new Date('2026-11-22T12:00:00Z');
const everything = readFilters(new URLSearchParams());
const everybody = readQueueFilters(new URLSearchParams('list=everybody'));

type Reader = 'advisor' | 'staff' | 'advisor elsewhere' | 'former' | 'mentor' | 'peer' | 'stranger';
const readers: Reader[] = [
	'advisor',
	'staff',
	'advisor elsewhere',
	'former',
	'mentor',
	'peer',
	'stranger'
];

/** What SPEC 8.1 says, written once more and apart from the queries. */
const isOpen = (reader: Reader, place: 'school' | 'clinic', visibility: Visibility): boolean => {
	if (visibility === 'private') return false;
	if (place === 'clinic') return reader === 'advisor elsewhere';
	if (reader === 'advisor') return true;
	return (reader === 'staff' || reader === 'former') && visibility === 'organisation';
};

let world: Awaited<ReturnType<typeof givenSeasons>>;
let progress: ReturnType<typeof createProgressService>;
let advising: ReturnType<typeof createAdvisingService>;
let sharing: ReturnType<typeof createSharingService>;
let candidate: Actor;
let places: string[];
const people = {} as Record<Reader, Actor>;
const held: { roundId: string; interviewId: string; place: 'school' | 'clinic' }[] = [];

beforeAll(async () => {
	world = await givenSeasons();
	const { db, given } = world;
	progress = createProgressService({ db, now });
	advising = createAdvisingService({ db, now });
	sharing = createSharingService({ db, now });
	const [school, clinic] = [await given.organisation('School'), await given.organisation('Clinic')];
	places = [school, clinic];
	candidate = await given.person('Amara', { [school]: 'candidate', [clinic]: 'candidate' });
	const interviewer = await given.person('Dr Osei', { [school]: 'mentor' });
	people.advisor = await given.person('Ines', { [school]: 'advisor' });
	people.staff = await given.person('Kim', { [school]: 'admin' });
	people['advisor elsewhere'] = await given.person('Lea', { [clinic]: 'advisor' });
	people.former = await given.person('Jan', { [school]: 'advisor' });
	people.mentor = await given.person('Dr Raman', { [school]: 'mentor' });
	people.peer = await given.person('Chen', { [school]: 'candidate' });
	people.stranger = await given.person('Sam');
	await given.follows(people.advisor, candidate, school);
	await given.follows(people['advisor elsewhere'], candidate, clinic);
	await given.follows(people.former, candidate, school, { endsAt: '2026-11-01' });
	for (const [index, place] of (['school', 'school', 'clinic', 'school'] as const).entries())
		held.push({
			place,
			...(await given.interview({
				organisationId: place === 'school' ? school : clinic,
				candidate,
				interviewer,
				at: `2026-11-0${index + 1}T18:00:00Z`,
				cards: [{ by: interviewer, marks: { structure: 3 } }]
			}))
		});
});
afterAll(() => world[Symbol.asyncDispose]());

const choice = fc.tuple(...Array.from({ length: 4 }, () => fc.constantFrom(...visibilities)));

test('[8.1] [8.2] each list, season, file and interview shows what is shared, whatever is chosen', async () => {
	await fc.assert(
		fc.asyncProperty(choice, async (chosen) => {
			for (const [index, { roundId }] of held.entries())
				await sharing.setVisibility(candidate, roundId, chosen[index]!);
			for (const reader of readers) {
				const actor = people[reader];
				const open = held.filter(({ place }, index) => isOpen(reader, place, chosen[index]!));
				const ids = open.map(({ roundId }) => roundId);

				const season = await progress.season(actor, everything, candidate.userId);
				expect(season?.entries.map(({ roundId }) => roundId) ?? [], reader).toEqual(ids);
				const lines = await progress.table(actor, candidate.userId);
				expect([...(lines ?? ['head'])].length - 1, reader).toBe(open.length);
				for (const { interviewId, roundId } of held)
					expect(await sharing.openRounds(actor, interviewId), reader).toEqual(
						ids.includes(roundId) ? [roundId] : []
					);
				const file = await advising.ratings(actor, places[reader === 'advisor elsewhere' ? 1 : 0]!);
				const numbers = (await Array.fromAsync(file ?? [])).join('').split('\r\n');
				expect(numbers.filter((line) => line.endsWith('Structure,3')).length, reader).toBe(
					open.length
				);
				const { rows } = await advising.queue(actor, everybody);
				if (reader.startsWith('advisor')) expect(rows[0]?.mocks).toBe(open.length);
				else expect(rows).toEqual([]);
			}
			expect((await progress.season(candidate, everything))?.total).toBe(held.length);
		}),
		{ seed: 8, numRuns: 25 }
	);
}, 90_000);

test('[8.2] with everything private the advisor has a name and nothing more', async () => {
	const { db } = world;
	await db
		.update(rounds)
		.set({ visibility: 'private' })
		.where(eq(rounds.candidateId, candidate.userId));
	const season = await progress.season(people.advisor, everything, candidate.userId);
	expect(season).toMatchObject({ total: 0, lines: [], next: { strength: null } });
});
