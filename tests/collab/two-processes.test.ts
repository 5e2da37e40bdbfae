import * as encoding from 'lib0/encoding';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { sql } from 'drizzle-orm';
import * as Y from 'yjs';
import type { FanOut } from '#server/collab/fan-out.ts';
import { lockDocuments, readRows } from '#server/collab/journal.ts';
import { createRedisFanOut } from '#server/collab/redis-fan-out.ts';
import type { Database } from '#server/db/open.ts';
import { startTcpProxy, type TcpProxy } from '../support/tcp-proxy.ts';
import {
	feedback,
	isSame,
	openTestDatabase,
	quiet,
	startHub,
	TestAccess,
	TestClient,
	until,
	untilAsync
} from './support.ts';

/*
 * Two hubs on one PostgreSQL and one Redis, as two processes have them. Redis is reached through a proxy, so that it can
 * be taken away.
 */

const redisUrl = process.env['TEST_REDIS_URL'] ?? 'redis://127.0.0.1:6379';
const prefix = `mock-rounds-test-${Math.random().toString(36).slice(2)}`;

let redis: TcpProxy;
let database: Database;
beforeAll(async () => {
	const { hostname, port } = new URL(redisUrl);
	[redis, database] = await Promise.all([
		startTcpProxy({ host: hostname, port: Number(port || 6379) }),
		openTestDatabase('postgres')
	]);
});
afterAll(async () => {
	await redis?.[Symbol.asyncDispose]();
	await database?.close();
});

let access: TestAccess;
let fanOuts: FanOut[];
let hubs: Awaited<ReturnType<typeof startHub>>[];
let clients: TestClient[];

beforeEach(async () => {
	redis.restore();
	await database.db.execute('truncate document_updates, document_snapshots, document_clients');
	access = new TestAccess();
	access.add('osei', 'lin');
	clients = [];
	fanOuts = [0, 1].map(() =>
		createRedisFanOut({ url: `redis://127.0.0.1:${redis.port}`, prefix, log: quiet })
	);
	await until('both hear', () => fanOuts.every(({ isConnected }) => isConnected));
	hubs = await Promise.all(
		fanOuts.map((fanOut) => startHub(database, access, { fanOut, heartbeatMs: 500 }))
	);
});
afterEach(async () => {
	for (const client of clients) client.close();
	await Promise.all(hubs.map((hub) => hub.close()));
});

/** A page on process 0 or 1, with a client id that the other process may never have seen. */
async function join(userId: string, process: 0 | 1): Promise<TestClient> {
	const clientId = await hubs[process]!.hub.assignClientId(feedback, userId);
	const client = new TestClient(hubs[process]!.url, { userId, clientId });
	clients.push(client);
	return client.synced();
}

const journalText = async () => {
	const doc = new Y.Doc();
	for (const { bytes } of await readRows(database.db, feedback)) Y.applyUpdate(doc, bytes);
	return doc.getText('strengths').toString();
};

const countCommitted = () =>
	hubs.map(({ hub }) => hub.stats.committedUpdates).reduce((sum, count) => sum + count, 0);

describe('[P1][J3] one document on two processes', () => {
	test('an edit on one is seen on the other, and both go on from there', async () => {
		const [osei, lin] = [await join('osei', 0), await join('lin', 1)];
		osei.type('Calm. ');
		await until('seen', () => lin.text() === 'Calm. ');
		lin.type('Clear.');
		await until('seen', () => osei.text() === 'Calm. Clear.');
		await Promise.all([osei.saved(), lin.saved()]);
		expect(await journalText()).toBe('Calm. Clear.');
	});

	test('[R8] both typing at once end the same, each row judged at the journal’s head', async () => {
		const [osei, lin] = [await join('osei', 0), await join('lin', 1)];
		for (let i = 0; i < 40; i++) {
			osei.type('o', 'strengths', 0);
			lin.type('l');
			if (i % 8 === 0) await new Promise((resolve) => setImmediate(resolve));
		}
		await Promise.all([osei.saved(), lin.saved()]);
		await until('same', () => isSame(osei.doc, lin.doc));
		expect(osei.text()).toMatch(/^(o{40}l{40}|l{40}o{40})$/);
		expect(await journalText()).toBe(osei.text());
		expect(countCommitted()).toBe(80);
	});

	test('[A8] two things said under one client id and clock: the first counts, everywhere', async () => {
		const lin = await join('lin', 1);
		const clientId = await hubs[0]!.hub.assignClientId(feedback, 'osei');
		const say = (words: string) => {
			const doc = new Y.Doc();
			doc.clientID = clientId;
			doc.getText('strengths').insert(0, words);
			return Y.encodeStateAsUpdate(doc);
		};
		const pages = [0, 1].map((process) => {
			const page = new TestClient(hubs[process]!.url, { userId: 'osei', isLive: false });
			clients.push(page);
			return page;
		});
		await Promise.all(pages.map((page) => page.synced()));
		pages[0]!.sendUpdate(say('one'));
		pages[1]!.sendUpdate(say('two'));
		await untilAsync('journalled', async () => (await journalText()) !== '');
		await until('acknowledged', () => pages.every((page) => page.acknowledged > 0));
		expect(await readRows(database.db, feedback)).toHaveLength(1);
		const said = await journalText();
		await until('seen', () => lin.text() === said);
		const late = [await join('lin', 0), await join('lin', 1)];
		expect(late.map((page) => page.text())).toEqual([said, said]);
	});

	test('what the server writes through one is seen on the other', async () => {
		const lin = await join('lin', 1);
		const show = await database.db.transaction((tx) =>
			hubs[0]!.hub.write(tx, { [feedback]: (doc) => doc.getText('strengths').insert(0, 'Moved') })
		);
		show();
		await until('seen', () => lin.text() === 'Moved');
	});

	test('while one process holds the document’s lock the other shows and acknowledges nothing', async () => {
		const [osei, lin] = [await join('osei', 0), await join('lin', 1)];
		osei.type('First. ');
		await until('seen', () => lin.text() === 'First. ');
		const gate = Promise.withResolvers<void>();
		const held = Promise.withResolvers<void>();
		const holding = database.db.transaction(async (tx) => {
			await lockDocuments(tx, [feedback]);
			held.resolve();
			await gate.promise;
		});
		await held.promise;
		osei.type('Second.');
		await untilAsync('waiting for the lock', async () => {
			const { rows } = (await database.db.execute(
				sql`select count(*)::int as waiting from pg_locks where locktype = 'advisory' and not granted`
			)) as unknown as { rows: { waiting: number }[] };
			return rows[0]!.waiting > 0;
		});
		expect(osei.isSaved).toBe(false);
		expect(lin.text()).toBe('First. ');
		gate.resolve();
		await holding;
		await osei.saved();
		await until('seen', () => lin.text() === 'First. Second.');
	});

	test('folding on one leaves the other in step', async () => {
		// Four, as one person may not send so much at once to a process.
		const pages = [
			await join('osei', 0),
			await join('osei', 1),
			await join('lin', 0),
			await join('lin', 1)
		];
		for (const page of pages) {
			for (let i = 0; i < 60; i++) page.type('x');
			await page.saved();
		}
		await untilAsync('folded', async () => (await readRows(database.db, feedback)).length < 200);
		const [osei, , , lin] = pages as [TestClient, TestClient, TestClient, TestClient];
		await until('same', () => isSame(osei.doc, lin.doc));
		lin.type('y');
		await lin.saved();
		await until('same', () => isSame(osei.doc, lin.doc));
		expect((await journalText()).replaceAll('x', '')).toBe('y');
	});
});

describe('[P2][P3] Redis comes and goes', () => {
	test('without Redis an edit is saved at once and seen on the other within seconds', async () => {
		const [osei, lin] = [await join('osei', 0), await join('lin', 1)];
		redis.cut();
		await until('noticed', () => fanOuts.every(({ isConnected }) => !isConnected));
		osei.type('Alone');
		await osei.saved();
		await until('seen', () => lin.text() === 'Alone');
		lin.type(' no more');
		await lin.saved();
		await until('seen', () => osei.text() === 'Alone no more');
	});

	test('what was said while Redis was away is there as soon as it is back', async () => {
		const [osei, lin] = [await join('osei', 0), await join('lin', 1)];
		redis.cut();
		osei.type('Said meanwhile. ');
		await osei.saved();
		redis.restore();
		await until('both hear', () => fanOuts.every(({ isConnected }) => isConnected));
		await until('caught up', () => lin.text() === 'Said meanwhile. ');
		lin.type('Answered.');
		await until('seen', () => osei.text() === 'Said meanwhile. Answered.');
	});

	test('a document is opened while Redis is away', async () => {
		const osei = await join('osei', 0);
		osei.type('Here');
		await osei.saved();
		redis.cut();
		await until('noticed', () => fanOuts.every(({ isConnected }) => !isConnected));
		const lin = await join('lin', 1);
		expect(lin.text()).toBe('Here');
		redis.restore();
		await until('both hear', () => fanOuts.every(({ isConnected }) => isConnected));
		osei.type(' now');
		await until('seen', () => lin.text() === 'Here now');
	});

	test('a message that was lost is made good by the next', async () => {
		const [osei, lin] = [await join('osei', 0), await join('lin', 1)];
		osei.type('One. ');
		await until('seen', () => lin.text() === 'One. ');
		// Committed by somebody whose message never comes.
		const silent = await startHub(database, access);
		const page = new TestClient(silent.url, {
			userId: 'osei',
			clientId: await silent.hub.assignClientId(feedback, 'osei')
		});
		await page.synced();
		page.type('Two. ');
		await page.saved();
		page.close();
		await silent.close();
		expect(lin.text()).toBe('One. ');
		osei.type('Three.');
		await osei.saved();
		await until('all seen', () => lin.text().includes('Two. ') && lin.text().includes('Three.'));
		await until('same', () => isSame(osei.doc, lin.doc));
	});
});

describe('[P4][P5] people on two processes', () => {
	/** Says that the page is there, under whatever name. */
	const greet = (client: TestClient) => {
		const encoder = encoding.createEncoder();
		encoding.writeVarUint(encoder, 1);
		encoding.writeVarUint(encoder, client.doc.clientID);
		encoding.writeVarUint(encoder, 1);
		encoding.writeVarString(encoder, JSON.stringify({ user: { name: 'Somebody else' } }));
		client.sendAwareness(encoding.toUint8Array(encoder));
	};
	const seen = (by: TestClient) =>
		by.awareness.map(({ state }) => (state as { user?: { name: string } } | null)?.user?.name);

	test('who is on one process is shown on the other, also to who comes later', async () => {
		const [osei, lin] = [await join('osei', 0), await join('lin', 1)];
		greet(osei);
		await until('shown', () => seen(lin).includes('Dr osei'));
		const late = await join('lin', 1);
		await until('shown to the latecomer', () => seen(late).includes('Dr osei'));
		await join('lin', 0);
		osei.close();
		await until('gone', () => lin.awareness.at(-1)?.state === null);
	});

	test('a process that opens the document asks the others who is there', async () => {
		const osei = await join('osei', 0);
		greet(osei);
		const lin = await join('lin', 1);
		await until('shown', () => seen(lin).includes('Dr osei'));
	});

	test('a right that ends through one process ends on the other', async () => {
		const [osei, lin] = [await join('osei', 0), await join('lin', 1)];
		access.signedIn.delete('lin');
		await hubs[0]!.hub.recheck({ userId: 'lin' });
		expect(await lin.ended()).toMatchObject({ code: 4401 });
		expect(osei.closed).toBeNull();
	});

	test('with Redis gone it ends within ten seconds', { timeout: 20_000 }, async () => {
		const lin = await join('lin', 1);
		redis.cut();
		await until('noticed', () => fanOuts.every(({ isConnected }) => !isConnected));
		access.signedIn.delete('lin');
		await hubs[0]!.hub.recheck({ userId: 'lin' });
		await until('closed', () => lin.closed !== null, 10_000);
		expect(lin.closed).toMatchObject({ code: 4401 });
	});
});
