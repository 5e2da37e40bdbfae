import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { delimiter, join } from 'node:path';
import pg from 'pg';
import { findFreePort } from '#server/launch/ports.ts';

const defaultUrl = 'postgres://postgres@127.0.0.1:5432/postgres';

/** Connects to the database in which others may be created and dropped. */
async function withAdmin<T>(
	run: (client: pg.Client) => Promise<T>,
	url = toAdminUrl()
): Promise<T> {
	const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 3_000 });
	client.on('error', () => undefined);
	await client.connect();
	try {
		return await run(client);
	} finally {
		await client.end();
	}
}

function toAdminUrl(): string {
	return process.env.TEST_DATABASE_URL ?? defaultUrl;
}

/** A new, empty database on the test server; dropped when disposed of. */
export async function createTestDatabase(): Promise<{ url: string } & AsyncDisposable> {
	const name = `mock_rounds_test_${randomBytes(6).toString('hex')}`;
	await withAdmin((client) => client.query(`create database ${name}`));
	const url = new URL(toAdminUrl());
	url.pathname = `/${name}`;
	return {
		url: url.href,
		async [Symbol.asyncDispose]() {
			await withAdmin((client) => client.query(`drop database if exists ${name} with (force)`));
		}
	};
}

/** A server on which tests may create databases, and what undoes everything that was made on it. */
export interface TestServer extends AsyncDisposable {
	url: string;
	origin: string;
}

/**
 * The server at `TEST_DATABASE_URL`, else one that runs on 127.0.0.1:5432 and lets us in, else a
 * cluster of our own from installed programs. Null when there are none.
 */
export async function findPostgres(): Promise<TestServer | null> {
	const names = new Set(['postgres', userInfo().username]);
	const urls = process.env.TEST_DATABASE_URL
		? [process.env.TEST_DATABASE_URL]
		: [...names].map((name) => `postgres://${name}@127.0.0.1:5432/postgres`);
	for (const url of urls) {
		const canCreate = await withAdmin(
			(client) =>
				client.query(
					'select rolcreatedb or rolsuper as ok from pg_roles where rolname = current_user'
				),
			url
		).then(
			(result) => (result.rows[0] as { ok: boolean } | undefined)?.ok === true,
			() => false
		);
		if (canCreate) return borrowServer(url);
	}
	if (process.env.TEST_DATABASE_URL) return null;
	return findPrograms() ? startCluster() : null;
}

/** Everything is made under a role of this run's own, so that all of it can be found and dropped. */
async function borrowServer(adminUrl: string): Promise<TestServer> {
	const role = `mock_rounds_test_${randomBytes(6).toString('hex')}`;
	const password = randomBytes(12).toString('hex');
	const origin = `running at ${new URL(adminUrl).host}`;
	const hasRole = await withAdmin(
		(client) => client.query(`create role ${role} login createdb superuser password '${password}'`),
		adminUrl
	).then(
		() => true,
		() => false
	);
	if (!hasRole) return { url: adminUrl, origin, async [Symbol.asyncDispose]() {} };
	const url = new URL(adminUrl);
	url.username = role;
	url.password = password;
	return {
		url: url.href,
		origin,
		async [Symbol.asyncDispose]() {
			await withAdmin(async (client) => {
				const { rows } = await client.query<{ datname: string }>(
					`select datname from pg_database where pg_get_userbyid(datdba) = $1`,
					[role]
				);
				for (const { datname } of rows)
					await client.query(`drop database if exists "${datname}" with (force)`);
				await client.query(
					`select pg_terminate_backend(pid) from pg_stat_activity where usename = $1`,
					[role]
				);
				await client.query(`drop role if exists ${role}`);
			}, adminUrl);
		}
	};
}

/** Folder of `initdb` and `postgres`: on PATH or where Debian and Homebrew keep them. */
function findPrograms(): string | null {
	const debian = '/usr/lib/postgresql';
	const versions = existsSync(debian)
		? readdirSync(debian).sort((a, b) => Number(b) - Number(a))
		: [];
	const folders = [
		...versions.map((version) => join(debian, version, 'bin')),
		...(process.env.PATH ?? '').split(delimiter),
		...['18', '17', '16', '15'].map((v) => `/opt/homebrew/opt/postgresql@${v}/bin`)
	];
	return (
		folders.find((f) => existsSync(join(f, 'initdb')) && existsSync(join(f, 'postgres'))) ?? null
	);
}

/** A PostgreSQL of the caller's own, to be killed and started again. */
export interface OwnPostgres extends AsyncDisposable {
	url: string;
	/** `kill -9` of the postmaster; its children see it and end. */
	kill(): Promise<void>;
	/** An orderly end that breaks every connection. */
	stop(): Promise<void>;
	/** Resolves when it takes connections again. */
	start(): Promise<void>;
}

/** A cluster on a free port, gone when disposed of. initdb refuses root: then user postgres runs it. */
export async function startOwnPostgres(): Promise<OwnPostgres> {
	const programs = findPrograms();
	if (!programs) throw new Error('There is no PostgreSQL here: install it.');
	const folder = mkdtempSync(join(tmpdir(), 'mock-rounds-postgres-'));
	const isRoot = process.getuid?.() === 0;
	const owner = isRoot ? toIds('postgres') : null;
	if (owner) {
		chmodSync(folder, 0o700);
		execFileSync('chown', ['postgres', folder]);
	}
	const options = { ...(owner ?? {}), cwd: folder };
	const data = join(folder, 'data');
	execFileSync(
		join(programs, 'initdb'),
		['-D', data, '-U', 'postgres', '--auth=trust', '--encoding=UTF8', '--locale=C', '--no-sync'],
		{ ...options, stdio: 'ignore' }
	);
	const port = await findFreePort();
	const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
	const settings = ['fsync=off', 'max_connections=300'].flatMap((setting) => ['-c', setting]);
	const spawnServer = () =>
		spawn(
			join(programs, 'postgres'),
			['-D', data, '-p', String(port), '-h', '127.0.0.1', '-k', folder, ...settings],
			{ ...options, stdio: 'ignore' }
		);
	let server: ChildProcess | null = null;

	async function start(): Promise<void> {
		const deadline = performance.now() + 20_000;
		server = spawnServer();
		while (!(await withAdmin(async () => true, url).catch(() => false))) {
			if (performance.now() > deadline)
				throw new Error('The PostgreSQL of the tests did not start.');
			// After a kill the last children still hold the shared memory for a moment.
			if (server.exitCode !== null) server = spawnServer();
			await new Promise((resolve) => setTimeout(resolve, 50));
		}
	}

	async function end(signal: NodeJS.Signals): Promise<void> {
		if (!server || server.exitCode !== null || server.signalCode !== null) return;
		const ended = new Promise((resolve) => server!.once('exit', resolve));
		server.kill(signal);
		await ended;
	}

	await start();
	return {
		url,
		kill: () => end('SIGKILL'),
		stop: () => end('SIGINT'),
		start,
		async [Symbol.asyncDispose]() {
			await end('SIGINT');
			rmSync(folder, { recursive: true, force: true });
		}
	};
}

async function startCluster(): Promise<TestServer> {
	return { ...(await startOwnPostgres()), origin: 'started for this run' };
}

function toIds(user: string): { uid: number; gid: number } {
	const id = (flag: string) =>
		Number(spawnSync('id', [flag, user], { encoding: 'utf8' }).stdout.trim());
	return { uid: id('-u'), gid: id('-g') };
}
