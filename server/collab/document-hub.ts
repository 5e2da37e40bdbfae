import type { IncomingMessage, ServerResponse } from 'node:http';
import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import * as decoding from 'lib0/decoding';
import { WebSocketServer, type WebSocket } from 'ws';
import * as Y from 'yjs';
import { toDocumentName, type DocumentName } from '#lib/collab/documents.ts';
import {
	closeCode,
	limits,
	messageType,
	subprotocol,
	syncType,
	toAwarenessFrame,
	toSyncFrame,
	type RefusalReason
} from '#lib/collab/protocol.ts';
import type { Actor } from '#server/auth/actor.ts';
import type { Database, Executor, Tx } from '#server/db/open.ts';
import type { Log } from '#server/log.ts';
import { Admission, cutKnown, type Verdict } from './admission.ts';
import { Connection, type Grant } from './connection.ts';
import { noFanOut, type FanOut, type FanOutMessage } from './fan-out.ts';
import { createGroupCommit } from './group-commit.ts';
import {
	appendUpdates,
	assignClientId,
	compactDocument,
	findClients,
	findOwners,
	lockDocuments,
	readDocument,
	readRows
} from './journal.ts';
import { isOfFinishedRound, keepLateEdit } from './late-edits.ts';
import { OpenDocument } from './open-document.ts';
import type { Person } from './presence.ts';
import { walkUpdate, type ParsedUpdate } from './update-walker.ts';

/** Which roots a document has, and what this person may do to the keys of its maps. */
export interface DocumentPolicy {
	roots: ReadonlyMap<string, 'text' | 'map'>;
	/** May this person set this key of a map root to this value (`undefined`: delete it)? */
	canSet(root: string, key: string, value: unknown): boolean;
}

/** What the hub asks about rights. */
export interface DocumentAccess {
	readActor(request: IncomingMessage): Promise<Actor | null>;
	open(
		actor: Actor,
		name: DocumentName
	): Promise<
		| { ok: true; interviewId: string; canWrite: boolean; policy: DocumentPolicy; person: Person }
		| { ok: false; status: 403 | 404 }
	>;
	/** Inside the batch's transaction, locking what decides it (FOR SHARE): which of these may still write. */
	stillWriters(
		tx: Tx,
		writers: { sessionId: string; userId: string; name: DocumentName }[]
	): Promise<boolean[]>;
}

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
	 * Inside the caller's transaction: brings a copy to the journal's head, runs `mutate` under a client id of the
	 * server's own, and journals the update. Call the returned function after COMMIT: it applies and broadcasts.
	 */
	write(tx: Tx, name: string, mutate: (doc: Y.Doc) => void): Promise<() => void>;
	/** A copy at the journal's head; the caller destroys it. */
	read(tx: Executor, name: string): Promise<Y.Doc>;
	/** The Yjs client id for one page load of one person, never given to anybody else. */
	assignClientId(name: string, userId: string): Promise<number>;
	/** Reads the rights of matching sockets again, now: closes them or takes the right to write. All without a match. */
	recheck(match: { userId?: string; sessionId?: string; interviewId?: string }): Promise<void>;
	/** Is the document open in somebody's page (in this person's, when given)? */
	hasReaders(name: string, userId?: string): boolean;
	presentUserIds(name: string): string[];
	/** For `/readyz` and metrics. */
	readonly stats: HubStats;
	/** Takes no more sockets, commits what waits, and sends everybody away to come back. */
	close(): Promise<void>;
}

export interface HubStats {
	documents: number;
	sockets: number;
	committedUpdates: number;
	/** Updates that wait for a commit, and their bytes. */
	waitingUpdates: number;
	waitingBytes: number;
	lostBatches: number;
	resyncs: number;
	refusals: Partial<Record<RefusalReason, number>>;
	/** By HTTP status. */
	refusedUpgrades: Partial<Record<number, number>>;
}

interface Entry {
	connection: Connection;
	document: OpenDocument;
	bytes: Uint8Array;
	update: ParsedUpdate;
	receivedAt: number;
}

type Outcome = { verdict: Verdict | { ok: false; reason: 'read-only' }; bytes: Uint8Array };

const foldAfterRows = 200;
const maxSockets = 20_000;
const maxSocketsPerPersonAndDocument = 20;
const upgradeTimeoutMs = 5_000;
const pingMs = 20_000;
const recheckMs = 60_000;
const drainMs = 5_000;
/** A full state costs as much as this many messages, but for the first. */
const resyncCost = 25;

/**
 * Serves live documents: y-websocket's wire format over `/collab/<name>`, rights before the upgrade and in every batch,
 * an admission filter before Yjs, and a journal before anybody is shown or told anything. PROTOCOL.md and SPEC.md have
 * the messages and the rules.
 */
export function createDocumentHub(options: DocumentHubOptions): DocumentHub {
	const { database, access, log, isAllowedOrigin } = options;
	const fanOut = options.fanOut ?? noFanOut;
	const heartbeatMs = options.heartbeatMs ?? limits.heartbeatMs;
	const documents = new Map<string, Promise<OpenDocument>>();
	/** Those of `documents` that are read from the database. */
	const loaded = new Map<string, OpenDocument>();
	/** Committed while the document was being read: applied once it is. */
	const early = new Map<string, Uint8Array[]>();
	const connections = new Set<Connection>();
	const stats: Pick<
		HubStats,
		'committedUpdates' | 'lostBatches' | 'resyncs' | 'refusals' | 'refusedUpgrades'
	> = { committedUpdates: 0, lostBatches: 0, resyncs: 0, refusals: {}, refusedUpgrades: {} };
	let isDraining = false;
	let folding: Promise<void> = Promise.resolve();

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

	const commits = createGroupCommit<Entry>({
		commit: commitBatch,
		toBytes: (entry) => entry.bytes.byteLength,
		maxBatchEntries: 256,
		maxBatchBytes: 1024 * 1024,
		maxWaitingBytes: 16 * 1024 * 1024
	});

	/* ---- documents ------------------------------------------------------------------------ */

	function openDocument(name: string): Promise<OpenDocument> {
		let opening = documents.get(name);
		if (!opening) {
			opening = loadDocument(name);
			documents.set(name, opening);
			opening.catch(() => {
				if (documents.get(name) === opening) documents.delete(name);
			});
		}
		return opening;
	}

	async function loadDocument(name: string): Promise<OpenDocument> {
		const document = new OpenDocument(name);
		early.set(name, []);
		try {
			document.stopFanOut = fanOut.subscribe(name, (message) => deliver(name, message));
			for (const { clientId, userId } of await findClients(database.db, name))
				document.owners.set(clientId, userId);
			const rows = await readRows(database.db, name);
			document.doc.transact(() => rows.forEach((row) => document.apply(row.bytes)));
			document.rows = rows.length;
			for (const bytes of early.get(name)!) document.apply(bytes);
		} catch (error) {
			document.destroy();
			throw error;
		} finally {
			early.delete(name);
		}
		loaded.set(name, document);
		return document;
	}

	/** Something committed outside the batches of this process. */
	function applyCommitted(name: string, bytes: Uint8Array): void {
		early.get(name)?.push(bytes);
		const document = loaded.get(name);
		if (!document) return;
		document.apply(bytes);
		document.rows++;
		document.broadcast(bytes);
		foldWhenLong(document);
	}

	function deliver(name: string, message: FanOutMessage): void {
		if (message.type === 'update') applyCommitted(name, message.bytes);
		else loaded.get(name)?.broadcastAwareness(message.bytes);
	}

	function releaseWhenUnused(document: OpenDocument): void {
		const isUsed = document.connections.size > 0 || document.pins > 0 || document.waiting > 0;
		if (isUsed || document.isDiscarded) return;
		forget(document);
		if (document.rows > 1) fold(document.name);
	}

	function forget(document: OpenDocument): void {
		if (loaded.get(document.name) === document) {
			loaded.delete(document.name);
			documents.delete(document.name);
		}
		document.destroy();
	}

	/** A batch was lost, perhaps after its COMMIT: memory is no longer known to be the head. */
	function discard(document: OpenDocument): void {
		if (document.isDiscarded) return;
		for (const connection of document.connections)
			connection.close(closeCode.tryLater, 'database unavailable');
		forget(document);
	}

	function foldWhenLong(document: OpenDocument): void {
		if (document.rows < foldAfterRows) return;
		document.rows = 1;
		fold(document.name);
	}

	/** One at a time, behind each other, so that folding never takes more than one connection. */
	function fold(name: string): void {
		folding = folding
			.then(() => database.db.transaction((tx) => compactDocument(tx, name)))
			.catch((error: unknown) => log.warn({ err: error, document: name }, 'journal not folded'));
	}

	/* ---- coming in ------------------------------------------------------------------------ */

	type Admittance =
		| { ok: true; name: DocumentName; path: string; actor: Actor; grant: Grant }
		| { ok: false; status: 401 | 403 | 404 | 503 };

	async function admit(request: IncomingMessage): Promise<Admittance> {
		if (isDraining) return { ok: false, status: 503 };
		const path = toPath(request.url);
		const name = path === null ? null : toDocumentName(path);
		if (!isAllowedOrigin(request.headers.origin, request.headers.host))
			return { ok: false, status: 403 };
		const actor = await access.readActor(request);
		if (!actor) return { ok: false, status: 401 };
		if (!name) return { ok: false, status: 404 };
		const grant = await access.open(actor, name);
		return grant.ok ? { ok: true, name, path: path!, actor, grant } : grant;
	}

	async function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
		const admittance = await admit(request);
		if (!admittance.ok) {
			const { status } = admittance;
			stats.refusedUpgrades[status] = (stats.refusedUpgrades[status] ?? 0) + 1;
			return refuseUpgrade(socket, status);
		}
		if (connections.size >= maxSockets) return refuseUpgrade(socket, 503);
		let document: OpenDocument;
		do document = await openDocument(admittance.path);
		while (document.isDiscarded);
		document.pins++;
		try {
			if (socket.destroyed) return;
			server.handleUpgrade(request, socket, head, (webSocket) =>
				connect(webSocket, request, document, admittance)
			);
		} finally {
			document.pins--;
			releaseWhenUnused(document);
		}
	}

	function connect(
		socket: WebSocket,
		request: IncomingMessage,
		document: OpenDocument,
		{ name, actor, grant }: Extract<Admittance, { ok: true }>
	): void {
		const isOurs = socket.protocol === subprotocol;
		const connection = new Connection({ socket, request, name, document, isOurs, actor, grant });
		// Without a listener one malformed frame would end the process (E1); ws closes the socket itself.
		socket.on('error', (error) =>
			log.info({ code: (error as NodeJS.ErrnoException).code }, 'socket refused a frame')
		);
		if (socket.protocol && !isOurs)
			return connection.close(closeCode.otherVersion, 'another version: load the page again');
		const seats = [...document.connections].filter((other) => other.actor.userId === actor.userId);
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
		if (seats.length === 0) options.onPresence?.(document.name, actor.userId, true);

		connection.sendOwn({ type: 'rights', canWrite: grant.canWrite });
		connection.send(toSyncFrame('step1', Y.encodeStateVector(document.doc)));
		const here = document.presence.encodeAll();
		if (here) connection.send(toAwarenessFrame(here));
		document.hashAt = Math.min(document.hashAt, Date.now() + heartbeatMs);
	}

	function disconnect(connection: Connection): void {
		const { document } = connection;
		connection.isClosing = true;
		connections.delete(connection);
		if (!document.connections.delete(connection)) return;
		const left = document.presence.leave(connection);
		if (left) showPresence(document, left, connection);
		if (!hasReaders(document.name, connection.actor.userId))
			options.onPresence?.(document.name, connection.actor.userId, false);
		releaseWhenUnused(document);
	}

	/* ---- messages ------------------------------------------------------------------------- */

	function receive(connection: Connection, frame: Uint8Array): void {
		try {
			const decoder = decoding.createDecoder(frame);
			switch (decoding.readVarUint(decoder)) {
				case messageType.sync:
					return receiveSync(connection, decoder);
				case messageType.awareness:
					return receiveAwareness(connection, decoding.readVarUint8Array(decoder));
				case messageType.queryAwareness: {
					if (!connection.awarenessBucket.take()) return;
					const here = connection.document.presence.encodeAll();
					return here ? connection.sendLossy(toAwarenessFrame(here)) : undefined;
				}
				case messageType.time: {
					if (!connection.isOurs || !connection.awarenessBucket.take()) return;
					const sentAt = decoding.readFloat64(decoder);
					return connection.sendOwn({ type: 'time', sentAt, serverNow: Date.now() });
				}
			}
			connection.close(closeCode.badUpdate, 'unknown message');
		} catch {
			connection.close(closeCode.badUpdate, 'malformed message');
		}
	}

	function receiveSync(connection: Connection, decoder: decoding.Decoder): void {
		const type = decoding.readVarUint(decoder);
		const bytes = decoding.readVarUint8Array(decoder);
		const isStep1 = type === syncType.step1;
		const cost = isStep1 && connection.hasSynced ? resyncCost : 1;
		if (!connection.bucket.take(cost)) return connection.close(closeCode.tryLater, 'too fast');
		if (isStep1) return receiveStep1(connection, bytes);
		if (type === syncType.step2 || type === syncType.update)
			return receiveUpdate(connection, bytes);
		connection.close(closeCode.badUpdate, 'unknown sync message');
	}

	function receiveStep1(connection: Connection, stateVector: Uint8Array): void {
		const { doc } = connection.document;
		connection.send(toSyncFrame('step2', Y.encodeStateAsUpdate(doc, stateVector)));
		// Asked again, a replica repairs itself (D10): it needs our state too, to send what we lack.
		if (connection.hasSynced) {
			stats.resyncs++;
			connection.send(toSyncFrame('step1', Y.encodeStateVector(doc)));
		}
		connection.hasSynced = true;
	}

	function receiveUpdate(connection: Connection, bytes: Uint8Array): void {
		const { document } = connection;
		const walked = walkUpdate(bytes);
		if (!walked.ok) return refuse(connection, walked.reason);
		const { update } = walked;
		const admission = new Admission(document.doc, document.roots);
		// What is here already is acknowledged to everybody, a read-only replica's answer included.
		if (connection.waitingFrames === 0 && admission.contains(update)) {
			connection.committedFrames++;
			return connection.sendOwn({
				type: 'acknowledgement',
				frames: connection.committedFrames
			});
		}
		if (!connection.canWrite || connection.refused) {
			return refuseSoftly(connection, update, bytes, connection.refused ?? 'read-only');
		}
		if (update.sections.length > 0 && !document.hasRoomFor(bytes.byteLength))
			return refuseSoftly(connection, update, bytes, 'full');
		// A copy: the frame's memory belongs to the socket.
		const receivedAt = performance.now();
		if (!commits.push({ connection, document, bytes: bytes.slice(), update, receivedAt }))
			return connection.close(closeCode.tryLater, 'too much is waiting');
		connection.waitingFrames++;
		document.waiting++;
	}

	function receiveAwareness(connection: Connection, update: Uint8Array): void {
		// Over the rate it is dropped; the page's next one, 15 s later at the latest, has the same.
		if (!connection.awarenessBucket.take() || update.byteLength > limits.maxAwarenessBytes) return;
		const { document, grant } = connection;
		const told = document.presence.take(connection, update, grant.person, {
			ownsClient: (client) => document.owners.get(client) === grant.person.userId,
			canPoint: grant.canWrite,
			isTextRoot: (name) => grant.policy.roots.get(name) === 'text'
		});
		if (told === false) return connection.close(closeCode.badUpdate, 'malformed awareness');
		if (told) showPresence(document, told, connection);
	}

	function showPresence(document: OpenDocument, update: Uint8Array, author: Connection): void {
		document.broadcastAwareness(update, author);
		fanOut.publish(document.name, { type: 'awareness', bytes: update });
	}

	/** An update that no page of ours sends: the socket is closed. */
	function refuse(connection: Connection, reason: RefusalReason): void {
		stats.refusals[reason] = (stats.refusals[reason] ?? 0) + 1;
		log.info({ reason, document: connection.document.name }, 'update refused');
		connection.sendOwn({ type: 'refusal', reason, isKept: false });
		connection.close(
			reason === 'too-large' ? closeCode.tooLarge : closeCode.badUpdate,
			`update refused: ${reason}`
		);
	}

	/** An update that an honest page may send too late, or too much of: dropped, and the page is told. */
	function refuseSoftly(
		connection: Connection,
		update: ParsedUpdate,
		bytes: Uint8Array,
		reason: RefusalReason
	): void {
		connection.refused ??= reason;
		stats.refusals[reason] = (stats.refusals[reason] ?? 0) + 1;
		if (reason === 'full') return connection.sendOwn({ type: 'refusal', reason, isKept: false });
		tellLate(connection, update, bytes.slice()).catch((error: unknown) => {
			log.warn({ err: error }, 'late edit not kept');
			connection.sendOwn({ type: 'refusal', reason, isKept: false });
		});
	}

	async function tellLate(
		connection: Connection,
		update: ParsedUpdate,
		bytes: Uint8Array
	): Promise<void> {
		const { name, grant } = connection;
		const { userId } = grant.person;
		const isAuthor = update.sections.every(
			({ client }) => connection.document.owners.get(client) === userId
		);
		const isLate = isAuthor && (await isOfFinishedRound(database.db, name));
		if (isLate) connection.refused = 'finished';
		connection.sendOwn({
			type: 'refusal',
			reason: isLate ? 'finished' : 'read-only',
			isKept: isLate && (await keepLateEdit(database.db, name, userId, bytes))
		});
	}

	/* ---- batches -------------------------------------------------------------------------- */

	async function commitBatch(batch: Entry[]): Promise<void> {
		const live = batch.filter((entry) => !entry.document.isDiscarded);
		try {
			if (live.length > 0) settle(live, await journalBatch(live));
		} catch (error) {
			stats.lostBatches++;
			log.error({ err: error, updates: live.length }, 'batch lost');
			for (const { document } of live) discard(document);
		} finally {
			for (const { connection, document } of batch) {
				connection.waitingFrames--;
				document.waiting--;
			}
			for (const document of new Set(batch.map((entry) => entry.document)))
				releaseWhenUnused(document);
		}
	}

	/** Judges and journals a batch in one transaction. Resolves after COMMIT, with an outcome for each entry. */
	async function journalBatch(batch: Entry[]): Promise<Outcome[]> {
		return database.db.transaction(async (tx) => {
			const canWrite = await access.stillWriters(
				tx,
				batch.map(({ connection }) => ({
					sessionId: connection.actor.sessionId,
					userId: connection.grant.person.userId,
					name: connection.name
				}))
			);
			await lockDocuments(
				tx,
				batch.map((entry) => entry.document.name)
			);
			await learnOwners(tx, batch);
			const admissions = new Map<OpenDocument, Admission>();
			const outcomes = batch.map((entry, index): Outcome => {
				if (!canWrite[index])
					return { verdict: { ok: false, reason: 'read-only' }, bytes: entry.bytes };
				const { document } = entry;
				let admission = admissions.get(document);
				if (!admission)
					admissions.set(document, (admission = new Admission(document.doc, document.roots)));
				return judge(entry, admission);
			});
			await appendUpdates(
				tx,
				batch.flatMap((entry, index) => {
					const { verdict, bytes } = outcomes[index]!;
					if (!verdict.ok || verdict.isContained) return [];
					return { name: entry.document.name, userId: entry.connection.grant.person.userId, bytes };
				})
			);
			return outcomes;
		});
	}

	function judge({ connection, document, update, bytes }: Entry, admission: Admission): Outcome {
		const { userId } = connection.grant.person;
		try {
			const verdict = admission.judge(update, {
				policy: connection.grant.policy,
				ownsClient: (client) => document.owners.get(client) === userId
			});
			const known = verdict.ok && !verdict.isContained ? verdict.known : null;
			return { verdict, bytes: cutKnown(bytes, known) };
		} catch {
			return { verdict: { ok: false, reason: 'malformed' }, bytes };
		}
	}

	/** Client ids that another process gave out since the document was opened. */
	async function learnOwners(tx: Tx, batch: Entry[]): Promise<void> {
		const unknown = batch.flatMap(({ document, update }) =>
			update.sections.flatMap(({ client }) =>
				document.owners.has(client) ? [] : { document, client }
			)
		);
		if (unknown.length === 0) return;
		const owners = await findOwners(
			tx,
			[...new Set(unknown.map(({ document }) => document.name))],
			[...new Set(unknown.map(({ client }) => client))]
		);
		for (const { name, clientId, userId } of owners) loaded.get(name)?.owners.set(clientId, userId);
	}

	/** After COMMIT: applies, shows and acknowledges. */
	function settle(batch: Entry[], outcomes: Outcome[]): void {
		const withKeys = new Set<string>();
		const acknowledged = new Set<Connection>();
		const now = performance.now();
		for (const [index, { connection, document, update, receivedAt }] of batch.entries()) {
			const { verdict, bytes } = outcomes[index]!;
			if (!verdict.ok) {
				settleRefusal(connection, update, bytes, verdict.reason);
				continue;
			}
			connection.committedFrames++;
			acknowledged.add(connection);
			options.onAcknowledged?.(now - receivedAt);
			if (verdict.isContained) continue;
			stats.committedUpdates++;
			if (document.apply(bytes, connection)) withKeys.add(document.name);
			document.rows++;
			document.broadcast(bytes, connection);
			fanOut.publish(document.name, { type: 'update', bytes });
		}
		for (const connection of acknowledged)
			connection.sendOwn({ type: 'acknowledgement', frames: connection.committedFrames });
		for (const { document } of batch) foldWhenLong(document);
		for (const name of withKeys) options.onKeysChanged?.(name);
	}

	function settleRefusal(
		connection: Connection,
		update: ParsedUpdate,
		bytes: Uint8Array,
		reason: RefusalReason
	): void {
		if (connection.isClosing) return;
		if (reason === 'read-only') {
			refuseSoftly(connection, update, bytes, reason);
			recheckSocket(connection).catch(logRecheck);
		} else if (connection.refused) {
			refuseSoftly(connection, update, bytes, connection.refused);
		} else if (reason === 'not-allowed') {
			refuseOrRetry(connection, update).catch(() =>
				connection.close(closeCode.tryLater, 'rights unknown')
			);
		} else {
			refuse(connection, reason);
		}
	}

	/** A phase may have changed since the rights were read: only what they do not allow now is refused for good. */
	async function refuseOrRetry(connection: Connection, update: ParsedUpdate): Promise<void> {
		const { document } = connection;
		await recheckSocket(connection);
		if (connection.isClosing) return;
		const verdict = new Admission(document.doc, document.roots).judge(update, {
			policy: connection.grant.policy,
			ownsClient: (client) => document.owners.get(client) === connection.grant.person.userId
		});
		if (!verdict.ok && verdict.reason === 'not-allowed') refuse(connection, 'not-allowed');
		else connection.close(closeCode.tryLater, 'rights have changed');
	}

	/* ---- rights --------------------------------------------------------------------------- */

	async function recheckSocket(connection: Connection): Promise<void> {
		const actor = await access.readActor(connection.request);
		if (!actor) return connection.close(closeCode.notSignedIn, 'not signed in');
		const grant = await access.open(actor, connection.name);
		if (!grant.ok)
			return grant.status === 403
				? connection.close(closeCode.notAllowed, 'not allowed')
				: connection.close(closeCode.notFound, 'no such document');
		const couldWrite = connection.canWrite;
		connection.actor = actor;
		connection.grant = grant;
		if (grant.canWrite !== couldWrite)
			connection.sendOwn({ type: 'rights', canWrite: grant.canWrite });
	}

	const logRecheck = (error: unknown) => log.warn({ err: error }, 'rights not read again');

	function hasReaders(name: string, userId?: string): boolean {
		const readers = loaded.get(name)?.connections;
		if (!readers) return false;
		return userId === undefined
			? readers.size > 0
			: [...readers].some((reader) => reader.actor.userId === userId);
	}

	/* ---- time ----------------------------------------------------------------------------- */

	const beat = setInterval(
		() => {
			const now = Date.now();
			for (const document of loaded.values()) document.beat(now, heartbeatMs);
		},
		Math.min(1_000, heartbeatMs)
	);
	const ping = setInterval(() => {
		for (const connection of connections) {
			if (!connection.isAlive) connection.socket.terminate();
			connection.isAlive = false;
			connection.socket.ping();
		}
	}, pingMs);
	// Rights that end without an event, such as a session that expires.
	const review = setInterval(() => {
		for (const connection of connections) recheckSocket(connection).catch(logRecheck);
	}, recheckMs);
	for (const timer of [beat, ping, review]) timer.unref();

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

		async write(tx, name, mutate) {
			await lockDocuments(tx, [name]);
			const { doc } = await readDocument(tx, name);
			doc.clientID = await assignClientId(tx, name, null);
			const updates: Uint8Array[] = [];
			doc.on('update', (update: Uint8Array) => updates.push(update));
			doc.transact(() => mutate(doc));
			doc.destroy();
			if (updates.length === 0) return () => undefined;
			const bytes = updates.length === 1 ? updates[0]! : Y.mergeUpdates(updates);
			await appendUpdates(tx, [{ name, userId: null, bytes }]);
			return () => {
				applyCommitted(name, bytes);
				fanOut.publish(name, { type: 'update', bytes });
			};
		},

		async read(tx, name) {
			return (await readDocument(tx, name)).doc;
		},

		async assignClientId(name, userId) {
			const clientId = await assignClientId(database.db, name, userId);
			// A document that is being read may have read its clients before this one.
			const document = await documents.get(name)?.catch(() => undefined);
			document?.owners.set(clientId, userId);
			return clientId;
		},

		async recheck(match) {
			const matching = [...connections].filter(
				({ actor, grant }) =>
					(match.userId === undefined || actor.userId === match.userId) &&
					(match.sessionId === undefined || actor.sessionId === match.sessionId) &&
					(match.interviewId === undefined || grant.interviewId === match.interviewId)
			);
			await Promise.all(matching.map((connection) => recheckSocket(connection).catch(logRecheck)));
		},

		hasReaders,

		presentUserIds(name) {
			const readers = loaded.get(name)?.connections ?? [];
			return [...new Set([...readers].map((reader) => reader.actor.userId))];
		},

		get stats() {
			const { entries, bytes } = commits.waiting;
			return {
				...stats,
				documents: loaded.size,
				sockets: connections.size,
				waitingUpdates: entries,
				waitingBytes: bytes
			};
		},

		async close() {
			isDraining = true;
			for (const timer of [beat, ping, review]) clearInterval(timer);
			await Promise.race([commits.idle(), wait(drainMs)]);
			for (const connection of connections) connection.close(closeCode.restarting, 'restarting');
			await Promise.race([allClosed(connections), wait(drainMs)]);
			for (const connection of connections) connection.socket.terminate();
			await folding;
			server.close();
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
