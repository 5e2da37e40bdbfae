import type { Child } from './child.ts';
import { startContestant } from './contest.ts';
import type { BenchDatabases } from './database.ts';
import type { GeneratorMethods, Window } from './generator.ts';
import { measureWindow } from './load.ts';
import { crowdedRoom, toRooms, toSeats } from './rooms.ts';

/**
 * R4: from an edit to the word that it is committed, which is what *Saved* waits for. 25 people in one room with five edits
 * a second each; and 40 rooms of three with two.
 */
export async function measureAcknowledgement({
	databases,
	generator,
	seconds
}: {
	databases: BenchDatabases;
	generator: Child<GeneratorMethods>;
	seconds: number;
}): Promise<{ crowd: Window; rooms: Window }> {
	await using server = await startContestant('ours', databases);
	const { ports, dialect } = server;
	const measure = async (rooms: number[], lettersPerSecond: number) => {
		await generator.call('join', { ports, dialect, rooms, atOnce: 64 });
		const { window } = await measureWindow(server, generator, { seconds, lettersPerSecond });
		await generator.call('leave', null);
		return window;
	};
	const ofThree = toRooms(80).filter((room) => toSeats(room) === 3);
	return { crowd: await measure([crowdedRoom], 5), rooms: await measure(ofThree, 2) };
}
