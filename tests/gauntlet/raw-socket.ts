import { connect, type Socket } from 'node:net';
import type { Seat } from './rooms.ts';

/** A TCP connection past its handshake: from here on every byte is the caller's. Null when it was not let in. */
export function openRawSocket(
	port: number,
	{ path, cookie }: Pick<Seat, 'path' | 'cookie'>
): Promise<Socket | null> {
	return new Promise((resolve) => {
		const socket = connect(port, '127.0.0.1');
		socket.on('error', () => undefined);
		socket.once('close', () => resolve(null));
		socket.once('data', (answer) => {
			if (!answer.toString('latin1').startsWith('HTTP/1.1 101')) return void socket.destroy();
			socket.removeAllListeners('close');
			resolve(socket);
		});
		socket.write(
			`GET /collab/${path} HTTP/1.1\r\nHost: localhost:${port}\r\n` +
				`Origin: http://localhost:${port}\r\nCookie: ${cookie}\r\n` +
				'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n' +
				'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: mock-rounds.1\r\n\r\n'
		);
	});
}
