import { createSignInSessions } from '#server/auth/sign-in-sessions.ts';
import {
	fullLoad,
	generateLoad,
	loadAdvisorId,
	loadCandidateId,
	type LoadSize
} from '#server/db/load.ts';
import { openDatabase } from '#server/db/open.ts';
import { startApp } from '../support/app.ts';
import { createTestDatabase } from '../support/postgres.ts';
import { toPercentile } from './people.ts';

/** One organisation's part of the load. */
const smallLoad: LoadSize = { organisations: 1, interviews: 2_500 };

const pages = [
	{ path: '/progress', userId: loadCandidateId, perSecond: 50, seconds: 10 },
	{ path: '/advising', userId: loadAdvisorId, perSecond: 4, seconds: 10 }
];

export interface ProgressFigure {
	path: string;
	perSecond: number;
	/** Server time of the whole page, p95, in the full database and in one organisation's part of it. */
	fullMs: number;
	smallMs: number;
}

/** How long the pages of progress take beside a million ratings, asked for at a steady rate. */
export async function measureProgress(): Promise<ProgressFigure[]> {
	const small = await measure(smallLoad);
	const full = await measure(fullLoad);
	return pages.map(({ path, perSecond }, index) => ({
		path,
		perSecond,
		fullMs: full[index]!,
		smallMs: small[index]!
	}));
}

async function measure(size: LoadSize): Promise<number[]> {
	await using testDatabase = await createTestDatabase();
	await using app = await startApp({ databaseUrl: testDatabase.url });
	const database = await openDatabase({ databaseUrl: testDatabase.url, dataDir: '' });
	try {
		await generateLoad(database.db, size, new Date());
		const sessions = createSignInSessions(database.db);
		const figures: number[] = [];
		for (const { path, userId, perSecond, seconds } of pages) {
			const { token } = await sessions.open(userId);
			const ask = () => toDuration(`${app.url}${path}`, token);
			for (let time = 0; time < 10; time += 1) await ask();
			const running: Promise<number>[] = [];
			for (let number = 0; number < perSecond * seconds; number += 1) {
				running.push(ask());
				await new Promise((resolve) => setTimeout(resolve, 1000 / perSecond));
			}
			figures.push(toPercentile(await Promise.all(running), 0.95));
		}
		return figures;
	} finally {
		await database.close();
	}
}

async function toDuration(url: string, token: string): Promise<number> {
	const started = performance.now();
	const response = await fetch(url, { headers: { cookie: `mock_rounds_session=${token}` } });
	await response.arrayBuffer();
	if (response.status !== 200) throw new Error(`${url} answered ${response.status}`);
	return performance.now() - started;
}
