/**
 * Opens a database of this browser, made by `fill` the first time. Null where the browser keeps nothing: a private window,
 * a policy, a full disk. What stands on it works all the same, without that safety.
 */
export function openBrowserDatabase(
	name: string,
	fill: (fresh: IDBDatabase) => void
): Promise<IDBDatabase | null> {
	return new Promise((resolve) => {
		if (typeof indexedDB === 'undefined') return resolve(null);
		try {
			const request = indexedDB.open(name, 1);
			request.onupgradeneeded = () => fill(request.result);
			request.onsuccess = () => resolve(request.result);
			request.onerror = () => resolve(null);
			request.onblocked = () => resolve(null);
		} catch {
			resolve(null);
		}
	});
}
