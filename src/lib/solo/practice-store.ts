import { openBrowserDatabase } from '../collab/browser-database.ts';
import { toHash } from './hash.ts';
import { refuseChunk } from './recording-limits.ts';
import type { SoloRound } from './solo-round.ts';

/*
 * What this browser keeps of practising alone, in a database of its own:
 *   `rounds`  one a practice, by its interview's id; written whole at every step
 *   `chunks`  about a second of a recording each, by practice, answer and number, with the hash of its bytes
 * A chunk and its hash are one transaction: it is there whole or not at all.
 */
const databaseName = 'mock-rounds-solo';
const roundsName = 'rounds';
const chunksName = 'chunks';

interface Chunk {
	interviewId: string;
	answerId: string;
	index: number;
	bytes: ArrayBuffer;
	/** SHA-256 of the bytes, in hex. */
	hash: string;
}

/** Why something could not be kept. */
export type KeepFault = 'full' | 'failed';

/** A recording as it is read back. */
export interface KeptRecording {
	blob: Blob;
	/** False: a piece is missing or damaged; the recording ends before it. */
	isWhole: boolean;
}

export type PracticeStore = NonNullable<Awaited<ReturnType<typeof openPracticeStore>>>;

/** Opens the store; null where the browser keeps nothing (a private window, a policy). */
export async function openPracticeStore() {
	const database = await openBrowserDatabase(databaseName, (fresh) => {
		fresh.createObjectStore(roundsName, { keyPath: 'interviewId' });
		fresh.createObjectStore(chunksName, { keyPath: ['interviewId', 'answerId', 'index'] });
	});
	if (!database) return null;
	const db = database;

	/** Runs a transaction to its end; what is asked in it is there when this resolves. */
	function transact<T>(
		names: string[],
		mode: IDBTransactionMode,
		act: (transaction: IDBTransaction) => IDBRequest<T>
	): Promise<T> {
		return new Promise((resolve, reject) => {
			const transaction = db.transaction(names, mode, { durability: 'strict' });
			const request = act(transaction);
			transaction.oncomplete = () => resolve(request.result);
			transaction.onabort = () => reject(transaction.error ?? new Error('aborted'));
		});
	}

	async function keep(act: () => Promise<unknown>): Promise<KeepFault | null> {
		try {
			await act();
			return null;
		} catch (error) {
			return error instanceof DOMException && error.name === 'QuotaExceededError'
				? 'full'
				: 'failed';
		}
	}

	/** Keeps the round as it is now. */
	const keepRound = (round: SoloRound): Promise<KeepFault | null> =>
		keep(() => transact([roundsName], 'readwrite', (tx) => tx.objectStore(roundsName).put(round)));

	async function readRound(interviewId: string, userId: string): Promise<SoloRound | null> {
		const round = await transact<SoloRound | undefined>([roundsName], 'readonly', (tx) =>
			tx.objectStore(roundsName).get(interviewId)
		);
		return round?.userId === userId ? round : null;
	}

	/** Everything of this person that is kept here, newest first. */
	async function listRounds(userId: string): Promise<SoloRound[]> {
		const all = await transact<SoloRound[]>([roundsName], 'readonly', (tx) =>
			tx.objectStore(roundsName).getAll()
		);
		return all.filter((round) => round.userId === userId).sort((a, b) => b.begunAt - a.begunAt);
	}

	const chunkKeys = (interviewId: string, answerId?: string) =>
		answerId === undefined
			? IDBKeyRange.bound([interviewId], [interviewId, []])
			: IDBKeyRange.bound([interviewId, answerId], [interviewId, answerId, []]);

	/** Keeps one chunk with its hash, unless the practice or the browser is full. `keptBytes`: of the practice so far. */
	async function keepChunk(
		{ interviewId, answerId, index }: { interviewId: string; answerId: string; index: number },
		blob: Blob,
		keptBytes: number
	): Promise<KeepFault | null> {
		const refusal = refuseChunk(blob.size, keptBytes, await estimate());
		if (refusal) return 'full';
		return keep(async () => {
			const bytes = await blob.arrayBuffer();
			const chunk: Chunk = { interviewId, answerId, index, bytes, hash: await toHash(bytes) };
			await transact([chunksName], 'readwrite', (tx) => tx.objectStore(chunksName).put(chunk));
		});
	}

	/** The recording of an answer: its chunks in order, up to the first that is missing or whose hash is not its own. */
	async function readRecording(
		interviewId: string,
		answerId: string,
		mimeType: string
	): Promise<KeptRecording | null> {
		const chunks = await transact<Chunk[]>([chunksName], 'readonly', (tx) =>
			tx.objectStore(chunksName).getAll(chunkKeys(interviewId, answerId))
		);
		const whole: ArrayBuffer[] = [];
		for (const { index, bytes, hash } of chunks) {
			if (index !== whole.length || (await toHash(bytes)) !== hash) break;
			whole.push(bytes);
		}
		if (whole.length === 0) return null;
		return {
			blob: new Blob(whole, { type: mimeType }),
			isWhole: whole.length === chunks.length
		};
	}

	/** Bytes of a practice's recordings, read a chunk at a time: together they can be hundreds of megabytes. */
	function toRecordedBytes(interviewId: string): Promise<number> {
		return new Promise((resolve, reject) => {
			const store = db.transaction([chunksName], 'readonly').objectStore(chunksName);
			const request = store.openCursor(chunkKeys(interviewId));
			let sum = 0;
			request.onsuccess = () => {
				const cursor = request.result;
				if (!cursor) return resolve(sum);
				sum += (cursor.value as Chunk).bytes.byteLength;
				cursor.continue();
			};
			request.onerror = () => reject(request.error ?? new Error('not read'));
		});
	}

	/** Forgets a practice's recordings; its numbers and words stay. */
	const deleteRecordings = (interviewId: string): Promise<KeepFault | null> =>
		keep(() =>
			transact([chunksName], 'readwrite', (tx) =>
				tx.objectStore(chunksName).delete(chunkKeys(interviewId))
			)
		);

	const deleteRound = (interviewId: string): Promise<KeepFault | null> =>
		keep(() =>
			transact([roundsName, chunksName], 'readwrite', (tx) => {
				tx.objectStore(chunksName).delete(chunkKeys(interviewId));
				return tx.objectStore(roundsName).delete(interviewId);
			})
		);

	return {
		keepRound,
		readRound,
		listRounds,
		keepChunk,
		readRecording,
		toRecordedBytes,
		deleteRecordings,
		deleteRound,
		close: () => db.close()
	};
}

async function estimate(): Promise<StorageEstimate> {
	try {
		return await navigator.storage.estimate();
	} catch {
		return {};
	}
}
