import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Database } from '#server/db/open.ts';
import { runSchedule } from './schedule.ts';
import { feedback, openTestDatabase, startHub, TestAccess } from './support.ts';

/*
 * Schedules of edits, cut sockets, crashed servers and reloaded pages over real sockets and a real database. A failing
 * seed is printed with its steps and belongs into `pinned`. Thousands of them, under killed processes: `npm run gauntlet
 * -- --only R8`.
 */

const pinned: number[] = [];
const fresh = Number(process.env.COLLAB_FUZZ_RUNS ?? 8);
const firstSeed = Number(process.env.COLLAB_FUZZ_SEED ?? Date.now() % 1_000_000);

let database: Database;
beforeAll(async () => {
	database = await openTestDatabase('pglite');
});
afterAll(() => database.close());
beforeEach(() =>
	database.db.execute('truncate document_updates, document_snapshots, document_clients')
);

test.each([...pinned, ...Array.from({ length: fresh }, (_, index) => firstSeed + index)])(
	'[R8] schedule %i converges, and the journal has it all',
	async (seed) => {
		const access = new TestAccess();
		access.add('osei', 'lin');
		let app = await startHub(database, access, { heartbeatMs: 300 });
		const { port, url } = app;
		await runSchedule(seed, {
			url,
			path: feedback,
			assignClientId: (userId) => app.hub.assignClientId(feedback, userId),
			async crash() {
				await app.drop();
				app = await startHub(database, access, { heartbeatMs: 300, port });
			},
			read: () => app.hub.read(database.db, feedback)
		}).finally(() => app.close());
		expect(app.hub.stats.refusals).toEqual({});
	}
);
