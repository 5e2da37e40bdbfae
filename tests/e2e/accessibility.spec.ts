import AxeBuilder from '@axe-core/playwright';
import {
	expect,
	test,
	type Browser,
	type BrowserContextOptions,
	type Page
} from '@playwright/test';
import { startApp, type TestApp } from '../support/app.ts';

/*
 * Every page, light and dark, with everything unfolded, against the rules of WCAG 2.2 A and AA that a machine can
 * decide. The room is walked from its door to Finish, in both of its own themes. Video is off: its tiles say so.
 */

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa'];
const themes = ['light', 'dark'] as const;
type Theme = (typeof themes)[number];

let app: TestApp;
/** Path of an invite link that nobody has used. */
let invitePath: string;
/** Path of the interview that the link leads to. */
let aheadPath: string;

test.beforeAll(async ({ browser }) => {
	app = await startApp({ isDemo: true });
	const page = await open(browser, 'light', 'mentor@demo.test');
	await page.goto('/interviews/new');
	await page.getByRole('button', { name: 'Create interview' }).click();
	await page.waitForURL(/\/interviews\/[a-z0-9]{20}$/);
	aheadPath = new URL(page.url()).pathname;
	invitePath = new URL(await page.getByLabel('Invite link').first().inputValue()).pathname;
	await page.context().close();
});

test.afterAll(async () => {
	await app?.[Symbol.asyncDispose]();
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

/** Unfolds what is folded and lists what breaks a rule, as sentences. */
async function check(page: Page, where: string): Promise<void> {
	await page.evaluate(() => {
		// A menu lies over what is below it: one is enough, and the last covers nothing.
		const menus = [...document.querySelectorAll<HTMLDetailsElement>('.menu details')];
		for (const details of document.querySelectorAll('details'))
			details.open = !menus.includes(details) || details === menus.at(-1);
	});
	const { violations } = await new AxeBuilder({ page }).setLegacyMode().withTags(tags).analyze();
	const found = violations.flatMap(({ id, help, nodes }) =>
		nodes.map(({ target, failureSummary }) =>
			[id, help, target.join(' '), failureSummary].join('\n')
		)
	);
	expect.soft(found, where).toEqual([]);
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
		await page.context().close();
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
		await page.context().close();
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
			'/advising/demoperson0000000001'
		]);
		await advisor.context().close();
		const admin = await open(browser, theme, 'admin@demo.test');
		await checkPages(admin, [
			'/home',
			'/organisations',
			'/organisations/demoorganisation0001',
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
		await admin.context().close();
	});

	test(`pages under a thumb, ${theme}`, async ({ browser }) => {
		const phone = { viewport: { width: 360, height: 740 } };
		const page = await open(browser, theme, 'candidate@demo.test', phone);
		await checkPages(page, ['/home', '/progress', '/my-file', '/interviews/new', '/solo']);
		await page.context().close();
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
		await page.context().close();
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
	await page.context().close();
});

test('the room from its door to Finish, in both of its themes', async ({ browser }) => {
	test.setTimeout(240_000);
	const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

	/** Looks at the room in the theme that it has, then in the other. */
	async function checkRoom(page: Page, where: string): Promise<void> {
		await test.step(where, async () => {
			await check(page, where);
			await page.getByRole('button', { name: /^(Light|Dark) room$/ }).click();
			await check(page, `${where}, the other theme`);
		});
	}

	async function enter(email: string): Promise<Page> {
		const page = await open(browser, 'light', email);
		await page.goto('/demo');
		await page
			.locator('form', { has: page.locator(`[value="${email}"]`) })
			.getByRole('button')
			.click();
		await page.waitForURL('**/room');
		return page;
	}

	async function rate(page: Page, level: number): Promise<void> {
		const scales = page.getByRole('region', { name: 'Scorecard' }).getByRole('radiogroup');
		for (const scale of await scales.filter({ visible: true }).all())
			await scale
				.getByRole('radio')
				.nth(level - 1)
				.check();
	}

	const mentor = await enter('mentor@demo.test');
	for (const theme of themes) {
		await mentor.context().addCookies([{ name: 'theme', value: theme, url: app.url }]);
		await mentor.reload();
		await expect(mentor.getByRole('meter')).toBeVisible();
		await check(mentor, `the door, ${theme}`);
	}
	// Cameras on would only take time from what is measured.
	const withoutCamera = 'Join without camera or microphone';
	await button(mentor, withoutCamera).click();
	await expect(button(mentor, 'Draw question')).toBeVisible();
	await checkRoom(mentor, 'alone in the room');

	const candidate = await enter('candidate@demo.test');
	await button(candidate, withoutCamera).click();
	await expect(button(mentor, 'Go to debrief')).toBeVisible();
	await checkRoom(candidate, 'the candidate waits');

	await button(mentor, 'Draw question').click();
	await expect(button(mentor, 'Start answer')).toBeVisible();
	await checkRoom(mentor, 'a drawn card');
	await button(mentor, 'Start answer').click();
	await expect(button(mentor, 'Stop answer')).toBeVisible();
	await expect(candidate.getByRole('region', { name: 'Question' })).toBeVisible();
	await checkRoom(mentor, 'an answer runs');
	await checkRoom(candidate, 'the candidate answers');

	await button(mentor, 'Stop answer').click();
	await button(mentor, 'Go to debrief').click();
	for (const page of [mentor, candidate]) await expect(button(page, 'Done rating')).toBeVisible();
	await checkRoom(candidate, 'rating alone');
	await rate(mentor, 4);
	await rate(candidate, 2);
	await button(mentor, 'Done rating').click();
	await button(candidate, 'Done rating').click();
	const agreed = /^Agreed: /;
	for (const page of [mentor, candidate])
		await expect(page.getByRole('radiogroup', { name: agreed }).first()).toBeVisible();
	await mentor.getByRole('textbox', { name: 'Strengths' }).fill('Warm from the first word.');
	await expect(candidate.getByText('Warm from the first word.')).toBeVisible();
	await checkRoom(mentor, 'the debrief of the interviewer');
	await checkRoom(candidate, 'the debrief of the candidate');

	await button(mentor, 'Finish').click();
	await check(mentor, 'asked before Finish');
	await mentor.getByRole('dialog').getByRole('button', { name: 'Finish' }).click();
	for (const page of [mentor, candidate]) {
		await page.waitForURL(/\/interviews\/[a-z0-9]{20}$/);
		await check(page, 'after Finish');
	}
	await Promise.all([mentor, candidate].map((page) => page.context().close()));
});
