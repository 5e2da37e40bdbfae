import pg from 'pg';
import * as Y from 'yjs';
import { toPercentile } from '../../support/percentiles.ts';
import type { Child } from './child.ts';
import { startContestant, type Contestant } from './contest.ts';
import { toDocument, type BenchDatabases } from './database.ts';
import type { GeneratorMethods } from './generator.ts';
import { toClientId, toRooms, toRoot } from './rooms.ts';

export interface OpeningFigures {
	/** p95, from the connection to the whole document, ms. */
	oursMs: number;
	hocuspocusMs: number;
	/** Ours with 199 rows behind the snapshot, as only a crash leaves them. */
	oursUnfoldedMs: number;
	/** The document as Yjs encodes it. */
	kilobytes: number;
}

const runs = 3;
const tailRows = 199;

/**
 * Opening a room that nobody has open, whose document took so many edits: two people's letters and deletions all over two
 * texts. Both servers hold it as they leave it when the last one has gone: one row with the whole of it. Sign-in and
 * rights are read in ours, nothing in Hocuspocus. The median of three turns, each room opened once.
 */
export async function measureOpening(
	edits: number,
	{
		databases,
		generator,
		rooms
	}: { databases: BenchDatabases; generator: Child<GeneratorMethods>; rooms: number }
): Promise<OpeningFigures> {
	const { whole, head, tail } = type(edits);
	await using ours = await startContestant('ours', databases);
	await using hocuspocus = await startContestant('Hocuspocus with PostgreSQL', databases);
	// The first few are for the processes to warm up.
	const warm = toRooms(10);
	const folded = toRooms(runs * rooms, warm.length);
	const unfolded = toRooms(runs * rooms, warm.length + folded.length);
	await query(ours, 'truncate document_updates');
	for (const room of [...warm, ...folded]) await store(ours, room, whole, []);
	for (const room of unfolded) await store(ours, room, head, tail);
	for (const room of [...warm, ...folded])
		await query(hocuspocus, 'insert into documents (name, data) values ($1, $2)', [
			`room-${room}`,
			Buffer.from(whole)
		]);

	const open = async ({ ports, dialect }: Contestant, some: number[]) => {
		const opened = await generator.call('open', { ports, dialect, rooms: some, atOnce: 1 });
		for (const { room, bytes } of opened)
			if (bytes < whole.byteLength * 0.9)
				throw new Error(`Room ${room} on ${dialect}: ${bytes} of ${whole.byteLength} bytes came.`);
		return toPercentile(
			opened.map((one) => one.ms),
			0.95
		);
	};
	const p95s = { ours: [] as number[], unfolded: [] as number[], hocuspocus: [] as number[] };
	for (const server of [ours, hocuspocus]) await open(server, warm);
	for (let run = 0; run < runs; run += 1) {
		const part = (all: number[]) => all.slice(run * rooms, (run + 1) * rooms);
		p95s.ours.push(await open(ours, part(folded)));
		p95s.hocuspocus.push(await open(hocuspocus, part(folded)));
		p95s.unfolded.push(await open(ours, part(unfolded)));
	}
	return {
		oursMs: toPercentile(p95s.ours, 0.5),
		hocuspocusMs: toPercentile(p95s.hocuspocus, 0.5),
		oursUnfoldedMs: toPercentile(p95s.unfolded, 0.5),
		kilobytes: whole.byteLength / 1_000
	};
}

/** Two people who type and delete at random places, always in the same way; the last edits apart from the rest. */
function type(edits: number) {
	let seed = 1;
	const random = (below: number) => {
		seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
		return Math.floor((seed / 2 ** 32) * below);
	};
	const doc = new Y.Doc();
	const updates: Uint8Array[] = [];
	doc.on('update', (update: Uint8Array) => updates.push(update));
	let head: Uint8Array = new Uint8Array();
	for (let edit = 0; edit < edits; edit += 1) {
		if (edit === edits - tailRows) head = Y.encodeStateAsUpdate(doc);
		const person = random(2);
		doc.clientID = toClientId(person);
		const text = doc.getText(toRoot(person));
		if (text.length > 20 && random(5) === 0) text.delete(random(text.length), 1);
		else text.insert(random(text.length + 1), 'x');
	}
	return { whole: Y.encodeStateAsUpdate(doc), head, tail: updates.slice(-tailRows) };
}

async function store(server: Contestant, room: number, head: Uint8Array, tail: Uint8Array[]) {
	const name = toDocument(room);
	await query(
		server,
		"insert into document_snapshots (name, seq, bytes) values ($1, nextval('document_updates_seq_seq'), $2)",
		[name, Buffer.from(head)]
	);
	await query(
		server,
		'insert into document_updates (name, bytes) select $1, bytes from unnest($2::bytea[]) as bytes',
		[name, tail.map((bytes) => Buffer.from(bytes))]
	);
}

async function query(server: Contestant, statement: string, values: unknown[] = []) {
	const client = new pg.Client({ connectionString: server.databaseUrl });
	await client.connect();
	await client.query(statement, values);
	await client.end();
}
