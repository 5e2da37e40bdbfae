import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { and, eq } from 'drizzle-orm';
import type { Actor } from '#server/auth/actor.ts';
import { exposures, interviews } from '#server/db/schema.ts';
import { sweepInterviews } from '#server/interviews/sweep.ts';
import { createProgressService } from '#server/progress/progress-service.ts';
import { findCards } from '#server/interviews/drawing.ts';
import { readFilters } from '#lib/progress/filters.ts';
import type { SoloResult, SoloView } from '#lib/solo/solo.ts';
import { openInterviews } from '../support/given.ts';

const given = await openInterviews();
const { solo, db } = given;
afterAll(() => given[Symbol.asyncDispose]());

let amara: Actor;
let stranger: Actor;
let deckId: string;
beforeAll(async () => {
	stranger = await given.person('Sam Stranger');
	deckId = (await given.interviews.createOptions(stranger)).defaults.deckId;
});
beforeEach(async () => {
	amara = await given.person('Amara Nwosu', {
		role: 'candidate',
		specialty: 'psychiatry',
		path: 'us-graduate',
		needsVisa: false
	});
});

const settings = { thinkSeconds: 30, answerSeconds: null };

async function begin(actor = amara, planId = 'solo-six'): Promise<SoloView> {
	const begun = await solo.begin(actor, { planId, deckId, ...settings });
	if (!begun.ok) throw new Error(begun.message);
	return (await solo.get(actor, begun.id))!;
}

const speaking = { heardMs: 60_000, firstSoundMs: 900, longestPauseMs: 2_100, silenceShare: 0.2 };

/** What a browser sends of the first `count` answers, each of a minute; its clock may be off. */
function toSent(view: SoloView, count: number, clockOffMs = 0): SoloResult {
	const begunAt = given.now().getTime() + clockOffMs;
	return {
		sentAt: begunAt + 900_000,
		answers: view.questions.slice(0, count).map(({ answerId }, index) => ({
			answerId,
			startedAt: begunAt + index * 100_000,
			durationMs: 60_000,
			figures: { end: 'stopped', speaking, fillers: index === 0 ? 3 : null }
		})),
		outcome: null
	};
}

function toFinished(view: SoloView, clockOffMs = 0): SoloResult {
	const sent = toSent(view, view.questions.length, clockOffMs);
	return {
		...sent,
		outcome: {
			finishedAt: sent.sentAt - 60_000,
			marks: [
				{ criterionId: view.shownCriteria[0]!, mark: 4, evidence: 'I said the result first.' },
				{ criterionId: view.shownCriteria[1]!, mark: 'not-seen', evidence: '' }
			],
			strength: 'Warm opening',
			nextStep: 'Stop after the result'
		}
	};
}

const met = (actor: Actor) =>
	db.select().from(exposures).where(eq(exposures.userId, actor.userId)).orderBy(exposures.metAt);

describe('practising alone', () => {
	it('deals the whole plan at once, every card fitting the person, nothing met yet', async () => {
		const view = await begin();
		expect(view.questions).toHaveLength(6);
		expect(view.questions.map(({ category }) => category)).toEqual([
			'opening',
			'motivation',
			'behavioural',
			'self-knowledge',
			'behavioural',
			'categorical'
		]);
		expect(new Set(view.questions.map(({ prompt }) => prompt)).size).toBe(6);
		expect(await met(amara)).toEqual([]);
	});

	it('sends neither follow-ups nor what a strong answer shows to the browser', async () => {
		const view = await begin();
		const text = JSON.stringify(view);
		for (const { content } of await findCards(db, deckId, null))
			for (const secret of [
				...content.followUps,
				...content.strongAnswer,
				...content.commonMistakes
			])
				expect(text).not.toContain(secret);
	});

	it('saves numbers, words and figures as an interview of its own kind', async () => {
		const view = await begin();
		const result = toFinished(view);
		given.turnClock(1_000_000);
		expect(await solo.save(amara, view.interviewId, result)).toEqual({
			ok: true,
			isFinished: true
		});
		const outcome = (await given.outcomes.get(amara, view.interviewId))!;
		expect(outcome.interview).toMatchObject({ kind: 'solo', phase: 'finished', minutes: 17 });
		const [round] = outcome.rounds;
		expect(round).toMatchObject({ strengths: 'Warm opening', nextSteps: 'Stop after the result' });
		expect(round!.answers).toHaveLength(6);
		expect(round!.answers[0]).toMatchObject({
			durationMs: 60_000,
			figures: { end: 'stopped', speaking, fillers: 3 }
		});
		expect(round!.scorecards).toMatchObject([
			{ raterKind: 'self', state: 'given', marks: [{ mark: 4 }, { mark: 'not-seen' }] }
		]);
	});

	it('is a series of its own in progress and in no other', async () => {
		const view = await begin();
		const result = toFinished(view);
		given.turnClock(1_000_000);
		await solo.save(amara, view.interviewId, result);
		const progress = createProgressService({ db, now: given.now });
		const everything = readFilters(new URLSearchParams({ series: 'mentor,peer,self,solo' }));
		const season = (await progress.season(amara, everything))!;
		expect(season.counts).toEqual({ mentor: 0, peer: 0, self: 0, solo: 1 });
		expect([...(await progress.table(amara))!].join('')).toContain('Solo practice');
	});

	it('keeps what was met per person: the next draw deals other cards', async () => {
		const first = await begin();
		await solo.save(amara, first.interviewId, toSent(first, 6));
		expect(await met(amara)).toHaveLength(6);
		const second = await begin();
		const prompts = first.questions.map(({ prompt }) => prompt);
		expect(second.questions.filter(({ prompt }) => prompts.includes(prompt))).toEqual([]);
		// Another person has met nothing by it.
		expect(await met(stranger)).toEqual([]);
	});

	it('counts a repeat once, at every stage and after the end', async () => {
		const view = await begin();
		const id = view.interviewId;
		for (const count of [1, 2, 2, 1])
			expect(await solo.save(amara, id, toSent(view, count))).toEqual({
				ok: true,
				isFinished: false
			});
		expect(await met(amara)).toHaveLength(2);
		const result = toFinished(view);
		given.turnClock(1_000_000);
		const answers = await Promise.all([1, 2, 3].map(() => solo.save(amara, id, result)));
		expect(answers).toEqual(answers.map(() => ({ ok: true, isFinished: true })));
		const before = await given.outcomes.get(amara, id);
		const changed = structuredClone(result);
		changed.outcome!.nextStep = 'Something else';
		expect(await solo.save(amara, id, changed)).toEqual({ ok: true, isFinished: true });
		expect(await given.outcomes.get(amara, id)).toEqual(before);
		expect(await met(amara)).toHaveLength(6);
	});

	it.each([
		['ahead', 5 * 86_400_000],
		['behind', -5 * 86_400_000]
	])('tells the right day from a browser whose clock is five days %s', async (_, off) => {
		const view = await begin();
		const begunAt = given.now().getTime();
		const result = toFinished(view, off);
		given.turnClock(900_000);
		await solo.save(amara, view.interviewId, result);
		const { interview, rounds } = (await given.outcomes.get(amara, view.interviewId))!;
		expect(Date.parse(interview.finishedAt!)).toBe(begunAt + 840_000);
		expect(Date.parse(rounds[0]!.answers[1]!.startedAt)).toBe(begunAt + 100_000);
	});

	it('comes in late and whole when the line was away for weeks', async () => {
		const view = await begin();
		const result = toFinished(view);
		const finishedAt = given.now().getTime() + 840_000;
		const away = 20 * 86_400_000;
		given.turnClock(away);
		await sweepInterviews({
			db,
			now: given.now,
			moveOn: given.rooms.moveOn,
			remind: async () => {}
		});
		const [row] = await db.select().from(interviews).where(eq(interviews.id, view.interviewId));
		expect(row!.phase).toBe('missed');
		const sent = { ...result, sentAt: given.now().getTime() };
		expect(await solo.save(amara, view.interviewId, sent)).toEqual({ ok: true, isFinished: true });
		const { interview } = (await given.outcomes.get(amara, view.interviewId))!;
		expect(Date.parse(interview.finishedAt!)).toBe(finishedAt);
	});

	it('goes on where another browser stopped', async () => {
		const view = await begin();
		await solo.save(amara, view.interviewId, toSent(view, 2));
		const again = (await solo.get(amara, view.interviewId))!;
		expect(again.questions.map(({ given }) => given?.durationMs ?? null)).toEqual([
			60_000,
			60_000,
			null,
			null,
			null,
			null
		]);
	});

	it('leaves what was not asked out of the result when it ends early', async () => {
		const view = await begin();
		const whole = toFinished(view);
		given.turnClock(1_000_000);
		await solo.save(amara, view.interviewId, { ...whole, answers: whole.answers.slice(0, 2) });
		expect((await given.outcomes.get(amara, view.interviewId))!.rounds[0]!.answers).toHaveLength(2);
		expect(await met(amara)).toHaveLength(2);
	});
});

describe('what is refused', () => {
	const broken: [string, (sent: SoloResult, view: SoloView) => unknown][] = [
		['a rating out of range', (sent) => withMark(sent, { mark: 6 })],
		['an unknown criterion', (sent) => withMark(sent, { criterionId: 'charm' })],
		['a criterion twice', (sent) => twice(sent)],
		['an answer that was not dealt', (sent) => withAnswer(sent, { answerId: 'elsewhere' })],
		['a length below nothing', (sent) => withAnswer(sent, { durationMs: -1 })],
		['a share above one', (sent) => withShare(sent, 1.1)],
		['a field that nobody knows', (sent) => ({ ...sent, isAdmin: true })],
		['words without end', (sent) => withWords(sent, 'x'.repeat(4001))],
		['nothing at all', () => null]
	];
	const withMark = (sent: SoloResult, more: object) => ({
		...sent,
		outcome: { ...sent.outcome, marks: [{ ...sent.outcome!.marks[0], ...more }] }
	});
	const twice = (sent: SoloResult) => ({
		...sent,
		outcome: { ...sent.outcome, marks: [sent.outcome!.marks[0], sent.outcome!.marks[0]] }
	});
	const withAnswer = (sent: SoloResult, more: object) => ({
		...sent,
		answers: [{ ...sent.answers[0], ...more }, ...sent.answers.slice(1)]
	});
	const withShare = (sent: SoloResult, silenceShare: number) =>
		withAnswer(sent, {
			figures: { end: 'stopped', speaking: { ...speaking, silenceShare }, fillers: null }
		});
	const withWords = (sent: SoloResult, nextStep: string) => ({
		...sent,
		outcome: { ...sent.outcome, nextStep }
	});

	it.each(broken)('%s refuses the whole, and nothing of it is written', async (_, toBroken) => {
		const view = await begin();
		const sent = toBroken(toFinished(view), view);
		expect(await solo.save(amara, view.interviewId, sent)).toMatchObject({
			ok: false,
			code: 'invalid'
		});
		expect(await met(amara)).toEqual([]);
		expect(await given.outcomes.get(amara, view.interviewId)).toBeNull();
		const after = (await solo.get(amara, view.interviewId))!;
		expect(after.questions.every(({ given }) => given === null)).toBe(true);
	});

	it.each([
		['a NUL', 'Result\0 first'],
		['half of an emoji', 'Result \ud83d first']
	])(
		'%s in the words is told as what it is, and the rest can still be saved',
		async (_, nextStep) => {
			const view = await begin();
			const sent = toFinished(view);
			const refused = await solo.save(amara, view.interviewId, withWords(sent, nextStep));
			expect(refused).toMatchObject({ ok: false, code: 'unstorable' });
			expect(refused).toHaveProperty('message', expect.stringContaining('cannot be saved'));
			expect(await given.outcomes.get(amara, view.interviewId)).toBeNull();
			expect(await solo.save(amara, view.interviewId, sent)).toMatchObject({ isFinished: true });
		}
	);

	it('nobody else reads, writes or gives up a practice', async () => {
		const view = await begin();
		const id = view.interviewId;
		expect(await solo.get(stranger, id)).toBeNull();
		expect(await solo.save(stranger, id, toFinished(view))).toMatchObject({ code: 'not_found' });
		expect(await solo.discard(stranger, id)).toBe(false);
		expect((await solo.get(amara, id))!.phase).toBe('open');
	});

	it('an interview with somebody else is no practice alone', async () => {
		const { id, candidate } = await given.interview();
		expect(await solo.get(candidate, id)).toBeNull();
		expect(await solo.discard(candidate, id)).toBe(false);
	});

	it('has no room, no commands and no links', async () => {
		const { interviewId } = await begin();
		expect(await given.rooms.enter(amara, interviewId)).toBeNull();
		expect(await given.run(amara, interviewId, { type: 'set-ready', isReady: true })).toMatchObject(
			{ code: 'not_found' }
		);
		expect(await given.interviews.renewLink(amara, interviewId, 'interviewer')).toMatchObject({
			code: 'not_found'
		});
	});

	it('a practice that was given up takes nothing more, and keeps what was met', async () => {
		const view = await begin();
		const id = view.interviewId;
		await solo.save(amara, id, toSent(view, 2));
		expect(await solo.discard(amara, id)).toBe(true);
		expect(await solo.discard(amara, id)).toBe(true);
		expect(await solo.save(amara, id, toFinished(view))).toMatchObject({ code: 'discarded' });
		expect(await met(amara)).toHaveLength(2);
		const finished = await begin();
		await solo.save(amara, finished.interviewId, toFinished(finished));
		expect(await solo.discard(amara, finished.interviewId)).toBe(false);
	});

	it('a plan for others and a deck that is not there say which field it is', async () => {
		const wrong = { ...settings, planId: 'panel', deckId };
		expect(await solo.begin(amara, wrong)).toMatchObject({ ok: false, field: 'planId' });
		const nowhere = { ...settings, planId: 'solo-six', deckId: 'nowhere' };
		expect(await solo.begin(amara, nowhere)).toMatchObject({ ok: false, field: 'deckId' });
		const rows = await db
			.select()
			.from(interviews)
			.where(and(eq(interviews.createdBy, amara.userId)));
		expect(rows).toEqual([]);
	});
});
