import { chromium, type Browser, type Page } from '@playwright/test';
import { join } from 'node:path';
import { root } from '#server/root.ts';
import { startApp } from '../support/app.ts';
import { chromiumArgs, fakeMediaArgs, findChromium } from '../support/chromium.ts';
import { startTestLiveKit } from '../support/livekit.ts';

/*
 * `npm run screenshot`: plays the demo's interview until the middle of its debrief, with two browsers and real video,
 * and keeps the interviewer's view as README's picture. Wants the pages built: `npm run build`.
 */

const target = join(root, 'static/room-debrief.png');

/** What is asked, and for how many seconds it is answered: real time, so as to be believed in the list. */
const asked = [
	{ prompt: 'Thank you for being here. Tell me about yourself.', seconds: 38 },
	{ prompt: 'Why this specialty, and not the one that lies closest to it?', seconds: 52 },
	{ prompt: 'Describe a conflict in a team you were part of. How did it end?', seconds: 61 }
];

type Writer = 'mentor' | 'candidate';

/** Criterion: the mentor's number, the candidate's, and what one of them writes beside it. */
const said: Record<string, { marks: [number, number]; words: [Writer, string][] }> = {
	'Clarity and organisation': {
		marks: [4, 3],
		words: [
			['mentor', 'The turn to psychiatry came in the second sentence.'],
			['candidate', '\nI lost the thread once, at the research year.']
		]
	},
	'Professionalism and integrity': {
		marks: [4, 4],
		words: [['mentor', '“I should have asked him first.” Owned it without being pushed.']]
	},
	'Motivation and fit': {
		marks: [5, 4],
		words: [
			['candidate', 'The ward in Enugu is my real reason.'],
			['mentor', '\nThen say it first, not third. It is the best minute you have.']
		]
	},
	Presence: {
		marks: [3, 3],
		words: [['mentor', 'Warmer after the first question; eyes on the screen, not the lens.']]
	},
	'Teamwork and feedback': {
		marks: [3, 4],
		words: [['mentor', 'Spoke to him directly. What did you change afterwards?']]
	},
	Structure: {
		marks: [2, 4],
		words: [
			['mentor', 'Conflict: a minute of set-up, then no result.'],
			['candidate', '\nThere was one: we changed the rota together. I never got there.'],
			['mentor', '\nThen open with it.'],
			['candidate', '\nTrying: “We went from six missed handovers to']
		]
	}
};

await using livekit = await startTestLiveKit();
await using app = await startApp({ livekit, isDemo: true });
const browser = await chromium.launch({
	executablePath: findChromium() ?? undefined,
	args: [...chromiumArgs, ...fakeMediaArgs]
});
try {
	await playInterview(browser);
} finally {
	await browser.close();
}

async function playInterview(browser: Browser): Promise<void> {
	const mentor = await enter(browser, 'Dr Kwame Osei');
	const candidate = await enter(browser, 'Amara Nwosu, MBBS');
	const pages = { mentor, candidate };

	for (const { prompt, seconds } of asked) {
		await mentor.getByRole('button', { name: 'More ways' }).click();
		const draw = mentor.getByRole('button', { name: `Draw: ${prompt}` });
		await mentor.getByRole('dialog').getByLabel('Search').fill(prompt.slice(0, 40));
		const first = mentor.getByRole('dialog').getByRole('listitem').first();
		await first.filter({ hasText: prompt }).waitFor();
		await draw.click();
		await press(mentor, 'Start answer');
		await mentor.getByRole('button', { name: 'Stop answer' }).waitFor();
		await mentor.waitForTimeout(seconds * 1000);
		await press(mentor, 'Stop answer');
	}
	await press(mentor, 'Go to debrief');

	const isInterviewer = { mentor: 0, candidate: 1 } as const;
	for (const [who, index] of Object.entries(isInterviewer) as [Writer, 0 | 1][]) {
		const page = pages[who];
		await page.getByRole('button', { name: 'Done rating' }).waitFor();
		for (const [name, { marks }] of Object.entries(said))
			await page
				.getByRole('radiogroup', { name })
				.getByRole('radio', { name: new RegExp(`^${marks[index]}`) })
				.check();
		await press(page, 'Done rating');
	}
	await mentor.getByRole('radiogroup', { name: 'Agreed: Structure' }).waitFor();

	await write(mentor, 'Strengths', 'Sounds like herself, and the reason for both halves is real.');
	await write(candidate, 'Strengths', '\nI stayed calm when you pushed on the conflict.');
	await write(mentor, 'Next steps', 'End every story on its result.');
	await write(candidate, 'Next steps', '\nThe conflict story in ninety seconds, by Friday.');
	await propose(mentor, 3);
	await propose(candidate, 3);
	await mentor.getByText('Agreed: 3').waitFor();
	// Structure comes last: the candidate's caret is seen in it.
	for (const [name, { words }] of Object.entries(said))
		for (const [who, text] of words) await write(pages[who], `Evidence: ${name}`, text);

	await mentor.locator('video').nth(1).waitFor();
	await mentor.getByText('Saved', { exact: true }).waitFor();
	await mentor.mouse.move(0, 0);
	await mentor.locator('#scorecard').evaluate((card) => card.closest('.desk')?.scrollTo(0, 0));
	await mentor.screenshot({ path: target });
	process.stdout.write(`${target}\n`);
}

/** One of the demo's two, in the room with the picture that needs no camera. */
async function enter(browser: Browser, name: string): Promise<Page> {
	const context = await browser.newContext({
		viewport: { width: 1440, height: 900 },
		deviceScaleFactor: 1,
		reducedMotion: 'reduce',
		locale: 'en-US'
	});
	const page = await context.newPage();
	await page.goto(`${app.url}/demo`);
	await press(page, `Continue as ${name}`);
	await page.waitForURL('**/room');
	await page.getByText('Devices', { exact: true }).click();
	await page.getByRole('checkbox', { name: /test picture/ }).check();
	await press(page, 'Join room');
	await page.locator('[data-state="connected"]').waitFor();
	return page;
}

function press(page: Page, name: string): Promise<void> {
	return page.getByRole('button', { name, exact: true }).click();
}

async function write(page: Page, box: string, text: string): Promise<void> {
	const field = page.getByRole('textbox', { name: box, exact: true });
	await field.press('Control+End');
	await page.keyboard.insertText(text);
	await page.getByText('Saved', { exact: true }).waitFor();
}

function propose(page: Page, level: number): Promise<void> {
	const scale = page.getByRole('radiogroup', { name: 'Agreed: Structure' });
	return scale.getByRole('radio', { name: new RegExp(`^${level}`) }).check();
}
