import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { toBundle } from '#server/bundle.config.ts';
import { appFlags } from '#server/launch/app-flags.ts';
import { findFreePort } from '#server/launch/ports.ts';
import { root } from '#server/root.ts';
import { startChild, type Child, type ServerMethods } from './child.ts';
import type { BenchDatabases } from './database.ts';
import type { DialectName } from './dialects.ts';

/*
 * Who is measured: ours beside its peers, on one machine, under one load. Each is a process on core 0; the generator is on
 * core 1; PostgreSQL is where it likes, and its time is nobody's.
 */

export const servers = {
	'bare relay': { file: 'peers/relay', dialect: 'relay', content: null, flags: [] },
	'stock, in memory': {
		file: 'peers/y-websocket',
		dialect: 'y-websocket',
		content: null,
		flags: []
	},
	'stock with PostgreSQL': {
		file: 'peers/y-websocket',
		dialect: 'y-websocket',
		content: 'nothing',
		flags: []
	},
	'Hocuspocus with PostgreSQL': {
		file: 'peers/hocuspocus',
		dialect: 'hocuspocus',
		content: 'nothing',
		flags: []
	},
	ours: { file: 'ours/ours', dialect: 'ours', content: 'rooms', flags: appFlags }
} as const satisfies Record<
	string,
	{
		file: string;
		dialect: DialectName;
		content: 'nothing' | 'rooms' | null;
		flags: readonly string[];
	}
>;

export type ServerName = keyof typeof servers;

const outDir = join(root, '.cache/bench');

/**
 * Each as it is run: ours as `npm run build` makes it, the peers on their packages as published. None of them has its types
 * taken out while it is measured.
 */
async function buildServers(): Promise<void> {
	const toInput = (files: string[]) =>
		Object.fromEntries(
			files.map((file) => [file, join(root, `tests/bench/collab/servers/${file}.ts`)])
		);
	const ours = toBundle(toInput(['ours']), join(outDir, 'ours'));
	await build({ ...ours, root });
	const peers = toBundle(toInput(['relay', 'y-websocket', 'hocuspocus']), join(outDir, 'peers'));
	await build({ ...peers, ssr: { noExternal: [] }, root });
}

let building: Promise<void> | undefined;

export interface Contestant extends AsyncDisposable {
	name: ServerName;
	dialect: DialectName;
	/** One for each of its processes. */
	ports: number[];
	databaseUrl: string;
	/** The first of its processes. */
	readonly child: Child<ServerMethods>;
	/** `kill -9` of the first, and a new process on the same database. */
	restart(): Promise<void>;
}

export interface ContestantOptions {
	/** Several processes on one database find each other through this Redis; the second is on the generator's core. */
	processes?: number;
	redisUrl?: string;
}

export async function startContestant(
	name: ServerName,
	databases: BenchDatabases,
	{ processes = 1, redisUrl = '' }: ContestantOptions = {}
): Promise<Contestant> {
	await (building ??= buildServers());
	const { file, dialect, content, flags } = servers[name];
	const databaseUrl = content ? await databases.create(content) : '';
	const dataDir = await mkdtemp(join(tmpdir(), 'mock-rounds-bench-'));
	const start = (port: number, core: number) =>
		startChild<ServerMethods>(join(outDir, `${file}.js`), {
			core,
			flags,
			env: {
				PORT: String(port),
				HOST: '127.0.0.1',
				DATABASE_URL: databaseUrl,
				REDIS_URL: redisUrl,
				DATA_DIR: dataDir,
				LIVEKIT_URL: 'off',
				DEMO: 'false',
				LOG_LEVEL: 'warn'
			}
		});
	const ports: number[] = [];
	const children: Child<ServerMethods>[] = [];
	for (let core = 0; core < processes; core += 1) {
		ports.push(await findFreePort());
		children.push(await start(ports[core]!, core));
	}
	return {
		name,
		dialect,
		ports,
		databaseUrl,
		get child() {
			return children[0]!;
		},
		async restart() {
			await children[0]!.kill();
			children[0] = await start(ports[0]!, 0);
		},
		async [Symbol.asyncDispose]() {
			for (const child of children) await child[Symbol.asyncDispose]();
			await rm(dataDir, { recursive: true, force: true });
			if (databaseUrl) await databases.drop(databaseUrl);
		}
	};
}
