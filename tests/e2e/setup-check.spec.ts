import { chromium, expect, test, type Browser, type Page } from '@playwright/test';
import { startApp } from '../support/app.ts';
import { chromiumArgs, fakeMediaArgs, findChromium } from '../support/chromium.ts';
import { closeContexts } from '../support/close-contexts.ts';
import { startTestLiveKit } from '../support/livekit.ts';
import { signIn } from '../support/people.ts';

test.afterEach(closeContexts);

/* The set-up check on the production build, with a browser's fake devices and a real LiveKit, and with none. */

async function open(browser: Browser, url: string, permissions: string[] = []): Promise<Page> {
	const page = await (await browser.newContext({ permissions })).newPage();
	await signIn(page, url, 'candidate@demo.test');
	await page.goto(`${url}/setup-check`);
	return page;
}

/** To the page before the room of an interview of their own. */
async function goToDoor(page: Page, url: string): Promise<void> {
	await page.goto(`${url}/interviews/new`);
	await page.getByRole('button', { name: 'Create interview' }).click();
	await page.getByRole('link', { name: 'Join room' }).click();
	await expect(page.getByRole('heading', { name: 'Before you go in' })).toBeVisible();
}

const step = (page: Page, id: string) => page.locator(`[data-step="${id}"]`);
const expectStep = (page: Page, id: string, state: string) =>
	expect(step(page, id), id).toHaveAttribute('data-state', state, { timeout: 60_000 });

test('every step is run, the person is asked what only they can tell, and the report can be copied', async ({
	browser
}) => {
	test.setTimeout(180_000);
	await using livekit = await startTestLiveKit();
	await using app = await startApp({ livekit, isDemo: true });
	const page = await open(browser, app.url, ['clipboard-read', 'clipboard-write']);
	await page.getByRole('button', { name: 'Start the check' }).click();
	for (const id of ['browser', 'permission', 'camera', 'microphone'])
		await expectStep(page, id, 'good');
	await expect(page.getByLabel('What the microphone heard')).toHaveJSProperty('readyState', 4);
	await step(page, 'speakers').getByRole('button', { name: 'I heard it' }).click();
	await expectStep(page, 'speakers', 'good');
	for (const id of ['websocket', 'signalling', 'udp', 'publish', 'reconnect'])
		await expectStep(page, id, 'good');
	for (const id of ['tcp', 'turn']) await expectStep(page, id, 'skipped');
	await expect(step(page, 'bandwidth')).toHaveAttribute('data-state', /good|weak/);
	await expectStep(page, 'loss', 'good');
	await expect(page.getByText(/^(Everything works|You can go in)/)).toBeVisible();

	await page.getByRole('button', { name: 'Copy report' }).click();
	await expect(page.getByText('Copied', { exact: true })).toBeVisible();
	const report = await page.evaluate(() => navigator.clipboard.readText());
	expect(report).toContain('UDP: good');
	expect(report).not.toContain('Amara');
});

test('without a video server the devices are checked all the same, and what is missing says what to do', async ({
	browser
}) => {
	test.setTimeout(120_000);
	await using app = await startApp({ isDemo: true });
	const page = await open(browser, app.url);
	await page.getByRole('button', { name: 'Start the check' }).click();
	await expectStep(page, 'camera', 'good');
	await step(page, 'speakers').getByRole('button', { name: 'I heard nothing' }).click();
	await expect(step(page, 'speakers')).toContainText('Turn the volume up');
	await expectStep(page, 'signalling', 'failed');
	await expect(step(page, 'signalling')).toContainText('no video server answers');
	for (const id of ['websocket', 'udp', 'loss']) await expectStep(page, id, 'skipped');
	await expect(page.getByText(/^Not ready yet: Speakers, Signalling/)).toBeVisible();
	await page.reload();
	await expect(page.getByText(/^Checked on .*: Speakers, Signalling failed\.$/)).toBeVisible();
	await page.goto(`${app.url}/progress`);
	await expect(page.getByText(/Checked on .*: Speakers, Signalling failed\./)).toBeVisible();
	await page.goto(`${app.url}/setup-check`);

	await page.getByLabel('Camera at eye level').check();
	await page.getByLabel('Backup device').fill('My sister’s tablet');
	await page.getByLabel('Phone number').fill('+234 801 234 5678');
	await page.getByRole('button', { name: 'Remember this' }).click();
	await expect(page.getByText('Saved for the next time.')).toBeVisible();
	await page.reload();
	await expect(page.getByLabel('Camera at eye level')).toBeChecked();
	await expect(page.getByLabel('Light from the front')).not.toBeChecked();
	await expect(page.getByLabel('Phone number')).toHaveValue('+234 801 234 5678');
});

test('behind the preview the line is tried, and only a fault speaks', async ({ browser }) => {
	test.setTimeout(180_000);
	await using livekit = await startTestLiveKit();
	await using app = await startApp({ livekit, isDemo: true });
	const warning = (page: Page) => page.getByText('This network lets no video through.');

	const noUdp = '--webrtc-ip-handling-policy=disable_non_proxied_udp';
	const walled = await chromium.launch({
		executablePath: findChromium() ?? undefined,
		args: [...chromiumArgs, ...fakeMediaArgs, noUdp]
	});
	try {
		const page = await open(walled, app.url);
		await goToDoor(page, app.url);
		await expect(warning(page)).toBeVisible({ timeout: 60_000 });
	} finally {
		await walled.close();
	}

	const page = await open(browser, app.url);
	const isTried = page.waitForEvent('websocket', (socket) => socket.url().includes('/rtc'));
	await goToDoor(page, app.url);
	const line = await isTried;
	await expect.poll(() => line.isClosed(), { timeout: 60_000 }).toBe(true);
	await expect(warning(page)).toHaveCount(0);

	await livekit.kill();
	await page.reload();
	await expect(page.getByText('The video server does not answer.')).toBeVisible({
		timeout: 60_000
	});
});
