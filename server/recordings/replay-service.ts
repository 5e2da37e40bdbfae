import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { readCaptions } from '#lib/recording/captions.ts';
import { momentSchema, mostPins, notInRecording, pinSchema } from '#lib/recording/recording-pin.ts';
import type { NewPin } from '#lib/replay/marks.ts';
import type { MediaFile } from '#lib/server/media.ts';
import type { Actor } from '../auth/actor.ts';
import type { Db, Tx } from '../db/open.ts';
import { findInterview } from '../interviews/interview-queries.ts';
import { createRecordingAccess } from './recording-access.ts';
import { lockRecording } from './recording-queries.ts';
import * as queries from './replay-queries.ts';

export type ReplayService = ReturnType<typeof createReplayService>;

export type ReplayResult =
	{ ok: true } | { ok: false; code: 'not_found' } | { ok: false; code: 'invalid'; message: string };

const notFound: ReplayResult = { ok: false, code: 'not_found' };
const refuse = (message: string): ReplayResult => ({ ok: false, code: 'invalid', message });

/** Watching a recording after the interview: what is said about its moments, and what is read along. */
export function createReplayService({ db, now }: { db: Db; now: () => Date }) {
	const { findWatchable } = createRecordingAccess(db, now);

	/** Writes while the recording is there: one that is deleted meanwhile leaves nothing behind. */
	const write = (recordingId: string, act: (tx: Tx) => Promise<ReplayResult>) =>
		db.transaction(async (tx) => {
			const row = await lockRecording(tx, recordingId);
			return row && row.state !== 'deleted' ? act(tx) : notFound;
		});

	/** Whoever may watch a finished interview's recording may pin its moments; before the end no rater sways another. */
	async function setPin(
		actor: Actor,
		interviewId: string,
		recordingId: string,
		wanted: NewPin
	): Promise<ReplayResult> {
		const found = await findWatchable(actor, interviewId, recordingId);
		if (!found || (await findInterview(db, interviewId))?.phase !== 'finished') return notFound;
		const read = v.safeParse(pinSchema, wanted);
		if (!read.success) return refuse(read.issues[0].message);
		if (read.output.atMs > found.row.durationMs!) return refuse(notInRecording);
		return write(recordingId, async (tx) => {
			const pin = { ...read.output, recordingId, authorId: actor.userId };
			if ((await queries.countOtherPins(tx, pin)) >= mostPins)
				return refuse(`One person sets at most ${mostPins} pins. Remove one first.`);
			await queries.putPin(tx, pin);
			return { ok: true };
		});
	}

	/** One's own; also when it is gone already. */
	async function removePin(
		actor: Actor,
		interviewId: string,
		recordingId: string,
		atMs: number
	): Promise<ReplayResult> {
		if (!(await findWatchable(actor, interviewId, recordingId))) return notFound;
		if (!v.is(momentSchema, atMs)) return refuse(notInRecording);
		await queries.deletePin(db, { recordingId, authorId: actor.userId, atMs });
		return { ok: true };
	}

	/** The owner's to add, to replace and, with null, to take away. */
	async function setCaptions(
		actor: Actor,
		interviewId: string,
		recordingId: string,
		bytes: Uint8Array | null
	): Promise<ReplayResult> {
		const found = await findWatchable(actor, interviewId, recordingId);
		if (!found?.isOwner) return notFound;
		const read = bytes && readCaptions(bytes);
		if (read?.ok === false) return refuse(read.message);
		return write(recordingId, async (tx) => {
			if (read) await queries.putCaptions(tx, recordingId, read.text);
			else await queries.deleteCaptions(tx, recordingId);
			return { ok: true };
		});
	}

	/** To whoever may watch the recording at this moment; null: there are none, or not for this person. */
	async function openCaptions(
		actor: Actor,
		interviewId: string,
		recordingId: string
	): Promise<MediaFile | null> {
		if (!(await findWatchable(actor, interviewId, recordingId))) return null;
		const text = await queries.findCaptions(db, recordingId);
		if (text === null) return null;
		const bytes = new TextEncoder().encode(text);
		return {
			mimeType: 'text/vtt; charset=utf-8',
			bytes: bytes.byteLength,
			tag: createHash('sha256').update(bytes).digest('hex'),
			fileName: 'captions.vtt',
			read: (from, to) => new Blob([bytes.subarray(from, to + 1)]).stream()
		};
	}

	return { setPin, removePin, setCaptions, openCaptions };
}
