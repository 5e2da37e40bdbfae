import { eq, inArray } from 'drizzle-orm';
import { toDocumentPath } from '#lib/collab/documents.ts';
import { readFeedback, readProposals, readTogether } from '#lib/feedback/feedback-doc.ts';
import type { Criterion, Mark } from '#lib/rubric/rubric.ts';
import { toAgreed } from '#lib/scoring/agreement.ts';
import { isUnmarked, type AnswerMarks } from '#lib/scoring/answer-marks.ts';
import { readAnswerMarks } from '#lib/scoring/answer-marks-doc.ts';
import { getOwnEvidence, readMarks } from '#lib/scoring/scorecard-doc.ts';
import { toStorable } from '#lib/text/storable.ts';
import type { DocumentHub } from '#server/collab/document-hub.ts';
import { createId } from '#server/db/id.ts';
import type { Executor, Tx } from '#server/db/open.ts';
import {
	answerMarks,
	answers,
	feedbackItems,
	feedbacks,
	interviews,
	privateNotes,
	ratings,
	rounds,
	scorecards,
	sideTalkMessages
} from '#server/db/schema.ts';
import {
	getRubricVersion,
	toRoundRole,
	type InterviewState,
	type Person,
	type RoundRow
} from './interview-queries.ts';

/**
 * Freezes an interview: reads the server's own copies of the documents at the journal's head and writes scorecards,
 * ratings, agreed ratings, feedback and notes of every round, all in the caller's transaction, which holds the
 * interview's lock. A rater who gave nothing has a card that is *not given*.
 */
export async function freezeInterview(
	tx: Tx,
	hub: DocumentHub,
	state: InterviewState,
	how: 'person' | 'timeout',
	now: Date
): Promise<void> {
	const { interview } = state;
	await forgetSideTalk(tx, interview.id);
	const { criteria } = await getRubricVersion(tx, interview.rubricVersionId);
	for (const round of state.rounds) {
		// The half of a swap that nobody came to is no round.
		if (round.ordinal > state.round.ordinal) {
			await tx.delete(rounds).where(eq(rounds.id, round.id));
			continue;
		}
		await freezeRound(tx, hub, state, round, criteria);
		await tx
			.update(rounds)
			.set({ finishedAt: round.finishedAt ?? now, revealedAt: round.revealedAt ?? now })
			.where(eq(rounds.id, round.id));
	}
	await tx
		.update(interviews)
		.set({ phase: 'finished', finishedAt: now, finishedHow: how })
		.where(eq(interviews.id, interview.id));
}

/** Nothing of what was written beside the interview is kept. */
export async function forgetSideTalk(db: Executor, interviewId: string): Promise<void> {
	const own = db.select({ id: rounds.id }).from(rounds).where(eq(rounds.interviewId, interviewId));
	await db.delete(sideTalkMessages).where(inArray(sideTalkMessages.roundId, own));
}

async function freezeRound(
	tx: Tx,
	hub: DocumentHub,
	state: InterviewState,
	round: RoundRow,
	criteria: Criterion[]
): Promise<void> {
	const { interview } = state;
	const ids = criteria.map((criterion) => criterion.id);
	const people = state.people.map((person) => ({
		...person,
		role: toRoundRole(interview, round, person)
	}));

	const feedback = await hub.read(tx, toDocumentPath({ kind: 'feedback', roundId: round.id }));
	const words = readFeedback(feedback, ids);
	const proposals = readProposals(feedback);
	const together = readTogether(feedback);
	feedback.destroy();

	await tx.insert(feedbacks).values({
		roundId: round.id,
		strengths: toStorable(words.strengths),
		nextSteps: toStorable(words.nextSteps)
	});
	const items = ids.map((criterionId) => {
		const shared = together.get(criterionId);
		return {
			roundId: round.id,
			criterionId,
			evidence: toStorable(words.evidence.get(criterionId) ?? ''),
			discussion: toStorable(words.discussion.get(criterionId) ?? ''),
			agreed:
				interview.scoring === 'together'
					? typeof shared === 'number'
						? shared
						: null
					: toAgreed(proposals, people, criterionId)
		};
	});
	const told = items.filter((item) => item.evidence || item.discussion || item.agreed !== null);
	if (told.length > 0) await tx.insert(feedbackItems).values(told);

	for (const person of people) {
		await freezeScorecard(tx, hub, state, round, person, ids, together);
		await freezeNotes(tx, hub, round, person);
	}
}

async function freezeScorecard(
	tx: Tx,
	hub: DocumentHub,
	{ interview }: InterviewState,
	round: RoundRow,
	person: Person,
	criterionIds: string[],
	together: Map<string, Mark>
): Promise<void> {
	const path = toDocumentPath({ kind: 'scorecard', roundId: round.id, userId: person.userId });
	const doc = await hub.read(tx, path);
	/* In *together, live* there is one set of numbers: the interviewers', set with the candidate watching. */
	const shared = interview.scoring === 'together' && person.role === 'interviewer';
	const marks = shared ? together : readMarks(doc);
	const rows = criterionIds.flatMap((criterionId) => {
		const mark = marks.get(criterionId);
		if (mark === undefined) return [];
		return {
			criterionId,
			value: mark === 'not-seen' ? null : mark,
			isNotSeen: mark === 'not-seen',
			evidence: toStorable(getOwnEvidence(doc, criterionId).toString().trim())
		};
	});
	const heard = (
		await tx.select({ id: answers.id }).from(answers).where(eq(answers.roundId, round.id))
	)
		.map((answer) => ({
			answerId: answer.id,
			raterId: person.userId,
			marks: toStorableMarks(readAnswerMarks(doc, answer.id))
		}))
		.filter(({ marks: given }) => !isUnmarked(given));
	if (heard.length > 0) await tx.insert(answerMarks).values(heard);
	doc.destroy();
	// Who listens in may have counted, and rates nothing.
	if (person.role === 'observer') return;
	const id = createId();
	await tx.insert(scorecards).values({
		id,
		roundId: round.id,
		raterId: person.userId,
		raterKind: person.role === 'candidate' ? 'self' : 'interviewer',
		rubricVersionId: interview.rubricVersionId,
		state: rows.length > 0 ? 'given' : 'not-given'
	});
	if (rows.length > 0)
		await tx.insert(ratings).values(rows.map((row) => ({ scorecardId: id, ...row })));
}

const toStorableMarks = ({ pins, ...marks }: AnswerMarks): AnswerMarks => ({
	...marks,
	pins: pins.map(({ atMs, words }) => ({ atMs, words: toStorable(words) }))
});

async function freezeNotes(
	tx: Tx,
	hub: DocumentHub,
	round: RoundRow,
	person: Person
): Promise<void> {
	const path = toDocumentPath({ kind: 'notes', roundId: round.id, userId: person.userId });
	const doc = await hub.read(tx, path);
	const body = toStorable(doc.getText('notes').toString().trim());
	doc.destroy();
	if (body)
		await tx.insert(privateNotes).values({ roundId: round.id, userId: person.userId, body });
}
