import type { SeasonEntry, SeasonView } from '#lib/interview/views.ts';
import { toMean } from '#lib/progress/means.ts';
import { findSharedOrganisations } from '../advising/advising-queries.ts';
import type { Actor } from '../auth/actor.ts';
import type { Db } from '../db/open.ts';
import * as queries from './progress-queries.ts';

export interface ProgressServiceOptions {
	db: Db;
	now?: () => Date;
}

export interface ProgressService {
	/**
	 * The candidate's finished interviews, oldest first, from saved scorecards alone. One's own are all there; an
	 * advisor sees those of the organisations in which they follow the candidate now. Null: not for this person.
	 */
	season(actor: Actor, candidateId?: string): Promise<SeasonView | null>;
}

export function createProgressService({
	db,
	now = () => new Date()
}: ProgressServiceOptions): ProgressService {
	/** Null: nothing of this candidate. `'all'` for oneself. */
	async function requireScope(actor: Actor, candidateId: string) {
		if (actor.isGuest) return null;
		if (candidateId === actor.userId) return 'all';
		const shared = await findSharedOrganisations(db, actor.userId, candidateId, now());
		return shared.length > 0 ? shared : null;
	}

	async function season(actor: Actor, candidateId = actor.userId): Promise<SeasonView | null> {
		const scope = await requireScope(actor, candidateId);
		const candidate = scope && (await queries.findPerson(db, candidateId));
		if (!scope || !candidate) return null;

		const rows = await queries.findFinishedRounds(db, candidateId, scope === 'all' ? null : scope);
		if (rows.length === 0) return { candidate, criteria: [], entries: [] };

		const roundIds = rows.map(({ roundId }) => roundId);
		const interviewIds = [...new Set(rows.map(({ interviewId }) => interviewId))];
		const versionIds = [...new Set(rows.map(({ rubricVersionId }) => rubricVersionId))];
		const [means, agreed, counts, others, versions] = await Promise.all([
			queries.findMeans(db, roundIds),
			queries.findAgreed(db, roundIds),
			queries.countAnswers(db, roundIds),
			queries.findOthers(db, interviewIds, candidateId),
			queries.findRubricVersions(db, versionIds)
		]);

		const marksOf = new Map<string, Map<string, SeasonEntry['marks'][number]>>();
		function getMark(roundId: string, criterionId: string) {
			const marks = marksOf.get(roundId) ?? new Map<string, SeasonEntry['marks'][number]>();
			marksOf.set(roundId, marks);
			const mark = marks.get(criterionId) ?? {
				criterionId,
				interviewer: null,
				self: null,
				agreed: null
			};
			marks.set(criterionId, mark);
			return mark;
		}
		for (const { roundId, criterionId, raterKind, mean } of means)
			getMark(roundId, criterionId)[raterKind === 'self' ? 'self' : 'interviewer'] = mean;
		for (const row of agreed) getMark(row.roundId, row.criterionId).agreed = row.agreed;

		const countOf = new Map(counts.map(({ roundId, count }) => [roundId, count]));
		const namesOf = Map.groupBy(others, ({ interviewId }) => interviewId);
		const entries = rows.map((row): SeasonEntry => {
			const marks = [...(marksOf.get(row.roundId)?.values() ?? [])];
			return {
				interviewId: row.interviewId,
				roundId: row.roundId,
				kind: row.kind,
				finishedAt: row.finishedAt.toISOString(),
				withNames: (namesOf.get(row.interviewId) ?? []).map(({ name }) => name),
				strengths: row.strengths,
				nextSteps: row.nextSteps,
				answers: countOf.get(row.roundId) ?? 0,
				marks,
				overall: toMean(marks.map(({ interviewer }) => interviewer))
			};
		});

		// Criteria in the order of the rubric used last, then those of earlier ones; only what was ever marked.
		const marked = new Set(entries.flatMap(({ marks }) => marks.map((mark) => mark.criterionId)));
		const criteriaOf = new Map(versions.map(({ id, criteria }) => [id, criteria]));
		const criteria = new Map<string, { id: string; name: string }>();
		for (const { rubricVersionId } of rows.toReversed())
			for (const { id, name } of criteriaOf.get(rubricVersionId) ?? [])
				if (marked.has(id) && !criteria.has(id)) criteria.set(id, { id, name });
		return { candidate, criteria: [...criteria.values()], entries };
	}

	return { season };
}
