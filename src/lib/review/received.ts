import type { RatedRound } from '../interview/after.ts';
import type { ScorecardView } from '../interview/views.ts';
import type { ReplayMark } from '../replay/marks.ts';
import type { SoloView } from '../solo/solo.ts';
import type { MediaKind, RequestView } from './review.ts';

export interface ReceivedAnswer {
	answerId: string;
	/** Its number in the practice. */
	ordinal: number;
	prompt: string;
	durationMs: number;
	kind: MediaKind;
	/** Null: the recording is on the server no more. */
	src: string | null;
	marks: ReplayMark[];
}

/** All reviews of a practice that were sent: words by reviewer, one table of numbers, one timeline an answer. */
export interface Received {
	words: { reviewId: string; name: string; strength: string; nextStep: string }[];
	round: RatedRound;
	/** Those with pins. */
	answers: ReceivedAnswer[];
}

/** The candidate's own numbers first, then each review, in a column of its own: they are never one figure. */
export function toReceived(
	{ interviewId, userId, name, questions, criteria }: SoloView,
	requests: readonly RequestView[],
	own: ScorecardView['marks']
): Received {
	const sent = requests.flatMap((request) =>
		request.reviews.flatMap((review) =>
			review.sent ? [{ request, review, card: review.sent.card }] : []
		)
	);
	const mine: ScorecardView = {
		raterId: userId,
		raterName: name,
		raterKind: 'self',
		state: own.length > 0 ? 'given' : 'not-given',
		marks: own
	};
	const theirs = sent
		.filter(({ card }) => card.marks.length > 0)
		.map(({ review, card }): ScorecardView => ({
			raterId: review.reviewId,
			raterName: review.name,
			raterKind: 'reviewer',
			state: 'given',
			marks: card.marks
		}));
	const answers = questions.map(({ answerId, prompt }, index): ReceivedAnswer => {
		const lent = requests.flatMap((request) =>
			request.answers
				.filter((answer) => answer.answerId === answerId)
				.map((answer) => ({ request, answer }))
		);
		const playable = lent.find(({ request }) => request.hasMedia);
		const any = playable ?? lent[0];
		return {
			answerId,
			ordinal: index + 1,
			prompt,
			durationMs: any?.answer.durationMs ?? 0,
			kind: any?.answer.kind ?? 'audio',
			src: playable
				? `/solo/${interviewId}/requests/${playable.request.requestId}/answers/${playable.answer.mediaId}`
				: null,
			marks: sent.flatMap(({ review, card }) =>
				card.pins
					.filter((pin) => pin.answerId === answerId)
					.map(({ id, atMs, tag, words }) => ({
						id: `${review.reviewId} ${id}`,
						atMs,
						tag,
						words,
						by: review.name,
						tone: 'theirs' as const
					}))
			)
		};
	});
	return {
		words: sent.map(({ review, card }) => ({
			reviewId: review.reviewId,
			name: review.name,
			strength: card.strength.trim(),
			nextStep: card.nextStep.trim()
		})),
		round: { criteria, scorecards: [mine, ...theirs], items: [] },
		answers: answers.filter(({ marks }) => marks.length > 0)
	};
}
