import { Worker } from 'node:worker_threads';
import { readDocument } from '#server/collab/journal.ts';
import { openDatabase } from '#server/db/open.ts';
import { startApp } from '../support/app.ts';
import { createTestDatabase } from '../support/postgres.ts';
import type { Attack, AttackReport } from './attack.ts';
import { addAccounts, allBack, allSaved, Editor, settleAccount, type Account } from './editor.ts';
import { toPercentile } from '../support/percentiles.ts';
import { readMetrics } from './metrics-reading.ts';
import { openRooms } from './rooms.ts';
import { pause } from './wait.ts';

export interface HostileReport extends Account {
	frames: AttackReport;
	messages: AttackReport;
	isSameProcess: boolean;
	/** Lines of the log that tell of a fault. */
	faultLines: string[];
	/** What the bystanders must never have heard. */
	faults: string[];
	grownMb: number;
	loopDelayP999Ms: number;
	bystanderP95Ms: number;
	refusedUpdates: number;
}

const framesPerSocket = 25;
const attackerRooms = 5;
const socketsAtOnce = 16;

/**
 * R5: frames without sense and Yjs messages against the rules, each over fresh handshakes of people who may be there,
 * while four others write: two in the same document, two in another.
 */
export async function withstandHostility(options: {
	frames: number;
	messages: number;
	seed: number;
	onProgress?: (what: string) => void;
}): Promise<HostileReport> {
	const onProgress = options.onProgress ?? (() => undefined);
	await using test = await createTestDatabase();
	await using app = await startApp({ databaseUrl: test.url });
	const database = await openDatabase({ databaseUrl: test.url, dataDir: '' });
	const rooms = await openRooms(database);
	const besieged = await rooms.makeRoom(10);
	const quiet = await rooms.makeRoom(2);
	const attackers = besieged.writers.slice(2);
	// One person alone is slowed down; so there are many.
	for (let more = 0; more < attackerRooms; more++)
		attackers.push(...(await rooms.makeRoom(10)).writers);
	const seats = [...besieged.writers.slice(0, 2), ...quiet.writers];
	const bystanders = seats.map(
		(seat, index) =>
			new Editor({
				port: app.port,
				origin: app.url,
				seat,
				name: 'ABCD'.charAt(index),
				seed: options.seed + index
			})
	);
	await allBack(bystanders);
	for (const bystander of bystanders) bystander.type(500);

	const attack = (kind: Attack['kind'], count: number, each: number) =>
		runAttack({
			kind,
			port: app.port,
			seats: attackers,
			victimClient: seats[0]!.clientId,
			count,
			framesPerSocket: each,
			socketsAtOnce,
			seed: options.seed
		});

	// The heap of a server that has seen some work is the one to compare with.
	await attack('frames', 2_000, framesPerSocket);
	await attack('messages', 400, 1);
	const pid = app.pid();
	const before = await readMetrics(app.url);
	for (const bystander of bystanders) bystander.latenciesMs.length = 0;
	onProgress('frames');
	const frames = await attack('frames', options.frames, framesPerSocket);
	onProgress('messages');
	const messages = await attack('messages', options.messages, 1);
	const latenciesMs = bystanders.flatMap((bystander) => bystander.latenciesMs);
	for (const bystander of bystanders) bystander.rest();
	await allSaved(bystanders);
	const delayed = await readMetrics(app.url);
	await pause(2_000);
	const after = await readMetrics(app.url);

	const texts = await Promise.all(
		[besieged, quiet].map(async ({ writers }) => {
			const { doc } = await readDocument(database.db, writers[0]!.path);
			return doc.getText('strengths').toString();
		})
	);
	const account = addAccounts([
		settleAccount(bystanders.slice(0, 2), texts[0]!),
		settleAccount(bystanders.slice(2), texts[1]!)
	]);
	const report = {
		...account,
		frames,
		messages,
		isSameProcess: pid !== undefined && app.pid() === pid,
		faultLines: app
			.output()
			.split('\n')
			.filter((line) => /"level":"(error|fatal)"/.test(line)),
		faults: bystanders.flatMap((bystander) => bystander.faults),
		grownMb: after.residentMb - before.residentMb,
		loopDelayP999Ms: delayed.get('mock_rounds_event_loop_delay_seconds{quantile="0.999"}') * 1e3,
		bystanderP95Ms: toPercentile(latenciesMs, 0.95),
		refusedUpdates: after.sum('mock_rounds_refused_updates_total')
	};
	for (const bystander of bystanders) bystander.stop();
	await rooms[Symbol.asyncDispose]();
	await database.close();
	return report;
}

/** Runs it on a thread of its own, and tells what it did. */
export function runAttack(attack: Attack): Promise<AttackReport> {
	return new Promise((resolve, reject) => {
		const worker = new Worker(new URL('./attack.ts', import.meta.url), { workerData: attack });
		worker.once('message', resolve);
		worker.once('error', reject);
	});
}
