import { and, eq } from 'drizzle-orm';
import * as v from 'valibot';
import { toDocumentPath, type DocumentName } from '#lib/collab/documents.ts';
import type { PickableQuestions } from '#lib/deck/pickable.ts';
import type { CommandRefusal, CommandResult } from '#lib/interview/command.ts';
import { isUnderWay } from '#lib/recording/recording.ts';
import { commandMessages, isEnterable, refuseCommand } from '#lib/interview/phase.ts';
import type { StageView } from '#lib/interview/stage.ts';
import type { LiveDocument, RoomView } from '#lib/interview/views.ts';
import { toShownCriteria } from '#lib/rubric/shown-criteria.ts';
import type { Actor } from '#server/auth/actor.ts';
import { findBrief } from '#server/candidate-files/candidate-file-queries.ts';
import type { DocumentHub } from '#server/collab/document-hub.ts';
import type { Db, Tx } from '#server/db/open.ts';
import { commands, interviews, participants } from '#server/db/schema.ts';
import { createQuestionSearch } from '#server/decks/question-search.ts';
import { settleRecording } from '#server/recordings/recording-commands.ts';
import {
	confirmSeats,
	findRecordingDays,
	findRoomRecording,
	findSeats,
	leaveSeats,
	seatLifetimeMs,
	takeSeat
} from '#server/recordings/recording-queries.ts';
import { findRole } from './command-context.ts';
import { applyCommand, commandSchema, reveal } from './commands.ts';
import { toRights } from './document-access.ts';
import { forgetSideTalk, freezeInterview } from './finish.ts';
import {
	findAnswers,
	findCommand,
	findInterview,
	findInterviewOfRound,
	findParticipant,
	getPreparation,
	getRubricVersion,
	getState,
	lockInterview,
	mayManage,
	toRoundRole,
	type InterviewState
} from './interview-queries.ts';
import { findPickable, type PickQuery } from './pickable-questions.ts';
import { isEveryoneDone, isLastRound, readRaters, toAskedCards, writeStage } from './stage.ts';

export interface RoomServiceOptions {
	db: Db;
	hub: DocumentHub;
	now: () => Date;
	random: () => number;
	/** After a command has ended rights: phases, reveal, finish. */
	onRightsChanged: (match: { interviewId: string }) => void;
	/** Nobody talks in the room any more: it is finished, or people have left. */
	onRoomOver: (interviewId: string) => void;
	/** A recording has ended, to be kept or gone; after COMMIT. */
	onRecordingOver?: (recordingId: string) => void;
	/** False: recording is switched off on this server. */
	canRecord?: boolean;
}

export type RoomService = ReturnType<typeof createRoomService>;

const commandIdSchema = v.pipe(v.string(), v.regex(/^[\w-]{8,64}$/));

/** What happens inside an interview's room: entering it, and the commands that move it on. */
export function createRoomService(options: RoomServiceOptions) {
	const { db, hub, now, random, onRightsChanged, onRoomOver } = options;
	const { onRecordingOver = () => undefined, canRecord = true } = options;
	const search = createQuestionSearch(db);
	const refuse = (code: CommandRefusal): CommandResult => ({
		ok: false,
		code,
		message: commandMessages[code]
	});

	/** Runs `change` under the interview's lock, then shows the new stage; nothing is shown before COMMIT. */
	async function change<T>(
		interviewId: string,
		change: (tx: Tx, state: InterviewState) => Promise<{ isChanged: boolean; value: T }>
	): Promise<T | null> {
		let publish = () => {};
		let overId: string | null = null;
		const value = await db.transaction(async (tx) => {
			const locked = await lockInterview(tx, interviewId);
			if (!locked) return null;
			const before = await getState(tx, locked);
			const changed = await change(tx, before);
			const running = before.recording?.row;
			const isSettled =
				running !== undefined &&
				isUnderWay(running.state) &&
				(await settleRecording(
					tx,
					await getState(tx, (await findInterview(tx, interviewId))!),
					now()
				));
			if (changed.isChanged || isSettled) {
				const [raised] = await tx
					.update(interviews)
					.set({ revision: locked.revision + 1 })
					.where(eq(interviews.id, interviewId))
					.returning();
				const after = await getState(tx, raised!);
				const recording = after.recording?.row;
				if (recording && !isUnderWay(recording.state) && running?.state !== recording.state)
					overId = recording.id;
				publish = await writeStage(tx, hub, after);
			}
			return changed.value;
		});
		if (overId) onRecordingOver(overId);
		publish();
		return value;
	}

	/**
	 * Writes the stage anew, for a change that no command made: an arrival, a new name, somebody removed. Was that the one
	 * whose numbers were waited for, all open.
	 */
	async function refreshStage(interviewId: string): Promise<void> {
		const isOpened = await change(interviewId, async (tx, state) => {
			const { phase } = state.interview;
			const isOpened = phase === 'debrief' && !state.round.revealedAt && isEveryoneDone(state);
			if (isOpened) await reveal({ tx, state, now: now() });
			return { isChanged: isEnterable(phase), value: isOpened };
		});
		if (isOpened) onRightsChanged({ interviewId });
	}

	/** Shows everybody how far a round's raters are, when that has changed. Typing evidence does not count. */
	async function refreshRatersOfRound(roundId: string): Promise<void> {
		const interview = await findInterviewOfRound(db, roundId);
		if (!interview || !isEnterable(interview.phase)) return;
		const interviewId = interview.id;
		const raters = JSON.stringify(await readRaters(db, hub, await getState(db, interview)));
		const stage = await hub.read(db, toDocumentPath({ kind: 'stage', interviewId }));
		const view = stage.getMap('stage').get('view') as StageView | undefined;
		stage.destroy();
		if (raters !== JSON.stringify(view?.raters)) await refreshStage(interviewId);
	}

	/**
	 * Gives a page all it needs for the room and marks the person's arrival; the first arrival opens the interview.
	 * Null: not on the list, or the interview cannot be entered (any more). `ordinal` asks for the documents of an earlier
	 * round; what is not there is the present one.
	 */
	async function enter(
		actor: Actor,
		interviewId: string,
		ordinal?: number
	): Promise<RoomView | null> {
		const found = await findInterview(db, interviewId);
		const place = found && (await findParticipant(db, interviewId, actor.userId));
		// Who practises alone has a page of their own.
		if (!place || found.solo || !isEnterable(found.phase)) return null;
		await change(interviewId, async (tx, { interview, people }) => {
			const me = people.find((person) => person.userId === actor.userId);
			const isChanged =
				interview.phase === 'scheduled' || !me?.joinedAt || interview.revision === 0;
			if (isChanged) {
				await tx
					.update(participants)
					.set({ joinedAt: me?.joinedAt ?? now() })
					.where(
						and(eq(participants.interviewId, interviewId), eq(participants.userId, actor.userId))
					);
				if (interview.phase === 'scheduled')
					await tx.update(interviews).set({ phase: 'open' }).where(eq(interviews.id, interviewId));
			}
			await tx.update(interviews).set({ presentAt: now() }).where(eq(interviews.id, interviewId));
			return { isChanged, value: null };
		});
		const interview = await findInterview(db, interviewId);
		return interview && toRoomView(actor, await getState(db, interview), ordinal);
	}

	async function toRoomView(
		actor: Actor,
		state: InterviewState,
		ordinal?: number
	): Promise<RoomView | null> {
		const { interview } = state;
		const earlier = state.rounds.find(
			(one) => one.ordinal === ordinal && one.ordinal < state.round.ordinal
		);
		const round = earlier ?? state.round;
		const preparation = earlier ? await getPreparation(db, earlier.candidateId) : state.preparation;
		const people = state.people.map((person) => ({
			userId: person.userId,
			name: person.name,
			role: toRoundRole(interview, round, person),
			timeZone: person.timeZone,
			isGuest: person.isGuest
		}));
		const me = people.find((person) => person.userId === actor.userId);
		if (!me) return null;
		const { criteria } = await getRubricVersion(db, interview.rubricVersionId);
		const { shown, folded } = toShownCriteria(criteria, interview.plan, preparation);
		const open = async (name: DocumentName): Promise<LiveDocument | null> => {
			const { canRead, canWrite } = toRights(name, me, interview, round.revealedAt !== null);
			if (!canRead) return null;
			const path = toDocumentPath(name);
			return { path, clientId: canWrite ? await hub.assignClientId(path, me.userId) : null };
		};
		const roundId = round.id;
		const asked = earlier ? await findAnswers(db, earlier.id) : state.answers;
		const others = [];
		for (const person of people) {
			if (person.userId === me.userId || person.role === 'observer') continue;
			const document = await open({ kind: 'scorecard', roundId, userId: person.userId });
			if (document)
				others.push({ userId: person.userId, name: person.name, role: person.role, document });
		}
		return {
			interviewId: interview.id,
			me: { userId: me.userId, name: me.name, role: me.role },
			people,
			kind: interview.kind,
			phase: interview.phase,
			scoring: interview.scoring,
			promptShown: interview.promptShown,
			planName: interview.planName,
			roundId,
			presentRoundId: state.round.id,
			rounds: state.rounds.map(({ ordinal, candidateId }) => ({
				ordinal,
				candidateName: people.find(({ userId }) => userId === candidateId)?.name ?? null,
				isShown: ordinal === round.ordinal
			})),
			criteria: [...shown, ...folded],
			shownCriteria: shown.map((criterion) => criterion.id),
			documents: {
				stage: (await open({ kind: 'stage', interviewId: interview.id }))!,
				cues: await open({ kind: 'cues', roundId }),
				sideTalk: earlier ? null : await open({ kind: 'side-talk', roundId }),
				feedback: (await open({ kind: 'feedback', roundId }))!,
				scorecard: (await open({ kind: 'scorecard', roundId, userId: me.userId }))!,
				notes:
					me.role === 'observer' ? null : await open({ kind: 'notes', roundId, userId: me.userId }),
				others
			},
			serverNow: now().getTime(),
			minutes: interview.minutes,
			recordingDays: canRecord ? await findRecordingDays(db, interview.organisationId) : null,
			presentCandidateId: state.round.candidateId,
			canAdmit: state.people.some(
				(person) => person.userId === actor.userId && mayManage(person, interview, person.role)
			),
			cards: me.role === 'interviewer' ? toAskedCards(asked) : [],
			brief: me.role === 'interviewer' ? await findBrief(db, round.candidateId) : null
		};
	}

	/**
	 * Carries out a command of a page. `commandId` is the page's own: the same id again changes nothing and gets the
	 * first answer. Refusals: see `CommandRefusal`.
	 */
	async function run(
		actor: Actor,
		interviewId: string,
		commandId: unknown,
		input: unknown
	): Promise<CommandResult> {
		const id = v.safeParse(commandIdSchema, commandId);
		const parsed = v.safeParse(commandSchema, input);
		if (!(await findParticipant(db, interviewId, actor.userId))) return refuse('not_found');
		if (!id.success || !parsed.success) return refuse('bad_command');
		const command = parsed.output;
		const result = await change<CommandResult>(interviewId, async (tx, state) => {
			const earlier = await findCommand(tx, interviewId, actor.userId, id.output);
			if (earlier) return { isChanged: false, value: earlier.result as CommandResult };
			const role = findRole(state, actor.userId);
			const { interview, round } = state;
			if (!role || interview.solo) return { isChanged: false, value: refuse('not_found') };
			const refusal = refuseCommand(command.type, role, interview.phase);
			if (refusal === 'already_finished' && command.type === 'finish')
				return { isChanged: false, value: { ok: true, revision: interview.revision } };
			if (refusal) return { isChanged: false, value: refuse(refusal) };
			if (command.type === 'propose-recording' && !canRecord)
				return { isChanged: false, value: refuse('recording_off') };
			let isChanged = true;
			if (command.type === 'finish') {
				if (!isLastRound(state)) return { isChanged: false, value: refuse('round_to_come') };
				const isRevealed = interview.scoring === 'together' || round.revealedAt !== null;
				if (role === 'candidate' && !isRevealed)
					return { isChanged: false, value: refuse('not_revealed') };
				await freezeInterview(tx, hub, state, 'person', now());
			} else {
				const applied = await applyCommand(
					{ tx, state, userId: actor.userId, now: now(), random },
					command
				);
				if (!applied.ok) return { isChanged: false, value: refuse(applied.code) };
				isChanged = applied.changed;
			}
			const value: CommandResult = { ok: true, revision: interview.revision + (isChanged ? 1 : 0) };
			await tx.insert(commands).values({
				interviewId,
				userId: actor.userId,
				id: id.output,
				command: command.type,
				result: value
			});
			return { isChanged, value };
		});
		if (result?.ok) afterCommand(interviewId, command.type);
		return result ?? refuse('not_found');
	}

	function afterCommand(interviewId: string, type: string): void {
		if (type === 'finish') onRoomOver(interviewId);
		if (['done-rating', 'reveal-scores', 'next-round', 'finish'].includes(type))
			onRightsChanged({ interviewId });
	}

	/** The server's own steps when people have left: to the debrief, and in the end the finish. */
	async function moveOn(interviewId: string, to: 'debrief' | 'finish' | 'missed'): Promise<void> {
		const isMoved = await change(interviewId, async (tx, state) => {
			const { phase } = state.interview;
			const context = { tx, state, userId: null, now: now(), random };
			let isChanged = true;
			if (to === 'debrief' && phase === 'live')
				await applyCommand(context, { type: 'go-to-debrief' });
			else if (to === 'finish' && phase === 'debrief')
				await freezeInterview(tx, hub, state, 'timeout', now());
			else if (to === 'missed' && (phase === 'scheduled' || phase === 'open')) {
				await forgetSideTalk(tx, interviewId);
				await tx.update(interviews).set({ phase: 'missed' }).where(eq(interviews.id, interviewId));
			} else isChanged = false;
			return { isChanged, value: isChanged };
		});
		if (!isMoved) return;
		onRoomOver(interviewId);
		onRightsChanged({ interviewId });
	}

	const settle = (interviewId: string) =>
		change(interviewId, async () => ({ isChanged: false, value: null }));

	/**
	 * Somebody is about to get a token for the call. Resolves when a recording that they have not agreed to is paused, so
	 * the token is given after that.
	 */
	async function comeIntoCall(interviewId: string, userId: string): Promise<void> {
		if (await takeSeat(db, interviewId, userId, now())) await settle(interviewId);
	}

	/** Whether a recording is under way that they have not agreed to. */
	async function isRecorded(interviewId: string, userId: string): Promise<boolean> {
		const recording = await findRoomRecording(db, interviewId);
		return (
			recording !== null && isUnderWay(recording.row.state) && !recording.agreed.includes(userId)
		);
	}

	/** Somebody has left the call by themselves. */
	async function leaveCall(interviewId: string, userId: string): Promise<void> {
		await leaveSeats(db, interviewId, [userId], now());
		await settleIfRecorded(interviewId);
	}

	/**
	 * Who LiveKit says is in the call: they keep their seats, and who came with an old token has one now. Who is not named
	 * keeps theirs while a token just given may still be used.
	 */
	async function noteCall(interviewId: string, userIds: readonly string[]): Promise<void> {
		const seats = await findSeats(db, interviewId);
		const known = new Set(seats.map(({ userId }) => userId));
		const late = userIds.filter((userId) => !known.has(userId));
		const before = new Date(now().getTime() - seatLifetimeMs);
		const gone = seats
			.filter(({ userId, takenAt }) => !userIds.includes(userId) && takenAt <= before)
			.map(({ userId }) => userId);
		if (userIds.length > 0) await confirmSeats(db, interviewId, userIds, now());
		for (const userId of late) await takeSeat(db, interviewId, userId, now());
		if (gone.length > 0) await leaveSeats(db, interviewId, gone, before);
		if (late.length > 0 || gone.length > 0) await settleIfRecorded(interviewId);
	}

	async function settleIfRecorded(interviewId: string): Promise<void> {
		const recording = await findRoomRecording(db, interviewId);
		if (recording && isUnderWay(recording.row.state)) await settle(interviewId);
	}

	/** What fits the candidate, a page of it, for an interviewer to pick from; null for anybody else. */
	async function browseQuestions(
		actor: Actor,
		interviewId: string,
		query: PickQuery
	): Promise<PickableQuestions | null> {
		const interview = await findInterview(db, interviewId);
		const state =
			interview && (await findParticipant(db, interviewId, actor.userId))
				? await getState(db, interview)
				: null;
		if (!state || findRole(state, actor.userId) !== 'interviewer') return null;
		return findPickable(db, search, state, query);
	}

	return {
		enter,
		run,
		refreshStage,
		refreshRatersOfRound,
		moveOn,
		browseQuestions,
		comeIntoCall,
		isRecorded,
		leaveCall,
		noteCall,
		settleRecording: settle
	};
}
