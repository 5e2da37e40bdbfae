import { chromium, type Browser, type Page } from '@playwright/test';
import { startApp, type TestApp } from '../support/app.ts';
import { chromiumArgs, fakeMediaArgs, findChromium } from '../support/chromium.ts';
import { startTestLiveKit } from '../support/livekit.ts';
import { goToDoor, signIn } from '../support/people.ts';
import { serveBareCall, toBareQuery, type Box } from './bare-call.ts';
import { toPercentile } from '../support/percentiles.ts';

/*
 * What the room costs while it is used: two pictures, the feedback open, a clock running. The interviewer's browser is
 * beside one with livekit-client and nothing else, which shows the same two pictures at the same sizes; in turns, in one
 * run. What is counted is the whole browser: pages, pictures, network.
 */

export interface RoomPageFigures {
	/** Share of a core that each turn took. */
	ours: number[];
	bare: number[];
	/** Medians. Promise: ≤ 1.15. */
	ratio: number;
	/** Of the page's heap, after collection, over `minutes`. Promise: ≤ 1 MB in ten minutes. */
	heapMbPer10Min: number;
	minutes: number;
}

export async function measureRoomPage({
	turns = 3,
	turnMs = 20_000,
	minutes = 30
}: { turns?: number; turnMs?: number; minutes?: number } = {}): Promise<RoomPageFigures> {
	await using livekit = await startTestLiveKit();
	await using app = await startApp({ livekit, isDemo: true });
	await using bare = await serveBareCall(livekit);
	const launch = () =>
		chromium.launch({
			executablePath: findChromium() ?? undefined,
			args: [...chromiumArgs, ...fakeMediaArgs]
		});
	const [there, here] = await Promise.all([launch(), launch()]);
	try {
		const ours: number[] = [];
		const alone: number[] = [];
		for (let turn = 0; turn < turns; turn += 1) {
			const { page, close } = await openOurs(here, there, app);
			const [own, other] = await readBoxes(page);
			ours.push(await measureShare(here, turnMs));
			await close();
			const pages = [
				await openBare(there, `${bare.url}?id=host${turn}`),
				await openBare(here, bare.url + toBareQuery(`guest${turn}`, own, other))
			];
			alone.push(await measureShare(here, turnMs));
			for (const one of pages) await one.context().close();
		}
		const { page } = await openOurs(here, there, app);
		const heapMbPer10Min = await measureHeap(page, minutes);
		return {
			ours,
			bare: alone,
			ratio: toPercentile(ours, 0.5) / toPercentile(alone, 0.5),
			heapMbPer10Min,
			minutes
		};
	} finally {
		await Promise.all([there.close(), here.close()]);
	}
}

/** A new interview in the middle of an answer; the interviewer's page. */
async function openOurs(here: Browser, there: Browser, app: TestApp) {
	const [mentor, candidate] = [await toPage(here), await toPage(there)];
	await signIn(mentor, app.url, 'mentor@demo.test');
	await signIn(candidate, app.url, 'candidate@demo.test');
	await goToDoor(mentor, candidate, app.url);
	for (const page of [candidate, mentor]) {
		await page.getByRole('button', { name: 'Join room' }).click();
		await page.locator('section[data-state=connected]').waitFor();
	}
	await mentor.getByRole('button', { name: 'Draw question' }).click();
	await mentor.getByRole('button', { name: 'Start answer' }).click();
	await mentor.getByRole('textbox', { name: 'Strengths' }).fill('A calm voice.');
	await mentor.waitForFunction(() => {
		const others = [...document.querySelectorAll<HTMLVideoElement>('video:not(.mirrored)')];
		return others.some((video) => video.videoWidth > 0);
	});
	return {
		page: mentor,
		close: () => Promise.all([mentor, candidate].map((page) => page.context().close()))
	};
}

/** The sizes of the own picture and of the other one's. */
async function readBoxes(page: Page): Promise<[own: Box, other: Box]> {
	const read = (selector: string) =>
		page
			.locator(selector)
			.first()
			.evaluate((video) => ({ width: video.clientWidth, height: video.clientHeight }));
	return [await read('video.mirrored'), await read('video:not(.mirrored)')];
}

const toPage = async (browser: Browser) =>
	(await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage();

async function openBare(browser: Browser, url: string): Promise<Page> {
	const page = await toPage(browser);
	await page.goto(url);
	await page.getByRole('button', { name: 'Join room' }).click();
	await page.getByText('connected').waitFor();
	return page;
}

/** Share of a core that all of a browser's processes took, from when the call has settled. */
async function measureShare(browser: Browser, ms: number): Promise<number> {
	const session = await browser.newBrowserCDPSession();
	const readSeconds = async () => {
		const { processInfo } = await session.send('SystemInfo.getProcessInfo');
		return new Map(processInfo.map(({ id, cpuTime }) => [id, cpuTime]));
	};
	const wait = (forMs: number) => new Promise((resolve) => setTimeout(resolve, forMs));
	// The first seconds find the bandwidth; what is asked is what a call costs that goes on.
	await wait(8_000);
	const before = await readSeconds();
	const startedAt = performance.now();
	await wait(ms);
	const after = await readSeconds();
	const seconds = (performance.now() - startedAt) / 1_000;
	await session.detach();
	let used = 0;
	for (const [id, cpuTime] of after) used += cpuTime - (before.get(id) ?? 0);
	return used / seconds;
}

/** Slope of the heap in MB for ten minutes: a line through what is left after collection, every 20 seconds. */
async function measureHeap(page: Page, minutes: number): Promise<number> {
	const session = await page.context().newCDPSession(page);
	const points: [minute: number, mb: number][] = [];
	const startedAt = performance.now();
	const elapsed = () => (performance.now() - startedAt) / 60_000;
	while (elapsed() < minutes) {
		await page.waitForTimeout(20_000);
		await session.send('HeapProfiler.collectGarbage');
		const { usedSize } = await session.send('Runtime.getHeapUsage');
		points.push([elapsed(), usedSize / 1_048_576]);
	}
	return toSlope(points) * 10;
}

/** Least squares. */
function toSlope(points: readonly [x: number, y: number][]): number {
	const mean = (read: (point: readonly [number, number]) => number) =>
		points.reduce((sum, point) => sum + read(point), 0) / points.length;
	const [x, y] = [mean(([at]) => at), mean(([, value]) => value)];
	const above = points.reduce((sum, [at, value]) => sum + (at - x) * (value - y), 0);
	return above / points.reduce((sum, [at]) => sum + (at - x) ** 2, 0);
}
