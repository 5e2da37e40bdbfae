import { gzipSync } from 'node:zlib';
import { chromium, type Page } from '@playwright/test';
import { startApp } from '../support/app.ts';
import { chromiumArgs, fakeMediaArgs, findChromium } from '../support/chromium.ts';
import { signIn } from '../support/people.ts';

/** Kilobytes (1,000 bytes) of JavaScript that a page brings in all, each file gzipped; and the promise. */
export interface PageWeight {
	page: string;
	kilobytes: number;
	promised: number;
}

/**
 * What a browser is sent for a page opened with an empty cache, everything included that it fetches by itself. The room is
 * joined, so that LiveKit and the editor count.
 */
export async function measureJavaScript(): Promise<PageWeight[]> {
	await using app = await startApp({ isDemo: true });
	const browser = await chromium.launch({
		executablePath: findChromium() ?? undefined,
		args: [...chromiumArgs, ...fakeMediaArgs]
	});
	try {
		const weights: PageWeight[] = [];
		const open = async (
			name: string,
			promised: number,
			prepare: (page: Page) => Promise<string>,
			settle: (page: Page) => Promise<void> = async () => undefined
		) => {
			const context = await browser.newContext();
			const page = await context.newPage();
			if (name !== 'sign-in') await signIn(page, app.url, 'mentor@demo.test');
			const path = await prepare(page);
			await page.goto('about:blank');
			const client = await context.newCDPSession(page);
			await client.send('Network.enable');
			await client.send('Network.clearBrowserCache');
			const sizes = new Map<string, Promise<number>>();
			page.on('response', (response) => {
				if (!/javascript/.test(response.headers()['content-type'] ?? '')) return;
				sizes.set(
					response.url(),
					response.body().then((body) => gzipSync(body).byteLength)
				);
			});
			await page.goto(app.url + path);
			await settle(page);
			await page.waitForLoadState('networkidle');
			const bytes = (await Promise.all(sizes.values())).reduce((sum, size) => sum + size, 0);
			weights.push({ page: name, kilobytes: bytes / 1_000, promised });
			await context.close();
		};
		const at = (path: string) => async () => path;
		await open('sign-in', 60, at('/sign-in'));
		await open('list', 130, at('/interviews'));
		await open('progress', 130, at('/progress'));
		await open('room', 350, makeInterview(app.url), async (page) => {
			await page.getByRole('button', { name: 'Join room' }).click();
			await page.getByRole('textbox', { name: 'Strengths' }).waitFor();
		});
		return weights;
	} finally {
		await browser.close();
	}
}

const makeInterview = (url: string) => async (page: Page) => {
	await page.goto(`${url}/interviews/new`);
	await page.getByRole('button', { name: 'Create interview' }).click();
	await page.waitForURL(/\/interviews\/[a-z0-9]{20}$/);
	return `${new URL(page.url()).pathname}/room`;
};
