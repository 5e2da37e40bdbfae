import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type BrowserContext, type Page } from '@playwright/test';
import { eq } from 'drizzle-orm';
import { EncodedPacketSink, FilePathSource, Input, WEBM } from 'mediabunny';
import { sliceMs } from '#lib/recording/chunk.ts';
import { recordings } from '#server/db/schema.ts';
import { createRecordingFiles } from '#server/recordings/recording-files.ts';
import { findChunks, type RecordingRow } from '#server/recordings/recording-queries.ts';
import { createRecordingService } from '#server/recordings/recording-service.ts';
import { chromiumArgs, fakeMediaArgs, findChromium } from '../support/chromium.ts';
import { createRandom, type Random } from '../support/random.ts';
import { beginRecording, press } from '../support/recorded-call.ts';
import { toSha256 } from '../support/webm.ts';
import { area } from './call.ts';
import { startVideoApp, type VideoApp } from './video-app.ts';
import { pause, waitFor } from './wait.ts';

export interface RecorderKillReport {
	kills: number;
	/** Kills after which the same person's browser recorded again. */
	resumed: number;
	/** Pieces that the server had at a kill, or that the page was ever told it has. */
	acknowledged: number;
	/** Of those: without their row or their bytes at the end. */
	lost: number;
	/** Pieces that only a killed browser had, and that came after it. */
	broughtBack: number;
	/** Of each kill: from the end of the last piece before it that is in the file, to the kill. */
	gapMs: number[];
	/** Places that were sought in the file, and those at which another picture was shown. */
	seeks: number;
	missedSeeks: number;
	/** Files that played to their end. */
	played: number;
	failures: string[];
}

type Chunk = Awaited<ReturnType<typeof findChunks>>[number];

/** What of a recording was there when the browser that made it was killed. */
interface Kill {
	/** In ms since the epoch: server, browsers and this process have one clock. */
	at: number;
	/** The part that was being recorded. */
	part: number;
	kept: Chunk[];
}

/** A browser whose profile outlives it. */
interface Recorder {
	context: BrowserContext;
	page: Page;
	/** SIGKILL to all its processes at once; gives the moment. */
	kill(): Promise<number>;
}

/** Two people in a call that is being recorded by the candidate's browser, which may die. */
interface RecordedCall {
	video: VideoApp;
	address: string;
	candidateId: string;
	mentor: Page;
	recorder: Recorder;
	/** The candidate's next browser, on the profile of the one before, in the room again. */
	comeBack(): Promise<void>;
	/** Hash by `part/number` of the pieces of which the candidate's pages were told that they are kept. */
	told: Map<string, string>;
	/** When the candidate's recorders had finished a piece, in ms since the epoch. */
	pieceEnds: number[];
	readRecording(): Promise<RecordingRow>;
	readChunks(): Promise<Chunk[]>;
}

const executablePath = findChromium() ?? undefined;
const args = [...chromiumArgs, ...fakeMediaArgs, '--use-fake-device-for-media-stream=fps=10'];
const limitMs = 60_000;
/** Longer than the server waits for late pieces. */
const muchLaterMs = 10 * 60_000;
/** The recorder of a busy machine has its first picture late, and its last one not yet. */
const mostLateMs = 2 * sliceMs;
/** Of a time that was rounded on its way. */
const toleranceSeconds = 0.005;

/** How a kill meets the pieces. */
const moments = ['while none gets through', 'at any moment', 'while one is on its way'] as const;

/**
 * R14, F19: the browser that records a call is killed, and a new one on the same profile comes back and goes on. At the
 * end every piece that was acknowledged is there with its own bytes, and the one file of all of them plays, seeks, and
 * holds what was recorded up to shortly before each kill.
 */
export async function killRecorders(options: {
	kills: number;
	seed: number;
	onKill?: (done: number) => void;
}): Promise<RecorderKillReport> {
	const random = createRandom(options.seed);
	const report: RecorderKillReport = {
		kills: 0,
		resumed: 0,
		acknowledged: 0,
		lost: 0,
		broughtBack: 0,
		gapMs: [],
		seeks: 0,
		missedSeeks: 0,
		played: 0,
		failures: []
	};
	await using opened = new AsyncDisposableStack();
	const call = await openRecordedCall(opened);
	const { mentor, readChunks } = call;
	try {
		const kills: Kill[] = [];
		let part = await waitForPart(call, 1);
		for (let number = 0; number < options.kills; number++) {
			const moment = moments[number % moments.length]!;
			await waitForMoment(call, moment, part, random);
			const kept = await readChunks();
			kills.push({ at: await call.recorder.kill(), part, kept });
			report.kills += 1;
			// Mostly they are back before the others could notice.
			if (moment === 'while none gets through')
				await shows(mentor, 'Recording interrupted').catch(() =>
					report.failures.push(`kill ${report.kills}: not shown as interrupted`)
				);
			await call.comeBack();
			part = await waitForPart(call, part + 1);
			await shows(mentor, 'Recording');
			if ((await call.readRecording()).recorderId === call.candidateId) report.resumed += 1;
			options.onKill?.(report.kills);
		}

		await waitFor('a piece of the last part', limitMs, () => hasTold(call, part));
		await press(mentor, 'Recording');
		await press(mentor, 'Stop recording');
		await waitFor('the last piece', limitMs, async () => (await readChunks()).at(-1)!.isLast);
		await checkPieces(call, kills, report);
		await makeFile(call);
		await checkGaps(call, kills, report);
		await watchFile(call, report);
	} catch (error) {
		report.failures.push(`after kill ${report.kills}: ${String(error)}`);
	}
	return report;
}

async function openRecordedCall(opened: AsyncDisposableStack): Promise<RecordedCall> {
	const profile = await mkdtemp(join(tmpdir(), 'mock-rounds-profile-'));
	opened.defer(() => rm(profile, { recursive: true, force: true }));
	const video = opened.use(await startVideoApp({ env: { RECORDINGS_FREE_GB: '0' } }));
	const { app, database, rooms } = video;
	const { interviewId, candidate, writers } = await rooms.makeRoom(2);
	const [host, guest] = writers;
	const address = `${app.url}/interviews/${interviewId}`;
	const told = new Map<string, string>();
	const pieceEnds: number[] = [];

	const openPage = async (context: BrowserContext, cookie: string) => {
		const [name, value] = cookie.split('=') as [string, string];
		await context.addCookies([{ name, value, url: app.url }]);
		return context.newPage();
	};
	const openRecorder = async (): Promise<Recorder> => {
		const context = await chromium.launchPersistentContext(profile, { executablePath, args });
		await context.exposeFunction('notePieceEnd', (at: number) => void pieceEnds.push(at));
		await context.addInitScript(notePieceEnds);
		const page = await openPage(context, guest!.cookie);
		page.on('response', (response) => {
			const [, place] = /\/parts\/(\d+\/\d+)$/.exec(response.url()) ?? [];
			const sha256 = response.request().headers()['x-sha256'];
			if (place && sha256 && response.status() === 200) told.set(place, sha256);
		});
		return { context, page, kill: () => killBrowser(context) };
	};

	const browser = await chromium.launch({ executablePath, args });
	opened.defer(() => browser.close());
	const mentor = await openPage(await browser.newContext(), host!.cookie);
	const recorder = await openRecorder();
	const call: RecordedCall = {
		video,
		address,
		candidateId: candidate.userId,
		mentor,
		recorder,
		async comeBack() {
			call.recorder = await openRecorder();
			await enter(call.recorder.page, address);
		},
		told,
		pieceEnds,
		readRecording: async () =>
			(
				await database.db.select().from(recordings).where(eq(recordings.interviewId, interviewId))
			)[0]!,
		readChunks: async () => findChunks(database.db, (await call.readRecording()).id)
	};
	opened.defer(() => call.recorder.context.close());
	await enter(mentor, address);
	await enter(recorder.page, address);
	await beginRecording(mentor, recorder.page);
	return call;
}

/** In the page: tells when a recorder hands over what it has recorded. */
function notePieceEnds(): void {
	const { notePieceEnd } = window as unknown as { notePieceEnd: (at: number) => void };
	const recorders = MediaRecorder.prototype;
	const start = recorders.start as (sliceMs?: number) => void;
	recorders.start = function (this: MediaRecorder, sliceMs?: number) {
		this.addEventListener('dataavailable', ({ data }) => {
			// Less is not made a piece of.
			if (data.size >= 1_024) notePieceEnd(Date.now());
		});
		start.call(this, sliceMs);
	};
}

async function killBrowser(context: BrowserContext): Promise<number> {
	const session = await context.browser()!.newBrowserCDPSession();
	const { processInfo } = await session.send('SystemInfo.getProcessInfo');
	const { id } = processInfo.find(({ type }) => type === 'browser')!;
	const closed = new Promise((resolve) => context.once('close', resolve));
	// The browser leads a group in which all the others are, also the one that holds what pages keep.
	process.kill(-id, 'SIGKILL');
	const at = Date.now();
	await closed;
	return at;
}

async function enter(page: Page, address: string): Promise<void> {
	await page.goto(`${address}/room`);
	await press(page, 'Join room');
	const connected = area(page).and(page.locator('[data-state=connected]'));
	// The video server waits for the killed browser for a while: to it this one is the same person's second.
	const takeOver = page.getByRole('button', { name: 'Take over here' });
	await connected.or(takeOver).waitFor({ timeout: limitMs });
	if (await takeOver.isVisible()) await takeOver.click();
	await connected.waitFor({ timeout: limitMs });
}

/** Waits until the room's header says this of the recording. */
const shows = (page: Page, label: string) =>
	page.getByRole('button', { name: label, exact: true }).waitFor({ timeout: limitMs });

const hasTold = ({ told }: RecordedCall, part: number) =>
	[...told.keys()].some((place) => place.startsWith(`${part}/`));

/** Waits until a part with this number has begun; gives the number. */
async function waitForPart({ readRecording }: RecordedCall, part: number): Promise<number> {
	await waitFor(`part ${part} of the recording`, limitMs, async () => {
		const { parts, state } = await readRecording();
		return parts.length >= part && state === 'recording';
	});
	return part;
}

/** Resolves when it is time to kill. */
async function waitForMoment(
	call: RecordedCall,
	moment: (typeof moments)[number],
	part: number,
	random: Random
): Promise<void> {
	const { context, page } = call.recorder;
	if (moment === 'at any moment') return pause(random.below(8_000));
	await waitFor('a piece that is kept', limitMs, () => hasTold(call, part));
	if (moment === 'while none gets through') {
		await context.route('**/parts/**', (route) => route.abort());
		return pause(5_000 + random.below(4_000));
	}
	await page.waitForRequest('**/parts/**', { timeout: limitMs });
	await pause(random.below(20));
}

/** Every piece that was acknowledged has its row and its bytes. */
async function checkPieces(
	{ video, told, readRecording, readChunks }: RecordedCall,
	kills: readonly Kill[],
	report: RecorderKillReport
): Promise<void> {
	const files = createRecordingFiles(join(video.app.dataDir, 'recordings'));
	const { id } = await readRecording();
	const chunks = await readChunks();
	const toPlaces = (some: readonly Chunk[]) =>
		some.map(({ part, number, sha256 }): [string, string] => [`${part}/${number}`, sha256]);
	const rows = new Map(toPlaces(chunks));
	const acknowledged = [...told, ...kills.flatMap(({ kept }) => toPlaces(kept))];
	const lost = new Set<string>();
	for (const [place, sha256] of acknowledged) {
		const path = files.toPiecePath(id, sha256);
		const isThere = existsSync(path) && toSha256(await readFile(path)) === sha256;
		if (rows.get(place) !== sha256 || !isThere) lost.add(place);
	}
	report.lost = lost.size;
	report.acknowledged = new Set(acknowledged.map(([place]) => place)).size;
	for (const { at, part } of kills)
		report.broughtBack += chunks.filter(
			(chunk) => chunk.part === part && chunk.createdAt.getTime() > at
		).length;
}

/** Makes the file as the server does when it has waited in vain for the last pieces of parts that were cut. */
async function makeFile({ video, readRecording }: RecordedCall): Promise<void> {
	const { app, database } = video;
	const folder = join(app.dataDir, 'recordings');
	const service = createRecordingService({
		db: database.db,
		settings: { isOn: true, folder, organisationBytes: 2 ** 40, freeBytes: 0 },
		settle: async () => undefined,
		refreshStage: async () => undefined,
		log: { info() {}, warn() {}, error() {} },
		now: () => new Date(Date.now() + muchLaterMs)
	});
	await service.followEnd((await readRecording()).id);
	await service.close();
}

/** How much of what was recorded before each kill is not in the file, which holds all that there is in pieces. */
async function checkGaps(
	{ pieceEnds, readRecording, readChunks }: RecordedCall,
	kills: readonly Kill[],
	report: RecorderKillReport
): Promise<void> {
	const { parts, spans, startedAt } = await readRecording();
	const chunks = await readChunks();
	const toStart = ({ startedAtMs }: Chunk) => startedAt!.getTime() + startedAtMs;
	for (const [index, { at, part }] of kills.entries()) {
		const own = chunks.filter((chunk) => chunk.part === part);
		const [first, last] = [own[0], own.at(-1)];
		const span = spans.find(({ startedAt }) => first && startedAt === toStart(first));
		if (!first || !last || !span) {
			// Of a part of which there is nothing, all is lost since it was begun.
			report.gapMs.push(at - parts[part - 1]!.startedAt);
			continue;
		}
		// Its own start is when the one before it had ended, as the page reckons the server's time.
		const start = toStart(last) + sliceMs / 2;
		const end = pieceEnds.find((pieceEnd) => pieceEnd > start) ?? toStart(last);
		report.gapMs.push(at - end);
		if (span.durationMs < end - toStart(first) - mostLateMs)
			report.failures.push(
				`kill ${index + 1}: ${span.durationMs} of ${end - toStart(first)} ms are in the file`
			);
	}
}

/** On the interview's page, where the candidate finds it: told as interrupted, sought in each part, played to its end. */
async function watchFile(call: RecordedCall, report: RecorderKillReport): Promise<void> {
	const { address, readRecording } = call;
	const { page } = call.recorder;
	const { spans, durationMs } = await readRecording();
	await page.goto(address);
	const card = page.getByRole('article', { name: 'Recording' });
	await card.getByText('Interrupted:').waitFor({ timeout: limitMs });
	const places = await findPlaces(
		call,
		spans.flatMap((span) =>
			[0.9, 0.1, 0.5].map((share) => (span.mediaMs + share * span.durationMs) / 1_000)
		)
	);
	const video = card.locator('video');
	// A picture that is out of sight is not shown.
	await video.scrollIntoViewIfNeeded();
	const seen = await Promise.race([
		video.evaluate(watch, { places, tolerance: toleranceSeconds }),
		pause(2 * limitMs).then(() => Promise.reject(new Error('the file does not play to its end')))
	]);
	report.played += 1;
	report.seeks = places.length;
	report.missedSeeks = seen.missed.length;
	for (const miss of seen.missed) report.failures.push(`sought and not shown: ${miss}`);
	if (Math.abs(seen.duration - durationMs! / 1_000) > 0.1)
		report.failures.push(`${durationMs} ms are ${seen.duration} s to a browser`);
}

/**
 * A place in the file (s), in the middle of the time for which a picture is to be seen, and the times of that picture and
 * of the one before it: browsers show either.
 */
interface Place {
	at: number;
	before: number;
	picture: number;
}

/** Places in the file near these (s). */
async function findPlaces(
	{ video, readRecording }: RecordedCall,
	near: readonly number[]
): Promise<Place[]> {
	const files = createRecordingFiles(join(video.app.dataDir, 'recordings'));
	const source = new FilePathSource(files.toMediaPath((await readRecording()).id));
	using input = new Input({ formats: [WEBM], source });
	const pictures = new EncodedPacketSink((await input.getPrimaryVideoTrack())!);
	const places: Place[] = [];
	for (const at of near) {
		const shown = (await pictures.getPacket(at)) ?? (await pictures.getFirstPacket())!;
		const next = await pictures.getNextPacket(shown);
		const picture = shown.timestamp;
		const before = (await pictures.getPacket(picture - toleranceSeconds))?.timestamp ?? picture;
		places.push({ at: next ? (picture + next.timestamp) / 2 : at, before, picture });
	}
	return places;
}

/** In the page: waits at each place (s) for its picture (s), then plays all of it from the start, fast. */
async function watch(
	element: SVGElement | HTMLElement,
	{ places, tolerance }: { places: Place[]; tolerance: number }
) {
	const video = element as HTMLVideoElement;
	const once = (type: string) =>
		new Promise((resolve, reject) => {
			const fail = () => reject(new Error(video.error?.message));
			video.addEventListener(type, resolve, { once: true });
			video.addEventListener('error', fail, { once: true });
		});
	video.muted = true;
	if (video.readyState < 1) await once('loadedmetadata');
	const missed: string[] = [];
	for (const { at, before, picture } of places) {
		const seen: number[] = [];
		const shown = new Promise<boolean>((resolve) => {
			const look = (_: number, { mediaTime }: VideoFrameCallbackMetadata) => {
				seen.push(mediaTime);
				if (mediaTime >= before - tolerance && mediaTime <= picture + tolerance) resolve(true);
				else video.requestVideoFrameCallback(look);
			};
			video.requestVideoFrameCallback(look);
			setTimeout(() => resolve(false), 10_000);
		});
		video.currentTime = at;
		if (!(await shown)) missed.push(`${picture} s at ${at} s, but ${seen.join(', ')}`);
	}
	video.currentTime = 0;
	video.playbackRate = 8;
	const ended = once('ended');
	await video.play();
	await ended;
	return { duration: video.duration, missed };
}
