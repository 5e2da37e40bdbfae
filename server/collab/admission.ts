import * as Y from 'yjs';
import type { RefusalReason } from '#lib/collab/protocol.ts';
import type { DocumentPolicy } from './access.ts';
import type { DeleteRange, ParsedUpdate, Section, Struct, StructId } from './update-walker.ts';

/** Where a structure stands: in a root, under a key when the root is a map. */
interface Place {
	root: string;
	key: string | null;
}

interface PlacedStruct extends Place {
	clock: number;
	end: number;
}

/** Structures by client, ascending and without gaps. */
type Layer = Map<number, PlacedStruct[]>;

export type Verdict =
	| {
			ok: true;
			/** Everything in it is there already: nothing to journal. */
			isContained: boolean;
			/** Set when it begins before the head: where, by client. `cutKnown` takes what is known off it. */
			known: Map<number, number> | null;
	  }
	| {
			ok: false;
			reason: Extract<
				RefusalReason,
				'malformed' | 'foreign-client' | 'gap' | 'wrong-root' | 'not-allowed'
			>;
	  };

export interface Author {
	policy: DocumentPolicy;
	/** Was this client id given to this person for this document? */
	ownsClient(client: number): boolean;
}

/**
 * An admitted update as it is journalled, applied and shown. Structures that are known already are cut off: no row says
 * a second time, and perhaps otherwise, what another has said, and Yjs never looks for what they claim to stand on.
 */
export function cutKnown(bytes: Uint8Array, known: Map<number, number> | null): Uint8Array {
	return known ? Y.diffUpdate(bytes, Y.encodeStateVector(known)) : bytes;
}

/** Cost of the second look per update: alternating dependencies between sections. */
const maxPasses = 10_000;

/**
 * Judges updates against a document and the updates admitted before them that are not applied yet. It changes nothing
 * but its own memory of what it admitted, so a batch that is lost leaves no trace. Rules A7–A14 in SPEC.md.
 */
export class Admission {
	readonly #doc: Y.Doc;
	readonly #roots: WeakMap<object, string>;
	/** Admitted by this instance, on top of the document. */
	readonly #admitted: Layer = new Map();
	readonly #deleted: DeleteRange[] = [];

	/** `roots` remembers the names of the document's root types between instances. */
	constructor(doc: Y.Doc, roots: WeakMap<object, string> = new WeakMap()) {
		this.#doc = doc;
		this.#roots = roots;
	}

	/** The clock after the last structure of a client that is in the document or was admitted. */
	stateOf(client: number): number {
		return this.#admitted.get(client)?.at(-1)?.end ?? Y.getState(this.#doc.store, client);
	}

	/** Is everything in it in the document already? Asks for no rights. */
	contains(update: ParsedUpdate): boolean {
		return (
			update.sections.every(({ client, end }) => end <= this.stateOf(client)) &&
			update.deletes.every((range) => this.#isDeleted(range))
		);
	}

	/** May it go into the journal behind what was admitted so far? Remembers it if so. */
	judge(update: ParsedUpdate, author: Author): Verdict {
		const fresh: Section[] = [];
		let hasOverlap = false;
		const known = new Map<number, number>();
		for (const section of update.sections) {
			const state = this.stateOf(section.client);
			if (section.clock > state) return { ok: false, reason: 'gap' };
			known.set(section.client, state);
			if (section.clock < state) hasOverlap = true;
			if (section.end <= state) continue;
			if (!author.ownsClient(section.client)) return { ok: false, reason: 'foreign-client' };
			fresh.push(section);
		}
		const layer: Layer = new Map();
		const keysSet = new Set<string>();
		const keysDeleted = new Map<string, Place>();
		const reason =
			this.#placeSections(fresh, layer, author.policy, keysSet, keysDeleted) ??
			this.#checkDeletes(update.deletes, layer, keysDeleted, author.policy);
		if (reason) return { ok: false, reason };
		for (const [id, { root, key }] of keysDeleted)
			if (!keysSet.has(id) && !author.policy.canSet(root, key!, undefined))
				return { ok: false, reason: 'not-allowed' };

		const isContained = this.contains(update);
		if (!isContained) this.#remember(layer, update.deletes);
		return { ok: true, isContained, known: hasOverlap ? known : null };
	}

	/** Resolves every new structure to its place, in an order in which each finds what it stands on. */
	#placeSections(
		sections: Section[],
		layer: Layer,
		policy: DocumentPolicy,
		keysSet: Set<string>,
		keysDeleted: Map<string, Place>
	): 'gap' | 'wrong-root' | 'not-allowed' | 'malformed' | null {
		const next = sections.map(() => 0);
		for (let pass = 0; pass < maxPasses; pass++) {
			let isStuck = true;
			let isDone = true;
			for (const [index, section] of sections.entries()) {
				while (next[index]! < section.structs.length) {
					const struct = section.structs[next[index]!]!;
					const place = this.#placeStruct(section.client, struct, layer);
					if (place === 'gap') break;
					if (typeof place === 'string') return place;
					if (place) {
						const refusal = checkContent(struct, place, policy, keysSet, keysDeleted);
						if (refusal) return refusal;
						const placed = layer.get(section.client) ?? [];
						layer.set(section.client, placed);
						placed.push({ ...place, clock: struct.clock, end: struct.clock + struct.length });
					}
					next[index]!++;
					isStuck = false;
				}
				if (next[index]! < section.structs.length) isDone = false;
			}
			if (isDone) return null;
			if (isStuck) return 'gap';
		}
		return 'malformed';
	}

	/** Null for a structure that is known as a whole. */
	#placeStruct(client: number, struct: Struct, layer: Layer): Place | 'gap' | 'wrong-root' | null {
		const state = this.stateOf(client);
		if (struct.clock + struct.length <= state) return null;
		const { origin, rightOrigin } = struct;
		let place: Place | undefined;
		if (struct.root !== null) place = { root: struct.root, key: struct.key };
		for (const id of [origin, rightOrigin]) {
			if (!id) continue;
			const neighbour = this.#find(id, layer);
			if (!neighbour) return 'gap';
			if (neighbour === 'gone') return 'wrong-root';
			if (place && !isSamePlace(place, neighbour)) return 'wrong-root';
			place = { root: neighbour.root, key: neighbour.key };
		}
		// Known in part: the known part must say the same about where it stands.
		if (struct.clock < state) {
			const known = this.#find({ client, clock: state - 1 }, layer);
			if (!known || known === 'gone' || !isSamePlace(place!, known)) return 'wrong-root';
		}
		if (rightOrigin && place!.key !== null) return 'wrong-root';
		return place!;
	}

	#find(id: StructId, layer: Layer): Place | 'gone' | undefined {
		const placed = findPlaced(layer, id) ?? findPlaced(this.#admitted, id);
		if (placed) return placed;
		if (id.clock >= Y.getState(this.#doc.store, id.client)) return undefined;
		const structs = this.#doc.store.clients.get(id.client)!;
		return this.#toPlace(structs[Y.findIndexSS(structs, id.clock)]!) ?? 'gone';
	}

	#toPlace(struct: Y.Item | Y.GC): Place | undefined {
		if (!(struct instanceof Y.Item)) return undefined;
		const parent = struct.parent as Y.AbstractType<unknown> | null;
		// Children of a nested type have an item above them; a root has none.
		if (!parent || parent._item) return undefined;
		let root = this.#roots.get(parent);
		if (root === undefined) this.#roots.set(parent, (root = Y.findRootTypeKey(parent)));
		return { root, key: struct.parentSub };
	}

	#checkDeletes(
		deletes: DeleteRange[],
		layer: Layer,
		keysDeleted: Map<string, Place>,
		policy: DocumentPolicy
	): 'gap' | 'wrong-root' | null {
		for (const range of deletes) {
			const state = Math.max(this.stateOf(range.client), layer.get(range.client)?.at(-1)?.end ?? 0);
			if (range.end > state) return 'gap';
			for (const place of this.#placesOfLive(range, layer)) {
				if (place === 'gone' || policy.roots.get(place.root) === undefined) return 'wrong-root';
				if (place.key !== null) keysDeleted.set(toKeyId(place), place);
			}
		}
		return null;
	}

	/** Places of the structures in the range that are not deleted in the document. */
	*#placesOfLive(range: DeleteRange, layer: Layer): Generator<Place | 'gone'> {
		const structs = this.#doc.store.clients.get(range.client);
		const state = Y.getState(this.#doc.store, range.client);
		if (structs && range.clock < state) {
			for (let i = Y.findIndexSS(structs, range.clock); i < structs.length; i++) {
				const struct = structs[i]!;
				if (struct.id.clock >= range.end) break;
				if (!struct.deleted) yield this.#toPlace(struct) ?? 'gone';
			}
		}
		for (const placed of [this.#admitted.get(range.client), layer.get(range.client)])
			for (const struct of placed ?? [])
				if (struct.clock < range.end && struct.end > range.clock) yield struct;
	}

	#isDeleted(range: DeleteRange): boolean {
		if (
			this.#deleted.some(
				(other) =>
					other.client === range.client && other.clock <= range.clock && other.end >= range.end
			)
		)
			return true;
		const structs = this.#doc.store.clients.get(range.client);
		if (!structs || range.end > Y.getState(this.#doc.store, range.client)) return false;
		for (let i = Y.findIndexSS(structs, range.clock); i < structs.length; i++) {
			const struct = structs[i]!;
			if (struct.id.clock >= range.end) break;
			if (!struct.deleted) return false;
		}
		return true;
	}

	#remember(layer: Layer, deletes: DeleteRange[]): void {
		for (const [client, placed] of layer) {
			const known = this.#admitted.get(client);
			if (known) known.push(...placed);
			else this.#admitted.set(client, placed);
		}
		this.#deleted.push(...deletes);
	}
}

function checkContent(
	struct: Struct,
	place: Place,
	policy: DocumentPolicy,
	keysSet: Set<string>,
	keysDeleted: Map<string, Place>
): 'wrong-root' | 'not-allowed' | null {
	const kind = policy.roots.get(place.root);
	if (kind === 'text') {
		return place.key === null && struct.content !== 'value' ? null : 'wrong-root';
	}
	if (kind !== 'map' || place.key === null || struct.content === 'text') return 'wrong-root';
	if (struct.content === 'deleted') {
		keysDeleted.set(toKeyId(place), place);
		return null;
	}
	if (!policy.canSet(place.root, place.key, struct.value)) return 'not-allowed';
	keysSet.add(toKeyId(place));
	return null;
}

const toKeyId = ({ root, key }: Place) => `${root}\u0000${key}`;
const isSamePlace = (a: Place, b: Place) => a.root === b.root && a.key === b.key;

/** Binary search, as a client that typed offline brings many thousands at once. */
function findPlaced(layer: Layer, id: StructId): PlacedStruct | undefined {
	const placed = layer.get(id.client);
	if (!placed) return undefined;
	let low = 0;
	let high = placed.length - 1;
	while (low <= high) {
		const middle = (low + high) >> 1;
		const struct = placed[middle]!;
		if (id.clock < struct.clock) high = middle - 1;
		else if (id.clock >= struct.end) low = middle + 1;
		else return struct;
	}
	return undefined;
}
