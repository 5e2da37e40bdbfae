import { PGlite } from '@electric-sql/pglite';
import { asc, eq, isNull } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { starterDeck } from '#server/decks/starter/starter-deck.ts';
import { builtInRubrics, residencyInterview } from '#server/rubrics/built-in/built-in-rubrics.ts';
import { findCurrentVersion } from '#server/rubrics/rubric-queries.ts';
import { migrate } from './migrate.ts';
import type { Database } from './open.ts';
import { pgliteOptions, toDatabase } from './pglite.ts';
import { decks, questions, rubrics, rubricVersions } from './schema.ts';
import { seedBuiltIns } from './seed.ts';

let database: Database;

beforeAll(async () => {
	database = toDatabase(await PGlite.create(pgliteOptions), null);
	await migrate(database.db);
	await seedBuiltIns(database.db);
});
afterAll(() => database.close());

const readAll = async () => ({
	decks: await database.db.select().from(decks).orderBy(asc(decks.id)),
	questions: await database.db.select().from(questions).orderBy(asc(questions.id)),
	rubrics: await database.db.select().from(rubrics).orderBy(asc(rubrics.id)),
	versions: await database.db.select().from(rubricVersions).orderBy(asc(rubricVersions.id))
});

/** Ids of the cards that can be drawn, in the deck's order. */
async function readCardIds(): Promise<string[]> {
	const rows = await database.db
		.select({ id: questions.id })
		.from(questions)
		.where(isNull(questions.archivedAt))
		.orderBy(asc(questions.position));
	return rows.map(({ id }) => id);
}

describe('seeding', () => {
	it('changes nothing the second time', async () => {
		const before = await readAll();
		await seedBuiltIns(database.db);
		expect(await readAll()).toEqual(before);
		expect(before.questions).toHaveLength(starterDeck.questions.length);
	});

	it('offers the starter deck in its order and the default rubric first', async () => {
		expect(await readCardIds()).toEqual(starterDeck.questions.map(({ id }) => id));
		const named = await database.db.select().from(rubrics).orderBy(asc(rubrics.id));
		expect(named.map(({ name }) => name)).toEqual(builtInRubrics.map(({ name }) => name));
	});

	it('gives an edited question its next version and archives one that is not shipped', async () => {
		const [first] = starterDeck.questions;
		const retired = 'question999999999999';
		await database.db
			.update(questions)
			.set({ content: { ...first!.content, prompt: 'An older wording of it.' } })
			.where(eq(questions.id, first!.id));
		await database.db.insert(questions).values({
			...first!,
			id: retired,
			deckId: starterDeck.id,
			position: 999,
			category: 'opening'
		});
		await seedBuiltIns(database.db);
		const [renewed] = await database.db.select().from(questions).where(eq(questions.id, first!.id));
		expect(renewed).toMatchObject({ version: 2, content: first!.content });
		const [old] = await database.db.select().from(questions).where(eq(questions.id, retired));
		expect(old?.archivedAt).not.toBeNull();
		expect(await readCardIds()).not.toContain(retired);
	});

	it('leaves a rubric’s version as it is and puts changed criteria beside it', async () => {
		const before = await findCurrentVersion(database.db, residencyInterview.id);
		const older = [{ ...residencyInterview.criteria[0]!, name: 'An older name' }];
		await database.db
			.update(rubricVersions)
			.set({ criteria: older })
			.where(eq(rubricVersions.id, before!.id));
		await seedBuiltIns(database.db);
		const after = await findCurrentVersion(database.db, residencyInterview.id);
		expect(after).toMatchObject({ version: 2, criteria: residencyInterview.criteria });
		const [kept] = await database.db
			.select()
			.from(rubricVersions)
			.where(eq(rubricVersions.id, before!.id));
		expect(kept?.criteria).toEqual(older);
	});

	it('may be started by two processes at once', async () => {
		const before = await readAll();
		await Promise.all([seedBuiltIns(database.db), seedBuiltIns(database.db)]);
		expect(await readAll()).toEqual(before);
	});
});
