import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readDocument } from '#server/collab/journal.ts';
import { openDatabase, type Database } from '#server/db/open.ts';
import { findFreePort } from '#server/launch/ports.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { createTestDatabase } from '../support/postgres.ts';
import { createRandom } from '../support/random.ts';
import { addAccounts, allBack, allSaved, Editor, settleAccount, type Account } from './editor.ts';
import { openRooms, type Room } from './rooms.ts';
import { pause } from './wait.ts';

const roomsAtOnce = 4;
const writersPerRoom = 3;
/** Then other rooms: a document must stay below its bound. */
const cyclesPerRooms = 25;
const editEveryMs = 30;

export interface KillReport extends Account {
	cycles: number;
	/** From the ready line until all editors had their documents again. */
	backMs: number[];
	faults: string[];
}

/** Where the documents are kept, before, under and after the app. */
interface Store {
	databaseUrl?: string;
	dataDir?: string;
	/** Opens the database for the caller; the app must not run on PGlite then. */
	open(): Promise<Database>;
	[Symbol.asyncDispose](): PromiseLike<void>;
}

async function createStore(kind: Database['kind']): Promise<Store> {
	if (kind === 'postgres') {
		const database = await createTestDatabase();
		return {
			databaseUrl: database.url,
			open: () => openDatabase({ databaseUrl: database.url, dataDir: '' }),
			[Symbol.asyncDispose]: () => database[Symbol.asyncDispose]()
		};
	}
	const dataDir = await mkdtemp(join(tmpdir(), 'mock-rounds-gauntlet-'));
	return {
		dataDir,
		open: () => openDatabase({ dataDir }),
		[Symbol.asyncDispose]: () => rm(dataDir, { recursive: true, force: true })
	};
}

/**
 * R1 and R3: twelve editors in four rooms type on and on while the server is killed at random moments. What they were
 * told is saved must be in the database, and all that they wrote must be there once when they rest.
 */
export async function surviveKills(options: {
	kind: Database['kind'];
	cycles: number;
	seed: number;
	onCycle?: (cycle: number) => void;
}): Promise<KillReport> {
	const { kind, cycles, seed } = options;
	const random = createRandom(seed);
	await using store = await createStore(kind);
	const sets = await prepareRooms(store, Math.ceil(cycles / cyclesPerRooms));
	const port = await findFreePort();
	await using app = await startApp({ port, ...store });
	const report = { cycles, backMs: [] as number[], faults: [] as string[] };
	const done: { path: string; editors: Editor[] }[] = [];

	for (const [index, rooms] of sets.entries()) {
		const groups = rooms.map((room) => openEditors(room, app, random.below(2 ** 31)));
		const editors = groups.flatMap((group) => group.editors);
		for (const editor of editors) editor.type(editEveryMs);
		const count = Math.min(cyclesPerRooms, cycles - index * cyclesPerRooms);
		for (let cycle = 0; cycle < count; cycle++) {
			await allBack(editors);
			await pause(300 + random.below(1_200));
			await app.kill();
			await app.start();
			report.backMs.push(await allBack(editors));
			options.onCycle?.(index * cyclesPerRooms + cycle + 1);
		}
		for (const editor of editors) editor.rest();
		await allSaved(editors);
		for (const editor of editors) {
			report.faults.push(...editor.faults);
			editor.stop();
		}
		done.push(...groups);
	}
	await app.kill();
	return { ...report, ...(await settleAll(store, done)) };
}

async function prepareRooms(store: Store, sets: number): Promise<Room[][]> {
	const database = await store.open();
	const rooms = await openRooms(database);
	const prepared: Room[][] = [];
	while (prepared.length < sets) prepared.push(await rooms.makeRooms(roomsAtOnce, writersPerRoom));
	await rooms[Symbol.asyncDispose]();
	await database.close();
	return prepared;
}

function openEditors(room: Room, app: TestApp, seed: number) {
	const editors = room.writers.map(
		(seat, index) =>
			new Editor({
				port: app.port,
				origin: app.url,
				seat,
				name: 'ABCDEFGH'.charAt(index),
				seed: seed + index
			})
	);
	return { path: room.writers[0]!.path, editors };
}

async function settleAll(
	store: Store,
	documents: { path: string; editors: Editor[] }[]
): Promise<Account> {
	const database = await store.open();
	const accounts: Account[] = [];
	for (const { path, editors } of documents) {
		const { doc } = await readDocument(database.db, path);
		accounts.push(settleAccount(editors, doc.getText('strengths').toString()));
	}
	await database.close();
	return addAccounts(accounts);
}
