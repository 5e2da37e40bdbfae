import { expect, test, type Browser, type Page } from '@playwright/test';
import { startApp } from '../support/app.ts';
import { closeContexts } from '../support/close-contexts.ts';
import { startTestLiveKit } from '../support/livekit.ts';
import { countFrames } from '../support/pictures.ts';

test.afterEach(closeContexts);

/*
 * Two people, one room, one interview that is still there tomorrow: the whole path in two browsers that share nothing,
 * with the production build and a real LiveKit.
 */

const password = 'correct horse battery';

async function signUp(browser: Browser, url: string, name: string): Promise<Page> {
	const context = await browser.newContext();
	const page = await context.newPage();
	await page.goto(`${url}/sign-up`);
	await page.getByLabel('Name').fill(name);
	await page.getByLabel('Email').fill(`${name.split(' ').at(-1)!.toLowerCase()}@example.test`);
	await page.getByLabel('Password').fill(password);
	await page.getByRole('button', { name: 'Sign up' }).click();
	await page.waitForURL((address) => address.pathname !== '/sign-up');
	return page;
}

/** Frames that the largest picture of somebody else has shown. */
const remoteFrames = (page: Page, name: string) =>
	countFrames(page.getByRole('group', { name }).locator('video'));

const region = (page: Page, name: 'Question' | 'Feedback' | 'Scorecard') =>
	page.getByRole('region', { name });

/** Gives a level to each criterion on the card, in turn; what is folded away stays unrated. */
async function rateAll(page: Page, levels: readonly string[]): Promise<void> {
	const groups = region(page, 'Scorecard').getByRole('radiogroup').filter({ visible: true });
	for (let index = 0; index < (await groups.count()); index += 1) {
		const level = new RegExp(`^${levels[index % levels.length]}`);
		await groups.nth(index).getByRole('radio', { name: level }).check();
	}
}

test('two people meet, ask, write, rate alone, agree and finish, and it is there afterwards', async ({
	browser
}) => {
	test.setTimeout(300_000);
	await using livekit = await startTestLiveKit();
	await using app = await startApp({ livekit });

	const mentor = await signUp(browser, app.url, 'Kwame Osei');
	const candidate = await signUp(browser, app.url, 'Amara Nwosu');

	await test.step('one press creates an interview, a link brings the candidate in', async () => {
		await mentor.goto(`${app.url}/interviews/new`);
		await mentor.getByRole('button', { name: 'Create interview' }).click();
		await mentor.waitForURL(/\/interviews\/[a-z0-9]{20}$/);
		const link = await mentor.getByLabel('Invite link').first().inputValue();
		await mentor.goto(`${mentor.url()}/room`);
		await mentor.getByRole('button', { name: 'Join room' }).click();

		await candidate.goto(link);
		await candidate.getByRole('button', { name: 'Join room' }).click();
		await candidate.waitForURL(/\/room$/);
		await candidate.getByRole('button', { name: 'Join room' }).click();
	});

	await test.step('they see each other', async () => {
		// Two cameras, two encoders and a media server on one machine: patience, not speed.
		const patience = { timeout: 60_000 };
		await expect.poll(() => remoteFrames(mentor, 'Amara Nwosu'), patience).toBeGreaterThan(3);
		await expect.poll(() => remoteFrames(candidate, 'Kwame Osei'), patience).toBeGreaterThan(3);
	});

	let prompt = '';
	await test.step('a drawn card is the interviewer’s alone until the answer starts', async () => {
		await mentor.getByRole('button', { name: 'Draw question' }).click();
		await expect(mentor.getByRole('button', { name: 'Start answer' })).toBeVisible();
		prompt = (await region(mentor, 'Question').locator('.prompt').textContent())!.trim();
		expect(prompt.length).toBeGreaterThan(10);
		await mentor.getByRole('button', { name: 'Other question' }).click();
		await expect(region(mentor, 'Question').locator('.prompt')).not.toHaveText(prompt);
		prompt = (await region(mentor, 'Question').locator('.prompt').textContent())!.trim();
		expect(await candidate.content()).not.toContain(prompt);

		await mentor.getByRole('button', { name: 'Start answer' }).click();
		await expect(region(candidate, 'Question')).toContainText(prompt);
		await expect(candidate.getByRole('timer')).not.toContainText('0:00');
	});

	await test.step('both write the feedback at once', async () => {
		const strengths = (page: Page) =>
			region(page, 'Feedback').getByRole('textbox', { name: 'Strengths' });
		await Promise.all([
			strengths(mentor).pressSequentially('A calm voice. '),
			strengths(candidate).pressSequentially('I kept to time. ')
		]);
		for (const page of [mentor, candidate]) {
			await expect(strengths(page)).toContainText('I kept to time.');
			await expect(strengths(page)).toContainText('A calm voice.');
			await expect(page.getByText('Saved', { exact: true })).toBeVisible();
		}
		await region(candidate, 'Feedback')
			.getByRole('textbox', { name: 'Next steps' })
			.fill('End on a result.');
	});

	await test.step('each rates alone: nobody sees a number of the other', async () => {
		await mentor.getByRole('button', { name: 'Stop answer' }).click();
		await mentor.getByRole('button', { name: 'Go to debrief' }).click();
		await expect(candidate.getByRole('button', { name: 'Done rating' })).toBeVisible();
		await rateAll(mentor, ['4', '5']);
		await expect(region(candidate, 'Scorecard')).toContainText(/Kwame Osei: [1-9]\d* of/);
		await expect(region(candidate, 'Scorecard').getByRole('radio', { checked: true })).toHaveCount(
			0
		);
		await rateAll(candidate, ['3', '2']);
		await mentor.getByRole('button', { name: 'Done rating' }).click();
		await expect(mentor.getByText('Done. The numbers open when everyone is.')).toBeVisible();
		await expect(mentor.getByRole('radiogroup', { name: /^Agreed: / })).toHaveCount(0);
	});

	await test.step('the numbers open at one moment and are agreed', async () => {
		await candidate.getByRole('button', { name: 'Done rating' }).click();
		for (const page of [mentor, candidate])
			await expect(page.getByRole('radiogroup', { name: /^Agreed: / }).first()).toBeVisible();
		await expect(region(candidate, 'Scorecard')).toContainText('Kwame Osei 5');
		await expect(region(mentor, 'Scorecard')).toContainText('Amara Nwosu 2');
		const propose = (page: Page) =>
			page
				.getByRole('radiogroup', { name: /^Agreed: / })
				.filter({ visible: true })
				.first()
				.getByRole('radio', { name: /^4/ })
				.check();
		await propose(mentor);
		await expect(region(candidate, 'Scorecard')).toContainText('Kwame Osei proposes 4');
		await propose(candidate);
		for (const page of [mentor, candidate])
			await expect(region(page, 'Scorecard')).toContainText('Agreed: 4');
	});

	await test.step('Finish saves it, and it survives a restart', async () => {
		const address = mentor.url().replace(/\/room$/, '');
		await mentor.getByRole('button', { name: 'Finish' }).click();
		await mentor.getByRole('dialog').getByRole('button', { name: 'Finish' }).click();
		for (const page of [mentor, candidate])
			await page.waitForURL((to) => to.href.startsWith(address) && !to.pathname.endsWith('/room'));
		await expect(candidate.getByText('End on a result.').first()).toBeVisible();

		await app.stop();
		await app.start();
		await candidate.goto(`${app.url}/progress`);
		await expect(
			candidate.getByRole('link', { name: /interviewer 5, own 2, agreed 4/ })
		).toBeVisible();
		await candidate.getByRole('link', { name: 'Table', exact: true }).click();
		await expect(candidate.getByRole('table').getByRole('row').nth(1)).toBeVisible();
	});
});
