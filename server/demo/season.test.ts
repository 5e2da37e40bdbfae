import { describe, expect, it } from 'vitest';
import { findPlan } from '#lib/deck/plans.ts';
import { fitsCandidate, type Preparation } from '#lib/deck/question.ts';
import { fitsCategory } from '#lib/deck/draw.ts';
import { isAnswerMark } from '#lib/scoring/answer-marks.ts';
import { toQuestionId } from '#server/decks/starter/built-in-question.ts';
import { starterDeck } from '#server/decks/starter/starter-deck.ts';
import { residencyInterview, shortForm } from '#server/rubrics/built-in/built-in-rubrics.ts';
import { candidate, demoCandidates, sharesLittle } from './people.ts';
import { season } from './season.ts';
import { toSeasonRows } from './season-rows.ts';

const questions = new Map(starterDeck.questions.map(({ id, content }) => [id, content]));
const rounds = season.flatMap(({ rounds, rubric, planId }) =>
	rounds.map((round) => ({ ...round, rubric, planId }))
);
const now = new Date('2026-11-20T15:00:00Z');
const rows = toSeasonRows(now, { residency: 'r', short: 's' });

describe('the demo season', () => {
	it('ends a few days before now and goes back ten weeks', () => {
		const finished = rows.interviews.map((interview) => interview.finishedAt!.getTime());
		expect(finished).toEqual([...finished].sort((a, b) => a - b));
		const days = finished.map((at) => (now.getTime() - at) / 86_400_000);
		expect(days.at(-1)).toBeGreaterThan(2);
		expect(days.at(-1)).toBeLessThan(6);
		expect(days[0]).toBeGreaterThan(63);
	});

	it('has eleven rounds of the candidate', () => {
		expect(rounds.filter((round) => round.candidate.id === candidate.id)).toHaveLength(11);
	});

	it('asks each candidate only cards that fit, and labels what was asked before', () => {
		const met = new Map<string, Date>();
		for (const round of rounds) {
			const preparation = round.candidate satisfies Preparation;
			for (const { number, followUps } of round.answers) {
				const content = questions.get(toQuestionId(number))!;
				expect(fitsCandidate(content, preparation), content.prompt).toBe(true);
				expect(fitsCategory(content.category, preparation), content.prompt).toBe(true);
				for (const index of followUps ?? []) expect(content.followUps[index]).toBeDefined();
			}
		}
		for (const answer of rows.answers) {
			const round = rows.rounds.find(({ id }) => id === answer.roundId)!;
			const key = `${round.candidateId} ${answer.questionId}`;
			expect(answer.metBeforeAt).toEqual(met.get(key) ?? null);
			met.set(key, answer.startedAt!);
		}
	});

	it('pins moments of answers, at the first and the last time that a question was asked', () => {
		for (const { answers } of rounds)
			for (const { seconds, heard } of answers)
				for (const { atMs, words } of heard?.pins ?? []) {
					expect(atMs, words).toBeLessThan(seconds * 1000);
					expect(isAnswerMark(`pin:${atMs}`, words), words).toBe(true);
				}
		const pinned = (index: 0 | -1) =>
			rounds
				.filter((round) => round.candidate.id === candidate.id)
				.flatMap(({ answers }) => answers.filter(({ number }) => number === 101))
				.at(index)?.heard?.pins;
		expect(pinned(0)?.length).toBeGreaterThan(0);
		expect(pinned(-1)?.length).toBeGreaterThan(0);
	});

	it('follows its plans step by step', () => {
		for (const { planId, answers } of rounds) {
			const { steps } = findPlan(planId)!;
			expect(answers).toHaveLength(steps.length);
			for (const [index, { number }] of answers.entries())
				expect(steps[index]!.categories).toContain(questions.get(toQuestionId(number))!.category);
		}
	});

	it('rates criteria of its rubric alone, and agrees where marks differ by two or more', () => {
		for (const { rubric, marks, evidence, discussion } of rounds) {
			const { criteria } = rubric === 'short' ? shortForm : residencyInterview;
			const ids = criteria.map(({ id }) => id);
			expect(ids).toEqual(
				expect.arrayContaining([...Object.keys(marks), ...Object.keys(evidence)])
			);
			for (const { theirs, own, agreed } of Object.values(marks))
				if (typeof theirs === 'number' && typeof own === 'number')
					expect(Math.abs(theirs - own) < 2 || agreed !== undefined).toBe(true);
			for (const id of Object.keys(discussion ?? {})) {
				const { theirs, own } = marks[id]!;
				expect(Math.abs(Number(theirs) - Number(own))).toBeGreaterThanOrEqual(2);
			}
		}
		expect(rows.feedbackItems.filter((item) => item.discussion)).toHaveLength(2);
	});

	it('has every kind of interview, a panel of three and a practice alone among them', () => {
		const kinds = Map.groupBy(rows.interviews, ({ kind }) => kind);
		expect([...kinds.keys()].sort()).toEqual(['mentor', 'panel', 'peer', 'solo']);
		const cardsOf = (kind: 'panel' | 'solo') => {
			const [interview] = kinds.get(kind)!;
			const round = rows.rounds.find(({ interviewId }) => interviewId === interview!.id)!;
			return rows.scorecards
				.filter(({ roundId }) => roundId === round.id)
				.map(({ raterKind }) => raterKind);
		};
		expect(cardsOf('panel')).toEqual(['interviewer', 'interviewer', 'interviewer', 'self']);
		expect(cardsOf('solo')).toEqual(['self']);
		expect(rows.answers.filter(({ figures }) => figures)).toHaveLength(6);
		const paused = rows.answers.filter(({ pausedMs }) => pausedMs! > 0);
		expect(paused).toMatchObject([
			{ pausedMs: 52_000, pauses: [{ atMs: 41_000, lengthMs: 52_000 }] }
		]);
	});

	it('has about forty interviews of six candidates', () => {
		expect(rows.interviews.length).toBeGreaterThanOrEqual(38);
		expect(rows.interviews.length).toBeLessThanOrEqual(44);
		expect(new Set(rounds.map((round) => round.candidate.id))).toEqual(
			new Set(demoCandidates.map(({ id }) => id))
		);
	});

	it('keeps one story to itself but for its beginning', () => {
		const shared = (isPrivate: boolean) =>
			rows.rounds.filter((round) => (round.visibility === 'private') === isPrivate);
		expect(new Set(shared(true).map(({ candidateId }) => candidateId))).toEqual(
			new Set([sharesLittle.id])
		);
		expect(shared(false).filter(({ candidateId }) => candidateId === sharesLittle.id)).toHaveLength(
			2
		);
	});

	it('shows progress from the first interview to the last in what the mentor gave', () => {
		const own = rounds.filter((round) => round.candidate.id === candidate.id);
		const toMean = (index: number) => {
			const values = Object.values(own.at(index)!.marks).flatMap(({ theirs }) =>
				theirs === 'not-seen' ? [] : theirs
			);
			return values.reduce((sum, value) => sum + value, 0) / values.length;
		};
		expect(toMean(0)).toBeLessThan(2.6);
		expect(toMean(-1)).toBeGreaterThan(4);
	});
});
