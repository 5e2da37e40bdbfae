import { and, eq, inArray, isNull } from 'drizzle-orm';
import type { Command, CommandRefusal } from '#lib/interview/command.ts';
import {
	isUnderWay,
	toNextState,
	type RecordingEnd,
	type RecordingStage
} from '#lib/recording/recording.ts';
import { createId } from '../db/id.ts';
import type { Tx } from '../db/open.ts';
import { recordingConsents, recordings } from '../db/schema.ts';
import type { InterviewState } from '../interviews/interview-queries.ts';
import {
	findPresent,
	findRecordingDays,
	findRoomRecording,
	type RecordingInRoom
} from './recording-queries.ts';

type RecordingCommand = Extract<
	Command,
	{
		type:
			| 'propose-recording'
			| 'consent-recording'
			| 'refuse-recording'
			| 'withdraw-recording'
			| 'stop-recording'
			| 'begin-recording-part';
	}
>;

interface Context {
	tx: Tx;
	state: InterviewState;
	userId: string | null;
	now: Date;
}

type Applied = { ok: true; changed: boolean } | { ok: false; code: CommandRefusal };
const done: Applied = { ok: true, changed: true };
const unchanged: Applied = { ok: true, changed: false };
const refuse = (code: CommandRefusal): Applied => ({ ok: false, code });

/** A pause nobody ended is the end. */
const longestPauseMs = 30 * 60_000;
const dayMs = 86_400_000;
const openPhases = ['open', 'live', 'debrief'];

/** Carries a command about recording out, under the interview's lock. Whose right it is was checked by `refuseCommand`. */
export async function applyRecordingCommand(
	context: Context,
	command: RecordingCommand
): Promise<Applied> {
	const { tx, state, userId, now } = context;
	if (!userId) return refuse('not_allowed');
	if (command.type === 'propose-recording') return propose(context, userId, command.canRecord);
	const recording = state.recording;
	if (!recording || !isUnderWay(recording.row.state)) return refuse('no_recording');
	const { id } = recording.row;
	switch (command.type) {
		case 'consent-recording':
			if (recording.agreed.includes(userId)) return unchanged;
			await agree(tx, id, userId, command.canRecord, now);
			await settle(context);
			return done;
		case 'refuse-recording': {
			if (recording.agreed.includes(userId)) return refuse('recording_under_way');
			// What was recorded before they came was agreed to by everybody who is in it.
			const isBegun = recording.row.startedAt !== null;
			await endRecording(tx, recording, isBegun ? 'stopped' : 'deleted', 'refused', now);
			return done;
		}
		case 'withdraw-recording':
			if (!recording.agreed.includes(userId)) return refuse('no_recording');
			await withdraw(tx, recording, userId, now);
			return done;
		case 'stop-recording':
			await endRecording(
				tx,
				recording,
				recording.row.startedAt ? 'stopped' : 'deleted',
				command.why ?? 'stopped',
				now
			);
			return done;
		case 'begin-recording-part': {
			const { row } = recording;
			if (row.state !== 'recording' || row.recorderId !== userId) return refuse('not_recorder');
			if (row.tab === command.tab) return unchanged;
			const parts = toClosed(row.parts, now);
			parts.push({ recorderId: userId, startedAt: now.getTime(), endedAt: null });
			await tx
				.update(recordings)
				.set({ tab: command.tab, parts, startedAt: row.startedAt ?? now, changedAt: now })
				.where(eq(recordings.id, id));
			return done;
		}
	}
}

async function propose(context: Context, userId: string, canRecord: boolean): Promise<Applied> {
	const { tx, state, now } = context;
	const { interview, round } = state;
	if (state.recording && isUnderWay(state.recording.row.state))
		return refuse('recording_under_way');
	if (!round.candidateId) return refuse('no_candidate');
	if (!(await findPresent(tx, interview.id)).includes(userId)) return refuse('not_in_call');
	const id = createId();
	await tx.insert(recordings).values({
		id,
		interviewId: interview.id,
		roundId: round.id,
		ownerId: round.candidateId,
		proposedById: userId,
		state: 'asking',
		retentionDays: await findRecordingDays(tx, interview.organisationId),
		changedAt: now,
		createdAt: now
	});
	await agree(tx, id, userId, canRecord, now);
	await settle(context);
	return done;
}

async function agree(
	tx: Tx,
	recordingId: string,
	userId: string,
	canRecord: boolean,
	now: Date
): Promise<void> {
	await tx
		.insert(recordingConsents)
		.values({ recordingId, userId, canRecord, givenAt: now })
		.onConflictDoUpdate({
			target: [recordingConsents.recordingId, recordingConsents.userId],
			set: { canRecord, givenAt: now, withdrawnAt: null }
		});
}

async function settle({ tx, state, now }: Context): Promise<void> {
	const recording = await findRoomRecording(tx, state.interview.id);
	await settleRecording(tx, { ...state, recording }, now);
}

/**
 * Brings a recording that is under way in line with who is in the call, and ends it with its round. Under the
 * interview's lock, after anything that may have changed who is there or who has agreed. True: something was written.
 */
export async function settleRecording(
	tx: Tx,
	state: Pick<InterviewState, 'interview' | 'round' | 'recording'>,
	now: Date
): Promise<boolean> {
	const { recording, interview, round } = state;
	if (!recording || !isUnderWay(recording.row.state)) return false;
	const { row, agreed, canRecord, present } = recording;
	const isOver = !openPhases.includes(interview.phase) || row.roundId !== round.id;
	const isAbandoned =
		row.state !== 'recording' && now.getTime() - row.changedAt.getTime() > longestPauseMs;
	if (isOver || isAbandoned) {
		const end = isOver ? 'finished' : 'left';
		await endRecording(tx, recording, row.startedAt ? 'stopped' : 'deleted', end, now);
		return true;
	}
	const able = [row.ownerId, row.proposedById, ...agreed].filter((id) => canRecord.includes(id));
	const next = toNextState({ state: row.state, present, agreed, able, recorderId: row.recorderId });
	const isSame = next.state === row.state && next.recorderId === row.recorderId;
	if (isSame && next.waitingFor.join() === row.waitingFor.join()) return false;
	await tx
		.update(recordings)
		.set({
			...next,
			...(isSame ? {} : { changedAt: now, tab: null, parts: toClosed(row.parts, now) })
		})
		.where(eq(recordings.id, row.id));
	return true;
}

/** Ends what is under way. `deleted`: what was kept of it goes; the caller's files follow after COMMIT. */
export async function endRecording(
	tx: Tx,
	{ row }: Pick<RecordingInRoom, 'row'>,
	state: 'stopped' | 'deleted',
	ended: RecordingEnd,
	now: Date
): Promise<void> {
	await tx
		.update(recordings)
		.set({
			state,
			ended,
			recorderId: null,
			tab: null,
			waitingFor: [],
			parts: toClosed(row.parts, now),
			changedAt: now,
			stoppedAt: row.stoppedAt ?? now,
			retainUntil:
				state === 'stopped' ? new Date(now.getTime() + row.retentionDays * dayMs) : row.retainUntil
		})
		.where(eq(recordings.id, row.id));
}

/** Takes somebody's yes back: the recording ends and goes (T32). */
export async function withdraw(
	tx: Tx,
	recording: Pick<RecordingInRoom, 'row'>,
	userId: string,
	now: Date
): Promise<void> {
	await tx
		.update(recordingConsents)
		.set({ withdrawnAt: now })
		.where(
			and(
				eq(recordingConsents.recordingId, recording.row.id),
				eq(recordingConsents.userId, userId),
				isNull(recordingConsents.withdrawnAt)
			)
		);
	await endRecording(tx, recording, 'deleted', 'withdrawn', now);
}

const toClosed = (parts: RecordingInRoom['row']['parts'], now: Date) =>
	parts.map((part) => (part.endedAt === null ? { ...part, endedAt: now.getTime() } : part));

/** What everybody in the room may see; null: nobody asked in this round. */
export function toRecordingStage({
	recording,
	round
}: Pick<InterviewState, 'recording' | 'round'>): RecordingStage | null {
	if (!recording || recording.row.roundId !== round.id) return null;
	const { row, agreed } = recording;
	return {
		id: row.id,
		state: row.state,
		proposedById: row.proposedById,
		ownerId: row.ownerId,
		recorderId: row.recorderId,
		tab: row.tab,
		part: row.parts.length,
		agreed,
		waitingFor: row.waitingFor,
		retentionDays: row.retentionDays,
		startedAt: row.startedAt?.getTime() ?? null,
		ended: row.ended
	};
}

/** Whose consent anybody has to a recording of theirs that is kept, by the recordings' ids. */
export async function findAgreed(
	tx: Pick<Tx, 'select'>,
	recordingIds: readonly string[]
): Promise<Map<string, Set<string>>> {
	const agreed = new Map<string, Set<string>>(recordingIds.map((id) => [id, new Set()]));
	if (recordingIds.length === 0) return agreed;
	const rows = await tx
		.select({ recordingId: recordingConsents.recordingId, userId: recordingConsents.userId })
		.from(recordingConsents)
		.where(
			and(
				inArray(recordingConsents.recordingId, [...recordingIds]),
				isNull(recordingConsents.withdrawnAt)
			)
		);
	for (const { recordingId, userId } of rows) agreed.get(recordingId)!.add(userId);
	return agreed;
}
