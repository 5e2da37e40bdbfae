/** Values that were reckoned from the database, each under the version of what it was reckoned from. */
export interface Kept<Value> {
	/**
	 * The value under this key if it was reckoned at this version, else what `reckon` gives, which is kept in its place.
	 * Whoever asks meanwhile waits for the same. The version must have been read before `reckon` reads: then a value is
	 * never older than its version says.
	 */
	get(key: string, version: string, reckon: () => Promise<Value> | Value): Promise<Value>;
}

/** Keeps the `most` values that were asked for last. */
export function createKept<Value>(most: number): Kept<Value> {
	const entries = new Map<string, { version: string; value: Promise<Value> }>();
	return {
		async get(key, version, reckon) {
			const found = entries.get(key);
			const entry =
				found?.version === version ? found : { version, value: (async () => reckon())() };
			// Set anew, so that the first one of the map is the one that nobody asked for longest.
			entries.delete(key);
			entries.set(key, entry);
			const [oldest] = entries.keys();
			if (entries.size > most && oldest !== undefined) entries.delete(oldest);
			try {
				return await entry.value;
			} catch (error) {
				if (entries.get(key) === entry) entries.delete(key);
				throw error;
			}
		}
	};
}
