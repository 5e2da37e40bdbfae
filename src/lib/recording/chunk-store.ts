import { openBrowserDatabase } from '../collab/browser-database.ts';

/*
 * Pieces of recordings that the server has not said it keeps, in a database of this browser of its own: store `chunks` by
 * recording, part and number. A piece and its hash are one transaction.
 */
const databaseName = 'mock-rounds-recordings';
const chunksName = 'chunks';

export interface KeptChunk {
	interviewId: string;
	recordingId: string;
	/** Who recorded it: another person at this browser neither sends nor sees it. */
	userId: string;
	part: number;
	number: number;
	bytes: ArrayBuffer;
	/** SHA-256 of the bytes, in hex. */
	sha256: string;
	/** Server time in ms. */
	startedAt: number;
	isLast: boolean;
}

export interface ChunkStore {
	/** False: this browser keeps nothing, so what is not sent yet goes with the page. */
	isLasting: boolean;
	add(chunk: KeptChunk): Promise<void>;
	/** The first that waits, by part and number; null: none does. */
	findFirst(recordingId: string): Promise<KeptChunk | null>;
	remove(chunk: KeptChunk): Promise<void>;
	/** Recordings of which something of this person's waits here. */
	listRecordings(userId: string): Promise<{ recordingId: string; interviewId: string }[]>;
}

const toKey = ({ recordingId, part, number }: KeptChunk) => [recordingId, part, number];

/** Opens the store; where the browser keeps nothing, one that lasts as long as the page. */
export async function openChunkStore(): Promise<ChunkStore> {
	const database = await openBrowserDatabase(databaseName, (fresh) => {
		fresh.createObjectStore(chunksName, { keyPath: ['recordingId', 'part', 'number'] });
	});
	return database ? openLasting(database) : openPassing();
}

function openLasting(database: IDBDatabase): ChunkStore {
	const transact = <T>(
		mode: IDBTransactionMode,
		act: (store: IDBObjectStore) => IDBRequest<T>
	): Promise<T> =>
		new Promise((resolve, reject) => {
			const transaction = database.transaction(chunksName, mode, { durability: 'strict' });
			const request = act(transaction.objectStore(chunksName));
			transaction.oncomplete = () => resolve(request.result);
			transaction.onabort = () => reject(transaction.error ?? new Error('aborted'));
		});
	const ofRecording = (recordingId: string) => IDBKeyRange.bound([recordingId], [recordingId, []]);
	return {
		isLasting: true,
		add: async (chunk) => void (await transact('readwrite', (store) => store.put(chunk))),
		async findFirst(recordingId) {
			const found = await transact<KeptChunk[]>('readonly', (store) =>
				store.getAll(ofRecording(recordingId), 1)
			);
			return found[0] ?? null;
		},
		remove: async (chunk) => void (await transact('readwrite', (s) => s.delete(toKey(chunk)))),
		listRecordings: (userId) =>
			new Promise((resolve, reject) => {
				const found = new Map<string, { recordingId: string; interviewId: string }>();
				const store = database.transaction(chunksName, 'readonly').objectStore(chunksName);
				const request = store.openCursor();
				request.onerror = () => reject(request.error ?? new Error('not read'));
				request.onsuccess = () => {
					const cursor = request.result;
					if (!cursor) return resolve([...found.values()]);
					const { recordingId, interviewId, ...chunk } = cursor.value as KeptChunk;
					if (chunk.userId === userId) found.set(recordingId, { recordingId, interviewId });
					// Whole recordings are passed over: their pieces are megabytes.
					cursor.continue([recordingId, []]);
				};
			})
	};
}

function openPassing(): ChunkStore {
	let waiting: KeptChunk[] = [];
	return {
		isLasting: false,
		async add(chunk) {
			waiting.push(chunk);
		},
		findFirst: async (recordingId) =>
			waiting
				.filter((chunk) => chunk.recordingId === recordingId)
				.sort((a, b) => a.part - b.part || a.number - b.number)[0] ?? null,
		async remove(chunk) {
			waiting = waiting.filter((one) => one !== chunk);
		},
		listRecordings: async (userId) =>
			[...new Map(waiting.map((chunk) => [chunk.recordingId, chunk])).values()].filter(
				(chunk) => chunk.userId === userId
			)
	};
}
