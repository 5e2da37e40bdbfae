import { readEnv, readEnvFile } from '../env.ts';
import { Refusal } from '../launch/refusal.ts';
import { fullLoad, generateLoad } from './load.ts';
import { migrate } from './migrate.ts';
import { openDatabase } from './open.ts';
import { seedBuiltIns } from './seed.ts';

/** `npm run db:generate-load`: fills the empty database of `DATABASE_URL` with a season of 5,000 people. */
async function main(): Promise<void> {
	readEnvFile();
	const { databaseUrl, dataDir } = readEnv();
	if (!databaseUrl) throw new Refusal('Set DATABASE_URL to an empty PostgreSQL database.');
	const database = await openDatabase({ databaseUrl, dataDir });
	try {
		await migrate(database.db);
		await seedBuiltIns(database.db);
		const started = performance.now();
		await generateLoad(database.db, fullLoad, new Date());
		const seconds = Math.round((performance.now() - started) / 1000);
		process.stdout.write(`${fullLoad.interviews} interviews in ${seconds} s.\n`);
	} finally {
		await database.close();
	}
}

main().catch((error: unknown) => {
	process.stderr.write(`${error instanceof Refusal ? error.message : String(error)}\n`);
	process.exitCode = 1;
});
