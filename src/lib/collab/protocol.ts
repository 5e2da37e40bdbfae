import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';

/*
 * Both ends of `/collab/…` speak what stands here; server/collab/PROTOCOL.md has the grammar, the limits and who may
 * send what.
 */

/** The subprotocol, which is also the version handshake. */
export const subprotocol = 'mock-rounds.1';

/** First number of a frame. The first three are y-websocket's. */
export const messageType = {
	sync: 0,
	awareness: 1,
	queryAwareness: 3,
	acknowledgement: 100,
	refusal: 101,
	stateHash: 102,
	time: 103,
	rights: 104
} as const;

/** Second number of a sync frame (y-protocols). */
export const syncType = { step1: 0, step2: 1, update: 2 } as const;

export const limits = {
	/** Bytes of one update, at the server's door. */
	maxUpdateBytes: 64 * 1024,
	/** Bytes of one frame: an update and its two leading numbers and length. */
	maxFrameBytes: 64 * 1024 + 16,
	/** Bytes of the updates that our pages send. */
	maxOwnUpdateBytes: 48 * 1024,
	/** Bytes of text that may be pasted at once. */
	maxPasteBytes: 32 * 1024,
	maxDocumentBytes: 1024 * 1024,
	maxAwarenessBytes: 16 * 1024,
	/** The state hash is sent this often; must stay below y-websocket's 30 s of silence. */
	heartbeatMs: 15_000
} as const;

/** Close codes. y-websocket takes 4400–4499 as final and everything else as a reason to come back. */
export const closeCode = {
	restarting: 1012,
	badUpdate: 1008,
	tooLarge: 1009,
	notText: 1003,
	fault: 1011,
	tryLater: 1013,
	notSignedIn: 4401,
	notAllowed: 4403,
	notFound: 4404,
	/** The page speaks another version: load it again. */
	otherVersion: 4409
} as const;

/** Why an update was not taken. */
export type RefusalReason =
	/** This person or this socket may not write here. */
	| 'read-only'
	/** The round is finished: the text is not part of the result. */
	| 'finished'
	/** The document has reached its size. */
	| 'full'
	/** Its rows cannot be read as a whole: it is shown as far as they can, and takes nothing any more. */
	| 'damaged'
	/** Over 64 KiB. */
	| 'too-large'
	/** Not a Yjs V1 update, or one that declares more than it holds. */
	| 'malformed'
	/** Structures of a client id that was not given to this person for this document. */
	| 'foreign-client'
	/** Something before it is missing. */
	| 'gap'
	/** A root that the document does not have, or content that the root does not take. */
	| 'wrong-root'
	/** A key that this person may not set to this value, or not delete. */
	| 'not-allowed';

export type OwnMessage =
	| { type: 'acknowledgement'; frames: number }
	| { type: 'refusal'; reason: RefusalReason; isKept: boolean }
	| { type: 'state-hash'; hash: number }
	| { type: 'time'; sentAt: number; serverNow: number }
	| { type: 'rights'; canWrite: boolean };

/** One for all frames, which are short and written in one go: making one costs more than writing into it. */
let shared = encoding.createEncoder();
const maxSharedBytes = 1024;

const write = (
	type: number,
	fill: (encoder: encoding.Encoder) => void
): Uint8Array<ArrayBuffer> => {
	if (shared.cbuf.byteLength > maxSharedBytes || shared.bufs.length > 0)
		shared = encoding.createEncoder();
	const encoder = shared;
	encoder.cpos = 0;
	encoding.writeVarUint(encoder, type);
	fill(encoder);
	return encoding.toUint8Array(encoder);
};

/** A sync frame: `step1` carries a state vector, the others an update. */
export const toSyncFrame = (type: keyof typeof syncType, bytes: Uint8Array) =>
	write(messageType.sync, (encoder) => {
		encoding.writeVarUint(encoder, syncType[type]);
		encoding.writeVarUint8Array(encoder, bytes);
	});

export const toAwarenessFrame = (update: Uint8Array) =>
	write(messageType.awareness, (encoder) => encoding.writeVarUint8Array(encoder, update));

/** What the page asks the time with: its own clock, which comes back in the answer. */
export const toTimeQuestion = (sentAt: number) =>
	write(messageType.time, (encoder) => encoding.writeFloat64(encoder, sentAt));

/** One of the server's own messages as a frame. */
export function toOwnFrame(message: OwnMessage): Uint8Array<ArrayBuffer> {
	switch (message.type) {
		case 'acknowledgement':
			return write(messageType.acknowledgement, (encoder) =>
				encoding.writeVarUint(encoder, message.frames)
			);
		case 'refusal':
			return write(messageType.refusal, (encoder) => {
				encoding.writeVarString(encoder, message.reason);
				encoding.writeUint8(encoder, Number(message.isKept));
			});
		case 'state-hash':
			return write(messageType.stateHash, (encoder) =>
				encoding.writeVarUint(encoder, message.hash)
			);
		case 'time':
			return write(messageType.time, (encoder) => {
				encoding.writeFloat64(encoder, message.sentAt);
				encoding.writeFloat64(encoder, message.serverNow);
			});
		case 'rights':
			return write(messageType.rights, (encoder) =>
				encoding.writeUint8(encoder, Number(message.canWrite))
			);
	}
}

/** Reads an own message whose type was already taken from the decoder; null for an unknown type. */
export function readOwnMessage(type: number, decoder: decoding.Decoder): OwnMessage | null {
	switch (type) {
		case messageType.acknowledgement:
			return { type: 'acknowledgement', frames: decoding.readVarUint(decoder) };
		case messageType.refusal:
			return {
				type: 'refusal',
				reason: decoding.readVarString(decoder) as RefusalReason,
				isKept: decoding.readUint8(decoder) === 1
			};
		case messageType.stateHash:
			return { type: 'state-hash', hash: decoding.readVarUint(decoder) };
		case messageType.time:
			return {
				type: 'time',
				sentAt: decoding.readFloat64(decoder),
				serverNow: decoding.readFloat64(decoder)
			};
		case messageType.rights:
			return { type: 'rights', canWrite: decoding.readUint8(decoder) === 1 };
		default:
			return null;
	}
}
