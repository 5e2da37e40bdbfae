import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Browser, type Page } from '@playwright/test';
import { goToDoor, signIn } from '../support/people.ts';
import { countFrames } from '../support/pictures.ts';
import { useAppWithVideo } from '../support/use-app.ts';

const { app } = useAppWithVideo({ isDemo: true });

async function open(browser: Browser, who: string): Promise<Page> {
	const page = await (await browser.newContext()).newPage();
	// A screen to share that needs nobody to choose it; `endShare` is what the browser's own bar does.
	await page.addInitScript(() => {
		if (!navigator.mediaDevices) return;
		navigator.mediaDevices.getDisplayMedia = async () => {
			const canvas = document.createElement('canvas');
			Object.assign(canvas, { width: 1280, height: 720 });
			const context = canvas.getContext('2d')!;
			let count = 0;
			setInterval(() => {
				context.fillStyle = 'white';
				context.fillRect(0, 0, 1280, 720);
				context.fillStyle = 'black';
				context.font = '96px sans-serif';
				context.fillText(`ERAS, page ${(count += 1)}`, 120, 360);
			}, 100);
			const stream = canvas.captureStream(10);
			const [track] = stream.getVideoTracks();
			const endShare = () => {
				track!.stop();
				track!.dispatchEvent(new Event('ended'));
			};
			Object.assign(window, { endShare });
			return stream;
		};
	});
	await signIn(page, app.url, `${who}@demo.test`);
	return page;
}

const area = (page: Page) => page.getByRole('region', { name: 'Video' });
const tile = (page: Page, name: string) => area(page).getByRole('group', { name, exact: true });
const seesPicture = async (page: Page, name: string) => {
	const frames = () => countFrames(tile(page, name).locator('video'));
	await expect.poll(frames, { timeout: 60_000 }).toBeGreaterThan(0);
};

test('a shared screen has the room, one at a time, and ends with its button or the browser’s own', async ({
	browser
}) => {
	test.setTimeout(240_000);
	const mentor = await open(browser, 'mentor');
	const candidate = await open(browser, 'candidate');
	await goToDoor(mentor, candidate, app.url);
	for (const page of [mentor, candidate]) {
		await page.getByRole('button', { name: 'Join room' }).click();
		await expect(area(page)).toHaveAttribute('data-state', 'connected', { timeout: 60_000 });
	}
	await seesPicture(mentor, 'Amara Nwosu, MBBS');

	await candidate.getByRole('button', { name: 'Share screen' }).click();
	await expect(area(candidate).getByText('You are sharing your screen.')).toBeVisible();
	const screen = 'Screen of Amara Nwosu, MBBS';
	await seesPicture(mentor, screen);
	const width = async (name: string) => (await tile(mentor, name).boundingBox())!.width;
	expect(await width(screen)).toBeGreaterThan(2 * (await width('Amara Nwosu, MBBS')));
	const { violations } = await new AxeBuilder({ page: mentor })
		.setLegacyMode()
		.withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
		.analyze();
	expect(violations).toEqual([]);
	await mentor.screenshot({ path: test.info().outputPath('shared.png') });

	await mentor.getByRole('button', { name: 'Share screen' }).click();
	await expect(area(mentor).getByText('One at a time')).toContainText('Amara Nwosu, MBBS');
	await candidate.getByRole('button', { name: 'Stop sharing' }).click();
	await expect(tile(mentor, screen)).toHaveCount(0);

	await mentor.getByRole('button', { name: 'Share screen' }).click();
	await seesPicture(candidate, 'Screen of Dr Kwame Osei');
	await mentor.evaluate('endShare()');
	await expect(area(mentor).getByText('Your screen is no longer shared.')).toBeVisible();
	await expect(mentor.getByRole('button', { name: 'Share screen' })).toBeVisible();
	await expect(tile(candidate, 'Screen of Dr Kwame Osei')).toHaveCount(0);
});
