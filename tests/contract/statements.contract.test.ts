import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from 'drizzle-orm';
import { openDatabase, type Database } from '#server/db/open.ts';
import { createTestDatabase } from '../support/postgres.ts';

/** What `run` promises to those who use it, on both databases. */
describe.each(['pglite', 'postgres'] as const)('statements that are run by name on %s', (kind) => {
	let postgres: Awaited<ReturnType<typeof createTestDatabase>> | undefined;
	let database: Database;

	beforeAll(async () => {
		postgres = kind === 'postgres' ? await createTestDatabase() : undefined;
		database = await openDatabase({ databaseUrl: postgres?.url, dataDir: 'memory://' });
		await database.db.execute(sql`create table notes (id integer primary key, words text)`);
	});
	afterAll(async () => {
		await database?.close();
		await postgres?.[Symbol.asyncDispose]();
	});

	const insert = (id: number, words: string | null) =>
		database.run<{ id: number }>(
			'insert-note',
			'insert into notes (id, words) values ($1, $2) returning id',
			[id, words]
		);

	it('takes and gives values of every type in use', async () => {
		const ask = (values: unknown[]) =>
			database.run(
				'echo',
				`select $1::text as words, $2::integer + 1 as number, $3::text[] as list, $4::bytea as bytes,
					$5::text as nothing, json_build_array($1::text, null) as json, $6::text[] as literal`,
				values
			);
		for (const words of ['first, and so prepared', 'quote " backslash \\ ⚕ and again'])
			expect(
				await ask([words, 41, [words, 'b'], Buffer.from([0, 255, 10]), null, '{"a","b"}'])
			).toEqual([
				{
					words,
					number: 42,
					list: [words, 'b'],
					bytes: expect.objectContaining({ 0: 0, 1: 255, 2: 10, length: 3 }) as Uint8Array,
					nothing: null,
					json: [words, null],
					literal: ['a', 'b']
				}
			]);
	});

	it('has committed what it answers, and nothing of what it refuses', async () => {
		expect(await insert(1, 'kept')).toEqual([{ id: 1 }]);
		await expect(insert(1, 'again')).rejects.toThrow(/duplicate key/);
		expect(await insert(2, null)).toEqual([{ id: 2 }]);
		const { rows } = (await database.db.execute(
			sql`select id, words from notes order by id`
		)) as unknown as { rows: unknown[] };
		expect(rows).toEqual([
			{ id: 1, words: 'kept' },
			{ id: 2, words: null }
		]);
	});

	it('says each time that a text is wrong, and runs it once it is right', async () => {
		const ask = () => database.run('later', 'select day from later_table', []);
		for (let time = 0; time < 2; time += 1) await expect(ask()).rejects.toThrow(/later_table/);
		await database.db.execute(sql`create table later_table (day integer)`);
		expect(await ask()).toEqual([]);
	});

	it('is no part of a transaction that is open beside it', async () => {
		const undone = database.db.transaction(async (tx) => {
			await tx.execute(sql`insert into notes (id) values (10)`);
			const beside = insert(11, 'beside');
			await tx.execute(sql`insert into notes (id) values (12)`);
			return { beside, undo: tx.rollback() };
		});
		await expect(undone).rejects.toThrow();
		await expect
			.poll(() => database.run('ids', 'select id from notes where id >= 10', []))
			.toEqual([{ id: 11 }]);
	});
});
