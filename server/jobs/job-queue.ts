import { PgBoss, fromPglite } from 'pg-boss';
import type { Database } from '#server/db/open.ts';
import type { Log } from '#server/log.ts';

/** Work that is done again and again, by one process at a time. */
export interface RecurringJob {
	name: string;
	/** Five fields, minutes first; UTC. */
	cron: string;
	run: () => Promise<void>;
}

/** The queue in the database: every process takes from it, so a job runs once whoever is up. Must be closed. */
export interface JobQueue {
	close(): Promise<void>;
}

/** Opens the queue and begins to take from it. A job that fails is logged and runs again at its next turn. */
export async function openJobQueue(
	database: Database,
	log: Pick<Log, 'error' | 'warn'>,
	jobs: readonly RecurringJob[]
): Promise<JobQueue> {
	const boss = new PgBoss({
		...(database.pglite
			? { db: fromPglite(database.pglite), backend: 'pglite' as const }
			: { connectionString: database.connectionString!, max: 3 }),
		schema: 'jobs'
	});
	boss.on('error', (error) => log.error({ err: error }, 'the job queue reports a fault'));
	await boss.start();
	for (const { name, cron, run } of jobs) {
		await boss.createQueue(name, { policy: 'singleton', retryLimit: 0, expireInSeconds: 300 });
		await boss.schedule(name, cron);
		await boss.work(name, { pollingIntervalSeconds: 10 }, async () => {
			try {
				await run();
			} catch (error) {
				log.error({ err: error, job: name }, 'a job failed and will run again at its next turn');
			}
		});
	}
	return {
		async close() {
			await boss.stop({ graceful: true, timeout: 4000 });
		}
	};
}
