import { join } from 'node:path';
import { watch } from 'node:fs';
import { findFolderHolder } from './db/lock.ts';
import { readEnv, readEnvFile } from './env.ts';
import { runApp, type AppMessage, type AppProcess } from './launch/app-process.ts';
import { startOwnLiveKit, type OwnLiveKit } from './launch/livekit-step.ts';
import { findFreePort, isPortFree } from './launch/ports.ts';
import { Refusal } from './launch/refusal.ts';
import { sayReady } from './launch/reporter.ts';
import { beginStep, toSeconds } from './launch/steps.js';

/*
 * Starts LiveKit and the app, and keeps both running. It holds no data and opens no port, so it has
 * nothing to lose; its children end with it, however it ends.
 */

const isDev = process.argv.includes('--dev');
const startedAt = performance.now();
let livekit: OwnLiveKit | null = null;
let app: AppProcess | null = null;
let isStopping = false;

const say = (text: string) => void process.stderr.write(`${text}\n`);

async function stop(exitCode: number): Promise<void> {
	if (isStopping) return;
	isStopping = true;
	await Promise.all([app?.stop(), livekit?.running.stop()]);
	process.exit(exitCode);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
	process.on(signal, () => void stop(0));
process.on('message', (message: { type?: string }) => {
	if (message.type === 'stop') void stop(0);
});
if (process.send) {
	process.on('disconnect', () => void stop(0));
	if (!process.connected) process.exit(0);
}

/** An earlier run's children may be ending right now: looked at again for a moment. */
async function isSoon(condition: () => Promise<boolean>): Promise<boolean> {
	for (const deadline = performance.now() + 1_300; ;) {
		if (await condition()) return true;
		if (performance.now() > deadline) return false;
		await new Promise((resolve) => setTimeout(resolve, 100));
	}
}

async function start(): Promise<void> {
	readEnvFile();
	const env = readEnv();
	if (!env.databaseUrl) {
		const lockPath = join(env.dataDir, 'lock');
		if (!(await isSoon(async () => (await findFolderHolder(lockPath)) === null)))
			throw new Refusal(
				`The data folder ${env.dataDir} is in use by process ${await findFolderHolder(lockPath)}: stop that one first, or choose another folder with DATA_DIR.`
			);
	}
	const port = env.port || (await findFreePort());
	if (!(await isSoon(() => isPortFree(env.host, port))))
		throw new Refusal(
			`Port ${port} is in use by another program: stop it, or choose another port, for example PORT=${port + 1} npm start.`
		);

	if (!env.livekit && !env.isLiveKitOff) {
		livekit = await startOwnLiveKit({ env, source: process.env, appPort: port, say, beginStep });
		if (livekit && !env.isLoopback)
			say(
				'Video works on this machine alone: the video server started here listens on loopback. Set LIVEKIT_URL, LIVEKIT_API_KEY and LIVEKIT_API_SECRET to one that others can reach.'
			);
	}
	if (livekit) {
		const end = beginStep('Starting the video server: usually a second');
		end((await livekit.running.waitUntilUp(10_000)) ? 'done' : 'it does not answer yet');
	}
	if (isStopping) return;
	app = runApp({
		args: isDev ? ['server/index.ts', '--dev'] : ['build/app/index.js'],
		env: {
			...process.env,
			NODE_ENV: isDev ? 'development' : 'production',
			PORT: String(port),
			// A terminal is for sentences; set LOG_LEVEL to see more.
			LOG_LEVEL: process.env.LOG_LEVEL ?? 'warn',
			...livekit?.env
		},
		say,
		onMessage,
		onGivenUp: () => void stop(1)
	});
	if (isDev) restartOnChange(app);
}

let endStep: ((outcome?: string) => void) | null = null;
let hasBeenReady = false;

function onMessage(message: AppMessage): void {
	if (hasBeenReady) return;
	if (message.type === 'step') endStep = beginStep(message.text);
	if (message.type === 'step-done') endStep?.();
	if (message.type === 'ready') sayReadyOnce(message.origin, message.isDemo);
}

function sayReadyOnce(origin: string, isDemo: boolean): void {
	hasBeenReady = true;
	if (isStopping) return;
	process.stdout.write(`Started in ${toSeconds(performance.now() - startedAt)}.\n`);
	sayReady(origin, isDemo);
}

/** In development: the server's own sources are loaded anew by a new process; pages by Vite. */
function restartOnChange(running: AppProcess): void {
	let timer: NodeJS.Timeout | undefined;
	const onChange = (_event: string, file: string | null) => {
		if (!file || !/(?<!\.test)\.(ts|sql)$/.test(file) || file.endsWith('.svelte.ts')) return;
		clearTimeout(timer);
		timer = setTimeout(() => running.restart(), 200);
	};
	for (const folder of ['server', 'src/lib']) watch(folder, { recursive: true }, onChange);
}

start().catch((error: unknown) => {
	say(
		error instanceof Refusal ? error.message : String(error instanceof Error ? error.stack : error)
	);
	void stop(1);
});
