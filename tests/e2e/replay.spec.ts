import { expect, test, type Locator, type Page } from '@playwright/test';
import { check } from '../support/axe.ts';
import { beginRecording, enterCall, press } from '../support/recorded-call.ts';
import { useAppWithVideo } from '../support/use-app.ts';

/*
 * A whole interview watched again on its page: two questions of a real call, a jump to what was pinned in the room, and what
 * is pinned afterwards.
 */

const { app } = useAppWithVideo({ isDemo: true, env: { RECORDINGS_FREE_GB: '0' } });

test.describe.configure({ timeout: 300_000 });

/** Where the media stands, in seconds. */
const readAt = (video: Locator) =>
	video.evaluate((element: HTMLVideoElement) => element.currentTime);
/** Where in the recording the next press leads to, in seconds. */
async function toSought(video: Locator, press: () => Promise<void>): Promise<number> {
	await video.evaluate((element: HTMLVideoElement) => {
		const note = () => (element.dataset.sought = String(element.currentTime));
		element.addEventListener('seeking', note, { once: true });
	});
	await press();
	await expect(video).toHaveAttribute('data-sought');
	return video.evaluate((element: HTMLVideoElement) => {
		const sought = Number(element.dataset.sought);
		delete element.dataset.sought;
		return sought;
	});
}
const isStopped = (video: Locator) => video.evaluate((element: HTMLVideoElement) => element.paused);

/** Asks a question, whose answer lasts a little; with words, they are pinned. */
async function ask(mentor: Page, pinned: string): Promise<void> {
	await press(mentor, 'Draw question');
	await press(mentor, 'Start answer');
	const readSeconds = async () =>
		Number(/0:(\d\d) /.exec((await mentor.getByRole('timer').first().textContent())!)?.[1] ?? 0);
	await expect.poll(readSeconds).toBeGreaterThanOrEqual(2);
	await mentor.keyboard.press('n');
	await expect(mentor.getByRole('textbox', { name: /^Words at 0:/ })).toBeFocused();
	await mentor.keyboard.type(pinned);
	await mentor.keyboard.press('Enter');
	const pinnedAt = await readSeconds();
	await expect.poll(readSeconds).toBeGreaterThanOrEqual(pinnedAt + 2);
	await press(mentor, 'Stop answer');
}

test('an interview is watched a question at a time, from pin to pin, and pinned afterwards', async ({
	browser
}) => {
	const mentor = await enterCall(browser, app.url, 'mentor@demo.test');
	const candidate = await enterCall(browser, app.url, 'candidate@demo.test');
	const path = await beginRecording(mentor, candidate);
	await ask(mentor, 'Lost the thread');
	await ask(mentor, 'Owned it');
	await press(mentor, 'Go to debrief');
	await press(mentor, 'Bring my lines');
	await expect(mentor.getByText('Saved', { exact: true })).toBeVisible();
	await press(mentor, 'Finish');
	await mentor.getByRole('dialog').getByRole('button', { name: 'Finish' }).click();
	await candidate.waitForURL(`**${path}`);

	const card = candidate.getByRole('article', { name: 'Recording' });
	const video = card.locator('video');
	const tab = (name: RegExp | string) =>
		card.getByRole('group', { name: 'Questions' }).getByRole('button', { name });
	const pin = (words: string) => card.getByRole('button', { name: new RegExp(words) });
	/** Where what is shown begins in the recording, in seconds. */
	const toBeginning = () =>
		card
			.getByRole('slider', { name: 'Moment' })
			.evaluate((slider: HTMLInputElement) => Number(slider.min) / 1000);
	await expect(video).toBeVisible({ timeout: 60_000 });
	await video.evaluate((element: HTMLVideoElement) => void (element.muted = true));

	await test.step('all of it is there, with both pins', async () => {
		await expect(tab('All: the whole recording')).toHaveAttribute('aria-pressed', 'true');
		await expect(tab(/^Question/)).toHaveCount(2);
		for (const words of ['Lost the thread', 'Owned it']) await expect(pin(words)).toBeVisible();
		await expect(card.getByRole('button', { name: 'Play' })).toBeEnabled();
	});

	await test.step('a question plays to its end, and stays the one that is shown', async () => {
		await tab(/^Question 1/).click();
		await expect(pin('Owned it')).toHaveCount(0);
		await expect.poll(() => isStopped(video)).toBe(false);
		await expect.poll(() => isStopped(video), { timeout: 30_000 }).toBe(true);
		await expect(tab(/^Question 1/)).toHaveAttribute('aria-pressed', 'true');
		await expect(card.getByText(/^(\d:\d\d) \/ \1$/)).toBeVisible();
		await press(candidate, 'Next question');
		await expect(tab(/^Question 2/)).toHaveAttribute('aria-pressed', 'true');
		await candidate.keyboard.press('k');
		await expect.poll(() => isStopped(video)).toBe(true);
	});

	await test.step('a pin of the feedback leads to its moment, less than two seconds before it', async () => {
		const marked = candidate.getByRole('list', { name: 'Marked while listening' });
		const sought = await toSought(video, () =>
			marked
				.first()
				.getByRole('button', { name: /Lost the thread/ })
				.click()
		);
		await expect(tab(/^Question 1/)).toHaveAttribute('aria-pressed', 'true');
		await expect.poll(() => isStopped(video)).toBe(false);
		await candidate.keyboard.press('k');
		await expect.poll(() => isStopped(video)).toBe(true);
		const [, seconds] = /0:(\d\d)/.exec((await pin('Lost the thread').textContent())!)!;
		const begins = await toBeginning();
		const pinnedAt = begins + Number(seconds);
		expect(sought).toBeGreaterThan(pinnedAt - 2);
		expect(sought).toBeLessThan(pinnedAt + 1);
	});

	await test.step('a line of the evidence that was made of a pin leads to its moment', async () => {
		const line = candidate
			.getByRole('region', { name: 'Rubric' })
			.getByRole('button', { name: /^Watch Question 2, 0:\d\d$/ });
		await expect(line.locator('..')).toContainText('Owned it');
		const [, seconds] = /0:(\d\d)/.exec((await line.textContent())!)!;
		const sought = await toSought(video, () => line.click());
		await expect(tab(/^Question 2/)).toHaveAttribute('aria-pressed', 'true');
		await expect.poll(() => isStopped(video)).toBe(false);
		await candidate.keyboard.press('k');
		await expect.poll(() => isStopped(video)).toBe(true);
		const begins = await toBeginning();
		expect(sought).toBeGreaterThan(begins + Number(seconds) - 2);
		expect(sought).toBeLessThan(begins + Number(seconds) + 1);
	});

	const words = 'Here I could have said what changed';
	await test.step('what is pinned waits while one writes, is kept, and is there after a reload', async () => {
		await tab('All: the whole recording').click();
		await candidate.keyboard.press('l');
		const at = await readAt(video);
		await candidate.keyboard.press('p');
		await expect(card.getByRole('textbox', { name: /^Words at/ })).toBeFocused();
		await card.getByRole('radio', { name: 'Follow up' }).check();
		await card.getByRole('textbox', { name: /^Words at/ }).fill(words);

		// Without a line it says so, and keeps what was typed.
		await candidate.context().setOffline(true);
		await card.getByRole('textbox', { name: /^Words at/ }).press('Enter');
		await expect(card.getByRole('alert')).toContainText('cannot be reached');
		await expect(card.getByRole('textbox', { name: /^Words at/ })).toHaveValue(words);
		await candidate.context().setOffline(false);
		await card.getByRole('textbox', { name: /^Words at/ }).press('Enter');
		await expect(card.getByRole('textbox', { name: /^Words at/ })).toHaveCount(0);
		await expect(pin(words)).toContainText('Follow up');
		await candidate.reload();
		await expect(pin(words)).toBeVisible();
		await expect(card.getByRole('button', { name: 'Play' })).toBeEnabled();
		const sought = await toSought(video, () => pin(words).click());
		expect(sought).toBeGreaterThan(at - 2);
		expect(sought).toBeLessThanOrEqual(at);
		await check(candidate, 'an interview with its recording');
	});

	await test.step('the mentor watches once the candidate opens it, and answers', async () => {
		await mentor.goto(path);
		await expect(mentor.getByText('has not opened it to others')).toBeVisible();
		await expect(mentor.getByText(words)).toHaveCount(0);
		await expect(
			mentor.getByRole('list', { name: 'Marked while listening' }).first().getByRole('button')
		).toHaveCount(0);
		await card.getByLabel('Who may watch it').selectOption('participants');
		await card.getByRole('button', { name: 'Save' }).click();
		await expect(card.getByLabel('Who may watch it')).toHaveValue('participants');
		await mentor.reload();
		const theirs = mentor.getByRole('article', { name: 'Recording' });
		await expect(theirs.getByRole('button', { name: new RegExp(words) })).toContainText(
			'Amara Nwosu'
		);
		await expect(theirs.getByRole('button', { name: /^Remove the pin/ })).toHaveCount(0);
	});

	await test.step('captions are added by its owner, and shown', async () => {
		const choose = (name: string, text: string) =>
			card
				.getByLabel('Captions')
				.setInputFiles({ name, mimeType: 'text/vtt', buffer: Buffer.from(text) });
		await choose('a.srt', '1\n00:00:00,000 --> 00:00:09,000\nHello\n');
		await card.getByRole('button', { name: 'Add', exact: true }).click();
		await expect(candidate.getByRole('alert')).toContainText('not a WebVTT file');
		await choose('long.vtt', `WEBVTT\n\n${'NOTE so long\n'.repeat(60_000)}`);
		await card.getByRole('button', { name: 'Add', exact: true }).click();
		await expect(candidate.getByRole('alert')).toContainText('at most 512 KB');
		await choose('a.vtt', 'WEBVTT\n\n00:00.000 --> 00:30.000\nTell me about yourself.\n');
		await card.getByRole('button', { name: 'Add', exact: true }).click();
		await expect(card.locator('track')).toHaveCount(1);
		await expect
			.poll(() =>
				video.evaluate((element: HTMLVideoElement) => element.textTracks[0]?.cues?.length ?? 0)
			)
			.toBe(1);
	});

	await card.getByRole('button', { name: /^Remove the pin/ }).click();
	await expect(pin(words)).toHaveCount(0);
	await candidate.reload();
	await expect(pin(words)).toHaveCount(0);
});
