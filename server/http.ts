import {
	createServer,
	STATUS_CODES,
	type IncomingMessage,
	type Server,
	type ServerResponse
} from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { App } from './app.ts';
import { isLoopbackAddress, originHeaders } from './env.ts';
import { Refusal } from './launch/refusal.ts';
import type { Log } from './log.ts';
import { createSignallingProxy } from './livekit/proxy.ts';
import type { Metrics } from './metrics.ts';
import type { Origins } from './origin.ts';

/** What `/readyz` tells. */
export interface Readiness {
	database: 'up' | 'down';
	collab: 'up' | 'down';
	livekit: 'up' | 'down';
	/** What is wrong with it, in a sentence: also with one that answers but cannot be relied on. */
	livekitNote?: string | null;
}

export interface HttpOptions {
	host: string;
	port: number;
	origins: Origins;
	/** Header that a trusted proxy overwrites with the client's address. */
	addressHeader?: string;
	/** LiveKit's address, when browsers reach its signalling through us. */
	signallingUrl?: string;
	/** Everything that is a page or an endpoint. */
	app: Pick<App, 'handle' | 'handleUpgrade'>;
	/** Live documents; called for paths under `/collab/` with an Origin that is ours. */
	hub: {
		handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
		/** Says why a socket would be refused, which a browser does not tell the page. */
		handleRequest(request: IncomingMessage, response: ServerResponse): Promise<void>;
	};
	readiness: () => Promise<Readiness>;
	metrics: Pick<Metrics, 'isAllowed' | 'contentType' | 'read'>;
	log: Log;
}

export interface HttpFront {
	port: number;
	servers: Server[];
	/**
	 * Takes no new connections and waits until running requests have ended, `graceMs` at most.
	 * WebSockets stay: whoever opened them closes them.
	 */
	drain(options: { graceMs: number }): Promise<void>;
}

const webhookPath = '/api/livekit/webhook';
/**
 * On what the app answers before its own hooks run: files, and SvelteKit's refusal of foreign forms. Pages replace
 * them (src/lib/server/security-headers.ts).
 */
const baseHeaders = {
	'content-security-policy': "frame-ancestors 'none'",
	'x-content-type-options': 'nosniff',
	'x-frame-options': 'DENY',
	'referrer-policy': 'same-origin'
};
/** On what is answered here and is no page. */
const bareHeaders = {
	'cache-control': 'no-store',
	'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
	'x-content-type-options': 'nosniff',
	'referrer-policy': 'no-referrer'
};

const upgradeTimeoutMs = 5_000;
const maxSockets = 20_000;
const maxSocketsPerAddress = 256;
const maxUrlLength = 8_192;

/**
 * Opens the one port: health, metrics, live documents, LiveKit's signalling, and the app for the rest.
 *
 * @throws {Refusal} when the port cannot be had.
 */
export async function openHttp(options: HttpOptions): Promise<HttpFront> {
	const { log, origins } = options;
	const sockets = new Set<Socket>();
	const counts = new Map<string, number>();
	let isClosing = false;
	let running = 0;
	const signalling = options.signallingUrl
		? createSignallingProxy({ url: options.signallingUrl, log })
		: null;

	function onConnection(socket: Socket): void {
		// A socket that breaks without a listener would end the process.
		socket.on('error', (error) => log.trace({ error }, 'a connection broke'));
		const address = socket.remoteAddress ?? '';
		const count = (counts.get(address) ?? 0) + 1;
		// Behind a proxy, and on this machine, everybody has one address.
		const isCapped = !options.addressHeader && !isLoopbackAddress(address);
		if (sockets.size >= maxSockets || (isCapped && count > maxSocketsPerAddress)) {
			socket.destroy();
			return;
		}
		sockets.add(socket);
		counts.set(address, count);
		socket.once('close', () => {
			sockets.delete(socket);
			const left = (counts.get(address) ?? 1) - 1;
			if (left === 0) counts.delete(address);
			else counts.set(address, left);
		});
	}

	async function answerReadiness(response: ServerResponse): Promise<void> {
		const readiness = await options.readiness();
		answer(
			response,
			readiness.database === 'up' && readiness.collab === 'up' ? 200 : 503,
			readiness
		);
	}

	/** A collector with the token may call us by any name, as containers do. */
	const mayReadMetrics = (request: IncomingMessage) =>
		options.metrics.isAllowed(request, origins.find(request) !== null);

	async function answerMetrics(response: ServerResponse): Promise<void> {
		const text = await options.metrics.read();
		response.writeHead(200, { ...bareHeaders, 'content-type': options.metrics.contentType });
		response.end(text);
	}

	function onRequest(request: IncomingMessage, response: ServerResponse): void {
		request.on('error', (error) => log.trace({ error }, 'a request broke'));
		running += 1;
		response.once('close', () => (running -= 1));
		const url = request.url ?? '/';
		const path = url.split('?', 1)[0] ?? '/';
		if (isClosing) response.setHeader('connection', 'close');
		if (url.length > maxUrlLength) return answer(response, 414, { message: 'URI too long' });
		if (path === '/healthz' && isRead(request)) return answer(response, 200, { status: 'ok' });
		if (path === '/readyz' && isRead(request)) {
			answerReadiness(response).catch((error: unknown) => {
				log.error({ error }, 'readiness could not be told');
				answer(response, 503, { message: 'unknown' });
			});
			return;
		}
		if (path === '/metrics' && isRead(request) && mayReadMetrics(request)) {
			answerMetrics(response).catch((error: unknown) => {
				log.error({ error }, 'metrics could not be told');
				answer(response, 503, { message: 'unknown' });
			});
			return;
		}
		// LiveKit's events come signed, and from a container by a name that only it knows.
		const origin = path === webhookPath ? origins.main : origins.find(request);
		if (origin === null) return answer(response, 421, { message: 'This host is not served here.' });
		if (path.startsWith('/livekit/')) {
			if (signalling?.isSignalling(path) && isRead(request))
				return signalling.handle(request, response);
			return answer(response, 404, { message: 'Not found' });
		}
		if (path.startsWith('/collab/')) {
			options.hub.handleRequest(request, response).catch((error: unknown) => {
				log.error({ error }, 'a live document could not be asked for');
				answer(response, 503, { message: 'Try again in a moment.' });
			});
			return;
		}
		setOrigin(request, origin);
		for (const [name, value] of Object.entries(baseHeaders)) response.setHeader(name, value);
		options.app.handle(request, response);
	}

	function onUpgrade(request: IncomingMessage, socket: Socket, head: Buffer): void {
		if (options.app.handleUpgrade(request, socket, head)) return;
		const path = (request.url ?? '').split('?', 1)[0] ?? '';
		// Ends a half-open upgrade; `ws` clears it when the WebSocket is open, we do for LiveKit's.
		socket.setTimeout(upgradeTimeoutMs, () => socket.destroy());
		if (isClosing) return refuseUpgrade(socket, 503);
		if ((request.url ?? '').length > maxUrlLength) return refuseUpgrade(socket, 414);
		const origin = origins.find(request);
		if (origin === null) return refuseUpgrade(socket, 421);
		if (request.headers.origin !== origin) return refuseUpgrade(socket, 403);
		if (path.startsWith('/collab/')) return options.hub.handleUpgrade(request, socket, head);
		if (signalling?.isSignalling(path)) return signalling.handleUpgrade(request, socket, head);
		refuseUpgrade(socket, path.startsWith('/livekit/rtc') ? 503 : 404);
	}

	function onClientError(error: NodeJS.ErrnoException, socket: Socket): void {
		if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
		const status =
			{ HPE_HEADER_OVERFLOW: 431, ERR_HTTP_REQUEST_TIMEOUT: 408 }[error.code ?? ''] ?? 400;
		refuseUpgrade(socket, status);
	}

	function createListener(): Server {
		const server = createServer(
			{
				headersTimeout: 10_000,
				requestTimeout: 30_000,
				keepAliveTimeout: 65_000,
				connectionsCheckingInterval: 5_000,
				maxHeaderSize: 16_384
			},
			onRequest
		);
		server.maxHeadersCount = 100;
		server.on('connection', onConnection);
		server.on('upgrade', onUpgrade);
		server.on('clientError', onClientError);
		return server;
	}

	const servers = await listen(createListener, options.host, options.port);
	const { port } = servers[0]!.address() as AddressInfo;

	return {
		port,
		servers,
		async drain({ graceMs }) {
			isClosing = true;
			for (const server of servers) {
				server.close();
				server.closeIdleConnections();
			}
			const deadline = performance.now() + graceMs;
			while (running > 0 && performance.now() < deadline)
				await new Promise((resolve) => setTimeout(resolve, 20));
		}
	};

	function setOrigin(request: IncomingMessage, origin: string): void {
		const url = new URL(origin);
		for (const name of ['x-forwarded-proto', 'x-forwarded-host', 'x-forwarded-port'])
			delete request.headers[name];
		request.headers[originHeaders.protocol] = url.protocol.slice(0, -1);
		request.headers[originHeaders.host] = url.host;
	}
}

function isRead(request: IncomingMessage): boolean {
	return request.method === 'GET' || request.method === 'HEAD';
}

function answer(response: ServerResponse, status: number, body: object): void {
	const text = JSON.stringify(body);
	response.writeHead(status, {
		...bareHeaders,
		'content-type': 'application/json; charset=utf-8',
		'content-length': Buffer.byteLength(text)
	});
	response.end(text);
}

function refuseUpgrade(socket: Socket, status: number): void {
	socket.end(
		`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? 'Refused'}\r\nConnection: close\r\nContent-Length: 0\r\nX-Content-Type-Options: nosniff\r\n\r\n`,
		() => socket.destroy()
	);
}

/** Both addresses of `localhost`, so that no other program answers under one of our names. */
async function listen(create: () => Server, host: string, port: number): Promise<Server[]> {
	if (host.toLowerCase() !== 'localhost') return [await bind(create(), host, port)];
	for (let attempt = 1; ; attempt += 1) {
		const first = await bind(create(), '127.0.0.1', port);
		try {
			const second = await bind(create(), '::1', (first.address() as AddressInfo).port);
			return [first, second];
		} catch (error) {
			const { code } = error as NodeJS.ErrnoException;
			if (code === 'EADDRNOTAVAIL' || code === 'EAFNOSUPPORT') return [first];
			await new Promise((resolve) => first.close(resolve));
			if (port !== 0 || attempt === 10) throw error;
		}
	}
}

function bind(server: Server, host: string, port: number): Promise<Server> {
	return new Promise((resolve, reject) => {
		server.once('error', (error: NodeJS.ErrnoException) => {
			if (error.code === 'EADDRINUSE')
				reject(
					new Refusal(
						`Port ${port} is in use by another program: stop it, or choose another port, for example PORT=${port + 1} npm start.`
					)
				);
			else if (error.code === 'EACCES')
				reject(
					new Refusal(
						`Port ${port} may not be used without more rights: choose one above 1023, for example PORT=3000 npm start.`
					)
				);
			else if (host !== '::1' && (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND'))
				reject(
					new Refusal(
						`HOST is ${host}, which is no address of this machine: choose 127.0.0.1 or 0.0.0.0.`
					)
				);
			else reject(error);
		});
		server.listen({ host, port, backlog: 1_024 }, () => {
			server.removeAllListeners('error');
			server.on('error', () => undefined);
			resolve(server);
		});
	});
}
