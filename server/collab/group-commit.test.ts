import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { createGroupCommit } from './group-commit.ts';

interface Entry {
	sender: string;
	number: number;
}

/** Commits into a list of batches, each when it is let go. */
function create(maxBatchEntries: number) {
	const batches: string[][] = [];
	let gate = Promise.withResolvers<void>();
	const commits = createGroupCommit<Entry>({
		async commit(batch) {
			batches.push(batch.map(({ sender, number }) => `${sender}${number}`));
			await gate.promise;
		},
		toBytes: () => 10,
		toSender: ({ sender }) => sender,
		maxBatchEntries,
		maxBatchBytes: 1_000,
		maxWaitingBytes: 200
	});
	const letGo = () => {
		gate.resolve();
		gate = Promise.withResolvers();
	};
	return { commits, batches, letGo };
}

it('[J9] lets everybody have a turn in each batch, and keeps the order of each', async () => {
	const { commits, batches, letGo } = create(4);
	commits.push({ sender: 'first', number: 0 });
	while (batches.length < 1) await nextTurn();
	for (let number = 0; number < 8; number++) commits.push({ sender: 'flood', number });
	commits.push({ sender: 'quiet', number: 0 });
	expect(commits.waiting).toEqual({ entries: 9, bytes: 90 });
	letGo();
	while (batches.length < 2) await nextTurn();
	expect(batches[1]).toEqual(['flood0', 'quiet0', 'flood1', 'flood2']);
	letGo();
	while (batches.length < 3) await nextTurn();
	letGo();
	while (batches.length < 4) await nextTurn();
	letGo();
	await commits.idle();
	expect(batches.slice(2)).toEqual([['flood3', 'flood4', 'flood5', 'flood6'], ['flood7']]);
	expect(commits.waiting).toEqual({ entries: 0, bytes: 0 });
});

it('takes no more than may wait', () => {
	const { commits } = create(4);
	const pushed = Array.from({ length: 30 }, (_, number) => commits.push({ sender: 'one', number }));
	expect(pushed.filter(Boolean)).toHaveLength(20);
});
