import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { createServer, type Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { toBinaryFrame } from './binary-frame.ts';

let server: Server;
let raw: Duplex;
beforeAll(async () => {
	const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false });
	server = createServer().on('upgrade', (request, socket, head) => {
		raw = socket;
		sockets.handleUpgrade(request, socket, head, (webSocket) => webSocket.ping());
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => server.close());

test.each([0, 1, 125, 126, 127, 65_535, 65_536, 200_000])(
	'a client reads a message of %i bytes as it was',
	async (length) => {
		const client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
		await once(client, 'ping');
		const message = Uint8Array.from({ length }, (_, index) => (index * 7) % 256);
		raw.write(toBinaryFrame(message));
		const [data, isBinary] = (await once(client, 'message')) as [Buffer, boolean];
		expect(isBinary).toBe(true);
		expect(Buffer.compare(data, message)).toBe(0);
		client.terminate();
	}
);
