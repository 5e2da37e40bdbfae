import * as Y from 'yjs';

/**
 * A number that two replicas share when they hold the same structures and the same deletions (D10): 53 bits over the
 * canonical snapshot (sorted delete set, sorted state vector), which does not depend on how a replica has merged its
 * structures.
 */
export function toStateHash(doc: Y.Doc): number {
	return hash53(Y.encodeSnapshot(Y.snapshot(doc)));
}

/** cyrb53 (bryc, public domain): two 32-bit multiplicative hashes folded into 53 bits. */
function hash53(bytes: Uint8Array): number {
	let a = 0xdeadbeef;
	let b = 0x41c6ce57;
	for (const byte of bytes) {
		a = Math.imul(a ^ byte, 2654435761);
		b = Math.imul(b ^ byte, 1597334677);
	}
	a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
	b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
	return 4294967296 * (2097151 & b) + (a >>> 0);
}
