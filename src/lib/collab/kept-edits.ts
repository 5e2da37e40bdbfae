import { openBrowserDatabase } from './browser-database.ts';

/** An edit that the server has not acknowledged, as it is kept in the browser. */
export interface KeptEdit {
	id: number;
	bytes: Uint8Array;
}

const databaseName = 'mock-rounds';
const storeName = 'edits';

/** Unsent edits of everybody who used this browser, by person and document; null where the browser keeps nothing. */
let opening: Promise<IDBDatabase | null> | undefined;

function open(): Promise<IDBDatabase | null> {
	opening ??= openBrowserDatabase(databaseName, (fresh) => {
		const store = fresh.createObjectStore(storeName, { keyPath: 'id', autoIncrement: true });
		store.createIndex('document', ['userId', 'path']);
		store.createIndex('person', 'userId');
	});
	return opening;
}

async function run<T, F = T>(
	mode: IDBTransactionMode,
	fallback: F,
	act: (store: IDBObjectStore) => IDBRequest<T>
): Promise<T | F> {
	const database = await open();
	if (!database) return fallback;
	return new Promise((resolve) => {
		try {
			const request = act(database.transaction(storeName, mode).objectStore(storeName));
			request.onsuccess = () => resolve(request.result);
			request.onerror = () => resolve(fallback);
		} catch {
			resolve(fallback);
		}
	});
}

/** Keeps an update; null where the browser could not. */
export async function keepEdit(
	userId: string,
	path: string,
	bytes: Uint8Array
): Promise<number | null> {
	const id = await run<IDBValidKey, null>('readwrite', null, (store) =>
		store.add({ userId, path, bytes })
	);
	return typeof id === 'number' ? id : null;
}

/** What this person left unsent in this document, oldest first. */
export async function readKeptEdits(userId: string, path: string): Promise<KeptEdit[]> {
	const edits = await run<KeptEdit[]>('readonly', [], (store) =>
		store.index('document').getAll([userId, path])
	);
	return edits.map(({ id, bytes }) => ({ id, bytes }));
}

export async function dropKeptEdits(ids: number[]): Promise<void> {
	await Promise.all(
		ids.map((id) => run<undefined>('readwrite', undefined, (store) => store.delete(id)))
	);
}

/** Is anything unsent kept in this browser (by this person, when given)? Ask before signing out. */
export async function hasKeptEdits(userId?: string): Promise<boolean> {
	const count = await run<number>('readonly', 0, (store) =>
		userId === undefined ? store.count() : store.index('person').count(userId)
	);
	return count > 0;
}

/** Forgets all unsent edits in this browser: for signing out. */
export async function clearKeptEdits(): Promise<void> {
	await run<undefined>('readwrite', undefined, (store) => store.clear());
}
