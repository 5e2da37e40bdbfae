import { spawn, spawnSync } from 'node:child_process';
import { cpus } from 'node:os';
import { basename } from 'node:path';
import { nodePath } from '../../support/app.ts';

/*
 * Server and load generator are processes of their own, each on a core of its own, so that neither is measured with the
 * other's work or with this script's. They are asked over Node's own channel, which is idle while a window is measured.
 */

type Methods = { [name: string]: (input: never) => unknown };

/** What every server under measurement answers. */
export interface Usage {
	/** User and system time of the process so far, all of its threads. */
	cpuMs: number;
	rssMb: number;
	/** JavaScript's own: heap and buffers in use. */
	heapMb: number;
}

export interface Child<M extends Methods> extends AsyncDisposable {
	/** When it said that it is ready, ms since the epoch. */
	readyAt: number;
	call<Name extends keyof M & string>(
		name: Name,
		input: Parameters<M[Name]>[0]
	): Promise<Awaited<ReturnType<M[Name]>>>;
	/** `kill -9`. */
	kill(): Promise<void>;
}

/** Folder for a CPU profile of every child. */
const profileDir = process.env.BENCH_PROFILE_DIR;

export const canPin = cpus().length > 1 && spawnSync('taskset', ['-V']).status === 0;

/** Starts a file as a Node process on one core; resolves when it is ready. */
export async function startChild<M extends Methods>(
	path: string,
	{
		core,
		flags = [],
		env = {}
	}: { core: number; flags?: readonly string[]; env?: Record<string, string> }
): Promise<Child<M>> {
	const profile = profileDir ? ['--cpu-prof', `--cpu-prof-dir=${profileDir}`] : [];
	const command = [nodePath, '--expose-gc', '--no-warnings', ...flags, ...profile, path];
	const [program, ...args] = canPin ? ['taskset', '-c', String(core), ...command] : command;
	const child = spawn(program!, args, {
		stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
		env: { PATH: process.env.PATH, NODE_ENV: 'production', ...env }
	});
	const file = basename(path);
	const waiting = new Map<number, { resolve(value: never): void; reject(error: Error): void }>();
	const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
	let calls = 0;
	const readyAt = await new Promise<number>((resolve, reject) => {
		child.once('error', reject);
		child.once('exit', () => {
			reject(new Error(`${file} ended`));
			for (const call of waiting.values()) call.reject(new Error(`${file} ended`));
		});
		child.on(
			'message',
			(message: { readyAt?: number; id: number; value?: never; error?: string }) => {
				if (message.readyAt !== undefined) return resolve(message.readyAt);
				const call = waiting.get(message.id);
				waiting.delete(message.id);
				if (message.error === undefined) call?.resolve(message.value as never);
				else call?.reject(new Error(`${file}: ${message.error}`));
			}
		);
	});
	const kill = async () => {
		child.kill('SIGKILL');
		await ended;
	};
	/** A profile is written at an orderly end alone. */
	const end = async () => {
		if (!profileDir || !child.connected) return kill();
		child.disconnect();
		await ended;
	};
	return {
		readyAt,
		call: (name, input) =>
			new Promise((resolve, reject) => {
				calls += 1;
				waiting.set(calls, { resolve, reject });
				child.send({ id: calls, name, input });
			}),
		kill,
		[Symbol.asyncDispose]: end
	};
}

/** The other end: answers calls, and says that it is ready. */
export function serve(methods: Methods): void {
	process.on('message', ({ id, name, input }: { id: number; name: string; input: never }) => {
		Promise.resolve()
			.then(() => methods[name]!(input))
			.then(
				(value) => process.send!({ id, value }),
				(error: Error) => process.send!({ id, error: error.stack })
			);
	});
	process.on('disconnect', () => process.exit());
	process.send!({ readyAt: performance.timeOrigin + performance.now() });
}

export type ServerMethods = {
	usage(input: { isCollected: boolean }): Usage;
};

/** What every server answers with; collecting garbage first shows what is in use. */
export const serverMethods: ServerMethods = {
	usage({ isCollected }) {
		const { user, system } = process.cpuUsage();
		if (isCollected) for (let round = 0; round < 3; round += 1) globalThis.gc!();
		const { rss, heapUsed, external } = process.memoryUsage();
		return {
			cpuMs: (user + system) / 1_000,
			rssMb: rss / 2 ** 20,
			heapMb: (heapUsed + external) / 2 ** 20
		};
	}
};
