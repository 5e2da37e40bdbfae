import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { Socket } from 'node:net';
import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import { toSyncFrame } from '#lib/collab/protocol.ts';
import { toStateHash } from '#lib/collab/state-hash.ts';
import { documentSnapshots, documentUpdates, lateEdits } from '#server/db/schema.ts';
import type { Database } from '#server/db/open.ts';
import {
	feedback,
	given,
	openTestDatabase,
	origin,
	startHub,
	TestAccess,
	TestClient,
	until,
	untilAsync,
	type ClientOptions
} from './support.ts';

let database: Database;
let access: TestAccess;
let app: Awaited<ReturnType<typeof startHub>>;
const clients: TestClient[] = [];

beforeAll(async () => {
	database = await openTestDatabase('pglite');
});
afterAll(() => database.close());
beforeEach(async () => {
	await database.db.execute(
		'truncate document_updates, document_snapshots, document_clients, late_edits'
	);
	access = new TestAccess();
	access.add('osei', 'lin');
	app = await startHub(database, access);
});
afterEach(async () => {
	for (const client of clients.splice(0)) client.close();
	await app.close();
});

function connect(options: ClientOptions = {}): TestClient {
	const client = new TestClient(app.url, options);
	clients.push(client);
	return client;
}

async function join(userId: string, options: ClientOptions = {}): Promise<TestClient> {
	const clientId = await app.hub.assignClientId(feedback, userId);
	return connect({ userId, clientId, ...options }).synced();
}

const countRows = async () => (await database.db.select().from(documentUpdates)).length;

describe('writing', () => {
	test('an edit is journalled, acknowledged, and shown to the other', async () => {
		const osei = await join('osei');
		const lin = await join('lin');
		osei.type('Answered in order.');
		await osei.saved();
		expect(await countRows()).toBe(1);
		await until('shown', () => lin.text() === 'Answered in order.');
	});

	test('an edit survives a server that is gone without a word', async () => {
		const osei = await join('osei');
		for (const word of ['Calm, ', 'clear, ', 'brief.']) osei.type(word);
		await osei.saved();
		await app.drop();
		app = await startHub(database, access);
		const lin = await join('lin');
		expect(lin.text()).toBe('Calm, clear, brief.');
		const copy = await database.db.transaction((tx) => app.hub.read(tx, feedback));
		expect(copy.getText('strengths').toString()).toBe('Calm, clear, brief.');
	});

	test('two people typing at once end with the same text', async () => {
		const osei = await join('osei');
		const lin = await join('lin');
		for (let i = 0; i < 20; i++) {
			osei.type(`a${i} `, 'strengths', 0);
			lin.type(`b${i} `);
		}
		await Promise.all([osei.saved(), lin.saved()]);
		await until('same', () => osei.text() === lin.text() && osei.text().length > 100);
	});
});

describe('[T1][T2][T3] who comes in', () => {
	const statusOf = async (options: ClientOptions) => {
		const client = connect(options);
		await until('answered', () => client.status !== null || client.isSynced);
		return client.status;
	};

	test('without a cookie, with a wrong one: 401, and nothing is made', async () => {
		for (let i = 0; i < 50; i++) {
			expect(await statusOf({})).toBe(401);
			expect(await statusOf({ userId: `nobody${i}` })).toBe(401);
		}
		expect(app.hub.stats).toMatchObject({ documents: 0, sockets: 0 });
		expect(await countRows()).toBe(0);
	});

	test.each([
		undefined,
		'null',
		'http://localhost',
		'https://localhost:3000',
		'http://evil.localhost:3000',
		'http://localhost:3000.evil.test',
		'http://localhost:30000'
	])('from the origin %s: 403', async (given) => {
		const headers: Record<string, string> = { origin: given ?? '' };
		expect(await statusOf({ userId: 'osei', headers })).toBe(403);
	});

	test('without the right to read: 403; a document that is not there: 404', async () => {
		access.readers.delete('lin');
		expect(await statusOf({ userId: 'lin' })).toBe(403);
		expect(await statusOf({ userId: 'osei', path: 'x'.repeat(20) + '/feedback' })).toBe(404);
		expect(await statusOf({ userId: 'osei', path: '../healthz' })).toBe(404);
	});

	test('a plain request says why', async () => {
		const ask = (headers: Record<string, string>) =>
			fetch(`http://127.0.0.1:${app.port}/collab/${feedback}`, { headers });
		expect((await ask({ origin })).status).toBe(401);
		expect((await ask({ origin: 'http://evil.test' })).status).toBe(403);
		const fine = await ask({ origin, cookie: 'session=osei' });
		expect(fine.status).toBe(426);
		expect(fine.headers.get('x-collab-status')).toBe('426');
	});

	test('a page of another version is told to load again', async () => {
		const page = connect({ userId: 'osei', protocols: ['mock-rounds.9'] });
		expect(await page.ended()).toMatchObject({ code: 4409 });
	});
});

describe('[D2] an acknowledgement means committed', () => {
	test('nothing is acknowledged or shown while the transaction is open', async () => {
		const osei = await join('osei');
		const lin = await join('lin');
		await Promise.all([osei.saved(), lin.saved()]);
		const gate = Promise.withResolvers<void>();
		const { stillWriters } = access;
		access.stillWriters = async (tx, writers) => {
			await gate.promise;
			return stillWriters.call(access, tx, writers);
		};
		osei.type('Held');
		const late = await join('lin').catch(() => null);
		await new Promise((resolve) => setTimeout(resolve, 100));
		expect(osei.isSaved).toBe(false);
		expect(lin.text()).toBe('');
		expect(late?.text()).toBe('');
		gate.resolve();
		await osei.saved();
		expect(await countRows()).toBe(1);
		await until('shown', () => lin.text() === 'Held' && late?.text() === 'Held');
	});

	test('[F2] the same again is acknowledged and not journalled twice', async () => {
		const osei = await join('osei');
		osei.type('Once');
		await osei.saved();
		const again = Y.encodeStateAsUpdate(osei.doc);
		osei.sendUpdate(again);
		osei.sendUpdate(again, 'step2');
		await osei.saved();
		expect(await countRows()).toBe(1);
	});

	test('[F2] text that was committed and not acknowledged is sent again from another socket, once', async () => {
		const osei = await join('osei');
		osei.type('Before ');
		await osei.saved();
		osei.close();
		osei.doc.getText('strengths').insert(7, 'and after');
		const back = connect({ userId: 'osei', doc: osei.doc });
		await back.synced();
		await back.saved();
		expect((await app.hub.read(database.db, feedback)).getText('strengths').toString()).toBe(
			'Before and after'
		);
	});

	test('[F5] a batch that loses the database closes the sockets to come back, and the process lives', async () => {
		const osei = await join('osei');
		const { stillWriters } = access;
		access.stillWriters = () => Promise.reject(new Error('connection terminated'));
		osei.type('Not lost');
		expect(await osei.ended()).toMatchObject({ code: 1013 });
		expect(osei.acknowledged).toBe(1); // The first answer, which held nothing.
		access.stillWriters = stillWriters;
		const back = connect({ userId: 'osei', doc: osei.doc });
		await back.synced();
		await back.saved();
		expect(await countRows()).toBe(1);
	});
});

describe('[T8] read-only', () => {
	test('SyncStep2 and Update are both dropped, with a refusal; nobody sees them', async () => {
		access.writers.delete('lin');
		const osei = await join('osei');
		const lin = await join('lin');
		const draft = new Y.Doc({ guid: 'draft' });
		draft.clientID = lin.doc.clientID;
		draft.getText('strengths').insert(0, 'Not mine to say');
		for (const type of ['update', 'step2'] as const)
			lin.sendUpdate(Y.encodeStateAsUpdate(draft), type);
		await until('refused twice', () => lin.refusals.length === 2);
		expect(lin.refusals).toEqual(['read-only', 'read-only']);
		expect(await countRows()).toBe(0);
		osei.type('Only this');
		await until('shown', () => lin.text() === 'Only this');
		expect(osei.text()).toBe('Only this');
	});

	test('a stock client follows, and hears nothing but y-websocket', async () => {
		const osei = await join('osei');
		const stock = connect({ userId: 'lin', protocols: [] });
		await stock.synced();
		osei.type('Followed');
		await until('shown', () => stock.text() === 'Followed');
		expect(stock.messages).toEqual([]);
	});

	test('[D5] a socket with a client id of its own making may not write', async () => {
		const lin = connect({ userId: 'lin' });
		await lin.synced();
		lin.type('x');
		expect(await lin.ended()).toMatchObject({ code: 1008 });
		expect(lin.refusals).toEqual(['foreign-client']);
		expect(await countRows()).toBe(0);
	});

	test('[D5] nobody goes on where the server writes', async () => {
		const publish = await database.db.transaction((tx) =>
			app.hub.write(tx, { [feedback]: (doc) => doc.getText('strengths').insert(0, 'Set ') })
		);
		publish();
		const lin = connect({ userId: 'lin' });
		await lin.synced();
		expect(lin.text()).toBe('Set ');
		// Not before: Yjs takes another id by itself where somebody else's words come under its own.
		lin.doc.clientID = 0;
		lin.type('x');
		expect(await lin.ended()).toMatchObject({ code: 1008 });
		expect(lin.refusals).toEqual(['foreign-client']);
		expect(await countRows()).toBe(1);
	});

	test('[T41] a right that ends inside the batch drops the update', async () => {
		const osei = await join('osei');
		access.isStillWriter = () => false;
		osei.type('Too late');
		await until('refused', () => osei.refusals.length > 0);
		expect(await countRows()).toBe(0);
		expect(osei.isSaved).toBe(false);
	});
});

describe('[T17][T40] rights that end', () => {
	test('sign-out, removal and demotion reach the socket within a second', async () => {
		const osei = await join('osei');
		const lin = await join('lin');
		access.writers.delete('osei');
		await app.hub.recheck({ userId: 'osei' });
		await until('told', () => osei.messages.some((m) => m.type === 'rights' && !m.canWrite));
		expect(osei.closed).toBeNull();

		access.readers.delete('osei');
		access.signedIn.delete('lin');
		const start = performance.now();
		await app.hub.recheck({});
		expect(await osei.ended()).toMatchObject({ code: 4403 });
		expect(await lin.ended()).toMatchObject({ code: 4401 });
		expect(performance.now() - start).toBeLessThan(1_000);
	});

	test('only matching sockets are asked again', async () => {
		const osei = await join('osei');
		access.signedIn.delete('osei');
		await app.hub.recheck({ sessionId: 'session-lin' });
		await app.hub.recheck({ interviewId: 'another' });
		expect(osei.closed).toBeNull();
		await app.hub.recheck({ sessionId: 'session-osei' });
		expect(await osei.ended()).toMatchObject({ code: 4401 });
	});

	test('a key that a phase has opened meanwhile is asked for again, not refused', async () => {
		const osei = await join('osei');
		const { open } = access;
		access.open = async (cookies, name) => {
			const opened = await open.call(access, cookies, name);
			if (!opened.ok) return opened;
			return { ...opened, policy: { ...opened.policy, canSet: () => false } };
		};
		await app.hub.recheck({ userId: 'osei' });
		access.open = open;
		osei.doc.getMap('agreed').set('structure:osei', 4);
		expect(await osei.ended()).toMatchObject({ code: 1013 });
		const back = connect({ userId: 'osei', doc: osei.doc });
		await back.synced();
		await back.saved();
		expect(await countRows()).toBe(1);
	});
});

describe('[T5][T6][T7] what is refused', () => {
	test('[E3] a squat on the colleague’s client id: closed, and the colleague loses nothing', async () => {
		const osei = await join('osei');
		osei.type('Typed ');
		await osei.saved();
		const lin = await join('lin', { isLive: false });
		const squat = encoding.createEncoder();
		for (const value of [1, 1, osei.doc.clientID, Y.getState(osei.doc.store, osei.doc.clientID)])
			encoding.writeVarUint(squat, value);
		encoding.writeUint8(squat, 0);
		encoding.writeVarUint(squat, 1e9);
		encoding.writeVarUint(squat, 0);
		lin.sendUpdate(encoding.toUint8Array(squat));
		expect(await lin.ended()).toMatchObject({ code: 1008 });
		osei.type('offline text');
		await osei.saved();
		const reader = await join('lin');
		expect(reader.text()).toBe('Typed offline text');
	});

	test.each<[string, string, (doc: Y.Doc) => void]>([
		['a root of one’s own', 'wrong-root', (doc) => doc.getText('scores').insert(0, 'x')],
		['somebody else’s key', 'not-allowed', (doc) => doc.getMap('agreed').set('structure:osei', 1)],
		['an embed', 'wrong-root', (doc) => doc.getText('strengths').insertEmbed(0, { x: 1 })]
	])('%s', async (_what, reason, edit) => {
		const lin = await join('lin');
		edit(lin.doc);
		expect(await lin.ended()).toMatchObject({ code: 1008 });
		expect(lin.refusals).toEqual([reason]);
		expect(await countRows()).toBe(0);
	});

	test('[T12] a document has a size, and the others keep editing at it', async () => {
		const osei = await join('osei');
		const lin = await join('lin');
		lin.type('Here first. ');
		await lin.saved();
		while (!osei.refusals.includes('full')) {
			const before = osei.acknowledged;
			osei.type('x'.repeat(60_000));
			await until('answered', () => osei.acknowledged > before || osei.refusals.length > 0);
			await new Promise((resolve) => setTimeout(resolve, 30));
		}
		expect(osei.closed).toBeNull();
		const size = Y.encodeStateAsUpdate(await app.hub.read(database.db, feedback)).byteLength;
		expect(size).toBeGreaterThan(900_000);
		expect(size).toBeLessThan(1_050_000);
		lin.doc.getText('strengths').delete(0, 5);
		await lin.saved();
	});

	test('[T13] a flood ends that socket, to come back', async () => {
		const lin = await join('lin');
		const osei = await join('osei');
		for (let i = 0; i < 200; i++) lin.type('x');
		expect(await lin.ended()).toMatchObject({ code: 1013 });
		osei.type('still here');
		await osei.saved();
	});
});

describe('[T11] malformed frames', () => {
	const raw = async (frame: number[]) => {
		const socket = new Socket();
		const received: Buffer[] = [];
		socket.on('data', (data) => received.push(data));
		socket.on('error', () => undefined);
		socket.connect(app.port, '127.0.0.1');
		socket.write(
			`GET /collab/${feedback} HTTP/1.1\r\nHost: localhost:3000\r\nOrigin: ${origin}\r\n` +
				'Cookie: session=osei\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n' +
				'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n'
		);
		await until('upgraded', () => received.length > 0);
		expect(String(received[0])).toContain('101');
		const isGone = new Promise<void>((resolve) => socket.on('close', () => resolve()));
		socket.write(Uint8Array.from(frame));
		setTimeout(() => socket.end(), 300).unref();
		await isGone;
	};

	test.each<[string, number[]]>([
		['reserved bits', [0xf2, 0x81, 1, 2, 3, 4, 0]],
		['a reserved opcode', [0x83, 0x81, 1, 2, 3, 4, 0]],
		['no mask', [0x82, 0x01, 0]],
		['a length of 4 GiB', [0x82, 0xff, 0, 0, 0, 1, 0, 0, 0, 0, 1, 2, 3, 4]],
		['a length beyond 2⁵³', [0x82, 0xff, 255, 255, 255, 255, 255, 255, 255, 255, 1, 2, 3, 4]],
		['a long ping', [0x89, 0xfe, 0x01, 0x00, 1, 2, 3, 4]],
		['a close code that is none', [0x88, 0x82, 0, 0, 0, 0, 0x00, 0x01]],
		['text that is not UTF-8', [0x81, 0x82, 0, 0, 0, 0, 0xff, 0xfe]],
		['a continuation of nothing', [0x80, 0x81, 1, 2, 3, 4, 0]]
	])('%s: that socket ends, the others go on', async (_what, frame) => {
		const lin = await join('lin');
		await raw(frame);
		lin.type('ok');
		await lin.saved();
	});

	test.each<[string, Uint8Array]>([
		['nothing', new Uint8Array()],
		['an unknown message', Uint8Array.of(77, 1, 2)],
		['an unknown sync message', Uint8Array.of(0, 9, 0)],
		['a sync message that breaks off', Uint8Array.of(0, 2, 200, 1)],
		['a state vector that lies', Uint8Array.of(0, 0, 3, 255, 255, 3)],
		['awareness that is no JSON', Uint8Array.of(1, 5, 1, 7, 1, 1, 123)]
	])('%s as a message: 1008', async (_what, frame) => {
		const lin = await join('lin');
		lin.send(frame);
		expect(await lin.ended()).toMatchObject({ code: 1008 });
	});

	test('[T9] a frame over the limit: 1009', async () => {
		const lin = await join('lin');
		lin.send(new Uint8Array(80_000));
		expect(await lin.ended()).toMatchObject({ code: 1009 });
	});

	test('a text frame: 1003', async () => {
		const lin = await join('lin');
		lin.socket.send('hello');
		expect(await lin.ended()).toMatchObject({ code: 1003 });
	});
});

describe('[T7] presence', () => {
	const stateOf = (user: unknown, cursor?: unknown) => JSON.stringify({ user, cursor });
	const toUpdate = (...entries: [number, number, string][]) => {
		const encoder = encoding.createEncoder();
		encoding.writeVarUint(encoder, entries.length);
		for (const [client, clock, state] of entries) {
			encoding.writeVarUint(encoder, client);
			encoding.writeVarUint(encoder, clock);
			encoding.writeVarString(encoder, state);
		}
		return encoding.toUint8Array(encoder);
	};
	const caret = {
		anchor: { type: null, tname: 'strengths', item: null, assoc: 0, extra: 'x' },
		head: { type: null, tname: 'strengths', item: null, assoc: 0 }
	};

	test('the server writes the name from the session, whatever the page says', async () => {
		const osei = await join('osei');
		const lin = await join('lin');
		const fake = { userId: 'osei', name: 'Dr osei', role: 'candidate', color: 'red' };
		lin.sendAwareness(toUpdate([lin.doc.clientID, 1, stateOf(fake, caret)]));
		await until('seen', () => osei.awareness.length > 0);
		expect(osei.awareness[0]).toMatchObject({
			client: lin.doc.clientID,
			state: { user: { userId: 'lin', name: 'Dr lin', role: 'interviewer' } }
		});
		expect(JSON.stringify(osei.awareness[0])).not.toMatch(/red|extra/);
		expect(lin.awareness).toEqual([]);
	});

	test('what is kept beside the name is a caret and a line that carries less, nothing else', async () => {
		const osei = await join('osei');
		const lin = await join('lin');
		const tell = (clock: number, more: object) =>
			lin.sendAwareness(toUpdate([lin.doc.clientID, clock, JSON.stringify({ user: {}, ...more })]));
		tell(1, { line: 'audio', note: 'x' });
		await until('told', () => osei.awareness.length === 1);
		expect(osei.awareness[0]!.state).toEqual({
			user: { userId: 'lin', name: 'Dr lin', role: 'interviewer' },
			line: 'audio'
		});
		tell(2, { line: 'a word that is none of ours' });
		await until('told', () => osei.awareness.length === 2);
		expect(osei.awareness[1]!.state).not.toHaveProperty('line');
	});

	test('[G5] a caret comes behind the words that were sent before it', async () => {
		const osei = await join('osei');
		const lin = await join('lin');
		const gate = Promise.withResolvers<void>();
		const { stillWriters } = access;
		access.stillWriters = async (tx, writers) => {
			await gate.promise;
			return stillWriters.call(access, tx, writers);
		};
		const isAnswered = ({ messages }: TestClient) => messages.some(({ type }) => type === 'time');
		try {
			lin.type('Calm.');
			lin.sendAwareness(toUpdate([lin.doc.clientID, 1, stateOf({}, caret)]));
			lin.askTime();
			await until('the server has read both', () => isAnswered(lin));
			// What was told before this answer is here before it too.
			osei.askTime();
			await until('answered', () => isAnswered(osei));
			expect(osei.awareness).toEqual([]);
		} finally {
			gate.resolve();
		}
		await until('seen', () => osei.awareness.length === 1);
		expect(osei.text()).toBe('Calm.');
	});

	test('nobody speaks, or leaves, under another’s id', async () => {
		const osei = await join('osei');
		osei.sendAwareness(toUpdate([osei.doc.clientID, 1, stateOf({})]));
		const lin = await join('lin');
		await until('seen', () => lin.awareness.length > 0);
		lin.sendAwareness(
			toUpdate([osei.doc.clientID, 99, stateOf({})], [osei.doc.clientID, 100, 'null'])
		);
		lin.sendAwareness(toUpdate([lin.doc.clientID, 1, stateOf({})]));
		await until('seen', () => osei.awareness.length > 0);
		expect(osei.awareness.map((entry) => entry.client)).toEqual([lin.doc.clientID]);
	});

	test('leaving is told at once, and coming back is seen at once', async () => {
		const osei = await join('osei');
		const lin = await join('lin');
		const hello = toUpdate([lin.doc.clientID, 1, stateOf({})]);
		lin.sendAwareness(hello);
		await until('seen', () => osei.awareness.length === 1);
		lin.close();
		await until('gone', () => osei.awareness.at(-1)?.state === null);
		const back = connect({ userId: 'lin', doc: lin.doc });
		await back.synced();
		back.sendAwareness(hello);
		await until('back', () => osei.awareness.at(-1)?.state !== null);
		const clocks = osei.awareness.map((entry) => entry.clock);
		expect(clocks).toEqual([...new Set(clocks)].sort((a, b) => a - b));
	});

	test('[F16] the late end of an old socket does not hide the new one', async () => {
		const osei = await join('osei');
		const old = await join('lin');
		const hello = toUpdate([old.doc.clientID, 1, stateOf({})]);
		old.sendAwareness(hello);
		const fresh = connect({ userId: 'lin', doc: old.doc });
		await fresh.synced();
		fresh.sendAwareness(hello);
		await until('seen twice', () => osei.awareness.length === 2);
		old.close();
		await until('one socket', () => app.hub.stats.sockets === 2);
		expect(osei.awareness.at(-1)?.state).not.toBeNull();
	});

	test('a reader without a client id is shown, without a caret, under an id of the server’s', async () => {
		access.writers.delete('lin');
		const osei = await join('osei');
		const lin = connect({ userId: 'lin' });
		await lin.synced();
		lin.sendAwareness(toUpdate([lin.doc.clientID, 1, stateOf({}, caret)]));
		await until('seen', () => osei.awareness.length > 0);
		const { client, state } = osei.awareness[0]!;
		expect(client).not.toBe(lin.doc.clientID);
		expect(state).toEqual({ user: { userId: 'lin', name: 'Dr lin', role: 'interviewer' } });
	});
});

describe('time and repair', () => {
	test('the server tells its time', async () => {
		const osei = await join('osei');
		const sentAt = Date.now();
		osei.askTime();
		await until('told', () => osei.messages.some((message) => message.type === 'time'));
		const told = osei.messages.find((message) => message.type === 'time')!;
		expect(told).toMatchObject({ sentAt: expect.closeTo(sentAt, -2) });
		expect(Math.abs(told.serverNow - Date.now())).toBeLessThan(250);
	});

	test('[D10] the state hash comes when a document rests, and a replica that lost an update gets it again', async () => {
		const osei = await join('osei');
		const lin = await join('lin', { isLive: false });
		osei.type('Heard');
		await osei.saved();
		await until('shown', () => lin.text() === 'Heard');
		await until('hash', () => lin.messages.some((message) => message.type === 'state-hash'));
		const told = lin.messages.findLast((message) => message.type === 'state-hash')!;
		expect(told.hash).toBe(toStateHash(lin.doc));
		lin.send(toSyncFrame('step1', Y.encodeStateVector(new Y.Doc())));
		await until('sent again', () => lin.updates.length > 2);
		expect(app.hub.stats.resyncs).toBe(1);
	});
});

describe('memory', () => {
	test('a document is released with its last reader, and folded: the same before and after', async () => {
		const osei = await join('osei');
		for (let i = 0; i < 30; i++) {
			osei.type(`${i} `);
			await osei.saved();
		}
		osei.doc.getText('strengths').delete(3, 20);
		await osei.saved();
		const before = await app.hub.read(database.db, feedback);
		osei.close();
		await until('released', () => app.hub.stats.documents === 0);
		await untilAsync('folded', async () => (await countRows()) === 0);
		const [snapshot] = await database.db.select().from(documentSnapshots);
		expect(snapshot?.name).toBe(feedback);
		const after = await app.hub.read(database.db, feedback);
		expect(toStateHash(after)).toBe(toStateHash(before));
		expect(after.getText('strengths').toString()).toBe(osei.text());
		const lin = await join('lin');
		expect(lin.text()).toBe(osei.text());
	});

	test('who is there is known', async () => {
		expect(app.hub.hasReaders(feedback)).toBe(false);
		const osei = await join('osei');
		const second = await join('osei');
		expect(app.hub.hasReaders(feedback, 'osei')).toBe(true);
		expect(app.hub.hasReaders(feedback, 'lin')).toBe(false);
		osei.close();
		second.close();
		await until('left', () => !app.hub.hasReaders(feedback));
	});
});

describe('[F30] after Finish', () => {
	beforeAll(() => given.finishedRound(database));

	test('words that come late are kept aside for their author, once', async () => {
		const clientId = await app.hub.assignClientId(feedback, 'osei');
		access.writers.delete('osei');
		const late = new Y.Doc();
		late.clientID = clientId;
		late.getText('strengths').insert(0, 'Typed on the train');
		for (let visit = 0; visit < 2; visit++) {
			const osei = connect({ userId: 'osei', clientId });
			await osei.synced();
			osei.sendUpdate(Y.encodeStateAsUpdate(late));
			await until('refused', () => osei.refusals.length > 0);
			expect(osei.messages).toContainEqual({ type: 'refusal', reason: 'finished', isKept: true });
		}
		const kept = await database.db.select().from(lateEdits);
		expect(kept.map(({ userId, body }) => ({ userId, body }))).toEqual([
			{ userId: 'osei', body: 'Typed on the train' }
		]);
		expect(await countRows()).toBe(0);
	});

	test('words that come letter by letter are kept as they were typed, and once when they come again', async () => {
		const clientId = await app.hub.assignClientId(feedback, 'osei');
		access.writers.delete('osei');
		const late = new Y.Doc();
		late.clientID = clientId;
		const osei = connect({ userId: 'osei', clientId });
		await osei.synced();
		late.on('update', (update: Uint8Array) => osei.sendUpdate(update));
		const text = late.getText('strengths');
		for (const letter of 'Too late.') text.insert(text.length, letter);
		await until('refused', () => osei.refusals.length === 9);
		const back = connect({ userId: 'osei', clientId });
		await back.synced();
		back.sendUpdate(Y.encodeStateAsUpdate(late));
		await until('refused again', () => back.refusals.length > 0);
		const kept = await database.db.select().from(lateEdits);
		expect(kept.map(({ body }) => body)).toEqual(['Too late.']);
	});
});

describe('server writes', () => {
	test('come in the order of their commits, whoever writes them', async () => {
		const lin = await join('lin');
		const revisions: number[] = [];
		lin.doc.getMap<number>('stage').observe((event) => {
			const revision = event.target.get('revision');
			if (revision !== undefined) revisions.push(revision);
		});
		await Promise.all(
			Array.from({ length: 10 }, async () => {
				const publish = await database.db.transaction((tx) =>
					app.hub.write(tx, {
						[feedback]: (doc) => {
							const stage = doc.getMap<number>('stage');
							stage.set('revision', (stage.get('revision') ?? 0) + 1);
						}
					})
				);
				publish();
			})
		);
		await until('all there', () => lin.doc.getMap('stage').get('revision') === 10);
		expect(revisions).toEqual(revisions.toSorted((a, b) => a - b));
	});

	test('a write that is rolled back leaves nothing', async () => {
		await database.db
			.transaction(async (tx) => {
				await app.hub.write(tx, { [feedback]: (doc) => doc.getMap('stage').set('revision', 1) });
				throw new Error('refused by a later step');
			})
			.catch(() => undefined);
		expect(await countRows()).toBe(0);
		expect((await app.hub.read(database.db, feedback)).getMap('stage').size).toBe(0);
	});

	test('[J7] of a document in memory only the rows behind it are read', async () => {
		const [osei, lin] = [await join('osei'), await join('lin')];
		osei.type('Kept. ');
		await osei.saved();
		await database.db.delete(documentUpdates);
		const copy = await app.hub.read(database.db, feedback);
		expect(copy.getText('strengths').toString()).toBe('Kept. ');
		const publish = await database.db.transaction(async (tx) => {
			await app.hub.write(tx, {
				[feedback]: (doc) => doc.getText('strengths').insert(6, 'First. ')
			});
			return app.hub.write(tx, {
				[feedback]: (doc) => doc.getText('strengths').insert(13, 'Second.')
			});
		});
		publish();
		await until('shown', () => lin.text() === 'Kept. First. Second.');
		expect(osei.text()).toBe(lin.text());
	});

	test('reach the pages that are open, and the journal', async () => {
		const lin = await join('lin');
		const publish = await database.db.transaction((tx) =>
			app.hub.write(tx, { [feedback]: (doc) => doc.getMap('stage').set('view', { revision: 1 }) })
		);
		expect(lin.doc.getMap('stage').get('view')).toBeUndefined();
		publish();
		await until('shown', () => lin.doc.getMap('stage').get('view') !== undefined);
		const copy = await app.hub.read(database.db, feedback);
		expect(copy.getMap('stage').toJSON()).toEqual({ view: { revision: 1 } });
	});
});
