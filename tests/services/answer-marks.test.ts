import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { toDocumentPath } from '#lib/collab/documents.ts';
import type { CuesView } from '#lib/interview/stage.ts';
import { countFiller, setAnswerMark, setPin } from '#lib/scoring/answer-marks-doc.ts';
import type { Actor } from '#server/auth/actor.ts';
import { ratings, rounds, scorecards } from '#server/db/schema.ts';
import { createDeckService } from '#server/decks/deck-service.ts';
import { openInterviews } from '../support/given.ts';

let given: Awaited<ReturnType<typeof openInterviews>>;
beforeAll(async () => {
	given = await openInterviews();
});
afterAll(() => given[Symbol.asyncDispose]());

it('what a listener marked is sealed with the scorecard, and stands at its answer afterwards', async () => {
	const { id, interviewer, candidate } = await given.interview();
	const [round] = await given.db.select().from(rounds).where(eq(rounds.interviewId, id));
	const roundId = round!.id;
	await given.run(interviewer, id, { type: 'draw-question' });
	await given.run(interviewer, id, { type: 'start-answer' });
	const cues = await given.hub.read(given.db, toDocumentPath({ kind: 'cues', roundId }));
	const { answerId } = (cues.getMap('cues').get('view') as CuesView).card!;
	cues.destroy();
	const scorecard = toDocumentPath({ kind: 'scorecard', roundId, userId: interviewer.userId });
	await given.db.transaction((tx) =>
		given.hub.write(tx, {
			[scorecard]: (doc) => {
				setPin(doc, answerId, 21_000, 'SEALED WORDS');
				setAnswerMark(doc, answerId, 'length', 'long');
				countFiller(doc, answerId, 1);
				countFiller(doc, answerId, 1);
			}
		})
	);
	given.turnClock(60_000);
	await given.run(interviewer, id, { type: 'stop-answer' });
	await given.run(interviewer, id, { type: 'go-to-debrief' });

	// Nothing of it is in what the candidate's browser may open before the reveal.
	const view = (await given.rooms.enter(candidate, id))!;
	expect(view.documents.others).toEqual([]);
	for (const document of [view.documents.stage, view.documents.feedback]) {
		const doc = await given.hub.read(given.db, document.path);
		const text = JSON.stringify([...doc.share.keys()].map((root) => doc.getMap(root).toJSON()));
		doc.destroy();
		expect(text).not.toMatch(/SEALED|21000|"long"/);
	}
	await given.run(interviewer, id, { type: 'reveal-scores' });
	expect((await given.rooms.enter(candidate, id))!.documents.others).toHaveLength(1);

	await given.run(interviewer, id, { type: 'finish' });
	for (const reader of [interviewer, candidate]) {
		const outcome = (await given.outcomes.get(reader, id))!;
		expect(outcome.rounds[0]!.answers.map(({ heard }) => heard)).toEqual([
			[
				{
					raterId: interviewer.userId,
					raterName: 'Dr Kwame Osei',
					marks: {
						length: 'long',
						answered: null,
						impression: null,
						level: null,
						fillers: 2,
						pins: [{ atMs: 21_000, words: 'SEALED WORDS' }]
					}
				}
			]
		]);
	}
});

it.each(['the question', 'a copy of it'])(
	'a second attempt at %s has the first beside it, for the candidate and for nobody else',
	async (what) => {
		const first = await given.interview();
		await answerPicked(first.id, first.interviewer, 42_000);
		await finish(first.id, first.interviewer);
		given.turnClock(86_400_000);
		const { defaults } = await given.interviews.createOptions(first.interviewer);
		const decks = createDeckService({ db: given.db, now: given.now });
		const admin = await given.person('Jo Marsh', { role: 'admin' });
		const copied = await decks.copy(admin, defaults.deckId, given.organisationId);
		const copyId = copied.ok ? copied.id : '';
		const created = await given.interviews.create(first.interviewer, {
			...defaults,
			deckId: what === 'a copy of it' ? copyId : defaults.deckId,
			withUserId: first.candidate.userId
		});
		if (!created.ok) throw new Error(created.message);
		for (const actor of [first.interviewer, first.candidate])
			await given.rooms.enter(actor, created.id);
		await answerPicked(created.id, first.interviewer, 63_000);
		await finish(created.id, first.interviewer);

		const read = async (actor: typeof first.candidate, id: string) =>
			(await given.outcomes.get(actor, id))!.rounds[0]!.answers[0]!.before;
		expect(await read(first.candidate, created.id)).toMatchObject({
			interviewId: first.id,
			durationMs: 42_000,
			heard: []
		});
		const [round] = await given.db.select().from(rounds).where(eq(rounds.interviewId, first.id));
		const [card] = await given.db
			.update(scorecards)
			.set({ state: 'given' })
			.where(and(eq(scorecards.roundId, round!.id), eq(scorecards.raterKind, 'interviewer')))
			.returning();
		await given.db
			.insert(ratings)
			.values({ scorecardId: card!.id, criterionId: 'clarity', value: 4, isNotSeen: false });
		expect(await read(first.candidate, created.id)).toMatchObject({ rated: 4, ratedNow: null });
		expect(await read(first.candidate, first.id)).toBeNull();
		expect(await read(first.interviewer, created.id)).toBeNull();
	}
);

async function answerPicked(id: string, host: Actor, durationMs: number): Promise<void> {
	const questionId = (await given.rooms.browseQuestions(host, id, { category: 'opening' }))!
		.questions[0]!.id;
	await given.run(host, id, { type: 'pick-question', questionId });
	await given.run(host, id, { type: 'start-answer' });
	given.turnClock(durationMs);
	await given.run(host, id, { type: 'stop-answer' });
}

async function finish(id: string, host: Actor): Promise<void> {
	await given.run(host, id, { type: 'go-to-debrief' });
	await given.run(host, id, { type: 'finish' });
}
