import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import * as decoding from 'lib0/decoding';
import pg from 'pg';
import { WebSocket } from 'ws';
import * as Y from 'yjs';
import {
	messageType,
	readOwnMessage,
	subprotocol,
	syncType,
	toAwarenessFrame,
	toSyncFrame,
	toTimeQuestion,
	type OwnMessage
} from '#lib/collab/protocol.ts';
import { toStateHash } from '#lib/collab/state-hash.ts';
import { toDocumentPath, type DocumentName } from '#lib/collab/documents.ts';
import type { DocumentAccess, DocumentPolicy } from '#server/collab/access.ts';
import {
	createDocumentHub,
	type DocumentHub,
	type DocumentHubOptions
} from '#server/collab/document-hub.ts';
import { foldJournal, readDocument } from '#server/collab/journal.ts';
import { openDatabase, type Database } from '#server/db/open.ts';
import {
	decks,
	interviews,
	organisations,
	rounds,
	rubrics,
	rubricVersions,
	users
} from '#server/db/schema.ts';

export const origin = 'http://localhost:3000';

/** Twenty characters, as ids have. */
export const toId = (word: string) => word.padEnd(20, '0').slice(0, 20);

export const roundId = toId('round');
export const interviewId = toId('interview');
export const feedbackName: DocumentName = { kind: 'feedback', roundId };
export const feedback = toDocumentPath(feedbackName);

/** A database of its own in memory, or in a new PostgreSQL database that is dropped again. */
export async function openTestDatabase(kind: 'pglite' | 'postgres'): Promise<Database> {
	if (kind === 'pglite') return openDatabase({ dataDir: 'memory://' });
	const name = `mock_rounds_test_${Math.random().toString(36).slice(2)}`;
	const base = process.env.TEST_DATABASE_URL ?? 'postgres://postgres@127.0.0.1:5432/postgres';
	const admin = new pg.Client({ connectionString: base });
	await admin.connect();
	await admin.query(`create database ${name}`);
	await admin.end();
	const url = new URL(base);
	url.pathname = `/${name}`;
	const database = await openDatabase({ dataDir: 'memory://', databaseUrl: url.href });
	return {
		...database,
		async close() {
			await database.close();
			const again = new pg.Client({ connectionString: base });
			await again.connect();
			await again.query(`drop database if exists ${name} with (force)`);
			await again.end();
		}
	};
}

/** Rights as a test sets them: who is signed in, who may read, who may write. */
export class TestAccess implements DocumentAccess {
	readonly signedIn = new Set<string>();
	readonly readers = new Set<string>();
	readonly writers = new Set<string>();
	/** Asked inside the transaction; when null, `writers` answers. */
	isStillWriter: ((userId: string) => boolean) | null = null;
	roots: DocumentPolicy['roots'] = new Map([
		['strengths', 'text'],
		['next-steps', 'text'],
		['agreed', 'map']
	]);

	add(...userIds: string[]): void {
		for (const userId of userIds)
			for (const set of [this.signedIn, this.readers, this.writers]) set.add(userId);
	}

	async open(cookies: string | undefined, name: DocumentName) {
		const userId = /session=(\w+)/.exec(cookies ?? '')?.[1];
		if (!userId || !this.signedIn.has(userId)) return { ok: false, status: 401 } as const;
		if (!('roundId' in name) || name.roundId !== roundId)
			return { ok: false, status: 404 } as const;
		if (!this.readers.has(userId)) return { ok: false, status: 403 } as const;
		return {
			ok: true,
			sessionId: `session-${userId}`,
			interviewId,
			canWrite: this.writers.has(userId),
			policy: {
				roots: this.roots,
				canSet: (root: string, key: string, value: unknown) =>
					root === 'agreed' &&
					key.endsWith(`:${userId}`) &&
					(value === undefined || (Number.isInteger(value) && (value as number) <= 5))
			},
			person: { userId, name: `Dr ${userId}`, role: 'interviewer' }
		} as const;
	}

	/** Without a proof: every batch asks again. */
	async stillWriters(_tx: unknown, writers: { userId: string }[]): Promise<(string | null)[]> {
		return writers.map(({ userId }) =>
			(this.isStillWriter?.(userId) ?? this.writers.has(userId)) ? '' : null
		);
	}
}

export const quiet = { info() {}, warn() {}, error() {} };

/** A hub behind a real HTTP server on a free port. */
export async function startHub(
	database: Database,
	access: TestAccess,
	{
		port: wanted = 0,
		serve,
		...options
	}: Partial<DocumentHubOptions> & { port?: number; serve?: RequestListener } = {}
) {
	const hub: DocumentHub = createDocumentHub({
		database,
		access,
		log: quiet,
		isAllowedOrigin: (given) => given === origin,
		...options
	});
	return serveHub(hub, { port: wanted, serve });
}

/** Puts a hub behind a real HTTP server. */
export async function serveHub(
	hub: DocumentHub,
	{ port: wanted = 0, serve }: { port?: number; serve?: RequestListener } = {}
) {
	const server = createServer((request, response) => {
		if (serve && !request.url?.startsWith('/collab/')) serve(request, response);
		else void hub.handleRequest(request, response);
	});
	const upgraded = new Map<Duplex, string | undefined>();
	server.on('upgrade', (request, socket, head) => {
		upgraded.set(socket, /session=(\w+)/.exec(request.headers.cookie ?? '')?.[1]);
		socket.on('close', () => upgraded.delete(socket));
		hub.handleUpgrade(request, socket, head);
	});
	const sockets = new Set<Socket>();
	server.on('connection', (socket) => {
		sockets.add(socket);
		socket.on('close', () => sockets.delete(socket));
	});
	await new Promise<void>((resolve) => server.listen(wanted, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	return {
		hub,
		port,
		url: `ws://127.0.0.1:${port}/collab`,
		/** Cuts the sockets of one person, or of everybody, as a bad network does. */
		cut(userId?: string) {
			for (const [socket, owner] of upgraded)
				if (userId === undefined || owner === userId) socket.destroy();
		},
		/** Ends the server without a word to the hub, as a crash would. */
		async drop() {
			for (const socket of sockets) socket.destroy();
			await new Promise((resolve) => server.close(resolve));
		},
		async close() {
			await hub.close();
			for (const socket of sockets) socket.destroy();
			await new Promise((resolve) => server.close(resolve));
		}
	};
}

export async function untilAsync(what: string, condition: () => Promise<boolean>): Promise<void> {
	const end = Date.now() + 5_000;
	while (!(await condition())) {
		if (Date.now() > end) throw new Error(`never happened: ${what}`);
		await new Promise((resolve) => setTimeout(resolve, 20));
	}
}

/** Folds a document's journal as the hub does with one that it has in memory. */
export async function foldDocument(database: Database, name: string): Promise<void> {
	const { doc, seq: head } = await readDocument(database.db, name);
	await foldJournal(database, name, { head, state: Y.encodeStateAsUpdate(doc) });
}

/** Rows that the hub itself looks at, without the rest of the product. */
export const given = {
	/** The round of these tests, finished, with what its row refers to. */
	async finishedRound({ db }: Database): Promise<void> {
		await db.insert(users).values({ id: 'osei', name: 'Dr osei' });
		await db.insert(organisations).values({ id: 'org', name: 'Org', kind: 'personal' });
		await db.insert(decks).values({ id: 'deck', name: 'Deck' });
		await db.insert(rubrics).values({ id: 'rubric', name: 'Rubric' });
		await db
			.insert(rubricVersions)
			.values({ id: 'version', rubricId: 'rubric', version: 1, criteria: [] });
		await db.insert(interviews).values({
			id: interviewId,
			organisationId: 'org',
			kind: 'mentor',
			phase: 'finished',
			createdBy: 'osei',
			deckId: 'deck',
			plan: [],
			planName: 'Plan',
			rubricVersionId: 'version'
		});
		await db
			.insert(rounds)
			.values({ id: roundId, interviewId, ordinal: 1, finishedAt: new Date() });
	}
};

/** Resolves once the condition holds; rejects with its name after five seconds, or as many as are given. */
export async function until(
	what: string,
	condition: () => boolean,
	withinMs = 5_000
): Promise<void> {
	const end = Date.now() + withinMs;
	while (!condition()) {
		if (Date.now() > end) throw new Error(`never happened: ${what}`);
		await new Promise((resolve) => setTimeout(resolve, 5));
	}
}

export interface ClientOptions {
	userId?: string;
	path?: string;
	clientId?: number;
	protocols?: string[];
	headers?: Record<string, string>;
	doc?: Y.Doc;
	/** Answers the server's state vector and sends its own updates; on by default. */
	isLive?: boolean;
}

/** A bare client: speaks the wire format by hand, so that a test can say anything. */
export class TestClient {
	readonly doc: Y.Doc;
	readonly socket: WebSocket;
	readonly messages: OwnMessage[] = [];
	readonly awareness: { client: number; clock: number; state: unknown }[] = [];
	readonly updates: Uint8Array[] = [];
	/** Every frame as it came. */
	readonly frames: Uint8Array[] = [];
	isSynced = false;
	sentFrames = 0;
	closed: { code: number; reason: string } | null = null;
	status: number | null = null;

	constructor(url: string, options: ClientOptions = {}) {
		this.doc = options.doc ?? new Y.Doc();
		if (options.clientId) this.doc.clientID = options.clientId;
		this.socket = new WebSocket(
			`${url}/${options.path ?? feedback}`,
			options.protocols ?? [subprotocol],
			{
				headers: {
					origin,
					...(options.userId && { cookie: `session=${options.userId}` }),
					...options.headers
				}
			}
		);
		this.socket.binaryType = 'arraybuffer';
		const isLive = options.isLive ?? true;
		this.socket.on('open', () => {
			this.send(toSyncFrame('step1', Y.encodeStateVector(this.doc)));
		});
		this.socket.on('message', (data) => this.#receive(new Uint8Array(data as ArrayBuffer), isLive));
		this.socket.on('close', (code, reason) => (this.closed = { code, reason: String(reason) }));
		this.socket.on('unexpected-response', (_request, response) => {
			this.status = response.statusCode ?? 0;
			response.destroy();
		});
		this.socket.on('error', () => undefined);
		if (isLive)
			this.doc.on('update', (update: Uint8Array, from: unknown) => {
				if (from !== this && this.isSynced) this.sendUpdate(update);
			});
	}

	send(frame: Uint8Array): void {
		if (this.socket.readyState === WebSocket.OPEN) this.socket.send(frame);
	}

	sendUpdate(update: Uint8Array, type: 'step2' | 'update' = 'update'): void {
		this.sentFrames++;
		this.send(toSyncFrame(type, update));
	}

	sendAwareness(update: Uint8Array): void {
		this.send(toAwarenessFrame(update));
	}

	askTime(): void {
		this.send(toTimeQuestion(Date.now()));
	}

	get acknowledged(): number {
		return this.messages.findLast((message) => message.type === 'acknowledgement')?.frames ?? 0;
	}

	get isSaved(): boolean {
		return this.isSynced && this.sentFrames > 0 && this.acknowledged === this.sentFrames;
	}

	get refusals(): string[] {
		return this.messages.flatMap((message) => (message.type === 'refusal' ? [message.reason] : []));
	}

	text(root = 'strengths'): string {
		return this.doc.getText(root).toString();
	}

	type(words: string, root = 'strengths', at = this.doc.getText(root).length): void {
		this.doc.getText(root).insert(at, words);
	}

	async synced(): Promise<this> {
		await until('synced', () => this.isSynced || this.closed !== null);
		return this;
	}

	async saved(): Promise<void> {
		await until('saved', () => this.isSaved);
	}

	async ended(): Promise<{ code: number; reason: string }> {
		await until('closed', () => this.closed !== null);
		return this.closed!;
	}

	/** Resolves once the first documents are there, or the server has refused the socket. */
	async answered(): Promise<this> {
		await until('answered', () => this.isSynced || this.status !== null);
		return this;
	}

	close(): void {
		this.socket.terminate();
	}

	#receive(frame: Uint8Array, isLive: boolean): void {
		this.frames.push(frame);
		const decoder = decoding.createDecoder(frame);
		const type = decoding.readVarUint(decoder);
		if (type === messageType.awareness) {
			const inner = decoding.createDecoder(decoding.readVarUint8Array(decoder));
			for (let count = decoding.readVarUint(inner); count > 0; count--)
				this.awareness.push({
					client: decoding.readVarUint(inner),
					clock: decoding.readVarUint(inner),
					state: JSON.parse(decoding.readVarString(inner))
				});
			return;
		}
		if (type !== messageType.sync) {
			const message = readOwnMessage(type, decoder);
			if (message) this.messages.push(message);
			return;
		}
		const kind = decoding.readVarUint(decoder);
		const bytes = decoding.readVarUint8Array(decoder);
		if (kind === syncType.step1) {
			if (isLive) this.sendUpdate(Y.encodeStateAsUpdate(this.doc, bytes), 'step2');
			return;
		}
		this.updates.push(bytes);
		Y.applyUpdate(this.doc, bytes, this);
		if (kind === syncType.step2) this.isSynced = true;
	}
}

/** The same structures and the same deletions. */
export const isSame = (a: Y.Doc, b: Y.Doc) => toStateHash(a) === toStateHash(b);
