import { sql } from 'drizzle-orm';
import type { DocumentName } from '#lib/collab/documents.ts';
import {
	agreedRoot,
	nextStepsRoot,
	strengthsRoot,
	toAgreedKey,
	toDiscussionRoot,
	toEvidenceRoot,
	togetherRoot
} from '#lib/feedback/feedback-doc.ts';
import type { Phase, Role } from '#lib/interview/interview.ts';
import type { Criterion } from '#lib/rubric/rubric.ts';
import { levels } from '#lib/rubric/rubric.ts';
import { isAnswerMark } from '#lib/scoring/answer-marks.ts';
import { answerMarksRoot, fillersField } from '#lib/scoring/answer-marks-doc.ts';
import { ratingsRoot, ticksRoot, toOwnEvidenceRoot } from '#lib/scoring/scorecard-doc.ts';
import { toTokenHash } from '#server/auth/token.ts';
import type { DocumentAccess, DocumentPolicy } from '#server/collab/access.ts';
import { gather } from '#server/collab/gather.ts';
import type { Database, Tx } from '#server/db/open.ts';
import { getRubricVersion, toRoundRole, type InterviewRow } from './interview-queries.ts';

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
		case 'side-talk':
			return { canRead: role !== 'candidate' && isOpen, canWrite: false };
		case 'feedback':
			return { canRead: true, canWrite: isOpen && role !== 'observer' };
		case 'scorecard': {
			const isUnsealed = isFinished || isRevealed;
			if (name.userId !== userId) return { canRead: isUnsealed, canWrite: false };
			return { canRead: true, canWrite: isOpen && !isUnsealed };
		}
		case 'notes':
			return {
				canRead: name.userId === userId,
				canWrite: name.userId === userId && isOpen && role !== 'observer'
			};
	}
}

const isLevel = (value: unknown) => (levels as readonly unknown[]).includes(value);
const isMark = (value: unknown) => isLevel(value) || value === 'not-seen';

const answerIdLength = 20;

/**
 * Roots, keys and values that a document may hold for this person. A value of `undefined` is a deletion. An observer
 * does not rate: their card holds a count of filler words, and nothing else.
 */
export function toPolicy(
	name: DocumentName,
	{ userId, role }: { userId: string; role: Role },
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
		else if (isRevealed) {
			for (const [root, type] of texts(toDiscussionRoot)) roots.set(root, type);
			check[agreedRoot] = (key, value) =>
				[...ids].some((id) => key === toAgreedKey(id, userId)) &&
				(value === undefined || isLevel(value));
		}
	} else if (name.kind === 'scorecard' && role === 'observer') {
		check[answerMarksRoot] = (key, value) =>
			/^[a-z0-9]{20}:/.test(key) &&
			key.slice(answerIdLength + 1) === fillersField &&
			(value === undefined || isAnswerMark(fillersField, value));
	} else if (name.kind === 'scorecard') {
		for (const [root, type] of texts(toOwnEvidenceRoot)) roots.set(root, type);
		if (!isTogether)
			check[ratingsRoot] = (key, value) => ids.has(key) && (value === undefined || isMark(value));
		check[ticksRoot] = (key, value) =>
			/^[a-z0-9]{20}:\d{1,2}$/.test(key) && (value === undefined || value === true);
		check[answerMarksRoot] = (key, value) =>
			/^[a-z0-9]{20}:/.test(key) &&
			(value === undefined || isAnswerMark(key.slice(answerIdLength + 1), value));
	} else if (name.kind === 'notes') {
		roots.set('notes', 'text');
	}
	for (const root of Object.keys(check)) roots.set(root, 'map');
	return { roots, canSet: (root, key, value) => check[root]?.(key, value) ?? false };
}

/** Where somebody stands who asks for a document: a row of the database's function `open_documents`. */
interface PlaceRow extends Record<string, unknown> {
	/** Null: not signed in. */
	user_id: string | null;
	name: string;
	guest_interview_id: string | null;
	/** Null: there is no such interview or round. */
	interview_id: string | null;
	kind: InterviewRow['kind'];
	phase: Phase;
	scoring: InterviewRow['scoring'];
	rubric_version_id: string;
	round_id: string | null;
	candidate_id: string | null;
	is_revealed: boolean;
	/** Null: not on the list. */
	role: Role | null;
	has_subject: boolean;
}

const maxRemembered = 1_000;

/** Decides who opens which live document, and asks again inside every batch of writes. */
export function createDocumentAccess(
	database: Database,
	findSessionToken: (cookies: string | undefined) => string | undefined
): DocumentAccess {
	const findPlace = gather((asked: { sessionId: string; name: DocumentName }[]) =>
		findPlaces(database, asked)
	);
	/** Many sockets, few policies: a rubric's version never changes, and who one is counts only after the reveal. */
	const policies = new Map<string, Promise<DocumentPolicy>>();

	function findPolicy(
		name: DocumentName,
		person: { userId: string; role: Role },
		place: PlaceRow
	): Promise<DocumentPolicy> {
		const { rubric_version_id: rubricVersionId, scoring, is_revealed: isRevealed } = place;
		const { userId, role } = person;
		const isWatching = role === 'observer';
		const key = [rubricVersionId, name.kind, scoring, isWatching, isRevealed && userId].join(' ');
		let policy = policies.get(key);
		if (!policy) {
			if (policies.size >= maxRemembered) policies.clear();
			policy = getRubricVersion(database.db, rubricVersionId).then(({ criteria }) =>
				toPolicy(name, person, place, isRevealed, criteria)
			);
			policies.set(key, policy);
			policy.catch(() => policies.delete(key));
		}
		return policy;
	}

	return {
		async open(cookies, name) {
			const token = findSessionToken(cookies);
			if (!token) return { ok: false, status: 401 };
			const sessionId = toTokenHash(token);
			const place = await findPlace({ sessionId, name });
			const { user_id: userId, interview_id: interviewId } = place;
			if (!userId) return { ok: false, status: 401 };
			const isElsewhere = place.guest_interview_id && place.guest_interview_id !== interviewId;
			if (!interviewId || !place.role || isElsewhere) return { ok: false, status: 404 };
			const role = place.round_id
				? toRoundRole(place, { candidateId: place.candidate_id }, { userId, role: place.role })
				: place.role;
			const { canRead, canWrite } = toRights(name, { userId, role }, place, place.is_revealed);
			if (!canRead) return { ok: false, status: 403 };
			if ('userId' in name && !place.has_subject) return { ok: false, status: 404 };
			return {
				ok: true,
				sessionId,
				interviewId,
				canWrite,
				policy: await findPolicy(name, { userId, role }, place),
				person: { userId, name: place.name, role }
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

async function findPlaces(
	database: Database,
	asked: { sessionId: string; name: DocumentName }[]
): Promise<PlaceRow[]> {
	return database.run<PlaceRow>('open-documents', openStatement, [
		asked.map(({ sessionId }) => sessionId),
		asked.map(({ name }) => ('interviewId' in name ? name.interviewId : null)),
		asked.map(({ name }) => ('roundId' in name ? name.roundId : null)),
		asked.map(({ name }) => ('userId' in name ? name.userId : null))
	]);
}

const openStatement =
	'select * from open_documents($1::text[], $2::text[], $3::text[], $4::text[])';

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
