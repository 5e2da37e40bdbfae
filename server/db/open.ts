import type { PGlite } from '@electric-sql/pglite';
import { drizzle as drizzlePostgres } from 'drizzle-orm/node-postgres';
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';
import pg from 'pg';
import { Refusal } from '../launch/refusal.ts';
import { toReason, withTimeout } from './answers.ts';
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

/**
 * Opens the database and brings its schema up to date.
 *
 * @throws {Refusal} with one sentence when it cannot be opened or must not be used.
 */
export async function openDatabase(options: OpenDatabaseOptions): Promise<Database> {
	const database = options.databaseUrl
		? await openPostgres(options.databaseUrl, options.onBrokenConnection)
		: await openPglite(options.dataDir);
	try {
		await migrate(database.db);
	} catch (error) {
		await database.close().catch(() => undefined);
		throw error;
	}
	return database;
}

/** PGlite is a database in this process: it is loaded where it is used. */
async function openPglite(dataDir: string): Promise<Database> {
	const { openPgliteFolder } = await import('./pglite.ts');
	return openPgliteFolder(dataDir);
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
