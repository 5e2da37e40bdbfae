import { createCommandId } from '../interview/send-command.ts';
import type { Command } from '../interview/command.ts';
import { openChunkStore } from './chunk-store.ts';
import type { Voice } from './compose.ts';
import { startPart, type RunningPart } from './recorder.ts';
import type { RecordingStage } from './recording.ts';
import { uploadWaiting } from './upload.ts';

export interface RoomRecorderOptions {
	interviewId: string;
	userId: string;
	/** Everybody in the call as this page sees and hears them, with whose face it is. */
	voices: () => readonly (Voice & { userId: string })[];
	serverNow: () => number;
	send: (command: Command) => Promise<boolean>;
}

/**
 * Records where the stage says that this browser does, and stops where it says so no more. Only who has agreed is ever
 * composed: also in the moment in which somebody comes and the stage has not told yet.
 */
export function createRoomRecorder(options: RoomRecorderOptions) {
	const { interviewId, userId, voices, serverNow, send } = options;
	const tab = createCommandId();
	const opened = openChunkStore();
	const uploading = new Map<string, Promise<void>>();
	let now: RecordingStage | null = null;
	/** Somebody is seen here who has not agreed. */
	let isWaiting = false;
	let running: { key: string; part: RunningPart } | null = null;
	let asked = '';
	let step: Promise<void> = Promise.resolve();

	/** Sends what waits; one at a time of a recording, and again when more came meanwhile. */
	async function upload(recordingId: string): Promise<void> {
		if (uploading.has(recordingId)) return uploading.get(recordingId);
		const store = await opened;
		const run = uploadWaiting(recordingId, {
			store,
			onFull: () => void send({ type: 'stop-recording', why: 'full' })
		});
		uploading.set(recordingId, run);
		await run.finally(() => uploading.delete(recordingId));
		if (await store.findFirst(recordingId)) await upload(recordingId);
	}

	async function start(recording: RecordingStage, key: string): Promise<void> {
		const store = await opened;
		const { id: recordingId, part } = recording;
		const agreed = () => (now?.id === recordingId ? now.agreed : recording.agreed);
		try {
			running = {
				key,
				part: startPart({
					of: { interviewId, recordingId, userId, part },
					store,
					voices: () => voices().filter((voice) => agreed().includes(voice.userId)),
					serverNow,
					onchunk: () => void upload(recordingId),
					onfault: () => void send({ type: 'stop-recording', why: 'failed' })
				})
			};
			running.part.setPaused(isWaiting);
		} catch {
			await send({ type: 'stop-recording', why: 'failed' });
		}
	}

	async function bringInLine(isConnected: boolean): Promise<void> {
		const recording = now;
		const isMine =
			recording?.state === 'recording' && recording.recorderId === userId && isConnected;
		const key = isMine && recording.tab === tab ? `${recording.id} ${recording.part}` : null;
		if (running && running.key !== key) {
			const { part } = running;
			running = null;
			await part.stop();
		}
		if (key && !running) return start(recording!, key);
		if (!isMine || key) return;
		// Once for each state of things: the answer comes back through the stage.
		const wanted = `${recording.id} ${recording.part} ${recording.tab}`;
		if (asked === wanted) return;
		asked = wanted;
		if (!(await send({ type: 'begin-recording-part', tab }))) asked = '';
	}

	return {
		/** The stage as it is now, whether this tab is in the call, and who is seen there. */
		follow(
			recording: RecordingStage | null,
			isConnected: boolean,
			present: readonly string[]
		): void {
			const isNew = recording !== null && recording.id !== now?.id;
			now = recording;
			// Who is seen here has come: it waits in the same moment, before the server has said so.
			isWaiting = present.some((one) => !recording?.agreed.includes(one));
			running?.part.setPaused(isWaiting);
			step = step.then(() => bringInLine(isConnected)).catch(() => undefined);
			// What another load of this page had not sent yet.
			if (isNew) void upload(recording.id);
		},
		/** The page of the room goes away: what was recorded is kept here and goes on being sent. */
		close(): void {
			now = null;
			step = step.then(() => bringInLine(false)).catch(() => undefined);
		}
	};
}

/** Sends what this browser still holds of an interview's recordings; true where there was something. */
export async function uploadKept(interviewId: string, userId: string): Promise<boolean> {
	const store = await openChunkStore();
	const waiting = (await store.listRecordings(userId)).filter(
		(one) => one.interviewId === interviewId
	);
	for (const { recordingId } of waiting) await uploadWaiting(recordingId, { store });
	return waiting.length > 0;
}
