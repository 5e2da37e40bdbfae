import type { Child } from './child.ts';
import { startContestant, type ContestantOptions, type ServerName } from './contest.ts';
import type { BenchDatabases } from './database.ts';
import type { GeneratorMethods } from './generator.ts';
import { measureWindow } from './load.ts';
import { toRooms } from './rooms.ts';

export interface Step {
	rooms: number;
	p95: number;
	seenShare: number;
	generatorShare: number;
}

const promisedP95 = 50;

/**
 * How many rooms one core carries: more and more of them on one process, until a letter in twenty takes longer than 50 ms
 * to a peer, or does not come. Answers with every step; the last that `isCarried` says is the figure.
 */
export async function measureLadder(
	name: ServerName,
	{
		databases,
		generator,
		steps,
		seconds,
		...more
	}: {
		databases: BenchDatabases;
		generator: Child<GeneratorMethods>;
		steps: readonly number[];
		seconds: number;
	} & ContestantOptions
): Promise<Step[]> {
	await using server = await startContestant(name, databases, more);
	const { ports, dialect } = server;
	const taken: Step[] = [];
	let there = 0;
	for (const rooms of steps) {
		const more = toRooms(rooms - there, there);
		there = rooms;
		await generator.call('join', { ports, dialect, rooms: more, atOnce: 64 });
		const { window } = await measureWindow(server, generator, { seconds, lettersPerSecond: 1 });
		const { p95, seenShare, generatorShare } = window;
		taken.push({ rooms, p95, seenShare, generatorShare });
		if (!isCarried(taken.at(-1)!)) break;
	}
	await generator.call('leave', null);
	return taken;
}

export const isCarried = ({ p95, seenShare }: Step) => p95 <= promisedP95 && seenShare === 1;
