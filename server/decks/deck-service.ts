import { and, eq } from 'drizzle-orm';
import type { Category, QuestionContent } from '#lib/deck/question.ts';
import type { Actor } from '#server/auth/actor.ts';
import { createId } from '#server/db/id.ts';
import type { Db, Tx } from '#server/db/open.ts';
import { decks, deckShares, questions, questionVersions } from '#server/db/schema.ts';
import { readText, type FileProblem } from '../files/table-file.ts';
import { readDeckFile, writeCsv, writeJson, type DeckFileKind } from './deck-file.ts';
import * as queries from './deck-queries.ts';
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

export interface ImportPreview {
	/** Questions that are not in the deck yet. */
	added: number;
	/** Same prompt, something else changed: a new version. */
	changed: number;
	/** In the deck as they are. */
	same: number;
	/** The first few new ones. */
	sample: { prompt: string; category: Category }[];
}

type Refused<Code extends string> = { ok: false; code: Code };
/** `not_found` for whoever may not know of the deck, `not_allowed` for whoever may only read it. */
type NotEditor = Refused<'not_found' | 'not_allowed'>;
type Invalid = { ok: false; code: 'invalid'; problems: FieldProblem[] };

const maxDecks = 200;
const maxQuestions = 20_000;

export type DeckService = ReturnType<typeof createDeckService>;

/**
 * Decks as an organisation keeps them. Candidates see none of it: what is on a card, they learn when it is asked.
 * Mentors, advisors and admins read; advisors and admins make and change.
 */
export function createDeckService({ db, now }: { db: Db; now: () => Date }) {
	const { search } = createQuestionSearch(db);

	const readerOf = (actor: Actor) =>
		actor.memberships.filter(({ kind, role }) => kind !== 'personal' && role !== 'candidate');
	const editorOf = (actor: Actor) =>
		readerOf(actor).filter(({ role }) => role === 'advisor' || role === 'admin');
	const isEditor = (actor: Actor, organisationId: string | null) =>
		editorOf(actor).some((one) => one.organisationId === organisationId);

	/** Null: not for this person. Built-in decks are for everybody who interviews anywhere. */
	async function findReadable(actor: Actor, deckId: string): Promise<queries.DeckRow | null> {
		const mine = readerOf(actor).map(({ organisationId }) => organisationId);
		if (actor.isGuest || mine.length === 0) return null;
		const deck = await queries.findDeck(db, deckId);
		if (!deck) return null;
		if (deck.organisationId === null || mine.includes(deck.organisationId)) return deck;
		const shares = await queries.findShares(db, deckId);
		return shares.some((share) => mine.includes(share.organisationId)) ? deck : null;
	}

	async function requireEditor(
		actor: Actor,
		deckId: string
	): Promise<{ ok: true; deck: queries.DeckRow } | NotEditor> {
		const deck = await findReadable(actor, deckId);
		if (!deck) return { ok: false, code: 'not_found' };
		if (!isEditor(actor, deck.organisationId)) return { ok: false, code: 'not_allowed' };
		return { ok: true, deck };
	}

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
		const mine = readerOf(actor).map(({ organisationId }) => organisationId);
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
		query: { text?: string; category?: Category | null; isArchived?: boolean; page?: number } = {}
	): Promise<DeckDetails | null> {
		const deck = await findReadable(actor, deckId);
		if (!deck) return null;
		const organisationName = await queries.findOrganisationName(db, deck.organisationId);
		const { questions: _, ...summary } = toSummary(actor, deck, organisationName, 0);
		const { rows, total } = await search([deckId], query);
		return {
			...summary,
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
		contents: readonly QuestionContent[] = []
	): Promise<{ ok: true; id: string } | Refused<'too_many'>> {
		const id = createId();
		return db.transaction(async (tx) => {
			const owned = await tx.$count(decks, eq(decks.organisationId, input.organisationId));
			if (owned >= maxDecks) return { ok: false, code: 'too_many' };
			await tx.insert(decks).values({ id, ...input, createdAt: now() });
			await insertQuestions(tx, id, 0, contents);
			return { ok: true, id };
		});
	}

	async function insertQuestions(
		tx: Tx,
		deckId: string,
		after: number,
		contents: readonly QuestionContent[]
	): Promise<void> {
		const rows = contents.map((content, index) => ({
			id: createId(),
			deckId,
			position: after + index + 1,
			category: content.category,
			content,
			createdAt: now()
		}));
		for (let at = 0; at < rows.length; at += 500)
			await tx.insert(questions).values(rows.slice(at, at + 500));
	}

	/** A deck of one’s own organisation with the same questions; the original and its history stay where they are. */
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
			rows.map(({ content }) => content)
		);
	}

	async function rename(
		actor: Actor,
		deckId: string,
		input: { name: string; description: string }
	): Promise<{ ok: true } | NotEditor> {
		const editor = await requireEditor(actor, deckId);
		if (!editor.ok) return editor;
		await db.update(decks).set(input).where(eq(decks.id, deckId));
		return { ok: true };
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
		const id = createId();
		return db.transaction(async (tx) => {
			await queries.lockDeck(tx, deckId);
			if ((await tx.$count(questions, eq(questions.deckId, deckId))) >= maxQuestions)
				return { ok: false, code: 'too_many' };
			const position = (await queries.findLastPosition(tx, deckId)) + 1;
			await tx
				.insert(questions)
				.values({ id, deckId, position, category: content.category, content, createdAt: now() });
			return { ok: true, id };
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
			return { ok: true, version: await writeVersion(tx, row, read.content, actor.userId) };
		});
	}

	/** The next version beside the old one, which is kept as well where it was not yet. */
	async function writeVersion(
		tx: Tx,
		row: queries.QuestionRow,
		content: QuestionContent,
		editedBy: string
	): Promise<number> {
		if (isSame(row.content, content)) return row.version;
		const version = row.version + 1;
		await tx
			.insert(questionVersions)
			.values([
				{
					questionId: row.id,
					version: row.version,
					content: row.content,
					createdAt: row.createdAt
				},
				{ questionId: row.id, version, content, editedBy, createdAt: now() }
			])
			.onConflictDoNothing();
		await tx
			.update(questions)
			.set({ version, content, category: content.category })
			.where(eq(questions.id, row.id));
		return version;
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

	/** One place up or down, or before another question; `before: null` is the end. */
	async function moveQuestion(
		actor: Actor,
		deckId: string,
		questionId: string,
		to: 'up' | 'down' | { before: string | null }
	): Promise<{ ok: true } | NotEditor> {
		const editor = await requireEditor(actor, deckId);
		if (!editor.ok) return editor;
		return db.transaction(async (tx) => {
			await queries.lockDeck(tx, deckId);
			const ids = (await queries.findQuestions(tx, deckId)).map(({ id }) => id);
			const from = ids.indexOf(questionId);
			if (from < 0) return { ok: false, code: 'not_found' };
			const [moved] = ids.splice(from, 1);
			const place =
				to === 'up'
					? Math.max(0, from - 1)
					: to === 'down'
						? from + 1
						: to.before === null
							? ids.length
							: ids.indexOf(to.before);
			if (place < 0) return { ok: false, code: 'not_found' };
			ids.splice(place, 0, moved!);
			await queries.writeOrder(tx, deckId, ids);
			return { ok: true };
		});
	}

	/** A deck as a file; null: not for this person. */
	async function toFile(
		actor: Actor,
		deckId: string,
		kind: DeckFileKind
	): Promise<{ name: string; text: string } | null> {
		const deck = await findReadable(actor, deckId);
		if (!deck) return null;
		const contents = (await queries.findQuestions(db, deckId)).map(({ content }) => content);
		const text = kind === 'csv' ? writeCsv(contents) : writeJson(deck.name, contents);
		return { name: deck.name, text };
	}

	async function planImport(
		executor: Db | Tx,
		deckId: string,
		contents: readonly QuestionContent[]
	) {
		const held = new Map(
			(await queries.findQuestions(executor, deckId)).map((row) => [row.content.prompt, row])
		);
		const added: QuestionContent[] = [];
		const changed: { row: queries.QuestionRow; content: QuestionContent }[] = [];
		let same = 0;
		for (const content of contents) {
			const row = held.get(content.prompt);
			if (!row) added.push(content);
			else if (isSame(row.content, content)) same += 1;
			else changed.push({ row, content });
		}
		return { added, changed, same };
	}

	/** What a file would do to a deck, or everything that is wrong with it. Nothing is written. */
	async function previewImport(
		actor: Actor,
		deckId: string,
		kind: DeckFileKind,
		bytes: Uint8Array
	): Promise<
		| { ok: true; preview: ImportPreview }
		| NotEditor
		| { ok: false; code: 'bad_file'; problems: FileProblem[] }
	> {
		const editor = await requireEditor(actor, deckId);
		if (!editor.ok) return editor;
		const read = readFile(kind, bytes);
		if (!read.ok) return { ok: false, code: 'bad_file', problems: read.problems };
		const { added, changed, same } = await planImport(db, deckId, read.questions);
		return {
			ok: true,
			preview: {
				added: added.length,
				changed: changed.length,
				same,
				sample: added.slice(0, 5).map(({ prompt, category }) => ({ prompt, category }))
			}
		};
	}

	/** Brings a file’s questions into a deck, all of them or none: new ones at the end, changed ones as new versions. */
	async function importFile(
		actor: Actor,
		deckId: string,
		kind: DeckFileKind,
		bytes: Uint8Array
	): Promise<
		| { ok: true; preview: ImportPreview }
		| NotEditor
		| Refused<'too_many'>
		| { ok: false; code: 'bad_file'; problems: FileProblem[] }
	> {
		const editor = await requireEditor(actor, deckId);
		if (!editor.ok) return editor;
		const read = readFile(kind, bytes);
		if (!read.ok) return { ok: false, code: 'bad_file', problems: read.problems };
		return db.transaction(async (tx) => {
			await queries.lockDeck(tx, deckId);
			const { added, changed, same } = await planImport(tx, deckId, read.questions);
			const held = await tx.$count(questions, eq(questions.deckId, deckId));
			if (held + added.length > maxQuestions) return { ok: false, code: 'too_many' };
			await insertQuestions(tx, deckId, await queries.findLastPosition(tx, deckId), added);
			for (const { row, content } of changed) await writeVersion(tx, row, content, actor.userId);
			return {
				ok: true,
				preview: { added: added.length, changed: changed.length, same, sample: [] }
			};
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
		toFile,
		previewImport,
		importFile
	};
}

function readFile(kind: DeckFileKind, bytes: Uint8Array) {
	const read = readText(bytes);
	return read.ok
		? readDeckFile(kind, read.text)
		: { ok: false as const, problems: [{ line: 1, column: '', message: read.message }] };
}

/** The database keeps the order of lists and not that of keys. */
function isSame(a: unknown, b: unknown): boolean {
	const toText = (value: unknown) =>
		JSON.stringify(value, (_, inner: unknown) =>
			inner && typeof inner === 'object' && !Array.isArray(inner)
				? Object.fromEntries(Object.entries(inner).sort(([one], [two]) => (one < two ? -1 : 1)))
				: inner
		);
	return toText(a) === toText(b);
}
