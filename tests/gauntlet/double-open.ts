import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readDocument } from '#server/collab/journal.ts';
import { openDatabase } from '#server/db/open.ts';
import { startApp } from '../support/app.ts';
import { allBack, allSaved, Editor, settleAccount, type Account } from './editor.ts';
import { openRooms } from './rooms.ts';

export interface DoubleOpenReport extends Account {
	tries: number;
	/** Second starts that ended by themselves and named the lock. */
	refused: number;
	refusedMs: number[];
}

/** R3 and F25: a second server on the data folder of one that runs is refused, and harms nothing. */
export async function refuseDoubleOpens(options: { tries: number }): Promise<DoubleOpenReport> {
	const dataDir = await mkdtemp(join(tmpdir(), 'mock-rounds-gauntlet-'));
	try {
		const before = await openDatabase({ dataDir });
		const rooms = await openRooms(before);
		const room = await rooms.makeRoom(2);
		await rooms[Symbol.asyncDispose]();
		await before.close();

		const app = await startApp({ dataDir });
		const editors = room.writers.map(
			(seat, index) =>
				new Editor({
					port: app.port,
					origin: app.url,
					seat,
					name: 'AB'.charAt(index),
					seed: index
				})
		);
		await allBack(editors);
		for (const editor of editors) editor.type(200);
		const refusedMs: number[] = [];
		for (let tried = 0; tried < options.tries; tried++) {
			const start = performance.now();
			const second = await startApp({ dataDir }).catch((error: Error) => error.message);
			if (typeof second !== 'string') await second.kill();
			else if (/data folder|already/i.test(second)) refusedMs.push(performance.now() - start);
		}
		for (const editor of editors) editor.rest();
		await allSaved(editors);
		for (const editor of editors) editor.stop();
		await app.kill();

		const database = await openDatabase({ dataDir });
		const { doc } = await readDocument(database.db, room.writers[0]!.path);
		await database.close();
		return {
			...settleAccount(editors, doc.getText('strengths').toString()),
			tries: options.tries,
			refused: refusedMs.length,
			refusedMs
		};
	} finally {
		await rm(dataDir, { recursive: true, force: true });
	}
}
