import { randomBytes } from 'node:crypto';
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { openChunkFolder } from '../storage/chunk-folder.ts';

/*
 * Media on disk, in one folder for all processes. Names are made here alone: ids of ours and hashes.
 *   <folder>/pieces/<recording id>/<hash>   a chunk; its row in the database says that it counts
 *   <folder>/pieces/<recording id>/….new    that file while it is being made: it goes with the pieces, whoever dies over it
 *   <folder>/<recording id>.webm            the file that seeks, made when all chunks are there
 */

export function createRecordingFiles(root: string) {
	const piecesRoot = join(root, 'pieces');
	const pieces = openChunkFolder(piecesRoot);
	const toMediaPath = (id: string) => {
		if (!/^[a-z0-9]{20}$/.test(id)) throw new Error('not the id of a recording');
		return join(root, `${id}.webm`);
	};

	return {
		pieces,
		toMediaPath,
		/** Where `pieces` keeps one: for the thread that reads them in order. */
		toPiecePath: (id: string, sha256: string) => join(piecesRoot, id, sha256),
		/** Another one each time: for the thread that makes the file. */
		toDraftPath: (id: string) => join(piecesRoot, id, `${randomBytes(6).toString('hex')}.new`),
		/** Null: there is no file yet. */
		findMediaBytes: (id: string): Promise<number | null> =>
			stat(toMediaPath(id)).then(
				({ size }) => size,
				() => null
			),

		/** Takes everything of a recording away; harmless when nothing is there. */
		async remove(id: string): Promise<void> {
			await pieces.remove(id);
			await rm(toMediaPath(id), { force: true });
		},

		/** Ids of which there is something, and when that of its pieces last changed; null: there is a file alone. */
		async list(): Promise<{ id: string; changedAt: Date | null }[]> {
			const found = new Map<string, Date | null>();
			for (const name of await readdir(root).catch(() => [])) {
				const id = /^([a-z0-9]{20})\.webm$/.exec(name)?.[1];
				if (id) found.set(id, null);
			}
			for (const { id, changedAt } of await pieces.list()) found.set(id, changedAt);
			return [...found].map(([id, changedAt]) => ({ id, changedAt }));
		}
	};
}
