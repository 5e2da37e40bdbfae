import { openDatabase } from '#server/db/open.ts';
import { startApp } from '../support/app.ts';
import { createTestDatabase } from '../support/postgres.ts';
import { allBack, allSaved, Editor } from './editor.ts';
import { openRooms } from './rooms.ts';
import { pause } from './wait.ts';

export interface LatencyReport {
	/** Acknowledgements of 25 editors in one room, 5 edits a second each. */
	oneRoomMs: number[];
	/** Of 40 rooms with three people, 2 edits a second each. */
	manyRoomsMs: number[];
}

/** R4: from an edit sent to its acknowledgement, committed to PostgreSQL in between. */
export async function measureLatency(options: { seconds: number }): Promise<LatencyReport> {
	return {
		oneRoomMs: await measure({ rooms: 1, writers: 25, everyMs: 200, ...options }),
		manyRoomsMs: await measure({ rooms: 40, writers: 3, everyMs: 500, ...options })
	};
}

async function measure(load: {
	rooms: number;
	writers: number;
	everyMs: number;
	seconds: number;
}): Promise<number[]> {
	await using test = await createTestDatabase();
	await using app = await startApp({ databaseUrl: test.url });
	const database = await openDatabase({ databaseUrl: test.url, dataDir: '' });
	const rooms = await openRooms(database);
	const prepared = await rooms.makeRooms(load.rooms, load.writers);
	await rooms[Symbol.asyncDispose]();
	await database.close();
	const editors = prepared.flatMap(({ writers }) =>
		writers.map(
			(seat, index) =>
				new Editor({
					port: app.port,
					origin: app.url,
					seat,
					name: String.fromCharCode(65 + index),
					seed: index
				})
		)
	);
	await allBack(editors);
	for (const editor of editors) {
		editor.type(load.everyMs);
		// Not all in one moment.
		await pause(load.everyMs / editors.length);
	}
	await pause(2_000);
	for (const editor of editors) editor.latenciesMs.length = 0;
	await pause(load.seconds * 1_000);
	const latenciesMs = editors.flatMap((editor) => editor.latenciesMs);
	for (const editor of editors) editor.rest();
	await allSaved(editors);
	for (const editor of editors) editor.stop();
	return latenciesMs;
}
