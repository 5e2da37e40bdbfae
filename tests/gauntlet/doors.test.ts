import { afterAll, beforeAll, expect, test } from 'vitest';
import * as Y from 'yjs';
import type { DocumentName } from '#lib/collab/documents.ts';
import { openDatabase, type Database } from '#server/db/open.ts';
import { documentUpdates } from '#server/db/schema.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { createTestDatabase } from '../support/postgres.ts';
import { readMetrics } from './metrics-reading.ts';
import { Probe } from './probe.ts';
import { openRooms, type Room, type Seat } from './rooms.ts';
import { waitFor } from './wait.ts';

/* Who gets into which document, asked of the running product. */

let server: Awaited<ReturnType<typeof createTestDatabase>>;
let app: TestApp;
let database: Database;
type Rooms = Awaited<ReturnType<typeof openRooms>>;
const organisations: { rooms: Rooms; list: Room[] }[] = [];

beforeAll(async () => {
	server = await createTestDatabase();
	app = await startApp({ databaseUrl: server.url });
	database = await openDatabase({ databaseUrl: server.url, dataDir: '' });
	for (let organisation = 0; organisation < 3; organisation++) {
		const rooms = await openRooms(database);
		const list: Room[] = [];
		for (let count = 0; count < 4; count++) list.push(await rooms.makeRoom(2, 1));
		organisations.push({ rooms, list });
	}
}, 120_000);

afterAll(async () => {
	for (const { rooms } of organisations) await rooms[Symbol.asyncDispose]();
	await database?.close();
	await app?.[Symbol.asyncDispose]();
	await server?.[Symbol.asyncDispose]();
});

const all = () => organisations.flatMap(({ list }) => list);
const seatOf = (userId: string, name: DocumentName) => organisations[0]!.rooms.seat(userId, name);

async function knock(seat: Pick<Seat, 'cookie' | 'path'>): Promise<number | null> {
	const probe = await new Probe(app, seat).settled();
	await probe.end();
	return probe.status;
}

/** Some at a time. */
async function forEach<T>(items: T[], run: (item: T) => Promise<void>): Promise<void> {
	const queue = [...items];
	await Promise.all(
		Array.from({ length: 20 }, async () => {
			for (let item = queue.shift(); item !== undefined; item = queue.shift()) await run(item);
		})
	);
}

test('[T1] a thousand upgrades without, with a garbled and with a closed session: 401, and nothing is made', async () => {
	const before = await database.db.select().from(documentUpdates);
	const { path } = all()[0]!.writers[0]!;
	const cookies = [
		'',
		'mock_rounds_session=',
		`mock_rounds_session=${'a'.repeat(43)}`,
		`mock_rounds_session=${'%00'.repeat(30)}`,
		"mock_rounds_session='; drop table sessions; --"
	];
	const statuses = new Map<number | null, number>();
	await forEach(
		Array.from({ length: 1_000 }, (_, index) => cookies[index % cookies.length]!),
		async (cookie) => {
			const status = await knock({ cookie, path });
			statuses.set(status, (statuses.get(status) ?? 0) + 1);
		}
	);
	expect([...statuses]).toEqual([[401, 1_000]]);
	const read = await readMetrics(app.url);
	expect(read.get('mock_rounds_open_documents')).toBe(0);
	expect(read.get('mock_rounds_open_sockets')).toBe(0);
	expect(await database.db.select().from(documentUpdates)).toHaveLength(before.length);
}, 120_000);

test('[T3] everybody of three organisations at every room of four: in at the own, 404 at all others', async () => {
	const wrong: string[] = [];
	const people = all().flatMap((room) =>
		[room.writers[0]!, room.writers[1]!, room.observers[0]!].map((seat) => ({ seat, room }))
	);
	const doors = people.flatMap((person) => all().map((room) => ({ ...person, at: room })));
	await forEach(doors, async ({ seat, room, at }) => {
		const status = await knock({ cookie: seat.cookie, path: at.writers[0]!.path });
		if (status !== (room === at ? null : 404))
			wrong.push(`${seat.path} at ${at.roundId}: ${status}`);
	});
	expect(doors).toHaveLength(432);
	expect(wrong).toEqual([]);
}, 120_000);

test('[T4] no byte that reaches the candidate holds a word of the interviewer’s notes or scorecard', async () => {
	const canary = 'canary-5d1c';
	const { roundId, interviewId, host, candidate, writers } = all()[0]!;
	const mine = { roundId, userId: host.userId };
	for (const [kind, root] of [
		['notes', 'notes'],
		['scorecard', `evidence:structure`]
	] as const) {
		const seat = await seatOf(host.userId, { kind, ...mine });
		const probe = await new Probe(app, seat).settled();
		const draft = new Y.Doc();
		draft.clientID = seat.clientId;
		draft.getText(root).insert(0, canary);
		probe.say('update', Y.encodeStateAsUpdate(draft));
		await waitFor('answered', 10_000, () => probe.acknowledged > 0 || probe.refusals.length > 0);
		expect({ kind, refusals: probe.refusals }).toEqual({ kind, refusals: [] });
		await probe.end();
	}
	const { cookie } = writers[1]!;
	const received: Buffer[] = [];
	const names: DocumentName[] = [
		{ kind: 'feedback', roundId },
		{ kind: 'stage', interviewId },
		{ kind: 'cues', roundId },
		{ kind: 'notes', ...mine },
		{ kind: 'scorecard', ...mine },
		{ kind: 'notes', roundId, userId: candidate.userId }
	];
	for (const name of names) {
		const probe = new Probe(app, { ...(await seatOf(candidate.userId, name)), cookie });
		probe.socket.on('message', (data) => received.push(Buffer.from(data as ArrayBuffer)));
		await probe.settled();
		await probe.end();
	}
	const here = `/interviews/${interviewId}`;
	const bodies = ['', '/__data.json', '/room', '/room/__data.json', '/questions', '/report.pdf'];
	const elsewhere = ['/home', '/interviews', '/progress', '/progress/table.csv', '/my-file/export'];
	for (const path of [...bodies.map((end) => here + end), ...elsewhere]) {
		const response = await fetch(app.url + path, { headers: { cookie, origin: app.url } });
		received.push(Buffer.from(await response.arrayBuffer()));
	}
	expect(received.length).toBeGreaterThan(10 + bodies.length);
	expect(received.filter((bytes) => bytes.includes(canary))).toEqual([]);
}, 60_000);
