const pingTimeoutMs = 5_000;

/** A database's error in its own words, without the full stop. */
export function toReason(error: unknown): string {
	const { message, code } = error as { message?: string; code?: string };
	return (message || code || String(error)).replace(/\.$/, '');
}

/** Rejects when the answer takes longer than five seconds. */
export async function withTimeout(query: Promise<unknown>): Promise<void> {
	let timer: NodeJS.Timeout | undefined;
	const timeout = new Promise<never>((_, reject) => {
		timer = setTimeout(() => reject(new Error('The database did not answer.')), pingTimeoutMs);
	});
	try {
		await Promise.race([query, timeout]);
	} finally {
		clearTimeout(timer);
		query.catch(() => undefined);
	}
}
