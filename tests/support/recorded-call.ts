import { expect, type Browser, type Page } from '@playwright/test';
import { continueInDemo } from './people.ts';

/** Continues as somebody of the demo, in a browser context of their own, and joins the call of a new interview. */
export async function enterCall(browser: Browser, url: string, email: string): Promise<Page> {
	const page = await (await browser.newContext({ baseURL: url })).newPage();
	await continueInDemo(page, url, email);
	await page.getByRole('button', { name: 'Join room' }).click();
	await expect(page.getByRole('region', { name: 'Video' })).toHaveAttribute(
		'data-state',
		'connected',
		{ timeout: 60_000 }
	);
	return page;
}

export const press = (page: Page, name: string) =>
	page.getByRole('button', { name, exact: true }).click();

/** The mentor asks, the candidate agrees, and both are told that it runs. Gives the interview's path. */
export async function beginRecording(mentor: Page, candidate: Page): Promise<string> {
	await press(mentor, 'Record');
	const asking = mentor.getByRole('dialog', { name: 'Record this call?' });
	await expect(asking).toContainText('Nothing is recorded before all have said yes');
	await expect(asking).toContainText('It is deleted after 180 days');
	await press(mentor, 'Ask everybody');
	await expect(mentor.getByRole('button', { name: 'Asking to record' })).toBeVisible();
	const question = candidate.getByRole('dialog', { name: 'May this call be recorded?' });
	await expect(question).toContainText('Dr Kwame Osei asks to record');
	await expect(question).toContainText('It is yours');
	await press(candidate, 'Yes, record');
	for (const page of [mentor, candidate]) {
		await expect(page.getByRole('button', { name: 'Recording', exact: true })).toBeVisible({
			timeout: 60_000
		});
		await expect(page.getByText('This call is being recorded.')).toBeAttached();
	}
	return new URL(mentor.url()).pathname.replace('/room', '');
}
