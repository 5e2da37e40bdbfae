import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import {
	appendUpdates,
	assignClientId,
	findOwners,
	foldJournal,
	lockDocuments,
	readDocument,
	readDocuments,
	readRows
} from '#server/collab/journal.ts';
import { toStateHash } from '#lib/collab/state-hash.ts';
import { documentSnapshots, documentUpdates } from '#server/db/schema.ts';
import type { Database } from '#server/db/open.ts';
import {
	openTestDatabase,
	startHub,
	TestAccess,
	TestClient,
	feedback,
	foldDocument
} from './support.ts';

/** One suite on both databases. */
describe.each(['pglite', 'postgres'] as const)('the journal on %s', (kind) => {
	let database: Database;
	const name = feedback;

	beforeAll(async () => {
		database = await openTestDatabase(kind);
	});
	afterAll(() => database?.close());
	beforeEach(() =>
		database.db.execute('truncate document_updates, document_snapshots, document_clients')
	);

	/** Words, an update each. */
	function toUpdates(words: string[]): Uint8Array[] {
		const doc = new Y.Doc();
		const updates: Uint8Array[] = [];
		doc.on('update', (update: Uint8Array) => updates.push(update));
		for (const word of words)
			doc.getText('strengths').insert(doc.getText('strengths').length, word);
		return updates;
	}

	const append = (updates: Uint8Array[], of = name) =>
		database.db.transaction(async (tx) => {
			await lockDocuments(tx, [of]);
			return appendUpdates(
				tx,
				updates.map((bytes) => ({ name: of, userId: 'osei', bytes }))
			);
		});

	const textOf = async (of = name) => {
		const { doc } = await readDocument(database.db, of);
		return doc.getText('strengths').toString();
	};

	test('what is appended is read, byte for byte and in order, and each document alone', async () => {
		const updates = toUpdates(['Calm', ' — ', 'klar 😀']);
		const seqs = await append(updates);
		await append(toUpdates(['another']), 'other');
		expect(seqs).toEqual(seqs.toSorted((a, b) => a - b));
		const rows = await database.db
			.select()
			.from(documentUpdates)
			.where(eq(documentUpdates.name, name));
		expect(rows.map((row) => [...row.bytes])).toEqual(updates.map((bytes) => [...bytes]));
		expect(rows[0]).toMatchObject({ format: 1, userId: 'osei' });
		expect(await textOf()).toBe('Calm — klar 😀');
		expect(await textOf('other')).toBe('another');
		expect((await readRows(database.db, name, seqs[1])).map(({ seq }) => seq)).toEqual([seqs[2]]);
	});

	test('nothing of a batch that is rolled back', async () => {
		await database.db
			.transaction(async (tx) => {
				await appendUpdates(tx, [{ name, userId: null, bytes: toUpdates(['x'])[0]! }]);
				throw new Error('no');
			})
			.catch(() => undefined);
		expect(await textOf()).toBe('');
	});

	test('[J5] folding changes no document, twice is harmless, and what comes after is kept', async () => {
		const updates = toUpdates(Array.from({ length: 50 }, (_, index) => `${index} `));
		await append(updates.slice(0, 40));
		const before = await readDocument(database.db, name);
		for (let time = 0; time < 2; time++) await foldDocument(database, name);
		const after = await readDocument(database.db, name);
		expect(toStateHash(after.doc)).toBe(toStateHash(before.doc));
		expect(after.seq).toBe(before.seq);
		expect(await readRows(database.db, name)).toHaveLength(1);
		await append(updates.slice(40));
		expect(await textOf()).toBe(updates.map((_, index) => `${index} `).join(''));
		await foldDocument(database, name);
		expect(await textOf()).toBe(updates.map((_, index) => `${index} `).join(''));
	});

	test('[J5] of two folds the older is nothing, and rows behind the newer one stay', async () => {
		const updates = toUpdates(['one ', 'two ', 'three']);
		await append(updates.slice(0, 1));
		const old = await readDocument(database.db, name);
		await append(updates.slice(1, 2));
		await foldDocument(database, name);
		await append(updates.slice(2));
		await foldJournal(database, name, { head: old.seq, state: Y.encodeStateAsUpdate(old.doc) });
		expect(await textOf()).toBe('one two three');
		expect(await database.db.select().from(documentUpdates)).toHaveLength(1);
	});

	test('[J5] a fold that fails leaves what was there', async () => {
		await append(toUpdates(['one ', 'two ', 'three']));
		await expect(
			foldJournal(database, name, { head: Number.NaN, state: Uint8Array.of(0, 0) })
		).rejects.toThrow();
		expect(await textOf()).toBe('one two three');
		expect(await database.db.select().from(documentSnapshots)).toEqual([]);
		expect(await database.db.select().from(documentUpdates)).toHaveLength(3);
	});

	test('[J5] readers see the whole document while it is folded and written', async () => {
		const updates = toUpdates(Array.from({ length: 60 }, (_, index) => `${index} `));
		let written = 0;
		let isDone = false;
		const writer = (async () => {
			for (const update of updates) {
				await append([update]);
				written++;
			}
			isDone = true;
		})();
		const folder = (async () => {
			while (!isDone) await foldDocument(database, name);
		})();
		while (!isDone) {
			const atLeast = written;
			const words = (await textOf()).split(' ').length - 1;
			expect(words).toBeGreaterThanOrEqual(atLeast);
		}
		await Promise.all([writer, folder]);
		expect((await textOf()).split(' ')).toHaveLength(61);
	});

	test('[J2] a document’s rows rise in the order of their commits', async () => {
		const order: number[] = [];
		await Promise.all(
			Array.from({ length: 12 }, async (_, index) => {
				const [seq] = await database.db.transaction(async (tx) => {
					await lockDocuments(tx, [name, `other${index}`]);
					const seqs = await appendUpdates(tx, [
						{ name, userId: null, bytes: toUpdates([String(index)])[0]! }
					]);
					await new Promise((resolve) => setTimeout(resolve, index % 3));
					return seqs;
				});
				order.push(seq!);
			})
		);
		expect(order).toEqual(order.toSorted((a, b) => a - b));
	});

	test('[D5] a client id is given out once, and its owner is known', async () => {
		const ids = await Promise.all(
			Array.from({ length: 20 }, (_, index) =>
				assignClientId(database.db, name, index % 2 ? 'osei' : null)
			)
		);
		expect(new Set(ids).size).toBe(20);
		for (const id of ids) expect(id).toSatisfy((value: number) => value > 0 && value < 2 ** 32);
		const [stored, other] = await readDocuments(database, [name, 'other']);
		expect(stored!.clients).toHaveLength(20);
		expect(stored!.clients).toContainEqual({ clientId: ids[1], userId: 'osei' });
		expect(other!.clients).toEqual([]);
		expect(await findOwners(database.db, [name], [ids[1]!, 5])).toEqual([
			{ name, clientId: ids[1], userId: 'osei' }
		]);
	});

	test('two people and a hub over it: acknowledged is journalled', async () => {
		const access = new TestAccess();
		access.add('osei', 'lin');
		const app = await startHub(database, access);
		const pages = await Promise.all(
			['osei', 'lin'].map(async (userId) => {
				const clientId = await app.hub.assignClientId(name, userId);
				return new TestClient(app.url, { userId, clientId }).synced();
			})
		);
		for (let i = 0; i < 30; i++) for (const page of pages) page.type(`${i} `);
		await Promise.all(pages.map((page) => page.saved()));
		expect((await textOf()).length).toBe(pages[0]!.text().length);
		for (const page of pages) page.close();
		await app.close();
		expect((await textOf()).split(' ')).toHaveLength(61);
	});
});
