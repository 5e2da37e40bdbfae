import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** Carries connections to a server, and takes it away: for its clients it is gone, whoever else uses it. */
export interface TcpProxy extends AsyncDisposable {
	port: number;
	/** Cuts every connection and takes no new ones until `restore`. */
	cut(): void;
	/**
	 * Nothing comes through until `restore`, and nobody is told. A connection on which something was lost carries nothing
	 * any more: on a real line TCP may repeat it half a minute after the line's return. One that the server has ended
	 * meanwhile is reset as soon as the client writes on it, as the server's machine would do.
	 */
	drop(): void;
	restore(): void;
}

export async function startTcpProxy(target: { host: string; port: number }): Promise<TcpProxy> {
	const sockets = new Set<Socket>();
	let isCut = false;
	let isDropped = false;

	function carry(client: Socket): void {
		const upstream = isDropped ? null : connect(target);
		/** Something was lost on the way: neither end hears of the other again. */
		let isDead = isDropped;
		for (const [end, other] of [
			[client, upstream],
			[upstream, client]
		] as const) {
			if (!end) continue;
			sockets.add(end);
			end.setNoDelay(true);
			end.on('error', () => end.destroy());
			end.on('data', (bytes) => {
				if (isDropped) isDead = true;
				if (!isDead) other?.write(bytes);
				else if (end === client && !isDropped && upstream?.destroyed) client.resetAndDestroy();
			});
			end.on('close', () => {
				sockets.delete(end);
				if (isDropped) isDead = true;
				if (!isDead) other?.destroy();
			});
		}
	}

	const server = createServer((client) => (isCut ? client.destroy() : carry(client)));
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const cut = () => {
		isCut = true;
		for (const socket of sockets) socket.destroy();
	};
	return {
		port: (server.address() as AddressInfo).port,
		cut,
		drop: () => (isDropped = true),
		restore: () => (isCut = isDropped = false),
		async [Symbol.asyncDispose]() {
			cut();
			await new Promise((resolve) => server.close(resolve));
		}
	};
}
