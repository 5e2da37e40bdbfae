import * as Y from 'yjs';
import { closeCode } from '#lib/collab/protocol.ts';
import type { Database, Executor } from '#server/db/open.ts';
import type { Log } from '#server/log.ts';
import type { FanOut, FanOutMessage } from './fan-out.ts';
import { gather } from './gather.ts';
import {
	applyRows,
	findBehind,
	foldJournal,
	readDocument,
	readDocuments,
	readJournals,
	type DocumentCopy,
	type JournalRow,
	type StoredDocument
} from './journal.ts';
import { OpenDocument } from './open-document.ts';

const foldAfterRows = 200;
/** Documents that are read by one statement, up to 1 MiB each. */
const maxReads = 32;
/** A row that comes before the one that it follows: that one is on its way, most of the time. */
const patienceMs = 30;
/** How often the journal is asked whether it has gone on: while messages arrive, and while none do. */
const askJournalMs = { connected: 10_000, alone: 1_000 } as const;

/** The documents that this process has in memory, each read once, kept at the journal's head, released when unused. */
export class OpenDocuments {
	readonly #database: Database;
	readonly #fanOut: FanOut;
	readonly #log: Pick<Log, 'warn' | 'error'>;
	readonly #opening = new Map<string, Promise<OpenDocument>>();
	/** Those of `#opening` that are read from the database. */
	readonly #loaded = new Map<string, OpenDocument>();
	/** What was told of a document while it was being read: taken once it is. */
	readonly #early = new Map<string, JournalRow[]>();
	readonly #catchingUp = new Map<string, Promise<void>>();
	#folding: Promise<void> = Promise.resolve();
	/** What the database has of a document: its clients, and its rows. */
	readonly #read: (name: string) => Promise<StoredDocument>;
	#askedAt = Date.now();
	#isAsking = false;

	constructor(options: { database: Database; fanOut: FanOut; log: Pick<Log, 'warn' | 'error'> }) {
		this.#database = options.database;
		this.#fanOut = options.fanOut;
		this.#log = options.log;
		this.#read = gather((names: string[]) => readDocuments(options.database, names), maxReads);
	}

	get size(): number {
		return this.#loaded.size;
	}

	/** The document if it is in memory. */
	get(name: string): OpenDocument | undefined {
		return this.#loaded.get(name);
	}

	[Symbol.iterator](): Iterator<OpenDocument> {
		return this.#loaded.values();
	}

	/** @throws when the database does not answer. */
	async open(name: string): Promise<OpenDocument> {
		for (;;) {
			let opening = this.#opening.get(name);
			if (!opening) {
				opening = this.#load(name);
				this.#opening.set(name, opening);
				opening.catch(() => {
					if (this.#opening.get(name) === opening) this.#opening.delete(name);
				});
			}
			const document = await opening;
			if (!document.isDiscarded) return document;
		}
	}

	async #load(name: string): Promise<OpenDocument> {
		const document = new OpenDocument(name);
		const early: JournalRow[] = [];
		this.#early.set(name, early);
		try {
			document.stopFanOut = await this.#fanOut.subscribe(name, (message) =>
				this.#deliver(name, message)
			);
			const { clients, rows } = await this.#read(name);
			for (const { clientId, userId } of clients) document.owners.set(clientId, userId);
			document.load(rows);
			if (document.isDamaged) this.#log.error({ document: name }, 'damaged rows: read-only');
			for (const row of early) document.take(row);
		} catch (error) {
			document.destroy();
			throw error;
		} finally {
			this.#early.delete(name);
		}
		this.#loaded.set(name, document);
		this.#fanOut.publish(name, { type: 'who' });
		if (document.isBehind) this.#catchUpSoon(document);
		return document;
	}

	/** The owner of a client id that was given out while the document may be open or opening. */
	async noteOwner(name: string, clientId: number, userId: string): Promise<void> {
		// A document that is being read may have read its clients before this one.
		const document = await this.#opening.get(name)?.catch(() => undefined);
		document?.owners.set(clientId, userId);
	}

	/* ---- what others have committed --------------------------------------------------------- */

	#deliver(name: string, message: FanOutMessage): void {
		if (message.type === 'row') return this.takeRow(name, message);
		const document = this.#loaded.get(name);
		if (!document) return;
		if (message.type === 'who') {
			const here = document.presence.encodeOwn();
			if (here) this.tellPresence(name, here);
			return;
		}
		const told = document.presence.takeRemote(message.sender, message.bytes, Date.now());
		if (told) document.broadcastAwareness(told);
	}

	/** Tells the other processes of people whose sockets are here. */
	tellPresence(name: string, bytes: Uint8Array): void {
		this.#fanOut.publish(name, { type: 'awareness', sender: this.#fanOut.sender, bytes });
	}

	/** A row that was committed outside the batches of this process. */
	takeRow(name: string, row: JournalRow): void {
		this.#early.get(name)?.push(row);
		const document = this.#loaded.get(name);
		if (!document) return;
		this.show(document, document.take(row));
		if (document.isBehind) this.#catchUpSoon(document);
	}

	/** Shows rows that are applied to everybody here. */
	show(document: OpenDocument, rows: readonly { bytes: Uint8Array }[]): void {
		for (const row of rows) document.broadcast(row.bytes);
		this.foldWhenLong(document);
	}

	/** Brings documents to the journal's head; inside a transaction that holds their locks, to stay there until it ends. */
	async catchUp(documents: OpenDocument[], db: Executor = this.#database.db): Promise<void> {
		const heads = new Map(documents.map(({ name, head }) => [name, head]));
		const journals = await readJournals(db, heads);
		for (const document of documents) {
			const rows = journals.get(document.name)!.filter(({ seq }) => seq > document.head);
			if (document.isDiscarded || rows.length === 0) continue;
			if (!document.load(rows)) {
				this.discard(document);
				throw new Error(`damaged rows in ${document.name}`);
			}
			this.show(document, rows);
			this.show(document, document.takeWaiting());
		}
	}

	/**
	 * Copies at the journal's head, in the order of the names: of what is in memory, only the rows behind it are read. Inside
	 * a transaction that holds their locks they stay at the head until it ends.
	 */
	async copy(db: Executor, names: readonly string[]): Promise<DocumentCopy[]> {
		const copies = new Map(names.map((name) => [name, toCopy(this.#loaded.get(name))]));
		const heads = new Map([...copies].map(([name, { seq }]) => [name, seq]));
		const journals = await readJournals(db, heads);
		return Promise.all(
			names.map(async (name) => {
				const { doc, seq } = copies.get(name)!;
				const rows = journals.get(name)!;
				if (applyRows(doc, rows)) return { doc, isDamaged: false, seq: rows.at(-1)?.seq ?? seq };
				doc.destroy();
				return readDocument(db, name);
			})
		);
	}

	#catchUpSoon(document: OpenDocument): void {
		if (this.#catchingUp.has(document.name)) return;
		const later = new Promise<void>((resolve) => setTimeout(resolve, patienceMs));
		const catchingUp = later
			.then(() => (document.isBehind ? this.catchUp([document]) : undefined))
			.catch((error: unknown) => this.#log.warn({ err: error }, 'journal not read'))
			.finally(() => this.#catchingUp.delete(document.name));
		this.#catchingUp.set(document.name, catchingUp);
	}

	/** Asks the journal which of the open documents have gone on without us, and reads those. */
	async catchUpAll(): Promise<void> {
		const heads = new Map([...this.#loaded].map(([name, { head }]) => [name, head]));
		const behind = await findBehind(this.#database.db, heads);
		await this.catchUp(behind.flatMap((name) => this.#loaded.get(name) ?? []));
	}

	/** To be called each second or so: state hashes, people of silent processes, and the journal when it is time. */
	beat(now: number, heartbeatMs: number): void {
		for (const document of this.#loaded.values()) {
			document.beat(now, heartbeatMs);
			const gone = document.presence.expireRemote(now);
			if (gone) document.broadcastAwareness(gone);
		}
		if (!this.#fanOut.sender || this.#isAsking) return;
		if (now - this.#askedAt < askJournalMs[this.#fanOut.isConnected ? 'connected' : 'alone'])
			return;
		this.#askedAt = now;
		this.#isAsking = true;
		this.catchUpAll()
			.catch((error: unknown) => this.#log.warn({ err: error }, 'journal not read'))
			.finally(() => (this.#isAsking = false));
	}

	/* ---- release and folding ---------------------------------------------------------------- */

	releaseWhenUnused(document: OpenDocument): void {
		const isUsed = document.connections.size > 0 || document.pins > 0 || document.waiting > 0;
		if (isUsed || document.isDiscarded) return;
		if (document.rows > 1) this.#fold(document);
		this.#forget(document);
	}

	/** A batch was lost, perhaps after its COMMIT: memory is no longer known to be the head. */
	discard(document: OpenDocument): void {
		if (document.isDiscarded) return;
		for (const connection of document.connections)
			connection.close(closeCode.tryLater, 'database unavailable');
		this.#forget(document);
	}

	#forget(document: OpenDocument): void {
		if (this.#loaded.get(document.name) === document) {
			this.#loaded.delete(document.name);
			this.#opening.delete(document.name);
		}
		document.destroy();
	}

	foldWhenLong(document: OpenDocument): void {
		if (document.rows < foldAfterRows) return;
		document.rows = 1;
		this.#fold(document);
	}

	/** One at a time, behind each other, so that folding never takes more than one connection. */
	#fold(document: OpenDocument): void {
		// What cannot be read today may be read by somebody who can repair it.
		if (document.isDamaged) return;
		const { name, head } = document;
		const state = Y.encodeStateAsUpdate(document.doc);
		this.#folding = this.#folding
			.then(() => foldJournal(this.#database, name, { head, state }))
			.catch((error: unknown) =>
				this.#log.warn({ err: error, document: name }, 'journal not folded')
			);
	}

	/** Resolves when nothing is being folded. */
	async idle(): Promise<void> {
		await this.#folding;
	}
}

/** What is committed of a document in memory; nothing of one that is damaged or not there. */
function toCopy(document: OpenDocument | undefined): Pick<DocumentCopy, 'doc' | 'seq'> {
	const doc = new Y.Doc();
	if (!document || document.isDamaged) return { doc, seq: 0 };
	Y.applyUpdate(doc, Y.encodeStateAsUpdate(document.doc));
	return { doc, seq: document.head };
}
