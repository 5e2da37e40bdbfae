import { and, asc, eq, gt, max } from 'drizzle-orm';
import * as v from 'valibot';
import { toDocumentPath } from '#lib/collab/documents.ts';
import type { Phase } from '#lib/interview/interview.ts';
import {
	refuseText,
	sideTalkLimits,
	sideTalkMessages as words,
	sideTalkRoot,
	type SideTalkAnswer,
	type SideTalkRefusal
} from '#lib/side-talk/side-talk.ts';
import { toStorable } from '#lib/text/storable.ts';
import type { Actor } from '#server/auth/actor.ts';
import type { DocumentHub } from '#server/collab/document-hub.ts';
import type { Db, Executor } from '#server/db/open.ts';
import { sideTalkMessages, users } from '#server/db/schema.ts';
import { findRole } from '#server/interviews/command-context.ts';
import {
	findInterview,
	findParticipant,
	getState,
	lockInterview,
	type InterviewRow,
	type InterviewState
} from '#server/interviews/interview-queries.ts';

export type SideTalkService = ReturnType<typeof createSideTalkService>;

const talking: readonly Phase[] = ['open', 'live', 'debrief'];
const halfMinuteMs = 30_000;

const inputSchema = v.strictObject({
	id: v.pipe(v.string(), v.regex(/^[\w-]{8,64}$/)),
	text: v.pipe(v.string(), v.transform(toStorable))
});

/**
 * What interviewers and observers of a round write to each other. The candidate of the round reads nothing of it, not
 * even that there is any. The words stay in a table of their own until Finish; the round's live document only rings.
 */
export function createSideTalkService({
	db,
	hub,
	now
}: {
	db: Db;
	hub: DocumentHub;
	now: () => Date;
}) {
	const refuse = (code: SideTalkRefusal): SideTalkAnswer => ({
		ok: false,
		code,
		message: words[code]
	});

	/** Null where this person may talk here now. */
	function refusePerson(state: InterviewState, userId: string): SideTalkRefusal | null {
		const role = findRole(state, userId);
		if (!role || state.interview.solo) return 'not_found';
		if (role === 'candidate') return 'not_allowed';
		return talking.includes(state.interview.phase) ? null : 'wrong_phase';
	}

	async function findOwn(
		executor: Executor,
		actor: Actor,
		interviewId: string,
		find: (executor: Executor, id: string) => Promise<InterviewRow | null>
	): Promise<InterviewState | null> {
		if (!(await findParticipant(executor, interviewId, actor.userId))) return null;
		const interview = await find(executor, interviewId);
		return interview && getState(executor, interview);
	}

	async function readRound(executor: Executor, roundId: string): Promise<SideTalkAnswer> {
		const rows = await executor
			.select({
				ordinal: sideTalkMessages.ordinal,
				authorId: sideTalkMessages.authorId,
				authorName: users.name,
				text: sideTalkMessages.text,
				at: sideTalkMessages.at
			})
			.from(sideTalkMessages)
			.innerJoin(users, eq(users.id, sideTalkMessages.authorId))
			.where(eq(sideTalkMessages.roundId, roundId))
			.orderBy(asc(sideTalkMessages.ordinal));
		return { ok: true, messages: rows.map((row) => ({ ...row, at: row.at.getTime() })) };
	}

	/** The present round's talk, oldest first. */
	async function read(actor: Actor, interviewId: string): Promise<SideTalkAnswer> {
		const state = await findOwn(db, actor, interviewId, findInterview);
		if (!state) return refuse('not_found');
		const refusal = refusePerson(state, actor.userId);
		return refusal ? refuse(refusal) : readRound(db, state.round.id);
	}

	/** Says something in the present round. `id` is the page's own: the same again is said once. */
	async function say(actor: Actor, interviewId: string, input: unknown): Promise<SideTalkAnswer> {
		let ring = () => {};
		const answer = await db.transaction(async (tx) => {
			const state = await findOwn(tx, actor, interviewId, (_, id) => lockInterview(tx, id));
			if (!state) return refuse('not_found');
			const refusal = refusePerson(state, actor.userId);
			if (refusal) return refuse(refusal);
			const parsed = v.safeParse(inputSchema, input);
			if (!parsed.success) return refuse('bad_message');
			const { id, text } = parsed.output;
			const refused = refuseText(text);
			if (refused) return refuse(refused);
			const roundId = state.round.id;
			const own = and(
				eq(sideTalkMessages.roundId, roundId),
				eq(sideTalkMessages.authorId, actor.userId)
			);
			const [said] = await tx
				.select({ ordinal: sideTalkMessages.ordinal })
				.from(sideTalkMessages)
				.where(and(own, eq(sideTalkMessages.id, id)));
			if (said) return readRound(tx, roundId);
			const at = now();
			const many = await tx.$count(
				sideTalkMessages,
				and(own, gt(sideTalkMessages.at, new Date(at.getTime() - halfMinuteMs)))
			);
			if (many >= sideTalkLimits.inHalfMinute) return refuse('too_many');
			const [before] = await tx
				.select({ last: max(sideTalkMessages.ordinal) })
				.from(sideTalkMessages)
				.where(eq(sideTalkMessages.roundId, roundId));
			const ordinal = (before!.last ?? 0) + 1;
			if (ordinal > sideTalkLimits.inRound) return refuse('full');
			await tx
				.insert(sideTalkMessages)
				.values({ roundId, ordinal, id, authorId: actor.userId, text: text.trim(), at });
			ring = await hub.write(tx, {
				[toDocumentPath({ kind: 'side-talk', roundId })]: (doc) =>
					doc.getMap(sideTalkRoot).set('view', { revision: ordinal })
			});
			return readRound(tx, roundId);
		});
		ring();
		return answer;
	}

	return { read, say };
}
