import { openDatabase } from '#server/db/open.ts';
import { readEnv, readEnvFile } from '#server/env.ts';
import { Refusal } from '#server/launch/refusal.ts';
import { clearDemo } from './demo-data.ts';

/** `npm run demo:clear`: takes the demo's people and everything that was theirs out of the database. */
async function main(): Promise<void> {
	readEnvFile();
	const { databaseUrl, dataDir } = readEnv();
	const database = await openDatabase({ databaseUrl, dataDir });
	try {
		const { interviews, people } = await clearDemo(database.db);
		console.log(
			people === 0
				? 'There is no demo here.'
				: `The demo is gone: ${people} people and ${interviews} interviews. The next start makes it again unless DEMO=false is set.`
		);
	} finally {
		await database.close();
	}
}

main().catch((error: unknown) => {
	console.error(error instanceof Refusal ? error.message : error);
	process.exitCode = 1;
});
