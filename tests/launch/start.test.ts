import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { findFreePort } from '#server/launch/ports.ts';
import { prepare } from '#server/launch/prepare.js';
import { root } from '#server/root.ts';
import { nodePath } from '../support/app.ts';

/*
 * `npm start` as a visitor runs it: the launcher, the supervisor, the app and LiveKit as real
 * processes, killed in every way.
 */

const startMs = 90_000;
const dataDir = mkdtempSync(join(tmpdir(), 'mock-rounds-start-'));
const started: ChildProcess[] = [];

interface Start {
	child: ChildProcess;
	output(): string;
	ended: Promise<number | null>;
}

function start(env: Record<string, string>, args: string[] = []): Start {
	const child = spawn(nodePath, ['server/start.js', ...args], {
		cwd: root,
		stdio: ['ignore', 'pipe', 'pipe'],
		env: {
			PATH: process.env.PATH,
			HOME: process.env.HOME,
			XDG_CACHE_HOME: process.env.XDG_CACHE_HOME,
			ENV_FILE: '',
			DATA_DIR: dataDir,
			...env
		} as NodeJS.ProcessEnv
	});
	started.push(child);
	let output = '';
	for (const stream of [child.stdout, child.stderr])
		stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
	const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
	return { child, output: () => output, ended };
}

async function until(what: string, condition: () => boolean | Promise<boolean>, ms = startMs) {
	const deadline = performance.now() + ms;
	while (!(await condition())) {
		if (performance.now() > deadline) throw new Error(`Not within ${ms} ms: ${what}`);
		await sleep(50);
	}
}

const isReady = (run: Start) => run.output().includes('Mock Rounds is ready at ');

async function readReadiness(port: number): Promise<Record<string, string> | null> {
	try {
		const response = await fetch(`http://127.0.0.1:${port}/readyz`);
		return (await response.json()) as Record<string, string>;
	} catch {
		return null;
	}
}

/** Children of a process, by /proc. */
function findChildren(pid: number): { pid: number; command: string }[] {
	return readdirSync('/proc')
		.filter((name) => /^\d+$/.test(name))
		.flatMap((name) => {
			try {
				const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
				const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
				const command = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ');
				return parent === pid ? [{ pid: Number(name), command }] : [];
			} catch {
				return [];
			}
		});
}

function findTree(run: Start) {
	const supervisor = findChildren(run.child.pid!).find((p) =>
		p.command.includes('build/app/supervisor.js')
	);
	const children = supervisor ? findChildren(supervisor.pid) : [];
	const app = children.find((p) => p.command.includes('build/app/index.js'));
	const wrapper = children.find((p) => p.command.includes('livekit'));
	const livekit = wrapper
		? findChildren(wrapper.pid).find((p) => !p.command.startsWith('/bin/sh'))
		: undefined;
	return {
		supervisor: supervisor?.pid,
		app: app?.pid,
		wrapper: wrapper?.pid,
		livekit: livekit?.pid
	};
}

function isThere(pid: number | undefined): boolean {
	return pid !== undefined && existsSync(`/proc/${pid}`) && !isZombie(pid);
}

function isZombie(pid: number): boolean {
	try {
		return /\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
	} catch {
		return true;
	}
}

beforeAll(() => prepare({ isBuildWanted: true }), 600_000);
afterEach(async () => {
	for (const child of started.splice(0)) {
		if (child.exitCode === null && child.signalCode === null) {
			const ended = new Promise((resolve) => child.once('exit', resolve));
			child.kill('SIGTERM');
			await ended;
		}
	}
}, 30_000);
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

describe.runIf(process.platform === 'linux')('npm start', () => {
	it(
		'brings everything up, survives what is killed, and ends as one',
		async () => {
			const port = await findFreePort();
			const first = start({ PORT: String(port) });
			await until('ready', () => isReady(first) || first.child.exitCode !== null);
			const lines = first.output().trimEnd().split('\n');
			expect(lines.at(-1)).toBe(`Mock Rounds is ready at http://localhost:${port}`);
			expect(first.output()).toContain(`http://localhost:${port}/demo`);
			expect(first.output()).toContain(`http://127.0.0.1:${port}/demo`);
			expect(await readReadiness(port)).toMatchObject({
				database: 'up',
				collab: 'up',
				livekit: 'up'
			});
			for (const file of ['app-secret', 'livekit-secret', 'livekit/livekit.json'])
				expect(statSync(join(dataDir, file)).mode & 0o077, file).toBe(0);

			// [F25] the same folder, then the same port, from another start.
			const tree = findTree(first);
			const sameFolder = start({ PORT: String(await findFreePort()) });
			expect(await sameFolder.ended).toBe(1);
			expect(sameFolder.output()).toContain(`in use by process ${tree.app}`);
			const samePort = start({ PORT: String(port), DATA_DIR: join(dataDir, 'other') });
			expect(await samePort.ended).toBe(1);
			expect(samePort.output()).toContain(`Port ${port} is in use`);

			// [F27] the app comes back by itself, and so does LiveKit, on the same ports.
			process.kill(tree.app!, 'SIGKILL');
			await until('another app', () => {
				const { app } = findTree(first);
				return app !== undefined && app !== tree.app;
			});
			await until('ready again', async () => (await readReadiness(port))?.livekit === 'up');
			process.kill(tree.livekit!, 'SIGKILL');
			await until('another LiveKit', () => {
				const { livekit } = findTree(first);
				return livekit !== undefined && livekit !== tree.livekit;
			});
			expect(first.output()).toContain('The video server ended');

			// The supervisor alone: nothing stays behind, and the next start takes over.
			const before = findTree(first);
			process.kill(before.supervisor!, 'SIGKILL');
			await until(
				'orphans gone',
				() => !isThere(before.app) && !isThere(before.livekit) && !isThere(before.wrapper),
				15_000
			);
			expect(await first.ended).toBe(1);

			// All of them at once.
			const second = start({ PORT: String(port) });
			await until('ready', () => isReady(second) || second.child.exitCode !== null);
			const all = findTree(second);
			for (const pid of [second.child.pid, all.supervisor, all.app, all.wrapper, all.livekit])
				process.kill(pid!, 'SIGKILL');
			const third = start({ PORT: String(port) });
			await until('ready', () => isReady(third) || third.child.exitCode !== null);
			expect(third.output().trimEnd()).toMatch(/Mock Rounds is ready at \S+$/);

			// An orderly end.
			const last = findTree(third);
			third.child.kill('SIGTERM');
			expect(await third.ended).toBe(0);
			for (const pid of [last.supervisor, last.app, last.wrapper, last.livekit])
				expect(isThere(pid)).toBe(false);
			expect(readdirSync(join(dataDir, 'lock'))).toEqual([]);
		},
		6 * startMs
	);

	it('says in one sentence which setting is wrong', async () => {
		const run = start({ PORT: 'nonsense' });
		expect(await run.ended).toBe(1);
		expect(run.output().trim()).toBe(
			'PORT is "nonsense": it wants a whole number from 0 (any free one) to 65535.'
		);
	}, 30_000);

	it('names the port that another program has, before anything is written', async () => {
		const server = createServer();
		const port = await new Promise<number>((resolve) =>
			server.listen(0, '127.0.0.1', () => {
				const address = server.address();
				resolve(typeof address === 'object' && address ? address.port : 0);
			})
		);
		const folder = join(dataDir, 'untouched');
		const run = start({ PORT: String(port), DATA_DIR: folder });
		expect(await run.ended).toBe(1);
		expect(run.output()).toContain(`Port ${port} is in use`);
		expect(existsSync(join(folder, 'db'))).toBe(false);
		await new Promise((resolve) => server.close(resolve));
	}, 30_000);

	it(
		'goes on without video where there is no LiveKit and nothing to bring one',
		async () => {
			const port = await findFreePort();
			const folder = mkdtempSync(join(tmpdir(), 'mock-rounds-start-'));
			const run = start({
				PORT: String(port),
				DATA_DIR: folder,
				LIVEKIT_URL: 'off'
			});
			try {
				await until('ready', () => isReady(run) || run.child.exitCode !== null);
				expect(await readReadiness(port)).toMatchObject({
					database: 'up',
					collab: 'up',
					livekit: 'down'
				});
				expect(findTree(run).livekit).toBeUndefined();
				run.child.kill('SIGTERM');
				expect(await run.ended).toBe(0);
			} finally {
				rmSync(folder, { recursive: true, force: true });
			}
		},
		2 * startMs
	);
});
