import {
	and,
	asc,
	count,
	desc,
	eq,
	inArray,
	isNull,
	max,
	or,
	sql,
	type Column,
	type SQL
} from 'drizzle-orm';
import { fitsCategory } from '#lib/deck/draw.ts';
import { categories, type Category, type Preparation } from '#lib/deck/question.ts';
import type { Executor, Tx } from '#server/db/open.ts';
import {
	deckShares,
	decks,
	organisations,
	questions,
	questionVersions,
	users
} from '#server/db/schema.ts';

export type DeckRow = typeof decks.$inferSelect;
export type QuestionRow = Omit<
	typeof questions.$inferSelect,
	'searchText' | 'searchWords' | 'originId'
>;

const questionColumns = {
	id: questions.id,
	deckId: questions.deckId,
	position: questions.position,
	version: questions.version,
	category: questions.category,
	content: questions.content,
	archivedAt: questions.archivedAt,
	lineageId: questions.lineageId,
	createdAt: questions.createdAt
};

const inDecksOrder = [asc(questions.deckId), asc(questions.position), asc(questions.id)];

function isReadableIn(db: Executor, organisationIds: string[]): SQL | undefined {
	const shared = db
		.select({ deckId: deckShares.deckId })
		.from(deckShares)
		.where(inArray(deckShares.organisationId, organisationIds));
	return or(
		isNull(decks.organisationId),
		inArray(decks.organisationId, organisationIds),
		inArray(decks.id, shared)
	);
}

/** Decks of these organisations, those shared with them, and the built-in one; each with its number of questions. */
export async function findDecks(db: Executor, organisationIds: string[]) {
	return db
		.select({
			deck: decks,
			organisationName: organisations.name,
			questions: count(questions.id)
		})
		.from(decks)
		.leftJoin(organisations, eq(organisations.id, decks.organisationId))
		.leftJoin(questions, and(eq(questions.deckId, decks.id), isNull(questions.archivedAt)))
		.where(isReadableIn(db, organisationIds))
		.groupBy(decks.id, organisations.name)
		.orderBy(asc(decks.createdAt), asc(decks.id));
}

export async function findDeck(db: Executor, deckId: string): Promise<DeckRow | null> {
	const [row] = await db.select().from(decks).where(eq(decks.id, deckId));
	return row ?? null;
}

export async function findOrganisationName(
	db: Executor,
	organisationId: string | null
): Promise<string | null> {
	if (organisationId === null) return null;
	const [row] = await db
		.select({ name: organisations.name })
		.from(organisations)
		.where(eq(organisations.id, organisationId));
	return row?.name ?? null;
}

/** Changes of one deck go one by one. */
export async function lockDeck(tx: Tx, deckId: string): Promise<void> {
	await tx.select({ id: decks.id }).from(decks).where(eq(decks.id, deckId)).for('update');
}

export async function findShares(db: Executor, deckId: string) {
	return db
		.select({ organisationId: organisations.id, name: organisations.name })
		.from(deckShares)
		.innerJoin(organisations, eq(organisations.id, deckShares.organisationId))
		.where(eq(deckShares.deckId, deckId))
		.orderBy(organisations.name);
}

/** Whether this database forgives typos: trigrams may be missing where the owner may not add extensions. */
export async function hasTrigrams(db: Executor): Promise<boolean> {
	const result = (await db.execute(
		sql`select 1 from pg_extension where extname = 'pg_trgm'`
	)) as unknown as { rows: unknown[] };
	return result.rows.length > 0;
}

/** How alike a typed word and one of the question’s have to be, 0–1: a letter too few, too many or swapped. */
export const leastLikeness = 0.45;

/**
 * What one comparison costs beside reading a page in sequence, which is 1. Left at its default, 0.0025, the planner takes
 * likeness for as cheap as equality, and reads a whole deck where the index would have named a hundredth of it.
 */
const comparisonCost = 0.1;

export interface QuestionQuery {
	deckIds: string[];
	/** Words as typed, small letters; a question has all of them, or something like each. */
	words: string[];
	category: Category | null;
	tag: string | null;
	isArchived: boolean;
	/** Only what may be put to this candidate; null: everything. */
	candidate: Preparation | null;
	limit: number;
	offset: number;
}

/** Says to this transaction how alike words have to be, and what judging it costs. */
async function setTolerance(tx: Tx): Promise<void> {
	await tx.execute(sql`select
		set_config('pg_trgm.word_similarity_threshold', ${String(leastLikeness)}, true),
		set_config('cpu_operator_cost', ${String(comparisonCost)}, true)`);
}

/** Whether a text in small letters has a word, another form of it or, where typos are forgiven, something like it. */
function toHas(word: string, text: SQL | Column, inBaseForms: SQL | Column, isTolerant: boolean) {
	const isWord = sql`${inBaseForms} @@ plainto_tsquery('english', ${word})`;
	/* The text stands first, as the index has it: the other way round each row is judged a second time. */
	return isTolerant
		? sql`(${isWord} or ${text} %> ${word})`
		: sql`(${isWord} or position(${word} in ${text}) > 0)`;
}

/** `toFitting` in the database’s words: which questions may be put to this candidate. */
function fitsPreparation({ specialty, path, needsVisa }: Preparation): SQL | undefined {
	const isFor = (list: SQL, value: string | null) =>
		value === null
			? sql`${list} = '[]'::jsonb`
			: sql`(${list} = '[]'::jsonb or ${list} @> to_jsonb(${value}::text))`;
	const mayNeedVisa = needsVisa === true && path !== 'us-citizen-img';
	return and(
		inArray(
			questions.category,
			categories.filter((one) => fitsCategory(one, { specialty, path, needsVisa }))
		),
		isFor(sql`${questions.content} -> 'specialties'`, specialty),
		isFor(sql`${questions.content} -> 'paths'`, path),
		mayNeedVisa ? undefined : sql`${questions.content} -> 'needsVisa' = 'false'::jsonb`
	);
}

/**
 * Questions of these decks: those that have the words best first, without words in the decks’ order. Call it in a
 * transaction: how alike words have to be, and what judging it costs, is set for that transaction.
 */
export async function searchQuestions(tx: Tx, query: QuestionQuery, isTolerant: boolean) {
	const { words } = query;
	if (isTolerant && words.length > 0) await setTolerance(tx);
	const where = and(
		inArray(questions.deckId, query.deckIds),
		query.isArchived ? sql`${questions.archivedAt} is not null` : isNull(questions.archivedAt),
		query.category ? eq(questions.category, query.category) : undefined,
		query.tag === null
			? undefined
			: sql`${questions.content} -> 'tags' @> to_jsonb(${query.tag}::text)`,
		query.candidate ? fitsPreparation(query.candidate) : undefined,
		...words.map((word) => toHas(word, questions.searchText, questions.searchWords, isTolerant))
	);
	const likeness =
		isTolerant && words.length > 0
			? sql.join(
					words.map((word) => sql`word_similarity(${word}, ${questions.searchText})`),
					sql` + `
				)
			: sql`0`;
	/* One pass finds and counts, for likeness is what costs; what stands on a card is read for one page of them. */
	const found = tx
		.select({
			id: questions.id,
			likeness: likeness.as('likeness'),
			total: sql<number>`count(*) over ()`.mapWith(Number).as('total')
		})
		.from(questions)
		.where(where)
		.orderBy(sql`likeness desc`, ...inDecksOrder)
		.limit(query.limit)
		.offset(query.offset)
		.as('found');
	const counted = await tx
		.select({ question: questionColumns, total: found.total })
		.from(found)
		.innerJoin(questions, eq(questions.id, found.id))
		.orderBy(desc(found.likeness), ...inDecksOrder);
	const rows = counted.map(({ question }) => question);
	const total = counted[0]?.total ?? (query.offset > 0 ? await tx.$count(questions, where) : 0);
	return { rows, total };
}

/** Places (from 0) of those of `texts` that have the words, as a search of questions would find them; call it as that. */
export async function searchTexts(
	tx: Tx,
	texts: readonly string[],
	words: readonly string[],
	isTolerant: boolean
): Promise<number[]> {
	if (words.length === 0) return [...texts.keys()];
	if (isTolerant) await setTolerance(tx);
	const [text, inBaseForms] = [sql`given.text`, sql`to_tsvector('english', given.text)`];
	const { rows } = (await tx.execute(sql`
		select place::int - 1 as place
		from unnest(${sql.param(texts.map((one) => one.toLowerCase()))}::text[])
			with ordinality as given(text, place)
		where ${sql.join(
			words.map((word) => toHas(word, text, inBaseForms, isTolerant)),
			sql` and `
		)}
		order by place`)) as unknown as { rows: { place: number }[] };
	return rows.map(({ place }) => place);
}

export async function findQuestion(
	db: Executor,
	deckId: string,
	questionId: string
): Promise<QuestionRow | null> {
	const [row] = await db
		.select(questionColumns)
		.from(questions)
		.where(and(eq(questions.id, questionId), eq(questions.deckId, deckId)));
	return row ?? null;
}

export async function findQuestions(db: Executor, deckId: string): Promise<QuestionRow[]> {
	return db
		.select(questionColumns)
		.from(questions)
		.where(and(eq(questions.deckId, deckId), isNull(questions.archivedAt)))
		.orderBy(asc(questions.position), asc(questions.id));
}

/** Archived ones too. */
export async function findAllQuestions(db: Executor, deckId: string): Promise<QuestionRow[]> {
	return db
		.select(questionColumns)
		.from(questions)
		.where(eq(questions.deckId, deckId))
		.orderBy(asc(questions.position), asc(questions.id));
}

/**
 * What questions with these prompts are copies of, word by word, as far as these organisations may read; by prompt.
 * Whoever brings in or types what stands in a deck already brings in a copy.
 */
export async function findOrigins(
	db: Executor,
	organisationIds: string[],
	prompts: readonly string[]
): Promise<Map<string, string>> {
	if (prompts.length === 0) return new Map();
	const prompt = sql<string>`${questions.content} ->> 'prompt'`;
	const rows = await db
		.select({ prompt, lineageId: questions.lineageId })
		.from(questions)
		.innerJoin(decks, eq(decks.id, questions.deckId))
		.where(
			and(
				isReadableIn(db, organisationIds),
				sql`${prompt} = any(${sql.param([...prompts])}::text[])`
			)
		)
		.orderBy(desc(questions.createdAt), desc(questions.id));
	/* Of several the oldest. */
	return new Map(rows.map((row) => [row.prompt, row.lineageId]));
}

export async function findVersions(db: Executor, questionId: string) {
	return db
		.select({
			version: questionVersions.version,
			content: questionVersions.content,
			createdAt: questionVersions.createdAt,
			editedBy: users.name
		})
		.from(questionVersions)
		.leftJoin(users, eq(users.id, questionVersions.editedBy))
		.where(eq(questionVersions.questionId, questionId))
		.orderBy(desc(questionVersions.version));
}

export async function findLastPosition(db: Executor, deckId: string): Promise<number> {
	const [row] = await db
		.select({ last: max(questions.position) })
		.from(questions)
		.where(eq(questions.deckId, deckId));
	return row?.last ?? 0;
}

/** Puts a deck’s questions into this order; what is not named comes after, in its old order. */
export async function writeOrder(tx: Tx, deckId: string, ids: string[]): Promise<void> {
	await tx.execute(sql`
		update ${questions} set position = ordered.place
		from (
			select id, row_number() over (
				order by coalesce(array_position(${sql.param(ids)}::text[], id), 2147483647), position, id
			) as place
			from ${questions} where deck_id = ${deckId}
		) as ordered
		where ordered.id = ${questions}.id and ${questions}.position <> ordered.place`);
}
