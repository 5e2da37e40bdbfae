import { chromium, type Browser, type Page } from '@playwright/test';
import { categories } from '#lib/deck/question.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { chromiumArgs, findChromium } from '../support/chromium.ts';
import { meet } from '../support/people.ts';
import { createTestDatabase } from '../support/postgres.ts';
import { toPercentiles, type Percentiles } from '../support/percentiles.ts';

/*
 * From the press of *Start answer* to the prompt on the candidate's page and the running answer on the interviewer's,
 * whichever comes later, each just before it is painted. Two browsers of their own, cameras off, on the machine's one clock.
 */

/** Milliseconds from the press until both have it. */
export interface PromptFigures {
	pgliteMs: Percentiles;
	postgresMs: Percentiles;
}

const presses = 100;

export async function measurePrompt(): Promise<PromptFigures> {
	await using database = await createTestDatabase();
	await using onPglite = await startApp({ isDemo: true });
	await using onPostgres = await startApp({ isDemo: true, databaseUrl: database.url });
	const launch = () =>
		chromium.launch({ executablePath: findChromium() ?? undefined, args: chromiumArgs });
	const [one, two] = await Promise.all([launch(), launch()]);
	try {
		return {
			pgliteMs: await measureRoom(one, two, onPglite),
			postgresMs: await measureRoom(one, two, onPostgres)
		};
	} finally {
		await Promise.all([one.close(), two.close()]);
	}
}

async function measureRoom(one: Browser, two: Browser, app: TestApp): Promise<Percentiles> {
	const [mentor, candidate] = await Promise.all(
		[one, two].map(async (browser) => (await browser.newContext()).newPage())
	);
	await meet(mentor!, candidate!, app.url);
	await notePainted(mentor!, 'Stop answer');
	await notePainted(candidate!, null);
	await mentor!.evaluate(() =>
		addEventListener(
			'click',
			() => Object.assign(window, { pressedAt: performance.timeOrigin + performance.now() }),
			{ capture: true }
		)
	);
	const times: number[] = [];
	while (times.length < presses) {
		await draw(mentor!, times.length);
		const start = mentor!.getByRole('button', { name: 'Start answer' });
		await start.waitFor();
		for (const page of [mentor!, candidate!])
			await page.evaluate(() => Object.assign(window, { shownAt: 0 }));
		await start.click();
		const shownAt = await Promise.all([mentor!, candidate!].map(readShownAt));
		const pressedAt = await mentor!.evaluate(
			() => (window as unknown as { pressedAt: number }).pressedAt
		);
		times.push(Math.max(...shownAt) - pressedAt);
		await mentor!.getByRole('button', { name: 'Stop answer' }).click();
		await candidate!.getByText('That answer is over.').waitFor();
	}
	for (const page of [mentor!, candidate!]) await page.context().close();
	return toPercentiles(times);
}

/** Notes when the button of that name, or the prompt where there is none, is first there, as its frame is drawn. */
function notePainted(page: Page, button: string | null): Promise<void> {
	return page.evaluate((name) => {
		const isThere = () =>
			name === null
				? document.querySelector('[aria-label="Question"] .asked') !== null
				: [...document.querySelectorAll('button')].some((one) => one.textContent?.includes(name));
		const state = window as unknown as { shownAt: number };
		state.shownAt = 1;
		const look = () => {
			if (state.shownAt !== 0 || !isThere()) return;
			requestAnimationFrame(() => {
				if (state.shownAt === 0) state.shownAt = performance.timeOrigin + performance.now();
			});
		};
		new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
	}, button);
}

const readShownAt = (page: Page): Promise<number> =>
	page
		.waitForFunction(() => (window as unknown as { shownAt: number }).shownAt)
		.then((handle) => handle.jsonValue());

/** Lays a card on the table, of whatever category still has one. */
async function draw(mentor: Page, count: number): Promise<void> {
	const path = new URL(mentor.url()).pathname.replace(/\/room$/, '/commands');
	for (let turn = 0; turn < categories.length; turn += 1) {
		const category = categories[(count + turn) % categories.length]!;
		const response = await mentor.request.post(new URL(path, mentor.url()).href, {
			headers: { origin: new URL(mentor.url()).origin },
			data: {
				id: `draw-${count}-of-${category}`,
				command: { type: 'draw-from-category', category }
			}
		});
		if (response.ok()) return;
	}
	throw new Error(`no card is left after ${count}`);
}
