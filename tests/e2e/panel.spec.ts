import { expect, test, type Browser, type Page } from '@playwright/test';
import { signIn } from '../support/people.ts';
import { countFrames } from '../support/pictures.ts';
import { useAppWithVideo } from '../support/use-app.ts';

/* A panel in three browsers that share nothing, and an observer's place in it. */

const { app } = useAppWithVideo({ isDemo: true });

async function open(browser: Browser, who: string): Promise<Page> {
	const page = await (await browser.newContext()).newPage();
	await signIn(page, app.url, `${who}@demo.test`);
	return page;
}

const tile = (page: Page, name: string) =>
	page.getByRole('region', { name: 'Video' }).getByRole('group', { name });
const question = (page: Page) => page.getByRole('region', { name: 'Question' });
const card = (page: Page) => page.getByRole('region', { name: 'Scorecard' });
const asker = (page: Page) => page.getByRole('combobox', { name: /^Asks/ });

async function expectPicture(page: Page, name: string): Promise<void> {
	const frames = () => countFrames(tile(page, name).locator('video'));
	await expect.poll(frames, { timeout: 60_000 }).toBeGreaterThan(3);
}

async function rateFirst(page: Page, level: RegExp): Promise<void> {
	const scale = card(page).getByRole('radiogroup').filter({ visible: true }).first();
	await scale.getByRole('radio', { name: level }).check();
}

test('a panel: two ask in turn, one answers, three rate alone and see all numbers at one moment', async ({
	browser
}) => {
	test.setTimeout(240_000);
	const [osei, feldman, amara] = (await Promise.all(
		['mentor', 'advisor', 'candidate'].map((who) => open(browser, who))
	)) as [Page, Page, Page];
	let address = '';

	await test.step('the candidate is chosen, the second interviewer comes by link', async () => {
		await osei.goto(`${app.url}/interviews/new`);
		await expect(osei.getByLabel('Second interviewer')).toBeHidden();
		await osei.getByRole('radio', { name: 'Panel' }).check();
		await expect(osei.getByLabel('Second interviewer')).toBeVisible();
		await expect(osei.getByLabel('Plan')).toHaveValue('panel');
		await osei
			.getByRole('combobox', { name: 'Candidate' })
			.selectOption({ label: 'Amara Nwosu, MBBS, candidate' });
		await osei.getByRole('button', { name: 'Create interview' }).click();
		await osei.waitForURL(/\/interviews\/[a-z0-9]{20}$/);
		address = osei.url();
		await expect(osei.getByText('A second interviewer: nobody yet')).toBeVisible();
		await feldman.goto(await osei.getByLabel('Invite link').inputValue());
		await expect(feldman.getByText('You are an interviewer of the panel.')).toBeVisible();
		await feldman.getByRole('button', { name: 'Join room' }).click();
		await feldman.waitForURL(/\/room$/);
		for (const page of [osei, amara]) await page.goto(`${address}/room`);
		for (const page of [osei, feldman, amara])
			await page.getByRole('button', { name: 'Join room' }).click();
	});

	await test.step('the candidate has the whole panel in sight, an interviewer the candidate', async () => {
		await expectPicture(amara, 'Dr Kwame Osei');
		await expectPicture(amara, 'Dr Ruth Feldman');
		await expectPicture(osei, 'Amara Nwosu, MBBS');
		const [first, second] = await Promise.all(
			['Dr Kwame Osei', 'Dr Ruth Feldman'].map((name) => tile(amara, name).boundingBox())
		);
		expect(Math.abs(first!.width - second!.width)).toBeLessThan(2);
		const [face, colleague] = await Promise.all(
			['Amara Nwosu, MBBS', 'Dr Ruth Feldman'].map((name) => tile(osei, name).boundingBox())
		);
		expect(face!.height).toBeGreaterThan(2 * colleague!.height);
	});

	await test.step('who asks next is seen by interviewers alone, and moves on by itself or by hand', async () => {
		for (const page of [osei, feldman])
			await expect(asker(page).locator('option:checked')).toHaveText(
				page === osei ? 'You' : 'Dr Kwame Osei'
			);
		await expect(asker(amara)).toHaveCount(0);
		await osei.getByRole('button', { name: 'Draw question' }).click();
		await expect(feldman.getByRole('button', { name: 'Start answer' })).toBeVisible();
		await osei.getByRole('button', { name: 'Start answer' }).click();
		await expect(question(amara)).toBeVisible();
		await expect(asker(feldman).locator('option:checked')).toHaveText('You');
		await feldman.getByRole('button', { name: 'Stop answer' }).click();
		await asker(feldman).selectOption({ label: 'Dr Kwame Osei' });
		await expect(asker(osei).locator('option:checked')).toHaveText('You');
	});

	await test.step('each rates alone, and the reveal waits for the last', async () => {
		await osei.getByRole('button', { name: 'Go to debrief' }).click();
		await expect(amara.getByText('Rate alone')).toBeVisible();
		await rateFirst(osei, /^5/);
		await rateFirst(feldman, /^3/);
		await rateFirst(amara, /^2/);
		for (const page of [osei, amara]) {
			await page.getByRole('button', { name: 'Done rating' }).click();
			await expect(page.getByText('Done. The numbers open when everyone is.')).toBeVisible();
		}
		await expect(card(amara)).toContainText('Dr Ruth Feldman: 1 of');
		await feldman.getByRole('button', { name: 'Done rating' }).click();
		for (const page of [amara, feldman]) await expect(card(page)).toContainText('Dr Kwame Osei 5');
		await expect(card(amara)).toContainText('Dr Ruth Feldman 3');
		await expect(card(osei)).toContainText('Amara Nwosu, MBBS 2');
	});

	await test.step('the candidate agrees with one of them, and everything is there afterwards', async () => {
		for (const page of [feldman, amara])
			await card(page)
				.getByRole('radiogroup', { name: /^Agreed: / })
				.first()
				.getByRole('radio', { name: /^3/ })
				.check();
		await expect(card(osei).getByText('Agreed: 3').first()).toBeVisible();
		await osei.getByRole('button', { name: 'Finish' }).click();
		await osei.getByRole('dialog').getByRole('button', { name: 'Finish' }).click();
		await amara.waitForURL(address);
		const table = amara.getByRole('region', { name: 'Rubric' }).getByRole('table');
		for (const name of ['You', 'Dr Kwame Osei', 'Dr Ruth Feldman', 'Agreed'])
			await expect(table.getByRole('columnheader', { name })).toBeVisible();
	});
});

test('an observer listens in with the camera off and writes nothing; a third interviewer of a room for two may knock', async ({
	browser
}) => {
	const [osei, peer] = (await Promise.all(['mentor', 'peer'].map((who) => open(browser, who)))) as [
		Page,
		Page
	];
	await osei.goto(`${app.url}/interviews/new`);
	await osei.getByRole('radio', { name: 'Candidate' }).check();
	await osei.getByRole('button', { name: 'Create interview' }).click();
	await osei.waitForURL(/\/interviews\/[a-z0-9]{20}$/);
	const address = osei.url();
	const forInterviewer = await osei.getByLabel('Invite link').inputValue();
	await osei.locator('summary', { hasText: 'More links' }).click();
	const forObserver = await osei
		.getByRole('textbox', { name: 'Link for an observer' })
		.inputValue();

	const [lind, roth] = (await Promise.all(
		['Dr Ida Lind', 'Dr Ines Roth'].map(async (name) => {
			const page = await (await browser.newContext()).newPage();
			await page.goto(forInterviewer);
			await page.getByLabel('Your name').fill(name);
			return page;
		})
	)) as [Page, Page];
	await lind.getByRole('button', { name: 'Join room' }).click();
	await lind.waitForURL(/\/room$/);
	await roth.getByRole('button', { name: 'Join room' }).click();
	await expect(roth.getByRole('alert')).toContainText(
		'This interview is for two, and both seats are taken.'
	);
	await expect(roth.getByLabel('Your name')).toHaveValue('Dr Ines Roth');
	await roth.getByRole('button', { name: 'Ask to come in' }).click();
	await expect(roth.getByRole('heading', { name: 'Waiting to be let in' })).toBeVisible();

	await peer.goto(forObserver);
	await peer.getByRole('button', { name: 'Join room' }).click();
	await peer.waitForURL(/\/room$/);
	await peer.getByRole('button', { name: /^Join/ }).first().click();
	await osei.goto(`${address}/room`);
	for (const page of [osei, lind]) await page.getByRole('button', { name: 'Join room' }).click();
	await expectPicture(peer, 'Dr Kwame Osei');
	await expect(peer.getByRole('button', { name: /microphone|camera/i })).toHaveCount(0);
	await expect(peer.getByRole('button', { name: 'Draw question' })).toHaveCount(0);
	await lind.getByRole('button', { name: 'Draw question' }).click();
	await lind.getByRole('button', { name: 'Go to debrief' }).click();
	await expect(peer.getByText('Rate alone')).toBeVisible();
	await expect(peer.locator('[contenteditable="true"]')).toHaveCount(0);
	await expect(
		peer.getByRole('button', { name: /^(Done rating|Reveal scores|Finish)$/ })
	).toHaveCount(0);
	await expect(peer.getByRole('region', { name: 'Private notes' })).toHaveCount(0);
	await expect(peer.getByRole('radio', { disabled: false })).toHaveCount(0);
});
