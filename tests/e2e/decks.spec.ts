import { readFile } from 'node:fs/promises';
import { expect, test, type Page } from '@playwright/test';
import { signIn } from '../support/people.ts';
import { useApp } from '../support/use-app.ts';

/* Decks and rubrics as an admin keeps them, on the production build with the demo's people. */

const app = useApp({ isDemo: true });

async function openAsAdmin(page: Page, path: string): Promise<void> {
	await signIn(page, app.url, 'admin@demo.test');
	await page.goto(app.url + path);
}

async function makeDeck(page: Page, name: string): Promise<void> {
	await openAsAdmin(page, '/decks');
	await page.getByLabel('Name').fill(name);
	await page.getByRole('button', { name: 'Create deck' }).click();
	await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
}

const rowsOf = (page: Page) =>
	page
		.getByRole('region', { name: 'Questions' })
		.getByRole('listitem')
		.filter({
			has: page.getByRole('link', { name: /^Edit: / })
		});

async function expectOrder(page: Page, ...prompts: string[]): Promise<void> {
	await expect(rowsOf(page)).toHaveCount(prompts.length);
	for (const [index, prompt] of prompts.entries())
		await expect(rowsOf(page).nth(index)).toContainText(prompt);
}

const toFile = (name: string, ...lines: string[]) => ({
	name,
	mimeType: 'text/csv',
	buffer: Buffer.from(`prompt,category,target_seconds,tags\n${lines.join('\n')}\n`)
});

test('a deck is made, filled, edited, put in order, searched, archived from, exported and copied', async ({
	page
}) => {
	await makeDeck(page, 'Ward mornings');
	for (const [prompt, tags] of [
		['How do you begin a ward round?', 'wards'],
		['Who taught you to listen?', 'teachers'],
		['When did you change a plan?', 'wards, plans']
	] as const) {
		await page.getByRole('link', { name: 'New question' }).click();
		await page.getByLabel('Prompt').fill(prompt);
		await page.getByLabel('Tags').fill(tags);
		await page.getByRole('button', { name: 'Add question' }).click();
		await expect(rowsOf(page).filter({ hasText: prompt })).toBeVisible();
	}
	await page.getByRole('link', { name: 'Edit: Who taught you to listen?' }).click();
	await page.getByLabel('Prompt').fill('Who taught you to listen to a patient?');
	await page.getByRole('button', { name: 'Save as version 2' }).click();
	const [begin, listen, change] = ['How do you begin', 'listen to a patient', 'change a plan'];
	await expectOrder(page, begin!, listen!, change!);

	await page.getByRole('button', { name: /^Move down: How do you begin/ }).click();
	await expectOrder(page, listen!, begin!, change!);
	const place = (y: number) => ({ targetPosition: { x: 40, y }, sourcePosition: { x: 40, y: 20 } });
	const height = (await rowsOf(page).nth(2).boundingBox())!.height;
	await rowsOf(page)
		.nth(0)
		.dragTo(rowsOf(page).nth(2), place(height - 4));
	await expectOrder(page, begin!, change!, listen!);
	await rowsOf(page).nth(2).dragTo(rowsOf(page).nth(0), place(4));
	await expectOrder(page, listen!, begin!, change!);
	await page.reload();
	await expectOrder(page, listen!, begin!, change!);

	await page.getByLabel('Search').fill('patint');
	await expectOrder(page, listen!);
	await page.getByLabel('Search').fill('');
	await expectOrder(page, listen!, begin!, change!);
	await rowsOf(page).nth(1).getByRole('link', { name: 'Tagged #wards' }).click();
	await expectOrder(page, begin!, change!);
	expect(new URL(page.url()).searchParams.get('tag')).toBe('wards');
	await page.getByRole('link', { name: 'Any tag' }).click();

	const archive = async () => {
		await page.getByRole('button', { name: /^Archive: When did you change/ }).click();
		await expectOrder(page, listen!, begin!);
	};
	await archive();
	await page.getByRole('link', { name: 'Archived ones' }).click();
	await page.getByRole('button', { name: /^Bring back: When did you change/ }).click();
	await expectOrder(page);
	await page.getByRole('link', { name: 'Back to those in use' }).click();
	await expectOrder(page, listen!, begin!, change!);
	await archive();

	const download = page.waitForEvent('download');
	await page.getByRole('link', { name: 'JSON' }).click();
	const file = JSON.parse(await readFile(await (await download).path(), 'utf8')) as {
		questions: { prompt: string; isArchived?: boolean }[];
	};
	expect(file.questions.map(({ prompt, isArchived }) => [prompt.slice(-8), isArchived])).toEqual([
		['patient?', undefined],
		['d round?', undefined],
		[' a plan?', true]
	]);
	await expect(page.getByText('Without the 1 archived question.')).toBeVisible();
	await page.getByRole('button', { name: 'Copy deck' }).click();
	await expect(
		page.getByRole('heading', { level: 1, name: 'Copy of Ward mornings' })
	).toBeVisible();
	await expectOrder(page, listen!, begin!);
});

test('a file is mended, looked at, exchanged behind the preview, and brought in as it was seen', async ({
	page
}) => {
	await makeDeck(page, 'From a table');
	await page.getByRole('link', { name: 'Import' }).click();
	const file = page.getByLabel('File', { exact: true });
	const look = page.getByRole('button', { name: 'Look at it first' });
	const bringIn = page.getByRole('button', { name: /^Import \d/ });
	const first = 'What do you do before a night shift?,motivation,90,nights';
	const second = 'What do you do after a night shift?,motivation,90,nights';

	await file.setInputFiles(toFile('deck.csv', first, second, first));
	await look.click();
	await expect(
		page.getByRole('row', { name: '4 prompt This prompt stands on line 2 already.' })
	).toBeVisible();
	await expect(bringIn).toHaveCount(0);
	await file.setInputFiles(toFile('deck.csv', first));
	await look.click();
	await expect(bringIn).toHaveText('Import 1 question');

	await file.setInputFiles(toFile('deck.csv', first, second));
	await bringIn.click();
	await expect(page.getByText('This is not the file that you looked at.')).toBeVisible();
	await expect(bringIn).toHaveText('Import 2 questions');
	await bringIn.click();
	await expect(page.getByText('2 questions added, in')).toBeVisible();
	await page.getByRole('link', { name: 'Back to the deck' }).click();
	await expectOrder(page, 'before a night shift', 'after a night shift');

	await page.getByRole('button', { name: /^Archive: What do you do before/ }).click();
	await expectOrder(page, 'after a night shift');
	await page.getByRole('link', { name: 'Import' }).click();
	await file.setInputFiles(toFile('deck.csv', first, second));
	await look.click();
	const told = page.getByRole('row', { name: /^2 What do you do before a night shift/ });
	await expect(told).toContainText('Brought back');
	await bringIn.click();
	await page.getByRole('link', { name: 'Back to the deck' }).click();
	await expectOrder(page, 'before a night shift', 'after a night shift');
});

test('two editors at once: the slower is told, keeps what was typed, and may put it on top', async ({
	context
}) => {
	const [page, other] = [await context.newPage(), await context.newPage()];
	await openAsAdmin(page, '/rubrics');
	await page.getByRole('link').filter({ hasText: 'built in' }).first().click();
	await page.getByRole('button', { name: 'Copy rubric' }).click();
	await expect(page.getByRole('heading', { level: 1, name: /^Copy of / })).toBeVisible();
	await other.goto(page.url());

	const name = (one: Page) => one.getByRole('region', { name: 'Name' });
	const rename = async (one: Page, to: string) => {
		await name(one).getByLabel('Name').fill(to);
		await name(one).getByRole('button', { name: 'Save' }).click();
	};
	await rename(other, 'Our rounds');
	await expect(other.getByRole('heading', { level: 1, name: 'Our rounds' })).toBeVisible();
	await rename(page, 'Our own rounds');
	await expect(name(page).getByText('Somebody saved another name')).toContainText('“Our rounds');
	await expect(name(page).getByLabel('Name')).toHaveValue('Our own rounds');
	await name(page).getByRole('button', { name: 'Save' }).click();
	await expect(page.getByRole('heading', { level: 1, name: 'Our own rounds' })).toBeVisible();

	const criterion = (one: Page) => one.getByRole('article').first();
	const edit = async (one: Page, look: string) => {
		if (!(await criterion(one).getByLabel('What to look at').isVisible()))
			await criterion(one).getByText('Edit', { exact: false }).first().click();
		await criterion(one).getByLabel('What to look at').fill(look);
		await criterion(one)
			.getByRole('button', { name: /^Save as version/ })
			.click();
	};
	await edit(other, 'Whether one can follow it.');
	await expect(other.getByText('Saved as version 2.')).toBeVisible();
	await edit(page, 'Whether anybody can follow it.');
	await expect(page.getByText('Somebody made another version while you wrote.')).toBeVisible();
	await expect(page.getByText('Version 2. An interview keeps')).toBeVisible();
	const typed = criterion(page).getByLabel('What to look at');
	await expect(typed).toHaveValue('Whether anybody can follow it.');
	await criterion(page).getByRole('button', { name: 'Save as version 3' }).click();
	await expect(page.getByText('Saved as version 3.')).toBeVisible();
	await expect(criterion(page)).toContainText('Whether anybody can follow it.');
});
