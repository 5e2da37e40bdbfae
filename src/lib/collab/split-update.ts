import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';

interface Piece {
	client: number;
	clock: number;
	bytes: Uint8Array;
}

/** Room for an update's numbers around its structures. */
const overheadBytes = 64;

/**
 * Cuts a Yjs V1 update into updates of at most `maxBytes`, which have the same effect when they are applied in order,
 * and none of which waits for a later one. A long text is cut between its characters, never inside one.
 */
export function splitUpdate(update: Uint8Array, maxBytes: number): Uint8Array[] {
	if (update.byteLength <= maxBytes) return [update];
	const { structs, ds } = Y.decodeUpdate(update);
	const budget = maxBytes - overheadBytes;
	const chunks: Piece[][] = [[]];
	let size = 0;
	for (const piece of toPieces(inOrder(structs), budget)) {
		// A client's first piece in a chunk brings its id, clock and count along.
		const cost = piece.bytes.byteLength + 20;
		if (size + cost > budget && size > 0) {
			chunks.push([]);
			size = 0;
		}
		chunks.at(-1)!.push(piece);
		size += cost;
	}
	return [
		...chunks.filter((chunk) => chunk.length > 0).map(encodeStructs),
		...splitDeletes(ds.clients, budget)
	];
}

type Struct = Y.Item | Y.GC | Y.Skip;

/** Structures by client in the order of their clocks, each after those of other clients that it stands on. */
function* inOrder(structs: Struct[]): Generator<Struct> {
	const queues = new Map<number, Struct[]>();
	for (const struct of structs) {
		const queue = queues.get(struct.id.client);
		if (queue) queue.push(struct);
		else queues.set(struct.id.client, [struct]);
	}
	const next = new Map([...queues.keys()].map((client) => [client, 0]));
	const isWaiting = (id: unknown) => {
		if (!(id instanceof Y.ID)) return false;
		const queue = queues.get(id.client);
		const first = queue?.[next.get(id.client)!];
		return first !== undefined && id.clock >= first.id.clock && id.clock < toEnd(queue!);
	};
	for (let isMoving = true; isMoving;) {
		isMoving = false;
		for (const [client, queue] of queues) {
			for (let index = next.get(client)!; index < queue.length; index++) {
				const struct = queue[index]!;
				if (struct instanceof Y.Item) {
					const ids = [struct.origin, struct.rightOrigin, struct.parent];
					if (ids.some((id) => (id as Y.ID | null)?.client !== client && isWaiting(id))) break;
				}
				yield struct;
				next.set(client, index + 1);
				isMoving = true;
			}
		}
	}
}

const toEnd = (queue: Struct[]) => queue.at(-1)!.id.clock + queue.at(-1)!.length;

function* toPieces(structs: Iterable<Struct>, budget: number): Generator<Piece> {
	for (const struct of structs) {
		const bytes = encodeStruct(struct);
		const { client, clock } = struct.id;
		if (bytes.byteLength <= budget - 20) yield { client, clock, bytes };
		else yield* toTextPieces(struct, budget);
	}
}

/** Only a text can be as long as this. */
function* toTextPieces(struct: Struct, budget: number): Generator<Piece> {
	if (!(struct instanceof Y.Item) || !(struct.content instanceof Y.ContentString))
		throw new Error('an update holds a structure that cannot be cut');
	const { client, clock } = struct.id;
	const { str } = struct.content;
	// At most three bytes for a UTF-16 unit, and what the item says about its place.
	const step = Math.floor((budget - 300) / 3);
	for (let from = 0; from < str.length;) {
		let to = Math.min(str.length, from + step);
		if (to < str.length && isHighSurrogate(str.charCodeAt(to - 1))) to--;
		const item = new Y.Item(
			Y.createID(client, clock + from),
			null,
			from === 0 ? struct.origin : Y.createID(client, clock + from - 1),
			null,
			struct.rightOrigin,
			struct.parent,
			struct.parentSub,
			new Y.ContentString(str.slice(from, to))
		);
		yield { client, clock: clock + from, bytes: encodeStruct(item) };
		from = to;
	}
}

const isHighSurrogate = (unit: number) => unit >= 0xd800 && unit <= 0xdbff;

function encodeStruct(struct: Struct): Uint8Array {
	const encoder = new Y.UpdateEncoderV1();
	struct.write(encoder, 0);
	return encoding.toUint8Array(encoder.restEncoder);
}

function encodeStructs(pieces: Piece[]): Uint8Array {
	const byClient = new Map<number, Piece[]>();
	for (const piece of pieces) {
		const own = byClient.get(piece.client);
		if (own) own.push(piece);
		else byClient.set(piece.client, [piece]);
	}
	const encoder = encoding.createEncoder();
	encoding.writeVarUint(encoder, byClient.size);
	for (const [client, own] of byClient) {
		encoding.writeVarUint(encoder, own.length);
		encoding.writeVarUint(encoder, client);
		encoding.writeVarUint(encoder, own[0]!.clock);
		for (const { bytes } of own) encoding.writeUint8Array(encoder, bytes);
	}
	encoding.writeVarUint(encoder, 0);
	return encoding.toUint8Array(encoder);
}

/** Updates that only delete, with at most so many bytes each. */
function splitDeletes(
	clients: Map<number, { clock: number; len: number }[]>,
	budget: number
): Uint8Array[] {
	const maxRanges = Math.max(1, Math.floor(budget / 32));
	const all = [...clients].flatMap(([client, ranges]) =>
		ranges.map((range) => ({ client, ...range }))
	);
	const updates: Uint8Array[] = [];
	for (let from = 0; from < all.length; from += maxRanges)
		updates.push(encodeDeletes(all.slice(from, from + maxRanges)));
	return updates;
}

function encodeDeletes(ranges: { client: number; clock: number; len: number }[]): Uint8Array {
	const clients = new Set(ranges.map(({ client }) => client));
	const encoder = encoding.createEncoder();
	encoding.writeVarUint(encoder, 0);
	encoding.writeVarUint(encoder, clients.size);
	for (const client of clients) {
		const own = ranges.filter((range) => range.client === client);
		encoding.writeVarUint(encoder, client);
		encoding.writeVarUint(encoder, own.length);
		for (const { clock, len } of own) {
			encoding.writeVarUint(encoder, clock);
			encoding.writeVarUint(encoder, len);
		}
	}
	return encoding.toUint8Array(encoder);
}
