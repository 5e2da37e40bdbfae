import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findLiveKit, toInstallHint } from '#server/livekit/find.ts';
import { nodePath, prepare, Stop } from '#server/launch/prepare.js';
import { beginStep } from '#server/launch/steps.js';
import { canInstall, install } from './support/apt.ts';
import { findChromium } from './support/chromium.ts';
import { findPostgres } from './support/postgres.ts';
import { findRedis } from './support/redis.ts';

/*
 * Every test there is: gets what it needs, runs the layers one after another, sums up. The last line
 * is `N passed, N failed`. `--only types|lint|unit|e2e` runs one layer; what follows `--` is handed
 * to its runner.
 */

interface Count {
	passed: number;
	failed: number;
}

const dashes = process.argv.indexOf('--');
const own = dashes === -1 ? process.argv.slice(2) : process.argv.slice(2, dashes);
const handedOn = dashes === -1 ? [] : process.argv.slice(dashes + 1);
const only = own.includes('--only') ? own[own.indexOf('--only') + 1] : undefined;

const scratch = mkdtempSync(join(tmpdir(), 'mock-rounds-test-'));
const undo: (() => PromiseLike<void> | void)[] = [
	() => rmSync(scratch, { recursive: true, force: true })
];
let running: ChildProcess | null = null;
let isStopping = false;

async function cleanUp(): Promise<void> {
	while (undo.length > 0) await undo.pop()!();
}

async function stop(): Promise<void> {
	if (isStopping) return;
	isStopping = true;
	running?.kill('SIGTERM');
	await cleanUp();
	process.exit(130);
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
	process.on(signal, () => void stop());
process.on('message', () => void stop());
if (process.send) process.on('disconnect', () => void stop());

/** Runs a tool of node_modules to its end; its output is the terminal's. */
function run(script: string, args: string[], env: Record<string, string> = {}): Promise<number> {
	return new Promise((resolve) => {
		running = spawn(nodePath, [join('node_modules', script), ...args], {
			stdio: ['ignore', 'inherit', 'inherit'],
			env: { ...process.env, ...env }
		});
		running.once('error', () => resolve(1));
		running.once('exit', (code) => resolve(code ?? 1));
	});
}

async function runCheck(name: string, tools: [string, string[]][]): Promise<Count> {
	process.stdout.write(`\n== ${name}\n`);
	for (const [script, args] of tools)
		if ((await run(script, args)) !== 0) return { passed: 0, failed: 1 };
	return { passed: 1, failed: 0 };
}

/** A runner that fell over without counting is one failure. */
function toCount(exitCode: number, file: string, read: (report: never) => Count): Count {
	let count: Count;
	try {
		count = read(JSON.parse(readFileSync(file, 'utf8')) as never);
	} catch {
		return { passed: 0, failed: 1 };
	}
	return exitCode !== 0 && count.failed === 0 ? { ...count, failed: 1 } : count;
}

async function runUnit(): Promise<Count> {
	process.stdout.write('\n== Rules, services, contracts, live documents, launch\n');
	const file = join(scratch, 'vitest.json');
	const code = await run('vitest/vitest.mjs', [
		'run',
		'--reporter=default',
		'--reporter=json',
		`--outputFile.json=${file}`,
		...handedOn
	]);
	return toCount(code, file, (report: { numPassedTests: number; numFailedTests: number }) => ({
		passed: report.numPassedTests,
		failed: report.numFailedTests
	}));
}

async function runEndToEnd(): Promise<Count> {
	process.stdout.write('\n== End to end: production build, LiveKit, Chromium\n');
	const file = join(scratch, 'playwright.json');
	const code = await run(
		'@playwright/test/cli.js',
		['test', '--reporter=list,json', `--output=${join(scratch, 'results')}`, ...handedOn],
		{ PLAYWRIGHT_JSON_OUTPUT_FILE: file }
	);
	return toCount(
		code,
		file,
		(report: { stats: { expected: number; unexpected: number; flaky: number } }) => ({
			passed: report.stats.expected,
			failed: report.stats.unexpected + report.stats.flaky
		})
	);
}

async function bring<T>(
	what: string,
	find: () => Promise<T | null> | T | null,
	packages: string[],
	hint: string
): Promise<T> {
	const found = await find();
	if (found !== null) return found;
	if (canInstall() && packages.length > 0) {
		const end = beginStep(`Installing ${what} (${packages.join(', ')}): usually a minute`);
		end(install(...packages) ? 'done' : 'did not work');
		const installed = await find();
		if (installed !== null) return installed;
	}
	throw new Stop(
		`The tests need ${what}, and there is none here: ${hint}, then run "npm test" again.`
	);
}

async function prepareSurroundings(): Promise<void> {
	const isMac = process.platform === 'darwin';
	const chromium = await bring(
		'Chromium',
		() => findChromium(),
		['chromium'],
		isMac
			? 'run "brew install --cask chromium" or set CHROMIUM_PATH'
			: 'run "sudo apt-get install chromium" or set CHROMIUM_PATH'
	);
	const postgres = await bring(
		'PostgreSQL',
		findPostgres,
		['postgresql'],
		isMac
			? 'run "brew install postgresql@17" or set TEST_DATABASE_URL'
			: 'run "sudo apt-get install postgresql" or set TEST_DATABASE_URL'
	);
	undo.push(() => postgres[Symbol.asyncDispose]());
	const redis = await bring(
		'Redis',
		findRedis,
		['redis-server'],
		isMac
			? 'run "brew install redis" or set TEST_REDIS_URL'
			: 'run "sudo apt-get install redis-server" or set TEST_REDIS_URL'
	);
	undo.push(() => redis[Symbol.asyncDispose]());
	const livekit = await findLiveKit({ env: process.env, onStep: beginStep });
	if (livekit?.kind !== 'binary')
		throw new Stop(
			`The tests need a LiveKit server, and there is none here: run "${toInstallHint()}", then run "npm test" again.`
		);
	process.env.CHROMIUM_PATH = chromium;
	process.env.TEST_DATABASE_URL = postgres.url;
	process.env.TEST_REDIS_URL = redis.url;
	process.env.LIVEKIT_BINARY = livekit.path;
	process.stdout.write(
		`Chromium at ${chromium}, PostgreSQL ${postgres.origin}, Redis ${redis.origin}, LiveKit at ${livekit.path}\n`
	);
}

const layers: Record<string, () => Promise<Count>> = {
	types: () =>
		runCheck('Types (svelte-check)', [
			['@sveltejs/kit/svelte-kit.js', ['sync']],
			['svelte-check/bin/svelte-check', ['--tsconfig', './tsconfig.json', '--output', 'human']]
		]),
	lint: () => runCheck('Lint (eslint)', [['eslint/bin/eslint.js', ['.']]]),
	unit: runUnit,
	e2e: runEndToEnd
};

const total: Count = { passed: 0, failed: 0 };
try {
	if (only !== undefined && !layers[only])
		throw new Stop(`--only wants one of ${Object.keys(layers).join(', ')}.`);
	await prepare({ isBuildWanted: true });
	await prepareSurroundings();
	for (const [name, layer] of Object.entries(layers)) {
		if (isStopping || (only !== undefined && only !== name)) continue;
		const count = await layer();
		total.passed += count.passed;
		total.failed += count.failed;
		process.stdout.write(`-- ${name}: ${count.passed} passed, ${count.failed} failed.\n`);
	}
} catch (error) {
	total.failed += 1;
	process.stderr.write(`${error instanceof Stop ? error.message : (error as Error).stack}\n`);
}
if (!isStopping) {
	// From here on a closing line to the launcher is the end, and no wish to stop.
	isStopping = true;
	await cleanUp();
	process.stdout.write(`\n${total.passed} passed, ${total.failed} failed\n`);
	process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;
	if (process.connected) process.disconnect();
}
