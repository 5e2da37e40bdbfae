import {
	expect,
	test,
	type Browser,
	type BrowserContextOptions,
	type Page
} from '@playwright/test';
import { useApp } from '../support/use-app.ts';

/*
 * The pages around an interview, on the production build with the demo's people and one signed-up person a test. The
 * room itself has specs of its own.
 */

let people = 0;
const app = useApp({ isDemo: true });

/** A browser of its own with somebody who has just signed up. */
async function givenPerson(browser: Browser, options: BrowserContextOptions = {}) {
	people += 1;
	const context = await browser.newContext({
		baseURL: app.url,
		timezoneId: 'Africa/Lagos',
		...options
	});
	const page = await context.newPage();
	await page.goto('/sign-up');
	await page.getByLabel('Name').fill('Amara Nwosu');
	await page.getByLabel('Email').fill(`amara${people}@example.test`);
	await page.getByLabel('Password').fill('practice-out-loud');
	await page.getByRole('main').getByRole('button').first().click();
	await page.waitForURL('**/home');
	return page;
}

/** A browser of its own with nobody signed in. */
async function givenStranger(browser: Browser): Promise<Page> {
	const context = await browser.newContext({ baseURL: app.url, timezoneId: 'America/Chicago' });
	return context.newPage();
}

const detailsUrl = /\/interviews\/[a-z0-9]{20}$/;

async function createInterview(page: Page, options: { isCandidate?: boolean } = {}) {
	await page.goto('/interviews/new');
	if (options.isCandidate) await page.getByRole('radio', { name: 'Candidate' }).check();
	await page.getByRole('button', { name: 'Create interview' }).click();
	await page.waitForURL(detailsUrl);
	return page.url();
}

const inviteLink = (page: Page) => page.getByLabel('Invite link').inputValue();

test('one press makes an interview, now, with its creator as interviewer', async ({ browser }) => {
	const page = await givenPerson(browser);
	await expect(page.getByRole('link', { name: 'Start one now' })).toBeVisible();
	await createInterview(page);
	await expect(page.getByText('you are the interviewer')).toBeVisible();
	expect(await inviteLink(page)).toContain(`${app.url}/join/`);
	await expect(page.getByRole('link', { name: 'Join room' })).toBeVisible();

	await page.goto('/interviews');
	await expect(page.getByRole('listitem').filter({ hasText: 'Mentor mock' })).toHaveCount(1);
	await page.goto('/home');
	await page.getByRole('link', { name: 'Join room' }).click();
	await page.waitForURL('**/room');
});

test('a mentor without an account is in the room one page after the link', async ({ browser }) => {
	const page = await givenPerson(browser);
	await createInterview(page, { isCandidate: true });
	const mentor = await givenStranger(browser);
	await mentor.goto(await inviteLink(page));
	await expect(mentor.getByRole('heading', { level: 1 })).toContainText('Amara Nwosu invites you');

	await mentor.getByRole('button', { name: 'Join room' }).click();
	await expect(mentor.getByText('Type your name.')).toBeVisible();
	await mentor.getByLabel('Your name').fill('Dr <script>alert(1)</script> Osei');
	await mentor.getByRole('button', { name: 'Join room' }).click();
	await mentor.waitForURL('**/room');

	await page.reload();
	await expect(page.getByText('Dr <script>alert(1)</script> Osei (guest)')).toBeVisible();
	await expect(page.getByLabel('Invite link')).toHaveCount(0);
	// The guest's session opens this interview and nothing else.
	await mentor.goto('/interviews/new');
	await expect(mentor.getByRole('heading', { level: 1 })).toContainText('not open to you');
});

test('a candidate makes an account at the link and comes back to it', async ({ browser }) => {
	const page = await givenPerson(browser);
	await createInterview(page);
	const link = await inviteLink(page);
	const candidate = await givenStranger(browser);
	await candidate.goto(link);
	await candidate.getByRole('link', { name: 'Make an account' }).click();
	await candidate.waitForURL('**/sign-up?next=*');
	await candidate.getByLabel('Name').fill('نور الهدى');
	await candidate.getByLabel('Email').fill('nour@example.test');
	await candidate.getByLabel('Password').fill('practice-out-loud');
	await candidate.getByRole('main').getByRole('button').first().click();
	await candidate.waitForURL('**/join/*');
	await candidate.getByRole('button', { name: 'Join room' }).click();
	await candidate.waitForURL('**/room');

	const late = await givenPerson(browser);
	await late.goto(link);
	await expect(late.getByText('Somebody else has the candidate’s seat already.')).toBeVisible();
	await expect(late.getByRole('button', { name: 'Ask to come in' })).toBeVisible();
});

test('a revoked link says so and what to do; a new one works', async ({ browser }) => {
	const page = await givenPerson(browser);
	await createInterview(page, { isCandidate: true });
	const old = await inviteLink(page);
	await page.getByRole('button', { name: 'Revoke link for an interviewer' }).click();
	await expect(page.getByText('This link was revoked.')).toBeVisible();

	const mentor = await givenStranger(browser);
	const answer = await mentor.goto(old);
	expect(answer?.status()).toBe(410);
	await expect(mentor.getByRole('main')).toContainText('Ask whoever sent it for a new one.');
	expect((await mentor.goto(`${old}x`))?.status()).toBe(404);
	await expect(mentor.getByRole('main')).toContainText('copied only in part');

	await page.getByRole('button', { name: 'Make a new link for an interviewer' }).click();
	await expect(page.getByLabel('Invite link')).toBeVisible();
	const renewed = await inviteLink(page);
	expect(renewed).not.toBe(old);
	expect((await mentor.goto(renewed))?.status()).toBe(200);
});

test('an interview is moved, goes into a calendar in UTC, and a wrong time keeps what was typed', async ({
	browser
}) => {
	const page = await givenPerson(browser);
	const url = await createInterview(page);
	await page.locator('summary', { hasText: 'Reschedule' }).click();
	const day = new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10);
	await page.getByRole('radio', { name: 'At a set time' }).check();
	await page.getByLabel('Day and time').fill(`${day}T19:00`);
	await page.getByLabel('Minutes', { exact: true }).fill('200');
	await page.getByRole('button', { name: 'Save new time' }).click();
	await expect(page.getByText('Choose between 15 and 120 minutes.')).toBeVisible();
	await expect(page.getByLabel('Minutes', { exact: true })).toHaveValue('200');
	await expect(page.getByLabel('Minutes', { exact: true })).toBeFocused();
	await expect(page.getByLabel('Day and time')).toHaveValue(`${day}T19:00`);

	await page.getByLabel('Minutes', { exact: true }).fill('45');
	await page.getByRole('button', { name: 'Save new time' }).click();
	await expect(page.getByText('19:00 your time')).toBeVisible();
	await expect(page.getByText('45 minutes')).toBeVisible();
	await expect(page.getByRole('link', { name: 'Add to calendar' })).toBeVisible();
	const file = await (await page.request.get(`${url}/calendar.ics`)).text();
	// 19:00 in Lagos, which has no daylight saving.
	expect(file).toContain(`DTSTART:${day.replaceAll('-', '')}T180000Z`);
});

test('a cancelled interview says so to its people and at its links', async ({ browser }) => {
	const page = await givenPerson(browser);
	await createInterview(page, { isCandidate: true });
	const link = await inviteLink(page);
	await page.locator('summary', { hasText: 'Cancel' }).click();
	await page.getByRole('button', { name: 'Cancel interview' }).click();
	await expect(page.getByText('This interview was cancelled.')).toBeVisible();
	await expect(page.getByRole('link', { name: 'Join room' })).toHaveCount(0);

	const mentor = await givenStranger(browser);
	expect((await mentor.goto(link))?.status()).toBe(410);
	await expect(mentor.getByRole('main')).toContainText('is over');
	await page.goto('/interviews');
	await expect(page.getByRole('listitem').filter({ hasText: 'Cancelled' })).toHaveCount(1);
});

test('somebody who is removed loses the interview and cannot come back by the link', async ({
	browser
}) => {
	const page = await givenPerson(browser);
	const url = await createInterview(page);
	const link = await inviteLink(page);
	const candidate = await givenPerson(browser);
	await candidate.goto(link);
	await candidate.getByRole('button', { name: 'Join room' }).click();
	await candidate.waitForURL('**/room');

	await page.reload();
	await page.locator('summary', { hasText: 'Remove' }).click();
	await page.getByRole('button', { name: 'Remove from interview' }).click();
	await expect(page.getByText('Candidate: nobody yet')).toBeVisible();
	expect((await candidate.goto(url))?.status()).toBe(404);
	await candidate.goto(link);
	await candidate.getByRole('button', { name: 'Join room' }).click();
	await expect(candidate.getByRole('alert')).toContainText('taken off the list');
});

test('every wrong field of Create has its sentence, and what was typed is kept', async ({
	browser
}) => {
	const page = await givenPerson(browser);
	await page.goto('/interviews/new');
	await page.getByRole('radio', { name: 'Candidate' }).check();
	await page.getByRole('radio', { name: 'Together, live' }).check();
	await page.getByLabel('Day and time').fill('2020-01-01T10:00');
	await page.getByLabel('Minutes', { exact: true }).fill('5');
	await page.getByRole('button', { name: 'Create interview' }).click();
	await expect(page.getByRole('alert')).toContainText('Nothing was created yet');
	await expect(page.getByText('This is in the past')).toBeVisible();
	await expect(page.getByText('Choose between 15 and 120 minutes.')).toBeVisible();
	await expect(page.getByRole('radio', { name: 'Candidate' })).toBeChecked();
	await expect(page.getByRole('radio', { name: 'Together, live' })).toBeChecked();
	await expect(page.getByRole('radio', { name: 'At a set time' })).toBeChecked();
	await expect(page.getByLabel('Day and time')).toHaveValue('2020-01-01T10:00');
	await expect(page.getByLabel('Day and time')).toBeFocused();
	await expect(page.getByLabel('Minutes', { exact: true })).toHaveValue('5');

	await page.getByLabel('Plan').evaluate((select: HTMLSelectElement) => {
		select.options[0]!.value = '<script>alert(1)</script>';
	});
	await page.getByRole('radio', { name: 'Now' }).check();
	await page.getByLabel('Minutes', { exact: true }).fill('30');
	await page.getByRole('button', { name: 'Create interview' }).click();
	await expect(page.getByText('Choose a plan from the list.')).toBeVisible();
	await page.goto('/interviews');
	await expect(page.getByRole('link', { name: 'Create your first interview' })).toBeVisible();
});

test('the back button leads back without making a second interview', async ({ browser }) => {
	const page = await givenPerson(browser);
	await page.goto('/interviews');
	await page.getByRole('link', { name: 'Create your first interview' }).click();
	await page.getByRole('button', { name: 'Create interview' }).click();
	await page.waitForURL(detailsUrl);
	await page.goBack();
	await expect(page.getByRole('button', { name: 'Create interview' })).toBeVisible();
	await page.goBack();
	await expect(page.getByRole('heading', { name: 'Interviews', level: 1 })).toBeVisible();
	await page.reload();
	await expect(page.getByRole('listitem').filter({ hasText: 'Mentor mock' })).toHaveCount(1);
	await page.goForward();
	await page.goForward();
	await expect(page.getByLabel('Invite link')).toBeVisible();
});

test('without JavaScript: create, be refused with what was typed kept, reschedule, cancel', async ({
	browser
}) => {
	const page = await givenPerson(browser, { javaScriptEnabled: false });
	await page.goto('/interviews/new');
	await page.getByLabel('Minutes', { exact: true }).fill('7');
	await page.getByRole('radio', { name: 'Candidate' }).check();
	await page.getByRole('button', { name: 'Create interview' }).click();
	await expect(page.getByText('Choose between 15 and 120 minutes.')).toBeVisible();
	await expect(page.getByLabel('Minutes', { exact: true })).toHaveValue('7');
	await expect(page.getByRole('radio', { name: 'Candidate' })).toBeChecked();
	await page.getByLabel('Minutes', { exact: true }).fill('20');
	await page.getByRole('button', { name: 'Create interview' }).click();
	await page.waitForURL(detailsUrl);
	await expect(page.getByText('20 minutes')).toBeVisible();
	await expect(page.getByLabel('Invite link')).toHaveValue(/\/join\//);

	await page.locator('summary', { hasText: 'Reschedule' }).click();
	await page.getByLabel('Minutes', { exact: true }).fill('');
	await page.getByRole('button', { name: 'Save new time' }).click();
	await expect(page.getByText('Choose between 15 and 120 minutes.')).toBeVisible();
	await page.getByLabel('Minutes', { exact: true }).fill('25');
	await page.getByRole('button', { name: 'Save new time' }).click();
	await expect(page.getByText('25 minutes')).toBeVisible();

	await page.locator('summary', { hasText: 'Cancel' }).click();
	await page.getByRole('button', { name: 'Cancel interview' }).click();
	await expect(page.getByText('This interview was cancelled.')).toBeVisible();
});

test('afterwards: strength and next step first, the next one one press away, later words dated', async ({
	browser
}) => {
	const page = await givenStranger(browser);
	await page.goto('/sign-in');
	await page.getByLabel('Email').fill('candidate@demo.test');
	await page.getByLabel('Password').fill('practice-out-loud');
	await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click();
	await page.waitForURL('**/home');
	await expect(page.getByRole('heading', { name: 'What to work on' })).toBeVisible();

	await page.goto('/interviews');
	await page.getByRole('link', { name: 'Mentor mock with Dr Kwame Osei' }).first().click();
	await expect(page.getByRole('region', { name: 'One strength' })).toBeVisible();
	await expect(page.getByRole('region', { name: 'One next step' })).toBeVisible();
	const table = page.getByRole('region', { name: 'Rubric' }).getByRole('table');
	await expect(table.getByRole('columnheader', { name: 'You' })).toBeVisible();
	await expect(table.getByRole('columnheader', { name: 'Dr Kwame Osei' })).toBeVisible();

	await page.getByRole('button', { name: 'Add', exact: true }).click();
	await expect(page.getByText('Write a few words first.')).toBeVisible();
	await page.getByLabel('Add a later word').fill('<b>I used this on the day.</b>');
	await page.getByRole('button', { name: 'Add', exact: true }).click();
	const later = page.getByRole('region', { name: 'Said later' });
	await expect(later.getByText('<b>I used this on the day.</b>')).toBeVisible();
	await expect(later.getByText(/^Today \d/)).toBeVisible();
	await expect(page.getByLabel('Add a later word')).toHaveValue('');

	await page.getByRole('link', { name: 'Book the next one' }).click();
	await page.waitForURL('**/interviews/new?*');
	await expect(page.getByLabel('With whom')).toHaveValue('demoperson0000000002');
	await expect(page.getByRole('radio', { name: 'Candidate' })).toBeChecked();
});

test('an interview that is not there, or not mine, is an honest 404', async ({ browser }) => {
	const page = await givenPerson(browser);
	for (const id of ['zzzzzzzzzzzzzzzzzzzz', 'demointerview0000010', '..%2f..', 'x'.repeat(300)]) {
		expect((await page.goto(`/interviews/${id}`))?.status()).toBe(404);
		await expect(page.getByRole('heading', { level: 1 })).toContainText('nothing at this address');
	}
	expect((await page.goto('/interviews/demointerview0000010/calendar.ics'))?.status()).toBe(404);
});
