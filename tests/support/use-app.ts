import { test } from '@playwright/test';
import { findFreePort } from '#server/launch/ports.ts';
import { startApp, type TestApp, type TestAppOptions } from './app.ts';
import { closeContexts } from './close-contexts.ts';
import { startTestLiveKit, type TestLiveKit } from './livekit.ts';

/** One app for all tests of the file that calls this, there when they run; each test's windows are closed after it. */
export function useApp(options: TestAppOptions = {}): TestApp {
	const app = {} as TestApp;
	test.beforeAll(async () => void Object.assign(app, await startApp(options)));
	test.afterAll(() => app[Symbol.asyncDispose]?.());
	test.afterEach(closeContexts);
	return app;
}

/** The same with a video server that tells it, by webhook, who comes and goes. */
export function useAppWithVideo(options: TestAppOptions = {}): {
	app: TestApp;
	livekit: TestLiveKit;
} {
	const livekit = {} as TestLiveKit;
	const settings: TestAppOptions = { ...options, livekit };
	test.beforeAll(async () => {
		settings.port = await findFreePort();
		const webhookUrl = `http://127.0.0.1:${settings.port}/api/livekit/webhook`;
		Object.assign(livekit, await startTestLiveKit({ webhookUrl }));
	});
	const app = useApp(settings);
	test.afterAll(() => livekit[Symbol.asyncDispose]?.());
	return { app, livekit };
}
