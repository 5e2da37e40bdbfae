import { and, eq } from 'drizzle-orm';
import type { Basics, Brief } from '#lib/candidate-file/brief.ts';
import { maxLines, type FileLine } from '#lib/candidate-file/line.ts';
import { isEnterable } from '#lib/interview/phase.ts';
import type { Actor } from '#server/auth/actor.ts';
import type { Db } from '#server/db/open.ts';
import { candidateFiles, fileLines, users } from '#server/db/schema.ts';
import { findInterview, getState, toRoundRole } from '#server/interviews/interview-queries.ts';
import * as queries from './candidate-file-queries.ts';
import type { VersionedLine } from './candidate-file-queries.ts';

export interface CandidateFile {
	/** Of what is in the file once; 0: never written. */
	version: number;
	basics: Basics;
	lines: VersionedLine[];
}

type Saved = { ok: true; version: number };
/** Another device was quicker; `theirs` is what it left, null where it took the line away. */
type Conflict<T> = { ok: false; code: 'conflict'; theirs: T };
type Refused<Code extends string> = { ok: false; code: Code };

export type CandidateFileService = ReturnType<typeof createCandidateFileService>;

/**
 * A candidate's own file. Every change names the version that it was typed on; on any other one it is refused as a
 * `conflict` with what is there now, so that two devices never overwrite each other unseen.
 */
export function createCandidateFileService({ db }: { db: Db }) {
	const requireOwner = (actor: Actor): boolean => !actor.isGuest;

	/** The actor's own file; null for a guest, who has none. */
	async function get(actor: Actor): Promise<CandidateFile | null> {
		if (!requireOwner(actor)) return null;
		const found = await queries.findBasics(db, actor.userId);
		if (!found) return null;
		const { version, basics } = found;
		return { version, basics, lines: await queries.findLines(db, actor.userId) };
	}

	async function saveBasics(
		actor: Actor,
		version: number,
		basics: Basics
	): Promise<Saved | Conflict<{ version: number; basics: Basics }> | Refused<'not_found'>> {
		if (!requireOwner(actor)) return { ok: false, code: 'not_found' };
		const { userId } = actor;
		return db.transaction(async (tx) => {
			await queries.lockFile(tx, userId);
			const found = await queries.findBasics(tx, userId);
			if (!found) return { ok: false, code: 'not_found' };
			if (found.version !== version) return { ok: false, code: 'conflict', theirs: found };
			const { wish, open, ...person } = basics;
			const file = { version: version + 1, wish, open: [...open] };
			await tx.update(users).set(person).where(eq(users.id, userId));
			await tx
				.insert(candidateFiles)
				.values({ userId, ...file })
				.onConflictDoUpdate({ target: candidateFiles.userId, set: file });
			return { ok: true, version: file.version };
		});
	}

	/** Writes a line; version 0 adds it. The id is the page's own, so that a repeated request adds one line and not two. */
	async function saveLine(
		actor: Actor,
		version: number,
		line: FileLine
	): Promise<Saved | Conflict<VersionedLine | null> | Refused<'not_found' | 'too_many'>> {
		if (!requireOwner(actor)) return { ok: false, code: 'not_found' };
		const { userId } = actor;
		const { id, kind, isOpen, values } = line;
		return db.transaction(async (tx) => {
			await queries.lockFile(tx, userId);
			const found = await queries.findLine(tx, userId, id);
			if ((found?.version ?? 0) !== version) return { ok: false, code: 'conflict', theirs: found };
			if (found) {
				if (found.kind !== kind) return { ok: false, code: 'not_found' };
				await tx
					.update(fileLines)
					.set({ version: version + 1, isOpen, values })
					.where(eq(fileLines.id, id));
				return { ok: true, version: version + 1 };
			}
			if ((await queries.countLines(tx, userId)) >= maxLines)
				return { ok: false, code: 'too_many' };
			const added = await tx
				.insert(fileLines)
				.values({ id, userId, kind, isOpen, values })
				.onConflictDoNothing()
				.returning({ version: fileLines.version });
			// The id is somebody else's: as if there were nothing.
			return added[0] ? { ok: true, version: added[0].version } : { ok: false, code: 'not_found' };
		});
	}

	/** Takes a line away; one that is gone already is no fault. */
	async function removeLine(
		actor: Actor,
		version: number,
		id: string
	): Promise<{ ok: true } | Conflict<VersionedLine> | Refused<'not_found'>> {
		if (!requireOwner(actor)) return { ok: false, code: 'not_found' };
		const { userId } = actor;
		return db.transaction(async (tx) => {
			await queries.lockFile(tx, userId);
			const found = await queries.findLine(tx, userId, id);
			if (!found) return { ok: true };
			if (found.version !== version) return { ok: false, code: 'conflict', theirs: found };
			await tx.delete(fileLines).where(and(eq(fileLines.id, id), eq(fileLines.userId, userId)));
			return { ok: true };
		});
	}

	/**
	 * What the candidates of an interview have ticked, for somebody who interviews them there, until the interview is
	 * over. Empty for everybody else.
	 */
	async function findBriefs(actor: Actor, interviewId: string): Promise<Brief[]> {
		if (actor.guestInterviewId && actor.guestInterviewId !== interviewId) return [];
		const interview = await findInterview(db, interviewId);
		if (!interview || !isEnterable(interview.phase)) return [];
		const { people, rounds } = await getState(db, interview);
		const me = people.find(({ userId }) => userId === actor.userId);
		const asked = rounds.filter(
			(round) => me && toRoundRole(interview, round, me) === 'interviewer'
		);
		const briefs = await Promise.all(
			asked.map(({ candidateId }) => queries.findBrief(db, candidateId))
		);
		return briefs.filter((brief) => brief !== null);
	}

	return { get, saveBasics, saveLine, removeLine, findBriefs };
}
