import { expect, test, type Browser, type Page } from '@playwright/test';
import {
	answer,
	clock,
	deal,
	givenPerson as givenPersonOf,
	stop
} from '../support/practice-alone.ts';
import { useApp } from '../support/use-app.ts';

/*
 * Practising alone, on the production build with a fake camera and microphone: the whole round with a reload in the
 * middle of an answer and the line away from there to the end, and what goes wrong with devices and disks.
 */

const app = useApp();
const givenPerson = (browser: Browser) => givenPersonOf(browser, app);
const next = (page: Page) => page.getByRole('button', { name: 'Next question' }).click();

/** The devices that the page was given, for taking one away as a pulled plug does. */
async function watchDevices(page: Page): Promise<void> {
	await page.addInitScript(() => {
		const { mediaDevices } = navigator;
		const ask = mediaDevices.getUserMedia.bind(mediaDevices);
		const tracks: MediaStreamTrack[] = [];
		Object.assign(window, { givenTracks: tracks });
		mediaDevices.getUserMedia = async (wanted) => {
			const stream = await ask(wanted);
			tracks.push(...stream.getTracks());
			return stream;
		};
	});
}

test('a whole practice: a reload in mid-answer, the line gone from the middle on, every number in progress', async ({
	browser
}) => {
	const page = await givenPerson(browser);
	const sent: number[] = [];
	page.on('request', (request) => sent.push(request.postDataBuffer()?.byteLength ?? 0));
	await page.goto('/home');
	await page.getByRole('link', { name: 'Practise alone' }).click();
	await page.waitForURL('**/solo');
	await deal(page);
	await expect(page.getByText('3 questions, about')).toBeVisible();
	await expect(
		page.getByRole('group', { name: 'Amara Nwosu', exact: true }).locator('video')
	).toBeVisible();
	await page.getByRole('button', { name: 'Show the first question' }).click();

	await expect(page.getByRole('timer', { name: 'Time to think' })).toContainText('to think');
	await answer(page, 3);
	await expect(page.getByText('Recording, in this browser only')).toBeVisible();
	await page.keyboard.press('s');
	await expect(page.getByText('Question 2 of 3 is next.')).toBeVisible();

	await page.keyboard.press('n');
	await answer(page, 4);
	const second = await page
		.getByRole('region', { name: 'Question' })
		.locator('.prompt')
		.innerText();
	await page.reload();
	await expect(page.getByText('You were here before.')).toBeVisible();
	await expect(page.getByText('2 of 3 answered.')).toBeVisible();

	await page.context().setOffline(true);
	await next(page);
	await answer(page, 3);
	await stop(page);

	const watch = page.getByRole('region', { name: 'Watch yourself back' });
	await expect(watch).toBeVisible();
	await expect(watch.getByRole('button', { name: /^Answer \d/ })).toHaveCount(3);
	await watch.getByRole('button', { name: /^Answer 2/ }).click();
	await expect(watch).toContainText(second);
	await expect(watch).toContainText('The page was closed in the middle of this answer.');
	await expect(watch).toContainText('First sound');
	await expect(watch).toContainText('Longest pause');
	await expect(watch).toContainText('Silence');

	// What was recorded before the reload plays, and a jump into its middle arrives there.
	const video = watch.locator('video');
	await expect
		.poll(() => video.evaluate((element: HTMLVideoElement) => element.duration))
		.toBeGreaterThan(2);
	await expect
		.poll(() => video.evaluate((element: HTMLVideoElement) => element.currentTime))
		.toBe(0);
	const jump = await video.evaluate(
		(element: HTMLVideoElement) =>
			new Promise<{ at: number; width: number }>((resolve) => {
				element.addEventListener(
					'seeked',
					() => resolve({ at: element.currentTime, width: element.videoWidth }),
					{ once: true }
				);
				element.currentTime = 1.5;
			})
	);
	expect(jump.at).toBeCloseTo(1.5, 1);
	expect(jump.width).toBeGreaterThan(0);

	await page.keyboard.press('f');
	await page.keyboard.press('f');
	await watch.getByRole('button', { name: 'Take one back' }).click();
	await expect(watch).toContainText('1 counted by you');
	// Counting disturbs nothing: it is still where it was.
	expect(await video.evaluate((element: HTMLVideoElement) => element.currentTime)).toBeCloseTo(
		1.5,
		1
	);

	const rate = page.getByRole('region', { name: 'Rate yourself' });
	await rate.getByRole('radio', { name: /^4/ }).first().check();
	await rate.getByLabel('What showed it').first().fill('I said the result first.');
	await rate.getByLabel('One next step').fill('Stop after the result');
	await rate.getByRole('button', { name: 'Save practice' }).click();
	await expect(page.getByText('Offline — kept here until you are back')).toBeVisible();

	await page.context().setOffline(false);
	await expect(page.getByText('Saved', { exact: true })).toBeVisible();
	// Nothing like a recording ever left the browser.
	expect(Math.max(...sent)).toBeLessThan(10_000);

	await page.getByRole('link', { name: 'See the result' }).click();
	await page.waitForURL(/\/interviews\/[a-z0-9]{20}$/);
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Solo practice');
	await expect(page.getByRole('region', { name: 'One next step' })).toContainText(
		'Stop after the result'
	);
	const questions = page.getByRole('region', { name: 'Questions' });
	await expect(questions.getByText('First sound')).toHaveCount(3);
	await expect(questions).toContainText('1, counted by hand');
	await page.goto('/progress?view=table');
	for (const what of ['What was given in each', 'How each evening was spoken']) {
		const table = page.getByRole('table', { name: new RegExp(`^${what}`) });
		await expect(table.getByRole('cell', { name: 'Solo practice' })).toBeVisible();
	}

	await page.goBack();
	await page.getByRole('link', { name: 'Watch yourself back' }).click();
	await expect(page.locator('video')).toBeVisible();
	await page.getByRole('button', { name: 'Delete recording' }).click();
	await expect(page.getByText('There is no recording of this answer')).toBeVisible();
	await page.goto('/solo');
	await expect(page.getByText('Recordings in this browser')).toHaveCount(0);
});

test('finished offline and closed: it is sent when the person is back another day', async ({
	browser
}) => {
	const page = await givenPerson(browser);
	await deal(page);
	await page.getByRole('radio', { name: 'Nothing' }).check();
	await page.getByRole('button', { name: 'Show the first question' }).click();
	await page.context().setOffline(true);
	await answer(page, 1);
	await stop(page);
	await page.getByRole('button', { name: 'End here and watch back' }).click();
	await expect(page.getByText('There is no recording of this answer')).toBeVisible();
	await page.getByLabel('One next step').fill('Breathe first');
	await page.getByRole('button', { name: 'Save practice' }).click();
	await expect(page.getByText('Offline — kept here until you are back')).toBeVisible();
	const context = page.context();
	await page.close();
	await context.setOffline(false);

	const later = await context.newPage();
	await later.goto('/home');
	await expect(later.getByText('Breathe first')).toBeVisible();
});

test('a microphone that goes away in mid-answer: the answer goes on, and what was heard is kept', async ({
	browser
}) => {
	const page = await givenPerson(browser);
	await watchDevices(page);
	await deal(page);
	await page.getByRole('button', { name: 'Show the first question' }).click();
	await answer(page, 2);
	await page.evaluate(() => {
		const { givenTracks } = window as unknown as { givenTracks: MediaStreamTrack[] };
		const microphone = givenTracks.findLast(({ kind }) => kind === 'audio')!;
		microphone.stop();
		microphone.dispatchEvent(new Event('ended'));
	});
	await expect(page.getByText('The microphone went away.')).toBeVisible();
	await expect(clock(page)).toContainText('0:05');
	await stop(page);
	await page.getByRole('button', { name: 'End here and watch back' }).click();
	const watch = page.getByRole('region', { name: 'Watch yourself back' });
	await expect(watch).toContainText(/The microphone was heard until 0:0[123]\./);
	await expect(watch.locator('video')).toBeVisible();
});

test('a full disk ends the recording, not the answer, and nothing half-written is left', async ({
	browser
}) => {
	const page = await givenPerson(browser);
	await page.addInitScript(() => {
		let asked = 0;
		const full = { quota: 1_000_000_000, usage: 999_000_000 };
		const roomy = { quota: 1_000_000_000, usage: 0 };
		navigator.storage.estimate = async () => ((asked += 1) > 2 ? full : roomy);
	});
	await deal(page);
	await page.getByRole('button', { name: 'Show the first question' }).click();
	await page.getByRole('button', { name: 'Start answer' }).click();
	await expect(page.getByText('This browser has no room left')).toBeVisible();
	await expect(page.getByText('Recording ended', { exact: true })).toBeVisible();
	await expect(clock(page)).toContainText('0:05');
	await stop(page);
	await page.getByRole('button', { name: 'End here and watch back' }).click();
	const watch = page.getByRole('region', { name: 'Watch yourself back' });
	await expect(watch).toContainText('the recording is shorter than the answer');
	await expect(watch).toContainText('First sound');
	const chunks = await page.evaluate(
		() =>
			new Promise<{ index: number; size: number; hash: string }[]>((resolve) => {
				const opening = indexedDB.open('mock-rounds-solo');
				opening.onsuccess = () => {
					const all = opening.result.transaction('chunks').objectStore('chunks').getAll();
					all.onsuccess = () =>
						resolve(
							all.result.map(({ index, bytes, hash }) => ({ index, size: bytes.byteLength, hash }))
						);
				};
			})
	);
	expect(chunks.map(({ index }) => index)).toEqual([0, 1]);
	for (const { size, hash } of chunks) {
		expect(size).toBeGreaterThan(0);
		expect(hash).toMatch(/^[0-9a-f]{64}$/);
	}
});

test('without a device it is timed practice; a second tab keeps its hands off; discarding forgets', async ({
	browser
}) => {
	const page = await givenPerson(browser);
	await page.addInitScript(() => {
		navigator.mediaDevices.getUserMedia = async () => {
			throw new DOMException('none', 'NotFoundError');
		};
	});
	await deal(page);
	await expect(page.getByText('No camera and no microphone found')).toBeVisible();
	const second = await page.context().newPage();
	await second.goto(page.url());
	await expect(second.getByText('open in another tab')).toBeVisible();
	await second.close();

	await page.getByRole('button', { name: 'Show the first question' }).click();
	await answer(page, 1);
	await expect(page.getByText('Not recorded')).toBeVisible();
	await stop(page);
	await page.locator('summary', { hasText: 'Discard this practice' }).click();
	await page.getByRole('button', { name: 'Discard practice' }).click();
	await page.waitForURL('**/solo');
	await expect(page.getByText('A practice is not finished.')).toHaveCount(0);
});

test('an answer begins by itself after thinking, and ends by itself when its time is up', async ({
	browser
}) => {
	const page = await givenPerson(browser);
	await page.clock.install();
	await page.goto('/solo');
	await page.getByLabel('Plan').selectOption({ label: 'Short' });
	await page.getByLabel('Time to think').selectOption({ label: '30 seconds' });
	await page.getByLabel('Time to answer').selectOption({ label: '30 seconds' });
	await page.getByRole('button', { name: 'Deal the questions' }).click();
	await page.waitForURL(/\/solo\/[a-z0-9]{20}$/);
	await page.getByRole('radio', { name: 'Nothing' }).check();
	await page.getByRole('button', { name: 'Show the first question' }).click();
	await expect(page.getByRole('button', { name: 'Start answer' })).toBeVisible();
	await page.clock.runFor(30_500);
	await expect(page.getByRole('button', { name: 'Stop answer' })).toBeVisible();
	await expect(clock(page)).toContainText('0:30');
	await page.clock.runFor(31_000);
	await expect(page.getByText('Time was up.')).toBeVisible();
	await expect(page.getByText('Question 2 of 3 is next.')).toBeVisible();
});
