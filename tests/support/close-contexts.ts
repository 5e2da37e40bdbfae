import type { Browser } from '@playwright/test';

/** After each test: closes every window that it opened, so that its cameras do not slow down the next one. */
export async function closeContexts({ browser }: { browser: Browser }): Promise<void> {
	await Promise.all(browser.contexts().map((context) => context.close()));
}
