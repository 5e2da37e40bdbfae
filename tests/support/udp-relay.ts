import { createSocket, type Socket } from 'node:dgram';

/** Carries packets to a server on this machine and back, each client's by a socket of its own. */
export interface UdpRelay extends AsyncDisposable {
	port: number;
	/** Packets of both directions are lost until `restore`. */
	drop(): void;
	restore(): void;
}

export async function startUdpRelay(targetPort: number): Promise<UdpRelay> {
	const front = await openSocket();
	const backs = new Map<string, Promise<Socket>>();
	let isDropped = false;

	async function openBack(client: { address: string; port: number }): Promise<Socket> {
		const back = await openSocket();
		back.on('message', (packet) => {
			if (!isDropped) front.send(packet, client.port, client.address);
		});
		return back;
	}

	front.on('message', (packet, client) => {
		if (isDropped) return;
		const key = `${client.address}:${client.port}`;
		const back = backs.get(key) ?? openBack(client);
		backs.set(key, back);
		void back.then((socket) => socket.send(packet, targetPort, '127.0.0.1'));
	});

	return {
		port: front.address().port,
		drop: () => (isDropped = true),
		restore: () => (isDropped = false),
		async [Symbol.asyncDispose]() {
			for (const socket of [front, ...(await Promise.all(backs.values()))])
				await new Promise<void>((resolve) => socket.close(resolve));
		}
	};
}

async function openSocket(): Promise<Socket> {
	const socket = createSocket('udp4');
	socket.on('error', () => undefined);
	await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
	return socket;
}
