import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findFreePort, findFreeUdpPort } from '#server/launch/ports.ts';
import { toLiveKitConfig } from '#server/livekit/config.ts';

/** A real LiveKit server of a test's own, on loopback and free ports. */
export interface TestLiveKit extends AsyncDisposable {
	url: string;
	/** Where media goes. */
	udpPort: number;
	apiKey: string;
	apiSecret: string;
	/** `kill -9`: every room and participant is forgotten. */
	kill(): Promise<void>;
	/** Starts again on the same port with the same keys. */
	start(): Promise<void>;
}

export interface TestLiveKitOptions {
	/** Where it sends its webhooks. */
	webhookUrl?: string;
	/** True makes it a server that lets any token open any room: the one that cannot enforce removal. */
	isOpen?: boolean;
	/** It answers browsers that look for a way to it and looks for none to them: so media keeps to a relay. */
	isFoundOnly?: boolean;
}

/** Path of the pinned LiveKit binary, or null where none was found. */
export function findLiveKitBinary(): string | null {
	const cache = join(
		process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'),
		'mock-rounds',
		'livekit-1.13.5'
	);
	const candidates = [
		process.env['LIVEKIT_BINARY'],
		join(cache, 'livekit-server'),
		join(cache, 'server')
	];
	return candidates.find((path) => path !== undefined && existsSync(path)) ?? null;
}

/** Starts LiveKit as the product runs it: keys of its own, loopback only, no rooms by token. */
export async function startTestLiveKit(options: TestLiveKitOptions = {}): Promise<TestLiveKit> {
	const binary = findLiveKitBinary();
	if (!binary) throw new Error('No LiveKit binary: run `npm start` once, it brings one.');
	const port = await findFreePort();
	const udpPort = await findFreeUdpPort();
	const apiKey = `key${randomBytes(6).toString('hex')}`;
	const apiSecret = randomBytes(32).toString('hex');
	const { webhook, rtc, ...rest } = toLiveKitConfig({
		port,
		udpPort,
		apiKey,
		apiSecret,
		webhookUrl: options.webhookUrl ?? ''
	});
	const config = {
		...rest,
		rtc: { ...(rtc as object), ...(options.isFoundOnly ? { use_ice_lite: true } : {}) },
		...(options.webhookUrl ? { webhook } : {}),
		...(options.isOpen ? { room: { auto_create: true } } : {})
	};
	const url = `http://127.0.0.1:${port}`;
	let child: ChildProcess | null = null;
	const kill = async () => {
		const dying = child;
		child = null;
		if (!dying || dying.exitCode !== null) return;
		const ended = new Promise((resolve) => dying.once('exit', resolve));
		dying.kill('SIGKILL');
		await ended;
	};
	const start = async () => {
		let output = '';
		const started = spawn(binary, [], {
			env: { ...process.env, LIVEKIT_CONFIG: JSON.stringify(config) },
			stdio: ['ignore', 'pipe', 'pipe']
		});
		child = started;
		const keep = (chunk: Buffer) => (output = (output + chunk.toString()).slice(-4000));
		started.stdout.on('data', keep);
		started.stderr.on('data', keep);
		for (let attempt = 0; attempt < 200; attempt += 1) {
			if (started.exitCode !== null) throw new Error(`LiveKit ended: ${output}`);
			if (await isAnswering(url)) return;
			await sleep(50);
		}
		throw new Error(`LiveKit did not answer in 10 s: ${output}`);
	};
	await start();
	return { url, udpPort, apiKey, apiSecret, kill, start, [Symbol.asyncDispose]: kill };
}

async function isAnswering(url: string): Promise<boolean> {
	try {
		return (await fetch(url, { signal: AbortSignal.timeout(500) })).ok;
	} catch {
		return false;
	}
}
