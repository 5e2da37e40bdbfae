import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { findFolderHolder, lockFolder } from './lock.ts';

const nodePath = fileURLToPath(new URL('../../node_modules/node/bin/node', import.meta.url));
const lockModule = new URL('./lock.ts', import.meta.url).href;

const children: ChildProcess[] = [];
const folders: string[] = [];
afterEach(() => {
	for (const child of children.splice(0)) child.kill('SIGKILL');
	for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function createFolder(): string {
	const folder = mkdtempSync(join(tmpdir(), 'mock-rounds-lock-'));
	folders.push(folder);
	return folder;
}

/** A process that takes the lock and stays; resolves with `held` or with the refusal. */
function startHolder(folder: string): { child: ChildProcess; answer: Promise<string> } {
	const script = `
		const { lockFolder } = await import(${JSON.stringify(lockModule)});
		try { await lockFolder(${JSON.stringify(folder)}); console.log('held'); setInterval(() => {}, 1000); }
		catch (error) { console.log(error.message); }`;
	const child = spawn(nodePath, ['--input-type=module', '-e', script], {
		stdio: ['ignore', 'pipe', 'inherit']
	});
	children.push(child);
	const answer = new Promise<string>((resolve) =>
		child.stdout.once('data', (chunk: Buffer) => resolve(chunk.toString().trim()))
	);
	return { child, answer };
}

const ended = (child: ChildProcess) => new Promise((resolve) => child.once('exit', resolve));

describe('[F25] the lock on the data folder', () => {
	it('refuses a second process within two seconds and names the first', async () => {
		const folder = createFolder();
		const first = startHolder(folder);
		expect(await first.answer).toBe('held');
		const startedAt = performance.now();
		await expect(lockFolder(folder)).rejects.toThrow(`in use by process ${first.child.pid}`);
		expect(performance.now() - startedAt).toBeLessThan(2_000);
		expect(await findFolderHolder(folder)).toBe(first.child.pid);
	});

	it('is taken over from a process that was killed', async () => {
		const folder = createFolder();
		for (let round = 0; round < 3; round += 1) {
			const holder = startHolder(folder);
			expect(await holder.answer).toBe('held');
			holder.child.kill('SIGKILL');
			await ended(holder.child);
		}
		const lock = await lockFolder(folder);
		await lock.release();
		expect(readdirSync(folder)).toEqual([]);
	});

	it('never robs a process that is alive and does not answer', async () => {
		const folder = createFolder();
		const holder = startHolder(folder);
		expect(await holder.answer).toBe('held');
		holder.child.kill('SIGSTOP');
		await expect(lockFolder(folder)).rejects.toThrow(`process ${holder.child.pid}`);
	});

	it('is not held by a later process that was given the same pid', async () => {
		const folder = createFolder();
		const holder = startHolder(folder);
		await holder.answer;
		const [claim] = readdirSync(folder);
		holder.child.kill('SIGKILL');
		await ended(holder.child);
		rmSync(join(folder, claim!));
		// Our own pid, but another start time.
		writeFileSync(join(folder, claim!.replace(/^\d+\.[^.]+/, `${process.pid}.0_1`)), '');
		await (await lockFolder(folder)).release();
	});

	it('goes to one of several that want it at once', async () => {
		const folder = createFolder();
		const answers = await Promise.all([1, 2, 3, 4].map(() => startHolder(folder).answer));
		expect(answers.filter((answer) => answer === 'held')).toHaveLength(1);
	});
});
