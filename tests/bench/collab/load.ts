import { setTimeout as wait } from 'node:timers/promises';
import { toPercentile } from '../../support/percentiles.ts';
import type { Child } from './child.ts';
import { startContestant, type Contestant, type ServerName } from './contest.ts';
import type { BenchDatabases } from './database.ts';
import type { GeneratorMethods, Window } from './generator.ts';
import { toRooms } from './rooms.ts';

/*
 * One load for all: rooms of two and three people in turns, each of whom types a letter a second and sees the others'
 * letters at once. Runs alternate between the servers, so that a busy moment of the machine meets all of them; the median
 * of the runs counts. A server that has not shown every letter to everybody two seconds after the last one has failed.
 */

export interface LoadRun extends Window {
	joinsPerSecond: number;
	/** Server's user and system time, without the database's. */
	cpuSecondsPer100k: number;
	/** Resident, and JavaScript's own, after a garbage collection with everybody there. */
	rssMb: number;
	heapMb: number;
	/** JavaScript's own when nobody was there, after a first room had come and gone. */
	idleHeapMb: number;
}

export interface LoadOptions {
	databases: BenchDatabases;
	generator: Child<GeneratorMethods>;
	rooms: number;
	runs: number;
	/** Of the window, after a third of it to warm up. */
	seconds: number;
}

const atOnce = 64;

/** Each server's median run, figure by figure. */
export async function measureLoad(
	names: readonly ServerName[],
	options: LoadOptions
): Promise<Map<ServerName, LoadRun>> {
	const runs = new Map<ServerName, LoadRun[]>(names.map((name) => [name, []]));
	for (let run = 0; run < options.runs; run += 1)
		for (const name of names) runs.get(name)!.push(await runLoad(name, options));
	return new Map([...runs].map(([name, all]) => [name, toMedian(all)]));
}

async function runLoad(name: ServerName, options: LoadOptions): Promise<LoadRun> {
	const { databases, generator, rooms, seconds } = options;
	await using server = await startContestant(name, databases);
	const { child, ports, dialect } = server;
	await generator.call('join', { ports, dialect, rooms: [0], atOnce });
	await generator.call('leave', null);
	await wait(200);
	const { heapMb: idleHeapMb } = await child.call('usage', { isCollected: true });
	const { joinsPerSecond } = await generator.call('join', {
		ports,
		dialect,
		rooms: toRooms(rooms),
		atOnce
	});
	const { window, cpuMs } = await measureWindow(server, generator, {
		seconds,
		lettersPerSecond: 1
	});
	const { rssMb, heapMb } = await child.call('usage', { isCollected: true });
	await generator.call('leave', null);
	if (window.seenShare < 1)
		throw new Error(`${name} showed ${(window.seenShare * 100).toFixed(2)} % of the letters.`);
	return {
		...window,
		joinsPerSecond,
		cpuSecondsPer100k: (cpuMs / 1_000 / window.edits) * 100_000,
		rssMb,
		heapMb,
		idleHeapMb
	};
}

/** Everybody who is there types: a third of the time to warm up, then the window. */
export async function measureWindow(
	server: Contestant,
	generator: Child<GeneratorMethods>,
	{ seconds, lettersPerSecond }: { seconds: number; lettersPerSecond: number }
): Promise<{ window: Window; cpuMs: number }> {
	const { child } = server;
	await generator.call('type', { lettersPerSecond });
	await wait((seconds / 3) * 1_000);
	await generator.call('mark', null);
	const before = await child.call('usage', { isCollected: false });
	await wait(seconds * 1_000);
	const after = await child.call('usage', { isCollected: false });
	const window = await generator.call('report', null);
	return { window, cpuMs: after.cpuMs - before.cpuMs };
}

function toMedian(runs: LoadRun[]): LoadRun {
	const keys = Object.keys(runs[0]!) as (keyof LoadRun)[];
	const median = (key: keyof LoadRun) =>
		toPercentile(
			runs.map((run) => run[key]),
			0.5
		);
	return Object.fromEntries(keys.map((key) => [key, median(key)])) as unknown as LoadRun;
}
