import { readFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import { badNight } from '#server/demo/people.ts';
import { signIn } from '../support/people.ts';
import { useApp } from '../support/use-app.ts';

/* A report on paper, and one that somebody else opens by a link, on the production build with the demo's people. */

const app = useApp({ isDemo: true });

test('a candidate keeps a report', async ({ browser }) => {
	const context = await browser.newContext();
	const page = await context.newPage();
	await signIn(page, app.url, 'candidate@demo.test');
	await page.goto(`${app.url}/progress`);
	const path = await page.getByRole('link', { name: 'Report as PDF' }).getAttribute('href');
	const report = await context.request.get(app.url + path!);
	expect(report.headers()['content-type']).toBe('application/pdf');
	expect((await report.body()).subarray(0, 5).toString()).toBe('%PDF-');

	// Pressed, it says what is done while it is made, and is a download then.
	await page.route('**/progress/report.pdf', async (route) => {
		await expect(page.getByText('Reading what belongs in it …')).toBeVisible();
		await route.continue();
	});
	const kept = page.waitForEvent('download');
	await page.getByRole('link', { name: 'Report as PDF' }).click();
	const file = await kept;
	expect(file.suggestedFilename()).toBe('season.pdf');
	expect((await readFile((await file.path())!)).subarray(0, 5).toString()).toBe('%PDF-');
	await expect(page.getByText('The report is among your downloads.')).toBeVisible();
	await expect(page.getByRole('link', { name: 'Report as PDF' })).toBeVisible();

	// One that cannot be made says so, and can be tried again; one that nobody wants any more is left.
	await page.unroute('**/progress/report.pdf');
	await page.route('**/progress/report.pdf', (route) => route.abort());
	await page.getByRole('link', { name: 'Report as PDF' }).click();
	await expect(page.getByText('The report could not be made.')).toBeVisible();
	await page.unroute('**/progress/report.pdf');
	await page.route('**/progress/report.pdf', () => undefined);
	await page.getByRole('link', { name: 'Report as PDF' }).click();
	await page.getByRole('button', { name: 'Stop' }).click();
	await expect(page.getByRole('link', { name: 'Report as PDF' })).toBeFocused();
});

test('a link to a report is opened by name, seen by its owner, and withdrawn', async ({
	browser
}) => {
	const [own, theirs] = [await browser.newContext(), await browser.newContext()];
	const [page, guest] = [await own.newPage(), await theirs.newPage()];
	// The candidate has links already; she has none.
	await signIn(page, app.url, badNight.email!);
	await page.goto(`${app.url}/progress`);
	await page.getByRole('link', { name: 'Share a report' }).click();
	await page.getByLabel('How long it works').selectOption('7 days');
	await page.getByRole('button', { name: 'Make a link' }).click();
	const link = await page.getByLabel('Link to the report').inputValue();
	await expect(page.getByText('Nobody has opened it.')).toBeVisible();

	await guest.goto(link);
	await expect(guest.getByRole('heading', { name: /A season of .*Sofía Restrepo/ })).toBeVisible();
	await guest.getByLabel('Your name').fill('Dr Elin Lindqvist');
	const report = guest.waitForResponse((response) => response.url().endsWith('/report.pdf'));
	await guest.getByRole('button', { name: 'Open the report' }).click();
	expect((await report).headers()['content-type']).toBe('application/pdf');

	await page.reload();
	const openings = page.getByRole('list', { name: 'Who opened it' });
	await expect(openings.getByText('Dr Elin Lindqvist, by the name they gave')).toBeVisible();
	await page.getByRole('button', { name: 'Withdraw' }).click();
	await expect(page.getByText('Withdrawn.')).toBeVisible();
	await guest.goto(link);
	await expect(
		guest.getByRole('heading', { name: 'This link does not work any more' })
	).toBeVisible();
	await expect(guest.getByText('has withdrawn it.')).toBeVisible();

	await guest.goto(`${app.url}/reports/${'x'.repeat(52)}`);
	await expect(
		guest.getByRole('heading', { name: 'There is nothing at this address' })
	).toBeVisible();
});
