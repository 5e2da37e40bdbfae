import { randomInt } from 'node:crypto';
import { and, inArray, sql } from 'drizzle-orm';
import * as Y from 'yjs';
import type { Database, Executor, Tx } from '#server/db/open.ts';
import { documentClients, documentUpdates } from '#server/db/schema.ts';

/** Version of a row's format; 1 is a Yjs V1 update. */
const format = 1;

export interface JournalEntry {
	name: string;
	/** Null: the server itself. */
	userId: string | null;
	bytes: Uint8Array;
}

/**
 * Takes the documents' locks until the transaction ends. Whoever appends to a journal or folds one holds them, so that
 * the numbers of one document's rows rise in the order of their commits. Rows that decide about rights are locked
 * before these, never after.
 */
export async function lockDocuments(tx: Tx, names: Iterable<string>): Promise<void> {
	await tx.execute(
		sql`select pg_advisory_xact_lock(key) from (
			select hashtextextended('document:' || name, 0) as key
			from unnest(${sql.param([...new Set(names)])}::text[]) as name order by 1
		) as keys`
	);
}

/** A row of the journal, with the number of the one before it in the same document (0: none). */
export interface JournalRow {
	before: number;
	seq: number;
	bytes: Uint8Array;
}

export interface StoredRow {
	seq: number;
	bytes: Uint8Array;
}

/**
 * What the journal has of each document after the row given (0: everything), oldest first: the snapshot, when that row
 * is folded into it, and the rows behind it. One statement, so that no compaction can come between the two.
 */
export async function readJournals(
	db: Executor,
	heads: ReadonlyMap<string, number>
): Promise<Map<string, StoredRow[]>> {
	const asked = sql`unnest(${sql.param([...heads.keys()])}::text[], ${sql.param([...heads.values()])}::bigint[])
		as asked(name, head)`;
	const { rows } = (await db.execute(sql`
		select d.name, d.seq, d.format, d.bytes from ${asked}
			join document_snapshots d on d.name = asked.name and d.seq > asked.head
		union all
		select d.name, d.seq, d.format, d.bytes from ${asked}
			join document_updates d on d.name = asked.name and d.seq > asked.head
		order by 2`)) as unknown as {
		rows: { name: string; seq: number | string; format: number; bytes: Uint8Array }[];
	};
	const journals = new Map<string, StoredRow[]>([...heads.keys()].map((name) => [name, []]));
	for (const row of rows)
		journals.get(row.name)!.push({ seq: Number(row.seq), bytes: toKnown(row.format, row.bytes) });
	return journals;
}

/** Nothing is guessed of an unknown format: it reads as no bytes, which no update is. */
function toKnown(rowFormat: number, bytes: Uint8Array): Uint8Array {
	return rowFormat === format ? bytes : new Uint8Array();
}

/** A document as the database has it. */
export interface StoredDocument {
	rows: StoredRow[];
	/** Client ids given out for it, and to whom (null: the server). */
	clients: { clientId: number; userId: string | null }[];
}

/** Everything that these documents consist of, by one statement, in the order of the names. */
export async function readDocuments(
	database: Pick<Database, 'run'>,
	names: string[]
): Promise<StoredDocument[]> {
	const found = await database.run<{
		journal: Uint8Array | null;
		clients: [clientId: number, userId: string | null][] | null;
	}>('read-documents', readStatement, [names]);
	return found.map(({ journal, clients }) => ({
		rows: journal ? toStoredRows(journal) : [],
		clients: (clients ?? []).map(([clientId, userId]) => ({ clientId, userId }))
	}));
}

/** A journal as one value: a document has up to hundreds of rows, and each of a result's costs more than its bytes. */
const readStatement = `
	select (
			select string_agg(int8send(seq) || int4send(length(bytes)) || bytes, ''::bytea order by seq) from (
				select seq, case format when ${format} then bytes else ''::bytea end as bytes
					from document_snapshots where name = asked.name
				union all
				select seq, case format when ${format} then bytes else ''::bytea end
					from document_updates where name = asked.name
			) as row
		) as journal,
		(
			select json_agg(json_build_array(client_id, user_id)) from document_clients where name = asked.name
		) as clients
	from unnest($1::text[]) with ordinality as asked(name, place)
	order by asked.place`;

/** Rows as `readStatement` puts them together: number (8 bytes), length (4 bytes), bytes, one row after the other. */
function toStoredRows(journal: Uint8Array): StoredRow[] {
	const view = new DataView(journal.buffer, journal.byteOffset, journal.byteLength);
	const rows: StoredRow[] = [];
	for (let at = 0; at < journal.byteLength;) {
		const seq = view.getUint32(at) * 2 ** 32 + view.getUint32(at + 4);
		const start = at + 12;
		at = start + view.getUint32(at + 8);
		rows.push({ seq, bytes: journal.subarray(start, at) });
	}
	return rows;
}

/** The same of one document. */
export async function readRows(db: Executor, name: string, after = 0): Promise<StoredRow[]> {
	return (await readJournals(db, new Map([[name, after]]))).get(name)!;
}

/** Those of these documents whose journal has gone on behind the row given. */
export async function findBehind(
	db: Executor,
	heads: ReadonlyMap<string, number>
): Promise<string[]> {
	if (heads.size === 0) return [];
	const { rows } = (await db.execute(
		sql`select name from unnest(${sql.param([...heads.keys()])}::text[], ${sql.param([...heads.values()])}::bigint[])
			as known(name, head) where journal_head(name) > head`
	)) as unknown as { rows: { name: string }[] };
	return rows.map((row) => row.name);
}

/**
 * Applies rows in their order.
 *
 * @returns whether the document is whole; when not, it holds what is no good, and `toReadable` has what can be read.
 */
export function applyRows(doc: Y.Doc, rows: readonly StoredRow[]): boolean {
	try {
		doc.transact(() => rows.forEach((row) => Y.applyUpdate(doc, row.bytes)));
	} catch {
		return false;
	}
	return !doc.store.pendingStructs && !doc.store.pendingDs;
}

/** What can be read of damaged rows: all that are updates and stand on what is there. */
export function toReadable(rows: readonly StoredRow[]): Y.Doc {
	const doc = new Y.Doc();
	for (const { bytes } of rows) {
		try {
			// A copy, so that a broken length ends at the row's end; decoded as a whole before any of it is applied.
			const own = bytes.slice();
			Y.decodeUpdate(own);
			Y.applyUpdate(doc, own);
		} catch {
			continue;
		}
	}
	doc.store.pendingStructs = null;
	doc.store.pendingDs = null;
	return doc;
}

/** A document apart from the one in memory, for whoever asked for it to change and destroy. */
export interface DocumentCopy {
	doc: Y.Doc;
	/** It holds what can be read of rows that cannot be read as a whole. */
	isDamaged: boolean;
	/** The last row that is in it; 0: none. */
	seq: number;
}

/** The document at the journal's head, or what can be read of it. */
export async function readDocument(db: Executor, name: string): Promise<DocumentCopy> {
	const rows = await readRows(db, name);
	const whole = new Y.Doc();
	const isDamaged = !applyRows(whole, rows);
	return { doc: isDamaged ? toReadable(rows) : whole, isDamaged, seq: rows.at(-1)?.seq ?? 0 };
}

/** Appends under the documents' locks; answers with the rows' numbers, in the same order. */
export async function appendUpdates(tx: Tx, entries: JournalEntry[]): Promise<number[]> {
	if (entries.length === 0) return [];
	const rows = await tx
		.insert(documentUpdates)
		.values(entries.map((entry) => ({ ...entry, format })))
		.returning({ seq: documentUpdates.seq });
	return rows.map((row) => row.seq);
}

/** What a batch was judged by. */
export interface Judged {
	/** Rights of the writers, by what they stand on (`DocumentAccess.stillWriters`). */
	writers: { sessionId: string; roundId: string; proof: string }[];
	/** Last row of each document of the batch, as the judge knew it. */
	heads: ReadonlyMap<string, number>;
}

/**
 * Appends and commits a judged batch by one statement, under the same locks as `lockDocuments` and `stillWriters` take.
 *
 * @returns the rows' numbers in the same order; null, having written nothing, when a right or a head has changed.
 */
export async function appendJudged(
	database: Database,
	entries: JournalEntry[],
	{ writers, heads }: Judged
): Promise<number[] | null> {
	const rows = await database.run<{ seq: number | string }>('append-updates', appendStatement, [
		toDistinct(writers.map((writer) => writer.sessionId)),
		toDistinct(writers.map((writer) => writer.roundId)),
		toDistinct(writers.map((writer) => writer.proof)),
		toArray([...heads.keys()]),
		toArray([...heads.values()]),
		toArray(entries.map((entry) => entry.name)),
		toArray(entries.map((entry) => entry.userId)),
		toArray(entries.map((entry) => entry.bytes.byteLength)),
		Buffer.concat(entries.map((entry) => entry.bytes))
	]);
	return rows.length === entries.length ? rows.map((row) => Number(row.seq)) : null;
}

/**
 * An array as PostgreSQL reads it. Its strings are of our own making and hold no control characters: only those would be
 * written in another way than JSON does. The driver's own way is a third of what it takes to send a batch.
 */
const toArray = (values: (string | number | null)[]): string =>
	`{${JSON.stringify(values).slice(1, -1)}}`;

const toDistinct = (values: string[]): string => toArray([...new Set(values)]);

const appendStatement = `select append_updates($1::text[], $2::text[], $3::text[], $4::text[], $5::bigint[],
	$6::text[], $7::text[], $8::integer[], $9::bytea) as seq`;

/**
 * Makes this state of a document, which is its journal up to row `head`, the snapshot in those rows' place, by one
 * statement: a reader finds the rows or their fold. It waits for nobody who writes, and of two folds the older is nothing.
 */
export async function foldJournal(
	database: Pick<Database, 'run'>,
	name: string,
	{ head, state }: { head: number; state: Uint8Array }
): Promise<void> {
	await database.run('fold-journal', foldStatement, [name, head, format, Buffer.from(state)]);
}

const foldStatement = `with snapshot as (
		insert into document_snapshots as old (name, seq, format, bytes) values ($1, $2, $3, $4)
		on conflict (name) do update
			set seq = excluded.seq, format = excluded.format, bytes = excluded.bytes, created_at = now()
			where old.seq < excluded.seq
		returning seq
	)
	delete from document_updates row using snapshot where row.name = $1 and row.seq <= snapshot.seq`;

/** What the server writes under, one after the other under the document's lock. Nobody is given it. */
export const serverClientId = 0;

/** A client id that was never given out for this document, recorded with its owner (null: the server). */
export async function assignClientId(
	db: Executor,
	name: string,
	userId: string | null
): Promise<number> {
	for (;;) {
		const clientId = randomInt(1, 2 ** 32);
		const given = await db
			.insert(documentClients)
			.values({ name, clientId, userId })
			.onConflictDoNothing()
			.returning({ clientId: documentClients.clientId });
		if (given.length > 0) return clientId;
	}
}

/** Owners of these client ids; ids that were never given out are absent. */
export async function findOwners(
	db: Executor,
	names: string[],
	clientIds: number[]
): Promise<{ name: string; clientId: number; userId: string | null }[]> {
	return db
		.select({
			name: documentClients.name,
			clientId: documentClients.clientId,
			userId: documentClients.userId
		})
		.from(documentClients)
		.where(and(inArray(documentClients.name, names), inArray(documentClients.clientId, clientIds)));
}
