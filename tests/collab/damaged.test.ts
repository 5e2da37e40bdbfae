import { eq } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { appendUpdates, lockDocuments } from '#server/collab/journal.ts';
import type { Database } from '#server/db/open.ts';
import { documentSnapshots, documentUpdates } from '#server/db/schema.ts';
import {
	feedback,
	openTestDatabase,
	startHub,
	TestAccess,
	TestClient,
	until,
	foldDocument
} from './support.ts';

let database: Database;
let access: TestAccess;
let app: Awaited<ReturnType<typeof startHub>>;
const clients: TestClient[] = [];
const words = ['Calm, ', 'clear, ', 'brief, ', 'kind.'];
let lines: string[] = [];

beforeAll(async () => {
	database = await openTestDatabase('pglite');
});
afterAll(() => database.close());
beforeEach(async () => {
	await database.db.execute('truncate document_updates, document_snapshots, document_clients');
	access = new TestAccess();
	access.add('osei', 'lin');
	lines = [];
	const write = (...what: unknown[]) => void lines.push(JSON.stringify(what));
	app = await startHub(database, access, { log: { info: write, warn: write, error: write } });
});
afterEach(async () => {
	for (const client of clients.splice(0)) client.close();
	await app.close();
});

/** Four rows, each by a client of its own that stands on the one before. */
async function journalWords(): Promise<number[]> {
	const updates: Uint8Array[] = [];
	let doc = new Y.Doc();
	for (const word of words) {
		const next = new Y.Doc();
		Y.applyUpdate(next, Y.encodeStateAsUpdate(doc));
		const before = Y.encodeStateVector(next);
		next.getText('strengths').insert(next.getText('strengths').length, word);
		updates.push(Y.encodeStateAsUpdate(next, before));
		doc = next;
	}
	return database.db.transaction(async (tx) => {
		await lockDocuments(tx, [feedback]);
		return appendUpdates(
			tx,
			updates.map((bytes) => ({ name: feedback, userId: 'osei', bytes }))
		);
	});
}

const setRow = (seq: number, values: Partial<typeof documentUpdates.$inferInsert>) =>
	database.db.update(documentUpdates).set(values).where(eq(documentUpdates.seq, seq));

async function readStored() {
	const { db } = database;
	const rows = await db.select().from(documentUpdates).orderBy(documentUpdates.seq);
	const snapshots = await db.select().from(documentSnapshots);
	return [...rows, ...snapshots].map(({ seq, format, bytes }) => ({
		seq,
		format,
		bytes: [...bytes]
	}));
}

async function join(userId: string): Promise<TestClient> {
	const clientId = await app.hub.assignClientId(feedback, userId);
	const client = new TestClient(app.url, { userId, clientId });
	clients.push(client);
	return client.synced();
}

const damages: [string, (seqs: number[]) => Promise<unknown>, string][] = [
	[
		'a row that breaks off',
		async ([, second]) => {
			const [row] = await database.db
				.select()
				.from(documentUpdates)
				.where(eq(documentUpdates.seq, second!));
			return setRow(second!, { bytes: row!.bytes.slice(0, 9) });
		},
		'Calm, '
	],
	[
		'a row that is gone',
		([, , third]) => database.db.delete(documentUpdates).where(eq(documentUpdates.seq, third!)),
		'Calm, clear, '
	],
	[
		'a row of noise',
		([, , , last]) => setRow(last!, { bytes: Uint8Array.from([9, 200, 200, 1]) }),
		'Calm, clear, brief, '
	],
	[
		'a row of a later format',
		([, , , last]) => setRow(last!, { format: 2 }),
		'Calm, clear, brief, '
	]
];

describe.each(damages)('[J8] %s', (_what, damage, readable) => {
	test('the document opens as far as it can be read, and takes nothing', async () => {
		await damage(await journalWords());
		const stored = await readStored();
		const osei = await join('osei');
		const lin = await join('lin');
		expect(osei.text()).toBe(readable);
		expect(osei.messages).toContainEqual({ type: 'rights', canWrite: false });
		expect(osei.refusals).toEqual(['damaged']);
		expect(lines.filter((line) => line.includes('damaged rows'))).toHaveLength(1);

		osei.type('Over it');
		await until('refused', () => osei.refusals.length > 1);
		expect(new Set(osei.refusals)).toEqual(new Set(['damaged']));
		await app.hub.recheck({});
		expect(osei.messages.filter(({ type }) => type === 'rights')).toHaveLength(1);
		expect(lin.text()).toBe(readable);
		expect(osei.closed).toBeNull();

		for (const client of clients) client.close();
		await until('released', () => app.hub.stats.documents === 0);
		await app.hub.close();
		expect(await readStored()).toEqual(stored);
		const copy = await app.hub.read(database.db, feedback);
		expect(copy.getText('strengths').toString()).toBe(readable);
	});
});

test('[J8] a snapshot that breaks off is left as it is', async () => {
	await journalWords();
	await foldDocument(database, feedback);
	const [snapshot] = await database.db.select().from(documentSnapshots);
	await database.db.update(documentSnapshots).set({ bytes: snapshot!.bytes.slice(0, 30) });
	const stored = await readStored();
	const osei = await join('osei');
	expect(osei.refusals).toEqual(['damaged']);
	osei.close();
	await until('released', () => app.hub.stats.documents === 0);
	await app.close();
	expect(await readStored()).toEqual(stored);
});

test('[J8] another document is written as ever', async () => {
	const seqs = await journalWords();
	await setRow(seqs[0]!, { format: 2 });
	const osei = await join('osei');
	expect(osei.text()).toBe('');
	await database.db.update(documentUpdates).set({ name: 'elsewhere' });
	osei.close();
	await until('released', () => app.hub.stats.documents === 0);
	const back = await join('osei');
	back.type('As ever');
	await back.saved();
	expect(back.refusals).toEqual([]);
});
