import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toDocumentPath, type DocumentName } from '#lib/collab/documents.ts';
import { createSignInSessions } from '#server/auth/sign-in-sessions.ts';
import type { Database, Tx } from '#server/db/open.ts';
import { openDatabase } from '#server/db/open.ts';
import { documentSnapshots, documentUpdates, rounds, sessions, users } from '#server/db/schema.ts';
import { appendJudged, readDocument, readRows } from '#server/collab/journal.ts';
import { createDocumentAccess } from '#server/interviews/document-access.ts';
import { openInterviews } from '../support/given.ts';
import { createTestDatabase } from '../support/postgres.ts';

describe.each(['PGlite', 'PostgreSQL'] as const)('who may still write, on %s', (kind) => {
	let given: Awaited<ReturnType<typeof openInterviews>>;
	let database: Database;
	let postgres: Awaited<ReturnType<typeof createTestDatabase>> | null = null;
	beforeAll(async () => {
		postgres = kind === 'PostgreSQL' ? await createTestDatabase() : null;
		database = await openDatabase({ databaseUrl: postgres?.url, dataDir: 'memory://' });
		given = await openInterviews(database);
	}, 120_000);
	afterAll(async () => {
		await given?.[Symbol.asyncDispose]();
		await database?.close();
		await postgres?.[Symbol.asyncDispose]();
	});

	it.each(['open_documents', 'live_writers', 'append_updates'])(
		'%s, asked for every batch or every socket, is planned once and reads by keys',
		async (name) => {
			const { rows } = (await database.db.execute(
				sql`select proconfig as settings from pg_proc where proname = ${name}`
			)) as unknown as { rows: { settings: string[] | null }[] };
			// A function that a migration replaces loses its settings.
			expect(rows).toHaveLength(1);
			expect(rows[0]!.settings).toEqual(
				expect.arrayContaining(['plan_cache_mode=force_generic_plan', 'enable_seqscan=off'])
			);
		}
	);

	async function prepare() {
		const made = await given.interview({ observer: true });
		const [round] = await given.db.select().from(rounds).where(eq(rounds.interviewId, made.id));
		const roundId = round!.id;
		const open = async (userId: string) => {
			const { token } = await createSignInSessions(given.db).open(userId);
			expect(token).toBeTruthy();
			const [row] = await given.db.select().from(sessions).where(eq(sessions.userId, userId));
			return { sessionId: row!.id, userId };
		};
		const [interviewer, candidate, observer] = [
			await open(made.interviewer.userId),
			await open(made.candidate.userId),
			await open(made.observer!.userId)
		];
		const access = createDocumentAccess(database, () => undefined);
		const feedback: DocumentName = { kind: 'feedback', roundId };
		const cards = [interviewer, candidate, observer].map(({ userId }) => ({
			kind: 'scorecard' as const,
			roundId,
			userId
		}));
		const askWithin = async (tx: Tx) => {
			const proofs = await access.stillWriters(tx, [
				{ ...interviewer, name: feedback },
				{ ...candidate, name: feedback },
				{ ...observer, name: feedback },
				{ ...interviewer, name: cards[0]! },
				{ ...interviewer, name: cards[1]! },
				{ ...candidate, name: cards[1]! },
				{ ...observer, name: cards[2]! },
				{ ...interviewer, sessionId: candidate.sessionId, name: feedback },
				{ ...interviewer, name: { kind: 'stage', interviewId: made.id } }
			]);
			return proofs.map((proof) => proof !== null);
		};
		const ask = () => given.db.transaction(askWithin);
		/** Journals a row for each of the two, judged by what held when they were asked. */
		const judge = async () => {
			const writers = [interviewer, candidate].map((person) => ({ ...person, name: feedback }));
			const proofs = await given.db.transaction((tx) => access.stillWriters(tx, writers));
			const name = toDocumentPath(feedback);
			const { seq } = await readDocument(given.db, name);
			return () =>
				appendJudged(
					database,
					writers.map(({ userId }, index) => ({ name, userId, bytes: Uint8Array.of(index) })),
					{
						writers: writers.map(({ sessionId }, index) => ({
							sessionId,
							roundId,
							proof: proofs[index]!
						})),
						heads: new Map([[name, seq]])
					}
				);
		};
		const rowsOf = async () =>
			(await readRows(given.db, toDocumentPath(feedback))).map(({ bytes }) => [...bytes]);
		return { ...made, roundId, ask, askWithin, judge, rowsOf, candidateSession: candidate };
	}

	it('each in the own place, until the reveal and until finish', async () => {
		const { id, interviewer, ask } = await prepare();
		expect(await ask()).toEqual([true, true, false, true, false, true, true, false, false]);
		await given.run(interviewer, id, { type: 'go-to-debrief' });
		await given.run(interviewer, id, { type: 'reveal-scores' });
		expect(await ask()).toEqual([true, true, false, false, false, false, false, false, false]);
		await given.run(interviewer, id, { type: 'finish' });
		expect(await ask()).toEqual(Array.from({ length: 9 }, () => false));
	});

	it('not without a session, when disabled, or off the list', async () => {
		const signedOut = await prepare();
		await given.db.delete(sessions).where(eq(sessions.id, signedOut.candidateSession.sessionId));
		expect((await signedOut.ask())[1]).toBe(false);
		const disabled = await prepare();
		await given.db
			.update(users)
			.set({ disabledAt: given.now() })
			.where(eq(users.id, disabled.candidate.userId));
		expect((await disabled.ask())[1]).toBe(false);
		const removed = await prepare();
		await given.interviews.removePerson(removed.interviewer, removed.id, removed.candidate.userId);
		expect((await removed.ask())[1]).toBe(false);
	});

	it('[J3] a judged batch is journalled by one statement, in order', async () => {
		const { judge, rowsOf } = await prepare();
		const append = await judge();
		const seqs = await append();
		expect(seqs).toHaveLength(2);
		expect(seqs![0]).toBeLessThan(seqs![1]!);
		expect(await rowsOf()).toEqual([[0], [1]]);
	});

	it('[J3] nothing of it, when the journal has gone on since, folded or not', async () => {
		const { judge, rowsOf, roundId } = await prepare();
		const [first, second] = [await judge(), await judge()];
		await first();
		expect(await second()).toBeNull();
		expect(await rowsOf()).toEqual([[0], [1]]);
		const name = toDocumentPath({ kind: 'feedback', roundId });
		await given.db.delete(documentUpdates).where(eq(documentUpdates.name, name));
		await given.db
			.insert(documentSnapshots)
			.values({ name, seq: 1_000_000, bytes: Uint8Array.of(7) });
		expect(await second()).toBeNull();
		expect(await rowsOf()).toEqual([[7]]);
	});

	it.each<[string, (made: Awaited<ReturnType<typeof prepare>>) => Promise<unknown>]>([
		['a debrief', ({ id, interviewer }) => given.run(interviewer, id, { type: 'go-to-debrief' })],
		[
			'a sign-out',
			({ candidateSession }) =>
				given.db.delete(sessions).where(eq(sessions.id, candidateSession.sessionId))
		],
		[
			'a session that ran out',
			({ candidateSession }) =>
				given.db
					.update(sessions)
					.set({ expiresAt: new Date(0) })
					.where(eq(sessions.id, candidateSession.sessionId))
		],
		[
			'a disabled account',
			({ candidate }) =>
				given.db
					.update(users)
					.set({ disabledAt: given.now() })
					.where(eq(users.id, candidate.userId))
		],
		[
			'a removal',
			({ id, interviewer, candidate }) =>
				given.interviews.removePerson(interviewer, id, candidate.userId)
		]
	])('[J3][T41] nothing of it after %s', async (_, change) => {
		const made = await prepare();
		const append = await made.judge();
		await change(made);
		expect(await append()).toBeNull();
		expect(await made.rowsOf()).toEqual([]);
	});

	it('a reveal and a batch of writes wait for each other', async () => {
		const { id, interviewer, ask } = await prepare();
		await given.run(interviewer, id, { type: 'go-to-debrief' });
		const results = await Promise.all([
			ask(),
			given.run(interviewer, id, { type: 'reveal-scores' }),
			ask(),
			ask()
		]);
		expect(results[1]).toMatchObject({ ok: true });
		expect((await ask())[3]).toBe(false);
	});

	// The embedded database runs one transaction at a time, so nothing can come between.
	if (kind === 'PostgreSQL')
		it('[J2] a reveal waits for the batch that was judged before it', async () => {
			const { id, interviewer, roundId, askWithin } = await prepare();
			await given.run(interviewer, id, { type: 'go-to-debrief' });
			const isRevealed = async () => {
				const [round] = await given.db.select().from(rounds).where(eq(rounds.id, roundId));
				return round!.revealedAt !== null;
			};
			const reveal = await given.db.transaction(async (tx) => {
				expect((await askWithin(tx))[3]).toBe(true);
				const revealing = given.run(interviewer, id, { type: 'reveal-scores' });
				await expect
					.poll(async () => {
						const waiting = await database.run(
							'waiting',
							`select from pg_locks where locktype = 'advisory' and not granted
								and database = (select oid from pg_database where datname = current_database())`,
							[]
						);
						return waiting.length;
					})
					.toBe(1);
				expect(await isRevealed()).toBe(false);
				return { revealing };
			});
			expect(await reveal.revealing).toMatchObject({ ok: true });
			expect(await isRevealed()).toBe(true);
		});
});
