import { describe, expect, it } from 'vitest';
import {
	answer,
	changeAnswer,
	createSoloRound,
	endEarly,
	resume,
	stop,
	think,
	toResult,
	type SoloRound
} from './solo-round.ts';
import {
	findSoloPlan,
	soloPlans,
	toAnswerLimit,
	toSoloLights,
	toSoloMinutes,
	type SoloQuestion,
	type SoloView
} from './solo.ts';

const question = (answerId: string, given: SoloQuestion['given'] = null): SoloQuestion => ({
	answerId,
	category: 'behavioural',
	prompt: `Question ${answerId}`,
	targetSeconds: 120,
	lights: { green: 90, amber: 150, red: 180 },
	metBeforeAt: null,
	given
});

const view: SoloView = {
	interviewId: 'interview',
	userId: 'amara',
	name: 'Amara Nwosu',
	planName: 'Six timed questions',
	phase: 'open',
	settings: { thinkSeconds: 30, answerSeconds: null },
	questions: [question('a'), question('b')],
	criteria: [],
	shownCriteria: []
};

/** Two answers of a minute each. */
function givenReviewed(): SoloRound {
	let round = createSoloRound(view, 0);
	for (const [index, id] of ['a', 'b'].entries()) {
		const at = index * 100_000;
		round = answer(think(round, at), id, at + 30_000);
		round = stop(round, 'stopped', at + 90_000, 2);
	}
	return round;
}

describe('a solo round', () => {
	it('goes from question to question and ends with the review', () => {
		const round = givenReviewed();
		expect(round.stage).toBe('review');
		expect(round.answers.map(({ answerId, end }) => [answerId, end])).toEqual([
			['a', 'stopped'],
			['b', 'stopped']
		]);
	});

	it('starts no answer twice and stops none that does not run', () => {
		const ready = createSoloRound(view, 0);
		expect(answer(ready, 'a', 1)).toBe(ready);
		expect(stop(ready, 'stopped', 1, 2)).toBe(ready);
		const answering = answer(think(ready, 0), 'a', 1);
		expect(answer(answering, 'a', 2)).toBe(answering);
		expect(think(answering, 2)).toBe(answering);
	});

	it('ends an answer in the middle of which the page died where it was last heard of', () => {
		const running = { ...answer(think(createSoloRound(view, 0), 0), 'a', 1_000), aliveAt: 24_000 };
		const found = resume(running, 900_000, 2);
		expect(found).toMatchObject({ stage: 'ready', index: 1, stageAt: 900_000 });
		expect(found.answers[0]).toMatchObject({ end: 'page-closed', stoppedAt: 24_000 });
		expect(resume(found, 950_000, 2)).toBe(found);
	});

	it('asks a question again that was only thought about', () => {
		const found = resume(think(createSoloRound(view, 0), 5), 10, 2);
		expect(found).toMatchObject({ stage: 'ready', index: 0, answers: [] });
	});

	it('goes on after answers that were given in another browser', () => {
		const given = { startedAt: '2026-11-20T18:00:00.000Z', durationMs: 45_000 };
		const round = createSoloRound(
			{ ...view, questions: [question('a', given), question('b')] },
			Date.parse('2026-11-21T18:00:00.000Z')
		);
		expect(round).toMatchObject({ stage: 'ready', index: 1 });
		expect(toResult(round, 0).answers).toMatchObject([{ answerId: 'a', durationMs: 45_000 }]);
	});

	it('may end early once something was answered, and not before', () => {
		const ready = createSoloRound(view, 0);
		expect(endEarly(ready, 1)).toBe(ready);
		const one = stop(answer(think(ready, 0), 'a', 1), 'time-up', 2, 2);
		expect(endEarly(one, 3).stage).toBe('review');
	});

	it('sends everything it knows each time: figures from the levels, fillers only when they were watched for', () => {
		const levels = Int8Array.from([...Array(50).fill(-90), ...Array(100).fill(-20)]);
		let round = changeAnswer(givenReviewed(), (one) => ({ ...one, levels }), 'a');
		round = changeAnswer(round, (one) => ({ ...one, fillers: [100, 200], isWatched: true }), 'b');
		expect(toResult(round, 500)).toEqual({
			sentAt: 500,
			answers: [
				{
					answerId: 'a',
					startedAt: 30_000,
					durationMs: 60_000,
					figures: {
						end: 'stopped',
						speaking: {
							heardMs: 3000,
							firstSoundMs: 1000,
							longestPauseMs: 0,
							silenceShare: 1 - 100 / 150
						},
						fillers: null
					}
				},
				{
					answerId: 'b',
					startedAt: 130_000,
					durationMs: 60_000,
					figures: { end: 'stopped', speaking: null, fillers: 2 }
				}
			],
			outcome: null
		});
	});

	it('sends marks and words with the end, trimmed', () => {
		const round: SoloRound = {
			...givenReviewed(),
			marks: { clarity: 4, structure: 'not-seen' },
			evidence: { clarity: ' I named the result first. ' },
			nextStep: ' Stop after the result. ',
			finishedAt: 400_000
		};
		expect(toResult(round, 500_000).outcome).toEqual({
			finishedAt: 400_000,
			marks: [
				{ criterionId: 'clarity', mark: 4, evidence: 'I named the result first.' },
				{ criterionId: 'structure', mark: 'not-seen', evidence: '' }
			],
			strength: '',
			nextStep: 'Stop after the result.'
		});
	});
});

describe('the time of a solo practice', () => {
	it('is the question’s own unless another one is chosen', () => {
		const own = { thinkSeconds: 30, answerSeconds: null };
		const short = { thinkSeconds: 0, answerSeconds: 60 };
		expect(toAnswerLimit(question('a'), own)).toBe(180);
		expect(toAnswerLimit(question('a'), short)).toBe(60);
		expect(toSoloLights(question('a'), own)).toEqual({ green: 90, amber: 150, red: 180 });
		expect(toSoloLights(question('a'), short)).toEqual({ green: 40, amber: 50, red: 60 });
		expect(toSoloMinutes(view.questions, own)).toBe(7);
		expect(toSoloMinutes(view.questions, short)).toBe(2);
	});

	it('offers plans that need nobody else, the six timed questions first', () => {
		expect(soloPlans[0]!.id).toBe('solo-six');
		expect(findSoloPlan('panel')).toBeNull();
		for (const { steps } of soloPlans) {
			expect(steps.length).toBeGreaterThan(0);
			expect(steps.flatMap(({ categories }) => categories)).not.toContain('questions-for-us');
		}
	});
});
