import { readFile } from 'node:fs/promises';
import { expect, test, type Browser, type Page } from '@playwright/test';
import { useApp } from '../support/use-app.ts';

/*
 * A candidate's file on the production build: written on one page, ticked line by line, shown to the interviewer and
 * dealt in the room. Video is off.
 */

const app = useApp({ isDemo: true });

async function signIn(browser: Browser, email: string): Promise<Page> {
	const context = await browser.newContext({ baseURL: app.url });
	const form = { email, password: 'practice-out-loud' };
	await context.request.post('/sign-in', { form, headers: { origin: app.url } });
	return context.newPage();
}

async function signUp(browser: Browser, name: string): Promise<Page> {
	const context = await browser.newContext({ baseURL: app.url });
	const page = await context.newPage();
	await page.goto('/sign-up');
	await page.getByLabel('Name').fill(name);
	await page.getByLabel('Email').fill(`${name.toLowerCase()}@example.test`);
	await page.getByLabel('Password').fill('practice-out-loud');
	await page.getByRole('button', { name: 'Sign up' }).click();
	await page.waitForURL('**/home');
	return page;
}

const state = (page: Page) => page.getByRole('status').filter({ visible: true }).first();
const saved = (page: Page) => expect(state(page)).toHaveText('Saved');
async function addLine(page: Page, add: string, fields: Record<string, string>): Promise<void> {
	await page.getByRole('link', { name: add }).last().click();
	const form = page.getByRole('listitem').filter({ hasText: /^New / });
	for (const [label, words] of Object.entries(fields))
		await page
			.getByRole('listitem')
			.filter({ has: page.locator('details[open]') })
			.getByLabel(label, { exact: true })
			.fill(words);
	await expect(form).toHaveCount(0);
	await saved(page);
	await page
		.getByRole('listitem')
		.filter({ has: page.locator('details[open]') })
		.locator('summary')
		.click();
}

test('what is ticked is shown to the interviewer and dealt in the room; the rest is nobody’s', async ({
	browser
}) => {
	const candidate = await signUp(browser, 'Nour');
	await candidate.getByRole('link', { name: 'My file' }).first().click();
	await expect(candidate.getByText('Begin with the line you would least like')).toBeVisible();

	await candidate.getByLabel('What I want feedback on today').fill('Do I ramble?');
	await candidate.getByLabel('Specialty', { exact: true }).selectOption('Psychiatry');
	await addLine(candidate, 'Add a gap', {
		From: '2022-06',
		To: '2023-01',
		Why: 'Illness at home'
	});
	await addLine(candidate, 'Add a CV line', { 'Line of the CV': 'Secret society' });
	const gap = 'Illness at home, June 2022 to January 2023';
	await candidate.getByRole('checkbox', { name: `Interviewer may ask: ${gap}` }).check();
	await saved(candidate);
	const seen = candidate.getByRole('complementary');
	await expect(seen).toContainText(gap);
	await expect(seen).not.toContainText('Secret society');

	// It is all there again, and in the export.
	await candidate.reload();
	await expect(candidate.getByLabel('What I want feedback on today')).toHaveValue('Do I ramble?');
	await expect(candidate.getByText('Secret society', { exact: true })).toBeVisible();
	const download = candidate.waitForEvent('download');
	await candidate.getByRole('link', { name: 'Export' }).click();
	const exported = JSON.parse(await readFile(await (await download).path(), 'utf8')) as {
		specialty: string;
		lines: { kind: string; interviewerMayAsk: boolean }[];
	};
	expect(exported).toMatchObject({
		specialty: 'psychiatry',
		lines: [
			{ kind: 'gap', interviewerMayAsk: true },
			{ kind: 'cv', interviewerMayAsk: false }
		]
	});

	await candidate.goto('/interviews/new');
	await candidate.getByRole('radio', { name: 'Candidate' }).check();
	await candidate.getByLabel('Plan').selectOption({ label: 'Red-flag drill' });
	await candidate.getByRole('button', { name: 'Create interview' }).click();
	await candidate.waitForURL(/\/interviews\/[a-z0-9]{20}$/);
	const link = await candidate.getByLabel('Invite link').inputValue();

	const mentor = await signIn(browser, 'mentor@demo.test');
	await mentor.goto(link);
	await mentor.getByRole('button', { name: 'Join room' }).click();
	await mentor.waitForURL('**/room');
	const room = mentor.url();
	await mentor.goto(room.replace('/room', ''));
	const brief = mentor.getByRole('region', { name: 'The file of Nour' });
	await expect(brief).toContainText('Do I ramble?');
	await expect(brief).toContainText(gap);
	await expect(mentor.getByRole('main')).not.toContainText('Secret society');

	await mentor.goto(room);
	// Read before joining, while the mirror is looked at.
	await mentor.getByRole('button', { name: 'Their file' }).click();
	await expect(mentor.getByRole('dialog')).toContainText(gap);
	await mentor.getByRole('button', { name: 'Close' }).click();
	await mentor.getByRole('button', { name: 'Join without camera or microphone' }).click();
	await expect(mentor.getByText('Wants feedback on: Do I ramble?')).toBeVisible();
	await mentor.getByRole('button', { name: 'Their file' }).click();
	await expect(mentor.getByRole('dialog')).toContainText(gap);
	await mentor.getByRole('button', { name: 'Close' }).click();
	const question = mentor.getByRole('region', { name: 'Question' });
	await mentor.getByRole('button', { name: 'Draw question' }).click();
	await mentor.getByRole('button', { name: 'Start answer' }).click();
	await mentor.getByRole('button', { name: 'Stop answer' }).click();
	await mentor.getByRole('button', { name: 'Draw question' }).click();
	await expect(question).toContainText('From the candidate’s file');
	await expect(question).toContainText(
		'There is a gap in your file, June 2022 to January 2023. What were you doing?'
	);
});

test('two devices: neither overwrites the other unseen, and being offline is said', async ({
	browser
}) => {
	const here = await signUp(browser, 'Sofia');
	await here.goto('/my-file');
	await addLine(here, 'Add a CV line', { 'Line of the CV': 'A prize' });
	const there = await here.context().newPage();
	await there.goto('/my-file');
	for (const page of [here, there]) await page.getByText('A prize', { exact: true }).click();
	const words = (page: Page) => page.getByLabel('What you would say about it');

	await words(there).fill('From there');
	await saved(there);
	await words(here).fill('From here');
	await expect(here.getByText('Changed on another device.')).toBeVisible();
	await expect(here.getByText('On the other device: From there')).toBeVisible();
	await expect(words(here)).toHaveValue('From here');
	await here.getByRole('button', { name: 'Keep this one' }).click();
	await saved(here);
	await there.reload();
	await there.getByText('A prize', { exact: true }).click();
	await expect(words(there)).toHaveValue('From here');

	await here.context().setOffline(true);
	await words(here).fill('Typed on a train');
	await expect(state(here)).toHaveText('Offline — kept here until you are back');
	await here.context().setOffline(false);
	await saved(here);

	await here.getByLabel('From', { exact: true }).fill('2024-05');
	await here.getByLabel('To', { exact: true }).fill('2024-01');
	await expect(here.getByText('This is before it began.')).toBeVisible();
	await expect(state(here)).toHaveText('Not saved — look at the marked fields');
	await here.getByLabel('To', { exact: true }).fill('2024-06');
	await saved(here);
	await here.getByRole('button', { name: /^Remove: A prize/ }).click();
	const tick = here.getByRole('checkbox', { name: /^Interviewer may ask: A prize/ });
	await expect(tick).toHaveCount(0);
	await here.getByRole('button', { name: 'Undo' }).click();
	await expect(tick).toBeVisible();
	await saved(here);
});
