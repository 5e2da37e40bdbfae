import { expect, test, type Page } from '@playwright/test';
import { createId } from '#server/db/id.ts';
import { openDatabase } from '#server/db/open.ts';
import { assignments, memberships, users } from '#server/db/schema.ts';
import { admin, advisor, demoOrganisation } from '#server/demo/people.ts';
import type { TestAppOptions } from '../support/app.ts';
import { signIn } from '../support/people.ts';
import { createTestDatabase } from '../support/postgres.ts';
import { useApp } from '../support/use-app.ts';

/* An advisor's day with more candidates than fit into it, on the production build: the demo and twenty others. */

const settings: TestAppOptions = { isDemo: true };
let database: Awaited<ReturnType<typeof createTestDatabase>>;
test.beforeAll(async () => {
	database = await createTestDatabase();
	settings.databaseUrl = database.url;
});
const app = useApp(settings);
test.beforeAll(() => addCandidates(20));
test.afterAll(() => database[Symbol.asyncDispose]());

/** `Candidate 01` and on: followed for twelve days, and nothing shared. */
async function addCandidates(count: number): Promise<void> {
	const opened = await openDatabase({ databaseUrl: database.url, dataDir: '' });
	const { id: organisationId } = demoOrganisation;
	for (let index = 1; index <= count; index += 1) {
		const candidateId = createId();
		await opened.db
			.insert(users)
			.values({ id: candidateId, name: `Candidate ${String(index).padStart(2, '0')}` });
		await opened.db
			.insert(memberships)
			.values({ organisationId, userId: candidateId, role: 'candidate' });
		const startsAt = new Date(Date.now() - 12 * 86_400_000);
		await opened.db
			.insert(assignments)
			.values({ organisationId, advisorId: advisor.id, candidateId, startsAt });
	}
	await opened.close();
}

const rows = (page: Page) =>
	page.getByRole('listitem').filter({ has: page.getByRole('heading', { level: 3 }) });
const rowOf = (page: Page, name: string) => rows(page).filter({ hasText: name });

async function note(page: Page, name: string, words: string, button: string): Promise<void> {
	const row = rowOf(page, name);
	const form = row.getByRole('form', { name: `About ${name}` });
	if (!(await form.isVisible())) await row.getByText('Talked, later, or not needed').click();
	await form.getByLabel('Note').fill(words);
	await form.getByRole('button', { name: button, exact: true }).click();
}

test('fifteen of those who wait are shown, cleared each in its way, and filters stay in the address', async ({
	browser
}) => {
	const page = await (await browser.newContext()).newPage();
	await signIn(page, app.url, advisor.email!);
	await page.goto(`${app.url}/advising`);
	const today = page.getByRole('link', { name: /^Today \(\d+\)$/ });
	const waiting = Number(/\d+/.exec(await today.innerText()));
	expect(waiting).toBeGreaterThanOrEqual(20);
	await expect(rows(page)).toHaveCount(15);
	await expect(page.getByText(`${waiting - 15} more can wait until tomorrow.`)).toBeVisible();

	await note(page, 'Candidate 01', 'Shares the next one on Friday.', 'Talked today');
	await expect(rowOf(page, 'Candidate 01')).toHaveCount(0);
	await note(page, 'Candidate 02', '', 'Remind me in 7 days');
	await expect(rowOf(page, 'Candidate 02')).toHaveCount(0);
	await note(page, 'Candidate 03', '', 'Not needed');
	await expect(page.getByText('Say in a few words why it is not needed.')).toBeVisible();
	await note(page, 'Candidate 03', 'On leave until May.', 'Not needed');
	await expect(rowOf(page, 'Candidate 03')).toHaveCount(0);
	await expect(page.getByRole('link', { name: `Today (${waiting - 3})` })).toBeVisible();
	await expect(rows(page)).toHaveCount(15);

	await page.getByRole('link', { name: /^Everybody/ }).click();
	await page.getByLabel('Name').fill('candidate 0');
	await page.getByLabel('Why').selectOption({ label: 'Nothing shared' });
	await page.getByRole('button', { name: 'Filter' }).click();
	await expect(rows(page)).toHaveCount(9);
	await expect(rowOf(page, 'Candidate 01')).toContainText('Talked today; back on');
	await expect(rowOf(page, 'Candidate 01')).toContainText('Shares the next one on Friday.');
	await expect(rowOf(page, 'Candidate 02')).toContainText('Set aside today');
	await expect(rowOf(page, 'Candidate 03')).toContainText('Not needed today');
	await expect(rowOf(page, 'Candidate 03')).toContainText('On leave until May.');

	await note(page, 'Candidate 04', 'By phone.', 'Talked today');
	await expect(rowOf(page, 'Candidate 04')).toContainText('Talked today; back on');
	await page.reload();
	const search = Object.fromEntries(new URL(page.url()).searchParams);
	expect(search).toEqual({ list: 'everybody', q: 'candidate 0', reason: 'nothing-shared' });
	await expect(page.getByLabel('Name')).toHaveValue('candidate 0');
	await expect(rows(page)).toHaveCount(9);

	const href = await page.getByRole('link', { name: 'This list as CSV' }).getAttribute('href');
	const lines = (await (await page.request.get(app.url + href!)).text()).trimEnd().split('\r\n');
	expect(lines).toHaveLength(10);
	expect(lines[1]).toMatch(/^Candidate 01,Lakeside Advising,Nothing shared with you yet\.,0,/);
	expect(lines.join()).not.toContain('Friday');
});

test('people are invited by a file that was looked at, and one with a wrong line invites nobody', async ({
	browser
}) => {
	const page = await (await browser.newContext()).newPage();
	await signIn(page, app.url, 'admin@demo.test');
	await page.goto(`${app.url}/organisations/${demoOrganisation.id}/invite`);
	const give = (text: string) =>
		page
			.getByLabel('File')
			.setInputFiles({ name: 'class.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
	const look = page.getByRole('button', { name: 'Look at it first' });
	await give('email,role\none@class.test,candidate\nnobody,dean\n');
	await look.click();
	const wrong = page.getByRole('table', { name: /What is wrong in class.csv/ });
	await expect(wrong.getByRole('row').nth(1)).toContainText('3');
	await expect(wrong).toContainText('A role is one of: candidate, mentor, advisor, admin.');
	await expect(page.getByText('Nobody was invited.')).toBeVisible();
	await expect(page.getByRole('button', { name: /^Invite \d/ })).toHaveCount(0);

	await give('email,role\none@class.test,candidate\ntwo@class.test,mentor\n');
	await look.click();
	const preview = page.getByRole('table', { name: 'Who would be invited' });
	await expect(preview.getByRole('row', { name: 'two@class.test' })).toContainText('Mentor');
	await page.getByRole('button', { name: 'Invite 2 people' }).click();
	await expect(page.getByText('2 people are invited.')).toBeVisible();
	const links = page.getByRole('table', { name: 'Links of the invitations' });
	const link = await links.getByRole('row', { name: 'one@class.test' }).locator('code').innerText();

	// What joining means for one's interviews is said before one has joined.
	const invited = await (await browser.newContext()).newPage();
	await invited.goto(link);
	await expect(
		invited.getByText(
			'Interviews that you finish here as a candidate are shared with the advisor who follows you. You can make each of them private'
		)
	).toBeVisible();
	await invited.getByLabel('Name').fill('Leila Haddad, MD');
	await invited.getByLabel('Password', { exact: true }).fill('a long enough sentence');
	await invited.getByRole('button', { name: 'Sign up and join' }).click();
	await invited.waitForURL('**/organisations/*');
	await invited.goto(`${app.url}/progress/sharing`);
	await expect(
		invited.getByText('Each new one is shared with your advisor until you say otherwise.')
	).toBeVisible();
});

test('a comment on an interview is news to its candidate until they have read it', async ({
	browser
}) => {
	const page = await (await browser.newContext()).newPage();
	await signIn(page, app.url, 'candidate@demo.test');
	await page.goto(`${app.url}/home`);
	const news = page.getByText(`New comment from ${advisor.name}`);
	await expect(news).toBeVisible();
	await page.getByRole('link', { name: 'Read it' }).click();
	const comment = page.getByRole('listitem').filter({ hasText: 'The thyroid case is the one' });
	const isRead = page.waitForResponse((response) => response.url().endsWith('?/readComments'));
	await expect(comment).toContainText('New');
	expect((await isRead).ok()).toBe(true);
	await page.reload();
	await expect(comment).toBeVisible();
	await expect(comment).not.toContainText('New');
	await page.goto(`${app.url}/home`);
	await expect(page.getByRole('heading', { name: 'What to work on' })).toBeVisible();
	await expect(news).toHaveCount(0);
});

test('an admin lets an advisor follow a candidate until a day, and ends it', async ({
	browser
}) => {
	const page = await (await browser.newContext()).newPage();
	await signIn(page, app.url, 'admin@demo.test');
	await page.goto(`${app.url}/organisations/${demoOrganisation.id}`);
	const toDay = (inDays: number) =>
		new Date(Date.now() + inDays * 86_400_000).toISOString().slice(0, 10);
	const until = page.getByLabel('Until', { exact: true });
	await page.getByLabel('Advisor', { exact: true }).selectOption({ label: admin.name });
	await page.getByLabel('Candidate', { exact: true }).selectOption({ label: 'Candidate 07' });
	await until.fill(toDay(-3));
	await page.getByRole('button', { name: 'Let them follow' }).click();
	await expect(until).toHaveAccessibleDescription(/This day is over/);
	await expect(page.getByLabel('Candidate', { exact: true }).locator(':checked')).toHaveText(
		'Candidate 07'
	);
	await expect(until).toHaveValue(toDay(-3));

	await until.fill(toDay(30));
	await page.getByRole('button', { name: 'Let them follow' }).click();
	const row = page.getByRole('listitem').filter({ hasText: `${admin.name} follows Candidate 07` });
	await expect(row).toContainText(/until /);
	await expect(row).toContainText(`assigned by ${admin.name}`);
	await page.goto(`${app.url}/advising?list=everybody`);
	await expect(page.getByRole('link', { name: 'Candidate 07' })).toBeVisible();

	await page.goto(`${app.url}/organisations/${demoOrganisation.id}`);
	await row.getByRole('button', { name: `End: ${admin.name} follows Candidate 07` }).click();
	await expect(row).toHaveCount(0);
	const past = page.getByText(/^Ended in the last year/);
	await past.click();
	await expect(
		page.getByRole('listitem').filter({ hasText: `${admin.name} followed Candidate 07` })
	).toContainText(`ended by ${admin.name}`);
});

test('the keys go through the season’s timeline and through an answer’s length', async ({
	browser
}) => {
	const page = await (await browser.newContext()).newPage();
	await signIn(page, app.url, 'candidate@demo.test');
	await page.goto(`${app.url}/progress`);
	for (const chart of [
		page
			.getByRole('figure')
			.filter({ has: page.getByRole('img', { name: /^Interviews over time by kind/ }) }),
		page.getByRole('figure').filter({ hasText: 'Answer length' })
	]) {
		const link = chart.getByRole('link', { name: /Arrow keys go through the season/ });
		const last = await link.getAttribute('href');
		await link.focus();
		await page.keyboard.press('ArrowLeft');
		await expect(chart.getByRole('status')).not.toBeEmpty();
		await expect(link).not.toHaveAttribute('href', last!);
		await page.keyboard.press('ArrowRight');
		await expect(link).toHaveAttribute('href', last!);
		await link.blur();
		await expect(chart.getByRole('status')).toHaveCount(0);
	}
	const link = page.getByRole('link', { name: /Arrow keys go through the season/ }).last();
	const href = await link.getAttribute('href');
	await link.press('Enter');
	await page.waitForURL(`**${href!}`);
});
