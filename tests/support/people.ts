import type { Page } from '@playwright/test';

/** Signs a demo person in and stays on the page behind the door. */
export async function signIn(page: Page, url: string, email: string): Promise<void> {
	await page.goto(`${url}/sign-in`);
	await page.getByLabel('Email').fill(email);
	await page.getByLabel('Password', { exact: true }).fill('practice-out-loud');
	await page.getByRole('button', { name: 'Sign in', exact: true }).click();
	await page.waitForURL((address) => address.pathname !== '/sign-in');
}

/**
 * An interview made by one signed-in page, which the other comes to by its link: both stand before the room. Gives the
 * interview's path. `choose`: on the page that makes it, before it is made.
 */
export async function goToDoor(
	mentor: Page,
	candidate: Page,
	url: string,
	choose?: (page: Page) => Promise<void>
): Promise<string> {
	await mentor.goto(`${url}/interviews/new`);
	await choose?.(mentor);
	await mentor.getByRole('button', { name: 'Create interview' }).click();
	await mentor.waitForURL(/\/interviews\/[a-z0-9]{20}$/);
	const { pathname } = new URL(mentor.url());
	const link = await mentor.getByLabel('Invite link').first().inputValue();
	await candidate.goto(url + new URL(link, url).pathname);
	await candidate.getByRole('button', { name: 'Join room' }).click();
	await candidate.waitForURL(`**${pathname}/room`);
	await mentor.goto(`${url}${pathname}/room`);
	return pathname;
}

/** Both are in the room of a new interview, without devices. */
export async function meet(mentor: Page, candidate: Page, url: string): Promise<void> {
	await signIn(mentor, url, 'mentor@demo.test');
	await signIn(candidate, url, 'candidate@demo.test');
	await goToDoor(mentor, candidate, url);
	for (const page of [mentor, candidate])
		await page.getByRole('button', { name: 'Join without camera or microphone' }).click();
}

/** A page of somebody of the demo, at the door of the interview that is prepared for them. */
export async function continueInDemo(page: Page, url: string, email: string): Promise<void> {
	const form = { email, password: 'practice-out-loud' };
	await page.request.post(`${url}/sign-in`, { form, headers: { origin: url } });
	await page.goto(`${url}/demo`);
	await page
		.locator('form', { has: page.locator(`[value="${email}"]`) })
		.getByRole('button')
		.click();
	await page.waitForURL('**/room');
}
