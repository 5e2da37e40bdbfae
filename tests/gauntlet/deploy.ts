import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { WebSocket as NodeWebSocket } from 'ws';
import { LiveDocument } from '#lib/collab/live-document.svelte.ts';
import { readDocument } from '#server/collab/journal.ts';
import { openDatabase } from '#server/db/open.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { createTestDatabase } from '../support/postgres.ts';
import { addAccounts, settleAccount, type Account, type Edit } from './editor.ts';
import { openRooms, type Seat } from './rooms.ts';
import { pause, waitFor } from './wait.ts';

export interface DeployReport extends Account {
	restarts: number;
	sockets: number;
	/** From SIGTERM to the old process until everybody's page was connected to the new one and saved. */
	backMs: number[];
	/** From SIGTERM until the old process had ended. */
	drainMs: number[];
	exitCodes: (number | null)[];
}

const peoplePerRoom = 2;
const typeEveryMs = 1_000;

/**
 * R12 and F3: pages of the product's own layer behind a proxy; again and again a new server is started beside the old one,
 * the proxy turns to it, and the old one is sent away by SIGTERM while people type.
 */
export async function deployUnderLoad(options: {
	rooms: number;
	restarts: number;
	onRestart?: (restart: number) => void;
}): Promise<DeployReport> {
	await using test = await createTestDatabase();
	await using proxy = await startProxy();
	const env = { ORIGIN: `http://localhost:${proxy.port}` };
	const redisUrl = process.env.TEST_REDIS_URL ?? 'redis://127.0.0.1:6379';
	const start = () => startApp({ databaseUrl: test.url, redisUrl, env });
	let app: TestApp = await start();
	const database = await openDatabase({ databaseUrl: test.url, dataDir: '' });
	const rooms = await openRooms(database);
	const prepared = await rooms.makeRooms(options.rooms, peoplePerRoom);
	await rooms[Symbol.asyncDispose]();

	proxy.turnTo(app.port);
	const groups = prepared.map(({ writers }) => ({
		path: writers[0]!.path,
		typists: writers.map((seat, index) => new Typist(seat, 'AB'.charAt(index), proxy.port))
	}));
	const typists = groups.flatMap((group) => group.typists);
	const areAllSaved = () => typists.every(({ page }) => page.status === 'saved');
	await waitFor('everybody is there', 60_000, areAllSaved);
	for (const typist of typists) typist.begin();

	const report = {
		restarts: 0,
		sockets: typists.length,
		backMs: [] as number[],
		drainMs: [] as number[],
		exitCodes: [] as (number | null)[]
	};
	try {
		while (report.restarts < options.restarts) {
			const next = await start();
			await pause(500);
			const old = app;
			const oldPort = old.port;
			app = next;
			proxy.turnTo(next.port);
			const sentAt = performance.now();
			const ended = old.stop().then((code) => {
				report.exitCodes.push(code);
				report.drainMs.push(performance.now() - sentAt);
			});
			await waitFor(
				'everybody is back',
				60_000,
				() => proxy.countTo(oldPort) === 0 && typists.every(({ page }) => isThere(page))
			);
			report.backMs.push(performance.now() - sentAt);
			await ended;
			await old[Symbol.asyncDispose]();
			report.restarts++;
			options.onRestart?.(report.restarts);
		}
		for (const typist of typists) typist.rest();
		await waitFor('all is saved', 60_000, areAllSaved);
		const accounts: Account[] = [];
		for (const group of groups) {
			const { doc } = await readDocument(database.db, group.path);
			const writers = group.typists.map(({ edits }) => ({ edits, saved: new Set(edits) }));
			accounts.push(settleAccount(writers, doc.getText('strengths').toString()));
			doc.destroy();
		}
		return { ...report, ...addAccounts(accounts) };
	} finally {
		for (const typist of typists) typist.end();
		await app[Symbol.asyncDispose]();
		await database.close();
	}
}

const isThere = ({ status }: LiveDocument) => status === 'saved' || status === 'saving';

/** Somebody at a page, typing a word now and then. */
class Typist {
	readonly page: LiveDocument;
	readonly edits: Edit[] = [];
	readonly #name: string;
	#typing: NodeJS.Timeout | undefined;

	constructor({ path, clientId, userId, cookie }: Seat, name: string, port: number) {
		const headers = { origin: `http://localhost:${port}`, cookie };
		this.#name = name;
		this.page = new LiveDocument({
			path,
			clientId,
			userId,
			name,
			role: 'interviewer',
			url: `ws://localhost:${port}/collab`,
			WebSocket: class extends NodeWebSocket {
				constructor(url: string, protocols: string[]) {
					super(url, protocols, { headers });
				}
			} as unknown as typeof WebSocket
		});
	}

	begin(): void {
		this.#typing = setInterval(() => {
			const word = `${this.#name}${this.edits.length.toString(36)};`;
			this.edits.push({ kind: 'insert', word });
			const text = this.page.doc.getText('strengths');
			text.insert(text.length, word);
		}, typeEveryMs);
	}

	rest(): void {
		clearInterval(this.#typing);
	}

	end(): void {
		this.rest();
		this.page.destroy();
	}
}

/** Carries connections to where it is turned at the time; those that are open stay where they are. */
async function startProxy() {
	let target = 0;
	const open = new Map<Socket, number>();
	const server = createServer((near) => {
		const port = target;
		const far = connect(port, '127.0.0.1');
		open.set(near, port);
		near.pipe(far).pipe(near);
		const end = () => {
			open.delete(near);
			near.destroy();
			far.destroy();
		};
		for (const socket of [near, far]) socket.on('error', end).on('close', end);
	});
	await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
	return {
		port: (server.address() as AddressInfo).port,
		turnTo(port: number) {
			target = port;
		},
		countTo: (port: number) => [...open.values()].filter((to) => to === port).length,
		async [Symbol.asyncDispose]() {
			for (const near of open.keys()) near.destroy();
			await new Promise((resolve) => server.close(resolve));
		}
	};
}
