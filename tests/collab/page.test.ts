import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type BrowserContext, type Page } from '@playwright/test';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { createServer as createVite, type ViteDevServer } from 'vite';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { lateEdits } from '#server/db/schema.ts';
import type { Database } from '#server/db/open.ts';
import { chromiumArgs, findChromium } from '../support/chromium.ts';
import { feedback, given, openTestDatabase, startHub, TestAccess, untilAsync } from './support.ts';

/* The texts of the room in a real browser, over a real server, without the rest of the product. */

let database: Database;
let vite: ViteDevServer;
let browser: Browser;
let access: TestAccess;
let app: Awaited<ReturnType<typeof startHub>>;
const contexts: BrowserContext[] = [];

beforeAll(async () => {
	database = await openTestDatabase('pglite');
	vite = await createVite({
		configFile: false,
		root: fileURLToPath(new URL('./page', import.meta.url)),
		cacheDir: fileURLToPath(new URL('../../node_modules/.vite-collab-page', import.meta.url)),
		plugins: [svelte({ configFile: false })],
		server: { middlewareMode: true, hmr: false, ws: false, fs: { strict: false } },
		logLevel: 'error'
	});
	browser = await chromium.launch({
		executablePath: findChromium() ?? undefined,
		args: chromiumArgs
	});
}, 240_000);
afterAll(async () => {
	await browser?.close();
	await vite?.close();
	await database?.close();
});
beforeEach(async () => {
	await database.db.execute(
		'truncate document_updates, document_snapshots, document_clients, late_edits'
	);
	access = new TestAccess();
	access.add('osei', 'lin');
	app = await start();
});
afterEach(async () => {
	for (const context of contexts.splice(0)) await context.close();
	await app.close();
});

const start = (port = 0) =>
	startHub(database, access, {
		port,
		isAllowedOrigin: (origin, host) => origin === `http://${host}`,
		serve: vite.middlewares
	});

async function openContext(userId: string): Promise<BrowserContext> {
	const context = await browser.newContext();
	contexts.push(context);
	await context.addCookies([{ name: 'session', value: userId, domain: '127.0.0.1', path: '/' }]);
	return context;
}

async function openPage(userId: string, context?: BrowserContext, isReader = false): Promise<Page> {
	const page = await (context ?? (await openContext(userId))).newPage();
	const clientId = isReader ? '' : await app.hub.assignClientId(feedback, userId);
	await page.goto(
		`http://127.0.0.1:${app.port}/?path=${feedback}&userId=${userId}&clientId=${clientId}`,
		{ timeout: 60_000 }
	);
	await page.getByRole('textbox', { name: 'Strengths' }).waitFor({ timeout: 60_000 });
	return page;
}

const strengths = (page: Page) => page.getByRole('textbox', { name: 'Strengths' });
const status = (page: Page) => page.getByRole('status');
const isSaved = (page: Page) => expect.poll(() => status(page).textContent()).toBe('Saved');
const journalled = async () =>
	(await app.hub.read(database.db, feedback)).getText('strengths').toString();

test('what one types the other reads, with the caret and the name beside the text, not in it', async () => {
	const [osei, lin] = [await openPage('osei'), await openPage('lin')];
	await strengths(osei).click();
	await osei.keyboard.type('Calm and clear\nin every answer');
	await isSaved(osei);
	await expect.poll(() => strengths(lin).innerText()).toBe('Calm and clear\nin every answer');
	expect(await lin.getByTestId('length').textContent()).toBe('30');
	const caret = lin.locator('.remote-caret');
	await caret.waitFor({ state: 'attached' });
	expect(await caret.getAttribute('data-name')).toBe('Dr osei');
	await expect.poll(() => lin.getByTestId('people').textContent()).toBe('lin, Dr osei');
	await osei.getByRole('textbox', { name: 'Next steps' }).click();
	await expect.poll(() => lin.getByLabel('Strengths').locator('.remote-caret').count()).toBe(0);
	expect(await journalled()).toBe('Calm and clear\nin every answer');
}, 120_000);

test('[F18] what was typed offline outlives the page, and is saved by the next one', async () => {
	const context = await openContext('osei');
	const page = await openPage('osei', context);
	await strengths(page).click();
	await page.keyboard.type('Before. ');
	await isSaved(page);
	const { port } = app;
	await app.drop();
	await expect
		.poll(() => status(page).textContent())
		.toBe('Offline — kept here until you are back');
	await page.keyboard.type('Typed offline.');
	await expect
		.poll(() =>
			page.evaluate(() =>
				(globalThis as never as { hasKeptEdits(id: string): Promise<boolean> }).hasKeptEdits('osei')
			)
		)
		.toBe(true);
	await page.close({ runBeforeUnload: false });

	app = await start(port);
	const next = await openPage('osei', context);
	await expect.poll(() => strengths(next).innerText()).toBe('Before. Typed offline.');
	await isSaved(next);
	expect(await journalled()).toBe('Before. Typed offline.');
	await expect
		.poll(() =>
			next.evaluate(() =>
				(globalThis as never as { hasKeptEdits(): Promise<boolean> }).hasKeptEdits()
			)
		)
		.toBe(false);
}, 120_000);

test('[F30] what was typed offline into a round that finished meanwhile stands beside it', async () => {
	await given.finishedRound(database);
	const context = await openContext('osei');
	const page = await openPage('osei', context);
	const { port } = app;
	await app.drop();
	await expect.poll(() => status(page).textContent()).toContain('Offline');
	await strengths(page).click();
	await page.keyboard.type('From the train');
	await expect
		.poll(() =>
			page.evaluate(() =>
				(globalThis as never as { hasKeptEdits(): Promise<boolean> }).hasKeptEdits()
			)
		)
		.toBe(true);
	await page.close();

	access.writers.delete('osei');
	app = await start(port);
	const next = await openPage('osei', context, true);
	await expect.poll(() => next.getByTestId('late').textContent()).toBe('From the train');
	expect(await status(next).textContent()).toContain('not part of the result');
	expect(await strengths(next).innerText()).not.toContain('From the train');
	expect(await journalled()).toBe('');
	await untilAsync(
		'kept',
		async () => (await database.db.select().from(lateEdits)).at(0)?.body === 'From the train'
	);
}, 120_000);

test('[D3] a paste over 32 KiB is refused as a whole with a sentence; a smaller one is taken', async () => {
	const page = await openPage('osei');
	const paste = (length: number) =>
		strengths(page).evaluate(
			(node, words) => {
				const data = new DataTransfer();
				data.setData('text/plain', words);
				node.dispatchEvent(
					new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true })
				);
			},
			'x\r\n'.repeat(length / 3)
		);
	await strengths(page).click();
	await page.keyboard.type('Kept');
	await paste(45_000);
	await expect
		.poll(() => page.getByRole('alert').textContent())
		.toContain('kB can be pasted at once');
	expect(await page.getByTestId('refused').textContent()).toContain('paste it in parts');
	await isSaved(page);
	expect(await journalled()).toBe('Kept');
	await paste(30_000);
	await expect.poll(() => page.getByRole('alert').count()).toBe(0);
	await isSaved(page);
	expect((await journalled()).length).toBe(4 + 20_000);
	expect(await journalled()).not.toContain('\r');
}, 120_000);

test('undo takes back one’s own words and nobody else’s', async () => {
	const [osei, lin] = [await openPage('osei'), await openPage('lin')];
	await strengths(osei).click();
	await osei.keyboard.type('Mine');
	await isSaved(osei);
	await expect.poll(() => strengths(lin).innerText()).toBe('Mine');
	await strengths(lin).click();
	await lin.keyboard.press('Control+End');
	await lin.keyboard.type(' and theirs');
	await expect.poll(() => strengths(osei).innerText()).toBe('Mine and theirs');
	await osei.keyboard.press('Control+z');
	await expect.poll(() => strengths(lin).innerText()).toBe(' and theirs');
}, 120_000);

test('a reader’s text box can be reached, and says that it is read-only', async () => {
	access.writers.delete('lin');
	const page = await openPage('lin', undefined, true);
	expect(await strengths(page).getAttribute('aria-readonly')).toBe('true');
	await strengths(page).focus();
	await page.keyboard.type('x');
	expect(await page.getByTestId('length').textContent()).toBe('0');
}, 120_000);

test('[J8] a damaged document says so, shows what can be read, and hands it out', async () => {
	const first = await openPage('osei');
	await strengths(first).click();
	await first.keyboard.type('Still readable');
	await isSaved(first);
	await first.context().close();
	await untilAsync('released', async () => app.hub.stats.documents === 0);
	await app.close();
	await database.db.execute(
		`insert into document_updates (name, format, bytes) values ('${feedback}', 1, '\\x0102')`
	);
	app = await start();

	const page = await openPage('osei');
	await expect.poll(() => strengths(page).innerText()).toBe('Still readable');
	expect(await strengths(page).getAttribute('aria-readonly')).toBe('true');
	expect(await page.getByRole('alert').innerText()).toContain('damaged');
	const waiting = page.waitForEvent('download');
	await page.getByRole('button', { name: 'Download what can be read' }).click();
	const file = await (await waiting).createReadStream();
	let text = '';
	for await (const chunk of file) text += String(chunk);
	expect(text).toBe('strengths\n\nStill readable\n');
}, 120_000);
