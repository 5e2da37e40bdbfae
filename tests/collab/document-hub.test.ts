import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { documentUpdates } from '#server/db/schema.ts';
import type { Database } from '#server/db/open.ts';
import {
	feedback,
	openTestDatabase,
	startHub,
	TestAccess,
	TestClient,
	until,
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

describe('server writes', () => {
	test('reach the pages that are open, and the journal', async () => {
		const lin = await join('lin');
		const publish = await database.db.transaction((tx) =>
			app.hub.write(tx, feedback, (doc) => doc.getMap('stage').set('view', { revision: 1 }))
		);
		expect(lin.doc.getMap('stage').get('view')).toBeUndefined();
		publish();
		await until('shown', () => lin.doc.getMap('stage').get('view') !== undefined);
		const copy = await app.hub.read(database.db, feedback);
		expect(copy.getMap('stage').toJSON()).toEqual({ view: { revision: 1 } });
	});
});
