import { expect, test } from '@playwright/test';
import { signIn } from '../support/people.ts';
import { useApp } from '../support/use-app.ts';

/* The interviewer takes the plan in another order, on the production build. Video is off. */

const app = useApp({ isDemo: true });

test('a step is moved up, another left out and taken back; the next card follows', async ({
	browser
}) => {
	const page = await (await browser.newContext()).newPage();
	await signIn(page, app.url, 'mentor@demo.test');
	await page.goto(`${app.url}/interviews/new`);
	await page.getByRole('button', { name: 'Create interview' }).click();
	await page.getByRole('link', { name: 'Join room' }).click();
	await page.getByRole('button', { name: 'Join without camera or microphone' }).click();
	const plan = page.getByRole('list', { name: 'The plan' }).getByRole('listitem');
	await expect(plan.nth(2)).toBeVisible();
	const [first, second, third] = await plan.allInnerTexts();

	await page.getByRole('button', { name: 'Line-up' }).click();
	const dialog = page.getByRole('dialog', { name: 'Line-up' });
	const steps = dialog.getByRole('list', { name: 'Still to come' }).getByRole('listitem');
	await steps
		.nth(1)
		.getByRole('button', { name: /^Move .* up$/ })
		.click();
	await expect(steps.nth(0)).toContainText(second!);
	await steps
		.nth(1)
		.getByRole('button', { name: /^Leave / })
		.click();
	await expect(steps.nth(1)).toContainText(third!);
	await expect(dialog.getByRole('button', { name: `Take ${first} back` })).toBeVisible();
	await page.keyboard.press('Escape');
	await expect(plan.nth(0)).toHaveText(second!);
	await expect(plan.nth(1)).toHaveText(third!);
	await expect(page.getByText(`next: ${second}`)).toBeVisible();
	await page.getByRole('button', { name: 'Draw question' }).click();
	await expect(page.getByText(/^Question 1 of /)).toBeVisible();
});
