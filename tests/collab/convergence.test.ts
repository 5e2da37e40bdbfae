import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { WebSocket as NodeWebSocket } from 'ws';
import { LiveDocument } from '#lib/collab/live-document.svelte.ts';
import { toStateHash } from '#lib/collab/state-hash.ts';
import type { Database } from '#server/db/open.ts';
import { feedback, openTestDatabase, origin, startHub, TestAccess, until } from './support.ts';

/*
 * Schedules of edits, cut sockets, crashed servers and reloaded pages over real sockets and a real database. Each is
 * made from its seed; a failing one is printed with its steps and belongs into `pinned`.
 */

const pinned: number[] = [];
const fresh = Number(process.env.COLLAB_FUZZ_RUNS ?? 8);
const firstSeed = Number(process.env.COLLAB_FUZZ_SEED ?? Date.now() % 1_000_000);
const stepsPerRun = 60;

let database: Database;
beforeAll(async () => {
	database = await openTestDatabase('pglite');
});
afterAll(() => database.close());
beforeEach(() =>
	database.db.execute('truncate document_updates, document_snapshots, document_clients')
);

/** mulberry32 */
function createRandom(seed: number) {
	let state = seed >>> 0;
	const next = () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let value = Math.imul(state ^ (state >>> 15), state | 1);
		value ^= value + Math.imul(value ^ (value >>> 7), value | 61);
		return ((value ^ (value >>> 14)) >>> 0) / 2 ** 32;
	};
	return { below: (end: number) => Math.floor(next() * end) };
}

const socketOf = (userId: string) =>
	class extends NodeWebSocket {
		constructor(url: string, protocols: string[]) {
			super(url, protocols, { headers: { origin, cookie: `session=${userId}` } });
		}
	} as unknown as typeof WebSocket;

const people = ['osei', 'lin', 'osei'];
const roots = ['strengths', 'next-steps'];

async function run(seed: number): Promise<void> {
	const random = createRandom(seed);
	const steps: string[] = [];
	const access = new TestAccess();
	access.add('osei', 'lin');
	let app = await startHub(database, access, { heartbeatMs: 300 });
	const { port } = app;

	const open = async (index: number) => {
		const userId = people[index]!;
		const clientId = await app.hub.assignClientId(feedback, userId);
		return new LiveDocument({
			path: feedback,
			clientId,
			userId,
			name: userId,
			role: 'interviewer',
			url: `ws://127.0.0.1:${port}/collab`,
			WebSocket: socketOf(userId)
		});
	};
	const pages = await Promise.all(people.map((_, index) => open(index)));

	const edit = (index: number) => {
		const page = pages[index]!;
		const text = page.doc.getText(roots[random.below(roots.length)]);
		const at = random.below(text.length + 1);
		switch (random.below(4)) {
			case 0:
				text.delete(
					Math.min(at, Math.max(0, text.length - 1)),
					Math.min(3, text.length - Math.min(at, Math.max(0, text.length - 1)))
				);
				return 'delete';
			case 1:
				page.doc.getMap('agreed').set(`structure:${people[index]}`, 1 + random.below(5));
				return 'set';
			default:
				text.insert(at, String.fromCodePoint(97 + random.below(26)).repeat(1 + random.below(9)));
				return 'insert';
		}
	};

	try {
		for (let step = 0; step < stepsPerRun; step++) {
			const index = random.below(pages.length);
			const dice = random.below(40);
			if (dice === 0) {
				steps.push('crash');
				await app.drop();
				app = await startHub(database, access, { heartbeatMs: 300, port });
			} else if (dice < 3) {
				steps.push(`cut ${people[index]}`);
				app.cut(people[index]);
			} else if (dice === 3 && pages[index]!.status === 'saved') {
				steps.push(`reload ${index}`);
				pages[index]!.destroy();
				pages[index] = await open(index);
			} else {
				steps.push(`${edit(index)} by ${index}`);
			}
			if (random.below(3) === 0)
				await new Promise((resolve) => setTimeout(resolve, random.below(8)));
		}
		await until(`all saved (${pages.map((page) => page.status)})`, () =>
			pages.every((page) => page.status === 'saved')
		);
		await until(
			'all the same',
			() => new Set(pages.map((page) => toStateHash(page.doc))).size === 1
		);
		const journalled = await app.hub.read(database.db, feedback);
		expect(toStateHash(journalled)).toBe(toStateHash(pages[0]!.doc));
		for (const root of roots)
			expect(journalled.getText(root).toString()).toBe(pages[0]!.doc.getText(root).toString());
		expect(app.hub.stats.refusals).toEqual({});
	} catch (error) {
		throw new Error(`seed ${seed}: ${steps.join(', ')}`, { cause: error });
	} finally {
		for (const page of pages) page.destroy();
		await app.close();
	}
}

test.each([...pinned, ...Array.from({ length: fresh }, (_, index) => firstSeed + index)])(
	'[R8] schedule %i converges, and the journal has it all',
	run
);
