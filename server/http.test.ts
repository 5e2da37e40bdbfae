import { once } from 'node:events';
import { connect } from 'node:net';
import { request, type IncomingMessage } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { openHttp, type HttpFront, type Readiness } from './http.ts';
import { findFreePort } from './launch/ports.ts';
import { createLog } from './log.ts';
import { createMetrics } from './metrics.ts';
import { createOrigins } from './origin.ts';

let close: (() => Promise<void>)[] = [];
afterEach(async () => {
	for (const each of close.reverse()) await each();
	close = [];
});

interface Seen {
	origin: string;
	url: string | undefined;
	headers: IncomingMessage['headers'];
}

/** The front on a free port, before pages that tell what they were asked. */
async function openFront(
	options: {
		origin?: string;
		signallingUrl?: string;
		readiness?: Readiness;
		metricsToken?: string;
	} = {}
): Promise<{ front: HttpFront; port: number; upgrades: string[] }> {
	const port = await findFreePort();
	const upgrades: string[] = [];
	const origins = createOrigins({ origin: options.origin, port });
	const metrics = createMetrics({ token: options.metricsToken, isLocal: origins.isLocal });
	const front = await openHttp({
		host: 'localhost',
		port,
		origins,
		metrics,
		signallingUrl: options.signallingUrl,
		app: {
			handle(incoming, response) {
				const { headers, url } = incoming;
				const origin = `${headers['x-mock-rounds-protocol'] as string}://${headers['x-mock-rounds-host'] as string}`;
				response.end(JSON.stringify({ origin, url, headers } satisfies Seen));
			},
			handleUpgrade: () => false
		},
		hub: {
			handleUpgrade(incoming, socket) {
				upgrades.push(incoming.url ?? '');
				socket.end('HTTP/1.1 401 Unauthorized\r\nConnection: close\r\n\r\n');
			},
			async handleRequest(incoming, response) {
				upgrades.push(`plain ${incoming.url}`);
				response.writeHead(401).end();
			}
		},
		readiness: async () => options.readiness ?? { database: 'up', collab: 'up', livekit: 'down' },
		log: createLog({ level: 'silent' })
	});
	close.push(async () => {
		metrics.close();
		await front.drain({ graceMs: 100 });
		for (const server of front.servers) server.closeAllConnections();
	});
	return { front, port, upgrades };
}

function get(
	port: number,
	path: string,
	headers: Record<string, string> = {}
): Promise<{ status: number; body: string; headers: IncomingMessage['headers'] }> {
	return new Promise((resolve, reject) => {
		const outgoing = request(
			{ host: '127.0.0.1', port, path, headers, agent: false },
			(response) => {
				let body = '';
				response.on('data', (chunk: Buffer) => (body += chunk.toString()));
				response.on('end', () =>
					resolve({ status: response.statusCode ?? 0, body, headers: response.headers })
				);
			}
		);
		outgoing.on('error', reject);
		outgoing.end();
	});
}

/** Sends raw bytes and resolves with everything that came back until the socket closed. */
function send(port: number, text: string): Promise<string> {
	return new Promise((resolve) => {
		let answer = '';
		const socket = connect({ host: '127.0.0.1', port }, () => socket.write(text));
		socket.on('data', (chunk) => (answer += chunk.toString()));
		socket.on('error', () => resolve(answer));
		socket.on('close', () => resolve(answer));
	});
}

const upgrade = (port: number, path: string, more: string) =>
	send(
		port,
		`GET ${path} HTTP/1.1\r\nHost: localhost:${port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n${more}\r\n`
	);

describe('the one port', () => {
	it('tells that it is alive, and how well', async () => {
		const { port } = await openFront();
		expect(await get(port, '/healthz')).toMatchObject({ status: 200 });
		const ready = await get(port, '/readyz');
		expect(ready.status).toBe(200);
		expect(JSON.parse(ready.body)).toEqual({ database: 'up', collab: 'up', livekit: 'down' });
		expect(ready.headers['x-content-type-options']).toBe('nosniff');
	});

	it('answers 503 when the database is gone', async () => {
		const readiness: Readiness = { database: 'down', collab: 'up', livekit: 'up' };
		const { port } = await openFront({ readiness });
		expect(await get(port, '/readyz')).toMatchObject({ status: 503 });
	});

	it('gives the pages the origin of each of our two names', async () => {
		const { port } = await openFront();
		for (const host of [`localhost:${port}`, `127.0.0.1:${port}`]) {
			const { body } = await get(port, '/x?y', { host });
			expect(JSON.parse(body) as Seen).toMatchObject({ origin: `http://${host}`, url: '/x?y' });
		}
	});

	it('never takes the origin from a header of the client', async () => {
		const { port } = await openFront();
		const { body } = await get(port, '/', {
			host: `localhost:${port}`,
			'x-forwarded-host': 'evil.example',
			'x-forwarded-proto': 'https',
			'x-mock-rounds-host': 'evil.example',
			'x-mock-rounds-protocol': 'https'
		});
		const seen = JSON.parse(body) as Seen;
		expect(seen.origin).toBe(`http://localhost:${port}`);
		expect(JSON.stringify(seen.headers)).not.toContain('evil');
	});

	it('refuses a name that somebody pointed at this machine', async () => {
		const { port } = await openFront();
		expect(await get(port, '/', { host: 'evil.example' })).toMatchObject({ status: 421 });
	});

	it('serves ORIGIN whatever the Host says, when there is one', async () => {
		const { port } = await openFront({ origin: 'https://rounds.example' });
		const { body } = await get(port, '/', { host: '10.0.0.7:3000' });
		expect((JSON.parse(body) as Seen).origin).toBe('https://rounds.example');
	});

	it.each([
		'',
		'Origin: null\r\n',
		'Origin: http://evil.example\r\n',
		'Origin: http://127.0.0.1:1\r\n'
	])('[T2] turns an upgrade away before anybody looks at it: %j', async (header) => {
		const { port, upgrades } = await openFront();
		expect(await upgrade(port, '/collab/x', header)).toMatch(/^HTTP\/1\.1 403 /);
		expect(upgrades).toEqual([]);
	});

	it('[T2] keeps the two names apart: a page of one cannot open a document on the other', async () => {
		const { port } = await openFront();
		const answer = await upgrade(port, '/collab/x', `Origin: http://127.0.0.1:${port}\r\n`);
		expect(answer).toMatch(/^HTTP\/1\.1 403 /);
	});

	it('hands live documents to the hub, and no other path', async () => {
		const { port, upgrades } = await openFront();
		const own = `Origin: http://localhost:${port}\r\n`;
		expect(await upgrade(port, '/collab/abc/stage', own)).toMatch(/^HTTP\/1\.1 401 /);
		expect(await upgrade(port, '/other', own)).toMatch(/^HTTP\/1\.1 404 /);
		expect(await get(port, '/collab/abc/stage')).toMatchObject({ status: 401 });
		expect(upgrades).toEqual(['/collab/abc/stage', 'plain /collab/abc/stage']);
	});

	it('[T11] survives garbage', async () => {
		const { port } = await openFront();
		for (const garbage of ['\x00\x01\x02\r\n\r\n', 'GET / HTTP/9.9\r\n\r\n', 'G'.repeat(40_000)])
			expect(await send(port, garbage)).toMatch(/^(HTTP\/1\.1 4\d\d |$)/);
		expect(await get(port, '/healthz')).toMatchObject({ status: 200 });
	});
});

describe('[T23] LiveKit behind our port', () => {
	async function openSignalling() {
		const port = await findFreePort();
		const paths: string[] = [];
		const cookies: (string | undefined)[] = [];
		const server = new WebSocketServer({ port, host: '127.0.0.1' });
		server.on('connection', (socket, incoming) => {
			paths.push(incoming.url ?? '');
			cookies.push(incoming.headers.cookie);
			socket.on('message', (data) => socket.send(data));
		});
		close.push(async () => {
			for (const client of server.clients) client.terminate();
			await new Promise((resolve) => server.close(resolve));
		});
		return { url: `ws://127.0.0.1:${port}`, paths, cookies, open: () => server.clients.size };
	}

	it('is reached for signalling, without our cookie', async () => {
		const livekit = await openSignalling();
		const { port } = await openFront({ signallingUrl: livekit.url });
		const socket = new WebSocket(`ws://localhost:${port}/livekit/rtc/v1?access_token=abc`, {
			origin: `http://localhost:${port}`,
			headers: { cookie: 'mock_rounds_session=secret' }
		});
		await once(socket, 'open');
		socket.send('offer');
		const [data] = (await once(socket, 'message')) as [Buffer];
		expect(data.toString()).toBe('offer');
		expect(livekit.paths).toEqual(['/rtc/v1?access_token=abc']);
		expect(livekit.cookies).toEqual([undefined]);
		socket.terminate();
		await expect.poll(() => livekit.open()).toBe(0);
	});

	it.each([
		'/livekit/twirp/livekit.RoomService/ListRooms',
		'/livekit/',
		'/livekit/rtc/../twirp/x',
		'/livekit/rtc%2f..%2ftwirp'
	])('is not reached at %s', async (path) => {
		const livekit = await openSignalling();
		const { port } = await openFront({ signallingUrl: livekit.url });
		expect(await get(port, path, { host: `localhost:${port}` })).toMatchObject({ status: 404 });
		expect(await upgrade(port, path, `Origin: http://localhost:${port}\r\n`)).toMatch(
			/^HTTP\/1\.1 (404|503) /
		);
		expect(livekit.paths).toEqual([]);
	});

	it('leaves a browser with an answer when LiveKit is not there', async () => {
		const { port } = await openFront({ signallingUrl: `ws://127.0.0.1:${await findFreePort()}` });
		await upgrade(port, '/livekit/rtc', `Origin: http://localhost:${port}\r\n`);
		expect(await get(port, '/livekit/rtc/validate', { host: `localhost:${port}` })).toMatchObject({
			status: 502
		});
		expect(await get(port, '/healthz')).toMatchObject({ status: 200 });
	});
});

describe('metrics', () => {
	const token = 'a token of the tests, long enough'.replaceAll(' ', '-');
	const isMetrics = async (port: number, headers: Record<string, string> = {}) => {
		const { status, body } = await get(port, '/metrics', headers);
		return status === 200 && body.includes('mock_rounds_event_loop_delay_seconds');
	};

	it('are read from this machine', async () => {
		const { port } = await openFront();
		expect(await isMetrics(port, { host: `localhost:${port}` })).toBe(true);
	});

	it.each<Record<string, string>>([
		{ 'x-forwarded-for': '203.0.113.9' },
		{ 'x-forwarded-for': '127.0.0.1' },
		{ forwarded: 'for=127.0.0.1' },
		{ 'x-real-ip': '203.0.113.9' },
		{ via: '1.1 proxy' },
		{ host: 'rebound.example' }
	])('are not read through a proxy on it, or by a foreign name: %o', async (headers) => {
		const { port } = await openFront();
		expect(await isMetrics(port, { host: `localhost:${port}`, ...headers })).toBe(false);
	});

	it('want the token where others reach the server, whatever the peer', async () => {
		const { port } = await openFront({
			origin: 'https://rounds.example',
			metricsToken: token
		});
		expect(await isMetrics(port)).toBe(false);
		expect(await isMetrics(port, { authorization: `Bearer ${token}x` })).toBe(false);
		expect(await isMetrics(port, { authorization: token })).toBe(false);
		const headers = { authorization: `Bearer ${token}`, 'x-forwarded-for': '203.0.113.9' };
		expect(await isMetrics(port, { ...headers, host: 'app:3000' })).toBe(true);
	});

	it('stay closed there without a token', async () => {
		const { port } = await openFront({ origin: 'https://rounds.example' });
		expect(await isMetrics(port, { authorization: 'Bearer undefined' })).toBe(false);
		expect(await isMetrics(port, { authorization: 'Bearer ' })).toBe(false);
	});
});
