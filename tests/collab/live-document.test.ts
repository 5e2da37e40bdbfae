import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { WebSocket as NodeWebSocket } from 'ws';
import { LiveDocument } from '#lib/collab/live-document.svelte.ts';
import { messageType } from '#lib/collab/protocol.ts';
import { toStateHash } from '#lib/collab/state-hash.ts';
import type { Database } from '#server/db/open.ts';
import { startTcpProxy } from '../support/tcp-proxy.ts';
import { feedback, openTestDatabase, origin, startHub, TestAccess, until } from './support.ts';

let database: Database;
let access: TestAccess;
let app: Awaited<ReturnType<typeof startHub>>;
const pages: LiveDocument[] = [];

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
	app = await startHub(database, access, { heartbeatMs: 200 });
});
afterEach(async () => {
	for (const page of pages.splice(0)) page.destroy();
	await app.close();
});

/** People whose pages lose the updates that they are sent. */
const deaf = new Set<string>();

/** What went over people's sockets: presence that they sent, heartbeats that they heard. */
const presenceSent = new Map<string, number>();
const heartbeats = new Map<string, number>();
const count = (tally: Map<string, number>, userId: string) =>
	tally.set(userId, (tally.get(userId) ?? 0) + 1);

const tallies = (tally: Map<string, number>) =>
	['osei', 'lin'].map((userId) => tally.get(userId) ?? 0);

/** A browser's WebSocket, with the cookie that a browser would send. */
const socketOf = (userId: string) =>
	class extends NodeWebSocket {
		override emit(event: string | symbol, ...args: unknown[]): boolean {
			const frame = event === 'message' ? new Uint8Array(args[0] as ArrayBuffer) : [];
			const isUpdate = frame[1] === 2;
			if (frame[0] === messageType.stateHash) count(heartbeats, userId);
			return isUpdate && deaf.has(userId) ? false : super.emit(event, ...args);
		}

		override send(data: Uint8Array): void {
			if (data[0] === messageType.awareness) count(presenceSent, userId);
			super.send(data);
		}

		constructor(url: string, protocols: string[]) {
			super(url, protocols, { headers: { origin, cookie: `session=${userId}` } });
		}
	} as unknown as typeof WebSocket;

async function openPage(userId: string, options: { isReader?: boolean; url?: string } = {}) {
	const clientId = options.isReader ? null : await app.hub.assignClientId(feedback, userId);
	const page = new LiveDocument({
		path: feedback,
		clientId,
		userId,
		name: `Dr ${userId}`,
		role: 'interviewer',
		url: options.url ?? app.url,
		WebSocket: socketOf(userId)
	});
	pages.push(page);
	await until('connected', () => page.status !== 'connecting');
	return page;
}

const textOf = (page: LiveDocument) => page.read((doc) => doc.getText('strengths').toString());
const type = (page: LiveDocument, words: string) =>
	page.doc.getText('strengths').insert(page.doc.getText('strengths').length, words);
const isSaved = (page: LiveDocument) => page.status === 'saved';

test('it is saving in the tick of the keystroke, and saved with the acknowledgement', async () => {
	const osei = await openPage('osei');
	const lin = await openPage('lin');
	expect(osei.status).toBe('saved');
	type(osei, 'Calm');
	expect(osei.status).toBe('saving');
	await until('saved', () => isSaved(osei));
	await until('shown', () => textOf(lin) === 'Calm');
	expect(lin.status).toBe('saved');
	expect(toStateHash(lin.doc)).toBe(toStateHash(osei.doc));
});

test('a deletion is acknowledged like any other edit', async () => {
	const osei = await openPage('osei');
	type(osei, 'Calm');
	await until('saved', () => isSaved(osei));
	osei.doc.getText('strengths').delete(0, 2);
	expect(osei.status).toBe('saving');
	await until('saved', () => isSaved(osei));
});

test('[D3] 200 kB typed at once, or offline, leave in frames that the server takes', async () => {
	const osei = await openPage('osei');
	type(osei, 'x'.repeat(100_000));
	await until('saved', () => isSaved(osei));
	await app.drop();
	await until('offline', () => osei.status === 'offline');
	type(osei, 'y'.repeat(200_000));
	expect(osei.status).toBe('offline');
	expect(osei.hasUnsaved).toBe(true);
	app = await startHub(database, access, { port: app.port });
	await until('back', () => isSaved(osei));
	const copy = await app.hub.read(database.db, feedback);
	expect(copy.getText('strengths').length).toBe(300_000);
});

test('[F12] [F15] a line that drops without a word is noticed, and used again soon after its return', async () => {
	await using line = await startTcpProxy({ host: '127.0.0.1', port: app.port });
	const osei = await openPage('osei', { url: app.url.replace(`${app.port}`, `${line.port}`) });
	line.drop();
	type(osei, 'Calm');
	await until('offline', () => osei.status === 'offline', 14_000);
	type(osei, ', clear');
	line.restore();
	await until('saved', () => isSaved(osei), 5_000);
	const copy = await app.hub.read(database.db, feedback);
	expect(copy.getText('strengths').toString()).toBe('Calm, clear');
});

test('what is typed between the connection and the server’s first word is not a gap', async () => {
	const osei = await openPage('osei');
	await app.drop();
	await until('offline', () => osei.status === 'offline');
	type(osei, 'offline ');
	const typing = setInterval(() => type(osei, '.'), 1);
	app = await startHub(database, access, { port: app.port });
	await until('connected', () => osei.status !== 'offline');
	clearInterval(typing);
	await until('saved', () => isSaved(osei));
	expect(osei.refusal).toBeNull();
	const copy = await app.hub.read(database.db, feedback);
	expect(copy.getText('strengths').toString()).toBe(textOf(osei));
});

test('people see each other at once, under the names that the server knows', async () => {
	const osei = await openPage('osei');
	const lin = await openPage('lin');
	const reader = await openPage('lin', { isReader: true });
	await until('seen', () => osei.people.length === 2 && lin.people.length === 2);
	expect(osei.people).toMatchObject([
		{ userId: 'osei', isMe: true },
		{
			userId: 'lin',
			name: 'Dr lin',
			role: 'interviewer',
			isMe: false,
			isWriting: false,
			line: null
		}
	]);
	const colour = [...osei.awareness.getStates()].find(([id]) => id === lin.clientId)?.[1].user;
	expect(colour).toMatchObject({ color: 'var(--plum)' });
	expect(reader.readOnly).toBe(true);
	lin.destroy();
	reader.destroy();
	await until('gone', () => osei.people.length === 1);
});

test('presence is not answered with presence: pages that nobody touches fall silent', async () => {
	const osei = await openPage('osei');
	const lin = await openPage('lin');
	await until('seen', () => osei.people.length === 2 && lin.people.length === 2);
	const listen = async () => {
		heartbeats.clear();
		await until('heartbeats', () => Math.min(...tallies(heartbeats)) >= 3);
	};
	// What came with opening has gone out, 50 ms later at the latest.
	await listen();
	presenceSent.clear();
	osei.awareness.setLocalStateField('line', 'audio');
	await until('told', () => lin.people.some((person) => person.line === 'audio'));
	await listen();
	expect(tallies(presenceSent)).toEqual([1, 0]);
});

describe('what is refused', () => {
	test('a right that ends is told, and what was typed after it is refused and kept here', async () => {
		const osei = await openPage('osei');
		access.writers.delete('osei');
		await app.hub.recheck({ userId: 'osei' });
		await until('read-only', () => osei.readOnly);
		type(osei, 'Too late');
		await until('refused', () => osei.status === 'refused');
		expect(osei.refusal).toEqual({ reason: 'read-only', isKept: false });
		expect(osei.unsavedText).toBe('Too late');
		osei.discardUnsaved();
		expect(osei.hasUnsaved).toBe(false);
	});

	test('signed out: final, with the reason', async () => {
		const osei = await openPage('osei');
		access.signedIn.delete('osei');
		await app.hub.recheck({});
		await until('refused', () => osei.status === 'refused');
		expect(osei.refusal?.reason).toBe('not-signed-in');
	});

	test('a bad update is sent a second time and then given up, without a loop', async () => {
		const osei = await openPage('osei');
		osei.doc.getMap('agreed').set('structure:lin', 4);
		await until('given up', () => osei.status === 'refused' && app.hub.stats.sockets === 0);
		expect(osei.refusal?.reason).toBe('not-allowed');
		expect(app.hub.stats.refusals['not-allowed']).toBe(2);
	});
});

describe('[F32] a replica that missed something', () => {
	test('is found and repaired by itself', async () => {
		const osei = await openPage('osei');
		const lin = await openPage('lin');
		deaf.add('lin');
		type(osei, 'Lost on the way');
		await until('saved', () => isSaved(osei));
		await new Promise((resolve) => setTimeout(resolve, 50));
		deaf.clear();
		await until('repaired', () => textOf(lin) === 'Lost on the way');
		expect(lin.repairs).toBeGreaterThan(0);
		expect(app.hub.stats.resyncs).toBe(lin.repairs);
	});

	test('and comes back with what waits for the missing part is not refused', async () => {
		const osei = await openPage('osei');
		const lin = await openPage('lin');
		deaf.add('lin');
		type(osei, 'Lost, ');
		await until('saved', () => isSaved(osei));
		await new Promise((resolve) => setTimeout(resolve, 20));
		deaf.clear();
		type(osei, 'then heard');
		app.cut('lin');
		await until('back', () => lin.status === 'offline');
		await until('whole', () => textOf(lin) === 'Lost, then heard');
		type(lin, '!');
		await until('saved', () => isSaved(lin));
		expect(lin.refusal).toBeNull();
	});
});

test('the page’s clock follows the server’s', async () => {
	const osei = await openPage('osei');
	await new Promise((resolve) => setTimeout(resolve, 100));
	expect(Math.abs(osei.serverNow() - Date.now())).toBeLessThan(250);
});
