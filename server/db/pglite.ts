import { mkdir, readFile, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import { drizzle } from 'drizzle-orm/pglite';
import { Refusal } from '../launch/refusal.ts';
import { toReason, withTimeout } from './answers.ts';
import { lockFolder, type FolderLock } from './lock.ts';
import type { Database, Db } from './open.ts';
import * as schema from './schema.ts';

/** What every PGlite of ours is made with: trigrams for the search. */
export const pgliteOptions = { extensions: { pg_trgm } };

/**
 * Opens the database in a data folder, making it when there is none; `memory://` keeps nothing.
 *
 * @throws {Refusal} with one sentence when it cannot be opened or must not be used.
 */
export async function openPgliteFolder(dataDir: string): Promise<Database> {
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
	const db: Db = drizzle({ client: pglite, schema, casing: 'snake_case' });
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
