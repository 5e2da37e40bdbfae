import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa'];

/** Shows everything that is folded; of the menus, which lie over what is below them, the last where it covers nothing. */
export async function unfold(page: Page, hasMenu: boolean): Promise<void> {
	await page.evaluate((isOpen) => {
		const menus = [...document.querySelectorAll<HTMLDetailsElement>('details:has(> .sheet)')];
		for (const details of document.querySelectorAll('details'))
			details.open = !menus.includes(details) || (isOpen && details === menus.at(-1));
	}, hasMenu);
}

/** Unfolds what is folded and lists what breaks a rule, as sentences. */
export async function check(page: Page, where: string, { hasMenu = true } = {}): Promise<void> {
	await unfold(page, hasMenu);
	const { violations } = await new AxeBuilder({ page }).setLegacyMode().withTags(tags).analyze();
	const found = violations.flatMap(({ id, help, nodes }) =>
		nodes.map(({ target, failureSummary }) =>
			[id, help, target.join(' '), failureSummary].join('\n')
		)
	);
	expect.soft(found, where).toEqual([]);
}
