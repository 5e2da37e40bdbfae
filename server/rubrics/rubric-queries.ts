import { desc, eq } from 'drizzle-orm';
import type { Executor } from '#server/db/open.ts';
import { rubricVersions } from '#server/db/schema.ts';

/** The newest version of a rubric, or null where there is no such rubric. */
export async function findCurrentVersion(db: Executor, rubricId: string) {
	const [row] = await db
		.select()
		.from(rubricVersions)
		.where(eq(rubricVersions.rubricId, rubricId))
		.orderBy(desc(rubricVersions.version))
		.limit(1);
	return row ?? null;
}
