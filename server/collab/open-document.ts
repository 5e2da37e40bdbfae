import * as Y from 'yjs';
import { limits, toAwarenessFrame, toSyncFrame } from '#lib/collab/protocol.ts';
import { toStateHash } from '#lib/collab/state-hash.ts';
import type { Connection } from './connection.ts';
import { Presence } from './presence.ts';

/** How long after the last change the hash is sent: sooner than the heartbeat. */
const quietMs = 2_000;

/** A document in memory: what is committed of it, and the sockets that have it open. */
export class OpenDocument {
	readonly name: string;
	/** Committed structures only; in it nothing waits for a commit. */
	readonly doc = new Y.Doc();
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
	#hashedAt = 0;
	#hash: number | null = null;
	#byteLength = 0;
	#grownBy = 0;
	#hasKeyChanged = false;

	constructor(name: string) {
		this.name = name;
		this.doc.on('afterTransaction', ({ changed }: Y.Transaction) => {
			for (const keys of changed.values())
				for (const key of keys) if (key !== null) this.#hasKeyChanged = true;
		});
	}

	/** Takes what was read from the database, or an update that is committed. Says whether a key of a map changed. */
	apply(bytes: Uint8Array, origin?: unknown): boolean {
		this.#hasKeyChanged = false;
		Y.applyUpdate(this.doc, bytes, origin);
		this.#byteLength += bytes.byteLength;
		this.#grownBy += bytes.byteLength;
		this.#hash = null;
		const now = Date.now();
		this.hashAt = Math.min(now + quietMs, Math.max(now, this.#hashedAt + limits.heartbeatMs));
		return this.#hasKeyChanged;
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
		const frame = toSyncFrame('update', bytes);
		for (const connection of this.connections) if (connection !== author) connection.send(frame);
	}

	broadcastAwareness(update: Uint8Array, author?: Connection): void {
		const frame = toAwarenessFrame(update);
		for (const connection of this.connections)
			if (connection !== author) connection.sendLossy(frame);
	}

	destroy(): void {
		this.isDiscarded = true;
		this.stopFanOut();
		this.doc.destroy();
	}
}
