import type { SQL } from 'drizzle-orm';
import type { Category } from '#lib/deck/question.ts';
import type { HeardMarks } from '#lib/interview/views.ts';
import { readFilters, type Filters } from '#lib/progress/filters.ts';
import { toLeniency, toRaterBook, type GivenCard } from '#lib/progress/raters.ts';
import { toSharedGoals } from '#lib/progress/goal-standing.ts';
import { toCards, type SeasonEntry, type SeasonRecord } from '#lib/progress/record.ts';
import type { Prepared } from '#lib/progress/readiness.ts';
import { toCsvLines } from '#lib/progress/table.ts';
import { toComparedIds, toSeasonView, withHeard, type SeasonView } from '#lib/progress/view.ts';
import { toCheckWords } from '#lib/setup/check-faults.ts';
import type { Actor } from '../auth/actor.ts';
import { isAnyOf } from '../db/any-of.ts';
import type { Db } from '../db/open.ts';
import { answerMarks } from '../db/schema.ts';
import { findHeard } from '../interviews/earlier-attempts.ts';
import { createKept } from './kept.ts';
import * as queries from './progress-queries.ts';
import { findScopes, isOpenTo, isShareable, noteViewings, type Scope } from './sharing-queries.ts';

export interface ProgressServiceOptions {
	db: Db;
	now?: () => Date;
}

export interface ProgressService {
	/**
	 * The candidate's finished interviews, from saved scorecards, answers and words alone. One's own are all there;
	 * others see what the candidate shares with them, and their look is noted. Null: not for this person.
	 */
	season(actor: Actor, filters: Filters, candidateId?: string): Promise<SeasonView | null>;
	/** One's own stories and set-up, as far as readiness goes; nobody else is told. Null: not for guests. */
	prepared(actor: Actor): Promise<Prepared | null>;
	/** One's own without what is kept private: what may be shown to others by a link. Null: no such person. */
	shareable(ownerId: string, timeZone: string): Promise<SeasonView | null>;
	/** The same as lines of a CSV file. */
	table(actor: Actor, candidateId?: string): Promise<Iterable<string> | null>;
}

/** What is read once for each version: everything but the person, their goals and their next appointment. */
type KeptSeason = Omit<SeasonRecord, 'candidate' | 'goals' | 'nextAt'>;

const weekMs = 7 * 86_400_000;
const minuteMs = 60_000;
/** Seasons that a process remembers; one of 200 interviews takes about a megabyte. */
const mostKept = 64;
const emptySeason: KeptSeason = { criteria: [], raterNames: {}, leniency: new Map(), entries: [] };

export function createProgressService({
	db,
	now = () => new Date()
}: ProgressServiceOptions): ProgressService {
	const records = createKept<KeptSeason>(mostKept);
	const views = createKept<SeasonView>(mostKept);
	const compared = createKept<Map<string, HeardMarks[]>>(mostKept);

	/** Null: nothing of this candidate. `'all'` for oneself. */
	async function requireScopes(
		actor: Actor,
		candidateId: string
	): Promise<'all' | readonly Scope[] | null> {
		if (actor.isGuest) return null;
		if (candidateId === actor.userId) return 'all';
		const scopes = await findScopes(db, actor.userId, candidateId, now());
		return scopes.length > 0 ? scopes : null;
	}

	async function readRecord(
		actor: Actor,
		candidateId: string,
		what: 'season' | 'table'
	): Promise<{ record: SeasonRecord; key: string; version: string } | null> {
		const scopes = await requireScopes(actor, candidateId);
		if (!scopes) return null;
		const isOpen = scopes === 'all' ? undefined : isOpenTo(scopes);
		const found = await queries.findCandidate(db, candidateId, isOpen, now());
		if (!found) return null;
		const { candidate, version, nextAt, goals } = found;
		const key = JSON.stringify([candidateId, scopes]);
		const season = await records.get(key, version, () => readSeason(candidateId, isOpen));
		const isAdvisor = scopes !== 'all' && scopes.some(({ relation }) => relation === 'advisor');
		if (scopes !== 'all') {
			// Who only works there sees somebody once that person has shared something with the organisation.
			if (!isAdvisor && season.entries.length === 0) return null;
			const viewing = { ownerId: candidateId, viewerId: actor.userId, what, interviewId: null };
			await noteViewings(db, [viewing], now());
		}
		const shown = scopes === 'all' ? goals : isAdvisor ? toSharedGoals(goals, season) : [];
		return { record: { ...season, candidate, goals: shown, nextAt }, key, version };
	}

	async function readSeason(candidateId: string, isOpen: SQL | undefined): Promise<KeptSeason> {
		const rows = await queries.findFinishedRounds(db, candidateId, isOpen);
		return rows.length > 0 ? toSeason(candidateId, rows) : emptySeason;
	}

	async function toSeason(
		candidateId: string,
		rows: Awaited<ReturnType<typeof queries.findFinishedRounds>>
	): Promise<KeptSeason> {
		const roundIds = rows.map(({ roundId }) => roundId);
		const unique = (toId: (row: (typeof rows)[number]) => string) => [...new Set(rows.map(toId))];
		const [cards, agreed, answers, fillers, others, versions] = await Promise.all([
			queries.findCards(db, roundIds),
			queries.findAgreed(db, roundIds),
			queries.findAnswers(db, roundIds),
			queries.findFillers(db, roundIds),
			queries.findOthers(
				db,
				unique((row) => row.interviewId),
				candidateId
			),
			queries.findRubricVersions(
				db,
				unique((row) => row.rubricVersionId)
			)
		]);
		const cardsOf = Map.groupBy(cards, ({ roundId }) => roundId);
		const agreedOf = Map.groupBy(agreed, ({ roundId }) => roundId);
		const answersOf = Map.groupBy(answers, ({ roundId }) => roundId);
		const fillersOf = Map.groupBy(fillers, ({ roundId }) => roundId);
		const namesOf = Map.groupBy(others, ({ interviewId }) => interviewId);
		const entries = rows.map((row): SeasonEntry => ({
			interviewId: row.interviewId,
			roundId: row.roundId,
			kind: row.kind,
			finishedAt: row.finishedAt.toISOString(),
			visibility: row.visibility,
			withNames: (namesOf.get(row.interviewId) ?? []).map(({ name }) => name),
			strengths: row.strengths,
			nextSteps: row.nextSteps,
			answers: (answersOf.get(row.roundId) ?? []).map(({ roundId: _, category, ...answer }) => ({
				...answer,
				category: category as Category
			})),
			fillersHeard: (fillersOf.get(row.roundId) ?? []).map(({ roundId: _, ...heard }) => heard),
			cards: toCards(row.kind, cardsOf.get(row.roundId) ?? []),
			agreed: Object.fromEntries(
				(agreedOf.get(row.roundId) ?? []).map(({ criterionId, agreed }) => [criterionId, agreed])
			)
		}));

		const raterIds = [
			...new Set(
				cards.filter(({ raterKind }) => raterKind === 'interviewer').map(({ raterId }) => raterId)
			)
		];
		const [names, leniency] =
			raterIds.length > 0
				? await Promise.all([
						queries.findNames(db, raterIds),
						readLeniency(
							raterIds,
							unique((row) => row.organisationId),
							candidateId
						)
					])
				: [[], new Map()];
		const marked = new Set(cards.flatMap(({ marks }) => Object.keys(marks)));
		return {
			entries,
			raterNames: Object.fromEntries(names.map(({ userId, name }) => [userId, name])),
			leniency,
			criteria: toCriteria(rows, versions, marked)
		};
	}

	/** What was marked about the answers that stand side by side: SPEC 7.7. */
	async function findCompared(view: SeasonView, key: string, version: string) {
		const ids = toComparedIds(view);
		if (ids.length === 0) return new Map<string, HeardMarks[]>();
		return compared.get(JSON.stringify([key, ids]), version, () =>
			findHeard(db, isAnyOf(answerMarks.answerId, ids))
		);
	}

	async function readLeniency(
		raterIds: readonly string[],
		organisationIds: readonly string[],
		candidateId: string
	) {
		const cards = await queries.findCardsAround(db, raterIds, organisationIds);
		const book = toRaterBook(
			cards.map(({ finishedAt, ...card }): GivenCard => ({
				...card,
				week: finishedAt.getTime() / weekMs
			}))
		);
		return toLeniency(book, raterIds, candidateId);
	}

	return {
		async season(actor, filters, candidateId = actor.userId) {
			const read = await readRecord(actor, candidateId, 'season');
			if (!read) return null;
			const { record, key, version } = read;
			const { timeZone } = actor;
			const reader = { timeZone, now: toEndOfMinute(now()) };
			return views.get(
				JSON.stringify([key, filters, timeZone]),
				JSON.stringify([version, record.candidate, record.goals, record.nextAt, reader.now]),
				async () => {
					const view = toSeasonView(record, filters, reader);
					return withHeard(view, await findCompared(view, key, version));
				}
			);
		},

		async prepared(actor) {
			if (actor.isGuest) return null;
			const { lastCheck, ...found } = await queries.findPrepared(db, actor.userId);
			const check = toCheckWords(lastCheck, actor.timeZone, now().toISOString());
			return { ...found, check };
		},

		async shareable(ownerId, timeZone) {
			const found = await queries.findCandidate(db, ownerId, isShareable, now());
			if (!found) return null;
			const { candidate, nextAt } = found;
			const season = await readSeason(ownerId, isShareable);
			const record = { ...season, candidate, goals: [], nextAt };
			const everything = readFilters(new URLSearchParams());
			return toSeasonView(record, everything, { timeZone, now: now().toISOString() });
		},

		async table(actor, candidateId = actor.userId) {
			const read = await readRecord(actor, candidateId, 'table');
			return read && toCsvLines(read.record);
		}
	};
}

/** Pages say nothing finer than a minute: one reckoning does for all of it. */
const toEndOfMinute = (at: Date) =>
	new Date(Math.ceil(at.getTime() / minuteMs) * minuteMs).toISOString();

/** In the order of the rubric used last, then those of earlier ones; only what was ever marked. SPEC 1.5. */
function toCriteria(
	rows: readonly { rubricVersionId: string }[],
	versions: Awaited<ReturnType<typeof queries.findRubricVersions>>,
	marked: ReadonlySet<string>
): SeasonRecord['criteria'] {
	const criteriaOf = new Map(versions.map(({ id, criteria }) => [id, criteria]));
	const found = new Map<string, SeasonRecord['criteria'][number]>();
	for (const { rubricVersionId } of rows.toReversed())
		for (const { id, name, elicitedBy } of criteriaOf.get(rubricVersionId) ?? [])
			if (marked.has(id) && !found.has(id)) found.set(id, { id, name, elicitedBy });
	return [...found.values()];
}
