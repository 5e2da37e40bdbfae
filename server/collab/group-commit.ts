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
 * returned. `commit` must not reject.
 */
export function createGroupCommit<Entry>(options: {
	commit: (batch: Entry[]) => Promise<void>;
	toBytes: (entry: Entry) => number;
	maxBatchEntries: number;
	maxBatchBytes: number;
	maxWaitingBytes: number;
}): GroupCommit<Entry> {
	let waiting: Entry[] = [];
	let waitingBytes = 0;
	let running: Promise<void> | null = null;

	async function run(): Promise<void> {
		// What arrives in the same turn of the loop belongs to the same batch.
		await Promise.resolve();
		while (waiting.length > 0) await options.commit(takeBatch());
		running = null;
	}

	function takeBatch(): Entry[] {
		let count = 0;
		let bytes = 0;
		while (count < waiting.length && count < options.maxBatchEntries) {
			const size = options.toBytes(waiting[count]!);
			if (count > 0 && bytes + size > options.maxBatchBytes) break;
			bytes += size;
			count++;
		}
		const batch = waiting.slice(0, count);
		waiting = waiting.slice(count);
		waitingBytes -= bytes;
		return batch;
	}

	return {
		push(entry) {
			const bytes = options.toBytes(entry);
			if (waitingBytes + bytes > options.maxWaitingBytes) return false;
			waiting.push(entry);
			waitingBytes += bytes;
			running ??= run();
			return true;
		},
		async idle() {
			while (running) await running;
		},
		get waiting() {
			return { entries: waiting.length, bytes: waitingBytes };
		}
	};
}
