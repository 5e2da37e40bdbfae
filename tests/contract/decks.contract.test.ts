import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toFitting } from '#lib/deck/draw.ts';
import { paths, specialties, type QuestionContent } from '#lib/deck/question.ts';
import type { Actor } from '#server/auth/actor.ts';
import { openDatabase, type Database } from '#server/db/open.ts';
import { createId } from '#server/db/id.ts';
import { answers, exposures, organisations, questions } from '#server/db/schema.ts';
import { seedBuiltIns } from '#server/db/seed.ts';
import { writeCsv, type DeckFileKind } from '#server/decks/deck-file.ts';
import { leastLikeness, searchQuestions } from '#server/decks/deck-queries.ts';
import { createDeckService, type DeckService } from '#server/decks/deck-service.ts';
import { createQuestionSearch, pageSize, toWords } from '#server/decks/question-search.ts';
import { starterDeck } from '#server/decks/starter/starter-deck.ts';
import { findMet } from '#server/interviews/exposures.ts';
import { openInterviews } from '../support/given.ts';
import { createTestDatabase } from '../support/postgres.ts';

const content = (prompt: string, more: Partial<QuestionContent> = {}): QuestionContent => ({
	prompt,
	category: 'motivation',
	tags: ['why'],
	targetSeconds: 90,
	followUps: ['And why is that so?'],
	strongAnswer: ['Says one thing and shows it'],
	commonMistakes: [],
	isStar: false,
	specialties: [],
	paths: [],
	needsVisa: false,
	...more
});
const bytes = (text: string) => new TextEncoder().encode(text);
/** What a search for each finds first, compared over both databases. */
const found = new Map<string, Record<string, string[]>>();

describe.each(['pglite', 'postgres'] as const)('decks on %s', (kind) => {
	let postgres: Awaited<ReturnType<typeof createTestDatabase>> | undefined;
	let database: Database;
	let given: Awaited<ReturnType<typeof openInterviews>>;
	let decks: DeckService;
	let admin: Actor;
	let mentor: Actor;
	let candidate: Actor;

	beforeAll(async () => {
		postgres = kind === 'postgres' ? await createTestDatabase() : undefined;
		database = await openDatabase({ databaseUrl: postgres?.url, dataDir: 'memory://' });
		given = await openInterviews(database);
		decks = createDeckService({ db: database.db, now: given.now });
		admin = await given.person('Jo Marsh', { role: 'admin' });
		mentor = await given.person('Dr Kwame Osei');
		candidate = await given.person('Amara Nwosu', { role: 'candidate' });
	});
	afterAll(async () => {
		await given?.[Symbol.asyncDispose]();
		await database?.close();
		await postgres?.[Symbol.asyncDispose]();
	});

	async function makeDeck(prompts: string[]): Promise<{ id: string; ids: string[] }> {
		const { organisationId } = given;
		const made = await decks.create(admin, { organisationId, name: 'Ours', description: '' });
		if (!made.ok) throw new Error(made.code);
		const ids: string[] = [];
		for (const prompt of prompts) {
			const added = await decks.addQuestion(admin, made.id, content(prompt));
			if (!added.ok) throw new Error(added.code);
			ids.push(added.id);
		}
		return { id: made.id, ids };
	}

	/** Looks at a file and brings in what was seen. */
	async function bringIn(deckId: string, kind: DeckFileKind, file: Uint8Array) {
		const looked = await decks.previewImport(admin, deckId, kind, file);
		return looked.ok ? decks.importFile(admin, deckId, kind, file, looked.preview.token) : looked;
	}

	const promptsOf = async (deckId: string, text = '') =>
		(await decks.get(admin, deckId, { text }))!.found.map((one) => one.content.prompt);

	it('shows a candidate nothing, a mentor everything, and lets neither change it', async () => {
		const { id, ids } = await makeDeck(['A question of our own']);
		expect(await decks.list(candidate)).toBeNull();
		expect(await decks.get(candidate, starterDeck.id)).toBeNull();
		expect(await decks.toFile(candidate, id, 'csv')).toBeNull();
		expect(await decks.getQuestion(candidate, id, ids[0]!)).toBeNull();
		expect((await decks.get(mentor, id))!.canEdit).toBe(false);
		const edit = { name: 'Mine', description: '' };
		expect(await decks.rename(mentor, id, 1, edit)).toMatchObject({ code: 'not_allowed' });
		expect(await decks.rename(candidate, id, 1, edit)).toMatchObject({ code: 'not_found' });
		expect(await decks.rename(admin, starterDeck.id, 1, edit)).toMatchObject({
			code: 'not_allowed'
		});
		const stranger = { ...admin, memberships: [] };
		expect(await decks.get(stranger, id)).toBeNull();
	});

	it('finds words, beginnings, other forms and words with a typo, alike on both databases', async () => {
		const results: Record<string, string[]> = {};
		for (const text of [
			'delirium',
			'attendng',
			'intepreter',
			'conflct team',
			'vaccnes',
			'promises',
			'schizophrenai',
			'nothing-like-it-xyzzy'
		])
			results[text] = await promptsOf(starterDeck.id, text);
		expect(results['attendng']).toContain(
			'Your attending chooses a plan that you believe will harm the patient. What do you do?'
		);
		expect(results['conflct team']).toContain(
			'Describe a conflict in a team you were part of. How did it end?'
		);
		expect(results['vaccnes']![0]).toMatch(/vaccines/);
		expect(results['promises']!.join()).toMatch(/promise to a patient/);
		expect(results['schizophrenai']![0]).toMatch(/schizophrenia/);
		expect(results['nothing-like-it-xyzzy']).toEqual([]);
		// One letter is not yet a word.
		expect(await promptsOf(starterDeck.id, 'd')).toEqual(await promptsOf(starterDeck.id, ''));
		found.set(kind, results);
		const [first, second] = [...found.values()];
		if (second) expect(second).toEqual(first);
	});

	describe('a search of many questions', () => {
		let deckId: string;
		const copies = 4;

		beforeAll(async () => {
			deckId = (await makeDeck(['Tell me about your team work.'])).id;
			const contents = Array.from({ length: copies }, (_, copy) =>
				starterDeck.questions.map(({ content }) => ({
					...content,
					prompt: `${content.prompt} (${copy})`
				}))
			).flat();
			const file = bytes(writeCsv(contents));
			expect((await bringIn(deckId, 'csv', file)).ok).toBe(true);
			const some = await database.db
				.select({ id: questions.id })
				.from(questions)
				.where(sql`${questions.deckId} = ${deckId} and ${questions.position} % 7 = 0`);
			for (const { id } of some) await decks.setQuestionArchived(admin, deckId, id, true);
			await database.db.execute(sql`analyze questions`);
		});

		/** What is meant, row by row and without an index, in whole: every word or its like, the most alike first. */
		async function findByDefinition(
			text: string,
			{ category = null, isArchived = false }: { category?: string | null; isArchived?: boolean }
		): Promise<string[]> {
			const words = toWords(text);
			const isFound = words.map(
				(word) => sql`(to_tsvector('english', search_text) @@ plainto_tsquery('english', ${word})
					or word_similarity(${word}, search_text)::float8 >= ${leastLikeness}::float8)`
			);
			const likeness = words.map((word) => sql`word_similarity(${word}, search_text)`);
			const { rows } = (await database.db.execute(sql`
				select id from questions
				where deck_id = ${deckId} and (archived_at is not null) = ${isArchived}
					and (${category}::text is null or category = ${category})
					and ${isFound.length > 0 ? sql.join(isFound, sql` and `) : sql`true`}
				order by ${likeness.length > 0 ? sql`${sql.join(likeness, sql` + `)} desc,` : sql``}
					position, id`)) as unknown as { rows: { id: string }[] };
			return rows.map(({ id }) => id);
		}

		it.each([
			['a typo in one of two words', 'conflct team', {}],
			['a word with many that begin like it', 'insulin', {}],
			['two frequent words', 'leave hospital', {}],
			['another form of a word', 'promises', {}],
			['letters that are missing', 'attendng', {}],
			['two words written as one', 'teamwork', {}],
			['a word without a meaning of its own', 'a', {}],
			['five words', 'what would you do differently', {}],
			['one category', 'patient', { category: 'ethics' }],
			['archived questions', 'patient', { isArchived: true }],
			['no word at all', '', {}],
			['nothing like it', 'nothing-like-it-xyzzy', {}]
		] as const)('finds and orders %s as it is defined, page by page', async (_, text, options) => {
			const expected = await findByDefinition(text, options);
			const ids: string[] = [];
			for (let page = 0; page * pageSize <= expected.length; page += 1) {
				const { found, total } = (await decks.get(admin, deckId, { text, page, ...options }))!;
				expect(total).toBe(expected.length);
				ids.push(...found.map(({ id }) => id));
			}
			expect(ids).toEqual(expected);
			if (text === 'teamwork')
				expect((await promptsOf(deckId, text)).join()).toContain('Tell me about your team work.');
		});

		it('is told of the whole behind the last page', async () => {
			const { found, total } = (await decks.get(admin, deckId, { text: 'insulin', page: 40 }))!;
			expect(found).toEqual([]);
			expect(total).toBe((await findByDefinition('insulin', {})).length);
		});

		it('finds an edited question by its new words and no more by its old ones', async () => {
			const { id, ids } = await makeDeck(['Why cardiology?']);
			await decks.editQuestion(admin, id, ids[0]!, 1, content('Why neurosurgery?'));
			expect(await promptsOf(id, 'cardiology')).toEqual([]);
			expect(await promptsOf(id, 'neurosurgey')).toEqual(['Why neurosurgery?']);
		});

		it('goes by words and their parts in the decks’ order where trigrams are missing', async () => {
			const search = (text: string) =>
				database.db.transaction((tx) =>
					searchQuestions(
						tx,
						{
							deckIds: [deckId],
							words: toWords(text),
							category: null,
							tag: null,
							isArchived: false,
							candidate: null,
							limit: pageSize,
							offset: 0
						},
						false
					)
				);
			const promised = await search('promises');
			expect(promised.rows.some(({ content }) => /promise to a patient/.test(content.prompt))).toBe(
				true
			);
			const positions = promised.rows.map(({ position }) => position);
			expect(positions).toEqual(positions.toSorted((a, b) => a - b));
			expect((await search('tient')).total).toBeGreaterThan(pageSize);
			expect((await search('attendng')).total).toBe(0);
		});
	});

	it('puts before an interviewer what may be drawn for the candidate, as the draw itself judges it', async () => {
		const { search } = createQuestionSearch(database.db);
		const cards = starterDeck.questions;
		for (const specialty of [null, ...specialties])
			for (const path of [null, ...paths])
				for (const needsVisa of [null, true, false]) {
					const candidate = { specialty, path, needsVisa };
					const fitting = toFitting(cards, candidate).map(({ id }) => id);
					const { rows, total } = await search([starterDeck.id], { candidate });
					expect(total, JSON.stringify(candidate)).toBe(fitting.length);
					expect(rows.map(({ id }) => id)).toEqual(fitting.slice(0, pageSize));
				}
	});

	it('of two editors at once one is told that the other was quicker, and nothing is lost', async () => {
		const { id, ids } = await makeDeck(['What was your first thought?']);
		const [questionId] = ids as [string];
		const edits = await Promise.all(
			['What was the first thought you had?', 'Which thought came first?'].map((prompt) =>
				decks.editQuestion(admin, id, questionId, 1, content(prompt))
			)
		);
		expect(edits.filter((edit) => edit.ok)).toEqual([{ ok: true, version: 2 }]);
		const refused = edits.find((edit) => !edit.ok);
		const [now] = await promptsOf(id);
		expect(refused).toMatchObject({ code: 'changed', theirs: { version: 2 } });
		expect(
			refused && !refused.ok && refused.code === 'changed' && refused.theirs.content.prompt
		).toBe(now);
		const { versions } = (await decks.getQuestion(admin, id, questionId))!;
		expect(versions.map(({ version, editedBy }) => [version, editedBy])).toEqual([
			[2, 'Jo Marsh'],
			[1, null]
		]);
		expect(versions[1]!.prompt).toBe('What was your first thought?');
	});

	it('is renamed by one of two editors at once, and the other is told what stands now', async () => {
		const { id } = await makeDeck([]);
		const names = ['First', 'Second'].map((name) => ({ name, description: `${name} said so` }));
		const results = await Promise.all(names.map((name) => decks.rename(admin, id, 1, name)));
		const { name, description, nameVersion } = (await decks.get(admin, id))!;
		expect(names).toContainEqual({ name, description });
		expect(nameVersion).toBe(2);
		expect(results.filter((result) => result.ok)).toHaveLength(1);
		expect(results.find((result) => !result.ok)).toMatchObject({
			code: 'changed',
			theirs: { name, description, nameVersion: 2 }
		});
		expect(await decks.rename(admin, id, 2, names[0]!)).toEqual({ ok: true });
	});

	it('moves a question up, down and before another, and loses none to moves at once', async () => {
		const { id, ids } = await makeDeck([
			'Question one',
			'Question two',
			'Question three',
			'Question four'
		]);
		const [one, two, three, four] = ids as [string, string, string, string];
		await decks.moveQuestion(admin, id, four, 'up');
		await decks.moveQuestion(admin, id, one, 'down');
		expect(await promptsOf(id)).toEqual([
			'Question two',
			'Question one',
			'Question four',
			'Question three'
		]);
		await decks.moveQuestion(admin, id, four, { before: two });
		await decks.moveQuestion(admin, id, two, { after: three });
		expect(await promptsOf(id)).toEqual([
			'Question four',
			'Question one',
			'Question three',
			'Question two'
		]);
		await Promise.all(
			ids.flatMap((one) => [1, 2, 3].map(() => decks.moveQuestion(admin, id, one, 'up')))
		);
		expect((await promptsOf(id)).sort()).toEqual([
			'Question four',
			'Question one',
			'Question three',
			'Question two'
		]);
		for (const to of [{ before: 'elsewhere' }, { after: 'elsewhere' }])
			expect(await decks.moveQuestion(admin, id, one, to)).toMatchObject({ ok: false });
	});

	it('takes a file whole or not at all, and reads back what it wrote', async () => {
		const { id } = await makeDeck([]);
		const file = (await decks.toFile(admin, starterDeck.id, 'csv'))!;
		const preview = await decks.previewImport(admin, id, 'csv', bytes(file.text));
		expect(preview).toMatchObject({
			ok: true,
			preview: { counts: { added: 273, changed: 0, same: 0 } }
		});
		expect(await promptsOf(id)).toEqual([]);
		const broken = `${file.text}\r\nx,nowhere,90`;
		expect(await bringIn(id, 'csv', bytes(broken))).toMatchObject({
			ok: false,
			code: 'bad_file'
		});
		expect(await promptsOf(id)).toEqual([]);
		expect((await bringIn(id, 'csv', bytes(file.text))).ok).toBe(true);
		expect((await decks.toFile(admin, id, 'csv'))!.text).toBe(file.text);
		expect(await bringIn(id, 'csv', bytes(file.text))).toMatchObject({
			preview: { counts: { added: 0, changed: 0, same: 273 } }
		});
		const json = (await decks.toFile(admin, id, 'json'))!.text.replace(
			'"targetSeconds": 75',
			'"targetSeconds": 80'
		);
		expect(await bringIn(id, 'json', bytes(json))).toMatchObject({
			preview: { counts: { added: 0, changed: 1, same: 272 } }
		});
		expect(await decks.importFile(mentor, id, 'csv', bytes(file.text), '')).toMatchObject({
			code: 'not_allowed'
		});
	});

	it('writes archived questions into its file, marked, and reads them back as they were', async () => {
		const { id, ids } = await makeDeck(['Question one', 'Question two', 'Question three']);
		await decks.setQuestionArchived(admin, id, ids[1]!, true);
		for (const kind of ['csv', 'json'] as const) {
			const { text } = (await decks.toFile(admin, id, kind))!;
			const other = await makeDeck([]);
			expect(await bringIn(other.id, kind, bytes(text))).toMatchObject({
				preview: { counts: { added: 3 }, addedArchived: 1 }
			});
			expect(await promptsOf(other.id)).toEqual(['Question one', 'Question three']);
			expect((await decks.get(admin, other.id))!.archived).toBe(1);
			expect((await decks.toFile(admin, other.id, kind))!.text).toBe(text);
			expect(await bringIn(id, kind, bytes(text))).toMatchObject({
				preview: { counts: { added: 0, changed: 0, same: 3, 'brought-back': 0, archived: 0 } }
			});
		}
		const copied = await decks.copy(admin, id, given.organisationId);
		expect(copied.ok && (await decks.get(admin, copied.id))!.archived).toBe(0);
	});

	it('brings an archived question back rather than doubling it, archives what a file says, and tells both by line', async () => {
		const { id, ids } = await makeDeck(['Question one', 'Question two', 'Question three']);
		await decks.setQuestionArchived(admin, id, ids[0]!, true);
		const file = bytes(
			writeCsv([
				content('Question four'),
				content('question  ONE'),
				{ ...content('Question two'), isArchived: true },
				content('Question three', { targetSeconds: 60 })
			])
		);
		const looked = await decks.previewImport(admin, id, 'csv', file);
		expect(looked.ok && looked.preview).toMatchObject({
			counts: { added: 1, changed: 1, same: 0, 'brought-back': 1, archived: 1 },
			lines: [
				{ line: 3, prompt: 'question  ONE', fate: 'brought-back' },
				{ line: 4, prompt: 'Question two', fate: 'archived' },
				{ line: 5, prompt: 'Question three', fate: 'changed' }
			]
		});
		expect(await promptsOf(id)).toEqual(['Question two', 'Question three']);
		expect((await bringIn(id, 'csv', file)).ok).toBe(true);
		expect(await promptsOf(id)).toEqual(['question  ONE', 'Question three', 'Question four']);
		const back = (await decks.getQuestion(admin, id, ids[0]!))!;
		expect(back.versions.map(({ prompt }) => prompt)).toEqual(['question  ONE', 'Question one']);
	});

	it('brings in what was looked at: not another file, not after the deck changed, not unseen', async () => {
		const { id, ids } = await makeDeck(['Question one']);
		const seen = bytes(writeCsv([content('Question one', { targetSeconds: 60 })]));
		const swapped = bytes(writeCsv([content('Question of another file')]));
		const looked = await decks.previewImport(admin, id, 'csv', seen);
		const token = looked.ok ? looked.preview.token : '';
		const refused = (what: string, counts: object) => ({
			ok: false,
			code: 'not_previewed',
			what,
			preview: { counts }
		});
		expect(await decks.importFile(admin, id, 'csv', swapped, token)).toMatchObject(
			refused('file', { added: 1 })
		);
		expect(await decks.importFile(admin, id, 'csv', seen, '')).toMatchObject(
			refused('none', { changed: 1 })
		);
		await decks.editQuestion(admin, id, ids[0]!, 1, content('Question one', { tags: [] }));
		expect(await decks.importFile(admin, id, 'csv', seen, token)).toMatchObject(
			refused('deck', { changed: 1 })
		);
		const { total, found } = (await decks.get(admin, id))!;
		expect([total, found[0]!.version]).toEqual([1, 2]);
		expect((await bringIn(id, 'csv', seen)).ok).toBe(true);
		expect((await decks.get(admin, id))!.found[0]!.version).toBe(3);
	});

	it('shows the questions of a tag', async () => {
		const { id } = await makeDeck(['Question one']);
		const file = writeCsv([content('Question two', { tags: ['why', 'team-work'] })]);
		await bringIn(id, 'csv', bytes(file));
		const tagged = async (tag: string) =>
			(await decks.get(admin, id, { tag }))!.found.map((one) => one.content.prompt);
		expect(await tagged('why')).toEqual(['Question one', 'Question two']);
		expect(await tagged('team-work')).toEqual(['Question two']);
		expect(await tagged('team')).toEqual([]);
	});

	it('who has met a question has met its copies: copied, brought in from a file, or typed again', async () => {
		const { id, interviewer, candidate } = await given.interview();
		await given.run(interviewer, id, { type: 'draw-question' });
		await given.run(interviewer, id, { type: 'start-answer' });
		const [met] = await database.db
			.select({ question: questions })
			.from(exposures)
			.innerJoin(questions, eq(questions.id, exposures.questionId))
			.where(eq(exposures.userId, candidate.userId));
		const { content: wording } = met!.question;
		const copied = await decks.copy(admin, starterDeck.id, given.organisationId);
		const again = await decks.copy(admin, copied.ok ? copied.id : '', given.organisationId);
		const file = (await decks.toFile(admin, starterDeck.id, 'json'))!.text;
		const imported = await makeDeck([]);
		await bringIn(imported.id, 'json', bytes(file));
		const typed = await makeDeck(['A question of its own']);
		await decks.addQuestion(admin, typed.id, content(wording.prompt));
		for (const deckId of [
			copied.ok ? copied.id : '',
			again.ok ? again.id : '',
			imported.id,
			typed.id
		]) {
			const metIds = [...(await findMet(database.db, deckId, candidate.userId)).keys()];
			const known = (await decks.get(admin, deckId, { text: wording.prompt }))!.found[0]!;
			expect(known.content.prompt).toBe(wording.prompt);
			expect(metIds).toEqual([known.id]);
		}
		// A copy that was reworded is still a copy.
		const { found } = (await decks.get(admin, typed.id, { text: wording.prompt }))!;
		await decks.editQuestion(admin, typed.id, found[0]!.id, 1, content('Quite another wording'));
		expect([...(await findMet(database.db, typed.id, candidate.userId)).keys()]).toEqual([
			found[0]!.id
		]);
	});

	it('is copied and shared without touching the original', async () => {
		const { id, ids } = await makeDeck(['A question to be shared']);
		const other = createId();
		await database.db.insert(organisations).values({ id: other, name: 'Hill', kind: 'programme' });
		const hill = {
			organisationId: other,
			organisationName: 'Hill',
			kind: 'programme' as const,
			role: 'admin' as const
		};
		const there = { ...(await given.person('Dr Hill')), memberships: [hill] };
		expect(await decks.get(there, id)).toBeNull();
		expect(await decks.setShared(admin, id, other, true)).toMatchObject({ code: 'not_allowed' });
		const both = { ...admin, memberships: [...admin.memberships, hill] };
		expect(await decks.setShared(both, id, other, true)).toEqual({ ok: true });
		expect((await decks.get(there, id))!.canEdit).toBe(false);
		const copied = await decks.copy(there, id, other);
		expect(copied.ok).toBe(true);
		if (!copied.ok) return;
		expect((await decks.get(there, copied.id))!.canEdit).toBe(true);
		const [theirs] = (await decks.get(there, copied.id))!.found;
		await decks.editQuestion(there, copied.id, theirs!.id, 1, content('Another wording of it'));
		expect(await promptsOf(id)).toEqual(['A question to be shared']);
		await decks.setShared(both, id, other, false);
		expect(await decks.getQuestion(there, id, ids[0]!)).toBeNull();
	});

	it('keeps what was asked when the built-in wording changes', async () => {
		const { id, interviewer } = await given.interview();
		await given.run(interviewer, id, { type: 'draw-question' });
		await given.run(interviewer, id, { type: 'start-answer' });
		const [asked] = await database.db
			.select()
			.from(answers)
			.where(eq(answers.state, 'asking'))
			.limit(1);
		const old = { ...asked!.content, prompt: 'As it was worded last season, and asked.' };
		await database.db.update(answers).set({ content: old }).where(eq(answers.id, asked!.id));
		await database.db
			.update(questions)
			.set({ content: old })
			.where(eq(questions.id, asked!.questionId!));
		await seedBuiltIns(database.db);
		const [kept] = await database.db.select().from(answers).where(eq(answers.id, asked!.id));
		expect(kept!.content.prompt).toBe(old.prompt);
		const [now] = await database.db
			.select()
			.from(questions)
			.where(eq(questions.id, asked!.questionId!));
		expect(now!.content.prompt).not.toBe(old.prompt);
		expect(now!.version).toBe(2);
	});

	it('archives a question out of the draw and brings it back', async () => {
		const { id, ids } = await makeDeck(['Question one', 'Question two']);
		await decks.setQuestionArchived(admin, id, ids[0]!, true);
		expect(await promptsOf(id)).toEqual(['Question two']);
		const archived = (await decks.get(admin, id, { isArchived: true }))!;
		expect(archived.found.map((one) => one.content.prompt)).toEqual(['Question one']);
		await decks.setQuestionArchived(admin, id, ids[0]!, false);
		expect(await promptsOf(id)).toEqual(['Question one', 'Question two']);
	});
});
