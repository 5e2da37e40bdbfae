import {
	expect,
	test,
	type Browser,
	type BrowserContextOptions,
	type Page
} from '@playwright/test';
import { check, unfold } from '../support/axe.ts';
import { useApp } from '../support/use-app.ts';

/*
 * Every page, light and dark, with everything unfolded, against the rules of WCAG 2.2 A and AA that a machine can
 * decide, and at 320 px wide without a sideways scroll. The room has a file of its own.
 */

const themes = ['light', 'dark'] as const;
type Theme = (typeof themes)[number];

const app = useApp({ isDemo: true });
/** Path of an invite link that nobody has used. */
let invitePath: string;
/** Path of the interview that the link leads to. */
let aheadPath: string;

test.beforeAll(async ({ browser }) => {
	const page = await open(browser, 'light', 'mentor@demo.test');
	await page.goto('/interviews/new');
	await page.getByRole('button', { name: 'Create interview' }).click();
	await page.waitForURL(/\/interviews\/[a-z0-9]{20}$/);
	aheadPath = new URL(page.url()).pathname;
	invitePath = new URL(await page.getByLabel('Invite link').first().inputValue()).pathname;
});

/** A browser of one's own that has chosen a theme, signed in as one of the demo's people if an address is given. */
async function open(
	browser: Browser,
	theme: Theme,
	email?: string,
	options: BrowserContextOptions = {}
): Promise<Page> {
	const context = await browser.newContext({
		baseURL: app.url,
		// Colours are measured where they end up.
		reducedMotion: 'reduce',
		...options
	});
	await context.addCookies([{ name: 'theme', value: theme, url: app.url }]);
	if (email) {
		const form = { email, password: 'practice-out-loud' };
		await context.request.post('/sign-in', { form, headers: { origin: app.url } });
	}
	return context.newPage();
}

/** Each path, loaded as a whole; `hasStatus` where it is an error that is to be looked at. */
async function checkPages(page: Page, paths: string[], hasStatus = 200): Promise<void> {
	for (const path of paths)
		await test.step(path, async () => {
			const response = await page.goto(path);
			expect.soft(response?.status(), path).toBe(hasStatus);
			await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
			await check(page, path);
		});
}

for (const theme of themes) {
	test(`before sign-in, ${theme}`, async ({ browser }) => {
		const page = await open(browser, theme);
		await checkPages(page, ['/', '/demo', '/sign-in', '/sign-up', '/forgot-password', invitePath]);
		await checkPages(page, ['/no-such-page', '/join/part-of-a-link'], 404);
		for (const path of ['/reset-password/not-a-token', '/invitations/not-a-token']) {
			await page.goto(path);
			await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
			await check(page, path);
		}
		await page.goto('/sign-in');
		await page.getByLabel('Email').fill('nobody@example.test');
		await page.getByLabel('Password', { exact: true }).fill('not the password');
		await page.getByRole('button', { name: 'Sign in', exact: true }).click();
		await expect(page.getByRole('alert').first()).toBeVisible();
		await check(page, 'a refused sign-in');
	});

	test(`a candidate’s pages, ${theme}`, async ({ browser }) => {
		const page = await open(browser, theme, 'candidate@demo.test');
		await checkPages(page, [
			'/home',
			'/interviews',
			'/progress',
			'/progress?view=table',
			'/progress/sharing',
			'/my-file',
			'/progress/reports',
			'/setup-check',
			'/account'
		]);
		await page.goto('/interviews');
		const finished = page.getByRole('link', { name: 'Mentor mock with Dr Kwame Osei' }).first();
		await checkPages(page, [(await finished.getAttribute('href'))!, '/interviews/new']);
		await page.getByLabel('Minutes', { exact: true }).fill('5');
		await page.getByRole('button', { name: 'Create interview' }).click();
		await expect(page.getByText('Choose between 15 and 120 minutes.')).toBeVisible();
		await check(page, 'a refused interview');
		await checkPages(page, ['/interviews/zzzzzzzzzzzzzzzzzzzz'], 404);
	});

	test(`pages of those around the interview, ${theme}`, async ({ browser }) => {
		const mentor = await open(browser, theme, 'mentor@demo.test');
		await checkPages(mentor, [aheadPath]);
		await mentor.context().close();
		const advisor = await open(browser, theme, 'advisor@demo.test');
		await checkPages(advisor, [
			'/advising',
			'/advising?list=everybody',
			'/advising/cohort',
			'/advising/practice',
			'/advising/demoperson0000000001'
		]);
		await advisor.context().close();
		const admin = await open(browser, theme, 'admin@demo.test');
		await checkPages(admin, [
			'/home',
			'/organisations',
			'/organisations/demoorganisation0001',
			'/organisations/demoorganisation0001/invite',
			'/decks',
			'/decks/deck0000000000000001?text=conflct',
			'/decks/deck0000000000000001/questions/question000000000101',
			'/rubrics',
			'/rubrics/rubric00000000000003'
		]);
		await admin.goto('/decks/deck0000000000000001');
		await admin.getByRole('button', { name: 'Copy deck' }).click();
		await admin.waitForURL(/\/decks\/(?!deck0000)/);
		const own = new URL(admin.url()).pathname;
		await checkPages(admin, [own, `${own}/questions/new`, `${own}/import`]);
		await admin.goto('/rubrics/rubric00000000000003');
		await admin.getByRole('button', { name: 'Copy rubric' }).click();
		await admin.waitForURL(/\/rubrics\/(?!rubric0000)/);
		await checkPages(admin, [new URL(admin.url()).pathname]);
	});

	test(`pages under a thumb, ${theme}`, async ({ browser }) => {
		const phone = { viewport: { width: 320, height: 740 } };
		const checkNarrow = async (who: string, paths: string[]) => {
			const page = await open(browser, theme, `${who}@demo.test`, phone);
			for (const path of paths) {
				await page.setViewportSize(phone.viewport);
				await page.goto(path);
				await unfold(page, false);
				// As tall as the page: the bar at the foot covers whatever has not been scrolled out from under it.
				const height = await page.evaluate(() => document.documentElement.scrollHeight);
				await page.setViewportSize({ width: 320, height: height + 120 });
				await check(page, path, { hasMenu: false });
				const width = await page.evaluate(() => document.documentElement.scrollWidth);
				expect.soft(width, `${path} without a sideways scroll`).toBe(320);
			}
		};
		await checkNarrow('candidate', [
			'/home',
			'/interviews',
			'/progress',
			'/my-file',
			'/interviews/new',
			'/solo',
			'/setup-check',
			'/account'
		]);
		await checkNarrow('advisor', ['/advising', '/advising/practice', '/advising/cohort']);
	});

	test(`practice alone from its door to Save, ${theme}`, async ({ browser }) => {
		const page = await open(browser, theme, 'candidate@demo.test');
		const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
		await checkPages(page, ['/solo']);
		await page.getByLabel('Plan').selectOption({ label: 'Short' });
		await press('Deal the questions');
		await page.waitForURL(/\/solo\/[a-z0-9]{20}$/);
		await expect(
			page.getByRole('group', { name: 'Amara Nwosu, MBBS', exact: true }).locator('video')
		).toBeVisible();
		await check(page, 'the door');
		await press('Show the first question');
		await check(page, 'time to think');
		await press('Start answer');
		await expect(page.getByRole('timer')).toContainText('0:02');
		await check(page, 'the answer');
		await press('Stop answer');
		await check(page, 'between two questions');
		await press('End here and watch back');
		await expect(page.locator('video')).toBeVisible();
		await page.getByRole('radio', { name: /^4/ }).first().check();
		await press('Count a filler');
		await check(page, 'watching back');
		await press('Save practice');
		await expect(page.getByText('Saved', { exact: true })).toBeVisible();
		await check(page, 'saved');
		await page.getByRole('link', { name: 'See the result' }).click();
		await expect(page.getByRole('region', { name: 'Questions' })).toBeVisible();
		await check(page, 'the result');
	});
}

test('somebody’s first day: pages with nothing on them yet', async ({ browser }) => {
	const page = await open(browser, 'light');
	await page.goto('/sign-up');
	await page.getByLabel('Name').fill('Nour Haddad');
	await page.getByLabel('Email').fill('nour@example.test');
	await page.getByLabel('Password').fill('correct horse battery');
	await page.getByRole('button', { name: 'Sign up' }).click();
	await page.waitForURL('**/home');
	await checkPages(page, ['/home', '/interviews', '/progress', '/my-file', '/organisations']);
});
