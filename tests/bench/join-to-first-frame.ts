import { chromium, type Browser, type Page } from '@playwright/test';
import { startApp, type TestApp } from '../support/app.ts';
import { chromiumArgs, fakeMediaArgs, findChromium } from '../support/chromium.ts';
import { startTestLiveKit } from '../support/livekit.ts';
import { goToDoor, signIn } from '../support/people.ts';
import { serveBareCall } from './bare-call.ts';
import { printJoinMarks, traceJoining } from './join-marks.ts';
import { toPercentile } from '../support/percentiles.ts';

/** Milliseconds from *Join room* to the first frame of the other one, each run; and the medians' ratio. */
export interface JoinFigures {
	oursMs: number[];
	bareMs: number[];
	/** Promise: ≤ 1.25. */
	ratio: number;
}

export interface JoinOptions {
	runs?: number;
	/** PostgreSQL; without it PGlite. Neither is part of what is measured. */
	databaseUrl?: string;
	/** Prints the steps of each joining; what is printed about them is not for comparing with a run without. */
	isTraced?: boolean;
}

/**
 * Two Chromiums, one LiveKit: our room against a page with nothing but `livekit-client`, in turns, so that both meet the
 * same load. In both somebody with a camera is there already, and the page that joins has been loaded before.
 */
export async function measureJoinToFirstFrame({
	runs = 15,
	databaseUrl,
	isTraced = false
}: JoinOptions = {}): Promise<JoinFigures> {
	await using livekit = await startTestLiveKit();
	await using app = await startApp({ livekit, isDemo: true, databaseUrl });
	await using bare = await serveBareCall(livekit);
	const launch = () =>
		chromium.launch({
			executablePath: findChromium() ?? undefined,
			args: [...chromiumArgs, ...fakeMediaArgs]
		});
	const [there, coming] = await Promise.all([launch(), launch()]);
	try {
		const oursMs: number[] = [];
		const bareMs: number[] = [];
		const ours = await openOurRoom(app, there, coming, isTraced);
		for (let run = 0; run < runs; run += 1) {
			await ours.enter();
			oursMs.push(await measure(ours.candidate, `${app.url}${ours.path}/room`));
			await ours.leave();
			const host = await openBare(there, `${bare.url}?id=host${run}`);
			await host.getByRole('button', { name: 'Join room' }).click();
			await host.getByText('connected').waitFor();
			const guest = await openTab(coming, isTraced);
			bareMs.push(await measure(guest, `${bare.url}?id=guest${run}`));
			await Promise.all([host.context().close(), guest.context().close()]);
		}
		return { oursMs, bareMs, ratio: toPercentile(oursMs, 0.5) / toPercentile(bareMs, 0.5) };
	} finally {
		await Promise.all([there.close(), coming.close()]);
	}
}

/** Opens a page, waits until it can join, presses, and takes the time in the page itself. */
async function measure(page: Page, url: string): Promise<number> {
	await page.goto(url);
	const button = page.getByRole('button', { name: 'Join room' });
	await button.waitFor();
	// The camera's own start is not what is measured: a person looks at the preview first.
	await page.waitForFunction(() => {
		const own = document.querySelector('video');
		return own === null || own.classList.contains('shown');
	});
	await page.waitForTimeout(1_500);
	await page.evaluate(() => {
		addEventListener(
			'click',
			() => {
				const start = performance.now();
				const look = () => {
					const others = [...document.querySelectorAll('video')].filter(
						(video) => !video.classList.contains('mirrored')
					);
					const isSeen = others.some((video) => video.classList.contains('shown'));
					if (isSeen) document.body.dataset['joinMs'] = String(performance.now() - start);
					else requestAnimationFrame(look);
				};
				look();
			},
			{ capture: true, once: true }
		);
	});
	await button.click();
	const result = page.locator('body[data-join-ms]');
	await result.waitFor({ timeout: 60_000 });
	const tookMs = Number(await result.getAttribute('data-join-ms'));
	await printJoinMarks(page, tookMs);
	return tookMs;
}

/** A demo interview with the mentor's browser and the candidate's. */
async function openOurRoom(app: TestApp, there: Browser, coming: Browser, isTraced: boolean) {
	const mentor = await openPage(there, app, 'mentor@demo.test');
	const candidate = await openPage(coming, app, 'candidate@demo.test', isTraced);
	const path = await goToDoor(mentor, candidate, app.url);
	return {
		path,
		candidate,
		async enter() {
			await mentor.goto(`${app.url}${path}/room`);
			await mentor.getByRole('button', { name: 'Join room' }).click();
			await mentor.locator('section[data-state=connected]').waitFor();
		},
		async leave() {
			for (const page of [candidate, mentor]) {
				await page.getByRole('button', { name: 'Leave' }).click();
				await page.waitForURL(`**${path}`);
			}
		}
	};
}

async function openPage(
	browser: Browser,
	app: TestApp,
	email: string,
	isTraced = false
): Promise<Page> {
	const page = await openTab(browser, isTraced);
	await signIn(page, app.url, email);
	return page;
}

async function openBare(browser: Browser, url: string): Promise<Page> {
	const page = await openTab(browser, false);
	await page.goto(url);
	return page;
}

async function openTab(browser: Browser, isTraced: boolean): Promise<Page> {
	const context = await browser.newContext();
	if (isTraced) await traceJoining(context);
	return context.newPage();
}

if (import.meta.main) {
	const words = process.argv.slice(2).filter((word) => word !== '--marks');
	const [runs, databaseUrl] = words;
	const figures = await measureJoinToFirstFrame({
		runs: runs ? Number(runs) : undefined,
		databaseUrl,
		isTraced: process.argv.includes('--marks')
	});
	process.stdout.write(`${JSON.stringify(figures)}\n`);
}
