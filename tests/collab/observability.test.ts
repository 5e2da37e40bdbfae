import { afterAll, beforeAll, expect, test } from 'vitest';
import type * as Y from 'yjs';
import { createLog } from '#server/log.ts';
import { createMetrics } from '#server/metrics.ts';
import type { Database } from '#server/db/open.ts';
import { feedback, openTestDatabase, startHub, TestAccess, TestClient, until } from './support.ts';

const canary = 'canary-7f3a';
let database: Database;
beforeAll(async () => {
	database = await openTestDatabase('pglite');
});
afterAll(() => database.close());

test('[T52] neither a log line nor a metric holds what people type, and the metrics count it all', async () => {
	const lines: string[] = [];
	const log = createLog({
		level: 'trace',
		destination: { write: (line) => void lines.push(line) }
	});
	const metrics = createMetrics({ isLocal: true });
	const access = new TestAccess();
	access.add('osei', 'lin');
	const app = await startHub(database, access, {
		log,
		onAcknowledged: (ms) => metrics.noteAcknowledged(ms)
	});
	metrics.watch(app.hub);
	const clients: TestClient[] = [];
	const join = async (userId: string) => {
		const clientId = await app.hub.assignClientId(feedback, userId);
		const client = new TestClient(app.url, { userId, clientId });
		clients.push(client);
		return client.synced();
	};

	const osei = await join('osei');
	osei.type(canary);
	await osei.saved();
	osei.sendAwareness(Uint8Array.of(1, 1, 1, 1, 200));
	await osei.ended();

	const edits: ((doc: Y.Doc) => void)[] = [
		(doc) => doc.getText(canary).insert(0, canary),
		(doc) => doc.getMap('agreed').set(`${canary}:osei`, 1),
		(doc) => doc.getMap('agreed').set('structure:lin', canary),
		(doc) => doc.getText('strengths').insertEmbed(0, { canary })
	];
	for (const edit of edits) {
		const lin = await join('lin');
		edit(lin.doc);
		await lin.ended();
	}
	const stranger = new TestClient(app.url, { userId: 'nobody' });
	clients.push(stranger);
	await until('refused', () => stranger.status === 401);

	// A failed query carries its parameters, and with them what was typed.
	await database.db.execute('alter table document_updates rename to away');
	const late = new TestClient(app.url, { userId: 'lin' });
	clients.push(late);
	await until('not opened', () => late.status === 503);
	await database.db.execute('alter table away rename to document_updates');
	const lin = await join('lin');
	await database.db.execute(
		'alter table document_updates add constraint full_up check (seq < 0) not valid'
	);
	lin.type(canary);
	await lin.ended();
	await database.db.execute('alter table document_updates drop constraint full_up');

	const text = await metrics.read();
	expect(lines.length).toBeGreaterThan(5);
	expect(lines.filter((line) => line.includes('batch lost'))).toHaveLength(1);
	const hex = Buffer.from(canary).toString('hex');
	for (const line of [...lines, text])
		for (const word of [canary, hex]) expect(line.includes(word), line.slice(0, 500)).toBe(false);

	const values = Object.fromEntries(
		text.split('\n').map((line) => /^(mock_rounds_\S+) (\S+)$/.exec(line)?.slice(1) ?? [])
	) as Record<string, string>;
	expect(values).toMatchObject({
		mock_rounds_committed_updates_total: '1',
		mock_rounds_lost_batches_total: '1',
		'mock_rounds_refused_updates_total{reason="wrong-root"}': '2',
		'mock_rounds_refused_updates_total{reason="not-allowed"}': '2',
		'mock_rounds_refused_upgrades_total{status="401"}': '1',
		mock_rounds_acknowledgement_seconds_count: '1',
		mock_rounds_journal_waiting_updates: '0',
		mock_rounds_journal_waiting_bytes: '0',
		mock_rounds_resyncs_total: '0'
	});
	expect(text).toMatch(/mock_rounds_open_sockets \d/);
	expect(text).toMatch(/mock_rounds_open_documents \d/);
	expect(text).toContain('process_resident_memory_bytes');

	for (const client of clients) client.close();
	await app.close();
	metrics.close();
}, 30_000);
