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
		const isAll = waiting.length <= maxBatchEntries && waitingBytes <= maxBatchBytes;
		const queue = isAll ? waiting : toTurns(waiting);
		let bytes = 0;
		let count = 0;
		for (; count < Math.min(queue.length, maxBatchEntries); count++) {
			const size = options.toBytes(queue[count]!);
			if (count > 0 && bytes + size > maxBatchBytes) break;
			bytes += size;
		}
		waiting = queue.slice(count);
		waitingBytes -= bytes;
		return queue.slice(0, count);
	}

	/** The first of each sender's, in the order in which they came, then the second of each, and so on. */
	function toTurns(entries: Entry[]): Entry[] {
		const turns: Entry[][] = [];
		for (const own of Map.groupBy(entries, options.toSender).values())
			for (const [turn, entry] of own.entries()) (turns[turn] ??= []).push(entry);
		return turns.flat();
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
