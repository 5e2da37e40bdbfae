import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Browser, type Page } from '@playwright/test';
import { signIn } from '../support/people.ts';
import { useApp } from '../support/use-app.ts';

/* Without video: the side talk needs none. */

const canary = 'Ask her about the gap year zx81';
const app = useApp({ isDemo: true });

async function open(browser: Browser, who: string): Promise<Page> {
	const page = await (await browser.newContext()).newPage();
	await signIn(page, app.url, `${who}@demo.test`);
	return page;
}

/** Everything that a page is sent and asks for from now on; reads what has come so far. */
function record(page: Page): () => Promise<string> {
	const parts: (string | Promise<string>)[] = [];
	page.on('websocket', (socket) => {
		parts.push(socket.url());
		socket.on('framereceived', ({ payload }) => parts.push(payload.toString('utf8')));
	});
	page.on('response', (response) => {
		parts.push(response.url());
		if (/javascript|css|font|image/.test(response.headers()['content-type'] ?? '')) return;
		parts.push(response.text().catch(() => ''));
	});
	return async () => (await Promise.all(parts)).join('\n');
}

test('interviewer and observer write beside the interview, and the candidate receives no byte of it', async ({
	browser
}) => {
	test.setTimeout(180_000);
	const mentor = await open(browser, 'mentor');
	await mentor.goto(`${app.url}/interviews/new`);
	await mentor.getByRole('button', { name: 'Create interview' }).click();
	await mentor.waitForURL(/\/interviews\/[a-z0-9]{20}$/);
	const room = `${new URL(mentor.url()).pathname}/room`;
	const links = await mentor
		.getByLabel(/link/i)
		.evaluateAll((fields) => fields.map((field) => (field as HTMLInputElement).value));
	const enter = async (page: Page) => {
		await page.goto(app.url + room);
		await page.getByRole('button', { name: /^Join/ }).first().click();
		await expect(page.getByRole('region', { name: 'Feedback' })).toBeAttached();
	};
	const take = async (page: Page, part: RegExp) => {
		for (const link of links.filter((one) => one.includes('/join/'))) {
			await page.goto(app.url + new URL(link, app.url).pathname);
			if (part.test(await page.locator('main, body').first().innerText())) break;
		}
		await page.getByRole('button', { name: 'Join room' }).click();
		await page.waitForURL(`**${room}`);
	};
	const candidate = await open(browser, 'candidate');
	await take(candidate, /You answer/);
	const observer = await open(browser, 'advisor');
	await take(observer, /You listen in/);
	const [sentToCandidate, sentToObserver] = [record(candidate), record(observer)];
	for (const page of [candidate, mentor, observer]) await enter(page);

	const opener = (page: Page) => page.getByRole('button', { name: /^Side talk/ });
	const panel = (page: Page) => page.getByRole('region', { name: 'Side talk' });
	await opener(mentor).click();
	await expect(panel(mentor).getByLabel('Your message')).toBeFocused();
	await expect(panel(mentor)).toContainText('sees nothing of it');
	await mentor.keyboard.press('Enter');
	await expect(panel(mentor)).toContainText('Write something first.');
	await panel(mentor).getByLabel('Your message').fill('x'.repeat(501));
	await mentor.keyboard.press('Enter');
	await expect(panel(mentor)).toContainText('longer than 500 characters');
	await panel(mentor).getByLabel('Your message').fill(canary);
	await mentor.keyboard.press('Enter');
	await expect(panel(mentor).getByRole('log')).toContainText(canary);
	await expect(panel(mentor).getByLabel('Your message')).toHaveValue('');

	await expect(opener(observer)).toContainText('1 new');
	await opener(observer).click();
	await expect(panel(observer).getByRole('log')).toContainText(canary);
	await panel(observer).getByLabel('Your message').fill('Gently, yes.');
	await observer.keyboard.press('Enter');
	await expect(panel(mentor).getByRole('log')).toContainText('Gently, yes.');
	const { violations } = await new AxeBuilder({ page: mentor })
		.setLegacyMode()
		.withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
		.analyze();
	expect(violations).toEqual([]);
	await mentor.screenshot({ path: test.info().outputPath('side-talk.png') });
	await mentor.keyboard.press('Escape');
	await expect(panel(mentor)).toHaveCount(0);
	await expect(opener(mentor)).toBeFocused();

	await expect(opener(candidate)).toHaveCount(0);
	await candidate.reload();
	await expect.poll(sentToCandidate).toContain('/stage');
	expect(await sentToObserver(), 'what is said is seen by this means').toContain(canary);
	const sent = await sentToCandidate();
	expect(sent).not.toContain(canary);
	expect(sent).not.toContain('side-talk');
});
