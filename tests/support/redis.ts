import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { findFreePort } from '#server/launch/ports.ts';

/** The Redis at `TEST_REDIS_URL`, else one on 127.0.0.1:6379, else one of our own. Null when there is none. */
export async function findRedis(): Promise<
	({ url: string; origin: string } & AsyncDisposable) | null
> {
	const url = process.env.TEST_REDIS_URL ?? 'redis://127.0.0.1:6379';
	if (await isAnswering(url))
		return { url, origin: `running at ${new URL(url).host}`, async [Symbol.asyncDispose]() {} };
	if (process.env.TEST_REDIS_URL) return null;
	const program = (process.env.PATH ?? '')
		.split(delimiter)
		.map((folder) => join(folder, 'redis-server'))
		.find((path) => existsSync(path));
	return program ? startRedis(program) : null;
}

async function startRedis(program: string) {
	const folder = mkdtempSync(join(tmpdir(), 'mock-rounds-redis-'));
	const port = await findFreePort();
	const server = spawn(
		program,
		['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--dir', folder],
		{ stdio: 'ignore' }
	);
	const url = `redis://127.0.0.1:${port}`;
	const deadline = performance.now() + 10_000;
	while (!(await isAnswering(url))) {
		if (server.exitCode !== null || performance.now() > deadline)
			throw new Error('The Redis of the tests did not start.');
		await new Promise((resolve) => setTimeout(resolve, 50));
	}
	return {
		url,
		origin: 'started for this run',
		async [Symbol.asyncDispose]() {
			if (server.exitCode === null) {
				const ended = new Promise((resolve) => server.once('exit', resolve));
				server.kill('SIGTERM');
				await ended;
			}
			rmSync(folder, { recursive: true, force: true });
		}
	};
}

function isAnswering(url: string): Promise<boolean> {
	const { hostname, port } = new URL(url);
	return new Promise((resolve) => {
		const socket = connect({ host: hostname, port: Number(port || 6379) });
		const end = (isUp: boolean) => {
			socket.destroy();
			resolve(isUp);
		};
		socket.setTimeout(1_000, () => end(false));
		socket.once('error', () => end(false));
		socket.once('connect', () => socket.write('PING\r\n'));
		socket.once('data', (data) => end(/^(\+PONG|-NOAUTH)/.test(data.toString())));
	});
}
