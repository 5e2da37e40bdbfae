import type { Actor } from '#server/auth/actor.ts';
import type { Db } from '#server/db/open.ts';
import { findCurrentRubrics, type CurrentRubric } from './rubric-queries.ts';

export interface RubricService {
	/** The rubrics that somebody may choose for an interview, the default first. Guests see none. */
	list(actor: Actor): Promise<CurrentRubric[]>;
}

export function createRubricService({ db }: { db: Db }): RubricService {
	return {
		async list(actor) {
			if (actor.isGuest) return [];
			return findCurrentRubrics(
				db,
				actor.memberships.map((membership) => membership.organisationId)
			);
		}
	};
}
