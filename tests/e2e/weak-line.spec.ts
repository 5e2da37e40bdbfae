import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Browser, type Page } from '@playwright/test';
import { goToDoor, signIn } from '../support/people.ts';
import { countFrames } from '../support/pictures.ts';
import { useAppWithVideo } from '../support/use-app.ts';

/* A weak line. Browsers lose no packets of WebRTC on demand: what they tell of the line is changed instead. */

const { app } = useAppWithVideo({ isDemo: true });

async function open(browser: Browser, who: string): Promise<Page> {
	const page = await (await browser.newContext()).newPage();
	await page.addInitScript(() => {
		const { getStats } = RTCRtpSender.prototype;
		RTCRtpSender.prototype.getStats = async function (this: RTCRtpSender) {
			const { lost } = window as unknown as { lost?: number };
			const report = new Map(await getStats.call(this));
			if (lost) report.set('lost', { id: 'lost', type: 'remote-inbound-rtp', fractionLost: lost });
			return report;
		};
	});
	await signIn(page, app.url, `${who}@demo.test`);
	return page;
}

async function meet(browser: Browser) {
	const mentor = await open(browser, 'mentor');
	const candidate = await open(browser, 'candidate');
	await goToDoor(mentor, candidate, app.url);
	for (const page of [mentor, candidate]) {
		await page.getByRole('button', { name: 'Join room' }).click();
		await expect(area(page)).toHaveAttribute('data-state', 'connected', { timeout: 60_000 });
	}
	await seePicture(mentor, 'Amara Nwosu, MBBS');
	await seePicture(candidate, 'Dr Kwame Osei');
	return { mentor, candidate };
}

const area = (page: Page) => page.getByRole('region', { name: 'Video' });
const tile = (page: Page, name: string) => area(page).getByRole('group', { name });

async function seePicture(page: Page, name: string): Promise<void> {
	const video = tile(page, name).locator('video');
	await expect(video).toHaveCount(1, { timeout: 60_000 });
	await expect.poll(() => countFrames(video), { timeout: 60_000 }).toBeGreaterThan(0);
}

const lose = (page: Page, share: number) =>
	page.evaluate((lost) => void Object.assign(window, { lost }), share);

test('a weak line gives up pictures before voices, says so on both sides, and comes back by itself', async ({
	browser
}) => {
	test.setTimeout(300_000);
	const { mentor, candidate } = await meet(browser);
	const words = area(candidate).getByText('pictures are off so that voices stay clear');
	await lose(candidate, 0.2);
	await expect(words).toBeVisible({ timeout: 60_000 });
	await expect(tile(candidate, 'Dr Kwame Osei')).toContainText('sound only');
	await expect(tile(candidate, 'Dr Kwame Osei').locator('video')).toHaveCount(0);
	await expect(tile(candidate, 'Amara Nwosu, MBBS')).toContainText('sound only');
	await expect(tile(mentor, 'Amara Nwosu, MBBS')).toContainText('sound only');
	await expect(tile(mentor, 'Amara Nwosu, MBBS')).not.toContainText('camera off');
	const { violations } = await new AxeBuilder({ page: candidate })
		.setLegacyMode()
		.withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
		.analyze();
	expect(violations).toEqual([]);
	await candidate.screenshot({ path: test.info().outputPath('sound-only.png') });

	await lose(candidate, 0);
	await seePicture(candidate, 'Dr Kwame Osei');
	await expect(words).toHaveCount(0);
	await expect(area(candidate).getByText('Your connection is weak')).toHaveCount(0, {
		timeout: 90_000
	});
	await seePicture(mentor, 'Amara Nwosu, MBBS');
});

test('what the person chooses wins: pictures stay though the line is weak, or go though it is good', async ({
	browser
}) => {
	test.setTimeout(300_000);
	const { mentor, candidate } = await meet(browser);
	const choose = async (page: Page, name: string) => {
		await page.getByRole('button', { name: 'Devices' }).click();
		await page.getByRole('dialog').getByRole('radio', { name }).check();
		await page.keyboard.press('Escape');
	};
	await choose(mentor, 'Sound only');
	await expect(area(mentor).getByText('Sound only: no pictures come or go.')).toBeVisible();
	await expect(tile(mentor, 'Amara Nwosu, MBBS').locator('video')).toHaveCount(0);
	await expect(tile(candidate, 'Dr Kwame Osei')).toContainText('sound only');
	await choose(mentor, 'Text only');
	await expect(tile(candidate, 'Dr Kwame Osei')).toContainText('text only');
	await expect(mentor.locator('audio')).toHaveCount(0);
	await area(mentor).getByRole('button', { name: 'Turn sound on' }).click();
	await seePicture(mentor, 'Amara Nwosu, MBBS');
	await seePicture(candidate, 'Dr Kwame Osei');

	const turnOn = area(candidate).getByRole('button', { name: 'Turn pictures on' });
	await lose(candidate, 0.2);
	await turnOn.click({ timeout: 60_000 });
	await expect(turnOn).toHaveCount(0);
	await expect(area(candidate).getByText('pictures are small')).toBeVisible();
	await seePicture(mentor, 'Amara Nwosu, MBBS');
});
