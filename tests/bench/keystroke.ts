import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type Page } from '@playwright/test';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { build, type Rollup } from 'vite';
import { WebSocketServer } from 'ws';
import { startApp, type TestApp } from '../support/app.ts';
import { chromiumArgs, findChromium } from '../support/chromium.ts';
import { meet } from '../support/people.ts';
import { createTestDatabase } from '../support/postgres.ts';
import { toPercentile } from './percentile.ts';

/*
 * From a letter in one person's text box to the same letter in the other's, cameras off: the room of the product beside a
 * page with nothing but the same text box, its Yjs binding and y-websocket's provider, over a relay that hands frames on
 * and knows nothing. Every letter is timed the same way, in the pages, on the machine's one clock. The room is measured on
 * the embedded database, as `npm start` runs it, and on PostgreSQL; all three take turns, letter by letter. What the room
 * does more (rights, commit before showing, acknowledgement, a page full of other things) counts against it.
 */

export interface Percentiles {
	p50: number;
	p95: number;
}

/** Milliseconds from a key in one browser to its letter in the other's page. */
export interface KeystrokeFigures {
	pgliteMs: Percentiles;
	postgresMs: Percentiles;
	relayMs: Percentiles;
}

const keys = 200;

export async function measureKeystroke(): Promise<KeystrokeFigures> {
	await using database = await createTestDatabase();
	await using onPglite = await startApp({ isDemo: true });
	await using onPostgres = await startApp({ isDemo: true, databaseUrl: database.url });
	await using relay = await serveRelay();
	const launch = () =>
		chromium.launch({ executablePath: findChromium() ?? undefined, args: chromiumArgs });
	const [one, two] = await Promise.all([launch(), launch()]);
	try {
		const pairs = {
			pgliteMs: await openRooms(one, two, onPglite),
			postgresMs: await openRooms(one, two, onPostgres),
			relayMs: await openRelayed(one, two, relay.url)
		};
		const times = { pgliteMs: [], postgresMs: [], relayMs: [] } as Record<
			keyof KeystrokeFigures,
			number[]
		>;
		for (let key = 0; key < keys; key += 1)
			for (const [name, press] of Object.entries(pairs) as [keyof KeystrokeFigures, Press][])
				times[name].push(await press(key));
		const of = (values: number[]) => ({
			p50: toPercentile(values, 0.5),
			p95: toPercentile(values, 0.95)
		});
		return {
			pgliteMs: of(times.pgliteMs),
			postgresMs: of(times.postgresMs),
			relayMs: of(times.relayMs)
		};
	} finally {
		await Promise.all([one.close(), two.close()]);
	}
}

/** Types the letter with this number and resolves to its time. */
type Press = (key: number) => Promise<number>;

const toPage = async (browser: Browser) => (await browser.newContext()).newPage();

async function openRooms(one: Browser, two: Browser, app: TestApp): Promise<Press> {
	const [mentor, candidate] = await Promise.all([toPage(one), toPage(two)]);
	await meet(mentor, candidate, app.url);
	for (const page of [mentor, candidate]) await openPanel(page);
	return watch(mentor, candidate);
}

async function openRelayed(one: Browser, two: Browser, url: string): Promise<Press> {
	const pages = await Promise.all([toPage(one), toPage(two)]);
	for (const page of pages) {
		await page.goto(url);
		await page.locator('body[data-open]').waitFor();
	}
	return watch(...pages);
}

/** The feedback may be folded behind its tab or its button. */
async function openPanel(page: Page): Promise<void> {
	const text = page.getByRole('textbox', { name: 'Strengths' });
	const name = { name: /^(Feedback|Write feedback)/ };
	const door = page.getByRole('tab', name).or(page.getByRole('button', name)).first();
	await text.or(door).first().waitFor();
	if (!(await text.isVisible())) await door.click();
}

/** Types into one page and waits for the other; the difference of the two pages' clocks is the machine's, so none. */
async function watch(from: Page, to: Page): Promise<Press> {
	const selector = '[aria-label="Strengths"]';
	for (const page of [from, to]) {
		await page.getByRole('textbox', { name: 'Strengths' }).waitFor();
		await page.evaluate((target) => {
			const element = document.querySelector(target)!;
			const seen: Record<number, number> = {};
			Object.assign(window, { seen });
			const look = () => {
				const length = element.textContent!.replace(/[^x]/g, '').length;
				seen[length] ??= performance.timeOrigin + performance.now();
			};
			new MutationObserver(look).observe(element, {
				childList: true,
				subtree: true,
				characterData: true
			});
		}, selector);
	}
	const readAt = (page: Page, length: number) =>
		page
			.waitForFunction((n) => (window as unknown as { seen: number[] }).seen[n], length)
			.then((handle) => handle.jsonValue());
	return async (key) => {
		await from.locator(selector).focus();
		await from.keyboard.press('x');
		return (await readAt(to, key + 1))! - (await readAt(from, key + 1))!;
	};
}

const types: Record<string, string> = {
	'.html': 'text/html',
	'.css': 'text/css',
	'.js': 'text/javascript'
};

/** The page, built as ours are, and a relay that hands every frame to everybody else. */
async function serveRelay(): Promise<{ url: string } & AsyncDisposable> {
	const files = await buildPage();
	const server = createServer((request, response) => {
		const name = request.url === '/' ? 'index.html' : request.url!.slice(1);
		const file = files.get(name);
		if (file === undefined) response.writeHead(404).end();
		else response.writeHead(200, { 'content-type': types[extname(name)]! }).end(file);
	});
	const sockets = new WebSocketServer({ server });
	sockets.on('connection', (socket) => {
		socket.on('message', (data) => {
			for (const other of sockets.clients) if (other !== socket) other.send(data);
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
		async [Symbol.asyncDispose]() {
			for (const socket of sockets.clients) socket.terminate();
			sockets.close();
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		}
	};
}

async function buildPage(): Promise<Map<string, string | Uint8Array>> {
	const built = (await build({
		configFile: false,
		root: fileURLToPath(new URL('relay-page', import.meta.url)),
		plugins: [svelte({ configFile: false })],
		build: { target: 'es2022', write: false },
		logLevel: 'error'
	})) as Rollup.RollupOutput;
	return new Map(
		built.output.map((file) => [file.fileName, file.type === 'chunk' ? file.code : file.source])
	);
}
