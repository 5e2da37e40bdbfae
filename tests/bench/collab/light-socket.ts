import { connect, type Socket } from 'node:net';

/*
 * A WebSocket client that does what a load needs and no more: binary frames under 64 KiB out, any length in, ping, close.
 * The mask is all zeros, which the protocol allows and every server unmasks like any other. `ws` on this side would cost
 * more than the servers that are measured.
 */

export interface LightSocket {
	send(payload: Uint8Array): void;
	/** Bytes that came over the wire since the handshake, frames' heads included. */
	readonly bytesIn: number;
	readonly isOpen: boolean;
	/** Without a word, and without a port left waiting. */
	drop(): void;
}

export interface LightSocketOptions {
	port: number;
	path: string;
	headers?: Record<string, string>;
	onOpen(): void;
	onMessage(payload: Uint8Array): void;
	/** Also when it never opened; `why` is the answer's first line, or the close code. */
	onClose(why: string): void;
}

const opcode = { binary: 2, close: 8, ping: 9, pong: 10 };
const headEnd = Buffer.from('\r\n\r\n');

export function openLightSocket(options: LightSocketOptions): LightSocket {
	const socket: Socket = connect({ port: options.port, host: '127.0.0.1', noDelay: true });
	let isOpen = false;
	let bytesIn = 0;
	let rest: Buffer | null = null;
	let why = 'cut off';

	const headers = {
		host: `127.0.0.1:${options.port}`,
		upgrade: 'websocket',
		connection: 'Upgrade',
		'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
		'sec-websocket-version': '13',
		...options.headers
	};
	const head = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
	socket.write(`GET ${options.path} HTTP/1.1\r\n${head.join('')}\r\n`);

	socket.on('error', (error) => (why = error.message));
	socket.on('close', () => {
		isOpen = false;
		options.onClose(why);
	});
	socket.on('data', (chunk: Buffer) => {
		let data = rest ? Buffer.concat([rest, chunk]) : chunk;
		rest = null;
		if (isOpen) {
			bytesIn += chunk.byteLength;
		} else {
			const end = data.indexOf(headEnd);
			if (end < 0) return void (rest = data);
			const line = data.toString('latin1', 0, data.indexOf('\r\n'));
			if (!line.includes(' 101 ')) {
				why = line;
				return void socket.destroy();
			}
			isOpen = true;
			data = data.subarray(end + headEnd.length);
			bytesIn = data.byteLength;
			options.onOpen();
		}
		take(data);
	});

	/** Calls back for every whole frame and keeps what follows the last one. */
	function take(data: Buffer): void {
		let at = 0;
		for (;;) {
			const frame = readFrame(data, at);
			if (!frame) break;
			at = frame.end;
			const payload = data.subarray(frame.from, frame.end);
			if (frame.code === opcode.binary) options.onMessage(payload);
			else if (frame.code === opcode.ping) write(opcode.pong, payload);
			else if (frame.code === opcode.close) why = `closed with ${payload.readUInt16BE(0)}`;
		}
		if (at < data.byteLength) rest = data.subarray(at);
	}

	function write(code: number, payload: Uint8Array): void {
		const length = payload.byteLength;
		const from = length < 126 ? 6 : 8;
		const frame = Buffer.allocUnsafe(from + length);
		frame[0] = 128 | code;
		if (length < 126) {
			frame[1] = 128 | length;
		} else {
			frame[1] = 128 | 126;
			frame.writeUInt16BE(length, 2);
		}
		frame.fill(0, from - 4, from);
		frame.set(payload, from);
		socket.write(frame);
	}

	return {
		send: (payload) => write(opcode.binary, payload),
		get bytesIn() {
			return bytesIn;
		},
		get isOpen() {
			return isOpen;
		},
		drop() {
			isOpen = false;
			socket.resetAndDestroy();
		}
	};
}

/** Where the payload of the frame at `at` lies; null when it is not all there. Servers do not mask. */
function readFrame(data: Buffer, at: number): { code: number; from: number; end: number } | null {
	const there = data.byteLength - at;
	if (there < 2) return null;
	const short = data[at + 1]!;
	const head = short < 126 ? 2 : short === 126 ? 4 : 10;
	if (there < head) return null;
	const length =
		short < 126
			? short
			: short === 126
				? data.readUInt16BE(at + 2)
				: Number(data.readBigUInt64BE(at + 2));
	if (there < head + length) return null;
	return { code: data[at]! & 15, from: at + head, end: at + head + length };
}
