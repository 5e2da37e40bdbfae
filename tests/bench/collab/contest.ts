import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findFreePort } from '#server/launch/ports.ts';
import { startChild, type Child, type ServerMethods } from './child.ts';
import type { BenchDatabases } from './database.ts';
import type { DialectName } from './dialects.ts';

/*
 * Who is measured: ours beside its peers, on one machine, under one load. Each is a process on core 0; the generator is on
 * core 1; PostgreSQL is where it likes, and its time is nobody's.
 */

export const servers = {
	'bare relay': { file: 'servers/relay.ts', dialect: 'relay', content: null, flags: [] },
	'stock, in memory': {
		file: 'servers/y-websocket.ts',
		dialect: 'y-websocket',
		content: null,
		flags: []
	},
	'stock with PostgreSQL': {
		file: 'servers/y-websocket.ts',
		dialect: 'y-websocket',
		content: 'nothing',
		flags: []
	},
	'Hocuspocus with PostgreSQL': {
		file: 'servers/hocuspocus.ts',
		dialect: 'hocuspocus',
		content: 'nothing',
		flags: []
	},
	ours: { file: 'servers/ours.ts', dialect: 'ours', content: 'rooms', flags: [] }
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

export interface Contestant extends AsyncDisposable {
	name: ServerName;
	dialect: DialectName;
	ports: number[];
	databaseUrl: string;
	/** The first of its processes. */
	readonly child: Child<ServerMethods>;
	/** `kill -9`, and a new process on the same database. */
	restart(): Promise<void>;
}

export async function startContestant(
	name: ServerName,
	databases: BenchDatabases,
	more: { env?: Record<string, string> } = {}
): Promise<Contestant> {
	const { file, dialect, content, flags } = servers[name];
	const databaseUrl = content ? await databases.create(content) : '';
	const dataDir = await mkdtemp(join(tmpdir(), 'mock-rounds-bench-'));
	const port = await findFreePort();
	const start = () =>
		startChild<ServerMethods>(file, {
			core: 0,
			flags,
			env: {
				PORT: String(port),
				HOST: '127.0.0.1',
				DATABASE_URL: databaseUrl,
				DATA_DIR: dataDir,
				LIVEKIT_URL: 'off',
				DEMO: 'false',
				LOG_LEVEL: 'warn',
				...more.env
			}
		});
	let child = await start();
	return {
		name,
		dialect,
		ports: [port],
		databaseUrl,
		get child() {
			return child;
		},
		async restart() {
			await child.kill();
			child = await start();
		},
		async [Symbol.asyncDispose]() {
			await child[Symbol.asyncDispose]();
			await rm(dataDir, { recursive: true, force: true });
			if (databaseUrl) await databases.drop(databaseUrl);
		}
	};
}
