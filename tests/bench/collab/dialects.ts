import * as encoding from 'lib0/encoding';
import { sessionCookieName } from '#lib/account/session-cookie.ts';
import { toDocumentPath } from '#lib/collab/documents.ts';
import { subprotocol, syncType } from '#lib/collab/protocol.ts';
import { toPersonNumber, toRoundId, toSessionToken } from './rooms.ts';

/** How a client speaks to one of the servers. Peers get short names of rooms, in favour of their bytes. */
export interface Dialect {
	path(room: number): string;
	headers(room: number, seat: number, port: number): Record<string, string>;
	/** In front of every frame, both ways. */
	address(room: number): Uint8Array;
	/** What opens the conversation, before the client's first question. */
	hello: Uint8Array[];
	/** Answers step1 with step2. */
	isSyncing: boolean;
}

export type DialectName = 'ours' | 'y-websocket' | 'hocuspocus' | 'relay';

const nothing = new Uint8Array();
const toShortName = (room: number) => `room-${room}`;

const write = (fill: (encoder: encoding.Encoder) => void): Uint8Array => encoding.encode(fill);

export const dialects: Record<DialectName, Dialect> = {
	ours: {
		path: (room) => `/collab/${toDocumentPath({ kind: 'feedback', roundId: toRoundId(room) })}`,
		headers: (room, seat, port) => ({
			origin: `http://127.0.0.1:${port}`,
			cookie: `${sessionCookieName(false)}=${toSessionToken(toPersonNumber(room, seat))}`,
			'sec-websocket-protocol': subprotocol
		}),
		address: () => nothing,
		hello: [],
		isSyncing: true
	},
	'y-websocket': {
		path: (room) => `/${toShortName(room)}`,
		headers: () => ({}),
		address: () => nothing,
		hello: [],
		isSyncing: true
	},
	hocuspocus: {
		path: () => '/',
		headers: () => ({}),
		address: (room) => write((encoder) => encoding.writeVarString(encoder, toShortName(room))),
		// Without a token it lets nobody in, whatever the token is.
		hello: [
			write((encoder) => {
				for (const number of [2, 0]) encoding.writeVarUint(encoder, number);
				encoding.writeVarString(encoder, 'anybody');
			})
		],
		isSyncing: true
	},
	relay: {
		path: (room) => `/${toShortName(room)}`,
		headers: () => ({}),
		address: () => nothing,
		hello: [],
		isSyncing: false
	}
};

/** A sync frame behind the dialect's address. */
export function toFrame(
	address: Uint8Array,
	type: keyof typeof syncType,
	bytes: Uint8Array
): Uint8Array {
	return write((encoder) => {
		encoding.writeUint8Array(encoder, address);
		encoding.writeVarUint(encoder, 0);
		encoding.writeVarUint(encoder, syncType[type]);
		encoding.writeVarUint8Array(encoder, bytes);
	});
}

export function toHello(address: Uint8Array, message: Uint8Array): Uint8Array {
	return write((encoder) => {
		encoding.writeUint8Array(encoder, address);
		encoding.writeUint8Array(encoder, message);
	});
}
