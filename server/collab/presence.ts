import { randomInt } from 'node:crypto';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import type { Role } from '#lib/interview/interview.ts';

export interface Person {
	userId: string;
	name: string;
	role: Role;
}

interface Entry<Owner> {
	owner: Owner;
	clock: number;
	/** What others see, as JSON. */
	state: string;
}

interface Claim {
	client: number;
	/** Null: leaves. */
	state: Record<string, unknown> | null;
}

/** A stock client tells us again what it was told about everybody else. */
const maxEntriesPerFrame = 1_000;

/**
 * Who is in a document, as the server vouches for it (T7): a socket speaks under client ids of its own person only, the
 * server writes the `user` field from the session, and keeps the clocks, so that a page which comes back is seen at
 * once. Somebody without a client id (a read-only viewer) is shown under an id of the server's, without a caret.
 */
export class Presence<Owner extends object> {
	readonly #entries = new Map<number, Entry<Owner>>();
	/** For sockets without a client id: what they call themselves, and what we call them. */
	readonly #standIns = new Map<Owner, { claimed: number; key: number }>();

	/**
	 * Takes an awareness update of a socket.
	 *
	 * @returns what the others are to be told, or null where that is nothing; false where it is no awareness update.
	 */
	take(
		owner: Owner,
		update: Uint8Array,
		person: Person,
		options: {
			ownsClient: (client: number) => boolean;
			canPoint: boolean;
			isTextRoot: (name: string) => boolean;
		}
	): Uint8Array | null | false {
		const claims = readClaims(update);
		if (!claims) return false;
		const changed: number[] = [];
		for (const { client, state } of claims) {
			const isOwn = options.ownsClient(client);
			const key = isOwn ? client : this.#toStandIn(owner, client);
			if (key === null) continue;
			if (state === null) {
				if (this.#entries.get(key)?.owner !== owner) continue;
				this.#put(key, owner, 'null');
			} else {
				const cursor =
					isOwn && options.canPoint ? toCursor(state.cursor, options.isTextRoot) : null;
				this.#put(key, owner, JSON.stringify({ user: person, ...(cursor && { cursor }) }));
			}
			changed.push(key);
		}
		return changed.length > 0 ? this.#encode(changed) : null;
	}

	/** The socket is gone: what the others are to be told. Entries that another socket took over stay. */
	leave(owner: Owner): Uint8Array | null {
		const gone = [...this.#entries]
			.filter(([, entry]) => entry.owner === owner)
			.map(([key]) => key);
		for (const key of gone) this.#put(key, owner, 'null');
		const update = gone.length > 0 ? this.#encode(gone) : null;
		for (const key of gone) this.#entries.delete(key);
		this.#standIns.delete(owner);
		return update;
	}

	/** Everybody who is here, for a newcomer; null when that is nobody. */
	encodeAll(): Uint8Array | null {
		const here = [...this.#entries]
			.filter(([, entry]) => entry.state !== 'null')
			.map(([key]) => key);
		return here.length > 0 ? this.#encode(here) : null;
	}

	/** Null for an id that is somebody else's. A socket's first unknown id is its own, and stays so. */
	#toStandIn(owner: Owner, claimed: number): number | null {
		let standIn = this.#standIns.get(owner);
		if (!standIn) {
			if (this.#entries.has(claimed)) return null;
			let key: number;
			do key = randomInt(1, 2 ** 32);
			while (this.#entries.has(key));
			this.#standIns.set(owner, (standIn = { claimed, key }));
		}
		return standIn.claimed === claimed ? standIn.key : null;
	}

	#put(key: number, owner: Owner, state: string): void {
		// Ahead of any clock that a reader has seen, from this process or another.
		const clock = Math.max((this.#entries.get(key)?.clock ?? 0) + 1, Date.now());
		this.#entries.set(key, { owner, clock, state });
	}

	#encode(keys: number[]): Uint8Array {
		const encoder = encoding.createEncoder();
		encoding.writeVarUint(encoder, keys.length);
		for (const key of keys) {
			const { clock, state } = this.#entries.get(key)!;
			encoding.writeVarUint(encoder, key);
			encoding.writeVarUint(encoder, clock);
			encoding.writeVarString(encoder, state);
		}
		return encoding.toUint8Array(encoder);
	}
}

function readClaims(update: Uint8Array): Claim[] | null {
	try {
		const decoder = decoding.createDecoder(update);
		const count = decoding.readVarUint(decoder);
		if (count > maxEntriesPerFrame) return null;
		const claims: Claim[] = [];
		for (let i = 0; i < count; i++) {
			const client = decoding.readVarUint(decoder);
			decoding.readVarUint(decoder);
			const state: unknown = JSON.parse(decoding.readVarString(decoder));
			if (typeof state !== 'object' || Array.isArray(state)) return null;
			claims.push({ client, state: state as Claim['state'] });
		}
		return decoding.hasContent(decoder) ? null : claims;
	} catch {
		return null;
	}
}

/** A caret as y-codemirror writes it, rebuilt from the fields that it may have; null for anything else. */
function toCursor(cursor: unknown, isTextRoot: (name: string) => boolean) {
	if (typeof cursor !== 'object' || cursor === null) return null;
	const { anchor, head } = cursor as { anchor?: unknown; head?: unknown };
	const from = toPosition(anchor, isTextRoot);
	const to = toPosition(head, isTextRoot);
	return from && to ? { anchor: from, head: to } : null;
}

/** A Yjs relative position in one of the document's text roots. */
function toPosition(position: unknown, isTextRoot: (name: string) => boolean) {
	if (typeof position !== 'object' || position === null) return null;
	const { tname, item, assoc } = position as Record<string, unknown>;
	if (typeof tname === 'string' && !isTextRoot(tname)) return null;
	const id = toItemId(item);
	if (typeof tname !== 'string' && !id) return null;
	return {
		type: null,
		tname: typeof tname === 'string' ? tname : null,
		item: id,
		assoc: assoc === -1 ? -1 : 0
	};
}

function toItemId(item: unknown) {
	if (typeof item !== 'object' || item === null) return null;
	const { client, clock } = item as Record<string, unknown>;
	const isId = (value: unknown) => Number.isSafeInteger(value) && (value as number) >= 0;
	return isId(client) && isId(clock) ? { client, clock } : null;
}
