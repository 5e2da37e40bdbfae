import { eq } from 'drizzle-orm';
import type { Actor } from '#server/auth/actor.ts';
import { toDocumentPath, type DocumentName } from '#lib/collab/documents.ts';
import { createSignInSessions } from '#server/auth/sign-in-sessions.ts';
import { assignClientId } from '#server/collab/journal.ts';
import type { Database } from '#server/db/open.ts';
import { participants, rounds } from '#server/db/schema.ts';
import { openInterviews } from '../support/given.ts';

/** Somebody signed in, with a client id of the page that has a document open. */
export interface Seat {
	userId: string;
	cookie: string;
	path: string;
	clientId: number;
}

export interface Room {
	interviewId: string;
	roundId: string;
	/** The first interviewer, who made it. */
	host: Actor;
	candidate: Actor;
	/** On `feedback`: the host, the candidate, further interviewers. */
	writers: Seat[];
	/** On `feedback`, reading. */
	observers: Seat[];
}

/** Interviews with people in them, made by the services on the database that the app under test uses. */
export async function openRooms(database: Database) {
	const given = await openInterviews(database);
	// The app's own sweep goes by the true time, and would give up what was due long ago.
	given.turnClock(Date.now() - given.now().getTime());
	const { db } = database;
	const sessions = createSignInSessions(db);

	async function seat(userId: string, name: DocumentName): Promise<Seat> {
		const path = toDocumentPath(name);
		const { token } = await sessions.open(userId);
		return {
			userId,
			cookie: `mock_rounds_session=${token}`,
			path,
			clientId: await assignClientId(db, path, userId)
		};
	}

	async function makeRoom(writers: number, observers = 0): Promise<Room> {
		const { id, interviewer, candidate } = await given.interview();
		const [round] = await db.select().from(rounds).where(eq(rounds.interviewId, id));
		const roundId = round!.id;
		// Past the seats that links give: a document is to bear more people than an interview has.
		const join = async (name: string, role: 'interviewer' | 'observer') => {
			const actor = await given.person(name);
			await db.insert(participants).values({ interviewId: id, userId: actor.userId, role });
			return actor;
		};
		const people = [interviewer, candidate];
		while (people.length < writers)
			people.push(await join(`Dr Writer ${people.length}`, 'interviewer'));
		const watching: Actor[] = [];
		while (watching.length < observers) watching.push(await join('Dr Ruth Feldman', 'observer'));
		const sit = ({ userId }: Actor) => seat(userId, { kind: 'feedback', roundId });
		return {
			interviewId: id,
			roundId,
			host: interviewer,
			candidate,
			writers: await Promise.all(people.slice(0, writers).map(sit)),
			observers: await Promise.all(watching.map(sit))
		};
	}

	return {
		given,
		seat,
		makeRoom,
		async makeRooms(count: number, writers: number): Promise<Room[]> {
			const rooms: Room[] = [];
			while (rooms.length < count) rooms.push(await makeRoom(writers));
			return rooms;
		},
		[Symbol.asyncDispose]: () => given[Symbol.asyncDispose]()
	};
}
