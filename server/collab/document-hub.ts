import type { IncomingMessage, ServerResponse } from 'node:http';
import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import * as Y from 'yjs';
import { toDocumentName, type DocumentName } from '#lib/collab/documents.ts';
import {
	closeCode,
	limits,
	subprotocol,
	toAwarenessFrame,
	toSyncFrame,
	type RefusalReason
} from '#lib/collab/protocol.ts';
import type { Database, Executor, Tx } from '#server/db/open.ts';
import type { Log } from '#server/log.ts';
import type { DocumentAccess, Grant } from './access.ts';
import { createBatches, type BatchStats } from './batches.ts';
import { Connection } from './connection.ts';
import { noFanOut, type FanOut, type RightsMatch } from './fan-out.ts';
import { createInbox } from './inbox.ts';
import { appendUpdates, assignClientId, lockDocuments, serverClientId } from './journal.ts';
import type { OpenDocument } from './open-document.ts';
import { OpenDocuments } from './open-documents.ts';
import { createRefusals } from './refusals.ts';
import { createRights } from './rights.ts';

export interface DocumentHubOptions {
	database: Database;
	access: DocumentAccess;
	log: Pick<Log, 'info' | 'warn' | 'error'>;
	/** Exact list of the pages that may connect; `host` is the request's own. */
	isAllowedOrigin: (origin: string | undefined, host: string | undefined) => boolean;
	/** Called after COMMIT of updates that set or deleted a key of one of the document's maps; typing does not. */
	onKeysChanged?: (name: string) => void;
	/** Called when somebody's first socket on a document opened, or the last one closed. */
	onPresence?: (name: string, userId: string, isPresent: boolean) => void;
	/** Called for each update that is acknowledged, with the milliseconds since its frame came in. */
	onAcknowledged?: (ms: number) => void;
	fanOut?: FanOut;
	/** How often the state hash is sent; tests shorten it. */
	heartbeatMs?: number;
}

export interface DocumentHub {
	/** Takes an upgrade of any path under `/collab/`. */
	handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
	/**
	 * Answers a plain request under `/collab/`: 401, 403 or 404 as the upgrade would, else 426. A browser does not tell
	 * a page why its socket was refused; this does.
	 */
	handleRequest(request: IncomingMessage, response: ServerResponse): Promise<void>;
	/**
	 * Inside the caller's transaction: brings a copy of each document named to the journal's head, changes it under the
	 * server's client id, and journals the updates. Call the returned function after COMMIT: it applies and broadcasts.
	 */
	write(tx: Tx, changes: Record<string, (doc: Y.Doc) => void>): Promise<() => void>;
	/** A copy at the journal's head; the caller destroys it. */
	read(tx: Executor, name: string): Promise<Y.Doc>;
	/** The same of several, by one statement, in the order of the names. */
	readAll(tx: Executor, names: readonly string[]): Promise<Y.Doc[]>;
	/** The Yjs client id for one page load of one person, never given to anybody else. */
	assignClientId(name: string, userId: string): Promise<number>;
	/** Reads the rights of matching sockets again, now: closes them or takes the right to write. All without a match. */
	recheck(match: RightsMatch): Promise<void>;
	/** Is the document open in somebody's page in this process (in this person's, when given)? */
	hasReaders(name: string, userId?: string): boolean;
	/** For `/readyz` and metrics. */
	readonly stats: HubStats;
	/** Takes no more sockets, commits what waits, and sends everybody away to come back, not all in one moment. */
	close(): Promise<void>;
}

export interface HubStats extends BatchStats {
	documents: number;
	sockets: number;
	resyncs: number;
	refusals: Partial<Record<RefusalReason, number>>;
	/** By HTTP status. */
	refusedUpgrades: Partial<Record<number, number>>;
}

const maxSockets = 20_000;
const maxSocketsPerPersonAndDocument = 20;
const upgradeTimeoutMs = 5_000;
const pingMs = 20_000;
const drainMs = 5_000;
/** So that the processes which take over are not asked by everybody at once (F3): so long for each socket, at most. */
const farewellMs = { each: 10, all: 1_500 } as const;

/**
 * Serves live documents: y-websocket's wire format over `/collab/<name>`, rights before the upgrade and in every batch,
 * an admission filter before Yjs, and a journal before anybody is shown or told anything. PROTOCOL.md and SPEC.md have
 * the messages and the rules.
 */
export function createDocumentHub(options: DocumentHubOptions): DocumentHub {
	const { database, access, log, isAllowedOrigin } = options;
	const fanOut = options.fanOut ?? noFanOut;
	const heartbeatMs = options.heartbeatMs ?? limits.heartbeatMs;
	const connections = new Set<Connection>();
	const refusedUpgrades: HubStats['refusedUpgrades'] = {};
	let resyncs = 0;
	let isDraining = false;

	const documents = new OpenDocuments({ database, fanOut, log });
	const rights = createRights({ access, connections, fanOut, log });
	const refusals = createRefusals({ db: database.db, rights, log });
	const batches = createBatches({ ...options, documents, fanOut, refusals });
	const receive = createInbox({
		batches,
		refusals,
		onPresence: tellPresence,
		onResync: () => resyncs++
	});

	fanOut.listen({
		onRights: (match) => void rights.recheckHere(match),
		onGap() {
			void rights.recheckHere({});
			documents.catchUpAll().catch((error: unknown) => log.warn({ err: error }, 'not caught up'));
		}
	});

	const server = new WebSocketServer({
		noServer: true,
		clientTracking: false,
		perMessageDeflate: false,
		maxPayload: limits.maxFrameBytes,
		maxFragments: 16,
		maxBufferedChunks: 1024,
		handleProtocols: (offered) =>
			offered.has(subprotocol)
				? subprotocol
				: ([...offered].find((protocol) => protocol.startsWith('mock-rounds.')) ?? false)
	});

	/* ---- coming and going ------------------------------------------------------------------- */

	type Admittance =
		| { ok: true; name: DocumentName; path: string; grant: Grant }
		| { ok: false; status: 401 | 403 | 404 | 503 };

	async function admit(request: IncomingMessage): Promise<Admittance> {
		if (isDraining) return { ok: false, status: 503 };
		const path = toPath(request.url);
		const name = path === null ? null : toDocumentName(path);
		if (!isAllowedOrigin(request.headers.origin, request.headers.host))
			return { ok: false, status: 403 };
		if (!path || !name) return { ok: false, status: 404 };
		const grant = await access.open(request.headers.cookie, name);
		return grant.ok ? { ok: true, name, path, grant } : grant;
	}

	async function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
		const admittance = await admit(request);
		if (!admittance.ok) {
			const { status } = admittance;
			refusedUpgrades[status] = (refusedUpgrades[status] ?? 0) + 1;
			return refuseUpgrade(socket, status);
		}
		if (connections.size >= maxSockets) return refuseUpgrade(socket, 503);
		const document = await documents.open(admittance.path);
		document.pins++;
		try {
			if (socket.destroyed) return;
			server.handleUpgrade(request, socket, head, (webSocket) =>
				connect(webSocket, socket, request.headers.cookie, document, admittance)
			);
		} finally {
			document.pins--;
			documents.releaseWhenUnused(document);
		}
	}

	function connect(
		socket: WebSocket,
		stream: Duplex,
		cookies: string | undefined,
		document: OpenDocument,
		{ name, grant }: Extract<Admittance, { ok: true }>
	): void {
		const isOurs = socket.protocol === subprotocol;
		const connection = new Connection({ socket, stream, cookies, name, document, isOurs, grant });
		// Without a listener one malformed frame would end the process (E1); ws closes the socket itself.
		socket.on('error', (error) =>
			log.info({ code: (error as NodeJS.ErrnoException).code }, 'socket refused a frame')
		);
		if (socket.protocol && !isOurs)
			return connection.close(closeCode.otherVersion, 'another version: load the page again');
		const seats = [...document.connections].filter((other) => other.userId === grant.person.userId);
		if (seats.length >= maxSocketsPerPersonAndDocument)
			return connection.close(closeCode.tryLater, 'too many connections');
		if (document.isDiscarded) return connection.close(closeCode.tryLater, 'database unavailable');

		document.connections.add(connection);
		connections.add(connection);
		socket.on('pong', () => (connection.isAlive = true));
		socket.on('message', (data, isBinary) => {
			if (connection.isClosing) return;
			if (!isBinary) return connection.close(closeCode.notText, 'binary frames only');
			receive(connection, toBytes(data as Buffer));
		});
		socket.on('close', () => disconnect(connection));
		if (seats.length === 0) options.onPresence?.(document.name, connection.userId, true);

		// One write for all of the welcome.
		stream.cork();
		connection.sendOwn({ type: 'rights', canWrite: connection.canWrite });
		if (document.isDamaged) {
			connection.refused = 'damaged';
			connection.sendOwn({ type: 'refusal', reason: 'damaged', isKept: false });
		}
		connection.send(toSyncFrame('step1', Y.encodeStateVector(document.doc)));
		const here = document.presence.encodeAll();
		if (here) connection.send(toAwarenessFrame(here));
		stream.uncork();
		document.hashAt = Math.min(document.hashAt, Date.now() + heartbeatMs);
	}

	function disconnect(connection: Connection): void {
		const { document } = connection;
		connection.isClosing = true;
		connections.delete(connection);
		if (!document.connections.delete(connection)) return;
		const left = document.presence.leave(connection);
		if (left) tellPresence(connection, left);
		if (!hasReaders(document.name, connection.userId))
			options.onPresence?.(document.name, connection.userId, false);
		documents.releaseWhenUnused(document);
	}

	/** Tells the others, here and elsewhere, of somebody who has come, moved the caret, or left. */
	function tellPresence(connection: Connection, awareness: Uint8Array): void {
		const { document } = connection;
		document.broadcastAwareness(awareness, connection);
		documents.tellPresence(document.name, awareness);
	}

	function hasReaders(name: string, userId?: string): boolean {
		const readers = documents.get(name)?.connections;
		if (!readers) return false;
		return userId === undefined
			? readers.size > 0
			: [...readers].some((reader) => reader.userId === userId);
	}

	/* ---- time ------------------------------------------------------------------------------- */

	const beat = setInterval(
		() => documents.beat(Date.now(), heartbeatMs),
		Math.min(1_000, heartbeatMs)
	);
	const ping = setInterval(() => {
		for (const connection of connections) {
			if (!connection.isAlive) connection.socket.terminate();
			connection.isAlive = false;
			connection.socket.ping();
		}
	}, pingMs);
	for (const timer of [beat, ping]) timer.unref();

	/** Closes every socket at a moment of its own. */
	async function sendAway(): Promise<void> {
		const spreadMs = Math.min(farewellMs.all, farewellMs.each * connections.size);
		for (const connection of connections)
			setTimeout(
				() => connection.close(closeCode.restarting, 'restarting'),
				Math.random() * spreadMs
			);
		await Promise.race([allClosed(connections), wait(drainMs)]);
		for (const connection of connections) connection.socket.terminate();
	}

	return {
		handleUpgrade(request, socket, head) {
			socket.on('error', () => socket.destroy());
			const timer = setTimeout(() => socket.destroy(), upgradeTimeoutMs);
			upgrade(request, socket, head)
				.catch((error: unknown) => {
					log.warn({ err: error }, 'upgrade failed');
					refuseUpgrade(socket, 503);
				})
				.finally(() => clearTimeout(timer));
		},

		async handleRequest(request, response) {
			const status = await admit(request).then(
				(admittance) => (admittance.ok ? 426 : admittance.status),
				() => 503
			);
			response.writeHead(status, {
				'cache-control': 'no-store',
				'content-length': 0,
				'x-collab-status': String(status),
				...(status === 426 && { upgrade: 'websocket', connection: 'upgrade' })
			});
			response.end();
		},

		async write(tx, changes) {
			const names = Object.keys(changes);
			await lockDocuments(tx, names);
			const copies = await documents.copy(tx, names);
			const written: { name: string; before: number; bytes: Uint8Array }[] = [];
			for (const [index, name] of names.entries()) {
				const { doc, isDamaged, seq: before } = copies[index]!;
				// What cannot be read may have used the numbers that would come next.
				doc.clientID = isDamaged ? await assignClientId(tx, name, null) : serverClientId;
				const updates: Uint8Array[] = [];
				doc.on('update', (update: Uint8Array) => updates.push(update));
				doc.transact(() => changes[name]!(doc));
				doc.destroy();
				if (updates.length > 0) written.push({ name, before, bytes: Y.mergeUpdates(updates) });
			}
			const seqs = await appendUpdates(
				tx,
				written.map(({ name, bytes }) => ({ name, userId: null, bytes }))
			);
			return () => {
				for (const [index, { name, before, bytes }] of written.entries()) {
					const row = { before, seq: seqs[index]!, bytes };
					documents.takeRow(name, row);
					fanOut.publish(name, { type: 'row', ...row });
				}
			};
		},

		async read(tx, name) {
			const [copy] = await documents.copy(tx, [name]);
			return copy!.doc;
		},

		async readAll(tx, names) {
			return (await documents.copy(tx, names)).map(({ doc }) => doc);
		},

		async assignClientId(name, userId) {
			const clientId = await assignClientId(database.db, name, userId);
			await documents.noteOwner(name, clientId, userId);
			return clientId;
		},

		recheck: (match) => rights.recheck(match),

		hasReaders,

		get stats() {
			return {
				...batches.stats,
				documents: documents.size,
				sockets: connections.size,
				resyncs,
				refusals: refusals.counts,
				refusedUpgrades
			};
		},

		async close() {
			isDraining = true;
			for (const timer of [beat, ping]) clearInterval(timer);
			rights.close();
			await Promise.race([batches.idle(), wait(drainMs)]);
			await sendAway();
			await Promise.race([batches.idle(), wait(drainMs)]);
			await documents.idle();
			server.close();
			await fanOut.close();
		}
	};
}

function refuseUpgrade(socket: Duplex, status: number): void {
	if (socket.destroyed || !socket.writable) return;
	socket.end(
		`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`
	);
}

/** What stands behind `/collab/`, or null. */
function toPath(url: string | undefined): string | null {
	const path = (url ?? '').split('?', 1)[0]!;
	return path.startsWith('/collab/') ? path.slice('/collab/'.length) : null;
}

const toBytes = (data: Buffer) => new Uint8Array(data.buffer, data.byteOffset, data.byteLength);

const wait = (ms: number) =>
	new Promise<void>((resolve) => {
		setTimeout(resolve, ms).unref();
	});

async function allClosed(connections: Set<Connection>): Promise<void> {
	await Promise.all(
		[...connections].map(
			(connection) =>
				new Promise<void>((resolve) => {
					if (connection.socket.readyState === connection.socket.CLOSED) resolve();
					else connection.socket.once('close', () => resolve());
				})
		)
	);
}
