import { mkdir, readFile, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { PGlite, protocol } from '@electric-sql/pglite';
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
		run: createRunner(pglite),
		ping: () => withTimeout(pglite.query('select 1')),
		async close() {
			if (!pglite.closed) await pglite.close();
			await lock?.release();
		}
	};
}

/** A statement that the database keeps under its name. */
interface Prepared {
	/** Types of its parameters and of its columns, by PostgreSQL's numbers. */
	parameters: number[];
	columns: { name: string; dataTypeID: number }[];
}

/**
 * Prepares each statement once, as a connection to PostgreSQL does, and sends all that runs it in one message: `query`
 * sends six, and has each text read anew.
 */
function createRunner(pglite: PGlite): Database['run'] {
	const { serialize } = protocol;
	const statements = new Map<string, Prepared>();

	async function send(...parts: Uint8Array[]) {
		return (await pglite.execProtocol(Buffer.concat([...parts, serialize.sync()]))).messages;
	}

	async function prepare(name: string, text: string): Promise<Prepared> {
		const messages = await send(
			serialize.parse({ name, text }),
			serialize.describe({ type: 'S', name })
		);
		const prepared: Prepared = { parameters: [], columns: [] };
		for (const message of messages) {
			if (message instanceof protocol.messages.ParameterDescriptionMessage)
				prepared.parameters = message.dataTypeIDs;
			if (message instanceof protocol.messages.RowDescriptionMessage)
				prepared.columns = message.fields;
		}
		statements.set(name, prepared);
		return prepared;
	}

	const toParameter = (value: unknown, type: number) => {
		if (value === null || typeof value === 'string' || value instanceof Uint8Array) return value;
		return pglite.serializers[type]?.(value) ?? String(value);
	};

	return async <Row>(name: string, text: string, values: unknown[]) =>
		// Behind whoever has a transaction open: there is one connection.
		pglite._runExclusiveTransaction(async () => {
			const { parameters, columns } = statements.get(name) ?? (await prepare(name, text));
			const bound = values.map((value, index) => toParameter(value, parameters[index]!));
			const messages = await send(
				serialize.bind({ statement: name, values: bound }),
				serialize.execute({})
			);
			return messages
				.filter((message) => message instanceof protocol.messages.DataRowMessage)
				.map(({ fields }) => toRow(fields, columns)) as Row[];
		});

	function toRow(fields: (string | null)[], columns: Prepared['columns']): Record<string, unknown> {
		return Object.fromEntries(
			columns.map(({ name, dataTypeID }, index) => {
				const field = fields[index] ?? null;
				return [name, field === null ? null : (pglite.parsers[dataTypeID]?.(field) ?? field)];
			})
		);
	}
}
