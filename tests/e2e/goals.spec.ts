import { expect, test } from '@playwright/test';
import { signIn } from '../support/people.ts';
import { useApp } from '../support/use-app.ts';

/* What a candidate sets themself, and what an advisor assigns, on the production build with the demo's people. */

const app = useApp({ isDemo: true });

const inDays = (days: number) =>
	new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

test('a goal is set, refused, changed, seen by the advisor, finished and removed', async ({
	browser
}) => {
	const page = await (await browser.newContext()).newPage();
	await signIn(page, app.url, 'peer@demo.test');
	await page.goto(`${app.url}/progress?series=mentor`);
	const goals = page.getByRole('region', { name: 'Your goals' });
	await goals.getByText('Set a goal').click();
	const set = goals.getByRole('form', { name: 'Set a goal' });
	await set.getByLabel('Goal', { exact: true }).selectOption({ label: 'Structure' });
	await set.getByLabel('Target').fill('7');
	await set.getByLabel('By').fill(inDays(20));
	await set.getByRole('button', { name: 'Set this goal' }).click();
	await expect(set.getByText('Type a level from 1.5 to 5, in half steps.')).toBeVisible();
	await expect(set.getByLabel('By')).toHaveValue(inDays(20));
	await set.getByLabel('Target').fill('4,5');
	await set.getByRole('button', { name: 'Set this goal' }).click();
	await expect(goals.getByRole('heading', { name: /Structure at 4.5/ })).toBeVisible();
	expect(page.url()).toContain('series=mentor');

	await goals.getByLabel('Change: Structure at 4.5').click();
	const change = goals.getByRole('form', { name: 'Change Structure at 4.5' });
	await change.getByLabel('Target').fill('4');
	await change.getByRole('button', { name: 'Save the change' }).click();
	await expect(goals.getByRole('heading', { name: /Structure at 4 / })).toBeVisible();

	const advisor = await (await browser.newContext()).newPage();
	await signIn(advisor, app.url, 'advisor@demo.test');
	await advisor.goto(`${app.url}/advising/demoperson0000000003`);
	await expect(
		advisor
			.getByRole('region', { name: 'Their goals' })
			.getByRole('heading', { name: /Structure at 4 / })
	).toBeVisible();

	await goals.getByRole('button', { name: 'Finish: Structure at 4' }).click();
	await goals.getByText(/^Finished \(/).click();
	await goals.getByRole('button', { name: 'Remove: Structure at 4' }).click();
	await expect(goals.getByRole('heading', { name: /Structure/ })).toHaveCount(0);
});

test('a practice is assigned, found on home, started and withdrawn', async ({ browser }) => {
	const [advisor, page] = [
		await (await browser.newContext()).newPage(),
		await (await browser.newContext()).newPage()
	];
	await signIn(advisor, app.url, 'advisor@demo.test');
	await advisor.goto(`${app.url}/advising/demoperson0000000003`);
	await advisor.getByRole('link', { name: 'Assign a practice' }).click();
	await advisor.getByLabel('Plan').selectOption({ label: 'Red-flag drill' });
	await advisor.getByLabel('By').fill(inDays(-3));
	await expect(advisor.getByRole('checkbox', { name: 'Daniel Haddad, MD' })).toBeChecked();
	await advisor.getByLabel('Note').fill('Until the answer is short.');
	await advisor.getByRole('button', { name: 'Assign', exact: true }).click();
	await expect(advisor.getByText('This day is over. Choose today or a later one.')).toBeVisible();
	await expect(advisor.getByLabel('Note')).toHaveValue('Until the answer is short.');
	await advisor.getByLabel('By').fill(inDays(5));
	await advisor.getByRole('button', { name: 'Assign', exact: true }).click();
	const row = advisor.getByRole('row').filter({ hasText: 'Until the answer is short.' });
	await expect(row).toContainText('Open');

	await signIn(page, app.url, 'peer@demo.test');
	await page.goto(`${app.url}/home`);
	const assigned = page.getByRole('region', { name: 'Assigned to you' });
	await expect(assigned).toContainText('From Dr Ruth Feldman');
	await assigned.getByRole('button', { name: 'Start alone: Red-flag drill' }).click();
	await page.waitForURL(/\/solo\/[a-z0-9]{20}$/);

	await row.getByRole('button', { name: /^Withdraw/ }).click();
	await expect(row).toHaveCount(0);
	await page.goto(`${app.url}/progress`);
	await expect(page.getByText('Until the answer is short.')).toHaveCount(0);
});

test('the chart is kept as a picture', async ({ browser }) => {
	const page = await (await browser.newContext()).newPage();
	await signIn(page, app.url, 'candidate@demo.test');
	await page.goto(`${app.url}/progress`);
	const download = page.waitForEvent('download');
	await page.getByRole('button', { name: 'Chart as PNG' }).click();
	const picture = await download;
	expect(picture.suggestedFilename()).toBe('progress.png');
	const bytes = await (await picture.createReadStream()).toArray();
	expect(Buffer.concat(bytes).subarray(1, 4).toString()).toBe('PNG');

	// A criterion alone has an address, a large chart and files of its own; one press leads back.
	await page.getByRole('link', { name: 'Motivation and fit', exact: true }).click();
	await page.waitForURL(/[?&]criterion=/);
	const charts = page.getByRole('region', { name: 'The season' }).locator('figcaption h3');
	await expect(charts).toHaveText(['Motivation and fit']);
	const file = await page.getByRole('link', { name: 'Chart as SVG' }).getAttribute('href');
	expect(await (await page.request.get(app.url + file!)).text()).toContain('Motivation and fit');
	await page.getByRole('link', { name: 'All criteria again' }).click();
	await expect(charts.first()).toHaveText('All criteria');
});
