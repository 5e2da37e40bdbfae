import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ReviewState } from './review-state.svelte.ts';
import { emptyCard, type ReviewCard, type SaveReviewResult } from './review.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

type Body = { version: number; isSent: boolean; card: ReviewCard };

function givenReview(answer?: (body: Body) => SaveReviewResult | null) {
	const sent: Body[] = [];
	const review = new ReviewState(
		{ version: 0, card: emptyCard, sentAt: null },
		{
			send: async (body) => {
				sent.push(body);
				const { version, isSent } = body;
				return answer ? answer(body) : { ok: true, version: version + 1, isSent };
			}
		}
	);
	return { review, sent };
}

describe('a review that saves itself', () => {
	it('gathers what comes together, and says Saved only when it is', async () => {
		const { review, sent } = givenReview();
		review.setMark('clarity', 4);
		review.setEvidence('clarity', 'Result first.');
		expect(review.status).toBe('unsaved');
		await vi.runAllTimersAsync();
		expect(review.status).toBe('saved');
		expect(sent).toHaveLength(1);
		expect(sent[0]!.card.marks).toEqual([
			{ criterionId: 'clarity', mark: 4, evidence: 'Result first.' }
		]);
		review.setMark('clarity', 5);
		await vi.runAllTimersAsync();
		expect(sent[1]).toMatchObject({ version: 1, card: { marks: [{ evidence: 'Result first.' }] } });
		review.setMark('clarity', null);
		expect(review.card.marks).toEqual([]);
	});

	it('is sent again after a lost line, and what was typed meanwhile goes with it', async () => {
		let isAway = true;
		const { review, sent } = givenReview(({ version }) =>
			isAway ? null : { ok: true, version: version + 1, isSent: false }
		);
		review.setWords({ strength: 'Calm' });
		await vi.advanceTimersByTimeAsync(1000);
		expect(review.status).toBe('lost');
		review.setWords({ nextStep: 'Shorter' });
		isAway = false;
		await vi.runAllTimersAsync();
		expect(review.status).toBe('saved');
		expect(sent.at(-1)!.card).toMatchObject({ strength: 'Calm', nextStep: 'Shorter' });
	});

	it('stops at a refusal and keeps what was typed', async () => {
		const { review, sent } = givenReview(() => ({
			ok: false,
			code: 'closed',
			message: 'The link was withdrawn.'
		}));
		review.setWords({ strength: 'Calm' });
		await vi.runAllTimersAsync();
		expect([review.status, review.message]).toEqual(['refused', 'The link was withdrawn.']);
		review.setWords({ strength: 'Calm voice' });
		await vi.runAllTimersAsync();
		expect(sent).toHaveLength(1);
		expect(review.card.strength).toBe('Calm voice');
	});

	it('changes nothing any more once it is sent', async () => {
		const { review, sent } = givenReview();
		review.addPin({ id: 'a', answerId: 'x', atMs: 1, tag: 'strong', words: '' });
		await review.save(true);
		expect(review.isSent).toBe(true);
		review.removePin('a');
		await vi.runAllTimersAsync();
		expect(review.card.pins).toHaveLength(1);
		expect(sent).toHaveLength(1);
	});
});
