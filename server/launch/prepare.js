// Plain JavaScript without dependencies: it runs before anything is installed, on Node 18 and later.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { beginStep } from './steps.js';

export const root = fileURLToPath(new URL('../../', import.meta.url));

const isWindows = process.platform === 'win32';
const wantedNode = 24;

/** The Node that runs everything but the launcher, whatever is on PATH. */
export const nodePath = join(root, 'node_modules/node/bin', isWindows ? 'node.exe' : 'node');

/**
 * What is built, in this order: the pages' build empties the folder that the server's is in.
 *
 * @typedef {object} Build
 * @property {string} title
 * @property {string} entry What is there when it was built.
 * @property {string} stamp Keeps what it was built of.
 * @property {string[]} inputs
 * @property {string[]} args
 */

/** @type {Build[]} */
const builds = [
	{
		title: 'the pages: usually 15 to 40 seconds',
		entry: 'build/handler.js',
		stamp: 'build/.sources',
		inputs: [
			'src',
			'static',
			'package-lock.json',
			'svelte.config.js',
			'vite.config.ts',
			'tsconfig.json'
		],
		args: []
	},
	{
		title: 'the server: usually two or three seconds',
		entry: 'build/app/index.js',
		stamp: 'build/app/.sources',
		inputs: ['server', 'src/lib', 'package-lock.json', 'tsconfig.json'],
		args: ['--config', 'server/bundle.config.ts']
	}
];

/** A reason to stop, in one sentence for the person at the terminal. */
export class Stop extends Error {}

/**
 * Installs the packages when they are not those of the lock file, and builds the app when its
 * sources have changed since.
 *
 * @param {{ isBuildWanted: boolean }} options
 * @throws {Stop} when that cannot be done.
 */
export async function prepare({ isBuildWanted }) {
	const isStale = () => !isInstalled() || (isBuildWanted && !builds.every(isBuilt));
	if (!isStale()) return requireNode();
	const unlock = await lockPreparation();
	try {
		if (!isInstalled()) await install();
		requireNode();
		if (isBuildWanted) for (const each of builds) if (!isBuilt(each)) await build(each);
	} finally {
		unlock();
	}
}

/** Whether node_modules holds what the lock file says, by npm's own record of what it installed. */
function isInstalled() {
	try {
		const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
		const present = JSON.parse(
			readFileSync(join(root, 'node_modules/.package-lock.json'), 'utf8')
		).packages;
		for (const [path, entry] of Object.entries(wanted)) {
			if (path === '') continue;
			const found = present[path];
			// Packages for other platforms are left out by npm.
			if (!found && (entry.optional || entry.devOptional)) continue;
			if (!found || found.version !== entry.version || found.integrity !== entry.integrity)
				return false;
		}
		return existsSync(nodePath);
	} catch {
		return false;
	}
}

async function install() {
	const end = beginStep('Installing packages: usually half a minute to two minutes');
	const { npm_execpath: npmPath } = process.env;
	const args = ['ci', '--no-audit', '--no-fund', '--include=dev'];
	const result =
		npmPath && npmPath.endsWith('.js')
			? await run(process.execPath, [npmPath, ...args])
			: await run(isWindows ? 'npm.cmd' : 'npm', args, { shell: isWindows });
	if (result.code !== 0)
		throw new Stop(
			`The packages could not be installed (npm ci ended with ${result.code}):\n${toNpmError(result.tail)}`
		);
	end();
	if (!existsSync(nodePath))
		throw new Stop(
			'The package "node" was installed without its install script, so Node 24 is missing: run "npm rebuild node --ignore-scripts=false", then start again.'
		);
}

/**
 * What went wrong, without the page of options that npm prints after it.
 *
 * @param {string} output
 */
function toNpmError(output) {
	const errors = output.split('\n').filter((line) => /^npm error +\S/.test(line));
	return (errors.length > 0 ? errors.slice(0, 8).join('\n') : output).slice(-1_500);
}

function requireNode() {
	const { stdout, error } = spawnSync(nodePath, ['--version'], { encoding: 'utf8' });
	if (error || !stdout)
		throw new Stop(
			`The Node of this project (node_modules/node/bin/node) does not run here: remove the folder node_modules and start again.`
		);
	if (!stdout.startsWith(`v${wantedNode}.`))
		throw new Stop(
			`node_modules/node/bin/node is Node ${stdout.trim()} and Mock Rounds needs Node ${wantedNode}: run "npm ci" and start again.`
		);
}

/** @param {Build} build */
function isBuilt({ entry, stamp, inputs }) {
	try {
		return (
			existsSync(join(root, entry)) &&
			readFileSync(join(root, stamp), 'utf8') === toSourcesHash(inputs)
		);
	} catch {
		return false;
	}
}

/** @param {string[]} inputs */
function toSourcesHash(inputs) {
	const hash = createHash('sha256');
	/** @param {string} path */
	const add = (path) => {
		const absolute = join(root, path);
		if (!existsSync(absolute)) return;
		/** @type {import('node:fs').Dirent[] | null} */
		let entries = null;
		try {
			entries = readdirSync(absolute, { withFileTypes: true });
		} catch {
			hash.update(`${path}\0`).update(readFileSync(absolute)).update('\0');
		}
		for (const entry of (entries ?? []).sort((a, b) => (a.name < b.name ? -1 : 1))) {
			if (!/\.test\.[jt]s$/.test(entry.name)) add(`${path}/${entry.name}`);
		}
	};
	for (const input of inputs) add(input);
	return hash.digest('hex');
}

/** @param {Build} build */
async function build({ title, inputs, stamp, args }) {
	const end = beginStep(`Building ${title}`);
	// Hashed before: a file that changes during the build makes the next start build again.
	const sources = toSourcesHash(inputs);
	rmSync(join(root, stamp), { force: true });
	const vite = join(root, 'node_modules/vite/bin/vite.js');
	const result = await run(nodePath, [vite, 'build', ...args], {
		env: { ...process.env, NODE_ENV: 'production', NO_COLOR: '1', FORCE_COLOR: '0' }
	});
	if (result.code !== 0)
		throw new Stop(
			`Building ${title.split(':', 1)[0]} did not work (vite ended with ${result.code}):\n${result.tail.slice(-3_000)}`
		);
	writeFileSync(join(root, stamp), sources);
	end();
}

/**
 * Runs a command without showing what it prints, except its end when it fails.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 * @returns {Promise<{ code: number | string, tail: string }>}
 */
function run(command, args, options = {}) {
	return new Promise((resolve) => {
		let tail = '';
		const child = spawn(command, args, {
			cwd: root,
			...options,
			stdio: ['ignore', 'pipe', 'pipe']
		});
		/** @param {Buffer} chunk */
		const keep = (chunk) => (tail = (tail + chunk.toString()).slice(-20_000));
		child.stdout?.on('data', keep);
		child.stderr?.on('data', keep);
		// Told to stop, we take along what we started.
		const stop = () => {
			child.kill('SIGTERM');
			process.exit(130);
		};
		const signals = /** @type {NodeJS.Signals[]} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);
		for (const signal of signals) process.on(signal, stop);
		child.on('error', (error) => resolve({ code: error.message, tail }));
		child.on('close', (code, signal) => {
			for (const each of signals) process.off(each, stop);
			resolve({ code: signal ?? code ?? 1, tail: tail.trim() });
		});
	});
}

/** Two starts at once do not install or build over each other. Returns what gives the lock back. */
async function lockPreparation() {
	const file = join(root, '.cache/prepare.lock');
	let hasSaidSo = false;
	for (;;) {
		try {
			mkdirSync(dirname(file), { recursive: true });
			writeFileSync(file, String(process.pid), { flag: 'wx' });
			const unlock = () => rmSync(file, { force: true });
			process.once('exit', unlock);
			return unlock;
		} catch (error) {
			const { code } = /** @type {NodeJS.ErrnoException} */ (error);
			if (code === 'EACCES' || code === 'EROFS')
				throw new Stop(
					`The folder ${root} cannot be written, and packages or pages have to be made in it: allow it, or use a copy elsewhere.`
				);
			if (code === 'ENOSPC')
				throw new Stop(
					`There is no space left on the disk of ${root}: free some, then start again.`
				);
			if (code !== 'EEXIST') throw error;
		}
		const holder = readHolder(file);
		if (holder !== null && !isRunning(holder)) {
			rmSync(file, { force: true });
			continue;
		}
		if (!hasSaidSo && holder !== null) {
			process.stdout.write(`Process ${holder} is installing or building here: waiting for it …\n`);
			hasSaidSo = true;
		}
		await new Promise((resolve) => setTimeout(resolve, 250));
	}
}

/** @param {string} file */
function readHolder(file) {
	try {
		const pid = Number(readFileSync(file, 'utf8'));
		return pid > 0 ? pid : null;
	} catch {
		return null;
	}
}

/** @param {number} pid */
function isRunning(pid) {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
	}
}
