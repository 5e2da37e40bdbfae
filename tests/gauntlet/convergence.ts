import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { assignClientId, readDocument } from '#server/collab/journal.ts';
import { openDatabase } from '#server/db/open.ts';
import { findFreePort } from '#server/launch/ports.ts';
import { runSchedule } from '../collab/schedule.ts';
import { toId } from '../collab/support.ts';
import { root } from '#server/root.ts';
import { nodePath } from '../support/app.ts';
import { createTestDatabase } from '../support/postgres.ts';
import { createRandom } from '../support/random.ts';
import { runModel } from './model.ts';
import { pause } from './wait.ts';

export interface ConvergenceReport {
	schedules: number;
	kills: number;
	/** The seed, and what was found. */
	failures: string[];
}

/** R8, first half: schedules of the model, from this seed on. */
export async function convergeInMemory(options: {
	schedules: number;
	firstSeed: number;
	onProgress?: (done: number) => void;
}): Promise<ConvergenceReport> {
	const { schedules, firstSeed, onProgress } = options;
	const failures: string[] = [];
	for (let index = 0; index < schedules; index++) {
		const seed = firstSeed + index;
		const run = runModel(seed);
		if (!run.ok) failures.push(`seed ${seed}: ${run.why} (${run.steps.join(', ')})`);
		if (index % 500 === 499) {
			onProgress?.(index + 1);
			await pause(0);
		}
	}
	return { schedules, kills: 0, failures };
}

/** R8, second half: schedules over sockets, several documents at a time, on a server that is killed at any moment. */
export async function convergeOverSockets(options: {
	schedules: number;
	atOnce: number;
	firstSeed: number;
	onProgress?: (done: number) => void;
}): Promise<ConvergenceReport> {
	const { schedules, atOnce, firstSeed, onProgress } = options;
	await using test = await createTestDatabase();
	const database = await openDatabase({ databaseUrl: test.url, dataDir: '' });
	const { db } = database;
	const random = createRandom(firstSeed);
	const port = await findFreePort();
	const url = `ws://127.0.0.1:${port}/collab`;
	let server = await startServer(test.url, port);
	const report: ConvergenceReport = { schedules: 0, kills: 0, failures: [] };

	while (report.schedules < schedules) {
		const count = Math.min(atOnce, schedules - report.schedules);
		let isRunning = true;
		const runs = Array.from({ length: count }, async (_, index) => {
			const seed = firstSeed + report.schedules + index;
			const path = `${toId(`r${seed}x`)}/feedback`;
			await runSchedule(seed, {
				url,
				path,
				assignClientId: (userId) => assignClientId(db, path, userId),
				read: async () => (await readDocument(db, path)).doc
			}).catch((error: Error) => {
				report.failures.push(`${(error.cause as Error | undefined)?.message}: ${error.message}`);
			});
		});
		const all = Promise.all(runs).finally(() => (isRunning = false));
		// Early in the run, so that there is a run to kill.
		for (let kill = 0; kill < 2 && isRunning; kill++) {
			await pause(60 + random.below(250));
			await killServer(server);
			server = await startServer(test.url, port);
			report.kills++;
		}
		await all;
		report.schedules += count;
		onProgress?.(report.schedules);
	}
	await killServer(server);
	await database.close();
	return report;
}

function startServer(databaseUrl: string, port: number): Promise<ChildProcess> {
	const file = fileURLToPath(new URL('hub-process.ts', import.meta.url));
	const server = spawn(nodePath, [file, databaseUrl, String(port)], {
		cwd: root,
		stdio: ['ignore', 'pipe', 'inherit']
	});
	return new Promise((resolve, reject) => {
		server.stdout.once('data', () => resolve(server));
		server.once('exit', (code) => reject(new Error(`the document server ended with ${code}`)));
	});
}

async function killServer(server: ChildProcess): Promise<void> {
	const ended = new Promise((resolve) => server.once('exit', resolve));
	server.kill('SIGKILL');
	await ended;
}
