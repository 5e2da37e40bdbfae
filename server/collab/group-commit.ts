export interface GroupCommit<Entry> {
	/** Adds to the next batch; false, adding nothing, when too much is waiting already. */
	push(entry: Entry): boolean;
	/** Resolves when nothing waits and nothing is under way. */
	idle(): Promise<void>;
	/** What waits for a batch; the one under way is no part of it. */
	readonly waiting: { entries: number; bytes: number };
}

/**
 * Natural batches: one commit at a time, and whatever came in meanwhile goes with the next one, as soon as the last has
 * returned. Where more waits than a batch takes, everybody's turn comes in each: who sends much waits behind the own
 * entries, not in front of others' (T13). `commit` must not reject.
 */
export function createGroupCommit<Entry>(options: {
	commit: (batch: Entry[]) => Promise<void>;
	toBytes: (entry: Entry) => number;
	/** Whose entry it is: entries of one sender keep their order. */
	toSender: (entry: Entry) => unknown;
	maxBatchEntries: number;
	maxBatchBytes: number;
	maxWaitingBytes: number;
}): GroupCommit<Entry> {
	/** By sender, in the order of their turns; none is empty. */
	const waiting = new Map<unknown, Entry[]>();
	let waitingEntries = 0;
	let waitingBytes = 0;
	let running: Promise<void> | null = null;

	async function run(): Promise<void> {
		// What arrives in the same turn of the loop belongs to the same batch.
		await Promise.resolve();
		while (waitingEntries > 0) await options.commit(takeBatch());
		running = null;
	}

	function takeBatch(): Entry[] {
		const batch: Entry[] = [];
		let bytes = 0;
		// A sender with more goes to the end of the map, and so comes again in this very loop.
		for (const [sender, entries] of waiting) {
			const size = options.toBytes(entries[0]!);
			const isFull = batch.length === options.maxBatchEntries;
			if (isFull || (batch.length > 0 && bytes + size > options.maxBatchBytes)) break;
			batch.push(entries.shift()!);
			bytes += size;
			waiting.delete(sender);
			if (entries.length > 0) waiting.set(sender, entries);
		}
		waitingEntries -= batch.length;
		waitingBytes -= bytes;
		return batch;
	}

	return {
		push(entry) {
			const bytes = options.toBytes(entry);
			if (waitingBytes + bytes > options.maxWaitingBytes) return false;
			const sender = options.toSender(entry);
			const entries = waiting.get(sender);
			if (entries) entries.push(entry);
			else waiting.set(sender, [entry]);
			waitingEntries++;
			waitingBytes += bytes;
			running ??= run();
			return true;
		},
		async idle() {
			while (running) await running;
		},
		get waiting() {
			return { entries: waitingEntries, bytes: waitingBytes };
		}
	};
}
