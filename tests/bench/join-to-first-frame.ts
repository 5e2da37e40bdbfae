import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from '@playwright/test';
import { AccessToken, RoomServiceClient } from 'livekit-server-sdk';
import { root, startApp, type TestApp } from '../support/app.ts';
import { chromiumArgs, fakeMediaArgs, findChromium } from '../support/chromium.ts';
import { startTestLiveKit, type TestLiveKit } from '../support/livekit.ts';
import { signIn } from '../support/people.ts';
import { printJoinMarks, traceJoining } from './join-marks.ts';
import { toPercentile } from './percentile.ts';

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

const room = 'bench';

/**
 * Two Chromiums, one LiveKit: our room against a page with nothing but `livekit-client`, in turns, so that both meet the
 * same load. In both somebody with a camera is there already, and the page that joins has been loaded before.
 */
export async function measureJoinToFirstFrame({
	runs = 7,
	databaseUrl,
	isTraced = false
}: JoinOptions = {}): Promise<JoinFigures> {
	await using livekit = await startTestLiveKit();
	await using app = await startApp({ livekit, isDemo: true, databaseUrl });
	await using bare = await servePage(livekit);
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
		return own === null || own.dataset['videoFrames'] !== '0';
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
					const isSeen = others.some((video) => Number(video.dataset['videoFrames']) > 0);
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
	await mentor.goto(`${app.url}/interviews/new`);
	await mentor.getByRole('button', { name: 'Create interview' }).click();
	await mentor.waitForURL(/\/interviews\/[a-z0-9]{20}$/);
	const path = new URL(mentor.url()).pathname;
	const link = new URL(await mentor.getByLabel('Invite link').first().inputValue(), app.url);
	const candidate = await openPage(coming, app, 'candidate@demo.test', isTraced);
	await candidate.goto(app.url + link.pathname);
	await candidate.getByRole('button', { name: 'Join room' }).click();
	await candidate.waitForURL(`**${path}/room`);
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

/** The bare page: livekit-client's own defaults, a token in hand, everything loaded before the press. */
async function servePage(livekit: TestLiveKit) {
	const rooms = new RoomServiceClient(livekit.url, livekit.apiKey, livekit.apiSecret);
	const client = await readFile(
		join(root, 'node_modules/livekit-client/dist/livekit-client.esm.mjs')
	);
	const server = createServer((request, response) => {
		const url = new URL(request.url ?? '/', 'http://bare');
		if (url.pathname === '/livekit-client.mjs') {
			response.setHeader('content-type', 'text/javascript').end(client);
			return;
		}
		void toPage(livekit, rooms, url.searchParams.get('id') ?? 'somebody').then((page) =>
			response.setHeader('content-type', 'text/html').end(page)
		);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const address = server.address();
	const port = typeof address === 'object' && address ? address.port : 0;
	return {
		url: `http://127.0.0.1:${port}/`,
		async [Symbol.asyncDispose]() {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		}
	};
}

async function toPage(livekit: TestLiveKit, rooms: RoomServiceClient, identity: string) {
	await rooms.createRoom({ name: room });
	const token = new AccessToken(livekit.apiKey, livekit.apiSecret, { identity, ttl: 600 });
	token.addGrant({ room, roomJoin: true });
	return `<!doctype html><title>Bare</title><button>Join room</button><p></p><script type="module">
import { Room, RoomEvent } from '/livekit-client.mjs';
document.querySelector('button').onclick = async () => {
	const room = new Room({ adaptiveStream: true, dynacast: true });
	room.on(RoomEvent.TrackSubscribed, (track) => {
		const element = track.attach();
		document.body.append(element);
		if (track.kind !== 'video') return;
		element.style.width = '1280px';
		element.dataset.videoFrames = '0';
		element.requestVideoFrameCallback(() => (element.dataset.videoFrames = '1'));
	});
	await room.connect(${JSON.stringify(livekit.url.replace('http', 'ws'))}, ${JSON.stringify(await token.toJwt())});
	await room.localParticipant.enableCameraAndMicrophone();
	document.querySelector('p').textContent = 'connected';
};
</script>`;
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
