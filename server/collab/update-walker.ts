import * as decoding from 'lib0/decoding';
import { limits, type RefusalReason } from '#lib/collab/protocol.ts';

export interface StructId {
	client: number;
	clock: number;
}

/** A structure of an update, as far as the admission rules need it. */
export interface Struct {
	clock: number;
	length: number;
	origin: StructId | null;
	rightOrigin: StructId | null;
	/** Set where neither origin is: the name of the root it stands in. */
	root: string | null;
	/** The key, where `root` is set and the root is a map. */
	key: string | null;
	content: 'text' | 'value' | 'deleted';
	/** The text, or the value of a key. */
	value: string | number | boolean | null | undefined;
}

export interface Section {
	client: number;
	clock: number;
	/** The clock after the last structure. */
	end: number;
	structs: Struct[];
}

export interface DeleteRange {
	client: number;
	clock: number;
	end: number;
}

export interface ParsedUpdate {
	sections: Section[];
	deletes: DeleteRange[];
}

export type WalkResult =
	| { ok: true; update: ParsedUpdate }
	| { ok: false; reason: Extract<RefusalReason, 'malformed' | 'too-large' | 'wrong-root'> };

class Malformed extends Error {}
class WrongContent extends Error {}

/** Nobody has so many page loads with unsent text in one document. */
const maxSections = 64;
const maxClock = 2 ** 40;
const maxNameLength = 200;
const maxValueLength = 1_000;

/**
 * Walks a Yjs V1 update without Yjs and without building what it declares (D3, rules A1–A6 in SPEC.md). Content is
 * narrowed to what our documents hold: plain text, primitive values, and tombstones of either. Everything else that V1
 * can carry (GC and skip structures, embeds, formats, nested types, sub-documents) is refused here.
 */
export function walkUpdate(bytes: Uint8Array): WalkResult {
	if (bytes.byteLength > limits.maxUpdateBytes) return { ok: false, reason: 'too-large' };
	try {
		const decoder = decoding.createDecoder(bytes);
		const update = { sections: readSections(decoder), deletes: readDeletes(decoder) };
		if (decoding.hasContent(decoder)) throw new Malformed();
		return { ok: true, update };
	} catch (error) {
		// lib0 throws plain errors on truncated input; whatever it was, it is not an update.
		return { ok: false, reason: error instanceof WrongContent ? 'wrong-root' : 'malformed' };
	}
}

/** A declared number of things, each of which takes at least `minBytes` of what is left. */
function readCount(decoder: decoding.Decoder, minBytes: number): number {
	const count = decoding.readVarUint(decoder);
	if (count * minBytes > decoder.arr.byteLength - decoder.pos) throw new Malformed();
	return count;
}

function readSections(decoder: decoding.Decoder): Section[] {
	const count = readCount(decoder, 4);
	if (count > maxSections) throw new Malformed();
	const sections: Section[] = [];
	for (let i = 0; i < count; i++) {
		const declared = readCount(decoder, 2);
		const client = readClient(decoder);
		const clock = decoding.readVarUint(decoder);
		if (declared === 0 || sections.some((section) => section.client === client))
			throw new Malformed();
		const structs: Struct[] = [];
		let end = clock;
		for (let j = 0; j < declared; j++) {
			const struct = readStruct(decoder, end);
			structs.push(struct);
			end += struct.length;
			if (end > maxClock) throw new Malformed();
		}
		sections.push({ client, clock, end, structs });
	}
	return sections;
}

function readStruct(decoder: decoding.Decoder, clock: number): Struct {
	const info = decoding.readUint8(decoder);
	const contentRef = info & 0b1_1111;
	// 0 is a GC structure and 10 a skip: our documents never hold either (E3).
	if (contentRef === 0 || contentRef === 10) throw new Malformed();
	const origin = info & 0b1000_0000 ? readId(decoder) : null;
	const rightOrigin = info & 0b0100_0000 ? readId(decoder) : null;
	let root: string | null = null;
	let key: string | null = null;
	if (!origin && !rightOrigin) {
		// Anything but 1 means a nested type as its parent.
		if (decoding.readVarUint(decoder) !== 1) throw new WrongContent();
		root = readName(decoder);
		if (info & 0b0010_0000) key = readName(decoder);
	}
	const place = { clock, origin, rightOrigin, root, key };
	switch (contentRef) {
		case 1: {
			const length = decoding.readVarUint(decoder);
			if (length === 0 || length > limits.maxDocumentBytes) throw new Malformed();
			return { ...place, length, content: 'deleted', value: undefined };
		}
		case 4: {
			const value = decoding.readVarString(decoder);
			if (value.length === 0) throw new Malformed();
			return { ...place, length: value.length, content: 'text', value };
		}
		case 8:
			if (decoding.readVarUint(decoder) !== 1) throw new WrongContent();
			return { ...place, length: 1, content: 'value', value: readPrimitive(decoder) };
		default:
			throw new WrongContent();
	}
}

/** lib0's `any`, without the objects, arrays, big integers and buffers. */
function readPrimitive(decoder: decoding.Decoder): Struct['value'] {
	const tag = decoder.arr[decoder.pos];
	if (tag === undefined) throw new Malformed();
	if (tag <= 118 || tag === 122) throw new WrongContent();
	const value = decoding.readAny(decoder) as Struct['value'];
	if (typeof value === 'string' && value.length > maxValueLength) throw new WrongContent();
	return value;
}

function readDeletes(decoder: decoding.Decoder): DeleteRange[] {
	const count = readCount(decoder, 2);
	const seen = new Set<number>();
	const deletes: DeleteRange[] = [];
	for (let i = 0; i < count; i++) {
		const client = readClient(decoder);
		const declared = readCount(decoder, 2);
		if (seen.has(client)) throw new Malformed();
		seen.add(client);
		let last = -1;
		for (let j = 0; j < declared; j++) {
			const clock = decoding.readVarUint(decoder);
			const length = decoding.readVarUint(decoder);
			// Yjs writes ranges sorted and merged; overlapping ones would make every step cost the whole document.
			if (length === 0 || clock < last || clock + length > maxClock) throw new Malformed();
			last = clock + length;
			deletes.push({ client, clock, end: last });
		}
	}
	return deletes;
}

function readClient(decoder: decoding.Decoder): number {
	const client = decoding.readVarUint(decoder);
	if (client > 0xffff_ffff) throw new Malformed();
	return client;
}

const readId = (decoder: decoding.Decoder): StructId => ({
	client: readClient(decoder),
	clock: decoding.readVarUint(decoder)
});

function readName(decoder: decoding.Decoder): string {
	const name = decoding.readVarString(decoder);
	if (name.length > maxNameLength) throw new WrongContent();
	return name;
}
