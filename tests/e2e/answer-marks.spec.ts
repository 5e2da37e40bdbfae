import { expect, test, type Browser, type Page } from '@playwright/test';
import { check } from '../support/axe.ts';
import { continueInDemo, signIn } from '../support/people.ts';
import { useApp } from '../support/use-app.ts';

/*
 * Marks that do not interrupt: a key for a pin, a key for a filler word, one row after the answer. They are the
 * listener's alone until the reveal. Video is off.
 */

const app = useApp({ isDemo: true });

async function enter(browser: Browser, email: string): Promise<{ page: Page; heard: string[] }> {
	const page = await (await browser.newContext({ baseURL: app.url })).newPage();
	/** Everything that reaches this browser over a socket, as text. */
	const heard: string[] = [];
	page.on('websocket', (socket) =>
		socket.on('framereceived', ({ payload }) => heard.push(payload.toString('latin1')))
	);
	await continueInDemo(page, app.url, email);
	await page.getByRole('button', { name: 'Join without camera or microphone' }).click();
	return { page, heard };
}

test('pins and fillers by key, one row after the answer, sealed until the reveal', async ({
	browser
}) => {
	const { page: mentor } = await enter(browser, 'mentor@demo.test');
	const { page: candidate, heard } = await enter(browser, 'candidate@demo.test');
	const press = (name: string) => mentor.getByRole('button', { name, exact: true }).click();
	// A draw in mistake is taken back from the menu of commands, and leaves no trace.
	await press('Draw question');
	await expect(mentor.getByRole('button', { name: 'Start answer' })).toBeVisible();
	await mentor.keyboard.press('?');
	await expect(mentor.getByLabel('What do you want to do?')).toBeFocused();
	await mentor.keyboard.type('undo');
	await mentor.keyboard.press('Enter');
	await expect(mentor.getByText('Draw when everybody is settled.')).toBeVisible();
	await press('Draw question');
	await press('Start answer');
	await expect(mentor.getByRole('button', { name: 'Pin', exact: true })).toBeVisible();
	const question = mentor.getByRole('region', { name: 'Question' });
	const prompt = (await question.locator('.prompt').textContent())!.trim();
	await mentor.keyboard.press('u');
	await mentor.keyboard.press('u');
	await mentor.keyboard.press('n');
	const words = mentor.getByRole('textbox', { name: /^Words at 0:/ });
	await expect(words).toBeFocused();
	await mentor.keyboard.type('Canary in the second sentence');
	await expect(words).toHaveValue('Canary in the second sentence');
	await mentor.keyboard.press('Enter');
	await mentor.keyboard.press('s');

	const row = mentor.getByRole('region', { name: 'Your marks on this answer' });
	await expect(row).toContainText('2 filler words');
	await row.getByRole('button', { name: 'Too short' }).click();
	await row.getByRole('button', { name: 'Answered', exact: true }).click();
	await row.getByRole('button', { name: 'Confident' }).click();
	await row.getByRole('button', { name: '4', exact: true }).click();
	await expect(row.getByRole('button', { name: '4', exact: true })).toHaveAttribute(
		'aria-pressed',
		'true'
	);
	await expect(mentor.getByText('Saved', { exact: true })).toBeVisible();

	// Who listens in counts too, by the same key, and marks nothing else.
	const lister = await mentor.context().newPage();
	await lister.goto(new URL(mentor.url()).pathname.replace('/room', ''));
	await lister.locator('summary', { hasText: 'More links' }).click();
	const link = await lister.getByRole('textbox', { name: 'Link for an observer' }).inputValue();
	await lister.close();
	const observer = await (await browser.newContext({ baseURL: app.url })).newPage();
	await signIn(observer, app.url, 'advisor@demo.test');
	await observer.goto(new URL(link).pathname);
	await observer.getByRole('button', { name: 'Join room' }).click();
	await observer.getByRole('button', { name: /^Join/ }).first().click();
	await press('Draw question');
	await press('Start answer');
	const counted = observer.getByRole('region', { name: 'Your marks on this answer' });
	await expect(counted.getByRole('button', { name: 'Filler word' })).toBeVisible();
	await expect(counted.getByRole('button', { name: 'Pin', exact: true })).toHaveCount(0);
	for (const key of ['u', 'u', 'n', 'u']) await observer.keyboard.press(key);
	await counted.getByRole('button', { name: 'One less' }).click();
	await expect(counted).toContainText('2');
	await expect(observer.getByText('Saved', { exact: true })).toBeVisible();
	await observer.keyboard.press('?');
	await expect(observer.getByRole('dialog')).toContainText('Count a filler word');
	await expect(observer.getByRole('dialog')).not.toContainText('Draw question');
	await observer.keyboard.press('Escape');
	await press('Stop answer');
	await expect(counted).toContainText('2 filler words');
	await expect(counted).toContainText('counted by you');
	await expect(counted.getByRole('button')).toHaveCount(0);

	await press('Go to debrief');
	await expect(candidate.getByRole('button', { name: 'Done rating' })).toBeVisible();
	expect(heard.join('\n')).not.toMatch(/Canary|:fillers/);
	await press('Reveal scores');
	await expect.poll(() => heard.join('\n')).toContain('Canary');

	await finish(mentor);
	await candidate.waitForURL(/\/interviews\/[a-z0-9]{20}$/);
	const everyMark = candidate.getByRole('list', { name: 'Marked while listening' });
	await expect(everyMark.nth(1)).toContainText('Dr Ruth Feldman: 2 filler words');
	await expect(everyMark.nth(1)).toContainText('counted by a person');
	const marked = everyMark.first();
	await expect(marked).toContainText('Dr Kwame Osei: Too short · Answered · Confident · 4 of 5');
	await expect(marked).toContainText('2 filler words');
	await expect(marked).toContainText('counted by a person');
	await expect(marked).toContainText('Canary in the second sentence');

	// Asked again in the next interview, it has the first attempt beside it.
	const { page: again } = await enter(browser, 'mentor@demo.test');
	await again.getByRole('button', { name: 'More ways' }).click();
	await again.getByRole('button', { name: `Ask again: ${prompt}` }).click();
	await expect(again.getByText(/^Second attempt: met before, /)).toBeVisible();
	await again.getByRole('button', { name: 'Start answer' }).click();
	await again.getByRole('button', { name: 'Stop answer' }).click();
	await again.getByRole('button', { name: 'Go to debrief' }).click();
	const next = new URL(again.url()).pathname.replace('/room', '');
	await finish(again);
	await again.waitForURL(`**${next}`);
	await candidate.goto(next);
	const both = candidate.getByLabel('Both attempts');
	await expect(both).toContainText('This time');
	await expect(both.getByRole('link', { name: /^Before, / })).toBeVisible();
	await expect(both).toContainText('Canary in the second sentence');

	// And so it has on the page of progress, each under the link to its interview.
	await candidate.goto('/progress');
	const asked = candidate.getByRole('listitem').filter({ has: candidate.getByText(prompt) });
	const [first, last] = ['First', 'Last'].map((which) =>
		asked
			.getByLabel('Both attempts')
			.locator('> div')
			.filter({ has: candidate.getByRole('link', { name: new RegExp(`^${which}, `) }) })
	);
	await expect(first!.getByRole('list', { name: 'Pins' })).toContainText(
		/0:\d\d\s*Canary in the second sentence/
	);
	await expect(last!).toContainText('No pins');
	await check(candidate, 'progress with pins');
	await first!.getByRole('link').click();
	await expect(marked).toContainText('Canary in the second sentence');
});

async function finish(page: Page): Promise<void> {
	await page.getByRole('button', { name: 'Finish' }).click();
	await page.getByRole('dialog').getByRole('button', { name: 'Finish' }).click();
}
