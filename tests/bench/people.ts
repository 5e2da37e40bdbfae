import type { Page } from '@playwright/test';

/** Signs a demo person in and stays on the page behind the door. */
export async function signIn(page: Page, url: string, email: string): Promise<void> {
	await page.goto(`${url}/sign-in`);
	await page.getByLabel('Email').fill(email);
	await page.getByLabel('Password').fill('practice-out-loud');
	await page.getByRole('button', { name: 'Sign in' }).click();
	await page.waitForURL((address) => address.pathname !== '/sign-in');
}

/** An interview made by the mentor's page, which the candidate's page joins; both are in the room without devices. */
export async function meet(mentor: Page, candidate: Page, url: string): Promise<void> {
	await signIn(mentor, url, 'mentor@demo.test');
	await signIn(candidate, url, 'candidate@demo.test');
	await mentor.goto(`${url}/interviews/new`);
	await mentor.getByRole('button', { name: 'Create interview' }).click();
	await mentor.waitForURL(/\/interviews\/[a-z0-9]{20}$/);
	const link = new URL(await mentor.getByLabel('Invite link').first().inputValue());
	await candidate.goto(url + link.pathname);
	await candidate.getByRole('button', { name: 'Join room' }).click();
	await candidate.waitForURL(/\/room$/);
	await mentor.goto(`${mentor.url()}/room`);
	for (const page of [mentor, candidate])
		await page.getByRole('button', { name: 'Join without camera or microphone' }).click();
}

export function toPercentile(values: readonly number[], share: number): number {
	const sorted = [...values].sort((a, b) => a - b);
	return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
