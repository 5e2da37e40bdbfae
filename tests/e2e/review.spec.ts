import { expect, test, type Page } from '@playwright/test';
import { answer, deal, givenPerson, stop } from '../support/practice-alone.ts';
import { useApp } from '../support/use-app.ts';

/*
 * A practice alone that is lent to a reviewer by link, on the production build with a fake camera: sent in pieces, played
 * with pins, rated, read by the candidate, withdrawn; and what a stranger, a range and a wrong file get.
 */

const app = useApp();

/** A practice of one answer of some seconds, rated and saved. */
async function practise(page: Page, seconds = 6): Promise<void> {
	await deal(page);
	await page.getByRole('button', { name: 'Show the first question' }).click();
	await answer(page, seconds);
	await stop(page);
	await page.getByRole('button', { name: 'End here and watch back' }).click();
	const rate = page.getByRole('region', { name: 'Rate yourself' });
	await rate.getByRole('radio', { name: /^2/ }).first().check();
	await rate.getByLabel('One next step').fill('Stop after the result');
	await rate.getByRole('button', { name: 'Save practice' }).click();
	await expect(page.getByText('Saved', { exact: true })).toBeVisible();
}

/** Lends the answer; gives the link. */
async function lend(page: Page): Promise<string> {
	const ask = page.getByRole('region', { name: 'Ask for a review' });
	await ask.getByLabel('What should they look at?').fill('The ending');
	await ask.getByRole('button', { name: 'Send the answer and make a link' }).click();
	return ask.getByLabel('Link for your reviewer').inputValue();
}

async function openAsGuest(page: Page, link: string, name: string): Promise<void> {
	await page.goto(link);
	await page.getByLabel('Your name').fill(name);
	await page.getByRole('button', { name: 'Open the answers' }).click();
	await expect(page.getByRole('region', { name: 'Your review' })).toBeVisible();
}

const toTime = (page: Page) =>
	page.locator('video').evaluate((video: HTMLVideoElement) => video.currentTime);
const isPaused = (page: Page) =>
	page.locator('video').evaluate((video: HTMLVideoElement) => video.paused);

test('a mentor without an account reviews a practice: pins, rubric, words; the candidate reads and withdraws it', async ({
	browser
}) => {
	const page = await givenPerson(browser, app);
	await practise(page);
	const link = await lend(page);
	await expect(page.getByText('Nobody has opened it.')).toBeVisible();

	const guest = await (await browser.newContext()).newPage();
	await openAsGuest(guest, link, 'Dr Elin Lindqvist');
	await expect(guest.getByText('The ending')).toBeVisible();
	// Numbers first alone: nothing of the candidate's own is on the page.
	expect(await guest.content()).not.toContain('Stop after the result');

	const play = guest.getByRole('button', { name: 'Play' });
	await expect(play).toBeEnabled();
	await play.click();
	await expect.poll(() => toTime(guest)).toBeGreaterThan(2);
	await guest.getByRole('button', { name: 'Pin this moment' }).click();
	expect(await isPaused(guest)).toBe(true);
	await guest.getByRole('radio', { name: 'Too long' }).check();
	await guest.getByLabel(/^Words at 0:0/).fill('Who decided?');
	await guest.keyboard.press('Enter');
	// It goes on by itself.
	await expect.poll(() => isPaused(guest)).toBe(false);
	const pin = guest.getByRole('button', { name: /Too long Who decided\?/ });
	await expect(pin).toBeVisible();

	await guest.keyboard.press('k');
	await expect.poll(() => isPaused(guest)).toBe(true);
	await guest.getByLabel('Moment').fill('0');
	await expect.poll(() => toTime(guest)).toBeLessThan(0.3);
	const jumpMs = await guest.evaluate(async (words) => {
		const video = document.querySelector('video')!;
		const pin = [...document.querySelectorAll('button')].find((one) =>
			one.textContent?.includes(words)
		)!;
		const before = performance.now();
		pin.click();
		await new Promise((resolve) => video.addEventListener('seeked', resolve, { once: true }));
		return performance.now() - before;
	}, 'Who decided?');
	expect(jumpMs).toBeLessThan(2000);
	await guest.keyboard.press('k');

	const review = guest.getByRole('region', { name: 'Your review' });
	await review.getByRole('radio', { name: /^4/ }).first().check();
	await review.getByLabel('What showed it').first().fill('The result came first.');
	await review.getByLabel('One strength').fill('A calm voice');
	await expect(review.getByText('Saved', { exact: true })).toBeVisible();

	await page.reload();
	const asked = page.getByRole('region', { name: 'Reviews you asked for' });
	await expect(asked.getByText('Dr Elin Lindqvist, by the name they gave')).toBeVisible();
	await expect(page.getByText('A calm voice')).toHaveCount(0);

	await guest.reload();
	await expect(review.getByLabel('One strength')).toHaveValue('A calm voice');
	await expect(pin).toBeVisible();
	await review.getByRole('button', { name: 'Send review' }).click();
	await expect(review.getByText('Sent.')).toBeVisible();

	// Told at home and where one practises, until it has been looked at.
	const solo = new URL(page.url()).pathname;
	const news = page.getByRole('status').filter({ hasText: 'A review has come.' });
	for (const path of ['/solo', '/home']) {
		await page.goto(path);
		await expect(news).toContainText('Dr Elin Lindqvist watched your practice');
	}
	const isTold = page.waitForResponse((response) => response.url().endsWith('?/read'));
	await news.getByRole('link', { name: 'Read it' }).click();
	await page.waitForURL(`**${solo}`);
	await isTold;
	await page.goto('/home');
	await expect(page.getByRole('heading', { name: 'Home' })).toBeAttached();
	await expect(news).toHaveCount(0);
	await page.goto(solo);
	const received = page.getByRole('region', { name: 'What your reviewers say' });
	await expect(received.getByText('A calm voice')).toBeVisible();
	await expect(
		received.getByRole('columnheader', { name: /Dr Elin Lindqvist\s*reviewer/ })
	).toBeVisible();
	await expect(received.getByRole('columnheader', { name: /You\s*self/ })).toBeVisible();
	const replay = received.getByRole('region', { name: 'Answer 1 with its pins' });
	await replay.getByRole('button', { name: /Too long Who decided\?/ }).click();
	await expect
		.poll(() => replay.locator('video').evaluate((video: HTMLVideoElement) => video.currentTime))
		.toBeGreaterThan(0.3);
	await page.goto('/progress?view=table');
	await expect(page.getByText('Dr Elin Lindqvist')).toHaveCount(0);

	await page.goBack();
	await asked.getByRole('button', { name: 'Withdraw and delete the recordings' }).click();
	await expect(asked.getByText('Withdrawn, the recordings are deleted.')).toBeVisible();
	await expect(received.getByText('A calm voice')).toBeVisible();
	await guest.reload();
	await expect(
		guest.getByRole('heading', { name: 'This link does not work any more' })
	).toBeVisible();
});

test('[T28] [T30] each request is looked at anew, and what is sent back runs nowhere', async ({
	browser
}) => {
	const page = await givenPerson(browser, app);
	await practise(page, 3);
	const link = await lend(page);
	const guest = await (await browser.newContext()).newPage();
	await openAsGuest(guest, link, 'Dr Elin Lindqvist');
	const path = (await guest.locator('video').getAttribute('src'))!;
	const url = app.url + path;

	const { request } = guest.context();
	const whole = await request.get(url);
	const bytes = await whole.body();
	expect(whole.status()).toBe(200);
	expect(whole.headers()).toMatchObject({
		'content-type': 'video/webm',
		'accept-ranges': 'bytes',
		'content-length': String(bytes.length),
		'x-content-type-options': 'nosniff',
		'cache-control': 'private, no-store'
	});
	expect(whole.headers()['content-security-policy']).toContain('sandbox');
	expect(whole.headers()['content-disposition']).toBe('attachment; filename="answer-1.webm"');
	const head = await request.head(url);
	expect(head.status()).toBe(200);
	expect(head.headers()['content-length']).toBe(String(bytes.length));
	expect(await head.body()).toHaveLength(0);
	const part = await request.get(url, { headers: { range: 'bytes=100-199' } });
	expect(part.status()).toBe(206);
	expect(part.headers()['content-range']).toBe(`bytes 100-199/${bytes.length}`);
	expect((await part.body()).equals(bytes.subarray(100, 200))).toBe(true);
	const beyond = await request.get(url, { headers: { range: `bytes=${bytes.length}-` } });
	expect(beyond.status()).toBe(416);
	const etag = whole.headers().etag!;
	expect((await request.get(url, { headers: { 'if-none-match': etag } })).status()).toBe(304);

	const nobody = await browser.newContext();
	expect((await nobody.request.get(url)).status()).toBe(401);
	const stranger = await givenPerson(browser, app, 'Sam Stranger');
	for (const method of ['get', 'head'] as const)
		expect((await stranger.context().request[method](url)).status()).toBe(404);
	const conditional = { headers: { 'if-none-match': etag, range: 'bytes=0-1' } };
	expect((await stranger.context().request.get(url, conditional)).status()).toBe(404);

	await page.getByRole('button', { name: 'Withdraw and delete the recordings' }).click();
	await expect(page.getByText('Withdrawn, the recordings are deleted.')).toBeVisible();
	expect((await request.get(url)).status()).toBe(404);
	expect((await request.head(url)).status()).toBe(404);
	expect((await request.get(url, { headers: { 'if-none-match': etag } })).status()).toBe(404);
});

test('a line that goes in the middle: it says so, and goes on where it was', async ({
	browser
}) => {
	const page = await givenPerson(browser, app);
	await practise(page, 3);
	let hasFailed = false;
	await page.route('**/chunks/**', (route) => {
		hasFailed = true;
		return route.abort();
	});
	const ask = page.getByRole('region', { name: 'Ask for a review' });
	await page.clock.install();
	await ask.getByRole('button', { name: 'Send the answer and make a link' }).click();
	await expect(ask.getByRole('progressbar')).toBeVisible();
	await expect
		.poll(async () => {
			await page.clock.runFor(5000);
			return ask.getByRole('alert').count();
		})
		.toBe(1);
	await expect(ask.getByRole('alert')).toContainText('No connection. What has arrived is kept');
	expect(hasFailed).toBe(true);
	await page.unroute('**/chunks/**');
	await ask.getByRole('button', { name: 'Send the answer and make a link' }).click();
	await expect(ask.getByLabel('Link for your reviewer')).toHaveValue(/\/reviews\/[\w-]{43}$/);
});
