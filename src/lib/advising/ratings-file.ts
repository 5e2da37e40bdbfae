import type { Kind } from '../interview/interview.ts';
import { kindNames } from '../interview/words.ts';
import { toCards } from '../progress/record.ts';
import { seriesWords } from '../progress/series-words.ts';
import { toCsvLine } from '../progress/table.ts';

/** A given card of a finished interview, as the file of an organisation's ratings has it. */
export interface RatedCard {
	interviewId: string;
	/** ISO 8601. */
	finishedAt: string;
	kind: Kind;
	candidateName: string;
	raterId: string;
	raterName: string;
	raterKind: 'interviewer' | 'self' | 'observer';
	/** In the order of the rubric. */
	criteria: readonly { id: string; name: string }[];
	marks: Record<string, number>;
}

export const ratingsHead = toCsvLine([
	'Finished (UTC)',
	'Interview',
	'Kind',
	'Candidate',
	'Whose number',
	'Rater',
	'Criterion',
	'Rating'
]);

/** A line for each number; what was not seen has none. */
export const toRatingLines = (card: RatedCard): string =>
	toCards(card.kind, [card])
		.flatMap(({ series, marks }) =>
			card.criteria
				.filter(({ id }) => id in marks)
				.map(({ id, name }) =>
					toCsvLine([
						card.finishedAt,
						card.interviewId,
						kindNames[card.kind],
						card.candidateName,
						seriesWords[series],
						card.raterName,
						name,
						String(marks[id])
					])
				)
		)
		.join('');
