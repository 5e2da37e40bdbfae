import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** Carries connections to a server, and takes it away: for its clients it is gone, whoever else uses it. */
export interface TcpProxy extends AsyncDisposable {
	port: number;
	/** Cuts every connection and takes no new ones until `restore`. */
	cut(): void;
	restore(): void;
}

export async function startTcpProxy(target: { host: string; port: number }): Promise<TcpProxy> {
	const sockets = new Set<Socket>();
	let isCut = false;
	const server = createServer((socket) => {
		if (isCut) return socket.destroy();
		const upstream = connect(target);
		for (const [end, other] of [
			[socket, upstream],
			[upstream, socket]
		] as const) {
			sockets.add(end);
			end.setNoDelay(true);
			end.on('error', () => other.destroy());
			end.on('close', () => {
				sockets.delete(end);
				other.destroy();
			});
			end.pipe(other);
		}
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const cut = () => {
		isCut = true;
		for (const socket of sockets) socket.destroy();
	};
	return {
		port: (server.address() as AddressInfo).port,
		cut,
		restore: () => (isCut = false),
		async [Symbol.asyncDispose]() {
			cut();
			await new Promise((resolve) => server.close(resolve));
		}
	};
}
