import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { givenSeasons } from '../../tests/support/season.ts';
import type { Actor } from '../auth/actor.ts';
import { addenda } from '../db/schema.ts';
import { createSharingService } from '../progress/sharing-service.ts';
import { createOutcomeService } from './outcome-service.ts';

let world: Awaited<ReturnType<typeof givenSeasons>>;
let outcomes: ReturnType<typeof createOutcomeService>;
let [candidate, mentor, advisor]: Actor[] = [];
let place: { interviewId: string; roundId: string };

beforeAll(async () => {
	world = await givenSeasons();
	const { db, given } = world;
	outcomes = createOutcomeService({ db, openRounds: createSharingService({ db }).openRounds });
	const school = await given.organisation('School');
	candidate = await given.person('Amara', { [school]: 'candidate' });
	mentor = await given.person('Dr Osei', { [school]: 'mentor' });
	advisor = await given.person('Dr Feldman', { [school]: 'advisor' });
	await given.follows(advisor, candidate, school);
	place = await given.interview({
		organisationId: school,
		candidate,
		interviewer: mentor,
		at: '2026-11-10T18:00:00Z'
	});
});
afterAll(() => world[Symbol.asyncDispose]());
beforeEach(async () => void (await world.db.delete(addenda)));

const say = (who: Actor, body: string) => outcomes.addAddendum(who, { ...place, body });
const readShown = async (who: Actor) =>
	(await outcomes.get(who, place.interviewId))!.rounds[0]!.addenda;

test('what others add is news to the candidate alone, until it was before them', async () => {
	expect(await outcomes.unreadComments(candidate!)).toEqual([]);
	for (const [who, words] of [
		[mentor!, 'From the train.'],
		[candidate!, 'My own.'],
		[advisor!, 'Well done.'],
		[advisor!, 'And rest.']
	] as const)
		expect(await say(who, words)).toEqual({ ok: true });
	expect(await outcomes.unreadComments(candidate!)).toEqual([
		{
			interviewId: place.interviewId,
			kind: 'mentor',
			finishedAt: '2026-11-10T18:00:00.000Z',
			ordinal: 1,
			names: ['Dr Feldman', 'Dr Osei']
		}
	]);
	for (const who of [mentor!, advisor!, { ...candidate!, isGuest: true }])
		expect(await outcomes.unreadComments(who)).toEqual([]);
	expect((await readShown(candidate!)).map(({ isNew }) => isNew)).toEqual([
		true,
		false,
		true,
		true
	]);
	expect((await readShown(advisor!)).some(({ isNew }) => isNew)).toBe(false);
});

test('what came after the page was shown stays news; nobody else reads for them', async () => {
	await say(advisor!, 'Well done.');
	const until = new Date((await readShown(candidate!))[0]!.createdAt);
	await world.db.insert(addenda).values({
		id: 'later-comment',
		roundId: place.roundId,
		authorId: mentor!.userId,
		body: 'Later.',
		createdAt: new Date(until.getTime() + 1)
	});
	for (const who of [mentor!, advisor!])
		expect(await outcomes.readComments(who, place.interviewId, new Date())).toBe(false);
	expect(await outcomes.unreadComments(candidate!)).toMatchObject([
		{ names: ['Dr Osei', 'Dr Feldman'] }
	]);
	expect(await outcomes.readComments(candidate!, place.interviewId, until)).toBe(true);
	expect(await outcomes.unreadComments(candidate!)).toMatchObject([{ names: ['Dr Osei'] }]);
});
