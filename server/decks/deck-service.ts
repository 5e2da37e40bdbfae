import { and, eq, isNotNull } from 'drizzle-orm';
import type { Category, QuestionContent } from '#lib/deck/question.ts';
import type { Actor } from '#server/auth/actor.ts';
import { createId } from '#server/db/id.ts';
import type { Db } from '#server/db/open.ts';
import { decks, deckShares, questions } from '#server/db/schema.ts';
import { createDeckAccess, type NotEditor, type Refused } from './deck-access.ts';
import { createDeckImport } from './deck-import.ts';
import * as queries from './deck-queries.ts';
import { insertQuestions, maxQuestions, writeVersion, type NewQuestion } from './deck-writes.ts';
import { createQuestionSearch } from './question-search.ts';
import { readQuestion, type FieldProblem } from './question-schema.ts';

export interface DeckSummary {
	id: string;
	name: string;
	description: string;
	/** Null: built in. */
	organisationName: string | null;
	/** Questions that can be drawn. */
	questions: number;
	canEdit: boolean;
	isArchived: boolean;
}

export interface QuestionView {
	id: string;
	version: number;
	content: QuestionContent;
	isArchived: boolean;
}

export interface DeckDetails extends Omit<DeckSummary, 'questions'> {
	found: QuestionView[];
	/** How many there are of what was asked for; `found` is one page of them. */
	total: number;
	/** Archived questions it has. */
	archived: number;
	/** For `rename`: rises with every change of name or description. */
	nameVersion: number;
	/** Organisations that this deck is shared with, and those it might be; for those who may edit. */
	shares: { organisationId: string; name: string }[];
	/** Organisations in which the reader may make decks. */
	mine: { organisationId: string; name: string }[];
}

export interface QuestionHistory {
	deck: DeckSummary;
	question: QuestionView;
	/** Newest first; without the wording from before edits were kept. */
	versions: { version: number; prompt: string; editedBy: string | null; at: string }[];
}

/** Somebody else has renamed it since it was read. */
export interface RenamedMeanwhile {
	ok: false;
	code: 'changed';
	theirs: { name: string; description: string; nameVersion: number };
}
type Invalid = { ok: false; code: 'invalid'; problems: FieldProblem[] };

const maxDecks = 200;

export type DeckService = ReturnType<typeof createDeckService>;

/**
 * Decks as an organisation keeps them. Candidates see none of it: what is on a card, they learn when it is asked.
 * Mentors, advisors and admins read; advisors and admins make and change.
 */
export function createDeckService({ db, now }: { db: Db; now: () => Date }) {
	const { search } = createQuestionSearch(db);
	const access = createDeckAccess(db);
	const { readerOf, editorOf, isEditor, findReadable, requireEditor, readableBy } = access;

	const toSummary = (
		actor: Actor,
		deck: queries.DeckRow,
		organisationName: string | null,
		count: number
	): DeckSummary => ({
		id: deck.id,
		name: deck.name,
		description: deck.description,
		organisationName,
		questions: count,
		canEdit: isEditor(actor, deck.organisationId),
		isArchived: deck.archivedAt !== null
	});

	const toView = (row: queries.QuestionRow): QuestionView => ({
		id: row.id,
		version: row.version,
		content: row.content,
		isArchived: row.archivedAt !== null
	});

	/** Every deck the person may read; null for somebody who interviews nowhere. */
	async function list(actor: Actor): Promise<DeckSummary[] | null> {
		const mine = readableBy(actor);
		if (actor.isGuest || mine.length === 0) return null;
		const rows = await queries.findDecks(db, mine);
		return rows.map(({ deck, organisationName, questions: number }) =>
			toSummary(actor, deck, organisationName, number)
		);
	}

	const mineOf = (actor: Actor) =>
		editorOf(actor).map(({ organisationId, organisationName }) => ({
			organisationId,
			name: organisationName
		}));

	/** Organisations in which the person may make decks. */
	const findMine = (actor: Actor) => (actor.isGuest ? [] : mineOf(actor));

	/** One page of a deck; with words, what has them or something like them, best first. Null: not for this person. */
	async function get(
		actor: Actor,
		deckId: string,
		query: {
			text?: string;
			category?: Category | null;
			tag?: string | null;
			isArchived?: boolean;
			page?: number;
		} = {}
	): Promise<DeckDetails | null> {
		const deck = await findReadable(actor, deckId);
		if (!deck) return null;
		const organisationName = await queries.findOrganisationName(db, deck.organisationId);
		const { questions: _, ...summary } = toSummary(actor, deck, organisationName, 0);
		const { rows, total } = await search([deckId], query);
		return {
			...summary,
			nameVersion: deck.nameVersion,
			archived: await db.$count(
				questions,
				and(eq(questions.deckId, deckId), isNotNull(questions.archivedAt))
			),
			found: rows.map(toView),
			total,
			shares: summary.canEdit ? await queries.findShares(db, deckId) : [],
			mine: mineOf(actor)
		};
	}

	async function getQuestion(
		actor: Actor,
		deckId: string,
		questionId: string
	): Promise<QuestionHistory | null> {
		const readable = await findReadable(actor, deckId);
		const question = readable && (await queries.findQuestion(db, deckId, questionId));
		const deck = question && (await list(actor))?.find(({ id }) => id === deckId);
		if (!deck) return null;
		const versions = await queries.findVersions(db, questionId);
		return {
			deck,
			question: toView(question),
			versions: versions.map(({ version, content, editedBy, createdAt }) => ({
				version,
				prompt: content.prompt,
				editedBy,
				at: createdAt.toISOString()
			}))
		};
	}

	async function create(
		actor: Actor,
		input: { organisationId: string; name: string; description: string }
	): Promise<{ ok: true; id: string } | Refused<'not_allowed' | 'too_many'>> {
		if (!isEditor(actor, input.organisationId)) return { ok: false, code: 'not_allowed' };
		return insertDeck(input);
	}

	async function insertDeck(
		input: { organisationId: string; name: string; description: string },
		copied: readonly NewQuestion[] = []
	): Promise<{ ok: true; id: string } | Refused<'too_many'>> {
		const id = createId();
		return db.transaction(async (tx) => {
			const owned = await tx.$count(decks, eq(decks.organisationId, input.organisationId));
			if (owned >= maxDecks) return { ok: false, code: 'too_many' };
			await tx.insert(decks).values({ id, ...input, createdAt: now() });
			await insertQuestions(tx, id, copied, now());
			return { ok: true, id };
		});
	}

	/**
	 * A deck of one’s own organisation with the same questions, archived ones left out; the original and its history stay
	 * where they are. Who has met a question has met its copy.
	 */
	async function copy(
		actor: Actor,
		deckId: string,
		organisationId: string
	): Promise<{ ok: true; id: string } | NotEditor | Refused<'too_many'>> {
		const deck = await findReadable(actor, deckId);
		if (!deck) return { ok: false, code: 'not_found' };
		if (!isEditor(actor, organisationId)) return { ok: false, code: 'not_allowed' };
		const rows = await queries.findQuestions(db, deckId);
		const { name, description } = deck;
		return insertDeck(
			{ organisationId, name: `Copy of ${name}`.slice(0, 80), description },
			rows.map(({ content, lineageId }) => ({ content, originId: lineageId, archivedAt: null }))
		);
	}

	/** `changed`: somebody saved another name since `version` was read; nothing is written, and theirs comes back. */
	async function rename(
		actor: Actor,
		deckId: string,
		version: number,
		input: { name: string; description: string }
	): Promise<{ ok: true } | NotEditor | RenamedMeanwhile> {
		const editor = await requireEditor(actor, deckId);
		if (!editor.ok) return editor;
		const written = await db
			.update(decks)
			.set({ ...input, nameVersion: version + 1 })
			.where(and(eq(decks.id, deckId), eq(decks.nameVersion, version)))
			.returning({ id: decks.id });
		if (written.length > 0) return { ok: true };
		const theirs = await queries.findDeck(db, deckId);
		return theirs ? { ok: false, code: 'changed', theirs } : { ok: false, code: 'not_found' };
	}

	/** An archived deck is not offered any more; interviews that were made with it go on. */
	async function setArchived(
		actor: Actor,
		deckId: string,
		isArchived: boolean
	): Promise<{ ok: true } | NotEditor> {
		const editor = await requireEditor(actor, deckId);
		if (!editor.ok) return editor;
		await db
			.update(decks)
			.set({ archivedAt: isArchived ? now() : null })
			.where(eq(decks.id, deckId));
		return { ok: true };
	}

	/** Shares with another organisation that the person belongs to, or takes that back. */
	async function setShared(
		actor: Actor,
		deckId: string,
		organisationId: string,
		isShared: boolean
	): Promise<{ ok: true } | NotEditor> {
		const editor = await requireEditor(actor, deckId);
		if (!editor.ok) return editor;
		if (!isShared)
			await db
				.delete(deckShares)
				.where(and(eq(deckShares.deckId, deckId), eq(deckShares.organisationId, organisationId)));
		else if (
			organisationId !== editor.deck.organisationId &&
			readerOf(actor).some((one) => one.organisationId === organisationId)
		)
			await db.insert(deckShares).values({ deckId, organisationId }).onConflictDoNothing();
		else return { ok: false, code: 'not_allowed' };
		return { ok: true };
	}

	async function addQuestion(
		actor: Actor,
		deckId: string,
		input: unknown
	): Promise<{ ok: true; id: string } | NotEditor | Invalid | Refused<'too_many'>> {
		const editor = await requireEditor(actor, deckId);
		if (!editor.ok) return editor;
		const read = readQuestion(input);
		if (!read.ok) return { ok: false, code: 'invalid', problems: read.problems };
		const { content } = read;
		return db.transaction(async (tx) => {
			await queries.lockDeck(tx, deckId);
			if ((await tx.$count(questions, eq(questions.deckId, deckId))) >= maxQuestions)
				return { ok: false, code: 'too_many' };
			const origins = await queries.findOrigins(tx, readableBy(actor), [content.prompt]);
			const originId = origins.get(content.prompt) ?? null;
			const [id] = await insertQuestions(
				tx,
				deckId,
				[{ content, originId, archivedAt: null }],
				now()
			);
			return { ok: true, id: id! };
		});
	}

	/**
	 * Writes a question’s next version. `changed`: somebody saved another one since `version` was read; nothing is
	 * written, and theirs comes back.
	 */
	async function editQuestion(
		actor: Actor,
		deckId: string,
		questionId: string,
		version: number,
		input: unknown
	): Promise<
		| { ok: true; version: number }
		| NotEditor
		| Invalid
		| { ok: false; code: 'changed'; theirs: QuestionView }
	> {
		const editor = await requireEditor(actor, deckId);
		if (!editor.ok) return editor;
		const read = readQuestion(input);
		if (!read.ok) return { ok: false, code: 'invalid', problems: read.problems };
		return db.transaction(async (tx) => {
			await queries.lockDeck(tx, deckId);
			const row = await queries.findQuestion(tx, deckId, questionId);
			if (!row) return { ok: false, code: 'not_found' };
			if (row.version !== version) return { ok: false, code: 'changed', theirs: toView(row) };
			return { ok: true, version: await writeVersion(tx, row, read.content, actor.userId, now()) };
		});
	}

	/** An archived question is not drawn any more; what was answered keeps it. */
	async function setQuestionArchived(
		actor: Actor,
		deckId: string,
		questionId: string,
		isArchived: boolean
	): Promise<{ ok: true } | NotEditor> {
		const editor = await requireEditor(actor, deckId);
		if (!editor.ok) return editor;
		await db
			.update(questions)
			.set({ archivedAt: isArchived ? now() : null })
			.where(and(eq(questions.id, questionId), eq(questions.deckId, deckId)));
		return { ok: true };
	}

	/** One place up or down, or to before or behind another question. */
	async function moveQuestion(
		actor: Actor,
		deckId: string,
		questionId: string,
		to: 'up' | 'down' | { before: string } | { after: string }
	): Promise<{ ok: true } | NotEditor> {
		const editor = await requireEditor(actor, deckId);
		if (!editor.ok) return editor;
		return db.transaction(async (tx) => {
			await queries.lockDeck(tx, deckId);
			const ids = (await queries.findQuestions(tx, deckId)).map(({ id }) => id);
			const from = ids.indexOf(questionId);
			if (from < 0) return { ok: false, code: 'not_found' };
			const [moved] = ids.splice(from, 1);
			const place = toPlace(ids, from, to);
			if (place === null) return { ok: false, code: 'not_found' };
			ids.splice(place, 0, moved!);
			await queries.writeOrder(tx, deckId, ids);
			return { ok: true };
		});
	}

	return {
		list,
		findMine,
		get,
		getQuestion,
		create,
		copy,
		rename,
		setArchived,
		setShared,
		addQuestion,
		editQuestion,
		setQuestionArchived,
		moveQuestion,
		...createDeckImport({ db, now, access })
	};
}

/** Where in `ids`, from which it was taken at `from`, a question goes; null: what it is to stand beside is not there. */
function toPlace(
	ids: readonly string[],
	from: number,
	to: 'up' | 'down' | { before: string } | { after: string }
): number | null {
	if (to === 'up') return Math.max(0, from - 1);
	if (to === 'down') return from + 1;
	const beside = ids.indexOf('before' in to ? to.before : to.after);
	return beside < 0 ? null : 'before' in to ? beside : beside + 1;
}
