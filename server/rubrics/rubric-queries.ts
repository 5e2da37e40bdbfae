import { desc, eq, inArray, isNull, or, sql, asc } from 'drizzle-orm';
import type { Criterion } from '#lib/rubric/rubric.ts';
import type { Executor } from '#server/db/open.ts';
import { rubrics, rubricVersions } from '#server/db/schema.ts';

/** A rubric at its newest version: what a new interview is rated against. */
export interface CurrentRubric {
	rubricId: string;
	/** Of the newest version. */
	versionId: string;
	version: number;
	/** Null: built in. */
	organisationId: string | null;
	name: string;
	description: string;
	criteria: Criterion[];
}

/** Built-in rubrics and those of these organisations at their newest versions; built-in ones first, in the order of their ids. */
export async function findCurrentRubrics(
	db: Executor,
	organisationIds: string[]
): Promise<CurrentRubric[]> {
	const rows = await db
		.selectDistinctOn([rubrics.id], {
			rubricId: rubrics.id,
			versionId: rubricVersions.id,
			version: rubricVersions.version,
			organisationId: rubrics.organisationId,
			name: rubrics.name,
			description: rubrics.description,
			criteria: rubricVersions.criteria
		})
		.from(rubrics)
		.innerJoin(rubricVersions, eq(rubricVersions.rubricId, rubrics.id))
		.where(
			or(
				isNull(rubrics.organisationId),
				organisationIds.length > 0 ? inArray(rubrics.organisationId, organisationIds) : undefined
			)
		)
		.orderBy(asc(rubrics.id), desc(rubricVersions.version));
	return rows.sort((a, b) => Number(a.organisationId !== null) - Number(b.organisationId !== null));
}

/** The newest version of a rubric, or null where there is no such rubric. */
export async function findCurrentVersion(db: Executor, rubricId: string) {
	const [row] = await db
		.select()
		.from(rubricVersions)
		.where(eq(rubricVersions.rubricId, rubricId))
		.orderBy(sql`${rubricVersions.version} desc`)
		.limit(1);
	return row ?? null;
}
