import {
	bigint,
	bigserial,
	boolean,
	check,
	customType,
	date,
	doublePrecision,
	index,
	integer,
	jsonb,
	pgTable,
	primaryKey,
	text,
	timestamp,
	unique,
	type AnyPgColumn
} from 'drizzle-orm/pg-core';
import { sql } from 'drizzle-orm';
import { lineKinds, type BasicField, type LineValues } from '#lib/candidate-file/line.ts';
import type { DrawReason } from '#lib/deck/practice.ts';
import type { QuestionContent } from '#lib/deck/question.ts';
import type { PlanStep } from '#lib/deck/plan.ts';
import { usefulnesses } from '#lib/feedback/usefulness.ts';
import { goalKinds } from '#lib/progress/goal.ts';
import { defaultVisibility, viewedThings, visibilities } from '#lib/progress/visibility.ts';
import type { Criterion } from '#lib/rubric/rubric.ts';
import { contactKinds } from '#lib/advising/contact.ts';
import { knockStates } from '#lib/knock/knock.ts';
import type { Part } from '#lib/recording/chunk.ts';
import type { RecordedSpan } from '#lib/recording/spans.ts';
import {
	defaultRetentionDays,
	recordingEnds,
	recordingStates,
	recordingVisibilities
} from '#lib/recording/recording.ts';
import type { ChecklistId } from '#lib/setup/checklist.ts';
import type { CheckFaults } from '#lib/setup/check-faults.ts';
import type { AnswerMarks } from '#lib/scoring/answer-marks.ts';
import type { ClockPause, Lights } from '#lib/interview/clock.ts';
import { pinTagIds } from '#lib/replay/marks.ts';
import type { ReviewCard } from '#lib/review/review.ts';
import type { AnswerFigures, SoloSettings } from '#lib/solo/solo.ts';

/** Bytes: `Uint8Array` on the way in and out, on both drivers (PGlite and pg). */
const bytea = customType<{ data: Uint8Array; driverData: Uint8Array }>({
	dataType: () => 'bytea',
	fromDriver: (value) => new Uint8Array(value.buffer, value.byteOffset, value.byteLength),
	toDriver: (value) => Buffer.from(value.buffer, value.byteOffset, value.byteLength)
});

/** Words as full text search has them; written by the database alone. */
const tsvector = customType<{ data: string }>({ dataType: () => 'tsvector' });

const at = () => timestamp({ withTimezone: true, mode: 'date' });
const createdAt = () => at().notNull().defaultNow();

/* ---- people ------------------------------------------------------------------------------- */

export const users = pgTable('users', {
	id: text().primaryKey(),
	/** Lower case; null for a guest. */
	email: text().unique(),
	name: text().notNull(),
	/** A PHC string with its own parameters; null for a guest. */
	passwordHash: text(),
	/** IANA zone name, for example `America/Chicago`. */
	timeZone: text().notNull().default('UTC'),
	isGuest: boolean().notNull().default(false),
	isDemo: boolean().notNull().default(false),
	/** What the candidate prepares for; filters the cards that may be drawn. */
	specialty: text(),
	path: text({ enum: ['img', 'us-citizen-img', 'us-graduate'] }),
	needsVisa: boolean(),
	/** The first real interview, as `2026-12-04`. */
	realInterviewOn: date({ mode: 'string' }),
	/** Whether an advisor is mailed what the week brings. */
	wantsDigest: boolean().notNull().default(true),
	disabledAt: at(),
	createdAt: createdAt()
});

/** What somebody has ready for an interview, beside what the set-up check finds by itself. */
export const setups = pgTable('setups', {
	userId: text()
		.primaryKey()
		.references(() => users.id, { onDelete: 'cascade' }),
	/** Ids of the checklist's lines. */
	ticked: jsonb().$type<ChecklistId[]>().notNull().default([]),
	backupDevice: text().notNull().default(''),
	backupPhone: text().notNull().default(''),
	/** When the set-up check last ran to its end; null: never. */
	checkedAt: at(),
	/** What was not good then, by step. */
	checkFaults: jsonb().$type<CheckFaults>().notNull().default({}),
	updatedAt: at().notNull()
});

/** Sign-in sessions. The id is the SHA-256 of the token in the cookie, never the token. */
export const sessions = pgTable(
	'sessions',
	{
		id: text().primaryKey(),
		userId: text()
			.notNull()
			.references(() => users.id, { onDelete: 'cascade' }),
		/** Set for a guest: this session opens that interview only. */
		guestInterviewId: text(),
		expiresAt: at().notNull(),
		createdAt: createdAt()
	},
	(t) => [index().on(t.userId)]
);

export const passwordResets = pgTable('password_resets', {
	tokenHash: text().primaryKey(),
	userId: text()
		.notNull()
		.references(() => users.id, { onDelete: 'cascade' }),
	createdBy: text().references(() => users.id, { onDelete: 'set null' }),
	expiresAt: at().notNull(),
	usedAt: at(),
	createdAt: createdAt()
});

export const organisations = pgTable('organisations', {
	id: text().primaryKey(),
	name: text().notNull(),
	kind: text({ enum: ['personal', 'school', 'programme', 'advising', 'circle'] }).notNull(),
	isDemo: boolean().notNull().default(false),
	/** Another one after each change of what is reckoned from finished interviews here; kept by the database. */
	progressVersion: text().notNull().default('0'),
	/** How long recordings made here are kept. */
	recordingDays: integer().notNull().default(defaultRetentionDays),
	createdAt: createdAt()
});

export const memberships = pgTable(
	'memberships',
	{
		organisationId: text()
			.notNull()
			.references(() => organisations.id, { onDelete: 'cascade' }),
		userId: text()
			.notNull()
			.references(() => users.id, { onDelete: 'cascade' }),
		role: text({ enum: ['candidate', 'mentor', 'advisor', 'admin'] }).notNull(),
		createdAt: createdAt()
	},
	(t) => [primaryKey({ columns: [t.organisationId, t.userId] }), index().on(t.userId)]
);

/** An invitation to an organisation: single use, bound to an address and a role. */
export const invitations = pgTable('invitations', {
	tokenHash: text().primaryKey(),
	organisationId: text()
		.notNull()
		.references(() => organisations.id, { onDelete: 'cascade' }),
	email: text().notNull(),
	role: text({ enum: ['candidate', 'mentor', 'advisor', 'admin'] }).notNull(),
	createdBy: text().references(() => users.id, { onDelete: 'set null' }),
	expiresAt: at().notNull(),
	usedAt: at(),
	createdAt: createdAt()
});

/** Which advisor follows which candidate, and since when. */
export const assignments = pgTable(
	'assignments',
	{
		organisationId: text()
			.notNull()
			.references(() => organisations.id, { onDelete: 'cascade' }),
		advisorId: text()
			.notNull()
			.references(() => users.id, { onDelete: 'cascade' }),
		candidateId: text()
			.notNull()
			.references(() => users.id, { onDelete: 'cascade' }),
		startsAt: at().notNull().defaultNow(),
		/** In the past once it is over, in the future while an end is planned. */
		endsAt: at(),
		/** Who let the advisor follow; null: not kept, or that account is gone. */
		assignedById: text().references(() => users.id, { onDelete: 'set null' }),
		/** Who ended it before its planned end; null: nobody did. */
		endedById: text().references(() => users.id, { onDelete: 'set null' })
	},
	(t) => [
		primaryKey({ columns: [t.organisationId, t.advisorId, t.candidateId, t.startsAt] }),
		index().on(t.candidateId)
	]
);

/* ---- what a candidate prepares -------------------------------------------------------------- */

/** A candidate's file: what is there once. Specialty, path, visa and date stand with the person. */
export const candidateFiles = pgTable('candidate_files', {
	userId: text()
		.primaryKey()
		.references(() => users.id, { onDelete: 'cascade' }),
	/** Raised by each change, so that two devices do not overwrite each other. */
	version: integer().notNull(),
	/** What they want feedback on today. */
	wish: text().notNull().default(''),
	/** Which parts of the person an interviewer sees. */
	open: jsonb().$type<BasicField[]>().notNull().default([])
});

/** Lines of a candidate's file: exams, gaps, rotations, CV lines, programme sheets, stories. */
export const fileLines = pgTable(
	'file_lines',
	{
		id: text().primaryKey(),
		userId: text()
			.notNull()
			.references(() => users.id, { onDelete: 'cascade' }),
		kind: text({ enum: lineKinds }).notNull(),
		/** Raised by each change. */
		version: integer().notNull().default(1),
		/** *Interviewer may ask*: without it nobody but the candidate ever sees the line. */
		isOpen: boolean().notNull().default(false),
		values: jsonb().$type<LineValues>().notNull(),
		createdAt: createdAt()
	},
	(t) => [index().on(t.userId)]
);

/* ---- decks and rubrics -------------------------------------------------------------------- */

export const decks = pgTable('decks', {
	id: text().primaryKey(),
	/** Null: built in, for everybody. */
	organisationId: text().references(() => organisations.id, { onDelete: 'cascade' }),
	name: text().notNull(),
	description: text().notNull().default(''),
	/** Rises whenever name or description is changed: of two editors at once the slower is told. */
	nameVersion: integer().notNull().default(1),
	archivedAt: at(),
	createdAt: createdAt()
});

/** Other organisations whose people may read a deck, draw from it and copy it. */
export const deckShares = pgTable(
	'deck_shares',
	{
		deckId: text()
			.notNull()
			.references(() => decks.id, { onDelete: 'cascade' }),
		organisationId: text()
			.notNull()
			.references(() => organisations.id, { onDelete: 'cascade' }),
		createdAt: createdAt()
	},
	(t) => [primaryKey({ columns: [t.deckId, t.organisationId] }), index().on(t.organisationId)]
);

export const questions = pgTable(
	'questions',
	{
		id: text().primaryKey(),
		deckId: text()
			.notNull()
			.references(() => decks.id, { onDelete: 'cascade' }),
		position: integer().notNull(),
		version: integer().notNull().default(1),
		category: text().notNull(),
		content: jsonb().$type<QuestionContent>().notNull(),
		/** What a search looks through; kept by the database. */
		searchText: text().generatedAlwaysAs(
			sql`lower((content ->> 'prompt') || ' ' || coalesce(content ->> 'tags', '') || ' ' || category)`
		),
		/** Its words in their base forms, read once when it is written: reading a text costs more than looking it up. */
		searchWords: tsvector().generatedAlwaysAs(
			sql`to_tsvector('english', lower((content ->> 'prompt') || ' ' || coalesce(content ->> 'tags', '') || ' ' || category))`
		),
		/** The question that this one is a copy of, first of its line; null: it is the first. It outlives that question. */
		originId: text(),
		/** The same for a question and all its copies: who has met one of them has met each. */
		lineageId: text()
			.notNull()
			.generatedAlwaysAs(sql`coalesce(origin_id, id)`),
		archivedAt: at(),
		createdAt: createdAt()
	},
	(t) => [
		index().on(t.deckId, t.position),
		index().on(t.deckId, t.lineageId),
		index().on(t.category)
	]
);

/** Every wording a question has had since it was first edited, the present one included. */
export const questionVersions = pgTable(
	'question_versions',
	{
		questionId: text()
			.notNull()
			.references(() => questions.id, { onDelete: 'cascade' }),
		version: integer().notNull(),
		content: jsonb().$type<QuestionContent>().notNull(),
		/** Null: written before edits were kept, or by somebody whose account is gone. */
		editedBy: text().references(() => users.id, { onDelete: 'set null' }),
		createdAt: createdAt()
	},
	(t) => [primaryKey({ columns: [t.questionId, t.version] })]
);

export const rubrics = pgTable('rubrics', {
	id: text().primaryKey(),
	/** Null: built in, for everybody. */
	organisationId: text().references(() => organisations.id, { onDelete: 'cascade' }),
	name: text().notNull(),
	description: text().notNull().default(''),
	/** Rises whenever name or description is changed; the criteria have versions of their own. */
	nameVersion: integer().notNull().default(1),
	createdAt: createdAt()
});

/** A rubric's version is never changed once it exists; an interview is rated against one. */
export const rubricVersions = pgTable(
	'rubric_versions',
	{
		id: text().primaryKey(),
		rubricId: text()
			.notNull()
			.references(() => rubrics.id, { onDelete: 'cascade' }),
		version: integer().notNull(),
		criteria: jsonb().$type<Criterion[]>().notNull(),
		createdAt: createdAt()
	},
	(t) => [unique().on(t.rubricId, t.version)]
);

/* ---- interviews --------------------------------------------------------------------------- */

export const interviews = pgTable(
	'interviews',
	{
		id: text().primaryKey(),
		organisationId: text()
			.notNull()
			.references(() => organisations.id, { onDelete: 'cascade' }),
		kind: text({ enum: ['mentor', 'peer', 'panel', 'solo'] }).notNull(),
		phase: text({
			enum: ['scheduled', 'open', 'live', 'debrief', 'finished', 'cancelled', 'missed']
		}).notNull(),
		createdBy: text()
			.notNull()
			.references(() => users.id),
		scheduledAt: at(),
		minutes: integer().notNull().default(30),
		deckId: text()
			.notNull()
			.references(() => decks.id),
		plan: jsonb().$type<PlanStep[]>().notNull(),
		planName: text().notNull(),
		rubricVersionId: text()
			.notNull()
			.references(() => rubricVersions.id),
		scoring: text({ enum: ['alone', 'together'] })
			.notNull()
			.default('alone'),
		/** How a solo practice is timed; null: somebody else asks. */
		solo: jsonb().$type<SoloSettings>(),
		/** Whether *Start answer* shows the prompt to the candidate. */
		promptShown: boolean().notNull().default(true),
		/** Counts the LiveKit rooms of this interview: removing somebody opens the next one. */
		epoch: integer().notNull().default(1),
		/** Revision of the `stage` document, raised by each command. */
		revision: integer().notNull().default(0),
		startedAt: at(),
		/** When somebody was last seen in the room; kept within half a minute while anybody is. */
		presentAt: at(),
		debriefAt: at(),
		remindedAt: at(),
		finishedAt: at(),
		/** `person` pressed Finish; `timeout` the server did it after 48 hours. */
		finishedHow: text({ enum: ['person', 'timeout'] }),
		createdAt: createdAt()
	},
	(t) => [
		index().on(t.organisationId, t.finishedAt),
		index().on(t.phase),
		index().on(t.scheduledAt)
	]
);

/** The interview's list: who belongs to it, and as what. */
export const participants = pgTable(
	'participants',
	{
		interviewId: text()
			.notNull()
			.references(() => interviews.id, { onDelete: 'cascade' }),
		userId: text()
			.notNull()
			.references(() => users.id, { onDelete: 'cascade' }),
		role: text({ enum: ['candidate', 'interviewer', 'observer'] }).notNull(),
		/** An advisor's seat that came by the candidate's sharing, and goes when the interview is kept private. */
		sitsIn: boolean().notNull().default(false),
		/** First time in the room. */
		joinedAt: at(),
		/** *Ready* informs and never blocks. */
		readyAt: at(),
		removedAt: at(),
		/** The link they came by; null: they were chosen. */
		linkId: text().references((): AnyPgColumn => inviteLinks.id, { onDelete: 'set null' }),
		createdAt: createdAt()
	},
	(t) => [
		primaryKey({ columns: [t.interviewId, t.userId] }),
		index().on(t.userId),
		index().on(t.linkId)
	]
);

/** An invite link for a role. Its token is an HMAC of the id, so the page can show it again. */
export const inviteLinks = pgTable(
	'invite_links',
	{
		id: text().primaryKey(),
		interviewId: text()
			.notNull()
			.references(() => interviews.id, { onDelete: 'cascade' }),
		role: text({ enum: ['candidate', 'interviewer', 'observer'] }).notNull(),
		createdBy: text().references(() => users.id, { onDelete: 'set null' }),
		revokedAt: at(),
		createdAt: createdAt()
	},
	(t) => [index().on(t.interviewId)]
);

/** Somebody with a link whose seats are taken asks to be let in. */
export const knocks = pgTable(
	'knocks',
	{
		id: text().primaryKey(),
		interviewId: text()
			.notNull()
			.references(() => interviews.id, { onDelete: 'cascade' }),
		userId: text()
			.notNull()
			.references(() => users.id, { onDelete: 'cascade' }),
		linkId: text()
			.notNull()
			.references(() => inviteLinks.id, { onDelete: 'cascade' }),
		state: text({ enum: knockStates }).notNull(),
		knockedAt: at().notNull(),
		/** When their page last asked. */
		seenAt: at().notNull(),
		answeredById: text().references(() => users.id, { onDelete: 'set null' })
	},
	(t) => [
		unique().on(t.interviewId, t.userId),
		index().on(t.userId),
		index().on(t.linkId),
		index().on(t.state, t.seenAt)
	]
);

export const rounds = pgTable(
	'rounds',
	{
		id: text().primaryKey(),
		interviewId: text()
			.notNull()
			.references(() => interviews.id, { onDelete: 'cascade' }),
		/** 1-based. */
		ordinal: integer().notNull(),
		/** Null until somebody takes the candidate's seat. */
		candidateId: text().references(() => users.id),
		/** Who beside the people of the interview may see it once it is finished; the candidate's to choose. */
		visibility: text({ enum: visibilities }).notNull().default(defaultVisibility),
		/** Whom the panel chose to ask the next question; null: whose turn it is. */
		askerId: text().references(() => users.id, { onDelete: 'set null' }),
		/** Indexes of the plan's steps in the order to be dealt; what is missing is left out. Null: the plan's own order. */
		lineUp: jsonb().$type<number[]>(),
		startedAt: at(),
		debriefAt: at(),
		revealedAt: at(),
		finishedAt: at(),
		/** How useful the candidate found the feedback; null: not said. */
		usefulness: text({ enum: usefulnesses })
	},
	(t) => [unique().on(t.interviewId, t.ordinal), index().on(t.candidateId)]
);

/** What interviewers and observers of a round write to each other beside it; deleted with Finish. */
export const sideTalkMessages = pgTable(
	'side_talk_messages',
	{
		roundId: text()
			.notNull()
			.references(() => rounds.id, { onDelete: 'cascade' }),
		/** 1-based. */
		ordinal: integer().notNull(),
		authorId: text()
			.notNull()
			.references(() => users.id, { onDelete: 'cascade' }),
		/** The page's own: the same again is said once. */
		id: text().notNull(),
		text: text().notNull(),
		at: at().notNull()
	},
	(t) => [
		primaryKey({ columns: [t.roundId, t.ordinal] }),
		unique().on(t.roundId, t.authorId, t.id),
		index().on(t.authorId)
	]
);

/** Who pressed *Done rating* in a round. */
export const roundRaters = pgTable(
	'round_raters',
	{
		roundId: text()
			.notNull()
			.references(() => rounds.id, { onDelete: 'cascade' }),
		userId: text()
			.notNull()
			.references(() => users.id, { onDelete: 'cascade' }),
		doneAt: at().notNull()
	},
	(t) => [primaryKey({ columns: [t.roundId, t.userId] })]
);

/** A drawn question and what became of it. The prompt is kept as it was asked. */
export const answers = pgTable(
	'answers',
	{
		id: text().primaryKey(),
		roundId: text()
			.notNull()
			.references(() => rounds.id, { onDelete: 'cascade' }),
		ordinal: integer().notNull(),
		questionId: text().references(() => questions.id, { onDelete: 'set null' }),
		questionVersion: integer(),
		/** The line of the candidate's file that the card was made of; then it is no question of a deck. */
		fileLineId: text().references(() => fileLines.id, { onDelete: 'set null' }),
		/** Index of the plan's step that this answer belongs to; null when picked off plan. */
		planStep: integer(),
		category: text().notNull(),
		content: jsonb().$type<QuestionContent>().notNull(),
		lights: jsonb().$type<Lights>().notNull(),
		/** Set when the candidate has met this question before. */
		metBeforeAt: at(),
		/** They have only put it to a peer, and never answered it. */
		metAsInterviewer: boolean().notNull().default(false),
		/** Why this card came up and no other; null where there was nothing to go by. */
		reason: jsonb().$type<DrawReason>(),
		/** Indexes of follow-ups that were asked. */
		followUps: jsonb().$type<number[]>().notNull().default([]),
		/** Who pressed *Start answer*. */
		askedById: text().references(() => users.id, { onDelete: 'set null' }),
		drawnAt: at().notNull(),
		startedAt: at(),
		stoppedAt: at(),
		pausedAt: at(),
		pausedMs: integer().notNull().default(0),
		/** The pauses that are over, in order; `pausedMs` is their sum. */
		pauses: jsonb().$type<ClockPause[]>().notNull().default([]),
		extraMs: integer().notNull().default(0),
		/** When the candidate was shown that a minute is left; null: not, or time was added since. */
		endSignalledAt: at(),
		/** Speaking figures, as the candidate's browser reckoned them; null: there are none. */
		figures: jsonb().$type<AnswerFigures>(),
		/** `redrawn` and `skipped` ones were never asked. */
		state: text({ enum: ['drawn', 'asking', 'answered', 'redrawn', 'skipped'] }).notNull()
	},
	(t) => [
		index().on(t.roundId, t.ordinal),
		/** For taking a line away; few answers have one. */
		index()
			.on(t.fileLineId)
			.where(sql`${t.fileLineId} is not null`)
	]
);

/** What a person has met, in any kind of practice: as candidate, or by putting it to a peer. */
export const exposures = pgTable(
	'exposures',
	{
		userId: text()
			.notNull()
			.references(() => users.id, { onDelete: 'cascade' }),
		questionId: text()
			.notNull()
			.references(() => questions.id, { onDelete: 'cascade' }),
		answerId: text()
			.notNull()
			.references(() => answers.id, { onDelete: 'cascade' }),
		role: text({ enum: ['candidate', 'interviewer'] })
			.notNull()
			.default('candidate'),
		metAt: at().notNull()
	},
	(t) => [primaryKey({ columns: [t.userId, t.answerId] }), index().on(t.userId, t.questionId)]
);

/** Commands already carried out: a repeated id changes nothing and gets the first answer. */
export const commands = pgTable(
	'commands',
	{
		interviewId: text()
			.notNull()
			.references(() => interviews.id, { onDelete: 'cascade' }),
		id: text().notNull(),
		userId: text().notNull(),
		command: text().notNull(),
		result: jsonb().notNull(),
		createdAt: createdAt()
	},
	(t) => [primaryKey({ columns: [t.interviewId, t.userId, t.id] })]
);

/* ---- what is saved at finish -------------------------------------------------------------- */

export const scorecards = pgTable(
	'scorecards',
	{
		id: text().primaryKey(),
		roundId: text()
			.notNull()
			.references(() => rounds.id, { onDelete: 'cascade' }),
		raterId: text()
			.notNull()
			.references(() => users.id),
		/** `self` is the candidate's own. */
		raterKind: text({ enum: ['interviewer', 'self', 'observer'] }).notNull(),
		rubricVersionId: text()
			.notNull()
			.references(() => rubricVersions.id),
		/** `not-given`: the rater left without rating. */
		state: text({ enum: ['given', 'not-given'] }).notNull(),
		/** The ratings' numbers by criterion, and their mean (null: none); kept by the database. */
		marks: jsonb().$type<Record<string, number>>().notNull().default({}),
		mean: doublePrecision(),
		createdAt: createdAt()
	},
	(t) => [unique().on(t.roundId, t.raterId), index().on(t.raterId, t.createdAt)]
);

export const ratings = pgTable(
	'ratings',
	{
		scorecardId: text()
			.notNull()
			.references(() => scorecards.id, { onDelete: 'cascade' }),
		criterionId: text().notNull(),
		/** 1–5; null when not seen. A criterion that was left blank has no row. */
		value: integer(),
		isNotSeen: boolean().notNull().default(false),
		evidence: text().notNull().default('')
	},
	(t) => [
		primaryKey({ columns: [t.scorecardId, t.criterionId] }),
		check(
			'ratings_value_or_not_seen',
			sql`(${t.value} between 1 and 5 and not ${t.isNotSeen}) or (${t.value} is null and ${t.isNotSeen})`
		)
	]
);

/** What a rater marked about one answer while listening: pins, fillers and the quick row. */
export const answerMarks = pgTable(
	'answer_marks',
	{
		answerId: text()
			.notNull()
			.references(() => answers.id, { onDelete: 'cascade' }),
		raterId: text()
			.notNull()
			.references(() => users.id, { onDelete: 'cascade' }),
		marks: jsonb().$type<AnswerMarks>().notNull()
	},
	(t) => [primaryKey({ columns: [t.answerId, t.raterId] }), index().on(t.raterId)]
);

/** The shared feedback of a round, a row per criterion. */
export const feedbackItems = pgTable(
	'feedback_items',
	{
		roundId: text()
			.notNull()
			.references(() => rounds.id, { onDelete: 'cascade' }),
		criterionId: text().notNull(),
		evidence: text().notNull().default(''),
		/** What was said about numbers that differ. */
		discussion: text().notNull().default(''),
		/** 1–5; null: not agreed. */
		agreed: integer()
	},
	(t) => [primaryKey({ columns: [t.roundId, t.criterionId] })]
);

export const feedbacks = pgTable('feedbacks', {
	roundId: text()
		.primaryKey()
		.references(() => rounds.id, { onDelete: 'cascade' }),
	strengths: text().notNull().default(''),
	nextSteps: text().notNull().default(''),
	createdAt: createdAt()
});

export const privateNotes = pgTable(
	'private_notes',
	{
		roundId: text()
			.notNull()
			.references(() => rounds.id, { onDelete: 'cascade' }),
		userId: text()
			.notNull()
			.references(() => users.id, { onDelete: 'cascade' }),
		body: text().notNull()
	},
	(t) => [primaryKey({ columns: [t.roundId, t.userId] })]
);

/** Words added after Finish, dated and signed; the frozen feedback stays as it was. */
export const addenda = pgTable(
	'addenda',
	{
		id: text().primaryKey(),
		roundId: text()
			.notNull()
			.references(() => rounds.id, { onDelete: 'cascade' }),
		authorId: text()
			.notNull()
			.references(() => users.id),
		body: text().notNull(),
		/** When the candidate of the round first had it before them. */
		readAt: at(),
		createdAt: createdAt()
	},
	(t) => [index().on(t.roundId)]
);

/** What a candidate wants to reach by a day. */
export const goals = pgTable(
	'goals',
	{
		id: text().primaryKey(),
		candidateId: text()
			.notNull()
			.references(() => users.id, { onDelete: 'cascade' }),
		kind: text({ enum: goalKinds }).notNull(),
		/** Null for a count of mocks; `all` for all criteria. */
		criterionId: text(),
		/** What the criterion was called when the goal was set. */
		name: text().notNull().default(''),
		target: doublePrecision().notNull(),
		dueOn: date({ mode: 'string' }).notNull(),
		/** The advisor who follows the candidate may see it, as far as they see the interviews. */
		isShared: boolean().notNull().default(true),
		setAt: at().notNull(),
		finishedAt: at()
	},
	(t) => [index().on(t.candidateId)]
);

/* ---- recordings --------------------------------------------------------------------------- */

/** Who is in an interview's call: from the moment a token is given until LiveKit says that they are gone. */
export const callSeats = pgTable(
	'call_seats',
	{
		interviewId: text()
			.notNull()
			.references(() => interviews.id, { onDelete: 'cascade' }),
		userId: text()
			.notNull()
			.references(() => users.id, { onDelete: 'cascade' }),
		/** When a token was given. */
		takenAt: at().notNull(),
		/** When LiveKit last said that they are there, or a token was given. */
		seenAt: at().notNull()
	},
	(t) => [primaryKey({ columns: [t.interviewId, t.userId] }), index().on(t.seenAt)]
);

/** A recording of a round; its media lie in files, see server/recordings/recording-files.ts. */
export const recordings = pgTable(
	'recordings',
	{
		id: text().primaryKey(),
		interviewId: text()
			.notNull()
			.references(() => interviews.id, { onDelete: 'cascade' }),
		roundId: text()
			.notNull()
			.references(() => rounds.id, { onDelete: 'cascade' }),
		/** The round's candidate. */
		ownerId: text()
			.notNull()
			.references(() => users.id, { onDelete: 'cascade' }),
		proposedById: text()
			.notNull()
			.references(() => users.id, { onDelete: 'cascade' }),
		state: text({ enum: recordingStates }).notNull(),
		recorderId: text().references(() => users.id, { onDelete: 'set null' }),
		/** The tab that records. */
		tab: text(),
		/** People in the call whose yes is waited for. */
		waitingFor: jsonb().$type<string[]>().notNull().default([]),
		/** Unbroken stretches, in order; a part's number is its place from 1. */
		parts: jsonb().$type<Part[]>().notNull().default([]),
		visibility: text({ enum: recordingVisibilities }).notNull().default('private'),
		/** As everybody was told when asked. */
		retentionDays: integer().notNull(),
		/** When state was last changed. */
		changedAt: at().notNull(),
		/** First frame; chunks count their time from here. */
		startedAt: at(),
		stoppedAt: at(),
		ended: text({ enum: recordingEnds }),
		retainUntil: at(),
		/** One process makes the file that seeks. */
		preparingAt: at(),
		preparedAt: at(),
		durationMs: integer(),
		/** When what is in the file was recorded; set with it. */
		spans: jsonb().$type<RecordedSpan[]>().notNull().default([]),
		mediaBytes: bigint({ mode: 'number' }),
		createdAt: createdAt()
	},
	(t) => [
		index().on(t.interviewId, t.createdAt),
		index().on(t.ownerId),
		index().on(t.state),
		index().on(t.retainUntil)
	]
);

/** Who agreed to a recording, when, and when they took it back. */
export const recordingConsents = pgTable(
	'recording_consents',
	{
		recordingId: text()
			.notNull()
			.references(() => recordings.id, { onDelete: 'cascade' }),
		userId: text()
			.notNull()
			.references(() => users.id, { onDelete: 'cascade' }),
		/** Whether the browser they agreed in can record. */
		canRecord: boolean().notNull(),
		givenAt: at().notNull(),
		withdrawnAt: at()
	},
	(t) => [primaryKey({ columns: [t.recordingId, t.userId] }), index().on(t.userId)]
);

/** A chunk that is kept: its row comes after its file, so a row's file is whole. */
export const recordingChunks = pgTable(
	'recording_chunks',
	{
		recordingId: text()
			.notNull()
			.references(() => recordings.id, { onDelete: 'cascade' }),
		part: integer().notNull(),
		/** From 0 in each part. */
		number: integer().notNull(),
		bytes: integer().notNull(),
		/** In hex. */
		sha256: text().notNull(),
		/** Since the recording's `startedAt`. */
		startedAtMs: integer().notNull(),
		isLast: boolean().notNull(),
		createdAt: createdAt()
	},
	(t) => [primaryKey({ columns: [t.recordingId, t.part, t.number] })]
);

/** What somebody who may watch said about a moment, after the interview. It goes with the recording. */
export const recordingPins = pgTable(
	'recording_pins',
	{
		recordingId: text()
			.notNull()
			.references(() => recordings.id, { onDelete: 'cascade' }),
		authorId: text()
			.notNull()
			.references(() => users.id, { onDelete: 'cascade' }),
		/** In the file. */
		atMs: integer().notNull(),
		tag: text({ enum: pinTagIds }).notNull(),
		words: text().notNull(),
		createdAt: createdAt()
	},
	(t) => [primaryKey({ columns: [t.recordingId, t.authorId, t.atMs] }), index().on(t.authorId)]
);

/** WebVTT, as its owner added it. It goes with the recording. */
export const recordingCaptions = pgTable('recording_captions', {
	recordingId: text()
		.primaryKey()
		.references(() => recordings.id, { onDelete: 'cascade' }),
	body: text().notNull(),
	createdAt: createdAt()
});

/* ---- who sees it, and who looks after whom ------------------------------------------------ */

/** Who saw what of a candidate's: the candidate reads it, nobody edits it. */
export const viewings = pgTable(
	'viewings',
	{
		id: text().primaryKey(),
		/** The candidate whose it is. */
		ownerId: text()
			.notNull()
			.references(() => users.id, { onDelete: 'cascade' }),
		viewerId: text()
			.notNull()
			.references(() => users.id, { onDelete: 'cascade' }),
		what: text({ enum: viewedThings }).notNull(),
		interviewId: text().references(() => interviews.id, { onDelete: 'cascade' }),
		at: at().notNull()
	},
	(t) => [index().on(t.ownerId, t.at)]
);

/** A link to somebody's report, made by them. Its token is an HMAC of the id, so the page can show it again. */
export const reportLinks = pgTable(
	'report_links',
	{
		id: text().primaryKey(),
		/** The candidate whose report it is. */
		ownerId: text()
			.notNull()
			.references(() => users.id, { onDelete: 'cascade' }),
		/** Null: the season. */
		interviewId: text().references(() => interviews.id, { onDelete: 'cascade' }),
		expiresAt: at().notNull(),
		withdrawnAt: at(),
		createdAt: createdAt()
	},
	(t) => [index().on(t.ownerId, t.createdAt)]
);

/** Who opened a report by its link: signed in, or by the name they gave. */
export const reportOpenings = pgTable(
	'report_openings',
	{
		id: text().primaryKey(),
		linkId: text()
			.notNull()
			.references(() => reportLinks.id, { onDelete: 'cascade' }),
		viewerId: text().references(() => users.id, { onDelete: 'set null' }),
		/** As it was when they opened it. */
		viewerName: text().notNull(),
		at: at().notNull()
	},
	(t) => [index().on(t.linkId, t.at)]
);

/** What an advisor did about a candidate of theirs; the newest decides whether the row waits. */
export const contacts = pgTable(
	'contacts',
	{
		id: text().primaryKey(),
		organisationId: text()
			.notNull()
			.references(() => organisations.id, { onDelete: 'cascade' }),
		advisorId: text()
			.notNull()
			.references(() => users.id, { onDelete: 'cascade' }),
		candidateId: text()
			.notNull()
			.references(() => users.id, { onDelete: 'cascade' }),
		kind: text({ enum: contactKinds }).notNull(),
		note: text().notNull().default(''),
		/** The row stays cleared until then. */
		until: at().notNull(),
		at: at().notNull()
	},
	(t) => [index().on(t.advisorId, t.candidateId, t.at)]
);

/** Practice that an advisor assigned to a candidate of theirs. Whether it is done is read from what was saved. */
export const practices = pgTable(
	'practices',
	{
		id: text().primaryKey(),
		organisationId: text()
			.notNull()
			.references(() => organisations.id, { onDelete: 'cascade' }),
		advisorId: text()
			.notNull()
			.references(() => users.id, { onDelete: 'cascade' }),
		candidateId: text()
			.notNull()
			.references(() => users.id, { onDelete: 'cascade' }),
		/** One of the ready-made plans. */
		planId: text().notNull(),
		dueOn: date({ mode: 'string' }).notNull(),
		/** How often it may be held for this. */
		takes: integer().notNull(),
		/** What the candidate reads beside it. */
		note: text().notNull().default(''),
		withdrawnAt: at(),
		createdAt: createdAt()
	},
	(t) => [index().on(t.candidateId), index().on(t.advisorId, t.createdAt)]
);

/** Weeks whose digest was mailed, or is being mailed: one for each advisor and Monday. */
export const digests = pgTable(
	'digests',
	{
		userId: text()
			.notNull()
			.references(() => users.id, { onDelete: 'cascade' }),
		/** The Monday where the advisor lives. */
		week: date({ mode: 'string' }).notNull(),
		createdAt: createdAt()
	},
	(t) => [primaryKey({ columns: [t.userId, t.week] })]
);

/* ---- reviews of practices alone ------------------------------------------------------------ */

/** A candidate's request to have answers of a practice alone reviewed by whoever has its link. */
export const reviewRequests = pgTable(
	'review_requests',
	{
		id: text().primaryKey(),
		interviewId: text()
			.notNull()
			.references(() => interviews.id, { onDelete: 'cascade' }),
		/** SHA-256 of the link's token; null: answers are still on their way. */
		tokenHash: text().unique(),
		/** What they want looked at. */
		wish: text().notNull().default(''),
		/** Set with the token. */
		expiresAt: at(),
		withdrawnAt: at(),
		/** The recordings are gone; what reviewers sent stays. */
		mediaDeletedAt: at(),
		createdAt: createdAt()
	},
	(t) => [index().on(t.interviewId)]
);

/** The recording of one answer, lent to reviewers; its bytes are in files. */
export const reviewMedia = pgTable(
	'review_media',
	{
		id: text().primaryKey(),
		requestId: text()
			.notNull()
			.references(() => reviewRequests.id, { onDelete: 'cascade' }),
		answerId: text()
			.notNull()
			.references(() => answers.id, { onDelete: 'cascade' }),
		kind: text({ enum: ['video', 'audio'] }).notNull(),
		/** As its first bytes say, never as somebody called it; null: nothing has come yet. */
		container: text({ enum: ['webm', 'mp4'] }),
		/** As announced; the chunks add up to it. */
		totalBytes: integer().notNull()
	},
	(t) => [unique().on(t.requestId, t.answerId), index().on(t.answerId)]
);

/** A piece of a recording as it arrived. Without a gap: the next ordinal is the number of those that are there. */
export const reviewChunks = pgTable(
	'review_chunks',
	{
		mediaId: text()
			.notNull()
			.references(() => reviewMedia.id, { onDelete: 'cascade' }),
		/** 0-based. */
		ordinal: integer().notNull(),
		bytes: integer().notNull(),
		/** SHA-256 in hex; the file is named after it. */
		hash: text().notNull()
	},
	(t) => [primaryKey({ columns: [t.mediaId, t.ordinal] })]
);

/** Somebody who opened a request by its link, and what they made of it. In no series of progress. */
export const reviews = pgTable(
	'reviews',
	{
		id: text().primaryKey(),
		requestId: text()
			.notNull()
			.references(() => reviewRequests.id, { onDelete: 'cascade' }),
		reviewerId: text()
			.notNull()
			.references(() => users.id, { onDelete: 'cascade' }),
		openedAt: at().notNull(),
		/** Their latest look. */
		seenAt: at().notNull(),
		/** Raised by each change, so that two tabs do not overwrite each other. */
		version: integer().notNull().default(0),
		/** The reviewer's alone until it is sent. */
		card: jsonb().$type<ReviewCard>().notNull(),
		sentAt: at(),
		/** The candidate had it on the page. */
		readAt: at(),
		/** The candidate was told of it by mail, or is being told. */
		mailedAt: at()
	},
	(t) => [unique().on(t.requestId, t.reviewerId), index().on(t.reviewerId)]
);

/* ---- live documents ----------------------------------------------------------------------- */

/** The journal: every committed update of every live document, in order. */
export const documentUpdates = pgTable(
	'document_updates',
	{
		seq: bigserial({ mode: 'number' }).primaryKey(),
		name: text().notNull(),
		/** Version of the row's format; 1 is a Yjs V1 update. */
		format: integer().notNull().default(1),
		/** Null: the server itself. */
		userId: text(),
		bytes: bytea().notNull(),
		createdAt: createdAt()
	},
	(t) => [index().on(t.name, t.seq)]
);

/** The fold of a document's journal up to and including `seq`. */
export const documentSnapshots = pgTable('document_snapshots', {
	name: text().primaryKey(),
	seq: bigint({ mode: 'number' }).notNull(),
	format: integer().notNull().default(1),
	bytes: bytea().notNull(),
	createdAt: createdAt()
});

/** Yjs client ids the server has given out: to one person, for one document, for ever. */
export const documentClients = pgTable(
	'document_clients',
	{
		name: text().notNull(),
		clientId: bigint({ mode: 'number' }).notNull(),
		/** Null: the server itself. */
		userId: text(),
		createdAt: createdAt()
	},
	(t) => [primaryKey({ columns: [t.name, t.clientId] }), index().on(t.name, t.userId)]
);

/** Edits that came after Finish, kept aside for their author. */
export const lateEdits = pgTable(
	'late_edits',
	{
		id: text().primaryKey(),
		name: text().notNull(),
		userId: text()
			.notNull()
			.references(() => users.id, { onDelete: 'cascade' }),
		body: text().notNull(),
		createdAt: createdAt()
	},
	(t) => [index().on(t.name, t.userId)]
);

/** Webhook events already handled, by LiveKit's event id. */
export const livekitEvents = pgTable('livekit_events', {
	id: text().primaryKey(),
	createdAt: createdAt()
});
