import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sessionCookieName } from '#lib/account/session-cookie.ts';
import { toDocumentPath, type DocumentName } from '#lib/collab/documents.ts';
import {
	getEvidence,
	nextStepsRoot,
	proposeAgreed,
	strengthsRoot
} from '#lib/feedback/feedback-doc.ts';
import type { StageView } from '#lib/interview/stage.ts';
import type { Level } from '#lib/rubric/rubric.ts';
import { setPin } from '#lib/scoring/answer-marks-doc.ts';
import { getOwnEvidence, setMark } from '#lib/scoring/scorecard-doc.ts';
import type { Actor } from '#server/auth/actor.ts';
import { createSignInSessions } from '#server/auth/sign-in-sessions.ts';
import { interviews, rounds, rubricVersions, scorecards } from '#server/db/schema.ts';
import { residencyInterview } from '#server/rubrics/built-in/built-in-rubrics.ts';
import { createRubricService } from '#server/rubrics/rubric-service.ts';
import type * as Y from 'yjs';
import { serveHub, TestClient, until } from '../collab/support.ts';
import { openInterviews } from '../support/given.ts';

/* What a scorecard and a rubric refuse, on real sockets, and what stands when something changes under an interview. */

let given: Awaited<ReturnType<typeof openInterviews>>;
let line: Awaited<ReturnType<typeof serveHub>>;
beforeAll(async () => {
	given = await openInterviews();
	line = await serveHub(given.hub);
});
afterAll(async () => {
	await line.close();
	await given[Symbol.asyncDispose]();
});

async function say(actor: Actor, id: string, ...types: string[]) {
	for (const type of types)
		expect(await given.run(actor, id, { type }), type).toMatchObject({ ok: true });
}
const roundOf = async (id: string) =>
	(await given.db.select().from(rounds).where(eq(rounds.interviewId, id)))[0]!.id;

async function connect(actor: Actor, name: DocumentName, clientId?: number): Promise<TestClient> {
	const { token } = await createSignInSessions(given.db).open(actor.userId);
	return new TestClient(line.url, {
		path: toDocumentPath(name),
		headers: { cookie: `${sessionCookieName(false)}=${token}` },
		clientId,
		isLive: clientId !== undefined
	}).answered();
}

/** Writes the own card as a page does; resolves to why it was refused, or null. */
async function write(actor: Actor, id: string, change: (doc: Y.Doc) => void) {
	const { clientId } = (await given.rooms.enter(actor, id))!.documents.scorecard;
	const name = { kind: 'scorecard', roundId: await roundOf(id), userId: actor.userId } as const;
	const client = await connect(actor, name, clientId!);
	change(client.doc);
	await until('judged', () => client.isSaved || client.refusals.length > 0 || !!client.closed);
	client.close();
	return client.isSaved ? null : (client.refusals[0] ?? client.closed!.reason);
}

describe('a scorecard refuses', () => {
	it.each<[string, (doc: Y.Doc, criterionId: string) => void]>([
		['a rating out of range', (doc, id) => setMark(doc, id, 6 as Level)],
		['a rating of nothing', (doc, id) => setMark(doc, id, 0 as Level)],
		['half a level', (doc, id) => setMark(doc, id, 3.5 as Level)],
		['a rating in words', (doc, id) => setMark(doc, id, 'good' as never)],
		['an unknown criterion', (doc) => setMark(doc, 'charm', 4)],
		['words on an unknown criterion', (doc) => getOwnEvidence(doc, 'charm').insert(0, 'Charming')]
	])('%s, and keeps nothing of it', async (_, change) => {
		const { id, interviewer } = await given.interview();
		const [criterionId] = (await given.rooms.enter(interviewer, id))!.shownCriteria as [string];
		expect(await write(interviewer, id, (doc) => change(doc, criterionId))).not.toBeNull();
		const path = toDocumentPath({
			kind: 'scorecard',
			roundId: await roundOf(id),
			userId: interviewer.userId
		});
		const doc = await given.hub.read(given.db, path);
		expect([...doc.share.keys()]).toEqual([]);
		doc.destroy();
		expect(await write(interviewer, id, (good) => setMark(good, criterionId, 4))).toBeNull();
	});

	it('to be one of somebody who was not there', async () => {
		const { id, interviewer } = await given.interview();
		const roundId = await roundOf(id);
		const absent = await given.person('Dr Absent');
		await say(interviewer, id, 'draw-question', 'go-to-debrief', 'reveal-scores');
		for (const [reader, userId] of [
			[interviewer, absent.userId],
			[absent, absent.userId],
			[absent, interviewer.userId]
		] as const) {
			const client = await connect(reader, { kind: 'scorecard', roundId, userId });
			expect(client.status, reader.name).toBe(404);
			client.close();
		}
		await say(interviewer, id, 'finish');
		const cards = await given.db.select().from(scorecards).where(eq(scorecards.roundId, roundId));
		expect(cards.map(({ raterId }) => raterId)).not.toContain(absent.userId);
	});
});

it('a rubric that is edited while an interview runs does not change it, before Finish or after', async () => {
	const admin = await given.person('Jo Marsh', { role: 'admin' });
	const candidate = await given.person('Amara Nwosu', { role: 'candidate' });
	const rubrics = createRubricService({ db: given.db, now: given.now });
	const { defaults } = await given.interviews.createOptions(admin);
	const copied = await rubrics.copy(admin, residencyInterview.id, given.organisationId);
	if (!copied.ok) throw new Error(copied.code);
	const versionsOf = async () =>
		(
			await given.db
				.select({ id: rubricVersions.id })
				.from(rubricVersions)
				.where(eq(rubricVersions.rubricId, copied.id))
				.orderBy(rubricVersions.version)
		).map(({ id }) => id);
	const [firstVersion] = await versionsOf();
	const create = (rubricVersionId: string) =>
		given.interviews.create(admin, {
			...defaults,
			rubricVersionId,
			withUserId: candidate.userId
		});
	const created = await create(firstVersion!);
	if (!created.ok) throw new Error(created.message);
	const { id } = created;
	for (const actor of [admin, candidate]) await given.rooms.enter(actor, id);
	await say(admin, id, 'draw-question');
	const before = (await given.rooms.enter(admin, id))!.criteria;
	const [first, second] = before as [(typeof before)[number], (typeof before)[number]];
	expect(await write(admin, id, (doc) => setMark(doc, first.id, 4))).toBeNull();

	const edited = {
		name: 'Renamed',
		description: 'Something else now.',
		isCore: true,
		weight: 3,
		anchors: { 1: 'one', 2: 'two', 3: 'three', 4: 'four', 5: 'five' }
	};
	expect(await rubrics.writeCriterion(admin, copied.id, 1, first.id, edited)).toMatchObject({
		ok: true
	});
	expect(await rubrics.writeCriterion(admin, copied.id, 2, null, edited)).toMatchObject({
		ok: true
	});
	expect(await rubrics.removeCriterion(admin, copied.id, 3, second.id)).toMatchObject({ ok: true });
	// Whoever still edits an old version is told.
	expect(await rubrics.writeCriterion(admin, copied.id, 1, first.id, edited)).toMatchObject({
		code: 'changed'
	});

	expect((await given.rooms.enter(candidate, id))!.criteria).toEqual(before);
	expect(await write(admin, id, (doc) => setMark(doc, second.id, 2))).toBeNull();
	expect(await write(admin, id, (doc) => setMark(doc, 'renamed', 5))).not.toBeNull();
	await say(admin, id, 'go-to-debrief', 'reveal-scores', 'finish');
	const [round] = (await given.outcomes.get(candidate, id))!.rounds;
	expect(round!.criteria.map(({ name }) => name).sort()).toEqual(
		before.map(({ name }) => name).sort()
	);
	const card = round!.scorecards.find(({ raterId }) => raterId === admin.userId)!;
	expect(new Map(card.marks.map(({ criterionId, mark }) => [criterionId, mark]))).toEqual(
		new Map([
			[first.id, 4],
			[second.id, 2]
		])
	);
	// A form that was open all the while names the old version: refused, with what is there now to choose from.
	expect(await create(firstVersion!)).toMatchObject({ ok: false, field: 'rubricVersionId' });
	const next = await create((await versionsOf()).at(-1)!);
	if (!next.ok) throw new Error(next.message);
	const names = (await given.rooms.enter(admin, next.id))!.criteria.map(({ name }) => name);
	expect(names).toContain('Renamed');
});

it('Finish pressed again, under the same id and others, is one result', async () => {
	const { id, interviewer } = await given.interview();
	await say(interviewer, id, 'draw-question', 'go-to-debrief', 'reveal-scores');
	const again = () => given.rooms.run(interviewer, id, 'the-same-finish', { type: 'finish' });
	const results = await Promise.all([
		again(),
		again(),
		given.run(interviewer, id, { type: 'finish' })
	]);
	for (const result of results) expect(result).toMatchObject({ ok: true });
	const roundId = await roundOf(id);
	expect(await given.db.$count(scorecards, eq(scorecards.roundId, roundId))).toBe(2);
	const [interview] = await given.db.select().from(interviews).where(eq(interviews.id, id));
	expect(interview!.phase).toBe('finished');
});

it('a NUL in the words of a live document does not keep an interview from being finished', async () => {
	const { id, interviewer, candidate } = await given.interview();
	await say(interviewer, id, 'draw-question', 'start-answer');
	const roundId = await roundOf(id);
	const stage = await given.hub.read(given.db, toDocumentPath({ kind: 'stage', interviewId: id }));
	const { answerId } = (stage.getMap('stage').get('view') as StageView).question!;
	stage.destroy();
	const [criterionId] = (await given.rooms.enter(interviewer, id))!.shownCriteria as [string];
	await given.db.transaction(async (tx) => {
		const writeTo = (name: DocumentName, change: (doc: Y.Doc) => void) =>
			given.hub.write(tx, { [toDocumentPath(name)]: change });
		await writeTo({ kind: 'feedback', roundId }, (doc) => {
			doc.getText(strengthsRoot).insert(0, 'Calm\0 voice');
			doc.getText(nextStepsRoot).insert(0, '\0');
			getEvidence(doc, criterionId).insert(0, 'Said \0so');
			proposeAgreed(doc, criterionId, interviewer.userId, 3);
		});
		await writeTo({ kind: 'scorecard', roundId, userId: interviewer.userId }, (doc) => {
			setMark(doc, criterionId, 3);
			getOwnEvidence(doc, criterionId).insert(0, 'In \0order');
			setPin(doc, answerId, 1_000, 'He\0re');
		});
		await writeTo({ kind: 'notes', roundId, userId: interviewer.userId }, (doc) =>
			doc.getText('notes').insert(0, 'Mine\0')
		);
	});
	await say(interviewer, id, 'go-to-debrief', 'finish');
	const [round] = (await given.outcomes.get(interviewer, id))!.rounds;
	expect(round).toMatchObject({ strengths: 'Calm voice', nextSteps: '', privateNotes: 'Mine' });
	expect(round!.answers[0]!.heard[0]!.marks.pins).toEqual([{ atMs: 1_000, words: 'Here' }]);
	expect(round!.items).toMatchObject([{ criterionId, evidence: 'Said so' }]);
	const cards = (await given.outcomes.get(candidate, id))!.rounds[0]!.scorecards;
	expect(cards.flatMap(({ marks }) => marks.map(({ evidence }) => evidence))).toEqual(['In order']);
});
