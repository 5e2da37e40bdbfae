import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { chromium } from '@playwright/test';
import { sql } from 'drizzle-orm';
import { createSignInSessions } from '#server/auth/sign-in-sessions.ts';
import {
	fullLoad,
	generateLoad,
	loadAdvisorId,
	loadCandidateId,
	smallLoad,
	type LoadSize
} from '#server/db/load.ts';
import { openDatabase, type Db } from '#server/db/open.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { chromiumArgs, findChromium } from '../support/chromium.ts';
import { createTestDatabase } from '../support/postgres.ts';
import { toPercentile } from '../support/percentiles.ts';

const pages = [
	{ path: '/progress', userId: loadCandidateId, mostMs: 60 },
	{ path: '/advising', userId: loadAdvisorId, mostMs: 150 }
];
const perSecond = 50;
const seconds = 10;
/** Of the same load, before it counts: a process that runs for days is asked, not one that was started just now. */
const warmUpSeconds = 5;
const points = 400;

type Note = (name: string, value: string, promised?: string, isKept?: boolean) => void;

const ms = (value: number) => `${value.toFixed(value < 100 ? 1 : 0)} ms`;
const megabytes = (bytes: number) => `${(bytes / 1_000_000).toFixed(0)} MB`;

/**
 * The pages of progress beside a million ratings and beside a hundredth of them, asked for over HTTP at a steady rate; the
 * drawing of a long season; and an organisation's ratings as a file. `--quick` takes a hundredth for the whole.
 */
export async function measureProgress(
	note: Note,
	{ isQuick }: { isQuick: boolean }
): Promise<void> {
	const size = isQuick ? smallLoad : fullLoad;
	const beside = `beside ${size.interviews.toLocaleString('en')} interviews`;
	const small = await withLoad(smallLoad, (bench) => measurePages(bench));
	await withLoad(size, async (bench) => {
		for (const [index, figure] of (await measurePages(bench)).entries()) {
			const { path, mostMs } = pages[index]!;
			const smallMs = small[index]!.p95;
			const { p95, afterChange } = figure;
			note(
				`${path} ${beside}, ${perSecond} a second, p95`,
				ms(p95),
				`≤ ${mostMs} ms`,
				p95 <= mostMs
			);
			note(
				`${path}, a hundredth of them → all, p95`,
				`${ms(smallMs)} → ${ms(p95)} = × ${(p95 / smallMs).toFixed(2)}`,
				'≤ × 2',
				p95 / smallMs <= 2
			);
			note(`${path}, the first time after a change, median`, ms(afterChange));
		}
		await lengthenSeason(bench.db);
		const scripting = await measureDrawing(bench);
		note(
			`/progress of ${points} interviews, scripting in the browser, median of 7`,
			ms(scripting),
			'≤ 100 ms',
			scripting <= 100
		);
		await gather(bench.db);
		const { lines, aboveIdle, took } = await measureFile(bench);
		note(
			`${lines.toLocaleString('en')} ratings as a CSV file in ${took.toFixed(0)} s, memory above idle`,
			megabytes(aboveIdle),
			'≤ 100 MB',
			aboveIdle <= 100_000_000
		);
	});
}

interface Bench {
	app: TestApp;
	db: Db;
	/** A new sign-in session's cookie. */
	toCookie(userId: string): Promise<string>;
}

async function withLoad<Value>(
	size: LoadSize,
	measure: (bench: Bench) => Promise<Value>
): Promise<Value> {
	await using testDatabase = await createTestDatabase();
	await using app = await startApp({ databaseUrl: testDatabase.url });
	const database = await openDatabase({ databaseUrl: testDatabase.url, dataDir: '' });
	try {
		await generateLoad(database.db, size, new Date());
		const sessions = createSignInSessions(database.db);
		const toCookie = async (userId: string) =>
			`mock_rounds_session=${(await sessions.open(userId)).token}`;
		return await measure({ app, db: database.db, toCookie });
	} finally {
		await database.close();
	}
}

interface PageFigure {
	p95: number;
	/** Median of the first requests after another interview's visibility changed. */
	afterChange: number;
}

async function measurePages({ app, db, toCookie }: Bench): Promise<PageFigure[]> {
	const figures: PageFigure[] = [];
	for (const { path, userId } of pages) {
		const cookie = await toCookie(userId);
		const ask = () => toDuration(app.url + path, cookie);
		for (let time = 0; time < 20; time += 1) await ask();
		await askSteadily(ask, warmUpSeconds);
		const p95 = toPercentile(await askSteadily(ask, seconds), 0.95);
		const after: number[] = [];
		for (let time = 0; time < 15; time += 1) {
			await db.execute(sql`update rounds set visibility = visibility
				where id = (select min(id) from rounds where candidate_id = ${loadCandidateId})`);
			after.push(await ask());
		}
		figures.push({ p95, afterChange: toPercentile(after, 0.5) });
	}
	return figures;
}

/** Asks at the rate, however long answers take; resolves with their times. */
async function askSteadily(ask: () => Promise<number>, forSeconds: number): Promise<number[]> {
	const running: Promise<number>[] = [];
	const start = performance.now();
	for (let number = 0; number < perSecond * forSeconds; number += 1) {
		running.push(ask());
		await delay(Math.max(0, start + ((number + 1) * 1000) / perSecond - performance.now()));
	}
	return Promise.all(running);
}

async function toDuration(url: string, cookie: string): Promise<number> {
	const started = performance.now();
	const response = await fetch(url, { headers: { cookie } });
	await response.arrayBuffer();
	if (response.status !== 200) throw new Error(`${url} answered ${response.status}`);
	return performance.now() - started;
}

/** Gives the candidate of the long season interviews of others until they have as many as the page must draw. */
async function lengthenSeason(db: Db): Promise<void> {
	await db.execute(sql`update rounds set candidate_id = ${loadCandidateId} where id in (
		select id from rounds where candidate_id <> ${loadCandidateId} order by id limit
			greatest(0, ${points} - (select count(*) from rounds where candidate_id = ${loadCandidateId}))
	)`);
}

/** What the browser spends on scripts until the page stands and answers, as its own counter has it. */
async function measureDrawing({ app, toCookie }: Bench): Promise<number> {
	const browser = await chromium.launch({
		executablePath: findChromium() ?? undefined,
		args: chromiumArgs
	});
	try {
		const [name, value] = (await toCookie(loadCandidateId)).split('=') as [string, string];
		const times: number[] = [];
		for (let time = 0; time < 7; time += 1) {
			const context = await browser.newContext();
			await context.addCookies([{ name, value, url: app.url }]);
			const page = await context.newPage();
			const client = await context.newCDPSession(page);
			await client.send('Performance.enable');
			await page.goto(`${app.url}/progress`, { waitUntil: 'networkidle' });
			const { metrics } = await client.send('Performance.getMetrics');
			times.push(metrics.find((one) => one.name === 'ScriptDuration')!.value * 1000);
			await context.close();
		}
		return toPercentile(times, 0.5);
	} finally {
		await browser.close();
	}
}

/** Puts everybody and every interview into the advisor's organisation, shared with it. */
async function gather(db: Db): Promise<void> {
	const place = sql`(select organisation_id from memberships where user_id = ${loadAdvisorId})`;
	await db.transaction(async (tx) => {
		await tx.execute(
			sql`update interviews set organisation_id = ${place} where phase = 'finished'`
		);
		await tx.execute(sql`update rounds set visibility = 'organisation'`);
		await tx.execute(sql`insert into memberships (organisation_id, user_id, role)
			select ${place}, user_id, role from memberships where role = 'candidate' on conflict do nothing`);
	});
	await db.execute(sql`analyze`);
}

async function measureFile({ app, db, toCookie }: Bench) {
	const { rows } = (await db.execute(
		sql`select organisation_id as id from memberships where user_id = ${loadAdvisorId}`
	)) as unknown as { rows: [{ id: string }] };
	const cookie = await toCookie(loadAdvisorId);
	await app.stop();
	await app.start();
	await toDuration(`${app.url}/advising/cohort`, cookie);
	await delay(2_000);
	const idle = readMemory(app);
	let most = idle;
	const timer = setInterval(() => (most = Math.max(most, readMemory(app))), 100);
	try {
		const started = performance.now();
		const response = await fetch(`${app.url}/organisations/${rows[0].id}/ratings.csv`, {
			headers: { cookie }
		});
		if (response.status !== 200) throw new Error(`the file answered ${response.status}`);
		let lines = -1;
		for await (const chunk of response.body!)
			for (const byte of chunk as Uint8Array) if (byte === 10) lines += 1;
		return { lines, aboveIdle: most - idle, took: (performance.now() - started) / 1000 };
	} finally {
		clearInterval(timer);
	}
}

/** Bytes of the app's process that are in memory. */
function readMemory(app: TestApp): number {
	const status = readFileSync(`/proc/${app.pid()}/status`, 'utf8');
	return Number(/VmRSS:\s+(\d+) kB/.exec(status)![1]) * 1024;
}
