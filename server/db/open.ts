import { mkdir, readFile, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import { drizzle as drizzlePglite } from 'drizzle-orm/pglite';
import { drizzle as drizzlePostgres } from 'drizzle-orm/node-postgres';
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';
import pg from 'pg';
import { Refusal } from '../launch/refusal.ts';
import { lockFolder, type FolderLock } from './lock.ts';
import { migrate } from './migrate.ts';
import * as schema from './schema.ts';

export type Db = PgDatabase<PgQueryResultHKT, typeof schema>;
export type Tx = Parameters<Parameters<Db['transaction']>[0]>[0];
/** What a query function takes: the database itself or a transaction on it. */
export type Executor = Db | Tx;

/** An open, migrated database; must be closed. */
export interface Database {
	db: Db;
	kind: 'pglite' | 'postgres';
	connectionString?: string;
	pool?: pg.Pool;
	pglite?: PGlite;
	/**
	 * Runs one statement and commits it, without the query builder in between and, on PostgreSQL, planned once by each
	 * connection: for the few that run many hundred times a second.
	 *
	 * @param name stands for the text; one name, one text.
	 */
	run<Row>(name: string, text: string, values: unknown[]): Promise<Row[]>;
	/** Rejects within five seconds when the database does not answer. */
	ping(): Promise<void>;
	close(): Promise<void>;
}

export interface OpenDatabaseOptions {
	/** PostgreSQL when given, else PGlite. */
	databaseUrl?: string;
	/** PGlite lives in its folder `db`, behind a lock of ours; `memory://` keeps nothing. */
	dataDir: string;
	/** Told of connections that break, which the pool survives. */
	onBrokenConnection?: (error: Error) => void;
}

/** What every PGlite of ours is made with: trigrams for the search. */
export const pgliteOptions = { extensions: { pg_trgm } };

const pingTimeoutMs = 5_000;

/**
 * Opens the database and brings its schema up to date.
 *
 * @throws {Refusal} with one sentence when it cannot be opened or must not be used.
 */
export async function openDatabase(options: OpenDatabaseOptions): Promise<Database> {
	const database = options.databaseUrl
		? await openPostgres(options.databaseUrl, options.onBrokenConnection)
		: await openPgliteFolder(options.dataDir);
	try {
		await migrate(database.db);
	} catch (error) {
		await database.close().catch(() => undefined);
		throw error;
	}
	return database;
}

async function openPostgres(
	connectionString: string,
	onBrokenConnection?: (error: Error) => void
): Promise<Database> {
	const pool = new pg.Pool({
		connectionString,
		max: 20,
		connectionTimeoutMillis: 5_000,
		keepAlive: true,
		application_name: 'mock-rounds'
	});
	// Without a listener a dropped connection, idle or in the middle of a transaction, would end the
	// process; whoever is using it gets the error from the query as well.
	pool.on('error', (error) => onBrokenConnection?.(error));
	pool.on('connect', (client) => client.on('error', (error) => onBrokenConnection?.(error)));
	const db: Db = drizzlePostgres({ client: pool, schema, casing: 'snake_case' });
	try {
		await pool.query('select 1');
	} catch (error) {
		await pool.end();
		throw new Refusal(
			`PostgreSQL at DATABASE_URL (${toPlace(connectionString)}) does not answer: ${toReason(error)}.`
		);
	}
	return {
		db,
		kind: 'postgres',
		connectionString,
		pool,
		run: async <Row>(name: string, text: string, values: unknown[]) =>
			(await pool.query({ name, text, values })).rows as Row[],
		ping: () => withTimeout(pool.query('select 1')),
		close: () => pool.end()
	};
}

/** Host, port and database of a connection string: never its user or password. */
function toPlace(connectionString: string): string {
	try {
		const url = new URL(connectionString);
		return `${url.host || 'local socket'}${url.pathname}`;
	} catch {
		return 'unreadable';
	}
}

function toReason(error: unknown): string {
	const { message, code } = error as { message?: string; code?: string };
	return (message || code || String(error)).replace(/\.$/, '');
}

async function openPgliteFolder(dataDir: string): Promise<Database> {
	if (dataDir.startsWith('memory://')) return toDatabase(await PGlite.create(pgliteOptions), null);
	const folder = join(dataDir, 'db');
	let lock: FolderLock | null = null;
	try {
		await mkdir(dataDir, { recursive: true, mode: 0o700 });
		lock = await lockFolder(join(dataDir, 'lock'));
		if (!(await isReadable(folder))) await createFolder(folder);
		return toDatabase(await createPglite(folder), lock);
	} catch (error) {
		await lock?.release().catch(() => undefined);
		throw toFolderRefusal(error, dataDir);
	}
}

async function createPglite(folder: string): Promise<PGlite> {
	try {
		return await PGlite.create(folder, pgliteOptions);
	} catch (error) {
		const code = (error as NodeJS.ErrnoException).code;
		if (code === 'EACCES' || code === 'ENOSPC' || code === 'EROFS') throw error;
		throw new Refusal(
			`The database in ${folder} cannot be opened (${toReason(error)}): move that folder away and put a backup in its place, or start with another DATA_DIR.`
		);
	}
}

/** A database is made beside its place and moved there whole: killed on the way, nothing is half. */
async function createFolder(folder: string): Promise<void> {
	const draft = `${folder}.new`;
	await rm(draft, { recursive: true, force: true });
	const pglite = await createPglite(draft);
	await pglite.close();
	await rename(draft, folder);
}

/**
 * False when there is no database yet. A folder of another PostgreSQL version, or one that lost its
 * head, is refused and left as it is.
 */
async function isReadable(folder: string): Promise<boolean> {
	const files = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
		if (error.code === 'ENOENT') return [] as string[];
		throw error;
	});
	if (files.length === 0) return false;
	const version = files.includes('PG_VERSION')
		? (await readFile(join(folder, 'PG_VERSION'), 'utf8')).trim()
		: 'unknown';
	if (version !== '18')
		throw new Refusal(
			`The database in ${folder} is of PostgreSQL version ${version || 'unknown'} and this version reads 18: move that folder away and put a backup in its place, or start with another DATA_DIR.`
		);
	return true;
}

function toFolderRefusal(error: unknown, dataDir: string): unknown {
	switch ((error as NodeJS.ErrnoException).code) {
		case 'EACCES':
		case 'EPERM':
		case 'EROFS':
			return new Refusal(
				`The data folder ${dataDir} cannot be written: allow it, or choose another one with DATA_DIR.`
			);
		case 'ENOSPC':
		case 'EDQUOT':
			return new Refusal(
				`There is no space left on the disk of the data folder ${dataDir}: free some, or choose another one with DATA_DIR.`
			);
		case 'ENOTDIR':
		case 'EEXIST':
			return new Refusal(
				`The data folder ${dataDir} is not a folder: choose another one with DATA_DIR.`
			);
		default:
			return error;
	}
}

/** Wraps a PGlite that is already running, for example one made from a dump in a test. */
export function toDatabase(pglite: PGlite, lock: FolderLock | null): Database {
	const db: Db = drizzlePglite({ client: pglite, schema, casing: 'snake_case' });
	return {
		db,
		kind: 'pglite',
		pglite,
		run: async <Row>(_: string, text: string, values: unknown[]) =>
			(await pglite.query<Row>(text, values)).rows,
		ping: () => withTimeout(pglite.query('select 1')),
		async close() {
			if (!pglite.closed) await pglite.close();
			await lock?.release();
		}
	};
}

async function withTimeout(query: Promise<unknown>): Promise<void> {
	let timer: NodeJS.Timeout | undefined;
	const timeout = new Promise<never>((_, reject) => {
		timer = setTimeout(() => reject(new Error('The database did not answer.')), pingTimeoutMs);
	});
	try {
		await Promise.race([query, timeout]);
	} finally {
		clearTimeout(timer);
		query.catch(() => undefined);
	}
}
