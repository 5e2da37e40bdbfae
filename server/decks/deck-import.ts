import { createHash } from 'node:crypto';
import { eq } from 'drizzle-orm';
import type { Category, QuestionContent } from '#lib/deck/question.ts';
import type { Actor } from '#server/auth/actor.ts';
import { isAnyOf } from '#server/db/any-of.ts';
import type { Db, Executor, Tx } from '#server/db/open.ts';
import { questions } from '#server/db/schema.ts';
import { readText, type FileProblem } from '../files/table-file.ts';
import type { DeckAccess, NotEditor, Refused } from './deck-access.ts';
import {
	readDeckFile,
	toPromptKey,
	writeCsv,
	writeJson,
	type DeckFileKind,
	type FileQuestion
} from './deck-file.ts';
import * as queries from './deck-queries.ts';
import { insertQuestions, isSame, maxQuestions, writeVersion } from './deck-writes.ts';

/**
 * What becomes of a question of a file: new in the deck; there with the same prompt and something else changed, so a new
 * version; there as it is; archived there and used again; used there and archived by the file. The last two may bring a
 * new version as well.
 */
export type ImportFate = 'added' | 'changed' | 'same' | 'brought-back' | 'archived';

export interface ImportPreview {
	/** Questions of the file by what becomes of them. */
	counts: Record<ImportFate, number>;
	/** How many of those added are archived at once, as the file says. */
	addedArchived: number;
	/** What becomes of questions that the deck has, by the file’s lines; the first hundred. */
	lines: { line: number; prompt: string; fate: ImportFate }[];
	/** The first few new ones. */
	sample: { prompt: string; category: Category }[];
	/** Names this file and what it does to the deck as it is now; `importFile` does that and nothing else. */
	token: string;
}

/** The file is another than the one that was looked at, or the deck has changed since; `none`: nothing was looked at. */
export interface NotPreviewed {
	ok: false;
	code: 'not_previewed';
	what: 'file' | 'deck' | 'none';
	preview: ImportPreview;
}

interface Planned {
	line: number;
	content: QuestionContent;
	isArchived: boolean;
	/** The deck’s question that it is about; null: it is new. */
	row: queries.QuestionRow | null;
	fate: ImportFate;
}

type BadFile = { ok: false; code: 'bad_file'; problems: FileProblem[] };

const mostLines = 100;

/** Decks as files: writing one, and reading one into a deck. */
export function createDeckImport({
	db,
	now,
	access
}: {
	db: Db;
	now: () => Date;
	access: DeckAccess;
}) {
	const { findReadable, requireEditor, readableBy } = access;

	/** A deck as a file, archived questions marked; null: not for this person. */
	async function toFile(
		actor: Actor,
		deckId: string,
		kind: DeckFileKind
	): Promise<{ name: string; text: string } | null> {
		const deck = await findReadable(actor, deckId);
		if (!deck) return null;
		const rows = await queries.findAllQuestions(db, deckId);
		const written = rows.map(({ content, archivedAt }) =>
			archivedAt ? { ...content, isArchived: true as const } : content
		);
		const text = kind === 'csv' ? writeCsv(written) : writeJson(deck.name, written);
		return { name: deck.name, text };
	}

	/** What a file would do to a deck, or everything that is wrong with it. Nothing is written. */
	async function previewImport(
		actor: Actor,
		deckId: string,
		kind: DeckFileKind,
		bytes: Uint8Array
	): Promise<{ ok: true; preview: ImportPreview } | NotEditor | BadFile> {
		const editor = await requireEditor(actor, deckId);
		if (!editor.ok) return editor;
		const read = readFile(kind, bytes);
		if (!read.ok) return { ok: false, code: 'bad_file', problems: read.problems };
		return { ok: true, preview: toPreview(kind, bytes, await planImport(db, deckId, read)) };
	}

	/**
	 * Brings a file’s questions into a deck, all of them or none: new ones at the end, changed ones as new versions.
	 * `token` is that of the preview: another file, or a deck that changed since, is previewed anew and nothing is written.
	 */
	async function importFile(
		actor: Actor,
		deckId: string,
		kind: DeckFileKind,
		bytes: Uint8Array,
		token: string
	): Promise<
		{ ok: true; preview: ImportPreview } | NotEditor | Refused<'too_many'> | BadFile | NotPreviewed
	> {
		const editor = await requireEditor(actor, deckId);
		if (!editor.ok) return editor;
		const read = readFile(kind, bytes);
		if (!read.ok) return { ok: false, code: 'bad_file', problems: read.problems };
		return db.transaction(async (tx) => {
			await queries.lockDeck(tx, deckId);
			const plan = await planImport(tx, deckId, read);
			const preview = toPreview(kind, bytes, plan);
			const what = findDifference(token, preview.token);
			if (what) return { ok: false, code: 'not_previewed', what, preview };
			const held = await tx.$count(questions, eq(questions.deckId, deckId));
			if (held + preview.counts.added > maxQuestions) return { ok: false, code: 'too_many' };
			await write(tx, actor, deckId, plan);
			return { ok: true, preview };
		});
	}

	async function write(tx: Tx, actor: Actor, deckId: string, plan: readonly Planned[]) {
		const at = now();
		const added = plan.filter(({ fate }) => fate === 'added');
		const prompts = added.map(({ content }) => content.prompt);
		const origins = await queries.findOrigins(tx, readableBy(actor), prompts);
		const rows = added.map(({ content, isArchived }) => ({
			content,
			originId: origins.get(content.prompt) ?? null,
			archivedAt: isArchived ? at : null
		}));
		await insertQuestions(tx, deckId, rows, at);
		for (const { row, content } of plan)
			if (row) await writeVersion(tx, row, content, actor.userId, at);
		for (const [fate, archivedAt] of [
			['brought-back', null],
			['archived', at]
		] as const) {
			const ids = plan.flatMap((one) => (one.fate === fate ? one.row!.id : []));
			if (ids.length > 0)
				await tx.update(questions).set({ archivedAt }).where(isAnyOf(questions.id, ids));
		}
	}

	return { toFile, previewImport, importFile };
}

/**
 * Finds for each question of a file the deck’s with the same prompt: one that is in use as the file says, or archived as
 * it says, before another. Each of the deck’s is taken once.
 */
async function planImport(
	executor: Executor,
	deckId: string,
	{ questions, lines }: { questions: readonly FileQuestion[]; lines: readonly number[] }
): Promise<Planned[]> {
	const held = Map.groupBy(await queries.findAllQuestions(executor, deckId), ({ content }) =>
		toPromptKey(content.prompt)
	);
	const take = ({ prompt, isArchived }: FileQuestion, isExact: boolean) => {
		const rows = held.get(toPromptKey(prompt)) ?? [];
		const at = rows.findIndex((row) => !isExact || (row.archivedAt !== null) === !!isArchived);
		return at < 0 ? null : rows.splice(at, 1)[0]!;
	};
	const exact = questions.map((question) => take(question, true));
	return questions.map((question, index) => {
		const { isArchived: mark, ...content } = question;
		const isArchived = mark === true;
		const row = exact[index] ?? take(question, false);
		const fate = toFate(row, content, isArchived);
		return { line: lines[index]!, content, isArchived, row, fate };
	});
}

function toFate(
	row: queries.QuestionRow | null,
	content: QuestionContent,
	isArchived: boolean
): ImportFate {
	if (!row) return 'added';
	if (row.archivedAt && !isArchived) return 'brought-back';
	if (!row.archivedAt && isArchived) return 'archived';
	return isSame(row.content, content) ? 'same' : 'changed';
}

function toPreview(kind: DeckFileKind, bytes: Uint8Array, plan: readonly Planned[]): ImportPreview {
	const added = plan.filter(({ fate }) => fate === 'added');
	const told = plan.filter(({ fate }) => fate !== 'added' && fate !== 'same');
	const toCount = (fate: ImportFate) => plan.filter((one) => one.fate === fate).length;
	return {
		counts: {
			added: added.length,
			changed: toCount('changed'),
			same: toCount('same'),
			'brought-back': toCount('brought-back'),
			archived: toCount('archived')
		},
		addedArchived: added.filter(({ isArchived }) => isArchived).length,
		lines: told
			.slice(0, mostLines)
			.map(({ line, content: { prompt }, fate }) => ({ line, prompt, fate })),
		sample: added.slice(0, 5).map(({ content: { prompt, category } }) => ({ prompt, category })),
		token: toToken(kind, bytes, plan)
	};
}

const toDigest = (...parts: (string | Uint8Array)[]) =>
	parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest('base64url');

/** The file, a dot, and what it does to which versions of the deck’s questions. */
const toToken = (kind: DeckFileKind, bytes: Uint8Array, plan: readonly Planned[]): string =>
	`${toDigest(kind, ':', bytes)}.${toDigest(
		JSON.stringify(plan.map(({ row, fate }) => [fate, row?.id, row?.version]))
	)}`;

function findDifference(given: string, now: string): NotPreviewed['what'] | null {
	if (given === now) return null;
	if (!given) return 'none';
	return given.split('.')[0] === now.split('.')[0] ? 'deck' : 'file';
}

function readFile(kind: DeckFileKind, bytes: Uint8Array) {
	const read = readText(bytes);
	return read.ok
		? readDeckFile(kind, read.text)
		: { ok: false as const, problems: [{ line: 1, column: '', message: read.message }] };
}
