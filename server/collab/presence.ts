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
	/** A socket here, or the name of the process that has the socket. */
	owner: Owner | string;
	/** When another process spoke of it last. */
	heardAt: number;
	clock: number;
	/** What others see, as JSON. */
	state: string;
}

interface Claim {
	client: number;
	clock: number;
	/** Null: leaves. */
	state: Record<string, unknown> | null;
}

/** Pages tell of themselves every 15 s: what another process has not told for so long is gone with it. */
const remoteLifetimeMs = 45_000;
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
				const line = isReducedLine(state.line) ? state.line : null;
				this.#put(
					key,
					owner,
					JSON.stringify({ user: person, ...(cursor && { cursor }), ...(line && { line }) })
				);
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
		this.#standIns.delete(owner);
		return this.#tell(gone);
	}

	/**
	 * Takes what another process vouches for. It cannot hide or take over somebody whose socket is here, or that a third
	 * process spoke of: of two sockets of one page the older one always ends last.
	 *
	 * @returns what our readers are to be told, or null where that is nothing.
	 */
	takeRemote(sender: string, update: Uint8Array, now: number): Uint8Array | null {
		const changed: number[] = [];
		for (const { client: key, clock, state } of readClaims(update) ?? []) {
			const known = this.#entries.get(key);
			if (known && known.owner !== sender && (state === null || typeof known.owner !== 'string'))
				continue;
			this.#entries.set(key, {
				owner: sender,
				heardAt: now,
				clock: Math.max((known?.clock ?? -1) + 1, clock),
				state: JSON.stringify(state)
			});
			changed.push(key);
		}
		return this.#tell(changed);
	}

	/** People of a process that has fallen silent: what our readers are to be told. */
	expireRemote(now: number): Uint8Array | null {
		const silent: number[] = [];
		for (const [key, entry] of this.#entries) {
			if (typeof entry.owner !== 'string' || now - entry.heardAt < remoteLifetimeMs) continue;
			this.#put(key, entry.owner, 'null');
			silent.push(key);
		}
		return this.#tell(silent);
	}

	/** Everybody who is here, for a newcomer; null when that is nobody. */
	encodeAll(): Uint8Array | null {
		return this.#encodePresent(() => true);
	}

	/** Those whose sockets are in this process, for another one. */
	encodeOwn(): Uint8Array | null {
		return this.#encodePresent(({ owner }) => typeof owner !== 'string');
	}

	#encodePresent(isMeant: (entry: Entry<Owner>) => boolean): Uint8Array | null {
		const here = [...this.#entries]
			.filter(([, entry]) => entry.state !== 'null' && isMeant(entry))
			.map(([key]) => key);
		return here.length > 0 ? this.#encode(here) : null;
	}

	/** Encodes these, and forgets those of them who have left. */
	#tell(keys: number[]): Uint8Array | null {
		if (keys.length === 0) return null;
		const update = this.#encode(keys);
		for (const key of keys) if (this.#entries.get(key)!.state === 'null') this.#entries.delete(key);
		return update;
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

	#put(key: number, owner: Owner | string, state: string): void {
		// Ahead of any clock that a reader has seen, from this process or another.
		const clock = Math.max((this.#entries.get(key)?.clock ?? 0) + 1, Date.now());
		this.#entries.set(key, { owner, heardAt: Date.now(), clock, state });
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
			const clock = decoding.readVarUint(decoder);
			const state: unknown = JSON.parse(decoding.readVarString(decoder));
			if (typeof state !== 'object' || Array.isArray(state)) return null;
			claims.push({ client, clock, state: state as Claim['state'] });
		}
		return decoding.hasContent(decoder) ? null : claims;
	} catch {
		return null;
	}
}

/** What somebody says of their own line in the video room: no pictures go over it, or no voices either. */
const isReducedLine = (line: unknown): line is 'audio' | 'text' =>
	line === 'audio' || line === 'text';

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
