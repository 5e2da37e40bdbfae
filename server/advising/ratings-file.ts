import { ratingsHead, toRatingLines } from '#lib/advising/ratings-file.ts';
import type { Criterion } from '#lib/rubric/rubric.ts';
import type { Db } from '../db/open.ts';
import { noteViewings } from '../progress/sharing-queries.ts';
import { findRatedCards, findSeenInterviews, getCriteria, type Place } from './ratings-queries.ts';

/** Interviews read at a time: some thousand lines, and as much memory as the file ever takes. */
const interviewsAtATime = 200;

/**
 * An organisation's ratings as far as the reader sees them, the oldest first, read while they are sent. What somebody
 * makes private meanwhile is left out from the next stretch on; each candidate's log notes that their table was read.
 */
export async function* toRatingsFile(
	db: Db,
	readerId: string,
	organisationId: string,
	now: () => Date
): AsyncGenerator<string> {
	const criteriaOf = new Map<string, Criterion[]>();
	yield ratingsHead;
	for (let after: Place | null = null; ;) {
		const stretch = await findSeenInterviews(db, readerId, organisationId, {
			after,
			most: interviewsAtATime,
			at: now()
		});
		const cards = await findRatedCards(
			db,
			stretch.flatMap(({ roundIds }) => roundIds)
		);
		const owners = new Set(cards.map(({ candidateId }) => candidateId));
		owners.delete(readerId);
		const looks = [...owners].map((ownerId) => ({
			ownerId,
			viewerId: readerId,
			what: 'table' as const,
			interviewId: null
		}));
		if (looks.length > 0) await noteViewings(db, looks, now());
		let lines = '';
		for (const { finishedAt, rubricVersionId, ...card } of cards) {
			const criteria = criteriaOf.get(rubricVersionId) ?? (await getCriteria(db, rubricVersionId));
			criteriaOf.set(rubricVersionId, criteria);
			lines += toRatingLines({ ...card, criteria, finishedAt: finishedAt.toISOString() });
		}
		if (lines) yield lines;
		if (stretch.length < interviewsAtATime) return;
		after = stretch.at(-1)!;
	}
}
