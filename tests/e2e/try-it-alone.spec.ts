import { expect, test, type Page } from '@playwright/test';
import { startApp } from '../support/app.ts';
import { startTestLiveKit } from '../support/livekit.ts';
import { countFrames } from '../support/pictures.ts';

/*
 * README, *Try it alone in three minutes*, word for word: one browser, two windows of it, the demo's people, a real
 * LiveKit. A step that changes there changes here.
 */

const mentorName = 'Dr Kwame Osei';
const candidateName = 'Amara Nwosu, MBBS';

const region = (page: Page, name: 'Question' | 'Feedback' | 'Scorecard' | 'Video') =>
	page.getByRole('region', { name });

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

const frames = (page: Page, name: string) =>
	countFrames(page.getByRole('group', { name }).locator('video'));

const agreedScales = (page: Page) => page.getByRole('radiogroup', { name: /^Agreed: / });

/** Gives every criterion that is open on the card this level. */
async function rate(page: Page, level: string): Promise<void> {
	const scales = region(page, 'Scorecard').getByRole('radiogroup').filter({ visible: true });
	for (let index = 0; index < (await scales.count()); index += 1)
		await scales
			.nth(index)
			.getByRole('radio', { name: new RegExp(`^${level}`) })
			.check();
}

test('one person walks both seats with the six steps of README', async ({ context }) => {
	test.setTimeout(240_000);
	await using livekit = await startTestLiveKit();
	await using app = await startApp({ livekit, isDemo: true });
	const mentor = await context.newPage();
	const candidate = await context.newPage();

	await test.step('1 and 2: two addresses keep two sign-ins apart', async () => {
		await mentor.goto(`${app.url}/demo`);
		await press(mentor, `Continue as ${mentorName}`);
		await mentor.waitForURL(/\/interviews\/[a-z0-9]{20}\/room$/);
		await candidate.goto(`${app.twinUrl}/demo`);
		await press(candidate, `Continue as ${candidateName}`);
		await candidate.waitForURL(`${app.twinUrl}${new URL(mentor.url()).pathname}`);
	});

	await test.step('3: both join; the second seat is silent and has a test picture', async () => {
		await press(mentor, 'Join room');
		const patience = { timeout: 60_000 };
		await expect(region(mentor, 'Video')).toHaveAttribute('data-state', 'connected', patience);
		await candidate.getByText('Devices', { exact: true }).click();
		await candidate.getByRole('checkbox', { name: /test picture/ }).check();
		await press(candidate, 'Join room');
		await expect(region(candidate, 'Video')).toContainText('Joined silent', patience);
		await expect.poll(() => frames(mentor, candidateName), patience).toBeGreaterThan(3);
		await expect.poll(() => frames(candidate, mentorName), patience).toBeGreaterThan(3);
	});

	await test.step('4: the candidate sees the prompt when the answer starts, no earlier', async () => {
		await press(mentor, 'Draw question');
		await expect(mentor.getByRole('button', { name: 'Start answer' })).toBeVisible();
		const prompt = (await region(mentor, 'Question').locator('.prompt').innerText()).trim();
		expect(prompt.length).toBeGreaterThan(10);
		expect(await candidate.content()).not.toContain(prompt);
		await press(mentor, 'Start answer');
		await expect(region(candidate, 'Question')).toContainText(prompt);
		for (const page of [mentor, candidate]) {
			const timer = page.getByRole('timer');
			const before = await timer.innerText();
			await expect(timer).not.toHaveText(before);
		}
		await press(mentor, 'Stop answer');
		await press(mentor, 'Go to debrief');
	});

	await test.step('5: numbers open together, both write at once, the mentor finishes', async () => {
		await rate(mentor, '4');
		await rate(candidate, '3');
		await press(mentor, 'Done rating');
		await expect(mentor.getByText('Done. The numbers open when everyone is.')).toBeVisible();
		await expect(agreedScales(candidate)).toHaveCount(0);
		await press(candidate, 'Done rating');
		await expect(region(mentor, 'Scorecard')).toContainText(`${candidateName} 3`);
		await expect(region(candidate, 'Scorecard')).toContainText(`${mentorName} 4`);

		const box = (page: Page, name: string) =>
			region(page, 'Feedback').getByRole('textbox', { name, exact: true });
		await Promise.all([
			box(mentor, 'Strengths').pressSequentially('Warm from the first word. '),
			box(candidate, 'Strengths').pressSequentially('I kept to time. ')
		]);
		await box(mentor, 'Next steps').fill('End on a result.');
		for (const page of [mentor, candidate]) {
			await expect(box(page, 'Strengths')).toContainText('Warm from the first word.');
			await expect(box(page, 'Strengths')).toContainText('I kept to time.');
			await expect(box(page, 'Next steps')).toContainText('End on a result.');
		}
		await press(mentor, 'Finish');
		await mentor.getByRole('dialog').getByRole('button', { name: 'Finish' }).click();
		for (const page of [mentor, candidate]) await page.waitForURL(/\/interviews\/[a-z0-9]{20}$/);
	});

	await test.step('6: the newest point and a row of the table, before and after a restart', async () => {
		const path = new URL(candidate.url()).pathname;
		await candidate.getByRole('link', { name: 'Progress', exact: true }).click();
		await seeNewest(candidate, path);
		await app.kill();
		await app.start();
		await candidate.goto(`${app.twinUrl}/progress`);
		await seeNewest(candidate, path);
	});
});

/** The interview at `path` is where every chart ends, and the first row of the table. */
async function seeNewest(page: Page, path: string): Promise<void> {
	const newest = page.getByRole('figure').getByRole('link', { name: /interviewer 4, own 3/ });
	await expect(newest.first()).toHaveAttribute('href', path);
	await page.getByRole('link', { name: 'Table', exact: true }).click();
	const row = page.getByRole('table').getByRole('row').nth(1);
	await expect(row.getByRole('rowheader').getByRole('link')).toHaveAttribute('href', path);
	await expect(row).toContainText(mentorName);
	await page.getByRole('link', { name: 'Charts', exact: true }).click();
	await expect(newest.first()).toBeVisible();
}
