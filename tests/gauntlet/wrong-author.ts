import * as Y from 'yjs';
import { toDocumentPath } from '#lib/collab/documents.ts';
import { toStateHash } from '#lib/collab/state-hash.ts';
import { readDocument } from '#server/collab/journal.ts';
import { openDatabase, type Database } from '#server/db/open.ts';
import { startApp } from '../support/app.ts';
import { createTestDatabase } from '../support/postgres.ts';
import { createRandom } from '../support/random.ts';
import { Probe } from './probe.ts';
import { openRooms, type Room, type Seat } from './rooms.ts';
import { pause, waitFor } from './wait.ts';

export interface WrongAuthorReport {
	/** Updates that the server got, each of them one that it must not take. */
	updates: number;
	/** Of these, those that it answered with a refusal or a closed socket. */
	answered: number;
	/** Documents that are not as they were. */
	changedDocuments: number;
	/** Updates that somebody in the document was shown. */
	shown: number;
	upgradesRefused: number;
	upgradesTaken: number;
}

interface Trespass {
	/** In words, for whoever reads the list. */
	what: string;
	seat: Seat;
	/** So many in one go: these are dropped and do not end the socket. */
	burst: number;
	make(doc: Y.Doc): void;
	/** In place of the seat's own. */
	clientId?: number;
}

const burst = 40;
/** The server's word for it. */
const tooFast = 1013;
const lanes = 8;

/**
 * R6: people who may be in a document write what is not theirs to write: observers and those whose phase is over, under
 * another's client id, in another's keys, into the server's own documents. Others knock who may not come in at all.
 */
export async function refuseWrongAuthors(options: {
	updates: number;
	seed: number;
}): Promise<WrongAuthorReport> {
	await using test = await createTestDatabase();
	await using app = await startApp({ databaseUrl: test.url });
	const database = await openDatabase({ databaseUrl: test.url, dataDir: '' });
	const rooms = await openRooms(database);
	const room = await rooms.makeRoom(3, 8);
	const revealed = await rooms.makeRoom(3, 1);
	await rooms.given.run(revealed.host, revealed.interviewId, { type: 'go-to-debrief' });
	await rooms.given.run(revealed.host, revealed.interviewId, { type: 'reveal-scores' });
	const trespasses = await findTrespasses(rooms, room, revealed);

	await writeBefore(app, [room.writers[0]!, revealed.writers[0]!]);
	const paths = [...new Set(trespasses.map(({ seat }) => seat.path))];
	const before = await hashAll(database, paths);
	const watchers = await watchAll(rooms, app, room, revealed, paths);

	const report = { updates: 0, answered: 0, upgradesRefused: 0, upgradesTaken: 0 };
	const random = createRandom(options.seed);
	const kinds = ['step2', 'update'] as const;
	async function trespass({ seat, burst: count, make, clientId }: Trespass): Promise<void> {
		const probe = await new Probe(app, seat).settled();
		// Here too often in this second.
		if (probe.closedWith === tooFast) return pause(100);
		if (probe.isOver) throw new Error(`not let in: ${probe.status ?? probe.closedWith}`);
		const draft = new Y.Doc();
		draft.clientID = clientId ?? seat.clientId;
		make(draft);
		const update = Y.encodeStateAsUpdate(draft);
		draft.destroy();
		for (let index = 0; index < count; index++) probe.say(random.pick(kinds), update);
		await waitFor('refused', 30_000, () => probe.isOver || probe.refusals.length === count);
		// Sent faster than the person may: these were not judged, and do not count.
		const isTooFast = probe.closedWith === tooFast;
		report.updates += isTooFast ? probe.refusals.length : count;
		report.answered += probe.refusals.length;
		if (isTooFast) await pause(100);
		await probe.end();
	}
	async function lane(): Promise<void> {
		while (report.updates < options.updates) await trespass(random.pick(trespasses));
	}
	await Promise.all(Array.from({ length: lanes }, lane));

	const strangers = await findStrangers(rooms, room);
	for (let index = 0; index < Math.max(strangers.length, options.updates / 100); index++) {
		const probe = await new Probe(app, strangers[index % strangers.length]!).settled();
		if (probe.status === null) report.upgradesTaken++;
		else report.upgradesRefused++;
		await probe.end();
	}

	const after = await hashAll(database, paths);
	const shown = watchers.reduce((sum, watcher) => sum + watcher.updates, 0);
	for (const watcher of watchers) await watcher.end();
	await rooms[Symbol.asyncDispose]();
	await database.close();
	return {
		...report,
		shown,
		changedDocuments: paths.filter((path) => before.get(path) !== after.get(path)).length
	};
}

type Rooms = Awaited<ReturnType<typeof openRooms>>;

async function findTrespasses(rooms: Rooms, room: Room, revealed: Room): Promise<Trespass[]> {
	const { roundId, interviewId } = room;
	const typing = (root: string) => (doc: Y.Doc) => doc.getText(root).insert(0, 'Not mine to say');
	const [host, candidate, third] = room.writers as [Seat, Seat, Seat];
	const ratings = (doc: Y.Doc) => doc.getMap('ratings').set('structure', 5);
	const ofRevealed = (userId: string, of: string) =>
		rooms.seat(userId, { kind: 'scorecard', roundId: revealed.roundId, userId: of });
	const revealedHost = revealed.writers[0]!;
	const revealedCandidate = revealed.writers[1]!;
	return [
		...room.observers.map((seat) => ({
			what: 'an observer',
			seat,
			burst,
			make: typing('strengths')
		})),
		{
			what: 'a candidate in the stage',
			seat: await rooms.seat(candidate.userId, { kind: 'stage', interviewId }),
			burst,
			make: (doc) => doc.getMap('stage').set('revision', 99)
		},
		{
			what: 'an interviewer in the cues',
			seat: await rooms.seat(host.userId, { kind: 'cues', roundId }),
			burst,
			make: (doc) => doc.getMap('cues').set('card', 1)
		},
		{
			what: 'a rater after the reveal',
			seat: await ofRevealed(revealedHost.userId, revealedHost.userId),
			burst,
			make: ratings
		},
		{
			what: 'a candidate in a rater’s card',
			seat: await ofRevealed(revealedCandidate.userId, revealedHost.userId),
			burst,
			make: ratings
		},
		{
			what: 'under a colleague’s client id',
			seat: third,
			burst: 1,
			clientId: candidate.clientId,
			make: typing('next-steps')
		},
		{
			what: 'under a client id of one’s own making',
			seat: host,
			burst: 1,
			clientId: 4_000_000_007,
			make: typing('next-steps')
		},
		{
			what: 'a colleague’s proposal',
			seat: revealedCandidate,
			burst: 1,
			make: (doc) => doc.getMap('agreed').set(`structure:${revealedHost.userId}`, 5)
		},
		{
			what: 'a proposal before the reveal',
			seat: candidate,
			burst: 1,
			make: (doc) => doc.getMap('agreed').set(`structure:${candidate.userId}`, 5)
		},
		{ what: 'a root of one’s own', seat: candidate, burst: 1, make: typing('scores') },
		{
			what: 'a rating in the shared text',
			seat: candidate,
			burst: 1,
			make: ratings
		}
	];
}

/** People who may read none of this: they are told so before the upgrade. */
async function findStrangers(rooms: Rooms, room: Room): Promise<Seat[]> {
	const { roundId, interviewId } = room;
	const stranger = (await rooms.given.person('Sam Stranger')).userId;
	const [host, candidate] = room.writers as [Seat, Seat];
	const observer = room.observers[0]!;
	return Promise.all([
		rooms.seat(stranger, { kind: 'feedback', roundId }),
		rooms.seat(stranger, { kind: 'stage', interviewId }),
		rooms.seat(candidate.userId, { kind: 'cues', roundId }),
		rooms.seat(candidate.userId, { kind: 'scorecard', roundId, userId: host.userId }),
		rooms.seat(host.userId, { kind: 'notes', roundId, userId: candidate.userId }),
		rooms.seat(observer.userId, { kind: 'scorecard', roundId, userId: host.userId })
	]);
}

/** So that there is something to spoil. */
async function writeBefore(app: { port: number; url: string }, seats: Seat[]): Promise<void> {
	for (const seat of seats) {
		const probe = await new Probe(app, seat).settled();
		probe.doc.clientID = seat.clientId;
		probe.doc.getText('strengths').insert(0, 'Answered in order.');
		probe.say('update', Y.encodeStateAsUpdate(probe.doc));
		await waitFor('written', 10_000, () => probe.acknowledged === 1);
		await probe.end();
	}
}

async function watchAll(
	rooms: Rooms,
	app: { port: number; url: string },
	room: Room,
	revealed: Room,
	paths: string[]
): Promise<Probe[]> {
	const watchers = [room, revealed].flatMap(({ roundId, interviewId, host }) =>
		[
			{ kind: 'feedback', roundId } as const,
			{ kind: 'stage', interviewId } as const,
			{ kind: 'cues', roundId } as const,
			{ kind: 'scorecard', roundId, userId: host.userId } as const
		].flatMap((name) => (paths.includes(toDocumentPath(name)) ? [{ host, name }] : []))
	);
	return Promise.all(
		watchers.map(async ({ host, name }) =>
			new Probe(app, await rooms.seat(host.userId, name)).settled()
		)
	);
}

async function hashAll({ db }: Database, paths: string[]): Promise<Map<string, number>> {
	const hashes = new Map<string, number>();
	for (const path of paths) {
		const { doc } = await readDocument(db, path);
		hashes.set(path, toStateHash(doc));
		doc.destroy();
	}
	return hashes;
}
