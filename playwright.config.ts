import { defineConfig } from '@playwright/test';
import { chromiumArgs, fakeMediaArgs, findChromium } from './tests/support/chromium.ts';

/*
 * End to end: the production build, a real LiveKit and real browsers. Each spec starts the app it
 * needs with tests/support/app.ts; `npm test` builds before and says which browser to use.
 */
export default defineConfig({
	testDir: 'tests/e2e',
	testMatch: '**/*.spec.ts',
	workers: 1,
	retries: 0,
	forbidOnly: true,
	timeout: 120_000,
	expect: { timeout: 15_000 },
	reporter: [['list']],
	outputDir: 'test-results',
	use: {
		browserName: 'chromium',
		launchOptions: {
			executablePath: findChromium() ?? undefined,
			// Ten frames a second: two cores encode and decode for up to four people.
			args: [...chromiumArgs, ...fakeMediaArgs, '--use-fake-device-for-media-stream=fps=10']
		},
		viewport: { width: 1280, height: 800 },
		locale: 'en-US',
		trace: 'retain-on-failure',
		screenshot: 'only-on-failure'
	}
});
