import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { drizzle } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import { createTestDatabase } from '../../tests/support/postgres.ts';
import { migrate, migrationsFolder, readMigrations } from './migrate.ts';
import type { Db } from './open.ts';
import * as schema from './schema.ts';

let folder: string;
let url: string;
let server: AsyncDisposable;
let pools: pg.Pool[];

function connect(): Db {
	const pool = new pg.Pool({ connectionString: url });
	pool.on('error', () => undefined);
	pool.on('connect', (client) => client.on('error', () => undefined));
	pools.push(pool);
	return drizzle({ client: pool, schema, casing: 'snake_case' });
}

async function addMigration(tag: string, statements: string[]): Promise<void> {
	const journalPath = join(folder, 'meta/_journal.json');
	const journal = JSON.parse(await readFile(journalPath, 'utf8')) as {
		entries: { idx: number; tag: string; when: number }[];
	};
	const last = journal.entries.at(-1)!;
	journal.entries.push({ idx: last.idx + 1, tag, when: last.when + 1_000 });
	await writeFile(journalPath, JSON.stringify(journal));
	await writeFile(join(folder, `${tag}.sql`), statements.join('\n--> statement-breakpoint\n'));
}

async function findTables(db: Db): Promise<string[]> {
	const result = (await db.execute(
		sql`select table_name from information_schema.tables where table_schema = 'public'`
	)) as unknown as { rows: { table_name: string }[] };
	return result.rows.map((row) => row.table_name);
}

beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'mock-rounds-migrations-'));
	await cp(migrationsFolder, folder, { recursive: true });
	const database = await createTestDatabase();
	({ url } = database);
	server = database;
	pools = [];
});

afterEach(async () => {
	await Promise.all(pools.map((pool) => pool.end()));
	await server[Symbol.asyncDispose]();
	await rm(folder, { recursive: true, force: true });
});

describe('[F24] migrations', () => {
	it('are applied once when three start at once', async () => {
		const count = (await readMigrations(folder)).length;
		const applied = await Promise.all([1, 2, 3].map(() => migrate(connect(), folder)));
		expect(applied.flat()).toHaveLength(count);
		expect(await migrate(connect(), folder)).toEqual([]);
	});

	it('leave the old schema when one of them fails', async () => {
		const db = connect();
		await migrate(db, folder);
		const before = await findTables(db);
		await addMigration('9998_good', ['create table extra_one (id text)']);
		await addMigration('9999_poison', ['create table extra_two (id text)', 'select broken']);
		await expect(migrate(db, folder)).rejects.toThrow();
		expect((await findTables(db)).sort()).toEqual(before.sort());
	});

	it('leave the old schema when the connection is cut between two statements', async () => {
		const db = connect();
		await migrate(db, folder);
		await addMigration('9999_cut', [
			'create table extra (id text)',
			'select pg_terminate_backend(pg_backend_pid())',
			'create table more (id text)'
		]);
		await expect(migrate(db, folder)).rejects.toThrow();
		expect(await findTables(connect())).not.toContain('extra');
	});

	it('refuse a database whose migration was edited afterwards', async () => {
		const db = connect();
		await migrate(db, folder);
		const [first] = await readMigrations(folder);
		await writeFile(join(folder, `${first!.tag}.sql`), 'create table other (id text)');
		await expect(migrate(db, folder)).rejects.toThrow(`Migration ${first!.tag} was edited`);
	});

	it('refuse a database that a newer version has migrated', async () => {
		const db = connect();
		const older = await mkdtemp(join(tmpdir(), 'mock-rounds-migrations-'));
		await cp(folder, older, { recursive: true });
		await addMigration('9999_newer', ['create table extra (id text)']);
		await migrate(db, folder);
		await expect(migrate(db, older)).rejects.toThrow('newer version');
		await rm(older, { recursive: true });
	});

	it('refuse tables that no recorded migration made', async () => {
		const db = connect();
		await db.execute(sql`create table users (id text)`);
		await expect(migrate(db, folder)).rejects.toThrow('no record of the migrations');
		expect(await findTables(db)).toEqual(['users']);
	});
});
