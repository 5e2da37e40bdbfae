import type { Duplex } from 'node:stream';
import type { Database, Tx } from '#server/db/open.ts';
import type { Log } from '#server/log.ts';
import type { DocumentAccess } from './access.ts';
import { Admission, cutKnown, type Verdict } from './admission.ts';
import type { Connection } from './connection.ts';
import type { FanOut } from './fan-out.ts';
import { createGroupCommit } from './group-commit.ts';
import {
	appendJudged,
	appendUpdates,
	findOwners,
	lockDocuments,
	type JournalEntry
} from './journal.ts';
import type { OpenDocument } from './open-document.ts';
import type { OpenDocuments } from './open-documents.ts';
import { toAuthor, type Received, type Refusals } from './refusals.ts';

export interface Batches {
	/** Takes an update for the next batch; false when too much is waiting. */
	push(received: Received): boolean;
	/** Resolves when nothing waits and nothing is under way. */
	idle(): Promise<void>;
	readonly stats: BatchStats;
}

export interface BatchStats {
	committedUpdates: number;
	lostBatches: number;
	/** Batches that one statement could not journal, because a right or a head had changed. */
	retriedBatches: number;
	/** Updates that wait for a commit, and their bytes. */
	waitingUpdates: number;
	waitingBytes: number;
}

interface Entry extends Received {
	receivedAt: number;
}

interface Outcome {
	verdict: Verdict | { ok: false; reason: 'read-only' };
	/** As it is journalled. */
	bytes: Uint8Array;
	/** Its number in the journal; 0: not journalled. */
	seq: number;
}

/**
 * The way of an update from its socket into the journal, and only then into memory and to everybody else. A batch is
 * judged against memory and journalled by one statement, which holds only if memory was the journal's head and every
 * right still stands; otherwise the batch is judged again, inside a transaction that holds the locks.
 */
export function createBatches(options: {
	database: Database;
	access: DocumentAccess;
	documents: OpenDocuments;
	fanOut: FanOut;
	refusals: Refusals;
	log: Pick<Log, 'error'>;
	onKeysChanged?: (name: string) => void;
	onAcknowledged?: (ms: number) => void;
}): Batches {
	const { database, access, documents, fanOut, refusals, log } = options;
	const stats = { committedUpdates: 0, lostBatches: 0, retriedBatches: 0 };
	const commits = createGroupCommit<Entry>({
		commit: commitBatch,
		toBytes: (entry) => entry.bytes.byteLength,
		toSender: (entry) => entry.connection,
		maxBatchEntries: 256,
		maxBatchBytes: 1024 * 1024,
		maxWaitingBytes: 16 * 1024 * 1024
	});

	async function commitBatch(batch: Entry[]): Promise<void> {
		const live = batch.filter(({ connection }) => !connection.document.isDiscarded);
		try {
			if (live.length > 0) settle(live, await journalBatch(live));
		} catch (error) {
			stats.lostBatches++;
			log.error({ err: error, updates: live.length }, 'batch lost');
			for (const { connection } of live) documents.discard(connection.document);
		} finally {
			for (const { connection } of batch) {
				connection.document.waiting--;
				connection.settleFrame();
			}
			for (const document of toDocuments(batch)) documents.releaseWhenUnused(document);
		}
	}

	/** Judges and journals a batch. Resolves after COMMIT, with an outcome for each entry. */
	async function journalBatch(batch: Entry[]): Promise<Outcome[]> {
		await learnOwners(batch);
		const outcomes = await journalAtOnce(batch);
		if (outcomes) return outcomes;
		stats.retriedBatches++;
		return journalUnderLock(batch);
	}

	/** Null when what it was judged by does not hold any more. */
	async function journalAtOnce(batch: Entry[]): Promise<Outcome[] | null> {
		if (batch.some(({ connection }) => connection.proof === '')) return null;
		const outcomes = judgeBatch(
			batch,
			batch.map(() => true)
		);
		// A refusal is final only at the journal's head; what brings no news stands there already.
		if (outcomes.some(({ verdict }) => !verdict.ok)) return null;
		if (!outcomes.some(isNews)) return outcomes;
		const seqs = await appendJudged(database, toRows(batch, outcomes), {
			writers: batch.flatMap(({ connection: { name, grant, proof } }) =>
				'roundId' in name ? { sessionId: grant.sessionId, roundId: name.roundId, proof } : []
			),
			heads: new Map(toDocuments(batch).map(({ name, head }) => [name, head]))
		});
		return seqs && number(outcomes, seqs);
	}

	async function journalUnderLock(batch: Entry[]): Promise<Outcome[]> {
		return database.db.transaction(async (tx) => {
			const mayWrite = await askWriters(tx, batch);
			await lockDocuments(
				tx,
				batch.map(({ connection }) => connection.document.name)
			);
			await documents.catchUp(toDocuments(batch), tx);
			const outcomes = judgeBatch(batch, mayWrite);
			return number(outcomes, await appendUpdates(tx, toRows(batch, outcomes)));
		});
	}

	async function askWriters(tx: Tx, batch: Entry[]): Promise<boolean[]> {
		const proofs = await access.stillWriters(
			tx,
			batch.map(({ connection }) => ({
				sessionId: connection.grant.sessionId,
				userId: connection.userId,
				name: connection.name
			}))
		);
		for (const [index, { connection }] of batch.entries()) connection.proof = proofs[index] ?? '';
		return proofs.map((proof) => proof !== null);
	}

	function judgeBatch(batch: Entry[], mayWrite: boolean[]): Outcome[] {
		const admissions = new Map<OpenDocument, Admission>();
		return batch.map((entry, index) => {
			const { document } = entry.connection;
			if (!mayWrite[index]) return toRefusal(entry, 'read-only');
			let admission = admissions.get(document);
			if (!admission)
				admissions.set(document, (admission = new Admission(document.doc, document.roots)));
			return judge(entry, admission);
		});
	}

	/** Client ids that another process gave out since the document was opened. */
	async function learnOwners(batch: Entry[]): Promise<void> {
		const unknown = batch.flatMap(({ connection: { document }, update }) =>
			update.sections.flatMap(({ client }) =>
				document.owners.has(client) ? [] : { document, client }
			)
		);
		if (unknown.length === 0) return;
		const owners = await findOwners(
			database.db,
			[...new Set(unknown.map(({ document }) => document.name))],
			[...new Set(unknown.map(({ client }) => client))]
		);
		for (const { name, clientId, userId } of owners)
			documents.get(name)?.owners.set(clientId, userId);
	}

	/** After COMMIT, in one turn of the loop: shows and acknowledges first, then brings memory to the journal's head. */
	function settle(batch: Entry[], outcomes: Outcome[]): void {
		const streams = toBusyStreams(batch);
		for (const stream of streams) stream.cork();
		try {
			show(batch, outcomes);
		} finally {
			for (const stream of streams) stream.uncork();
		}
		apply(batch, outcomes);
	}

	/** With one write for each socket, however much there is to show. */
	function show(batch: Entry[], outcomes: Outcome[]): void {
		const acknowledged = new Set<Connection>();
		for (const [index, { connection, update, receivedAt }] of batch.entries()) {
			const { verdict, bytes, seq } = outcomes[index]!;
			if (!verdict.ok) {
				refusals.settle({ connection, update, bytes }, verdict.reason);
				continue;
			}
			connection.committedFrames++;
			acknowledged.add(connection);
			options.onAcknowledged?.(performance.now() - receivedAt);
			if (seq > 0) connection.document.broadcast(bytes, connection);
		}
		for (const connection of acknowledged)
			connection.sendOwn({ type: 'acknowledgement', frames: connection.committedFrames });
	}

	function apply(batch: Entry[], outcomes: Outcome[]): void {
		const withKeys = new Set<string>();
		for (const [index, { connection }] of batch.entries()) {
			const { bytes, seq } = outcomes[index]!;
			if (seq === 0) continue;
			stats.committedUpdates++;
			const { document } = connection;
			const row = { before: document.head, seq, bytes };
			if (document.takeOwn(row, connection)) withKeys.add(document.name);
			fanOut.publish(document.name, { type: 'row', ...row });
		}
		for (const document of toDocuments(batch)) documents.show(document, document.takeWaiting());
		for (const name of withKeys) options.onKeysChanged?.(name);
	}

	return {
		push({ connection, update, bytes }) {
			// A copy: the frame's memory belongs to the socket.
			const entry = { connection, update, bytes: bytes.slice(), receivedAt: performance.now() };
			if (!commits.push(entry)) return false;
			connection.takeFrame();
			connection.document.waiting++;
			return true;
		},
		idle: () => commits.idle(),
		get stats() {
			const { entries, bytes } = commits.waiting;
			return { ...stats, waitingUpdates: entries, waitingBytes: bytes };
		}
	};
}

const toDocuments = (batch: Entry[]): OpenDocument[] => [
	...new Set(batch.map(({ connection }) => connection.document))
];

/** Under the sockets of the documents that come more than once in a batch. */
function toBusyStreams(batch: Entry[]): Duplex[] {
	const seen = new Set<OpenDocument>();
	const busy = new Set<OpenDocument>();
	for (const { document } of batch.map(({ connection }) => connection))
		(seen.has(document) ? busy : seen).add(document);
	return [...busy].flatMap(({ connections }) => [...connections].map(({ stream }) => stream));
}

function toRefusal({ bytes }: Entry, reason: 'read-only' | 'malformed'): Outcome {
	return { verdict: { ok: false, reason }, bytes, seq: 0 };
}

function judge(entry: Entry, admission: Admission): Outcome {
	const { connection, update, bytes } = entry;
	try {
		const verdict = admission.judge(update, toAuthor(connection));
		const known = verdict.ok && !verdict.isContained ? verdict.known : null;
		return { verdict, bytes: cutKnown(bytes, known), seq: 0 };
	} catch {
		return toRefusal(entry, 'malformed');
	}
}

const isNews = ({ verdict }: Outcome) => verdict.ok && !verdict.isContained;

/** The rows that a judged batch makes. */
function toRows(batch: Entry[], outcomes: Outcome[]): JournalEntry[] {
	return batch.flatMap(({ connection }, index) => {
		const outcome = outcomes[index]!;
		if (!isNews(outcome)) return [];
		const { document, userId } = connection;
		return { name: document.name, userId, bytes: outcome.bytes };
	});
}

/** Gives the outcomes that made rows the rows' numbers, in their order. */
function number(outcomes: Outcome[], seqs: number[]): Outcome[] {
	let next = 0;
	for (const outcome of outcomes) if (isNews(outcome)) outcome.seq = seqs[next++]!;
	return outcomes;
}
