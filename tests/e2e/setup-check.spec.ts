import { expect, test, type Browser, type Page } from '@playwright/test';
import { startApp } from '../support/app.ts';
import { closeContexts } from '../support/close-contexts.ts';
import { startTestLiveKit } from '../support/livekit.ts';

test.afterEach(closeContexts);

/* The set-up check on the production build, with a browser's fake devices and a real LiveKit, and with none. */

async function open(browser: Browser, url: string, permissions: string[] = []): Promise<Page> {
	const page = await (await browser.newContext({ permissions })).newPage();
	await page.goto(`${url}/sign-in`);
	await page.getByLabel('Email').fill('candidate@demo.test');
	await page.getByLabel('Password').fill('practice-out-loud');
	await page.getByRole('button', { name: 'Sign in' }).click();
	await page.waitForURL((address) => address.pathname !== '/sign-in');
	await page.goto(`${url}/setup-check`);
	return page;
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
