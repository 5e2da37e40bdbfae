import { and, asc, count, eq } from 'drizzle-orm';
import { toBrief, type Basics, type Brief } from '#lib/candidate-file/brief.ts';
import type { FileLine } from '#lib/candidate-file/line.ts';
import type { Specialty } from '#lib/deck/question.ts';
import type { Executor, Tx } from '#server/db/open.ts';
import { candidateFiles, fileLines, users } from '#server/db/schema.ts';

export interface VersionedLine extends FileLine {
	version: number;
}

const lineColumns = {
	id: fileLines.id,
	kind: fileLines.kind,
	version: fileLines.version,
	isOpen: fileLines.isOpen,
	values: fileLines.values
};

/** All lines of a candidate, oldest first. For nobody's eyes but their own. */
export async function findLines(db: Executor, userId: string): Promise<VersionedLine[]> {
	return db
		.select(lineColumns)
		.from(fileLines)
		.where(eq(fileLines.userId, userId))
		.orderBy(asc(fileLines.createdAt), asc(fileLines.id));
}

/** The lines that an interviewer may ask about. */
export async function findOpenLines(db: Executor, userId: string): Promise<VersionedLine[]> {
	return db
		.select(lineColumns)
		.from(fileLines)
		.where(and(eq(fileLines.userId, userId), fileLines.isOpen))
		.orderBy(asc(fileLines.createdAt), asc(fileLines.id));
}

export async function findLine(
	db: Executor,
	userId: string,
	id: string
): Promise<VersionedLine | null> {
	const [row] = await db
		.select(lineColumns)
		.from(fileLines)
		.where(and(eq(fileLines.id, id), eq(fileLines.userId, userId)));
	return row ?? null;
}

export async function countLines(db: Executor, userId: string): Promise<number> {
	const [row] = await db
		.select({ lines: count() })
		.from(fileLines)
		.where(eq(fileLines.userId, userId));
	return row?.lines ?? 0;
}

/** The person and what is in the file once; version 0: nothing was ever written. */
export async function findBasics(
	db: Executor,
	userId: string
): Promise<{ name: string; version: number; basics: Basics } | null> {
	const [row] = await db
		.select({
			name: users.name,
			specialty: users.specialty,
			path: users.path,
			needsVisa: users.needsVisa,
			realInterviewOn: users.realInterviewOn,
			file: candidateFiles
		})
		.from(users)
		.leftJoin(candidateFiles, eq(candidateFiles.userId, users.id))
		.where(eq(users.id, userId));
	if (!row) return null;
	const { name, specialty, path, needsVisa, realInterviewOn, file } = row;
	return {
		name,
		version: file?.version ?? 0,
		basics: {
			specialty: specialty as Specialty | null,
			path,
			needsVisa,
			realInterviewOn,
			wish: file?.wish ?? '',
			open: file?.open ?? []
		}
	};
}

/** Changes of one person's file go one by one. */
export async function lockFile(tx: Tx, userId: string): Promise<void> {
	await tx.select({ id: users.id }).from(users).where(eq(users.id, userId)).for('update');
}

/** What a candidate shows to an interviewer; null where there is nobody, or nothing to tell. */
export async function findBrief(db: Executor, candidateId: string | null): Promise<Brief | null> {
	const found = candidateId && (await findBasics(db, candidateId));
	if (!found) return null;
	const candidate = { userId: candidateId, name: found.name };
	return toBrief(candidate, found.basics, await findOpenLines(db, candidateId));
}
