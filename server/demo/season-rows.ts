import { findPlan } from '#lib/deck/plans.ts';
import type { Category } from '#lib/deck/question.ts';
import { toLights } from '#lib/interview/clock.ts';
import type { Mark } from '#lib/rubric/rubric.ts';
import type { AnswerFigures } from '#lib/solo/solo.ts';
import { unmarked } from '#lib/scoring/answer-marks.ts';
import { toQuestionId } from '#server/decks/starter/built-in-question.ts';
import { starterDeck } from '#server/decks/starter/starter-deck.ts';
import type {
	addenda,
	answerMarks,
	answers,
	exposures,
	feedbackItems,
	feedbacks,
	interviews,
	participants,
	privateNotes,
	ratings,
	rounds,
	scorecards
} from '#server/db/schema.ts';
import { demoOrganisation } from './people.ts';
import { season, type DemoAnswer, type DemoInterview, type DemoRound } from './season.ts';

/** The season as rows, in the order in which the tables refer to each other. */
export interface SeasonRows {
	interviews: (typeof interviews.$inferInsert)[];
	participants: (typeof participants.$inferInsert)[];
	rounds: (typeof rounds.$inferInsert)[];
	answers: (typeof answers.$inferInsert)[];
	answerMarks: (typeof answerMarks.$inferInsert)[];
	exposures: (typeof exposures.$inferInsert)[];
	scorecards: (typeof scorecards.$inferInsert)[];
	ratings: (typeof ratings.$inferInsert)[];
	feedbacks: (typeof feedbacks.$inferInsert)[];
	feedbackItems: (typeof feedbackItems.$inferInsert)[];
	privateNotes: (typeof privateNotes.$inferInsert)[];
	addenda: (typeof addenda.$inferInsert)[];
}

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
/** Between two answers: the follow-ups, a nod, the next card. */
const betweenMs = 75_000;
const debriefMs = 10 * minuteMs;

const questionsById = new Map(starterDeck.questions.map(({ id, content }) => [id, content]));

/** Lays the season out so that it ends a few days before `now`. The same `now` gives the same rows. */
export function toSeasonRows(
	now: Date,
	rubricVersionIds: Record<DemoInterview['rubric'], string>
): SeasonRows {
	const rows: SeasonRows = {
		interviews: [],
		participants: [],
		rounds: [],
		answers: [],
		answerMarks: [],
		exposures: [],
		scorecards: [],
		ratings: [],
		feedbacks: [],
		feedbackItems: [],
		privateNotes: [],
		addenda: []
	};
	const metAt = new Map<string, Date>();
	const midnight = Math.floor(now.getTime() / dayMs) * dayMs;
	for (const interview of season) {
		const start = midnight - interview.daysAgo * dayMs + interview.minuteOfDay * minuteMs;
		addInterview(rows, interview, start, rubricVersionIds[interview.rubric], metAt);
	}
	return rows;
}

function addInterview(
	rows: SeasonRows,
	interview: DemoInterview,
	start: number,
	rubricVersionId: string,
	metAt: Map<string, Date>
): void {
	const plan = findPlan(interview.planId);
	if (!plan) throw new Error(`the season has a plan that does not exist: ${interview.planId}`);
	const id = `demointerview${String(rows.interviews.length + 1).padStart(7, '0')}`;
	const [first] = interview.rounds;
	let at = start + minuteMs;
	for (const [index, round] of interview.rounds.entries())
		at = addRound(rows, id, index + 1, round, plan.steps, rubricVersionId, at, metAt);
	const finishedAt = new Date(at);
	rows.interviews.push({
		id,
		organisationId: demoOrganisation.id,
		kind: interview.kind,
		phase: 'finished',
		createdBy: first!.interviewer.id,
		scheduledAt: new Date(start),
		minutes: interview.minutes,
		deckId: starterDeck.id,
		plan: plan.steps,
		planName: plan.name,
		rubricVersionId,
		startedAt: new Date(start + minuteMs),
		debriefAt: new Date(at - debriefMs),
		finishedAt,
		finishedHow: 'person',
		solo: interview.kind === 'solo' ? { thinkSeconds: 30, answerSeconds: null } : null,
		createdAt: new Date(start - 5 * dayMs)
	});
	const interviewers = [first!.interviewer, ...(first!.others ?? []).map(({ by }) => by)];
	for (const [person, role] of [
		[first!.candidate, 'candidate'] as const,
		...(interview.kind === 'solo' ? [] : interviewers).map(
			(person) => [person, 'interviewer'] as const
		)
	])
		rows.participants.push({
			interviewId: id,
			userId: person.id,
			role,
			joinedAt: new Date(start),
			createdAt: new Date(start - 5 * dayMs)
		});
}

/** Adds a round that begins at `start` and gives when it was finished. */
function addRound(
	rows: SeasonRows,
	interviewId: string,
	ordinal: number,
	round: DemoRound,
	steps: { categories: Category[] }[],
	rubricVersionId: string,
	start: number,
	metAt: Map<string, Date>
): number {
	const roundId = `demoround${String(rows.rounds.length + 1).padStart(11, '0')}`;
	const over = addAnswers(rows, roundId, round, steps, start, metAt);
	const finishedAt = new Date(over + debriefMs);
	rows.rounds.push({
		id: roundId,
		interviewId,
		ordinal,
		candidateId: round.candidate.id,
		visibility: round.visibility,
		startedAt: new Date(start),
		debriefAt: new Date(over),
		revealedAt: new Date(over + 2 * minuteMs),
		finishedAt
	});
	addScorecards(rows, roundId, round, rubricVersionId, finishedAt);
	addWords(rows, roundId, round, finishedAt);
	return finishedAt.getTime();
}

function addAnswers(
	rows: SeasonRows,
	roundId: string,
	round: DemoRound,
	steps: { categories: Category[] }[],
	start: number,
	metAt: Map<string, Date>
): number {
	let at = start;
	for (const [index, answer] of round.answers.entries()) {
		const questionId = toQuestionId(answer.number);
		const content = questionsById.get(questionId);
		if (!content) throw new Error(`the season asks a question that does not exist: ${questionId}`);
		const startedAt = new Date(at + 15_000);
		const pausedMs = (answer.pause?.seconds ?? 0) * 1000;
		const stoppedAt = new Date(startedAt.getTime() + answer.seconds * 1000 + pausedMs);
		const key = `${round.candidate.id} ${questionId}`;
		const answerId = `demoanswer${String(rows.answers.length + 1).padStart(10, '0')}`;
		rows.answers.push({
			id: answerId,
			roundId,
			ordinal: index + 1,
			questionId,
			questionVersion: 1,
			planStep: steps[index]?.categories.includes(content.category) ? index : null,
			category: content.category,
			content,
			lights: toLights(content),
			metBeforeAt: metAt.get(key) ?? null,
			followUps: answer.followUps ?? [],
			drawnAt: new Date(at),
			startedAt,
			stoppedAt,
			pausedMs,
			pauses: answer.pause ? [{ atMs: answer.pause.atSeconds * 1000, lengthMs: pausedMs }] : [],
			figures: toFigures(answer),
			state: 'answered'
		});
		if (answer.heard)
			rows.answerMarks.push({
				answerId,
				raterId: round.interviewer.id,
				marks: { ...unmarked, ...answer.heard }
			});
		rows.exposures.push({
			userId: round.candidate.id,
			questionId,
			answerId,
			metAt: startedAt
		});
		metAt.set(key, startedAt);
		at = stoppedAt.getTime() + betweenMs;
	}
	return at;
}

/** What the browser of somebody who answered alone reckoned; null: it was no practice alone. */
function toFigures({ alone, seconds }: DemoAnswer): AnswerFigures | null {
	if (!alone) return null;
	const heardMs = seconds * 1000;
	return { end: 'stopped', speaking: { ...alone, heardMs, silenceShare: 0.18 }, fillers: null };
}

function addScorecards(
	rows: SeasonRows,
	roundId: string,
	round: DemoRound,
	rubricVersionId: string,
	createdAt: Date
): void {
	const addCard = (
		raterId: string,
		raterKind: 'interviewer' | 'self',
		marks: [criterionId: string, mark: Mark, line?: string][]
	) => {
		const id = `demoscorecard${String(rows.scorecards.length + 1).padStart(7, '0')}`;
		const card = { id, roundId, raterId, raterKind, rubricVersionId, createdAt };
		rows.scorecards.push({ ...card, state: 'given' });
		for (const [criterionId, mark, line] of marks)
			rows.ratings.push({ scorecardId: id, criterionId, ...toRating(mark), evidence: line ?? '' });
	};
	const { candidate, interviewer, marks, others = [] } = round;
	const given = Object.entries(marks);
	if (interviewer !== candidate)
		addCard(
			interviewer.id,
			'interviewer',
			given.map(([id, { theirs, line }]) => [id, theirs, line])
		);
	for (const { by, marks } of others) addCard(by.id, 'interviewer', Object.entries(marks));
	addCard(
		candidate.id,
		'self',
		given.map(([id, { own }]) => [id, own])
	);
}

const toRating = (mark: Mark) =>
	mark === 'not-seen' ? { value: null, isNotSeen: true } : { value: mark, isNotSeen: false };

function addWords(rows: SeasonRows, roundId: string, round: DemoRound, createdAt: Date): void {
	const { strengths, nextSteps, notes, addendum } = round;
	rows.feedbacks.push({ roundId, strengths, nextSteps, createdAt });
	for (const [criterionId, { agreed }] of Object.entries(round.marks)) {
		const evidence = round.evidence[criterionId] ?? '';
		const discussion = round.discussion?.[criterionId] ?? '';
		if (evidence || discussion || agreed)
			rows.feedbackItems.push({
				roundId,
				criterionId,
				evidence,
				discussion,
				agreed: agreed ?? null
			});
	}
	if (notes) rows.privateNotes.push({ roundId, userId: round.candidate.id, body: notes });
	if (addendum)
		rows.addenda.push({
			id: `demoaddendum${String(rows.addenda.length + 1).padStart(8, '0')}`,
			roundId,
			authorId: round.interviewer.id,
			body: addendum,
			createdAt: new Date(createdAt.getTime() + 14 * 60 * minuteMs),
			readAt: new Date(createdAt.getTime() + 16 * 60 * minuteMs)
		});
}
