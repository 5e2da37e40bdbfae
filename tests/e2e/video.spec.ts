import { expect, test, type Browser, type Page } from '@playwright/test';
import { goToDoor, signIn } from '../support/people.ts';
import { countFrames } from '../support/pictures.ts';
import { useAppWithVideo } from '../support/use-app.ts';

const { app } = useAppWithVideo({ isDemo: true });

test.describe.configure({ timeout: 300_000 });

/** A person in a browser context of their own: another cookie jar, another machine as far as we know. */
async function open(browser: Browser, email: string): Promise<Page> {
	const page = await (await browser.newContext()).newPage();
	await signIn(page, app.url, email);
	return page;
}

/** A new interview: the mentor at its room's door, the candidate too. */
async function openInterview(browser: Browser) {
	const mentor = await open(browser, 'mentor@demo.test');
	const candidate = await open(browser, 'candidate@demo.test');
	const pathname = await goToDoor(mentor, candidate, app.url);
	return { mentor, candidate, pathname };
}

const join = (page: Page) => page.getByRole('button', { name: 'Join room' }).click();
const area = (page: Page) => page.getByRole('region', { name: 'Video' });
const expectState = (page: Page, state: string, timeout = 60_000) =>
	expect(area(page)).toHaveAttribute('data-state', state, { timeout });

/** The tile of the other one: there are two, and one's own says *You*. */
const otherTile = (page: Page) =>
	area(page).getByRole('group').filter({ hasNotText: /^You/ }).first();

/** Waits until so many more frames of the other one were shown than are now. */
async function seeFrames(page: Page, more = 5): Promise<void> {
	const count = () => countFrames(otherTile(page).locator('video'));
	const before = await count();
	await expect.poll(count, { timeout: 30_000 }).not.toBe(before);
	const start = await count();
	await expect.poll(count, { timeout: 30_000 }).toBeGreaterThanOrEqual(start + more);
}

test('two people see each other, mute, switch the camera off, leave and come back', async ({
	browser
}) => {
	const { mentor, candidate, pathname } = await openInterview(browser);
	await expect(mentor.getByRole('meter', { name: 'Microphone level' })).toBeVisible();
	await join(mentor);
	await expectState(mentor, 'connected');
	await join(candidate);
	await expectState(candidate, 'connected');
	await seeFrames(candidate);
	await seeFrames(mentor);

	// On one machine the second seat joins silent, and says so.
	await expect(area(candidate)).toContainText('Joined silent');
	await expect(candidate.locator('audio')).toHaveCount(0);
	await candidate.getByRole('button', { name: 'Turn sound on' }).click();
	await expect(candidate.locator('audio')).toHaveCount(1);
	await expect(otherTile(mentor)).toContainText('muted');
	await candidate.getByRole('button', { name: 'Unmute microphone' }).click();
	await expect(otherTile(mentor)).not.toContainText('muted');
	await candidate.getByRole('button', { name: 'Mute microphone' }).click();
	await expect(otherTile(mentor)).toContainText('muted');

	await candidate.getByRole('button', { name: 'Turn camera off' }).click();
	await expect(otherTile(mentor)).toContainText('camera off');
	await expect(otherTile(mentor).locator('video')).toHaveCount(0);
	await candidate.getByRole('button', { name: 'Turn camera on' }).click();
	await seeFrames(mentor);

	await candidate.getByRole('button', { name: 'Leave' }).click();
	await candidate.waitForURL(`**${pathname}`);
	await expect(area(mentor).getByRole('group')).toHaveCount(1);
	await candidate.goBack();
	await join(candidate);
	await expectState(candidate, 'connected');
	await seeFrames(mentor);
});

test('[F16] a second tab has everything but video, and takes over only when told', async ({
	browser
}) => {
	const { mentor, candidate } = await openInterview(browser);
	await join(candidate);
	await expectState(candidate, 'connected');
	const second = await candidate.context().newPage();
	await second.goto(candidate.url());
	await join(second);
	await expectState(second, 'seat-taken');
	await expect(second.getByRole('region', { name: 'Feedback' })).toBeAttached();
	await expectState(candidate, 'connected');
	await second.getByRole('button', { name: 'Take over here' }).click();
	await expectState(second, 'connected');
	await expectState(candidate, 'seat-taken');
	await candidate.close();
	await join(mentor);
	await seeFrames(mentor);
	await seeFrames(second);
});

test('[T20] of two tabs of one person at the door the first one in keeps the seat', async ({
	browser
}) => {
	const { candidate } = await openInterview(browser);
	const second = await candidate.context().newPage();
	const hasToken = (page: Page) =>
		page.waitForResponse((answer) => answer.url().endsWith('/video-token') && answer.ok());
	await Promise.all([hasToken(candidate), candidate.reload()]);
	await Promise.all([hasToken(second), second.goto(candidate.url())]);
	await join(candidate);
	await expectState(candidate, 'connected');
	await join(second);
	await expectState(second, 'seat-taken');
	await expectState(candidate, 'connected');
});

test('keys work once and are told, the view is chosen and kept', async ({ browser }) => {
	const { mentor, candidate } = await openInterview(browser);
	await join(candidate);
	// At the door a key does nothing: the room that waits behind it does not listen.
	await mentor.getByRole('button', { name: 'Turn camera off' }).waitFor();
	await mentor.keyboard.press('?');
	await mentor.keyboard.press('v');
	await join(mentor);
	await expectState(mentor, 'connected');
	await expect(mentor.getByRole('dialog')).toBeHidden();
	await seeFrames(mentor);

	await expect(mentor.getByRole('button', { name: 'Turn camera off' })).toBeVisible();
	await mentor.keyboard.press('v');
	await expect(mentor.getByRole('button', { name: 'Turn camera on' })).toBeVisible();
	await mentor.keyboard.press('v');
	await expect(mentor.getByRole('button', { name: 'Turn camera off' })).toBeVisible();
	await mentor.keyboard.press('?');
	const menu = (page: Page) => page.getByRole('dialog', { name: 'Commands' });
	const commands = (page: Page) => menu(page).getByRole('listitem');
	await expect(commands(mentor).filter({ hasText: 'Draw question' })).toBeVisible();
	// Nothing typed, nothing done.
	await mentor.keyboard.press('Enter');
	await expect(menu(mentor)).toBeVisible();
	await mentor.keyboard.type('camera');
	await expect(commands(mentor)).toHaveText(['Camera on or off V']);
	await mentor.keyboard.press('Enter');
	await expect(menu(mentor)).toBeHidden();
	await expect(mentor.getByRole('button', { name: 'Turn camera on' })).toBeVisible();
	await mentor.keyboard.press('Control+k');
	await commands(mentor).filter({ hasText: 'Camera on or off' }).getByRole('button').click();
	await expect(mentor.getByRole('button', { name: 'Turn camera off' })).toBeVisible();
	await candidate.getByRole('button', { name: 'Record' }).waitFor();
	await candidate.keyboard.press('?');
	await expect(commands(candidate)).toHaveText([
		'Microphone on or off M',
		'Camera on or off V',
		'Record',
		'Devices',
		'Share screen',
		'Leave'
	]);
	// What has no key is found too, and does what its button does.
	await mentor.keyboard.press('Control+k');
	await mentor.keyboard.type('line');
	await mentor.keyboard.press('Enter');
	await expect(mentor.getByRole('dialog', { name: 'Line-up' })).toBeVisible();
	await mentor.keyboard.press('Escape');

	const width = async (name: string) =>
		(await area(mentor).getByRole('group', { name }).boundingBox())!.width;
	expect(await width('Amara Nwosu, MBBS')).toBeGreaterThan(2 * (await width('Dr Kwame Osei')));
	await mentor.getByRole('button', { name: 'Devices' }).click();
	const settings = mentor.getByRole('dialog', { name: 'Devices' });
	await settings.getByRole('radio', { name: 'Side by side' }).check();
	await settings.getByRole('checkbox', { name: 'Noise suppression' }).uncheck();
	await mentor.keyboard.press('Escape');
	await expect
		.poll(async () => (await width('Amara Nwosu, MBBS')) - (await width('Dr Kwame Osei')))
		.toBeLessThan(2);
	await mentor.getByRole('button', { name: 'Devices' }).click();
	await settings.getByRole('checkbox', { name: 'Show my own picture' }).uncheck();
	await mentor.keyboard.press('Escape');
	await expect(area(mentor).getByRole('group')).toHaveCount(1);
	await expect(otherTile(candidate).locator('video')).toHaveCount(1);

	await mentor.reload();
	await join(mentor);
	await expectState(mentor, 'connected');
	await expect(area(mentor).getByRole('group', { name: 'Amara Nwosu, MBBS' })).toBeVisible();
	await expect(area(mentor).getByRole('group')).toHaveCount(1);
	await mentor.getByRole('button', { name: 'Devices' }).click();
	await expect(settings.getByRole('checkbox', { name: 'Noise suppression' })).not.toBeChecked();
});

test('who speaks while muted is told, and so is whose microphone gives nothing', async ({
	browser
}) => {
	const { mentor } = await openInterview(browser);
	await mentor.addInitScript(() => {
		const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
		navigator.mediaDevices.getUserMedia = async (wanted) => {
			if (!wanted?.audio) return ask(wanted);
			const context = new AudioContext();
			addEventListener('pointerdown', () => void context.resume());
			const voice = context.createGain();
			const out = context.createMediaStreamDestination();
			const tone = context.createOscillator();
			tone.connect(voice).connect(out);
			tone.start();
			Object.assign(window, { speak: (loudness: number) => (voice.gain.value = loudness) });
			const picture = wanted.video ? await ask({ video: wanted.video }) : null;
			return new MediaStream([...out.stream.getTracks(), ...(picture?.getTracks() ?? [])]);
		};
	});
	await mentor.reload();
	await join(mentor);
	await expectState(mentor, 'connected');
	const muted = area(mentor).getByText('You are muted, and you are speaking.');
	await expect(muted).toHaveCount(0);
	await mentor.keyboard.press('m');
	await expect(mentor.getByRole('button', { name: 'Unmute microphone' })).toBeVisible();
	await expect(muted).toBeVisible();
	await mentor.keyboard.press('m');
	await expect(muted).toHaveCount(0);
	await mentor.evaluate('speak(0)');
	await expect(area(mentor).getByText('Nothing comes from your microphone.')).toBeVisible({
		timeout: 30_000
	});
});

test('without a camera or microphone there is still a way in', async ({ browser }) => {
	const { mentor, candidate } = await openInterview(browser);
	await join(mentor);
	await expectState(mentor, 'connected');
	await candidate.getByRole('button', { name: 'Join without camera or microphone' }).click();
	await expectState(candidate, 'connected');
	await seeFrames(candidate);
	await expect(candidate.getByRole('button', { name: 'Turn camera on' })).toBeVisible();
	await expect(candidate.getByRole('button', { name: 'Unmute microphone' })).toBeVisible();
});

test('a device that fails says why and what to press', async ({ browser }) => {
	const { candidate } = await openInterview(browser);
	const faults = [
		['NotAllowedError', 'Your browser was told not to use', 'choose Allow'],
		['NotFoundError', 'No camera and no microphone found', 'Plug one in'],
		['NotReadableError', 'Something else is using', 'Close the other program']
	] as const;
	for (const [name, title, advice] of faults) {
		const page = await candidate.context().newPage();
		await page.addInitScript((fault) => {
			navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', fault));
		}, name);
		await page.goto(candidate.url());
		await expect(page.getByText(title)).toBeVisible();
		await expect(page.getByText(advice)).toBeVisible();
		await page.close();
	}
	const insecure = await candidate.context().newPage();
	await insecure.addInitScript(() =>
		Object.defineProperty(navigator, 'mediaDevices', { value: undefined })
	);
	await insecure.goto(candidate.url());
	await expect(
		insecure.getByText('Browsers give no camera or microphone to this address')
	).toBeVisible();
	await expect(insecure.getByRole('button', { name: 'Try again' })).toHaveCount(0);
});
