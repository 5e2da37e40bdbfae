import { createHash } from 'node:crypto';
import { and, eq, isNull, notInArray, sql } from 'drizzle-orm';
import { starterDeck } from '#server/decks/starter/starter-deck.ts';
import { builtInRubrics, type BuiltInRubric } from '#server/rubrics/built-in/built-in-rubrics.ts';
import { findCurrentVersion } from '#server/rubrics/rubric-queries.ts';
import type { Db, Tx } from './open.ts';
import { decks, questions, rubrics, rubricVersions } from './schema.ts';

/**
 * Brings the built-in deck and rubrics to what this version of the product ships. Run at every start, after the
 * migrations; running it again changes nothing.
 *
 * A question whose wording changed gets the next version (answers keep the text that was asked); one that is no longer
 * shipped is archived. A rubric whose criteria changed gets a new version beside the old one, which stays as it is.
 */
export async function seedBuiltIns(db: Db): Promise<void> {
	await db.transaction(async (tx) => {
		// Two processes that start at once seed one after the other.
		await tx.execute(sql`select pg_advisory_xact_lock(7204110318001)`);
		await seedStarterDeck(tx);
		for (const rubric of builtInRubrics) await seedRubric(tx, rubric);
	});
}

async function seedStarterDeck(tx: Tx): Promise<void> {
	const { id, name, description } = starterDeck;
	await tx
		.insert(decks)
		.values({ id, organisationId: null, name, description })
		.onConflictDoUpdate({ target: decks.id, set: { name, description } });
	const rows = starterDeck.questions.map((question, index) => ({
		id: question.id,
		deckId: id,
		position: index + 1,
		category: question.content.category,
		content: question.content
	}));
	const isNew = sql`${questions.content} is distinct from excluded.content`;
	await tx
		.insert(questions)
		.values(rows)
		.onConflictDoUpdate({
			target: questions.id,
			set: {
				deckId: sql`excluded.deck_id`,
				position: sql`excluded.position`,
				category: sql`excluded.category`,
				content: sql`excluded.content`,
				version: sql`${questions.version} + case when ${isNew} then 1 else 0 end`,
				archivedAt: null
			},
			setWhere: sql`${isNew} or ${questions.position} <> excluded.position or ${questions.archivedAt} is not null`
		});
	await tx
		.update(questions)
		.set({ archivedAt: sql`now()` })
		.where(
			and(
				eq(questions.deckId, id),
				isNull(questions.archivedAt),
				notInArray(
					questions.id,
					rows.map((row) => row.id)
				)
			)
		);
}

async function seedRubric(tx: Tx, rubric: BuiltInRubric): Promise<void> {
	const { id, name, description, criteria } = rubric;
	await tx
		.insert(rubrics)
		.values({ id, organisationId: null, name, description })
		.onConflictDoUpdate({ target: rubrics.id, set: { name, description } });
	const current = await findCurrentVersion(tx, id);
	if (current && toComparable(current.criteria) === toComparable(criteria)) return;
	const version = (current?.version ?? 0) + 1;
	await tx
		.insert(rubricVersions)
		.values({ id: toVersionId(rubric, version), rubricId: id, version, criteria });
}

/** The same on every machine that comes to the same version with the same criteria. */
function toVersionId(rubric: BuiltInRubric, version: number): string {
	const digest = createHash('sha256')
		.update(`${rubric.id} ${version} ${toComparable(rubric.criteria)}`)
		.digest('hex');
	return `v${digest.slice(0, 19)}`;
}

/** JSON with sorted keys: the database keeps the order of lists and not that of keys. */
function toComparable(value: unknown): string {
	return JSON.stringify(value, (_, inner: unknown) =>
		inner && typeof inner === 'object' && !Array.isArray(inner)
			? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
			: inner
	);
}
