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
	let waiting: Entry[] = [];
	let waitingBytes = 0;
	let running: Promise<void> | null = null;

	async function run(): Promise<void> {
		while (waiting.length > 0) {
			// What arrives in the same turn of the loop, from however many sockets, belongs to the same batch.
			await new Promise((resolve) => setImmediate(resolve));
			await options.commit(takeBatch());
		}
		running = null;
	}

	function takeBatch(): Entry[] {
		const { maxBatchEntries, maxBatchBytes } = options;
		const isAll =
			waiting.length === 1 || (waiting.length <= maxBatchEntries && waitingBytes <= maxBatchBytes);
		const batch = isAll ? waiting : takeTurns();
		if (isAll) waiting = [];
		for (const entry of batch) waitingBytes -= options.toBytes(entry);
		return batch;
	}

	/** One of each sender's, in the order in which they came, and so again, until the batch is full. */
	function takeTurns(): Entry[] {
		const queues = Map.groupBy(waiting, options.toSender);
		const batch = new Set<Entry>();
		let bytes = 0;
		for (let turn = 0; ; turn++)
			for (const queue of queues.values()) {
				const entry = queue[turn];
				if (!entry) continue;
				const size = options.toBytes(entry);
				const isFull = batch.size === options.maxBatchEntries;
				if (isFull || (batch.size > 0 && bytes + size > options.maxBatchBytes)) {
					waiting = waiting.filter((other) => !batch.has(other));
					return [...batch];
				}
				batch.add(entry);
				bytes += size;
			}
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
