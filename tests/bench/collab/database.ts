import { randomBytes } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import pg from 'pg';
import { toDocumentPath } from '#lib/collab/documents.ts';
import { toTokenHash } from '#server/auth/token.ts';
import { openDatabase, type Database } from '#server/db/open.ts';
import {
	documentClients,
	documentUpdates,
	interviews,
	memberships,
	participants,
	rounds,
	sessions,
	users
} from '#server/db/schema.ts';
import { openInterviews } from '../../support/given.ts';
import { findPostgres } from '../../support/postgres.ts';
import {
	crowdedRoom,
	toClientId,
	toEarlierClientId,
	toInterviewId,
	toPersonNumber,
	toRooms,
	toRoot,
	toRoundId,
	toSeats,
	toSessionToken,
	toUserId
} from './rooms.ts';
import { toLetter } from './typing.ts';

/* Real interviews with people who are signed in, many at once: one made by the services, the others after its pattern. */

/** Databases of one bench on a real PostgreSQL; all of them go with it. */
export interface BenchDatabases extends AsyncDisposable {
	/** A new one: empty, or with the rooms of `openBenchDatabases`. */
	create(content: 'nothing' | 'rooms'): Promise<string>;
	drop(url: string): Promise<void>;
}

export async function openBenchDatabases(rooms: number): Promise<BenchDatabases> {
	const server = await findPostgres();
	if (!server) throw new Error('The bench wants a PostgreSQL in which it may create databases.');
	const run = async (statement: string) => {
		const client = new pg.Client({ connectionString: server.url });
		await client.connect();
		await client.query(statement);
		await client.end();
	};
	const create = async (template?: string) => {
		const url = new URL(server.url);
		url.pathname = `/mock_rounds_bench_${randomBytes(6).toString('hex')}`;
		await run(`create database ${toName(url.href)} ${template ? `template ${template}` : ''}`);
		return url.href;
	};
	const pattern = await create();
	const database = await openDatabase({ databaseUrl: pattern, dataDir: '' });
	try {
		await fill(database, rooms);
	} finally {
		await database.close();
	}
	return {
		create: (content) => create(content === 'rooms' ? toName(pattern) : undefined),
		drop: (url) => run(`drop database ${toName(url)} with (force)`),
		[Symbol.asyncDispose]: () => server[Symbol.asyncDispose]()
	};
}

const toName = (url: string) => new URL(url).pathname.slice(1);

/** Rooms beyond these have no letters in them yet. */
const roomsWithHistory = 1_000;

async function fill(database: Database, count: number): Promise<void> {
	await using given = await openInterviews(database);
	const { id } = await given.interview();
	const { db } = database;
	const [interview] = await db.select().from(interviews).where(eq(interviews.id, id));
	const [round] = await db.select().from(rounds).where(eq(rounds.interviewId, id));
	const { organisationId } = interview!;
	// Nobody is found missing by the sweep.
	const presentAt = new Date(Date.now() + 86_400_000);
	const expiresAt = new Date(Date.now() + 30 * 86_400_000);
	const all = [...toRooms(count), crowdedRoom];
	const people = all.flatMap((room) =>
		Array.from({ length: toSeats(room) }, (_, seat) => {
			const person = toPersonNumber(room, seat);
			return { room, seat, person, userId: toUserId(person) };
		})
	);
	await inChunks(people, (part) =>
		db
			.insert(users)
			.values(
				part.map(({ userId }) => ({ id: userId, name: 'Dr Osei', email: `${userId}@bench.test` }))
			)
	);
	await inChunks(people, (part) =>
		db
			.insert(memberships)
			.values(part.map(({ userId }) => ({ organisationId, userId, role: 'mentor' as const })))
	);
	await inChunks(people, (part) =>
		db.insert(sessions).values(
			part.map(({ userId, person }) => ({
				id: toTokenHash(toSessionToken(person)),
				userId,
				expiresAt
			}))
		)
	);
	await inChunks(all, (part) =>
		db.insert(interviews).values(
			part.map((room) => ({
				...interview!,
				id: toInterviewId(room),
				phase: 'live' as const,
				startedAt: new Date(),
				presentAt
			}))
		)
	);
	await inChunks(all, (part) =>
		db.insert(rounds).values(
			part.map((room) => ({
				...round!,
				id: toRoundId(room),
				interviewId: toInterviewId(room),
				candidateId: toUserId(toPersonNumber(room, 0)),
				startedAt: new Date()
			}))
		)
	);
	await inChunks(people, (part) =>
		db.insert(participants).values(
			part.map(({ room, seat, userId }) => ({
				interviewId: toInterviewId(room),
				userId,
				role: seat === 0 ? ('candidate' as const) : ('interviewer' as const)
			}))
		)
	);
	await inChunks(people, (part) =>
		db.insert(documentClients).values(
			part.flatMap(({ room, person, userId }) =>
				[toClientId(person), toEarlierClientId(person)].map((clientId) => ({
					name: toDocument(room),
					clientId,
					userId
				}))
			)
		)
	);
	await inChunks(toRooms(Math.min(count, roomsWithHistory)).flatMap(toHistory), (part) =>
		db.insert(documentUpdates).values(part)
	);
	await db.execute(sql`analyze`);
}

export const toDocument = (room: number) =>
	toDocumentPath({ kind: 'feedback', roundId: toRoundId(room) });

/**
 * What was typed before, up to the 200 rows after which a journal is folded: each room at another place on the way, so
 * that a short window meets as many folds as a long evening.
 */
function toHistory(room: number) {
	const person = toPersonNumber(room, 0);
	return Array.from({ length: (room * 7_919) % 200 }, (_, clock) => ({
		name: toDocument(room),
		userId: toUserId(person),
		bytes: toLetter(toEarlierClientId(person), clock, toRoot(0))
	}));
}

async function inChunks<Value>(
	values: Value[],
	insert: (part: Value[]) => Promise<unknown>
): Promise<void> {
	for (let at = 0; at < values.length; at += 1_000) await insert(values.slice(at, at + 1_000));
}
