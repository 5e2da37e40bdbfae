import { chromium, type Page } from '@playwright/test';
import type { TestApp } from '../support/app.ts';
import { startBrowserLine, type BrowserLine } from '../support/browser-line.ts';
import { chromiumArgs, fakeMediaArgs, findChromium } from '../support/chromium.ts';
import type { TestLiveKit } from '../support/livekit.ts';
import { countFrames } from '../support/pictures.ts';
import type { Room } from './rooms.ts';
import { waitFor } from './wait.ts';

/** What one side looked like to the other, whenever that changed. */
export interface Look {
	/** In ms of the page's clock. */
	at: number;
	/** The words of their tile; null: they had none. */
	words: string | null;
}

/** A mentor and a candidate in the room with pictures; only the candidate's line can drop. */
export interface Call extends AsyncDisposable {
	mentor: Page;
	candidate: Page;
	line: BrowserLine;
	/** How the candidate looked to the mentor since this was asked last. */
	readLooks(): Promise<Look[]>;
}

const names = { mentor: 'Dr Kwame Osei', candidate: 'Amara Nwosu' };

export const area = (page: Page) => page.getByRole('region', { name: 'Video' });
const tile = (page: Page, name: string) => area(page).getByRole('group', { name });
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

/** Both are in the call of a new interview; the candidate answers a question and is heard. */
export async function openCall(app: TestApp, livekit: TestLiveKit, room: Room): Promise<Call> {
	const line = await startBrowserLine(app, livekit);
	const browser = await chromium.launch({
		executablePath: findChromium() ?? undefined,
		args: [
			...chromiumArgs,
			...fakeMediaArgs,
			'--use-fake-device-for-media-stream=fps=10',
			...line.args
		]
	});
	const close = async () => {
		await browser.close();
		await line[Symbol.asyncDispose]();
	};
	const open = async (cookie: string, url: string) => {
		const context = await browser.newContext();
		const [name, value] = cookie.split('=') as [string, string];
		await context.addCookies([{ name, value, url }]);
		if (url === app.url) await line.lead(context);
		const page = await context.newPage();
		await page.goto(`${url}/interviews/${room.interviewId}/room`);
		await button(page, 'Join room').click();
		await area(page).and(page.locator('[data-state=connected]')).waitFor();
		return page;
	};
	try {
		const [host, guest] = room.writers;
		// The other name of this machine is not led through the relays.
		const mentor = await open(host!.cookie, app.twinUrl);
		const candidate = await open(guest!.cookie, app.url);
		await Promise.all([seeFrames(mentor, 'candidate'), seeFrames(candidate, 'mentor')]);
		await askQuestion(mentor, candidate);
		await mentor.evaluate(watchTile, names.candidate);
		const readLooks = () =>
			mentor.evaluate(() => (window as unknown as { looks: Look[] }).looks.splice(0));
		return { mentor, candidate, line, readLooks, [Symbol.asyncDispose]: close };
	} catch (error) {
		await close();
		throw error;
	}
}

async function askQuestion(mentor: Page, candidate: Page): Promise<void> {
	await button(mentor, 'Draw question').click();
	await button(mentor, 'Start answer').click();
	await candidate.locator('.asked').waitFor();
}

/** The answer is over, and the next one begins. */
export async function askNextQuestion({ mentor, candidate }: Call): Promise<void> {
	await button(mentor, 'Stop answer').click();
	await candidate.locator('.asked').waitFor({ state: 'detached' });
	await askQuestion(mentor, candidate);
}

/** In the page: writes down what somebody's tile says, and when it is not there. */
function watchTile(name: string): void {
	const looks: Look[] = [];
	let last: string | null | undefined;
	setInterval(() => {
		const words = document.querySelector(`[role=group][aria-label="${name}"]`)?.textContent ?? null;
		if (words === last) return;
		last = words;
		looks.push({ at: performance.now(), words });
	}, 50);
	Object.assign(window, { looks });
}

/** Waits until the other one's picture moves: frames that were really shown. */
export async function seeFrames(
	page: Page,
	who: keyof typeof names,
	limitMs = 60_000
): Promise<number> {
	const video = tile(page, names[who]).locator('video');
	let last = await countFrames(video);
	return waitFor(`a moving picture of the ${who}`, limitMs, async () => {
		const frames = await countFrames(video);
		const isMoving = frames > last;
		last = frames;
		return isMoving;
	});
}

/** Waits until the candidate is there for the mentor, with a moving picture or, with the camera off, by name. */
export async function seeCandidate({ mentor }: Call, { camera }: Devices, limitMs?: number) {
	if (camera) return seeFrames(mentor, 'candidate', limitMs);
	const words = tile(mentor, names.candidate).filter({ hasNotText: 'reconnecting' });
	return waitFor('the candidate’s tile', limitMs ?? 60_000, async () => (await words.count()) > 0);
}

export interface Devices {
	microphone: boolean;
	camera: boolean;
}

/** What a tile says of somebody's devices. */
const toDevices = (words: string): Devices => ({
	microphone: !words.includes('muted'),
	camera: !words.includes('camera off')
});

/** What was on, as the other side saw it, that was off; a fault for each such look. */
export const toWronglyOn = (looks: readonly Look[], isOn: Devices): string[] =>
	looks.flatMap(({ words }) => {
		if (words === null) return [];
		const seen = toDevices(words);
		return (['microphone', 'camera'] as const)
			.filter((device) => seen[device] && !isOn[device])
			.map((device) => `a ${device} was on that was off`);
	});

/** The candidate's microphone and camera, each way in turn; the mentor's page has seen it. */
export async function setDevices({ mentor, candidate }: Call, turn: number): Promise<Devices> {
	const wanted = { microphone: turn % 2 === 0, camera: turn % 3 !== 2 };
	await setDevice(candidate, wanted.microphone, 'Unmute microphone', 'Mute microphone');
	await setDevice(candidate, wanted.camera, 'Turn camera on', 'Turn camera off');
	await waitFor('the same devices on the other side', 30_000, async () => {
		const seen = toDevices((await tile(mentor, names.candidate).textContent()) ?? '');
		return seen.microphone === wanted.microphone && seen.camera === wanted.camera;
	});
	return wanted;
}

async function setDevice(page: Page, isOn: boolean, on: string, off: string): Promise<void> {
	await button(page, on).or(button(page, off)).waitFor();
	const wanted = button(page, isOn ? on : off);
	if ((await wanted.count()) > 0) await wanted.click();
	await button(page, isOn ? off : on).waitFor();
}

const strengths = (page: Page) =>
	page.getByRole('region', { name: 'Feedback' }).getByRole('textbox', { name: 'Strengths' });

/** Writes at the end of the text that both share. */
export async function write(page: Page, words: string): Promise<void> {
	await strengths(page).press('ControlOrMeta+End');
	await strengths(page).pressSequentially(words);
}

export const readText = async (page: Page) => (await strengths(page).textContent()) ?? '';

/** What must come through whatever happens: the question, its clock, who may do what. */
export async function readPlace({ mentor, candidate }: Call) {
	const clock = async (page: Page) => {
		const words = await page
			.getByRole('timer', { name: 'Answer time' })
			.locator('.elapsed')
			.textContent();
		const [minutes, seconds] = words!.split(':').map(Number) as [number, number];
		return minutes * 60 + seconds;
	};
	const [question, mentorSeconds, candidateSeconds] = await Promise.all([
		candidate.locator('.asked').textContent(),
		clock(mentor),
		clock(candidate)
	]);
	return {
		question,
		clocksApartSeconds: Math.abs(mentorSeconds - candidateSeconds),
		mentorAsks: await button(mentor, 'Stop answer').isVisible(),
		candidateAsks: (await button(candidate, 'Stop answer').count()) > 0
	};
}
