import { expect, test, type Browser, type Page } from '@playwright/test';
import { check } from '../support/axe.ts';
import { continueInDemo, goToDoor, signIn } from '../support/people.ts';
import { useApp } from '../support/use-app.ts';

/*
 * The room of each kind of interview, from its door on, in both of its own themes and for each part in it, against the
 * rules of WCAG 2.2 A and AA that a machine can decide. Video is off: its tiles say so.
 */

const app = useApp({ isDemo: true });

/** Cameras on would only take time from what is measured. */
const withoutCamera = 'Join without camera or microphone';

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

async function open(browser: Browser): Promise<Page> {
	const context = await browser.newContext({ baseURL: app.url, reducedMotion: 'reduce' });
	await context.addCookies([{ name: 'theme', value: 'light', url: app.url }]);
	return context.newPage();
}

async function openAs(browser: Browser, who: string): Promise<Page> {
	const page = await open(browser);
	await signIn(page, app.url, `${who}@demo.test`);
	return page;
}

/** Looks at the room in the theme that it has, then in the other. */
async function checkRoom(page: Page, where: string): Promise<void> {
	await test.step(where, async () => {
		await check(page, where);
		await page.getByRole('button', { name: /^(Light|Dark) room$/ }).click();
		await check(page, `${where}, the other theme`);
	});
}

async function rate(page: Page, level: number): Promise<void> {
	const scales = page.getByRole('region', { name: 'Scorecard' }).getByRole('radiogroup');
	for (const scale of await scales.filter({ visible: true }).all())
		await scale
			.getByRole('radio')
			.nth(level - 1)
			.check();
}

test('the room from its door to Finish, in both of its themes', async ({ browser }) => {
	test.setTimeout(240_000);
	const enter = async (who: string) => {
		const page = await open(browser);
		await continueInDemo(page, app.url, `${who}@demo.test`);
		return page;
	};

	const mentor = await enter('mentor');
	for (const theme of ['light', 'dark']) {
		await mentor.context().addCookies([{ name: 'theme', value: theme, url: app.url }]);
		await mentor.reload();
		await expect(mentor.getByRole('meter')).toBeVisible();
		await check(mentor, `the door, ${theme}`);
	}
	await button(mentor, withoutCamera).click();
	await expect(button(mentor, 'Draw question')).toBeVisible();
	await checkRoom(mentor, 'alone in the room');
	await test.step('what opens over the room', async () => {
		await button(mentor, 'Devices').click();
		await expect(mentor.getByRole('dialog').getByRole('combobox').first()).toBeVisible();
		await check(mentor, 'devices and layout');
		await mentor.keyboard.press('Escape');
		await mentor.keyboard.press('?');
		await expect(mentor.getByRole('dialog').getByText('Draw question')).toBeVisible();
		await check(mentor, 'the sheet of keys');
		await mentor.keyboard.press('Escape');
	});

	const candidate = await enter('candidate');
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
});

test('a panel’s room, for those who ask, who answers and who watches', async ({ browser }) => {
	test.setTimeout(240_000);
	const [mentor, advisor, candidate, observer] = (await Promise.all(
		['mentor', 'advisor', 'candidate', 'peer'].map((who) => openAs(browser, who))
	)) as [Page, Page, Page, Page];
	await mentor.goto('/interviews/new');
	await mentor.getByRole('radio', { name: 'Panel' }).check();
	await mentor
		.getByRole('combobox', { name: 'Candidate' })
		.selectOption({ label: 'Amara Nwosu, MBBS, candidate' });
	await mentor
		.getByRole('combobox', { name: 'Second interviewer' })
		.selectOption({ label: 'Dr Ruth Feldman, advisor' });
	await button(mentor, 'Create interview').click();
	await mentor.waitForURL(/\/interviews\/[a-z0-9]{20}$/);
	const { pathname } = new URL(mentor.url());
	await mentor.locator('summary', { hasText: 'More links' }).click();
	const link = await mentor.getByRole('textbox', { name: 'Link for an observer' }).inputValue();
	await observer.goto(new URL(link).pathname);
	await button(observer, 'Join room').click();
	await observer.waitForURL('**/room');
	await observer.getByRole('button', { name: /^Join/ }).first().click();
	for (const page of [mentor, advisor, candidate]) {
		await page.goto(`${pathname}/room`);
		await button(page, withoutCamera).click();
	}
	await button(mentor, 'Draw question').click();
	await expect(button(advisor, 'Start answer')).toBeVisible();
	await button(mentor, 'Start answer').click();
	await expect(candidate.getByRole('region', { name: 'Question' })).toBeVisible();
	await checkRoom(advisor, 'a panel’s interviewer');
	await checkRoom(candidate, 'before a panel');
	await checkRoom(observer, 'an observer');
	await button(mentor, 'Stop answer').click();
	await button(mentor, 'Go to debrief').click();
	await expect(button(advisor, 'Done rating')).toBeVisible();
	await checkRoom(advisor, 'a panel rates');
	await checkRoom(observer, 'an observer while they rate');
});

test('a peer swap’s room', async ({ browser }) => {
	test.setTimeout(240_000);
	const [peer, candidate] = (await Promise.all(
		['peer', 'candidate'].map((who) => openAs(browser, who))
	)) as [Page, Page];
	await goToDoor(peer, candidate, app.url, (page) =>
		page.getByRole('radio', { name: 'Peer swap' }).check()
	);
	for (const page of [peer, candidate]) await button(page, withoutCamera).click();
	await button(peer, 'Draw question').click();
	await button(peer, 'Start answer').click();
	await checkRoom(candidate, 'the first half of a peer swap');
	await button(peer, 'Go to debrief').click();
	for (const page of [peer, candidate]) await rate(page, 3);
	for (const page of [peer, candidate]) await button(page, 'Done rating').click();
	await button(candidate, 'Swap roles').click();
	await expect(peer.getByText('Amara Nwosu, MBBS is ready to swap')).toBeVisible();
	await checkRoom(peer, 'asked to swap');
	await button(peer, 'Swap roles').click();
	await expect(button(candidate, 'Draw question')).toBeVisible();
	await checkRoom(candidate, 'the second half of a peer swap');
});
