import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toDocumentPath } from '#lib/collab/documents.ts';
import type { Category } from '#lib/deck/question.ts';
import type { CuesView, StageView } from '#lib/interview/stage.ts';
import { setMark } from '#lib/scoring/scorecard-doc.ts';
import type { Actor } from '#server/auth/actor.ts';
import { answers, interviews as rows, rounds, scorecards } from '#server/db/schema.ts';
import { openInterviews } from '../support/given.ts';

let given: Awaited<ReturnType<typeof openInterviews>>;
beforeAll(async () => {
	given = await openInterviews();
});
afterAll(() => given[Symbol.asyncDispose]());

const minuteMs = 60_000;

/** Two peers in the room: Amara asks first, Daniel answers first. */
async function swap({ byLink = false } = {}) {
	const amara = await given.person('Amara Nwosu', { role: 'candidate' });
	const daniel = await given.person('Daniel Haddad', { role: 'candidate' });
	const { defaults } = await given.interviews.createOptions(amara);
	const created = await given.interviews.create(amara, {
		...defaults,
		kind: 'peer',
		minutes: 60,
		withUserId: byLink ? null : daniel.userId
	});
	if (!created.ok) throw new Error(created.message);
	const { id } = created;
	if (byLink) await given.joinAs(amara, daniel, id, 'candidate');
	await given.rooms.enter(amara, id);
	await given.rooms.enter(daniel, id);
	return { id, amara, daniel };
}

const roundsOf = (id: string) =>
	given.db.select().from(rounds).where(eq(rounds.interviewId, id)).orderBy(rounds.ordinal);

async function readStage(id: string): Promise<StageView> {
	const doc = await given.hub.read(given.db, toDocumentPath({ kind: 'stage', interviewId: id }));
	return doc.getMap('stage').get('view') as StageView;
}

async function rate(actor: Actor, id: string, roundId: string, level: 1 | 2 | 3 | 4 | 5) {
	const { shownCriteria } = (await given.rooms.enter(actor, id))!;
	const path = toDocumentPath({ kind: 'scorecard', roundId, userId: actor.userId });
	await given.db.transaction((tx) =>
		given.hub.write(tx, {
			[path]: (doc) => shownCriteria.forEach((one) => setMark(doc, one, level))
		})
	);
}

const roleOf = async (actor: Actor, id: string) => (await given.rooms.enter(actor, id))!.me.role;

async function askOnce(asker: Actor, id: string) {
	for (const type of ['draw-question', 'start-answer', 'stop-answer', 'go-to-debrief'])
		expect(await given.run(asker, id, { type })).toMatchObject({ ok: true });
}

describe('a peer swap', () => {
	it('has two rounds with the seats exchanged, also when the other one comes by link', async () => {
		for (const byLink of [false, true]) {
			const { id, amara, daniel } = await swap({ byLink });
			expect((await roundsOf(id)).map((round) => round.candidateId)).toEqual([
				daniel.userId,
				amara.userId
			]);
			expect([await roleOf(amara, id), await roleOf(daniel, id)]).toEqual([
				'interviewer',
				'candidate'
			]);
			const { links } = (await given.interviews.get(amara, id))!;
			expect(links.map(({ role }) => role).sort()).toEqual(['candidate', 'observer']);
		}
	});

	it('counts a card as met by both, and says later which of them only asked it', async () => {
		const { id, amara, daniel } = await swap();
		await askOnce(amara, id);
		const [card] = await given.db
			.select({ questionId: answers.questionId, category: answers.category })
			.from(answers)
			.innerJoin(rounds, eq(rounds.id, answers.roundId))
			.where(eq(rounds.interviewId, id));
		const questionId = card!.questionId!;
		const mentor = await given.person('Dr Kwame Osei');
		const { defaults } = await given.interviews.createOptions(mentor);
		for (const [candidate, metAsInterviewer] of [
			[amara, true],
			[daniel, false]
		] as const) {
			const created = await given.interviews.create(mentor, {
				...defaults,
				withUserId: candidate.userId
			});
			if (!created.ok) throw new Error(created.message);
			const { roundId } = (await given.rooms.enter(mentor, created.id))!;
			const { questions } = (await given.rooms.browseQuestions(mentor, created.id, {
				category: card!.category as Category
			}))!;
			expect(questions.find(({ id }) => id === questionId)).toMatchObject({
				metBeforeAt: given.now().getTime(),
				metAsInterviewer
			});
			await given.run(mentor, created.id, { type: 'pick-question', questionId });
			const path = toDocumentPath({ kind: 'cues', roundId });
			const cues = (await given.hub.read(given.db, path)).getMap('cues').get('view') as CuesView;
			expect(cues.card).toMatchObject({
				questionId,
				metBeforeAt: given.now().getTime(),
				metAsInterviewer
			});
		}
	});

	it('seats no third person', async () => {
		const { id, amara } = await swap();
		const third = await given.person('A third');
		expect(await given.joinAs(amara, third, id, 'candidate')).toEqual({
			ok: false,
			code: 'seat_taken'
		});
	});

	it('exchanges the roles when both have asked for it, and not before', async () => {
		const { id, amara, daniel } = await swap();
		expect(await given.run(amara, id, { type: 'next-round' })).toMatchObject({
			code: 'wrong_phase'
		});
		await askOnce(amara, id);
		await given.run(daniel, id, { type: 'next-round' });
		await given.run(daniel, id, { type: 'next-round' });
		const isReady = async ({ userId }: Actor) =>
			(await readStage(id)).people.find((person) => person.userId === userId)!.isReady;
		expect([await isReady(amara), await isReady(daniel)]).toEqual([false, true]);
		expect((await readStage(id)).round!.ordinal).toBe(1);

		await given.run(amara, id, { type: 'next-round' });
		const stage = await readStage(id);
		expect(stage).toMatchObject({ phase: 'open', round: { ordinal: 2, total: 2 } });
		expect(stage.people.map(({ isReady }) => isReady)).toEqual([false, false]);
		expect([await roleOf(amara, id), await roleOf(daniel, id)]).toEqual([
			'candidate',
			'interviewer'
		]);
		expect(await given.run(amara, id, { type: 'draw-question' })).toMatchObject({
			code: 'not_allowed'
		});
		expect(await given.run(daniel, id, { type: 'draw-question' })).toMatchObject({ ok: true });
	});

	it('rates the first half in silence: two minutes, and nothing opens or ends it', async () => {
		const { id, amara, daniel } = await swap();
		await askOnce(amara, id);
		const stage = await readStage(id);
		expect(stage.phaseEndsAt! - stage.phaseStartedAt!).toBe(2 * minuteMs);
		for (const actor of [amara, daniel]) await given.run(actor, id, { type: 'done-rating' });
		expect((await readStage(id)).isRevealed).toBe(false);
		for (const type of ['reveal-scores', 'finish'])
			expect(await given.run(amara, id, { type })).toMatchObject({ code: 'round_to_come' });
	});

	it('opens both rounds at one moment, then both are talked over and saved', async () => {
		const { id, amara, daniel } = await swap();
		const [first, second] = await roundsOf(id);
		await askOnce(amara, id);
		await rate(amara, id, first!.id, 2);
		await rate(daniel, id, first!.id, 4);
		for (const actor of [amara, daniel]) await given.run(actor, id, { type: 'next-round' });
		const sealed = (await given.rooms.enter(daniel, id, 1))!;
		expect(sealed.roundId).toBe(first!.id);
		expect(sealed.documents.others).toEqual([]);

		await askOnce(daniel, id);
		await rate(amara, id, second!.id, 3);
		await rate(daniel, id, second!.id, 5);
		for (const actor of [amara, daniel]) await given.run(actor, id, { type: 'done-rating' });
		expect((await readStage(id)).isRevealed).toBe(true);
		for (const ordinal of [1, 2]) {
			const room = (await given.rooms.enter(daniel, id, ordinal))!;
			expect(room.documents.others.map(({ userId }) => userId)).toEqual([amara.userId]);
			expect(room.me.role).toBe(ordinal === 1 ? 'candidate' : 'interviewer');
			const theirs = (await given.rooms.enter(amara, id, ordinal))!.cards;
			const asked = await given.db
				.select({ answerId: answers.id })
				.from(answers)
				.where(eq(answers.roundId, room.roundId));
			const [asker, candidate] = ordinal === 1 ? [theirs, room.cards] : [room.cards, theirs];
			expect(asker.map(({ answerId }) => ({ answerId }))).toEqual(asked);
			expect(candidate).toEqual([]);
		}

		expect(await given.run(amara, id, { type: 'finish' })).toMatchObject({ ok: true });
		const outcome = (await given.outcomes.get(amara, id))!;
		expect(
			outcome.rounds.map(({ candidate, scorecards }) => [
				candidate!.name,
				scorecards.map(({ raterKind, marks }) => [raterKind, marks[0]!.mark]).sort()
			])
		).toEqual([
			[
				'Daniel Haddad',
				[
					['interviewer', 2],
					['self', 4]
				]
			],
			[
				'Amara Nwosu',
				[
					['interviewer', 5],
					['self', 3]
				]
			]
		]);
	});

	it('shows what each half has used and has left', async () => {
		const { id, amara, daniel } = await swap();
		await given.run(amara, id, { type: 'draw-question' });
		given.turnClock(7 * minuteMs);
		await given.run(amara, id, { type: 'go-to-debrief' });
		const { halves } = await readStage(id);
		expect(halves.map(({ candidateId }) => candidateId)).toEqual([daniel.userId, amara.userId]);
		expect(halves[0]!.endedAt! - halves[0]!.startedAt!).toBe(7 * minuteMs);
		expect(halves.map(({ budgetMs }) => budgetMs)).toEqual([19 * minuteMs, 19 * minuteMs]);
		expect(halves[1]).toMatchObject({ startedAt: null, endedAt: null });
	});

	it('left after the first half, ends with that half alone', async () => {
		const { id, amara } = await swap();
		await askOnce(amara, id);
		await given.rooms.moveOn(id, 'finish');
		const [interview] = await given.db.select().from(rows).where(eq(rows.id, id));
		expect(interview).toMatchObject({ phase: 'finished', finishedHow: 'timeout' });
		const left = await roundsOf(id);
		expect(left).toHaveLength(1);
		const cards = await given.db
			.select()
			.from(scorecards)
			.where(eq(scorecards.roundId, left[0]!.id));
		expect(cards).toHaveLength(2);
	});
});
