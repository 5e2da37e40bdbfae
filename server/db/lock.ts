import { mkdir, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { findStartToken, isAlive, readPidNamespace } from '../launch/process-identity.ts';
import { Refusal } from '../launch/refusal.ts';

/** Held until `release`; released by itself when the process exits in an orderly way. */
export interface FolderLock {
	release(): Promise<void>;
}

interface Claim {
	file: string;
	pid: number;
	startToken: string | null;
	namespace: string;
}

const heartbeatMs = 15_000;
/** A holder in another container cannot be looked up by pid: it counts as alive this long. */
const foreignHolderMs = 60_000;
const giveUpAfterMs = 600;

function toClaim(file: string): Claim | null {
	const match = /^(\d+)\.([A-Za-z0-9_]+)\.([A-Za-z0-9_]+)\.[a-z0-9]+\.claim$/.exec(file);
	if (!match) return null;
	const [, pid, startToken, namespace] = match as unknown as [string, string, string, string];
	return { file, pid: Number(pid), startToken: startToken === 'x' ? null : startToken, namespace };
}

/**
 * Takes the folder for this process alone.
 *
 * Everybody who wants it first writes a claim (a file named after pid, start time and pid
 * namespace, so it exists atomically with its content) and only then looks for the claims of
 * others. Of two who want it at once at least one therefore sees the other and steps back: both
 * can never hold it, and no step ever removes a file that a living process relies on. The claim
 * of a dead process is removed; that of a live one is never, however slow its owner is.
 *
 * @throws {Refusal} naming the pid that holds it, within a second: a whole start has two.
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
	await mkdir(folder, { recursive: true, mode: 0o700 });
	const namespace = readPidNamespace();
	const nonce = Math.random().toString(36).slice(2, 10) || '0';
	const own = `${process.pid}.${findStartToken(process.pid) ?? 'x'}.${namespace}.${nonce}.claim`;
	const ownPath = join(folder, own);
	const deadline = performance.now() + giveUpAfterMs;

	for (;;) {
		await writeFile(ownPath, '', { mode: 0o600 });
		let holder: Claim | null;
		try {
			holder = await findOtherHolder(folder, own, namespace);
		} catch (error) {
			await rm(ownPath, { force: true });
			throw error;
		}
		if (holder === null) break;
		await rm(ownPath, { force: true });
		if (performance.now() > deadline)
			throw new Refusal(
				`The data folder is in use by process ${holder.pid} (lock ${folder}): stop that one first, or choose another folder with DATA_DIR.`
			);
		await new Promise((resolve) => setTimeout(resolve, 20 + Math.random() * 130));
	}

	const heartbeat = setInterval(() => {
		const now = new Date();
		utimes(ownPath, now, now).catch(() => undefined);
	}, heartbeatMs);
	heartbeat.unref();
	const releaseAtExit = () => rmSync(ownPath, { force: true });
	process.once('exit', releaseAtExit);
	return {
		async release() {
			clearInterval(heartbeat);
			process.off('exit', releaseAtExit);
			await rm(ownPath, { force: true });
		}
	};
}

/** The pid of the live process that holds the folder, without taking it; null when it is free. */
export async function findFolderHolder(folder: string): Promise<number | null> {
	const namespace = readPidNamespace();
	for (const file of await readdir(folder).catch(() => [] as string[])) {
		const claim = toClaim(file);
		if (claim && (await isHeld(join(folder, file), claim, namespace))) return claim.pid;
	}
	return null;
}

async function findOtherHolder(
	folder: string,
	own: string,
	namespace: string
): Promise<Claim | null> {
	for (const file of await readdir(folder)) {
		const claim = file === own ? null : toClaim(file);
		if (claim === null) continue;
		if (await isHeld(join(folder, file), claim, namespace)) return claim;
		await rm(join(folder, file), { force: true });
	}
	return null;
}

async function isHeld(path: string, claim: Claim, namespace: string): Promise<boolean> {
	if (claim.namespace === namespace) return isAlive(claim.pid, claim.startToken);
	const info = await stat(path).catch(() => null);
	return info !== null && Date.now() - info.mtimeMs < foreignHolderMs;
}
