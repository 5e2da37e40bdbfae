import pg from 'pg';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { toStateHash } from '#lib/collab/state-hash.ts';
import { appendUpdates, foldJournal, lockDocuments, readDocument } from '#server/collab/journal.ts';
import { openDatabase } from '#server/db/open.ts';
import { feedback, openTestDatabase } from '../collab/support.ts';
import { startApp } from '../support/app.ts';
import { createTestDatabase } from '../support/postgres.ts';
import { createRandom } from '../support/random.ts';
import { allBack, allSaved, Editor } from './editor.ts';
import { readMetrics } from './metrics-reading.ts';
import { openRooms } from './rooms.ts';
import { pause, waitFor } from './wait.ts';

async function openEditors() {
	const test = await createTestDatabase();
	const app = await startApp({ databaseUrl: test.url });
	const database = await openDatabase({ databaseUrl: test.url, dataDir: '' });
	const rooms = await openRooms(database);
	const { writers } = await rooms.makeRoom(3);
	await rooms[Symbol.asyncDispose]();
	await database.close();
	const editors = writers.map(
		(seat, index) =>
			new Editor({ port: app.port, origin: app.url, seat, name: 'ABC'.charAt(index), seed: index })
	);
	await allBack(editors);
	for (const editor of editors) editor.type(100);
	return {
		url: test.url,
		app,
		editors,
		async [Symbol.asyncDispose]() {
			for (const editor of editors) editor.stop();
			await app[Symbol.asyncDispose]();
			await test[Symbol.asyncDispose]();
		}
	};
}

const savedBy = (editors: Editor[]) => editors.map(({ saved }) => saved.size);

test('[F7] a locked journal makes acknowledgements wait, and nothing is lost when it is free again', async () => {
	await using scene = await openEditors();
	const { app, editors } = scene;
	const client = new pg.Client({ connectionString: scene.url });
	await client.connect();
	await client.query('begin');
	await client.query('lock table document_updates in access exclusive mode');
	await pause(200);
	const saved = savedBy(editors);
	await pause(1_500);
	expect(savedBy(editors)).toEqual(saved);
	expect((await fetch(`${app.url}/healthz`)).status).toBe(200);
	await client.query('rollback');
	await client.end();
	await waitFor('saving again', 20_000, () =>
		editors.every((editor, index) => editor.saved.size > saved[index]!)
	);
	for (const editor of editors) editor.rest();
	await allSaved(editors);
	expect(editors.flatMap(({ faults }) => faults)).toEqual([]);
}, 60_000);

test('[F28] a server that stands still for five seconds loses nobody', async () => {
	await using scene = await openEditors();
	const { app, editors } = scene;
	const pid = app.pid()!;
	process.kill(pid, 'SIGSTOP');
	await pause(5_000);
	process.kill(pid, 'SIGCONT');
	for (const editor of editors) editor.rest();
	await allSaved(editors);
	expect(app.pid()).toBe(pid);
	expect(editors.map(({ closings }) => closings)).toEqual([0, 0, 0]);
	expect((await readMetrics(app.url)).get('mock_rounds_open_sockets')).toBe(3);
}, 60_000);

test('[F31] a fold that is killed at any moment leaves the same document', async () => {
	const random = createRandom(31);
	const database = await openTestDatabase('postgres');
	// Only connections that fold are killed, so folds have theirs alone.
	const folder = await openDatabase({ databaseUrl: database.connectionString, dataDir: '' });
	const connect = async () => {
		const client = new pg.Client({ connectionString: database.connectionString });
		await client.connect();
		return client;
	};
	const [killer, holder] = [await connect(), await connect()];
	const kill = async () => {
		const { rowCount } = await killer.query(
			`select pg_terminate_backend(pid) from pg_stat_activity
				where datname = current_database() and state = 'active' and query like 'with snapshot as%'`
		);
		return rowCount;
	};
	const doc = new Y.Doc();
	const write = async () => {
		const before = Y.encodeStateVector(doc);
		const text = doc.getText('strengths');
		text.insert(random.below(text.length + 1), 'Calm, clear. '.repeat(50));
		if (text.length > 5_000) text.delete(random.below(100), 900);
		const bytes = Y.encodeStateAsUpdate(doc, before);
		await database.db.transaction(async (tx) => {
			await lockDocuments(tx, [feedback]);
			await appendUpdates(tx, [{ name: feedback, userId: 'osei', bytes }]);
		});
	};
	let killed = 0;
	for (let round = 0; round < 100; round++) {
		await write();
		await write();
		const { seq: head, doc: copy } = await readDocument(database.db, feedback);
		// Every tenth is caught in the middle for certain: it has its snapshot, and waits for the rows to delete.
		const isHeld = round % 10 === 0;
		await holder.query('begin');
		if (isHeld) await holder.query('lock table document_updates in share mode');
		const folding = foldJournal(folder, feedback, {
			head,
			state: Y.encodeStateAsUpdate(copy)
		}).catch(() => killed++);
		await pause(random.below(3));
		if (isHeld) await expect.poll(kill).toBe(1);
		else await kill();
		await folding;
		await holder.query('rollback');
		const after = await readDocument(database.db, feedback);
		expect(after.isDamaged).toBe(false);
		expect(toStateHash(after.doc)).toBe(toStateHash(doc));
		expect(after.doc.getText('strengths').toString()).toBe(doc.getText('strengths').toString());
	}
	expect(killed).toBeGreaterThanOrEqual(10);
	await Promise.all([killer.end(), holder.end()]);
	await folder.close();
	await database.close();
}, 60_000);
