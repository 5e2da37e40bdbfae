import * as Y from 'yjs';
import { limits, toAwarenessFrame, toSyncFrame } from '#lib/collab/protocol.ts';
import { toStateHash } from '#lib/collab/state-hash.ts';
import { toBinaryFrame } from './binary-frame.ts';
import type { Connection } from './connection.ts';
import { applyRows, toReadable, type JournalRow, type StoredRow } from './journal.ts';
import { Presence } from './presence.ts';
import { TokenBucket } from './token-bucket.ts';

/** How long after the last change the hash is sent: sooner than the heartbeat. */
const quietMs = 2_000;
const messagesPerSecond = 50;
const messageBurst = 100;

/** What the sockets of one person may send to a document. */
interface Buckets {
	sync: TokenBucket;
	other: TokenBucket;
}

/** A document in memory: what is committed of it, and the sockets that have it open. */
export class OpenDocument {
	readonly name: string;
	/** Committed structures only; in it nothing waits for a commit. */
	doc: Y.Doc;
	/** Its rows cannot be read as a whole: it is shown as far as they can, and nothing is written any more (J8). */
	isDamaged = false;
	readonly connections = new Set<Connection>();
	readonly presence = new Presence<Connection>();
	/** Client ids given out for this document, and to whom (null: the server). */
	readonly owners = new Map<number, string | null>();
	/** Names of root types, for the admission filter. */
	readonly roots = new WeakMap<object, string>();
	/** Sockets being opened: the document must not be released under them. */
	pins = 0;
	/** Frames that wait for their batch. */
	waiting = 0;
	/** Journal rows since the last fold. */
	rows = 0;
	isDiscarded = false;
	hashAt = Infinity;
	stopFanOut: () => void = () => undefined;
	/** Number of the last journal row that is in `doc`: it and all before it. */
	#head = 0;
	readonly #buckets = new Map<string, Buckets>();
	/** Rows that came before their turn, by the number that they follow. */
	readonly #early = new Map<number, JournalRow>();
	#hashedAt = 0;
	#hash: number | null = null;
	#byteLength = 0;
	#grownBy = 0;
	#hasKeyChanged = false;

	constructor(name: string) {
		this.name = name;
		// A guid of Yjs's own would cost as much as reading a short document.
		this.doc = new Y.Doc({ guid: name });
		this.#watch();
	}

	#watch(): void {
		this.doc.on('afterTransaction', ({ changed }: Y.Transaction) => {
			for (const keys of changed.values())
				for (const key of keys) if (key !== null) this.#hasKeyChanged = true;
		});
		// Yjs drops this list full. It is as old as the last edit, so what hangs on it, some kilobytes for each edit,
		// would be taken over into V8's old generation and stay until that is cleaned up as a whole.
		this.doc.on('afterAllTransactions', (_doc, transactions) => transactions.splice(0));
	}

	/** Kept as long as the document is open, whoever comes and goes. */
	bucketsOf(userId: string): Buckets {
		let buckets = this.#buckets.get(userId);
		if (!buckets) {
			const create = () => new TokenBucket(messagesPerSecond, messageBurst);
			this.#buckets.set(userId, (buckets = { sync: create(), other: create() }));
		}
		return buckets;
	}

	get head(): number {
		return this.#head;
	}

	/** A row is here whose predecessor is not. */
	get isBehind(): boolean {
		return this.#early.size > 0;
	}

	/**
	 * Applies everything that the journal has behind the head, in its order. A document that is read for the first time
	 * holds what can be read when its rows are damaged.
	 *
	 * @returns false when later rows are damaged: what is in memory is no good any more.
	 */
	load(rows: readonly StoredRow[]): boolean {
		const isWhole = applyRows(this.doc, rows);
		if (!isWhole && this.#head > 0) return false;
		if (!isWhole) {
			this.isDamaged = true;
			this.doc.destroy();
			this.doc = toReadable(rows);
			this.#watch();
		}
		for (const row of rows) this.#noteGrowth(row.bytes.byteLength);
		this.rows += rows.length;
		this.#head = Math.max(this.#head, rows.at(-1)?.seq ?? 0);
		for (const row of [...this.#early.values()])
			if (row.seq <= this.#head) this.#early.delete(row.before);
		return true;
	}

	/**
	 * Takes a committed row in its turn: one that is here already is nothing, one that comes early waits.
	 *
	 * @returns the rows that are applied now, this one and those that waited for it.
	 */
	take(row: JournalRow): JournalRow[] {
		if (row.seq <= this.#head) return [];
		this.#early.set(row.before, row);
		return this.takeWaiting();
	}

	/** Applies the rows whose turn has come, and returns them. */
	takeWaiting(): JournalRow[] {
		const taken: JournalRow[] = [];
		for (let next = this.#takeNext(); next; next = this.#takeNext()) {
			this.#apply(next.bytes);
			this.#head = next.seq;
			this.rows++;
			taken.push(next);
		}
		return taken;
	}

	/** Takes the row that follows the head and was written by a socket here. Says whether a key of a map changed. */
	takeOwn(row: JournalRow, origin: unknown): boolean {
		this.#hasKeyChanged = false;
		this.#apply(row.bytes, origin);
		this.#head = row.seq;
		this.rows++;
		return this.#hasKeyChanged;
	}

	#takeNext(): JournalRow | undefined {
		const next = this.#early.get(this.#head);
		if (next) this.#early.delete(this.#head);
		return next;
	}

	#apply(bytes: Uint8Array, origin?: unknown): void {
		Y.applyUpdate(this.doc, bytes, origin);
		this.#noteGrowth(bytes.byteLength);
	}

	#noteGrowth(bytes: number): void {
		this.#byteLength += bytes;
		this.#grownBy += bytes;
		this.#hash = null;
		const now = Date.now();
		this.hashAt = Math.min(now + quietMs, Math.max(now, this.#hashedAt + limits.heartbeatMs));
	}

	/** Whether so many bytes more still fit; counts exactly when the sum of the updates says no. */
	hasRoomFor(bytes: number): boolean {
		if (this.#byteLength + bytes <= limits.maxDocumentBytes) return true;
		if (this.#grownBy > 0) {
			this.#byteLength = Y.encodeStateAsUpdate(this.doc).byteLength;
			this.#grownBy = 0;
		}
		return this.#byteLength + bytes <= limits.maxDocumentBytes;
	}

	get hash(): number {
		return (this.#hash ??= toStateHash(this.doc));
	}

	/** Sends the hash to our own sockets when it is time (D10). */
	beat(now: number, heartbeatMs: number): void {
		if (now < this.hashAt) return;
		this.#hashedAt = now;
		this.hashAt = now + heartbeatMs;
		for (const connection of this.connections)
			connection.sendOwn({ type: 'state-hash', hash: this.hash });
	}

	/** Shows a committed update to everybody but its author. */
	broadcast(bytes: Uint8Array, author?: Connection): void {
		const frame = toBinaryFrame(toSyncFrame('update', bytes));
		for (const connection of this.connections)
			if (connection !== author) connection.sendFrame(frame);
	}

	broadcastAwareness(update: Uint8Array, author?: Connection): void {
		const frame = toBinaryFrame(toAwarenessFrame(update));
		for (const connection of this.connections)
			if (connection !== author) connection.sendLossyFrame(frame);
	}

	destroy(): void {
		this.isDiscarded = true;
		this.stopFanOut();
		this.doc.destroy();
	}
}
