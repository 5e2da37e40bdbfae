import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';

/*
 * Typing as Yjs encodes it (V1), written and read by hand: one letter at a time at the end of a text of one's own, so
 * that a generator on one core can be many people. Applied by Yjs it is the text that was typed.
 */

const stringContent = 4;
const originBit = 128;
const rightOriginBit = 64;

/** An update that puts one letter behind the author's last one, or first into the root. */
export function toLetter(clientId: number, clock: number, root: string): Uint8Array {
	const encoder = encoding.createEncoder();
	for (const number of [1, 1, clientId, clock]) encoding.writeVarUint(encoder, number);
	if (clock === 0) {
		encoding.writeUint8(encoder, stringContent);
		encoding.writeVarUint(encoder, 1);
		encoding.writeVarString(encoder, root);
	} else {
		encoding.writeUint8(encoder, stringContent | originBit);
		encoding.writeVarUint(encoder, clientId);
		encoding.writeVarUint(encoder, clock - 1);
	}
	encoding.writeVarString(encoder, 'x');
	encoding.writeVarUint(encoder, 0);
	return encoding.toUint8Array(encoder);
}

/** Calls back with each run of letters in an update of such typing: whose, from which clock, how many. */
export function readLetters(
	decoder: decoding.Decoder,
	take: (clientId: number, clock: number, count: number) => void
): void {
	for (let sections = decoding.readVarUint(decoder); sections > 0; sections -= 1) {
		let structs = decoding.readVarUint(decoder);
		const clientId = decoding.readVarUint(decoder);
		let clock = decoding.readVarUint(decoder);
		for (; structs > 0; structs -= 1) {
			const info = decoding.readUint8(decoder);
			if ((info & 31) !== stringContent) throw new Error(`A structure of kind ${info & 31}`);
			for (const bit of [originBit, rightOriginBit])
				if (info & bit) {
					decoding.readVarUint(decoder);
					decoding.readVarUint(decoder);
				}
			if (!(info & (originBit | rightOriginBit))) {
				decoding.readVarUint(decoder);
				decoding.readVarString(decoder);
			}
			const count = decoding.readVarUint(decoder);
			decoder.pos += count;
			take(clientId, clock, count);
			clock += count;
		}
	}
}
