import type { FollowedCandidate } from '#lib/advising/candidate.ts';
import { toMean } from '#lib/progress/means.ts';
import type { Actor } from '../auth/actor.ts';
import type { Db } from '../db/open.ts';
import * as queries from './advising-queries.ts';

export interface AdvisingServiceOptions {
	db: Db;
	now?: () => Date;
}

export interface AdvisingService {
	/** The people this advisor follows now, by name; nobody for those who follow nobody. */
	candidates(actor: Actor): Promise<FollowedCandidate[]>;
	/** Whether this actor follows the candidate in that organisation now. */
	isAdvisorOf(actor: Actor, candidateId: string, organisationId: string): Promise<boolean>;
}

/** What an advisor sees of the candidates assigned to them: saved numbers of finished interviews only. */
export function createAdvisingService({
	db,
	now = () => new Date()
}: AdvisingServiceOptions): AdvisingService {
	async function isAdvisorOf(actor: Actor, candidateId: string, organisationId: string) {
		if (actor.isGuest) return false;
		const shared = await queries.findSharedOrganisations(db, actor.userId, candidateId, now());
		return shared.includes(organisationId);
	}

	async function candidates(actor: Actor): Promise<FollowedCandidate[]> {
		const followed = actor.isGuest ? [] : await queries.findFollowed(db, actor.userId, now());
		if (followed.length === 0) return [];

		const people = [...new Set(followed.map(({ userId }) => userId))];
		const places = [...new Set(followed.map(({ organisationId }) => organisationId))];
		const [finished, next] = await Promise.all([
			queries.findFinishedRounds(db, people, places),
			queries.findNextAppointments(db, people, places, now())
		]);
		const toKey = (candidateId: string, organisationId: string) =>
			`${candidateId} ${organisationId}`;
		const roundsOf = Map.groupBy(finished, (row) => toKey(row.candidateId, row.organisationId));
		const nextOf = new Map(next.map((row) => [toKey(row.candidateId, row.organisationId), row.at]));

		const lastRounds = [...roundsOf.values()].flatMap(([last]) => (last ? [last.roundId] : []));
		const means = lastRounds.length ? await queries.findInterviewerMeans(db, lastRounds) : [];
		const meansOf = Map.groupBy(means, ({ roundId }) => roundId);

		return followed.map((person) => {
			const key = toKey(person.userId, person.organisationId);
			const [last, ...earlier] = roundsOf.get(key) ?? [];
			return {
				...person,
				interviews: last ? earlier.length + 1 : 0,
				lastFinishedAt: last?.finishedAt.toISOString() ?? null,
				lastOverall: last
					? toMean((meansOf.get(last.roundId) ?? []).map(({ mean }) => mean))
					: null,
				nextAt: nextOf.get(key)?.toISOString() ?? null
			};
		});
	}

	return { candidates, isAdvisorOf };
}
