import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

/** Flags every test browser gets; nothing goes to the network but to our own server. */
export const chromiumArgs = [
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync'
];

/** A camera and a microphone that need nobody to allow them. */
export const fakeMediaArgs = [
	'--use-fake-device-for-media-stream',
	'--use-fake-ui-for-media-stream'
];

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];

/** An installed Chrome or Chromium: `CHROMIUM_PATH`, else on PATH, else where it usually lies. */
export function findChromium(env: NodeJS.ProcessEnv = process.env): string | null {
	if (env.CHROMIUM_PATH) return existsSync(env.CHROMIUM_PATH) ? env.CHROMIUM_PATH : null;
	const candidates = [
		...(env.PATH ?? '').split(delimiter).flatMap((folder) => names.map((n) => join(folder, n))),
		...['', homedir()].flatMap((home) => [
			`${home}/Applications/Google Chrome.app/Contents/MacOS/Google Chrome`,
			`${home}/Applications/Chromium.app/Contents/MacOS/Chromium`
		]),
		'/opt/google/chrome/chrome',
		'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
		'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe'
	];
	return candidates.find((path) => existsSync(path)) ?? null;
}
