import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { beginRecording, enterCall, press } from '../support/recorded-call.ts';
import { useAppWithVideo } from '../support/use-app.ts';

/*
 * Recording, with two browsers in a real call: both are asked, both agree, it is told, and what was said plays and seeks on
 * the interview's page; a yes that is taken back leaves nothing.
 */

const { app } = useAppWithVideo({ isDemo: true, env: { RECORDINGS_FREE_GB: '0' } });

test.describe.configure({ timeout: 300_000 });

const recordingsFolder = () => join(app.dataDir, 'recordings');
const read = (...path: string[]) =>
	readdir(join(recordingsFolder(), ...path)).catch(() => [] as string[]);
/** Recordings of which pieces are there, and everything there is. */
const folders = () => read('pieces');
const pieces = async (id: string) => (await read('pieces', id)).length;
const everything = async () => [
	...(await folders()),
	...(await read()).filter((name) => name !== 'pieces')
];

test('[R14] both agree, three seconds are recorded, and they play and seek afterwards', async ({
	browser
}) => {
	const mentor = await enterCall(browser, app.url, 'mentor@demo.test');
	const candidate = await enterCall(browser, app.url, 'candidate@demo.test');
	const path = await beginRecording(mentor, candidate);
	await expect.poll(async () => (await folders()).length, { timeout: 60_000 }).toBe(1);
	const [id] = await folders();
	await expect.poll(() => pieces(id!), { timeout: 60_000 }).toBeGreaterThanOrEqual(2);

	await press(mentor, 'Recording');
	await press(mentor, 'Stop recording');
	await expect(candidate.getByText(/^Recording has stopped\./)).toBeVisible();
	await expect(candidate.getByRole('button', { name: 'Record', exact: true })).toBeVisible();

	await candidate.goto(path);
	const card = candidate.getByRole('article', { name: 'Recording' });
	const video = card.locator('video');
	await expect(video).toBeVisible({ timeout: 60_000 });
	const seen = await video.evaluate(async (element: HTMLVideoElement) => {
		const once = (type: string) =>
			new Promise((resolve) => element.addEventListener(type, resolve, { once: true }));
		element.muted = true;
		if (element.readyState < 1) await once('loadedmetadata');
		const seeked = once('seeked');
		element.currentTime = element.duration / 2;
		await seeked;
		const at = element.currentTime;
		await element.play();
		await once('timeupdate');
		element.pause();
		return { duration: element.duration, at, width: element.videoWidth };
	});
	expect(seen.width).toBe(960);
	expect(Number.isFinite(seen.duration)).toBe(true);
	expect(seen.duration).toBeGreaterThan(2.5);
	expect(seen.at).toBeCloseTo(seen.duration / 2, 1);

	// The mentor sees it once the candidate has opened it, and the candidate sees that they did.
	await mentor.goto(path);
	await expect(mentor.getByText('has not opened it to others')).toBeVisible();
	const address = (await video.getAttribute('src'))!;
	expect((await mentor.request.get(app.url + address)).status()).toBe(404);
	await card.getByLabel('Who may watch it').selectOption('participants');
	await card.getByRole('button', { name: 'Save' }).click();
	await expect.poll(async () => (await mentor.request.get(app.url + address)).status()).toBe(200);
	const part = await mentor.request.get(app.url + address, { headers: { range: 'bytes=0-3' } });
	expect(part.status()).toBe(206);
	expect([...(await part.body())]).toEqual([0x1a, 0x45, 0xdf, 0xa3]);
	expect(part.headers()['content-security-policy']).toContain('sandbox');
	expect(part.headers()['x-content-type-options']).toBe('nosniff');
	const head = await mentor.request.head(app.url + address);
	expect(Number(head.headers()['content-length'])).toBeGreaterThan(1_000);
	const download = await mentor.request.get(`${app.url}${address}?download`);
	expect(download.headers()['content-disposition']).toMatch(
		/^attachment; filename="mock-interview-\d{4}-\d\d-\d\d\.webm"$/
	);
	await candidate.reload();
	await expect(card).toContainText('Dr Kwame Osei');

	await card.getByRole('button', { name: 'Delete …' }).click();
	await press(candidate, 'Delete it');
	await expect(card).toHaveCount(0);
	expect((await mentor.request.get(app.url + address)).status()).toBe(404);
	expect(await everything()).toEqual([]);
});

test('[T32] a yes that is taken back ends the recording and leaves nothing of it', async ({
	browser
}) => {
	const mentor = await enterCall(browser, app.url, 'mentor@demo.test');
	const candidate = await enterCall(browser, app.url, 'candidate@demo.test');
	await beginRecording(mentor, candidate);
	await expect.poll(async () => (await folders()).length, { timeout: 60_000 }).toBe(1);
	await press(candidate, 'Recording');
	await press(candidate, 'Take my yes back and delete it');
	await expect(mentor.getByText('took their yes back')).toBeVisible();
	await expect.poll(everything, { timeout: 60_000 }).toEqual([]);
});
