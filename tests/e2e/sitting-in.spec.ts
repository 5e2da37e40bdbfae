import { expect, test } from '@playwright/test';
import { signIn } from '../support/people.ts';
import { useApp } from '../support/use-app.ts';

/* An advisor in a seat that the candidate's sharing gives and takes, on the production build with the demo's people. */

const app = useApp({ isDemo: true });

test('an advisor sits in, everybody is told, and a private interview takes the seat', async ({
	browser
}) => {
	const candidate = await (await browser.newContext()).newPage();
	await signIn(candidate, app.url, 'candidate@demo.test');
	await candidate.goto(`${app.url}/interviews/new?part=candidate`);
	await candidate.getByRole('button', { name: 'Create interview' }).click();
	await candidate.waitForURL(/\/interviews\/[a-z0-9]{20}$/);
	const interview = candidate.url();

	const advisor = await (await browser.newContext()).newPage();
	await signIn(advisor, app.url, 'advisor@demo.test');
	expect((await advisor.goto(interview))!.status()).toBe(404);
	await advisor.goto(`${app.url}/advising/demoperson0000000001`);
	const ahead = advisor.getByRole('region', { name: 'Ahead' });
	await ahead.getByRole('button', { name: /^Sit in: Mentor mock/ }).click();
	await expect(ahead.getByText('you sit in as observer')).toBeVisible();
	await ahead.getByRole('link', { name: /^Open: Mentor mock/ }).click();
	await expect(advisor.getByText('you are an observer')).toBeVisible();
	await expect(advisor.getByRole('link', { name: 'Join room' })).toBeVisible();

	await candidate.reload();
	await expect(candidate.getByText('Dr Ruth Feldman').first()).toBeVisible();
	await candidate.goto(`${app.url}/progress/sharing`);
	await expect(
		candidate.getByText('saw an interview ahead, and took a seat in it as observer')
	).toBeVisible();
	const row = candidate
		.getByRole('listitem')
		.or(candidate.getByRole('row'))
		.filter({
			has: candidate.locator(`a[href="${new URL(interview).pathname}"]`),
			hasText: 'Private'
		});
	await row.getByLabel('Who sees this interview').selectOption({ label: 'Private' });
	await expect(candidate.getByRole('status').filter({ hasText: 'Private' })).toBeVisible();

	await expect.poll(async () => (await advisor.goto(interview))!.status()).toBe(404);
	await advisor.goto(`${app.url}/advising/demoperson0000000001`);
	await expect(advisor.getByRole('heading', { name: 'Amara Nwosu, MBBS' })).toBeVisible();
	await expect(ahead).toHaveCount(0);
});
