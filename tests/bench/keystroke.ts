import type { AddressInfo } from 'node:net';
import { chromium, type Browser, type BrowserContextOptions, type Page } from '@playwright/test';
import { WebSocketServer } from 'ws';
import { messageType, syncType, toOwnFrame } from '../../src/lib/collab/protocol.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { chromiumArgs, findChromium } from '../support/chromium.ts';
import { meet } from '../support/people.ts';
import { createTestDatabase } from '../support/postgres.ts';
import { toPercentiles, type Percentiles } from '../support/percentiles.ts';

/*
 * From a letter in one person's text box to the same letter in the other's, cameras off: the room over the product's own
 * server, and the same room's pages over a relay that hands the same frames on, says that it did, and knows nothing. Every
 * letter is timed the same way, in the pages, on the machine's one clock. The server is measured on the embedded database,
 * as `npm start` runs it, and on PostgreSQL; all three take turns, letter by letter. What the server does more (rights,
 * the filter, commit before showing) counts against it.
 */

/** Milliseconds from a key in one browser to its letter in the other's page. */
export interface KeystrokeFigures {
	pgliteMs: Percentiles;
	postgresMs: Percentiles;
	relayMs: Percentiles;
}

const keys = 200;
/** Before and after a key nobody asks the browsers anything: asking takes the same two cores as the letter's way. */
const restMs = 40;

export async function measureKeystroke(): Promise<KeystrokeFigures> {
	await using database = await createTestDatabase();
	await using onPglite = await startApp({ isDemo: true });
	await using onPostgres = await startApp({ isDemo: true, databaseUrl: database.url });
	await using onRelay = await startApp({ isDemo: true });
	await using relay = await serveRelay();
	const launch = () =>
		chromium.launch({ executablePath: findChromium() ?? undefined, args: chromiumArgs });
	const [one, two] = await Promise.all([launch(), launch()]);
	try {
		const pairs = {
			pgliteMs: await openRooms(one, two, onPglite),
			postgresMs: await openRooms(one, two, onPostgres),
			relayMs: await openRelayed(one, two, onRelay, relay.url)
		};
		const times = { pgliteMs: [], postgresMs: [], relayMs: [] } as Record<
			keyof KeystrokeFigures,
			number[]
		>;
		for (let key = 0; key < keys; key += 1)
			for (const [name, press] of Object.entries(pairs) as [keyof KeystrokeFigures, Press][])
				times[name].push(await press(key));
		return {
			pgliteMs: toPercentiles(times.pgliteMs),
			postgresMs: toPercentiles(times.postgresMs),
			relayMs: toPercentiles(times.relayMs)
		};
	} finally {
		await Promise.all([one.close(), two.close()]);
	}
}

/** Types the letter with this number and resolves to its time. */
type Press = (key: number) => Promise<number>;

/** The product's pages may speak with their own servers alone; the relay's are let out. */
const toPage = async (browser: Browser, options?: BrowserContextOptions) =>
	(await browser.newContext(options)).newPage();

async function openRooms(one: Browser, two: Browser, app: TestApp): Promise<Press> {
	const pages = await Promise.all([toPage(one), toPage(two)]);
	await meetInText(...pages, app);
	return watch(...pages);
}

async function openRelayed(
	one: Browser,
	two: Browser,
	app: TestApp,
	relayUrl: string
): Promise<Press> {
	const options = { bypassCSP: true };
	const pages = await Promise.all([toPage(one, options), toPage(two, options)]);
	for (const page of pages) await page.addInitScript(keepSockets);
	await meetInText(...pages, app);
	// Both have the same text from the server; from here on the relay has its place.
	for (const page of pages) await page.evaluate(moveFeedback, relayUrl);
	return watch(...pages);
}

async function meetInText(mentor: Page, candidate: Page, app: TestApp): Promise<void> {
	await meet(mentor, candidate, app.url);
	for (const page of [mentor, candidate]) {
		await openPanel(page);
		await page.getByRole('textbox', { name: 'Strengths' }).waitFor();
	}
}

/** In the page, before its own scripts: the sockets it opens are kept, and may send elsewhere. */
function keepSockets(): void {
	const sockets: WebSocket[] = [];
	Object.assign(window, { sockets });
	window.WebSocket = class extends WebSocket {
		elsewhere: WebSocket | null = null;

		constructor(url: string | URL, protocols?: string | string[]) {
			super(url, protocols);
			sockets.push(this);
		}

		override send(data: Parameters<WebSocket['send']>[0]): void {
			if (this.elsewhere) this.elsewhere.send(data);
			else super.send(data);
		}
	};
}

/** In the page: the feedback's frames go to the relay and come from it, whatever its server says. */
function moveFeedback(relayUrl: string): Promise<void> {
	const { sockets } = window as unknown as {
		sockets: (WebSocket & { elsewhere: WebSocket; sentFrames: number })[];
	};
	const socket = sockets.find((one) => one.url.endsWith('/feedback') && one.readyState === 1)!;
	const take = socket.onmessage!;
	// It acknowledges from where the server has stopped.
	const relay = new WebSocket(`${relayUrl}?frames=${socket.sentFrames}`);
	relay.binaryType = 'arraybuffer';
	return new Promise((resolve) => {
		relay.onopen = () => {
			socket.onmessage = null;
			relay.onmessage = (event) => take.call(socket, event);
			socket.elsewhere = relay;
			resolve();
		};
	});
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
	for (const page of [from, to])
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
	const readAt = (page: Page, length: number) =>
		page
			.waitForFunction((n) => (window as unknown as { seen: number[] }).seen[n], length)
			.then((handle) => handle.jsonValue());
	return async (key) => {
		await from.locator(selector).focus();
		await from.waitForTimeout(restMs);
		await from.keyboard.down('x');
		await from.waitForTimeout(restMs);
		await from.keyboard.up('x');
		return (await readAt(to, key + 1))! - (await readAt(from, key + 1))!;
	};
}

/** Hands every frame to everybody else, acknowledges an edit and tells the time, as the product's pages expect it. */
async function serveRelay(): Promise<{ url: string } & AsyncDisposable> {
	const sockets = new WebSocketServer({ host: '127.0.0.1', port: 0 });
	sockets.on('connection', (socket, { url }) => {
		let frames = Number(new URL(url!, 'http://relay').searchParams.get('frames'));
		socket.on('message', (data: Buffer) => {
			if (data[0] === messageType.time)
				return socket.send(
					toOwnFrame({ type: 'time', sentAt: data.readDoubleBE(1), serverNow: Date.now() })
				);
			for (const other of sockets.clients) if (other !== socket) other.send(data);
			if (data[0] === messageType.sync && data[1] === syncType.update)
				socket.send(toOwnFrame({ type: 'acknowledgement', frames: ++frames }));
		});
	});
	await new Promise((resolve) => sockets.once('listening', resolve));
	return {
		url: `ws://127.0.0.1:${(sockets.address() as AddressInfo).port}/`,
		async [Symbol.asyncDispose]() {
			for (const socket of sockets.clients) socket.terminate();
			await new Promise((resolve) => sockets.close(resolve));
		}
	};
}
