import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { appFlags } from '#server/launch/app-flags.ts';
import { findFreePort } from '#server/launch/ports.ts';
import { root } from '#server/root.ts';

export const nodePath = join(root, 'node_modules/node/bin/node');

/** The built app as a process of its own, on a free port and a data folder of its own. */
export interface TestApp extends AsyncDisposable {
	/** `http://localhost:<port>`: the mentor's cookie jar. */
	url: string;
	/** `http://127.0.0.1:<port>`: another cookie jar of the same browser. */
	twinUrl: string;
	port: number;
	dataDir: string;
	/** Everything it printed, both streams. */
	output(): string;
	/** Of the running process; undefined once it has ended. */
	pid(): number | undefined;
	/** `kill -9`. */
	kill(): Promise<void>;
	/** SIGTERM, as in a deploy; resolves with the exit code. */
	stop(): Promise<number | null>;
	/** Starts it again on the same port and data. */
	start(): Promise<void>;
}

export interface TestAppOptions {
	/** A port of the caller's choice, for example because LiveKit was told it already. */
	port?: number;
	/** A data folder of the caller's, who removes it. */
	dataDir?: string;
	/** PostgreSQL; without it PGlite in the data folder. */
	databaseUrl?: string;
	redisUrl?: string;
	livekit?: { url: string; apiKey: string; apiSecret: string };
	isDemo?: boolean;
	env?: Record<string, string>;
}

/** Starts the built server, as `npm start` does. Nothing of the caller's settings gets in. */
export async function startApp(options: TestAppOptions = {}): Promise<TestApp> {
	const port = options.port ?? (await findFreePort());
	const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'mock-rounds-app-')));
	const removeFolder = async () => {
		if (options.dataDir === undefined) await rm(dataDir, { recursive: true, force: true });
	};
	const env = toAppEnv(options, port, dataDir);
	let child: ChildProcess | null = null;
	let output = '';

	async function start(): Promise<void> {
		const started = spawn(nodePath, [...appFlags, 'build/app/index.js'], {
			cwd: root,
			env,
			stdio: ['ignore', 'pipe', 'pipe']
		});
		child = started;
		const before = output.length;
		for (const stream of [started.stdout, started.stderr])
			stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
		const deadline = performance.now() + 180_000;
		while (!output.slice(before).includes('Mock Rounds is ready at ')) {
			if (started.exitCode !== null || started.signalCode !== null)
				throw new Error(`The app ended before it was ready:\n${output.slice(before)}`);
			if (performance.now() > deadline) {
				started.kill('SIGKILL');
				throw new Error(`The app was not ready within three minutes:\n${output.slice(before)}`);
			}
			await new Promise((resolve) => setTimeout(resolve, 25));
		}
	}

	async function end(signal: NodeJS.Signals): Promise<number | null> {
		const ending = child;
		child = null;
		if (!ending || ending.exitCode !== null || ending.signalCode !== null)
			return ending?.exitCode ?? null;
		const ended = new Promise<number | null>((resolve) => ending.once('exit', resolve));
		ending.kill(signal);
		return ended;
	}

	try {
		await start();
	} catch (error) {
		await removeFolder();
		throw error;
	}
	return {
		url: `http://localhost:${port}`,
		twinUrl: `http://127.0.0.1:${port}`,
		port,
		dataDir,
		output: () => output,
		pid: () =>
			child && child.exitCode === null && child.signalCode === null ? child.pid : undefined,
		kill: async () => void (await end('SIGKILL')),
		stop: () => end('SIGTERM'),
		start,
		async [Symbol.asyncDispose]() {
			await end('SIGTERM');
			await removeFolder();
		}
	};
}

function toAppEnv(options: TestAppOptions, port: number, dataDir: string): NodeJS.ProcessEnv {
	const { PATH, HOME, LANG, TZ, XDG_CACHE_HOME } = process.env;
	const { livekit } = options;
	return {
		PATH,
		HOME,
		LANG,
		TZ,
		XDG_CACHE_HOME,
		NODE_ENV: 'production',
		ENV_FILE: '',
		PORT: String(port),
		DATA_DIR: dataDir,
		LOG_LEVEL: 'warn',
		LIVEKIT_URL: livekit ? livekit.url.replace(/^http/, 'ws') : 'off',
		...(livekit ? { LIVEKIT_API_KEY: livekit.apiKey, LIVEKIT_API_SECRET: livekit.apiSecret } : {}),
		...(options.databaseUrl ? { DATABASE_URL: options.databaseUrl } : {}),
		...(options.redisUrl ? { REDIS_URL: options.redisUrl } : {}),
		...(options.isDemo === undefined ? {} : { DEMO: String(options.isDemo) }),
		...options.env
	};
}
