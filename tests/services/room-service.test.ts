import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eq } from 'drizzle-orm';
import { toDocumentPath } from '#lib/collab/documents.ts';
import {
	getDiscussion,
	proposeAgreed,
	setTogether,
	strengthsRoot
} from '#lib/feedback/feedback-doc.ts';
import type { Category } from '#lib/deck/question.ts';
import type { CuesView, StageView } from '#lib/interview/stage.ts';
import { getOwnEvidence, setMark } from '#lib/scoring/scorecard-doc.ts';
import type { Actor } from '#server/auth/actor.ts';
import { answers, exposures, interviews as interviewRows, rounds } from '#server/db/schema.ts';
import { openInterviews } from '../support/given.ts';

let given: Awaited<ReturnType<typeof openInterviews>>;
beforeAll(async () => {
	given = await openInterviews();
});
afterAll(() => given[Symbol.asyncDispose]());

async function readStage(id: string): Promise<StageView> {
	const doc = await given.hub.read(given.db, toDocumentPath({ kind: 'stage', interviewId: id }));
	return doc.getMap('stage').get('view') as StageView;
}

async function roundOf(id: string): Promise<string> {
	const [round] = await given.db.select().from(rounds).where(eq(rounds.interviewId, id));
	return round!.id;
}

async function readCues(id: string): Promise<CuesView> {
	const path = toDocumentPath({ kind: 'cues', roundId: await roundOf(id) });
	return (await given.hub.read(given.db, path)).getMap('cues').get('view') as CuesView;
}

async function write(
	id: string,
	kind: 'feedback' | { scorecardOf: Actor },
	change: Parameters<typeof given.hub.write>[1][string]
) {
	const roundId = await roundOf(id);
	const name =
		kind === 'feedback'
			? toDocumentPath({ kind, roundId })
			: toDocumentPath({ kind: 'scorecard', roundId, userId: kind.scorecardOf.userId });
	await given.db.transaction((tx) => given.hub.write(tx, { [name]: change }));
}

const criterionIds = async (actor: Actor, id: string) =>
	(await given.rooms.enter(actor, id))!.shownCriteria;

describe('drawing', () => {
	it('the first draw starts the interview, and the card is not in the stage', async () => {
		const { id, interviewer } = await given.interview();
		expect((await readStage(id)).phase).toBe('open');
		expect(await given.run(interviewer, id, { type: 'draw-question' })).toMatchObject({ ok: true });
		const stage = await readStage(id);
		const { card } = await readCues(id);
		expect(stage.phase).toBe('live');
		expect(stage.question).toBeNull();
		expect(JSON.stringify(stage)).not.toContain(card!.content.prompt);
		expect(card!.content.category).toBe('opening');
	});

	it('a draw pressed twice, and the same command sent twice, draws once', async () => {
		const { id, interviewer } = await given.interview();
		const first = await given.rooms.run(interviewer, id, 'same-id-00', { type: 'draw-question' });
		expect(await given.rooms.run(interviewer, id, 'same-id-00', { type: 'draw-question' })).toEqual(
			first
		);
		await given.run(interviewer, id, { type: 'draw-question' });
		const drawn = await given.db
			.select()
			.from(answers)
			.where(eq(answers.roundId, await roundOf(id)));
		expect(drawn).toHaveLength(1);
	});

	it('draws at once from many presses and two people give one card', async () => {
		const { id, interviewer } = await given.interview();
		await Promise.all(
			Array.from({ length: 8 }, () => given.run(interviewer, id, { type: 'draw-question' }))
		);
		const drawn = await given.db
			.select()
			.from(answers)
			.where(eq(answers.roundId, await roundOf(id)));
		expect(drawn).toHaveLength(1);
	});

	it('another question takes the card’s step, and skipping gives it up', async () => {
		const { id, interviewer } = await given.interview();
		await given.run(interviewer, id, { type: 'draw-question' });
		const first = (await readCues(id)).card!;
		await given.run(interviewer, id, { type: 'other-question' });
		const second = (await readCues(id)).card!;
		expect(second.questionId).not.toBe(first.questionId);
		expect(second.planStep).toBe(first.planStep);
		await given.run(interviewer, id, { type: 'skip-question' });
		expect((await readCues(id)).card).toBeNull();
		await given.run(interviewer, id, { type: 'draw-question' });
		expect((await readCues(id)).card!.planStep).toBe(1);
	});

	it('a draw is taken back as if it had not been, one after the other', async () => {
		const { id, interviewer, candidate } = await given.interview();
		const say = (type: string) => given.run(interviewer, id, { type });
		const readCard = async () => (await readCues(id)).card;
		expect(await say('undo-draw')).toMatchObject({ code: 'wrong_phase' });
		await say('draw-question');
		const first = (await readCard())!;
		await say('other-question');
		const second = (await readCard())!;
		expect(second.questionId).not.toBe(first.questionId);
		expect(await given.run(candidate, id, { type: 'undo-draw' })).toMatchObject({
			code: 'not_allowed'
		});
		expect(await say('undo-draw')).toMatchObject({ ok: true });
		expect((await readCard())!.answerId).toBe(first.answerId);
		expect(await say('undo-draw')).toMatchObject({ ok: true });
		expect(await readCard()).toBeNull();
		expect((await readStage(id)).plan.dealt).toBe(0);
		expect(await say('undo-draw')).toMatchObject({ code: 'nothing_drawn' });
		// Neither counts as met or as drawn today: the same cards in the same order come again.
		await say('draw-question');
		expect((await readCard())!.questionId).toBe(first.questionId);

		await say('start-answer');
		expect(await say('undo-draw')).toMatchObject({ code: 'answer_running' });
		await say('stop-answer');
		expect(await say('undo-draw')).toMatchObject({ code: 'nothing_drawn' });
		await say('draw-question');
		await say('undo-draw');
		expect((await readStage(id)).answered).toHaveLength(1);
		expect((await readCard())!.isStopped).toBe(true);
	});

	it('deals the plan’s steps in order and then says that it is complete', async () => {
		const { id, interviewer } = await given.interview();
		const seen: string[] = [];
		for (let step = 0; step < 6; step++) {
			expect(await given.run(interviewer, id, { type: 'draw-question' })).toMatchObject({
				ok: true
			});
			seen.push((await readCues(id)).card!.content.category);
			await given.run(interviewer, id, { type: 'start-answer' });
			await given.run(interviewer, id, { type: 'stop-answer' });
		}
		expect(seen.slice(0, 4)).toEqual(['opening', 'motivation', 'behavioural', 'behavioural']);
		expect(seen[5]).toBe('questions-for-us');
		expect(await given.run(interviewer, id, { type: 'draw-question' })).toMatchObject({
			ok: false,
			code: 'plan_complete'
		});
	});

	it('a question that does not fit the candidate cannot be picked', async () => {
		const { id, interviewer } = await given.interview({
			preparation: { specialty: 'med-peds', path: 'us-graduate', needsVisa: false }
		});
		const browse = async (category?: Category) =>
			(await given.rooms.browseQuestions(interviewer, id, { category }))!;
		expect(await browse('med-psych')).toEqual({ questions: [], total: 0 });
		expect((await browse('med-peds')).total).toBeGreaterThan(0);
		const all = await given.db.query.questions.findMany();
		const medPsych = all.find((question) => question.category === 'med-psych')!;
		expect(
			await given.run(interviewer, id, { type: 'pick-question', questionId: medPsych.id })
		).toMatchObject({ ok: false, code: 'unknown_question' });
	});

	it('picking by hand forgives a typo, shows a page and how many more there are, and what was met or drawn', async () => {
		const { id, interviewer, candidate } = await given.interview();
		const browse = async (text?: string) =>
			(await given.rooms.browseQuestions(interviewer, id, { text }))!;
		const all = await browse();
		expect(all.questions).toHaveLength(50);
		expect(all.total).toBeGreaterThan(200);
		const { questions, total } = await browse('conflct team');
		expect(questions[0]!.prompt).toBe(
			'Describe a conflict in a team you were part of. How did it end?'
		);
		expect(total).toBe(questions.length);
		expect(await browse('nothing-like-it-xyzzy')).toEqual({ questions: [], total: 0 });
		const questionId = questions[0]!.id;
		await given.run(interviewer, id, { type: 'pick-question', questionId });
		await given.run(interviewer, id, { type: 'start-answer' });
		expect((await browse('conflct team')).questions[0]).toMatchObject({
			isDrawn: true,
			metBeforeAt: given.now().getTime()
		});
		expect(await given.rooms.browseQuestions(candidate, id, {})).toBeNull();
	});

	it('a question met before is dealt last and labelled', async () => {
		const { id, interviewer, candidate } = await given.interview();
		await given.run(interviewer, id, { type: 'draw-question' });
		await given.run(interviewer, id, { type: 'start-answer' });
		const met = (await readCues(id)).card!;
		expect(met.attempt).toBeNull();
		for (const attempt of [2, 3]) {
			const again = await given.interviews.create(interviewer, {
				...(await given.interviews.createOptions(interviewer)).defaults,
				withUserId: candidate.userId
			});
			if (!again.ok) throw new Error(again.message);
			await given.rooms.enter(interviewer, again.id);
			await given.run(interviewer, again.id, { type: 'draw-question' });
			expect((await readCues(again.id)).card!.questionId).not.toBe(met.questionId);
			await given.run(interviewer, again.id, { type: 'pick-question', questionId: met.questionId });
			expect((await readCues(again.id)).card).toMatchObject({
				metBeforeAt: given.now().getTime(),
				attempt
			});
			// The asking is another time that it is met, and this attempt stays what it is.
			await given.run(interviewer, again.id, { type: 'start-answer' });
			expect((await readCues(again.id)).card!.attempt).toBe(attempt);
		}
	});
});

describe('asking', () => {
	it('shows the prompt, starts the clock and counts as met', async () => {
		const { id, interviewer, candidate } = await given.interview();
		await given.run(interviewer, id, { type: 'draw-question' });
		expect(await given.run(candidate, id, { type: 'start-answer' })).toMatchObject({
			ok: false,
			code: 'not_allowed'
		});
		await given.run(interviewer, id, { type: 'start-answer' });
		const stage = await readStage(id);
		expect(stage.question!.prompt).toBe((await readCues(id)).card!.content.prompt);
		expect(stage.question!.clock.startedAt).toBe(given.now().getTime());
		const met = await given.db
			.select()
			.from(exposures)
			.where(eq(exposures.userId, candidate.userId));
		expect(met).toHaveLength(1);
	});

	it('gives an interviewer’s page what was asked, so that ticks have words in any tab; nobody else gets it', async () => {
		const { id, interviewer, candidate, observer } = await given.interview({ observer: true });
		const cardsOf = async (actor: Actor) => (await given.rooms.enter(actor, id))!.cards;
		await given.run(interviewer, id, { type: 'draw-question' });
		expect(await cardsOf(interviewer)).toEqual([]);
		await given.run(interviewer, id, { type: 'other-question' });
		await given.run(interviewer, id, { type: 'start-answer' });
		const { answerId, content } = (await readCues(id)).card!;
		await given.run(interviewer, id, { type: 'stop-answer' });
		await given.run(interviewer, id, { type: 'draw-question' });
		const { category, isStar, strongAnswer } = content;
		expect(strongAnswer.length).toBeGreaterThan(0);
		expect(await cardsOf(interviewer)).toEqual([
			{ answerId, ordinal: 1, category, isStar, strongAnswer }
		]);
		for (const actor of [candidate, observer!]) {
			const view = await given.rooms.enter(actor, id);
			expect(JSON.stringify(view)).not.toContain(strongAnswer[0]);
			expect(view!.cards).toEqual([]);
		}
	});

	it('keeps the prompt back where the switch is off', async () => {
		const { id, interviewer } = await given.interview();
		await given.run(interviewer, id, { type: 'draw-question' });
		await given.run(interviewer, id, { type: 'show-prompt', isShown: false });
		await given.run(interviewer, id, { type: 'start-answer' });
		const stage = await readStage(id);
		expect(stage.question!.prompt).toBeNull();
		expect(JSON.stringify(stage)).not.toContain((await readCues(id)).card!.content.prompt);
	});

	it('does not count pauses as answer', async () => {
		const { id, interviewer } = await given.interview();
		await given.run(interviewer, id, { type: 'draw-question' });
		await given.run(interviewer, id, { type: 'start-answer' });
		given.turnClock(20_000);
		await given.run(interviewer, id, { type: 'pause-answer' });
		given.turnClock(60_000);
		await given.run(interviewer, id, { type: 'resume-answer' });
		given.turnClock(10_000);
		await given.run(interviewer, id, { type: 'stop-answer' });
		expect((await readStage(id)).answered[0]!.durationMs).toBe(30_000);
	});

	it('refuses what has no card, a running answer, or no such follow-up, in words', async () => {
		const { id, interviewer } = await given.interview();
		const code = async (command: Record<string, unknown>) => {
			const result = await given.run(interviewer, id, command);
			return result.ok ? 'ok' : result.code;
		};
		expect(await code({ type: 'start-answer' })).toBe('wrong_phase');
		await given.run(interviewer, id, { type: 'draw-question' });
		expect(await code({ type: 'stop-answer' })).toBe('no_answer_running');
		await given.run(interviewer, id, { type: 'start-answer' });
		expect(await code({ type: 'draw-question' })).toBe('answer_running');
		expect(await code({ type: 'ask-follow-up', index: 19 })).toBe('unknown_follow_up');
		expect(await code({ type: 'ask-follow-up', index: 0 })).toBe('ok');
		expect(await code({ type: 'ask-follow-up', index: 0, extra: 1 })).toBe('bad_command');
		expect(await code({ type: 'drop-table' })).toBe('bad_command');
	});
});

describe('rating, reveal and finish', () => {
	it('opens all numbers when the last rater is done, shows only counts before, and freezes what was agreed', async () => {
		const { id, interviewer, candidate } = await given.interview();
		const [one, two] = (await criterionIds(interviewer, id)) as [string, string];
		await given.run(interviewer, id, { type: 'draw-question' });
		await given.run(interviewer, id, { type: 'start-answer' });
		given.turnClock(75_000);
		await given.run(interviewer, id, { type: 'go-to-debrief' });
		await write(id, { scorecardOf: interviewer }, (doc) => {
			setMark(doc, one, 4);
			setMark(doc, two, 'not-seen');
			getOwnEvidence(doc, one).insert(0, 'Named the result in the first sentence.');
		});
		await write(id, { scorecardOf: candidate }, (doc) => setMark(doc, one, 2));
		await given.rooms.refreshRatersOfRound(await roundOf(id));
		const before = await readStage(id);
		const rated = new Map(before.raters.map((rater) => [rater.userId, rater.rated]));
		expect(rated).toEqual(
			new Map([
				[interviewer.userId, 2],
				[candidate.userId, 1]
			])
		);
		expect(before.isRevealed).toBe(false);
		await given.run(interviewer, id, { type: 'done-rating' });
		expect((await readStage(id)).isRevealed).toBe(false);
		expect((await given.rooms.enter(candidate, id))!.documents.others).toEqual([]);
		await given.run(candidate, id, { type: 'done-rating' });
		expect((await readStage(id)).isRevealed).toBe(true);
		expect((await given.rooms.enter(candidate, id))!.documents.others).toHaveLength(1);

		await write(id, 'feedback', (doc) => {
			doc.getText(strengthsRoot).insert(0, 'Clear opening.');
			getDiscussion(doc, one).insert(0, 'The follow-up made the difference.');
			proposeAgreed(doc, one, interviewer.userId, 3);
			proposeAgreed(doc, one, candidate.userId, 3);
		});
		expect(await given.run(interviewer, id, { type: 'finish' })).toMatchObject({ ok: true });
		expect(await given.run(candidate, id, { type: 'finish' })).toMatchObject({ ok: true });
		expect(given.over).toContain(id);

		const outcome = (await given.outcomes.get(candidate, id))!;
		const [round] = outcome.rounds;
		expect(round!.strengths).toBe('Clear opening.');
		expect(round!.answers[0]!.durationMs).toBe(75_000);
		expect(round!.items).toEqual([
			{
				criterionId: one,
				evidence: '',
				discussion: 'The follow-up made the difference.',
				agreed: 3
			}
		]);
		const given1 = round!.scorecards.find((card) => card.raterKind === 'interviewer')!;
		expect(given1.marks).toEqual(
			expect.arrayContaining([
				{ criterionId: one, mark: 4, evidence: 'Named the result in the first sentence.' },
				{ criterionId: two, mark: 'not-seen', evidence: '' }
			])
		);
		expect(await given.outcomes.get(await given.person('A stranger'), id)).toBeNull();
	});

	it('in together, live there is one set of numbers from the first minute', async () => {
		const { id, interviewer, candidate } = await given.interview({ scoring: 'together' });
		const [one] = (await criterionIds(interviewer, id)) as [string];
		expect((await readStage(id)).isRevealed).toBe(true);
		await write(id, 'feedback', (doc) => setTogether(doc, one, 5));
		await given.run(interviewer, id, { type: 'go-to-debrief' });
		await given.run(candidate, id, { type: 'finish' });
		const [round] = (await given.outcomes.get(interviewer, id))!.rounds;
		expect(round!.items.find((item) => item.criterionId === one)!.agreed).toBe(5);
		expect(round!.scorecards.map((card) => [card.raterKind, card.state])).toEqual([
			['interviewer', 'given'],
			['self', 'not-given']
		]);
	});

	it('finishes exactly once when both press at the same moment, and refuses everything after', async () => {
		const { id, interviewer, candidate } = await given.interview();
		await given.run(interviewer, id, { type: 'go-to-debrief' });
		await given.run(interviewer, id, { type: 'reveal-scores' });
		const results = await Promise.all(
			[interviewer, candidate, interviewer, candidate].map((actor) =>
				given.run(actor, id, { type: 'finish' })
			)
		);
		expect(results.every((result) => result.ok)).toBe(true);
		expect((await given.outcomes.get(candidate, id))!.rounds[0]!.scorecards).toHaveLength(2);
		expect(await given.run(interviewer, id, { type: 'reveal-scores' })).toMatchObject({
			ok: false,
			code: 'already_finished'
		});
		expect(await given.rooms.enter(candidate, id)).toBeNull();
	});

	it('a candidate cannot finish before the scores are open', async () => {
		const { id, interviewer, candidate } = await given.interview();
		await given.run(interviewer, id, { type: 'go-to-debrief' });
		expect(await given.run(candidate, id, { type: 'finish' })).toMatchObject({
			ok: false,
			code: 'not_revealed'
		});
	});

	it('the server finishes with what is there', async () => {
		const { id, interviewer } = await given.interview();
		await given.run(interviewer, id, { type: 'draw-question' });
		await given.run(interviewer, id, { type: 'start-answer' });
		await given.rooms.moveOn(id, 'debrief');
		expect((await readStage(id)).phase).toBe('debrief');
		await given.rooms.moveOn(id, 'finish');
		const outcome = (await given.outcomes.get(interviewer, id))!;
		expect(outcome.finishedHow).toBe('timeout');
		expect(outcome.rounds[0]!.scorecards.every((card) => card.state === 'not-given')).toBe(true);
	});
});

describe('the stage', () => {
	it('carries a revision that only rises', async () => {
		const { id, interviewer } = await given.interview();
		const before = (await readStage(id)).revision;
		await given.run(interviewer, id, { type: 'draw-question' });
		await given.run(interviewer, id, { type: 'start-answer' });
		expect((await readStage(id)).revision).toBe(before + 2);
		const [row] = await given.db.select().from(interviewRows).where(eq(interviewRows.id, id));
		expect(row!.revision).toBe(before + 2);
	});

	it('an observer sees it, writes a count of filler words alone, and may give no command', async () => {
		const { id, observer } = await given.interview({ observer: true });
		const view = (await given.rooms.enter(observer!, id))!;
		expect(view.documents.cues).toBeNull();
		expect(view.documents.scorecard!.clientId).not.toBeNull();
		expect(view.documents.notes).toBeNull();
		expect(view.documents.feedback.clientId).toBeNull();
		expect(await given.run(observer!, id, { type: 'draw-question' })).toMatchObject({
			code: 'not_allowed'
		});
	});
});

describe('a station', () => {
	const second = 1000;
	const begin = async () => {
		const { id, interviewer } = await given.interview({ planId: 'stations' });
		const say = (type: 'draw-question' | 'start-answer' | 'end-reading' | 'stop-answer') =>
			given.run(interviewer, id, { type });
		const readClock = async () => (await readStage(id)).question!.clock;
		await say('draw-question');
		expect(await say('end-reading')).toMatchObject({ ok: false, code: 'no_answer_running' });
		await say('start-answer');
		return { id, say, readClock };
	};

	it('is read for two minutes, then answered for six', async () => {
		const { say, readClock } = await begin();
		const startedAt = given.now().getTime() + 120 * second;
		expect(await readClock()).toMatchObject({
			startedAt,
			readSeconds: 120,
			targetSeconds: 300,
			lights: { green: 240, amber: 300, red: 360 }
		});
		given.turnClock(420 * second);
		expect(await say('end-reading')).toMatchObject({ ok: true });
		expect((await readClock()).startedAt).toBe(startedAt);
		await say('stop-answer');
		const clock = await readClock();
		expect(clock.stoppedAt! - clock.startedAt).toBe(300 * second);
	});

	it('begins when it has been read, and stopped while it is read took no time', async () => {
		const { id, say, readClock } = await begin();
		given.turnClock(30 * second);
		await say('end-reading');
		expect((await readClock()).startedAt).toBe(given.now().getTime());
		given.turnClock(60 * second);
		await say('stop-answer');
		await say('draw-question');
		await say('start-answer');
		await say('stop-answer');
		const { answered } = await readStage(id);
		expect(answered.map(({ durationMs }) => durationMs)).toEqual([60 * second, 0]);
	});
});

describe('one more minute', () => {
	it('is shown to the candidate while an answer runs, once, and goes with the answer or with added time', async () => {
		const { id, interviewer, candidate } = await given.interview();
		const isShown = async () => (await readStage(id)).question?.isEndSignalled;
		const say = (type: 'signal-end' | 'start-answer' | 'stop-answer' | 'draw-question') =>
			given.run(interviewer, id, { type });
		await say('draw-question');
		expect(await say('signal-end')).toMatchObject({ ok: false, code: 'no_answer_running' });
		await say('start-answer');
		expect(await isShown()).toBe(false);
		expect(await given.run(candidate, id, { type: 'signal-end' })).toMatchObject({
			code: 'not_allowed'
		});
		expect(await say('signal-end')).toMatchObject({ ok: true });
		expect(await isShown()).toBe(true);
		const { revision } = await readStage(id);
		expect(await say('signal-end')).toMatchObject({ ok: true });
		expect((await readStage(id)).revision).toBe(revision);
		await given.run(interviewer, id, { type: 'add-time', seconds: 30 });
		expect(await isShown()).toBe(false);
		await say('signal-end');
		expect(await isShown()).toBe(true);
		await say('stop-answer');
		expect(await isShown()).toBe(false);
	});
});
