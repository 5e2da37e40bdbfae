const key = 'mock-rounds.tab';

/**
 * This tab's own id: the same after a reload, so that the seat is still this tab's, and another one in a duplicated tab,
 * which copies the session storage: the tab that holds the lock of an id keeps it.
 */
export async function findTabId(): Promise<string> {
	const kept = sessionStorage.getItem(key);
	if (kept && /^[a-z0-9]{8,32}$/.test(kept) && (await holdLock(kept))) return kept;
	const made = toRandomId();
	await holdLock(made);
	sessionStorage.setItem(key, made);
	return made;
}

/** True when no other tab holds this id; held until the tab is closed. */
function holdLock(id: string): Promise<boolean> {
	const { locks } = navigator as { locks?: LockManager };
	// Plain http on another machine has no locks, and no camera to take a seat with either.
	if (!locks) return Promise.resolve(true);
	return new Promise((resolve) => {
		locks
			.request(`${key}.${id}`, { ifAvailable: true }, (lock) => {
				resolve(lock !== null);
				return lock ? new Promise<void>(() => undefined) : undefined;
			})
			.catch(() => resolve(true));
	});
}

function toRandomId(): string {
	const bytes = crypto.getRandomValues(new Uint8Array(16));
	return Array.from(bytes, (byte) => (byte % 36).toString(36)).join('');
}
