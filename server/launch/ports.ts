import { createServer } from 'node:net';
import { createSocket } from 'node:dgram';

/** A TCP port on 127.0.0.1 (and, where there is one, on ::1) that nobody uses now. */
export async function findFreePort(): Promise<number> {
	for (;;) {
		const port = await bind('127.0.0.1', 0);
		if (port !== null && (await bind('::1', port)) !== null) return port;
	}
}

/** A UDP port on 127.0.0.1 that nobody uses now. */
export function findFreeUdpPort(): Promise<number> {
	return new Promise((resolve, reject) => {
		const socket = createSocket('udp4');
		socket.once('error', reject);
		socket.bind(0, '127.0.0.1', () => {
			const { port } = socket.address();
			socket.close(() => resolve(port));
		});
	});
}

/** Whether a server could listen there now. An address this machine lacks counts as free. */
export async function isPortFree(host: string, port: number): Promise<boolean> {
	const hosts = host.toLowerCase() === 'localhost' ? ['127.0.0.1', '::1'] : [host];
	for (const each of hosts) if ((await bind(each, port)) === null) return false;
	return true;
}

/** The port that was bound for a moment; null when it is in use. */
function bind(host: string, port: number): Promise<number | null> {
	return new Promise((resolve) => {
		const server = createServer();
		server.once('error', (error: NodeJS.ErrnoException) =>
			resolve(error.code === 'EADDRINUSE' ? null : port)
		);
		server.listen({ host, port }, () => {
			const address = server.address();
			const bound = typeof address === 'object' && address ? address.port : port;
			server.close(() => resolve(bound));
		});
	});
}
