import { expect, test, type Browser, type Page } from '@playwright/test';
import { goToDoor, signIn } from '../support/people.ts';
import { useApp } from '../support/use-app.ts';

/*
 * Ways of giving scores and words that the first interview does not take: numbers set together from the first minute,
 * a peer swap whose two rounds open together, and words that come too late. Without a video server: nothing here needs one.
 */

const app = useApp({ isDemo: true });

async function open(browser: Browser, email: string): Promise<Page> {
	const page = await (await browser.newContext()).newPage();
	await signIn(page, app.url, email);
	return page;
}

/** Two pages in one new interview's room, the first its maker's, and the address of its page. */
async function meet(
	browser: Browser,
	choose?: (page: Page) => Promise<void>,
	host = 'mentor@demo.test'
) {
	const [mentor, candidate] = await Promise.all([
		open(browser, host),
		open(browser, 'candidate@demo.test')
	]);
	const address = app.url + (await goToDoor(mentor, candidate, app.url, choose));
	for (const page of [mentor, candidate])
		await page.getByRole('button', { name: 'Join without camera or microphone' }).click();
	return { mentor, candidate, address };
}

const scale = (page: Page) =>
	page
		.getByRole('region', { name: 'Scorecard' })
		.getByRole('radiogroup')
		.filter({ visible: true })
		.first();

async function finish(page: Page): Promise<void> {
	await page.getByRole('button', { name: 'Finish' }).click();
	await page.getByRole('dialog').getByRole('button', { name: 'Finish' }).click();
}

test('together, live: both set the same numbers, and they are what is saved', async ({
	browser
}) => {
	const { mentor, candidate, address } = await meet(browser, (page) =>
		page.getByRole('radio', { name: 'Together, live' }).check()
	);
	await mentor.getByRole('button', { name: 'Draw question' }).click();
	await mentor.getByRole('button', { name: 'Start answer' }).click();
	await mentor.getByRole('button', { name: 'Stop answer' }).click();
	await scale(mentor).getByRole('radio', { name: /^3/ }).check();
	await mentor.getByRole('button', { name: 'Go to debrief' }).click();

	await expect(scale(candidate).getByRole('radio', { name: /^3/ })).toBeChecked();
	await scale(candidate).getByRole('radio', { name: /^5/ }).check();
	await expect(scale(mentor).getByRole('radio', { name: /^5/ })).toBeChecked();
	await expect(mentor.getByRole('button', { name: /^(Done rating|Reveal scores)$/ })).toHaveCount(
		0
	);
	await expect(candidate.getByText('Saved', { exact: true })).toBeVisible();

	await finish(mentor);
	for (const page of [mentor, candidate]) await page.waitForURL(address);
	const rows = candidate.getByRole('region', { name: 'Rubric' }).getByRole('row');
	await expect(rows.filter({ hasText: '5' })).toHaveCount(1);
	await expect(rows.filter({ hasText: '3' })).toHaveCount(0);
});

test('[F30] words that come after Finish are shown to their author as not part of the result', async ({
	browser
}) => {
	const { mentor, candidate, address } = await meet(browser);
	await mentor.getByRole('button', { name: 'Draw question' }).click();
	await mentor.getByRole('button', { name: 'Go to debrief' }).click();
	const nextSteps = candidate.getByRole('textbox', { name: 'Next steps' });
	await nextSteps.pressSequentially('In time. ');
	await expect(candidate.getByText('Saved', { exact: true })).toBeVisible();

	await candidate.context().setOffline(true);
	await expect(candidate.getByText('Offline — kept here until you are back').first()).toBeVisible({
		timeout: 60_000
	});
	await nextSteps.pressSequentially('Too late for the result.');
	await finish(mentor);
	await mentor.waitForURL(address);
	await expect(mentor.getByText('In time.').first()).toBeVisible();

	await candidate.context().setOffline(false);
	const late = candidate.getByRole('region', { name: 'Not part of the result' });
	await expect(late).toContainText('Too late for the result.', { timeout: 60_000 });
	await candidate.getByRole('button', { name: 'Go to the result' }).click();
	await candidate.waitForURL(address);
	await expect(late).toContainText('Too late for the result.');
	await expect(candidate.getByText('In time.').first()).toBeVisible();
	await mentor.reload();
	await expect(mentor.getByText('Too late for the result.')).toHaveCount(0);
});

/** Gives one level to each criterion on the card. */
async function rateAll(page: Page, level: RegExp): Promise<void> {
	const groups = page
		.getByRole('region', { name: 'Scorecard' })
		.getByRole('radiogroup')
		.filter({ visible: true });
	for (let index = 0; index < (await groups.count()); index += 1)
		await groups.nth(index).getByRole('radio', { name: level }).check();
}

test('a peer swap: two halves, roles exchanged when both press, both opened together', async ({
	browser
}) => {
	test.setTimeout(240_000);
	const {
		mentor: daniel,
		candidate: amara,
		address
	} = await meet(
		browser,
		(page) => page.getByRole('radio', { name: 'Peer swap' }).check(),
		'peer@demo.test'
	);
	const gathered = (page: Page) =>
		page.getByRole('list', { name: /^Your marks: / }).getByRole('listitem');
	const halves = (page: Page) =>
		page.getByRole('list', { name: 'Time of each half' }).getByRole('listitem');

	await test.step('the first half, rated in silence', async () => {
		await daniel.getByRole('button', { name: 'Draw question' }).click();
		await expect(daniel.getByRole('region', { name: 'Question' })).toContainText(
			/Target \d:\d\d, at most \d:\d\d\. Lights: green/
		);
		await expect(halves(amara).first()).toHaveText(/You answer 0:\d\d used · \d+:\d\d left/);
		await expect(halves(amara).nth(1)).toHaveText(/Daniel Haddad, MD answers \d+:00 to come/);
		await daniel.getByRole('button', { name: 'Start answer' }).click();
		await daniel.getByRole('group', { name: 'Listen for' }).getByRole('checkbox').first().check();
		await daniel.keyboard.press('n');
		await daniel.keyboard.type('Lost the thread');
		await expect(gathered(daniel).last()).toContainText('Lost the thread');
		// The card with the ticks must be off the table.
		for (const name of ['Stop answer', 'Draw question', 'Start answer'])
			await daniel.getByRole('button', { name, exact: true }).click();
		await expect(daniel.getByText('Saved', { exact: true })).toBeVisible();
		await daniel.getByRole('button', { name: 'Go to debrief' }).click();
		await expect(amara.getByText('Rate in silence')).toBeVisible();
		const tab = await daniel.context().newPage();
		await tab.goto(daniel.url());
		await tab.getByRole('button', { name: /^Join without camera/ }).click();
		for (const page of [daniel, tab]) {
			await expect(gathered(page).first()).toHaveText(/^Question 1, heard: .+/);
			await expect(gathered(page).last()).toHaveText(/^Question 1, 0:\d\d Lost the thread$/);
		}
		await tab.close();
		await expect(gathered(amara)).toHaveCount(0);
		await expect(daniel.getByRole('button', { name: /^(Reveal scores|Finish)$/ })).toHaveCount(0);
		await rateAll(daniel, /^2/);
		await rateAll(amara, /^4/);
		for (const page of [daniel, amara])
			await page.getByRole('button', { name: 'Done rating' }).click();
		await expect(
			amara.getByText('Done. Both rounds open together, after the second.')
		).toBeVisible();
	});

	await test.step('the roles are exchanged once both have pressed', async () => {
		await amara.getByRole('button', { name: 'Swap roles' }).click();
		await expect(amara.getByText('Waiting for Daniel Haddad, MD')).toBeVisible();
		await expect(daniel.getByText('Amara Nwosu, MBBS is ready to swap')).toBeVisible();
		await expect(amara.getByRole('button', { name: 'Draw question' })).toHaveCount(0);
		await daniel.getByRole('button', { name: 'Swap roles' }).click();
		await amara.getByRole('button', { name: 'Draw question' }).click();
		await amara.getByRole('button', { name: 'Start answer' }).click();
		await expect(daniel.getByRole('region', { name: 'Question' })).toBeVisible();
		await amara.getByRole('button', { name: 'Go to debrief' }).click();
	});

	await test.step('both rounds open at one moment and are talked over together', async () => {
		await rateAll(amara, /^5/);
		const reveal = amara.getByRole('button', { name: 'Reveal scores' });
		await expect(reveal).toHaveAccessibleDescription(/^Daniel Haddad, MD has not rated yet\./);
		await rateAll(daniel, /^3/);
		await expect(reveal).toHaveAccessibleDescription('');
		await amara.getByRole('button', { name: 'Done rating' }).click();
		await expect(amara.getByRole('navigation', { name: 'Rounds' })).toHaveCount(0);
		await daniel.getByRole('button', { name: 'Done rating' }).click();
		const card = (page: Page) => page.getByRole('region', { name: 'Scorecard' });
		await expect(card(amara)).toContainText('Daniel Haddad, MD 3');
		await expect(card(daniel)).toContainText('Amara Nwosu, MBBS 5');
		const rounds = amara.getByRole('navigation', { name: 'Rounds' });
		await rounds.getByRole('link', { name: /^Round 1/ }).click();
		await expect(card(amara)).toContainText('Daniel Haddad, MD 2');
		await daniel
			.getByRole('navigation', { name: 'Rounds' })
			.getByRole('link', { name: /^Round 1/ })
			.click();
		await expect(gathered(daniel).last()).toContainText('Lost the thread');
		await expect(gathered(amara)).toHaveCount(0);
		const gap = (page: Page) => card(page).getByRole('textbox', { name: /^About the gap: / });
		await gap(amara).first().pressSequentially('I heard a result. ');
		await expect(gap(daniel).first()).toContainText('I heard a result.');
		await gap(daniel).first().press('Control+End');
		await gap(daniel).first().pressSequentially('Not in the first minute.');
		await expect(gap(amara).first()).toContainText('I heard a result. Not in the first minute.');
		await expect(daniel.getByText('Saved', { exact: true })).toBeVisible();
		await amara.getByRole('textbox', { name: 'Strengths' }).fill('Kept to the point.');
		await expect(amara.getByText('Saved', { exact: true })).toBeVisible();
	});

	await test.step('Finish saves both', async () => {
		await finish(daniel);
		for (const page of [daniel, amara]) await page.waitForURL(address);
		await expect(amara.getByRole('article', { name: 'Round 1' })).toContainText(
			'Kept to the point.'
		);
		await expect(amara.getByRole('article', { name: 'Round 2' })).toBeVisible();
		const said = amara.getByRole('article', { name: 'Round 1' }).getByRole('row', {
			name: 'What you said about the gap'
		});
		await expect(said).toHaveCount(1);
		await expect(amara.getByText(/exact in 0 of \d+\s+pairs, within one in 0\.$/)).toHaveCount(2);
		await expect(said).toContainText('I heard a result. Not in the first minute.');
	});
});
