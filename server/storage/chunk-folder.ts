import { randomBytes } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';

/** A piece of a file that is kept in pieces. */
export interface KeptChunk {
	/** SHA-256 in hex: the name of its file. */
	hash: string;
	bytes: number;
}

export type ChunkFolder = ReturnType<typeof openChunkFolder>;

/**
 * Files that arrive in pieces, a folder each, under names that are made here alone. A piece is there whole or not at
 * all: written beside, flushed to the disk, then renamed. Nothing is open between calls.
 */
export function openChunkFolder(folder: string) {
	const toPlace = (id: string): string => {
		if (!/^[a-z0-9]{20}$/.test(id)) throw new Error('not an id of ours');
		return join(folder, id);
	};
	const toFile = (id: string, hash: string): string => {
		if (!/^[0-9a-f]{64}$/.test(hash)) throw new Error('not a hash');
		return join(toPlace(id), hash);
	};

	/**
	 * Keeps a piece; the same one again changes nothing.
	 *
	 * @throws with `code: 'ENOSPC'` where the disk is full; nothing half-written stays.
	 */
	async function keep(id: string, hash: string, bytes: Uint8Array): Promise<void> {
		const file = toFile(id, hash);
		const there = await stat(file).catch(() => null);
		if (there?.size === bytes.byteLength) return;
		await mkdir(toPlace(id), { recursive: true, mode: 0o700 });
		const draft = `${file}.${randomBytes(6).toString('hex')}.part`;
		try {
			const handle = await open(draft, 'wx', 0o600);
			try {
				await handle.writeFile(bytes);
				await handle.sync();
			} finally {
				await handle.close();
			}
			await rename(draft, file);
			await flush(toPlace(id));
		} catch (error) {
			await rm(draft, { force: true });
			throw error;
		}
	}

	/** Forgets a piece that nothing counts on; not there, nothing done. */
	const drop = (id: string, hash: string): Promise<void> => rm(toFile(id, hash), { force: true });

	/** The bytes `from` to `to`, both included, of a file made of these pieces; read as they are asked for. */
	function read(
		id: string,
		chunks: readonly KeptChunk[],
		from: number,
		to: number
	): ReadableStream<Uint8Array> {
		const parts = toParts(chunks, from, to);
		let next = 0;
		return new ReadableStream<Uint8Array>({
			async pull(controller) {
				const part = parts[next];
				next += 1;
				if (!part) return controller.close();
				const bytes = await readFile(toFile(id, part.hash));
				controller.enqueue(new Uint8Array(bytes.subarray(part.start, part.end)));
			}
		});
	}

	/** Deletes everything of it; nothing there, nothing done. */
	const remove = (id: string): Promise<void> => rm(toPlace(id), { recursive: true, force: true });

	/** What is there, with the time of its last change. */
	async function list(): Promise<{ id: string; changedAt: Date }[]> {
		const names = await readdir(folder).catch(() => []);
		const found = await Promise.all(
			names
				.filter((name) => /^[a-z0-9]{20}$/.test(name))
				.map(async (id) => {
					const there = await stat(join(folder, id)).catch(() => null);
					return there?.isDirectory() ? { id, changedAt: there.mtime } : null;
				})
		);
		return found.filter((one) => one !== null);
	}

	/** Bytes that are free on its disk. */
	async function freeBytes(): Promise<number> {
		await mkdir(folder, { recursive: true, mode: 0o700 });
		const { bavail, bsize } = await statfs(folder);
		return bavail * bsize;
	}

	return { keep, drop, read, remove, list, freeBytes };
}

/** Which bytes of which pieces make up a stretch of the whole; `end` is not included. */
function toParts(chunks: readonly KeptChunk[], from: number, to: number) {
	const parts: { hash: string; start: number; end: number }[] = [];
	let at = 0;
	for (const { hash, bytes } of chunks) {
		const start = Math.max(0, from - at);
		const end = Math.min(bytes, to + 1 - at);
		if (start < end) parts.push({ hash, start, end });
		at += bytes;
	}
	return parts;
}

/** A new name is on the disk only once its folder is. */
async function flush(folder: string): Promise<void> {
	const handle = await open(folder, 'r');
	try {
		await handle.sync();
	} finally {
		await handle.close();
	}
}
