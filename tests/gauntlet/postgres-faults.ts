import { readDocument } from '#server/collab/journal.ts';
import { openDatabase } from '#server/db/open.ts';
import { startApp } from '../support/app.ts';
import { startOwnPostgres } from '../support/postgres.ts';
import { createRandom } from '../support/random.ts';
import { addAccounts, allBack, allSaved, Editor, settleAccount, type Account } from './editor.ts';
import { openRooms } from './rooms.ts';
import { pause, waitFor } from './wait.ts';

export interface PostgresReport extends Account {
	kills: number;
	restarts: number;
	/** From the moment PostgreSQL takes connections until every editor had something new saved. */
	savingAgainMs: number[];
	processExits: number;
	/** Acknowledgements that came while PostgreSQL was down. */
	falseSaves: number;
	faults: string[];
}

const writers = 3;
const roomCount = 2;

/** R2 and F5, F6: PostgreSQL is killed and restarted under a server that goes on, and editors who go on typing. */
export async function survivePostgres(options: {
	kills: number;
	restarts: number;
	seed: number;
	onCycle?: (cycle: number) => void;
}): Promise<PostgresReport> {
	const random = createRandom(options.seed);
	await using postgres = await startOwnPostgres();
	const before = await openDatabase({ databaseUrl: postgres.url, dataDir: '' });
	const rooms = await openRooms(before);
	const prepared = await rooms.makeRooms(roomCount, writers);
	await rooms[Symbol.asyncDispose]();
	await before.close();

	await using app = await startApp({ databaseUrl: postgres.url });
	const groups = prepared.map((room) => ({
		path: room.writers[0]!.path,
		editors: room.writers.map(
			(seat, index) =>
				new Editor({
					port: app.port,
					origin: app.url,
					seat,
					name: 'ABC'.charAt(index),
					seed: random.below(2 ** 31)
				})
		)
	}));
	const editors = groups.flatMap((group) => group.editors);
	const pid = app.pid();
	const savingAgainMs: number[] = [];
	let falseSaves = 0;
	let processExits = 0;
	await allBack(editors);
	for (const editor of editors) editor.type(100);

	const cycles = options.kills + options.restarts;
	for (let cycle = 0; cycle < cycles; cycle++) {
		await pause(300 + random.below(700));
		if (cycle < options.kills) await postgres.kill();
		else await postgres.stop();
		// Acknowledgements of what was committed before may still be on their way.
		await pause(100);
		const saved = editors.map((editor) => editor.saved.size);
		await pause(random.below(400));
		falseSaves += editors.filter((editor, index) => editor.saved.size > saved[index]!).length;
		await postgres.start();
		savingAgainMs.push(
			await waitFor('saving again', 60_000, () =>
				editors.every((editor, index) => editor.saved.size > saved[index]!)
			)
		);
		if (app.pid() !== pid) processExits++;
		options.onCycle?.(cycle + 1);
	}
	for (const editor of editors) editor.rest();
	await allSaved(editors);
	const faults = editors.flatMap((editor) => editor.faults);
	for (const editor of editors) editor.stop();

	const database = await openDatabase({ databaseUrl: postgres.url, dataDir: '' });
	const accounts: Account[] = [];
	for (const group of groups) {
		const { doc } = await readDocument(database.db, group.path);
		accounts.push(settleAccount(group.editors, doc.getText('strengths').toString()));
	}
	await database.close();
	return {
		...addAccounts(accounts),
		kills: options.kills,
		restarts: options.restarts,
		savingAgainMs,
		processExits,
		falseSaves,
		faults
	};
}
