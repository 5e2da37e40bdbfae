import { and, eq, isNull, sql } from 'drizzle-orm';
import type { IncomingMessage } from 'node:http';
import type { DocumentName } from '#lib/collab/documents.ts';
import {
	agreedRoot,
	nextStepsRoot,
	strengthsRoot,
	toAgreedKey,
	toEvidenceRoot,
	togetherRoot
} from '#lib/feedback/feedback-doc.ts';
import type { Phase, Role } from '#lib/interview/interview.ts';
import type { Criterion } from '#lib/rubric/rubric.ts';
import { levels } from '#lib/rubric/rubric.ts';
import { ratingsRoot, ticksRoot, toOwnEvidenceRoot } from '#lib/scoring/scorecard-doc.ts';
import type { Actor } from '#server/auth/actor.ts';
import type { DocumentAccess, DocumentPolicy } from '#server/collab/access.ts';
import type { Db, Executor, Tx } from '#server/db/open.ts';
import { interviews, participants, rounds, users } from '#server/db/schema.ts';
import {
	getRubricVersion,
	toRoundRole,
	type InterviewRow,
	type RoundRow
} from './interview-queries.ts';

const isWritable = (phase: Phase) => phase === 'open' || phase === 'live' || phase === 'debrief';

/** May this person read and write this document, as things stand? DESIGN.md's table, and nothing beside it. */
export function toRights(
	name: DocumentName,
	person: { userId: string; role: Role },
	interview: Pick<InterviewRow, 'phase'>,
	isRevealed: boolean
): { canRead: boolean; canWrite: boolean } {
	const { role, userId } = person;
	const isOpen = isWritable(interview.phase);
	const isFinished = interview.phase === 'finished';
	switch (name.kind) {
		case 'stage':
			return { canRead: true, canWrite: false };
		case 'cues':
			return { canRead: role === 'interviewer', canWrite: false };
		case 'feedback':
			return { canRead: true, canWrite: isOpen && role !== 'observer' };
		case 'scorecard': {
			const isUnsealed = isFinished || isRevealed;
			if (name.userId !== userId) return { canRead: isUnsealed, canWrite: false };
			return { canRead: true, canWrite: isOpen && !isUnsealed && role !== 'observer' };
		}
		case 'notes':
			return { canRead: name.userId === userId, canWrite: name.userId === userId && isOpen };
	}
}

const isLevel = (value: unknown) => (levels as readonly unknown[]).includes(value);
const isMark = (value: unknown) => isLevel(value) || value === 'not-seen';

/** Roots, keys and values that a document may hold for this person. A value of `undefined` is a deletion. */
export function toPolicy(
	name: DocumentName,
	userId: string,
	interview: Pick<InterviewRow, 'scoring'>,
	isRevealed: boolean,
	criteria: readonly Criterion[]
): DocumentPolicy {
	const ids = new Set(criteria.map((criterion) => criterion.id));
	const texts = (toRoot: (id: string) => string) =>
		[...ids].map((id) => [toRoot(id), 'text'] as const);
	const isTogether = interview.scoring === 'together';
	const check: Record<string, (key: string, value: unknown) => boolean> = {};
	const roots = new Map<string, 'text' | 'map'>();
	if (name.kind === 'feedback') {
		for (const [root, type] of [
			...texts(toEvidenceRoot),
			[strengthsRoot, 'text'] as const,
			[nextStepsRoot, 'text'] as const
		])
			roots.set(root, type);
		if (isTogether)
			check[togetherRoot] = (key, value) => ids.has(key) && (value === undefined || isMark(value));
		else if (isRevealed)
			check[agreedRoot] = (key, value) =>
				[...ids].some((id) => key === toAgreedKey(id, userId)) &&
				(value === undefined || isLevel(value));
	} else if (name.kind === 'scorecard') {
		for (const [root, type] of texts(toOwnEvidenceRoot)) roots.set(root, type);
		if (!isTogether)
			check[ratingsRoot] = (key, value) => ids.has(key) && (value === undefined || isMark(value));
		check[ticksRoot] = (key, value) =>
			/^[a-z0-9]{20}:\d{1,2}$/.test(key) && (value === undefined || value === true);
	} else if (name.kind === 'notes') {
		roots.set('notes', 'text');
	}
	for (const root of Object.keys(check)) roots.set(root, 'map');
	return { roots, canSet: (root, key, value) => check[root]?.(key, value) ?? false };
}

interface Place {
	interview: InterviewRow;
	round: RoundRow | null;
}

async function findPlace(db: Executor, name: DocumentName): Promise<Place | null> {
	if (name.kind === 'stage') {
		const [interview] = await db
			.select()
			.from(interviews)
			.where(eq(interviews.id, name.interviewId));
		return interview ? { interview, round: null } : null;
	}
	const [row] = await db
		.select({ interview: interviews, round: rounds })
		.from(rounds)
		.innerJoin(interviews, eq(interviews.id, rounds.interviewId))
		.where(eq(rounds.id, name.roundId));
	return row ?? null;
}

async function findPerson(db: Executor, interviewId: string, userId: string) {
	const [row] = await db
		.select({ userId: users.id, name: users.name, role: participants.role })
		.from(participants)
		.innerJoin(users, eq(users.id, participants.userId))
		.where(
			and(
				eq(participants.interviewId, interviewId),
				eq(participants.userId, userId),
				isNull(participants.removedAt),
				isNull(users.disabledAt)
			)
		);
	return row ?? null;
}

/** Decides who opens which live document, and asks again inside every batch of writes. */
export function createDocumentAccess(
	db: Db,
	readActor: (request: IncomingMessage) => Promise<Actor | null>
): DocumentAccess {
	return {
		readActor,

		/** 404 for people who are not on the list and for documents that are not there; 403 for a role that may not. */
		async open(actor, name) {
			const place = await findPlace(db, name);
			if (!place) return { ok: false, status: 404 };
			const { interview, round } = place;
			if (actor.guestInterviewId && actor.guestInterviewId !== interview.id)
				return { ok: false, status: 404 };
			const person = await findPerson(db, interview.id, actor.userId);
			if (!person) return { ok: false, status: 404 };
			const isRevealed = round?.revealedAt != null;
			const role = round ? toRoundRole(interview, round, person) : person.role;
			const { canRead, canWrite } = toRights(name, { ...person, role }, interview, isRevealed);
			if (!canRead) return { ok: false, status: 403 };
			if ('userId' in name && !(await findPerson(db, interview.id, name.userId)))
				return { ok: false, status: 404 };
			const { criteria } = await getRubricVersion(db, interview.rubricVersionId);
			return {
				ok: true,
				interviewId: interview.id,
				canWrite,
				policy: toPolicy(name, actor.userId, interview, isRevealed, criteria),
				person: { userId: person.userId, name: person.name, role }
			};
		},

		/** One statement per batch; it locks what decides, so that no batch commits beside the command that ends its right. */
		async stillWriters(tx, writers) {
			const places = await lockPlaces(tx, writers);
			return writers.map(({ sessionId, userId, name }) => {
				const place =
					'roundId' in name ? places.get(toPlaceKey(sessionId, userId, name.roundId)) : undefined;
				if (!place) return null;
				const role = toRoundRole(
					place,
					{ candidateId: place.candidate_id },
					{ userId, role: place.role }
				);
				const { canWrite } = toRights(name, { userId, role }, place, place.is_revealed);
				return canWrite ? place.proof : null;
			});
		}
	};
}

/** A row of the database's function `live_writers`. */
interface WriterRow extends Record<string, unknown> {
	session_id: string;
	user_id: string;
	round_id: string;
	role: Role;
	kind: InterviewRow['kind'];
	phase: Phase;
	scoring: InterviewRow['scoring'];
	candidate_id: string | null;
	is_revealed: boolean;
	/** The whole row, as `append_updates` compares it. */
	proof: string;
}

const toPlaceKey = (sessionId: string, userId: string, roundId: string) =>
	`${sessionId} ${userId} ${roundId}`;

/**
 * The places of those writers who still have a session and stand on the list, by `toPlaceKey`. The interviews' rows
 * come first in the order of locking, as in every command.
 */
async function lockPlaces(
	tx: Tx,
	writers: { sessionId: string; name: DocumentName }[]
): Promise<Map<string, WriterRow>> {
	const roundIds = new Set(writers.flatMap(({ name }) => ('roundId' in name ? name.roundId : [])));
	if (roundIds.size === 0) return new Map();
	const sessionIds = new Set(writers.map((writer) => writer.sessionId));
	const { rows } = (await tx.execute(
		sql`select writer.*, writer::text as proof from live_writers(${sql.param([...sessionIds])}::text[], ${sql.param([...roundIds])}::text[]) writer`
	)) as unknown as { rows: WriterRow[] };
	return new Map(rows.map((row) => [toPlaceKey(row.session_id, row.user_id, row.round_id), row]));
}
