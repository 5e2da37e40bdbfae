import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Browser, type Page } from '@playwright/test';
import { signIn } from '../support/people.ts';
import { useApp } from '../support/use-app.ts';

/* Without video: the door needs none. */

const app = useApp({ isDemo: true });

const open = async (browser: Browser): Promise<Page> => (await browser.newContext()).newPage();

async function expectNoViolations(page: Page): Promise<void> {
	const { violations } = await new AxeBuilder({ page }).analyze();
	expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
}

const waiting = (page: Page) => page.getByRole('heading', { name: 'Waiting to be let in' });
const door = (page: Page) => page.getByRole('region', { name: 'At the door' });

test('a forwarded link knocks: who waits sees no more than that, and is let in or sent away from inside', async ({
	browser
}) => {
	test.setTimeout(180_000);
	const [mentor, candidate, sam, daniel] = (await Promise.all([
		open(browser),
		open(browser),
		open(browser),
		open(browser)
	])) as [Page, Page, Page, Page];
	await signIn(mentor, app.url, 'mentor@demo.test');
	await signIn(candidate, app.url, 'candidate@demo.test');
	await mentor.goto(`${app.url}/interviews/new`);
	await mentor.getByRole('button', { name: 'Create interview' }).click();
	await mentor.waitForURL(/\/interviews\/[a-z0-9]{20}$/);
	const { pathname } = new URL(mentor.url());
	const link = await mentor.getByLabel('Invite link').first().inputValue();
	const join = app.url + new URL(link, app.url).pathname;

	await test.step('the first to come by it walks in', async () => {
		await candidate.goto(join);
		await candidate.getByRole('button', { name: 'Join room' }).click();
		await candidate.waitForURL(`**${pathname}/room`);
		await mentor.goto(`${app.url}${pathname}/room`);
		for (const page of [mentor, candidate])
			await page.getByRole('button', { name: 'Join without camera or microphone' }).click();
		await expect(mentor.getByRole('button', { name: 'Draw question' })).toBeVisible();
	});

	await test.step('somebody else gives a name, waits, and goes on waiting after a reload', async () => {
		await sam.goto(join);
		await expect(sam.getByText('Somebody else has the candidate’s seat already.')).toBeVisible();
		await expect(sam.getByRole('button', { name: 'Join room' })).toHaveCount(0);
		await sam.getByRole('button', { name: 'Ask to come in' }).click();
		await expect(sam.getByLabel('Your name')).toHaveAccessibleDescription(/Type your name/);
		await sam.getByLabel('Your name').fill('Sam Stone');
		await sam.getByRole('button', { name: 'Ask to come in' }).click();
		await expect(waiting(sam)).toBeFocused();
		await expectNoViolations(sam);
		await sam.reload();
		await expect(waiting(sam)).toBeVisible();
		await expect(sam.getByText('You ask as Sam Stone.')).toBeVisible();
	});

	await test.step('[T19] meanwhile neither the room nor its video opens', async () => {
		expect((await sam.request.get(`${app.url}${pathname}/room`)).status()).toBe(404);
		const token = await sam.request.post(`${app.url}${pathname}/video-token`, {
			data: {},
			headers: { origin: app.url, accept: 'application/json' }
		});
		expect(token.status()).toBe(404);
	});

	await test.step('the host is told in the room, the candidate is not asked', async () => {
		await expect(door(mentor)).toContainText('Sam Stone asks to come in as observer');
		await expect(mentor.getByRole('status').filter({ hasText: 'Sam Stone asks' })).toBeAttached();
		await expect(door(mentor).getByRole('button', { name: 'Admit' })).toHaveAccessibleDescription(
			/Sam Stone/
		);
		await expect(door(candidate)).toHaveCount(0);
		await expectNoViolations(mentor);
	});

	await test.step('who gives up is gone from the door, and may ask again', async () => {
		await sam.getByRole('button', { name: 'Stop waiting' }).click();
		await expect(sam.getByText('You no longer wait.')).toBeVisible();
		await expect(door(mentor)).toHaveCount(0);
		await sam.getByRole('button', { name: 'Ask to come in' }).click();
		await expect(waiting(sam)).toBeVisible();
	});

	await test.step('a no is told, and stays', async () => {
		await door(mentor).getByRole('button', { name: 'Decline' }).click();
		await expect(sam.getByText('You were not let in.')).toBeVisible();
		await expect(door(mentor)).toHaveCount(0);
		await sam.reload();
		await expect(sam.getByText('You were not let in.')).toBeVisible();
		await expect(sam.getByRole('button', { name: 'Ask to come in' })).toHaveCount(0);
	});

	await test.step('a yes opens the room, in the part that was said', async () => {
		await signIn(daniel, app.url, 'peer@demo.test');
		await daniel.goto(join);
		await daniel.getByRole('button', { name: 'Ask to come in' }).click();
		await expect(door(mentor)).toContainText('Daniel Haddad, MD asks to come in as observer');
		await door(mentor).getByRole('button', { name: 'Admit' }).click();
		await daniel.waitForURL(`**${pathname}/room`);
		await expect(daniel.getByText('You will watch as')).toBeVisible();
		await daniel.getByRole('button', { name: /^Join/ }).first().click();
		await expect(mentor.getByRole('heading', { level: 1 })).toContainText('Daniel Haddad, MD');
		await expect(daniel.getByRole('button', { name: 'Draw question' })).toHaveCount(0);
	});

	await test.step('whoever waits is told that the interview is over', async () => {
		const ines = await open(browser);
		await ines.goto(join);
		await ines.getByLabel('Your name').fill('Ines Roth');
		await ines.getByRole('button', { name: 'Ask to come in' }).click();
		await expect(door(mentor)).toContainText('Ines Roth');
		await mentor.getByRole('button', { name: 'Go to debrief' }).click();
		await mentor.getByRole('button', { name: 'Finish' }).click();
		await mentor.getByRole('dialog').getByRole('button', { name: 'Finish' }).click();
		await expect(ines.getByText('The interview is over.')).toBeVisible();
	});
});
