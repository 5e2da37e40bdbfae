import type { Category } from '#lib/deck/question.ts';
import type { Filters } from '#lib/progress/filters.ts';
import { toLeniency, toRaterBook, type GivenCard } from '#lib/progress/raters.ts';
import { toSeriesId, type SeasonEntry, type SeasonRecord } from '#lib/progress/record.ts';
import { toCsvLines } from '#lib/progress/table.ts';
import { toSeasonView, type SeasonView } from '#lib/progress/view.ts';
import type { Actor } from '../auth/actor.ts';
import type { Db } from '../db/open.ts';
import * as queries from './progress-queries.ts';
import { findScopes, isOpenTo, noteViewing, type Scope } from './sharing-queries.ts';

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
	/** The same as lines of a CSV file. */
	table(actor: Actor, candidateId?: string): Promise<Iterable<string> | null>;
	/** Notes the day of one's first real interview, as `2026-12-04`; null takes it back. */
	setRealInterview(actor: Actor, date: string | null): Promise<boolean>;
}

const weekMs = 7 * 86_400_000;

export function createProgressService({
	db,
	now = () => new Date()
}: ProgressServiceOptions): ProgressService {
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
	): Promise<SeasonRecord | null> {
		const scopes = await requireScopes(actor, candidateId);
		const candidate = scopes && (await queries.findPerson(db, candidateId));
		if (!scopes || !candidate) return null;
		const isOpen = scopes === 'all' ? undefined : isOpenTo(scopes);
		const rows = await queries.findFinishedRounds(db, candidateId, isOpen);
		if (scopes !== 'all') {
			// Who only works there sees somebody once that person has shared something with the organisation.
			const isAdvisor = scopes.some(({ relation }) => relation === 'advisor');
			if (!isAdvisor && rows.length === 0) return null;
			const viewing = { ownerId: candidateId, viewerId: actor.userId, what, interviewId: null };
			await noteViewing(db, viewing, now());
		}
		const nextAt = await queries.findNextAppointment(db, candidateId, isOpen, now());
		const record: SeasonRecord = {
			candidate,
			criteria: [],
			raterNames: {},
			leniency: new Map(),
			entries: [],
			nextAt: nextAt?.toISOString() ?? null
		};
		return rows.length === 0 ? record : fillRecord(record, rows);
	}

	async function fillRecord(
		record: SeasonRecord,
		rows: Awaited<ReturnType<typeof queries.findFinishedRounds>>
	): Promise<SeasonRecord> {
		const candidateId = record.candidate.userId;
		const roundIds = rows.map(({ roundId }) => roundId);
		const unique = (toId: (row: (typeof rows)[number]) => string) => [...new Set(rows.map(toId))];
		const [marks, agreed, answers, others, versions] = await Promise.all([
			queries.findMarks(db, roundIds),
			queries.findAgreed(db, roundIds),
			queries.findAnswers(db, roundIds),
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
		const marksOf = Map.groupBy(marks, ({ roundId }) => roundId);
		const agreedOf = Map.groupBy(agreed, ({ roundId }) => roundId);
		const answersOf = Map.groupBy(answers, ({ roundId }) => roundId);
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
			cards: toCards(row.kind, marksOf.get(row.roundId) ?? []),
			agreed: Object.fromEntries(
				(agreedOf.get(row.roundId) ?? []).map(({ criterionId, agreed }) => [criterionId, agreed])
			)
		}));

		const raterIds = [
			...new Set(
				marks.filter(({ raterKind }) => raterKind === 'interviewer').map(({ raterId }) => raterId)
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
		return {
			...record,
			entries,
			raterNames: Object.fromEntries(names.map(({ userId, name }) => [userId, name])),
			leniency,
			criteria: toCriteria(rows, versions, new Set(marks.map(({ criterionId }) => criterionId)))
		};
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
			const record = await readRecord(actor, candidateId, 'season');
			const reader = { timeZone: actor.timeZone, now: now().toISOString() };
			return record && toSeasonView(record, filters, reader);
		},

		async table(actor, candidateId = actor.userId) {
			const record = await readRecord(actor, candidateId, 'table');
			return record && toCsvLines(record);
		},

		async setRealInterview(actor, date) {
			if (actor.isGuest) return false;
			await queries.setRealInterviewOn(db, actor.userId, date);
			return true;
		}
	};
}

function toCards(
	kind: SeasonEntry['kind'],
	marks: Awaited<ReturnType<typeof queries.findMarks>>
): SeasonEntry['cards'] {
	return [...Map.groupBy(marks, ({ cardId }) => cardId).values()].flatMap((given) => {
		const { raterId, raterKind } = given[0]!;
		const series = toSeriesId(kind, raterKind);
		if (!series) return [];
		const values = given.map(({ criterionId, value }) => [criterionId, value] as const);
		return [{ raterId, series, marks: Object.fromEntries(values) }];
	});
}

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
