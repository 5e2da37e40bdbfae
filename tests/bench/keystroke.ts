import { createServer } from 'node:http';
import { chromium, type Page } from '@playwright/test';
import { WebSocketServer } from 'ws';
import { findFreePort } from '#server/launch/ports.ts';
import { startApp } from '../support/app.ts';
import { chromiumArgs, findChromium } from '../support/chromium.ts';
import { meet, toPercentile } from './people.ts';

/** Milliseconds from a key in one browser to its letter in the other's page. */
export interface KeystrokeFigures {
	oursMs: { p50: number; p95: number };
	relayMs: { p50: number; p95: number };
	/** Promise of each: ≤ 2. */
	ratio: { p50: number; p95: number };
}

const keys = 200;

/**
 * A letter typed under *Strengths* until it stands in the other browser's text, cameras off, beside the same letter put
 * into a plain page and carried as 40 bytes by a WebSocket relay that keeps nothing. Both are timed the same way: in each
 * page, on the clock of the machine, letter by letter, the two in turns.
 */
export async function measureKeystroke(): Promise<KeystrokeFigures> {
	await using app = await startApp({ isDemo: true });
	await using relay = await serveRelay();
	const launch = () =>
		chromium.launch({ executablePath: findChromium() ?? undefined, args: chromiumArgs });
	const [one, two] = await Promise.all([launch(), launch()]);
	try {
		const open = async (browser: typeof one) => (await browser.newContext()).newPage();
		const [mentor, candidate, bareOne, bareTwo] = await Promise.all([
			open(one),
			open(two),
			open(one),
			open(two)
		]);
		await meet(mentor, candidate, app.url);
		const name = { name: 'Strengths' };
		await openPanel(candidate);
		for (const page of [mentor, candidate]) await page.getByRole('textbox', name).waitFor();
		for (const page of [bareOne, bareTwo]) {
			await page.goto(relay.url);
			await page.locator('body[data-open]').waitFor();
		}
		const ours = await watch(mentor, candidate, '[aria-label="Strengths"]');
		const bare = await watch(bareOne, bareTwo, '#text');
		const oursMs: number[] = [];
		const relayMs: number[] = [];
		for (let key = 0; key < keys; key += 1) {
			oursMs.push(await ours(key));
			relayMs.push(await bare(key));
		}
		const of = (values: number[]) => ({
			p50: toPercentile(values, 0.5),
			p95: toPercentile(values, 0.95)
		});
		const [us, them] = [of(oursMs), of(relayMs)];
		return {
			oursMs: us,
			relayMs: them,
			ratio: { p50: us.p50 / them.p50, p95: us.p95 / them.p95 }
		};
	} finally {
		await Promise.all([one.close(), two.close()]);
	}
}

/** The candidate's feedback may be folded behind its tab. */
async function openPanel(page: Page): Promise<void> {
	const text = page.getByRole('textbox', { name: 'Strengths' });
	const tab = page.getByRole('button', { name: /Feedback/ }).first();
	await text.or(tab).first().waitFor();
	if (!(await text.isVisible())) await tab.click();
}

/** Types into one page and waits for the other; the difference of the two pages' clocks is the machine's, so none. */
async function watch(from: Page, to: Page, selector: string) {
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
	return async (key: number): Promise<number> => {
		await from.locator(selector).focus();
		await from.keyboard.press('x');
		return (await readAt(to, key + 1))! - (await readAt(from, key + 1))!;
	};
}

/** A page with one editable text, and a relay that hands every frame to everybody else. */
async function serveRelay(): Promise<{ url: string } & AsyncDisposable> {
	const page = `<!doctype html><div id="text" contenteditable></div><script type="module">
		const text = document.querySelector('#text');
		const socket = new WebSocket(location.origin.replace('http', 'ws'));
		socket.binaryType = 'arraybuffer';
		socket.onopen = () => (document.body.dataset.open = '');
		socket.onmessage = () => text.append('x');
		text.addEventListener('input', () => socket.send(new Uint8Array(40)));
	</script>`;
	const server = createServer((_, response) =>
		response.writeHead(200, { 'content-type': 'text/html' }).end(page)
	);
	const sockets = new WebSocketServer({ server });
	sockets.on('connection', (socket) => {
		socket.on('message', (data) => {
			for (const other of sockets.clients) if (other !== socket) other.send(data);
		});
	});
	const port = await findFreePort();
	await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
	return {
		url: `http://127.0.0.1:${port}`,
		async [Symbol.asyncDispose]() {
			for (const socket of sockets.clients) socket.terminate();
			sockets.close();
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		}
	};
}
