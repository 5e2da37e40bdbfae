import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import './runes.ts';
import { root } from '#server/root.ts';
import { callPromises } from './call-promises.ts';
import { documentPromises } from './document-promises.ts';
import type { Promised, Size } from './promised.ts';

/*
 * `npm run gauntlet [-- --only R1,R5] [--short] [--fresh]`: the promises of THREATS.md that take minutes or hours to
 * measure, each figure beside what was promised. Stopped on the way it goes on from its last part; a run that came to its
 * end starts anew. It needs the built pages (`npm run build`) and PostgreSQL, as `npm test` brings them.
 */

/** In the order in which they are measured. */
const promises = [...documentPromises, ...callPromises];

interface State {
	size: Size;
	/** Finished parts by row, each with its day. */
	rows: Record<string, { measuredAt: string; report: unknown }[]>;
}

const words = process.argv.slice(2);
const only = words.includes('--only') ? words[words.indexOf('--only') + 1]?.split(',') : undefined;
const size: Size = words.includes('--short') ? 'short' : 'full';
const file = join(root, 'data', 'gauntlet.json');

const unknown = only?.filter((id) => !promises.some((row) => row.id === id)) ?? [];
if (unknown.length > 0)
	stop(`--only wants some of ${promises.map(({ id }) => id).join(',')}, not ${unknown.join(',')}.`);
const chosen = promises.filter(({ id }) => only?.includes(id) ?? true);
const state = readState();

console.log(
	`${toDay()} · Node ${process.version} · ${cpus().length} cores · ${readCommit()} · ${size}`
);
let missed = 0;
for (const row of chosen) missed += await measure(row);
for (const { id } of chosen) delete state.rows[id];
writeState();
console.log(missed === 0 ? 'Every promise was kept.' : `${missed} figures missed their promise.`);
process.exit(missed === 0 ? 0 : 1);

async function measure(row: Promised): Promise<number> {
	const parts = row.parts(size);
	const done = (state.rows[row.id] ??= []);
	while (done.length < parts) {
		const part = done.length;
		const tell = (progress: string) => note(`${row.id} part ${part + 1} of ${parts}: ${progress}`);
		tell('begins');
		done.push({ measuredAt: toDay(), report: await row.measure(size, part, tell) });
		writeState();
	}
	note('');
	const days = [...new Set(done.map(({ measuredAt }) => measuredAt))].join(', ');
	console.log(`\n${row.id} ${row.title} (${days})`);
	const figures = row.toFigures(
		done.map(({ report }) => report),
		size
	);
	for (const { name, value, promise, isKept } of figures)
		console.log(`${isKept ? ' ' : '!'} ${name.padEnd(54)} ${value.padEnd(18)} ${promise}`);
	for (const line of done.flatMap(({ report }) => toFailures(report))) console.log(`! ${line}`);
	return figures.filter(({ isKept }) => !isKept).length;
}

/** What a row, or one of the things that it measures, wrote down about its failures: a few of them. */
function toFailures(report: unknown): string[] {
	if (typeof report !== 'object' || report === null || Array.isArray(report)) return [];
	const {
		failures = [],
		faults = [],
		faultLines = [],
		...rest
	} = report as Record<string, string[]>;
	return [failures, faults, faultLines, ...Object.values(rest).map(toFailures)].flat().slice(0, 5);
}

/** One line that is written over, where somebody watches. */
function note(line: string): void {
	if (process.stdout.isTTY) process.stdout.write(`\r\u001b[K${line}`);
}

function readState(): State {
	if (!words.includes('--fresh') && existsSync(file)) {
		const kept = JSON.parse(readFileSync(file, 'utf8')) as State;
		if (kept.size === size) return kept;
	}
	return { size, rows: {} };
}

function writeState(): void {
	mkdirSync(join(root, 'data'), { recursive: true, mode: 0o700 });
	writeFileSync(`${file}.new`, JSON.stringify(state));
	renameSync(`${file}.new`, file);
}

function readCommit(): string {
	const git = spawnSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: root, encoding: 'utf8' });
	return git.status === 0 ? git.stdout.trim() : 'no commit';
}

function toDay(): string {
	return new Date().toISOString().slice(0, 10);
}

function stop(message: string): never {
	console.error(message);
	process.exit(2);
}
