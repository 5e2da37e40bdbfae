import { expect, type Browser, type Page } from '@playwright/test';
import type { TestApp } from './app.ts';

let people = 0;

/** A browser of its own with somebody who has just signed up. */
export async function givenPerson(
	browser: Browser,
	app: TestApp,
	name = 'Amara Nwosu'
): Promise<Page> {
	people += 1;
	const context = await browser.newContext({
		baseURL: app.url,
		permissions: ['camera', 'microphone']
	});
	const form = { name, email: `person${people}@example.test`, password: 'practice-out-loud' };
	await context.request.post('/sign-up', { form, headers: { origin: app.url } });
	return context.newPage();
}

/** Deals a plan's questions and stands at the door of the practice. */
export async function deal(page: Page, plan = 'Short'): Promise<void> {
	await page.goto('/solo');
	await page.getByLabel('Plan').selectOption({ label: plan });
	await page.getByRole('button', { name: 'Deal the questions' }).click();
	await page.waitForURL(/\/solo\/[a-z0-9]{20}$/);
}

export const clock = (page: Page) => page.getByRole('timer', { name: 'Answer time' });

/** Answers the question that is on the page for so many seconds. */
export async function answer(page: Page, seconds: number): Promise<void> {
	await page.getByRole('button', { name: 'Start answer' }).click();
	await expect(clock(page)).toContainText(`0:0${seconds}`);
}

export async function stop(page: Page): Promise<void> {
	await page.getByRole('button', { name: 'Stop answer' }).click();
	await expect(clock(page)).toHaveCount(0);
}
