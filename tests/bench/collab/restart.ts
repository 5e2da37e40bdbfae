import { setTimeout as wait } from 'node:timers/promises';
import type { Child } from './child.ts';
import { startContestant, type ServerName } from './contest.ts';
import type { BenchDatabases } from './database.ts';
import type { GeneratorMethods, Joined } from './generator.ts';
import { toRooms } from './rooms.ts';

/**
 * `kill -9` while everybody types; a new process; everybody comes back in the moment it listens, without the pages' delay,
 * and sends nothing. Counted is what somebody had been shown and no document has any more. Times are from the moment at
 * which the new process listens, until everybody of the first room, and of the last, had the document again.
 */
export async function measureRestart(
	name: ServerName,
	{
		databases,
		generator,
		rooms: count,
		seconds
	}: {
		databases: BenchDatabases;
		generator: Child<GeneratorMethods>;
		rooms: number;
		/** Of typing before the kill. */
		seconds: number;
	}
): Promise<Joined> {
	await using server = await startContestant(name, databases);
	const { ports, dialect } = server;
	const rooms = toRooms(count);
	await generator.call('join', { ports, dialect, rooms, atOnce: 64 });
	await generator.call('type', { lettersPerSecond: 1 });
	await wait(seconds * 1_000);
	await server.restart();
	await generator.call('rest', null);
	const joined = await generator.call('join', {
		ports,
		dialect,
		rooms,
		atOnce: 3 * count,
		since: server.child.readyAt
	});
	await generator.call('leave', null);
	return joined;
}
