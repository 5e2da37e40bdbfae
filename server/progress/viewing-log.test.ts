import { afterAll, beforeAll, expect, test } from 'vitest';
import { givenSeasons } from '../../tests/support/season.ts';
import type { Actor } from '../auth/actor.ts';
import { viewings } from '../db/schema.ts';
import { createSharingService } from './sharing-service.ts';

let world: Awaited<ReturnType<typeof givenSeasons>>;
let [candidate, advisor]: Actor[] = [];
const first = Date.parse('2026-11-01T12:00:00Z');

beforeAll(async () => {
	world = await givenSeasons();
	candidate = await world.given.person('Amara');
	advisor = await world.given.person('Ines');
	const toLook = (index: number, ownerId: string) => ({
		id: `look${ownerId}${String(index).padStart(3, '0')}`,
		ownerId,
		viewerId: advisor!.userId,
		what: 'season' as const,
		// Three at a time in the same moment: the id decides between them.
		at: new Date(first + Math.floor(index / 3) * 60_000)
	});
	const looks = Array.from({ length: 250 }, (_, index) => toLook(index, candidate!.userId));
	await world.db.insert(viewings).values([...looks, toLook(0, advisor!.userId)]);
});
afterAll(() => world[Symbol.asyncDispose]());

test('[8.4] the log of who looked is read to its end, a hundred looks at a time and none twice', async () => {
	const sharing = createSharingService({ db: world.db });
	const pages = [(await sharing.own(candidate!))!];
	for (let before = pages[0]!.olderBefore; before; before = pages.at(-1)!.olderBefore)
		pages.push((await sharing.own(candidate!, before))!);
	expect(pages.map((page) => [page.viewings.length, page.isOlder])).toEqual([
		[100, false],
		[100, true],
		[50, true]
	]);
	const ids = pages.flatMap((page) => page.viewings.map(({ id }) => id));
	expect(ids).toEqual([...new Set(ids)].sort().reverse());
});

test('a look at somebody else’s, or none, begins at the newest', async () => {
	const sharing = createSharingService({ db: world.db });
	const newest = (await sharing.own(candidate!))!;
	for (const before of [`look${advisor!.userId}000`, 'nothing'])
		expect(await sharing.own(candidate!, before)).toEqual(newest);
});
