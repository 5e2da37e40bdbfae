import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { Refusal } from '../launch/refusal.ts';
import { root } from '../root.ts';
import type { Db, Tx } from './open.ts';

interface Migration {
	tag: string;
	/** Milliseconds; the order of migrations and the key in the database. */
	when: number;
	hash: string;
	statements: string[];
}

/** 'mock rounds' read as a number; every starter takes the same advisory lock. */
const lockKey = 6_021_771;

export const migrationsFolder = join(root, 'server/db/migrations');

export async function readMigrations(folder: string): Promise<Migration[]> {
	const journal = JSON.parse(await readFile(join(folder, 'meta/_journal.json'), 'utf8')) as {
		entries: { tag: string; when: number }[];
	};
	return Promise.all(
		journal.entries.map(async ({ tag, when }) => {
			const text = await readFile(join(folder, `${tag}.sql`), 'utf8');
			return {
				tag,
				when,
				hash: createHash('sha256').update(text).digest('hex'),
				statements: text.split('--> statement-breakpoint').filter((s) => s.trim() !== '')
			};
		})
	);
}

/**
 * Brings the schema to the newest migration, in one transaction under an advisory lock: killed at
 * any statement it leaves the old schema or the new one, and of several starters one applies it.
 * What was applied is compared by hash with the files.
 *
 * @returns the tags applied now.
 * @throws {Refusal} when an applied migration was edited, the database is newer than this code, or
 * it holds tables that no recorded migration made.
 */
export async function migrate(db: Db, folder = migrationsFolder): Promise<string[]> {
	const migrations = await readMigrations(folder);
	return db.transaction(async (tx) => {
		await tx.execute(sql`set local lock_timeout = '60s'`);
		await takeLock(tx);
		await tx.execute(sql`create schema if not exists drizzle`);
		await tx.execute(sql`create table if not exists drizzle.__drizzle_migrations
			(id serial primary key, hash text not null, created_at bigint)`);
		const result = (await tx.execute(
			sql`select hash, created_at from drizzle.__drizzle_migrations order by created_at`
		)) as unknown as { rows: { hash: string; created_at: string | number }[] };
		const applied = result.rows.map((row) => ({ hash: row.hash, when: Number(row.created_at) }));

		compare(applied, migrations);
		if (applied.length === 0) await requireEmptySchema(tx);
		const pending = migrations.slice(applied.length);
		for (const migration of pending) {
			for (const statement of migration.statements) await tx.execute(sql.raw(statement));
			await tx.execute(sql`insert into drizzle.__drizzle_migrations (hash, created_at)
				values (${migration.hash}, ${migration.when})`);
		}
		return pending.map((migration) => migration.tag);
	});
}

async function takeLock(tx: Tx): Promise<void> {
	try {
		await tx.execute(sql`select pg_advisory_xact_lock(${sql.raw(String(lockKey))})`);
	} catch (error) {
		const cause = (error as { cause?: { code?: string } }).cause;
		if (cause?.code !== '55P03') throw error;
		throw new Refusal(
			'Another process has been migrating this database for more than a minute: wait for it or stop it, then start again.'
		);
	}
}

function compare(applied: { hash: string; when: number }[], migrations: Migration[]): void {
	for (const [index, row] of applied.entries()) {
		const migration = migrations[index];
		if (!migration || migration.when !== row.when) {
			const isKnown = migrations.some((m) => m.when === row.when);
			throw new Refusal(
				isKnown
					? 'The database lacks a migration that this version has among older ones: its schema comes from another branch of the code. Start the version that made it, or use another database.'
					: 'The database was migrated by a newer version of Mock Rounds than this one: start that version, or use another database.'
			);
		}
		if (migration.hash !== row.hash)
			throw new Refusal(
				`Migration ${migration.tag} was edited after this database had applied it: put server/db/migrations/${migration.tag}.sql back as it was and make the change in a new migration.`
			);
	}
}

async function requireEmptySchema(tx: Tx): Promise<void> {
	const result = (await tx.execute(sql`select table_name from information_schema.tables
		where table_schema = 'public' and table_name in ('users', 'interviews', 'document_updates')`)) as unknown as {
		rows: { table_name: string }[];
	};
	const names = result.rows.map((row) => row.table_name);
	if (names.length > 0)
		throw new Refusal(
			`The database already has tables (${names.join(', ')}) but no record of the migrations that made them: use an empty database, or restore a whole backup.`
		);
}
