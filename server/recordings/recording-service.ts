import { createHash } from 'node:crypto';
import { Worker } from 'node:worker_threads';
import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import {
	chunkMessages,
	recordingLimits,
	refuseChunk,
	type ChunkRefusal
} from '#lib/recording/chunk.ts';
import {
	isUnderWay,
	type RecordingState,
	type RecordingVisibility
} from '#lib/recording/recording.ts';
import type { RecordingPinView } from '#lib/recording/recording-pin.ts';
import { toSpans, type RecordedSpan } from '#lib/recording/spans.ts';
import type { MediaFile } from '#lib/server/media.ts';
import type { Actor } from '../auth/actor.ts';
import type { Db } from '../db/open.ts';
import type { RecordingEnv } from '../env.ts';
import { findParticipant, lockInterview } from '../interviews/interview-queries.ts';
import type { Log } from '../log.ts';
import { noteViewings } from '../progress/sharing-queries.ts';
import { toThreadFile } from '../root.ts';
import { createRecordingAccess } from './recording-access.ts';
import { endRecording, findAgreed, withdraw } from './recording-commands.ts';
import { createRecordingFiles } from './recording-files.ts';
import * as queries from './recording-queries.ts';
import { deleteWords, findCaptioned, findPins } from './replay-queries.ts';
import { findContainer } from '../storage/media-kind.ts';
import type { RemuxJob, RemuxResult } from './remux.ts';

/** A recording of somebody else's with this person's yes. Times are ISO 8601. */
export interface AgreedRecording {
	id: string;
	interviewId: string;
	ownerName: string;
	at: string;
	/** Null: not known while it is being made. */
	retainUntil: string | null;
}

/** A recording on its interview's page. Times are ISO 8601. */
export interface RecordingView {
	id: string;
	roundId: string;
	state: RecordingState;
	ownerName: string;
	isMine: boolean;
	/** Whether this person's browser may still hold pieces of it. */
	isMadeHere: boolean;
	startedAt: string | null;
	/** Null: it is not ready to be watched yet. */
	durationMs: number | null;
	bytes: number | null;
	retainUntil: string | null;
	canWatch: boolean;
	/** When what is in its file was recorded. */
	spans: RecordedSpan[];
	/** What was said about it afterwards; for those who may watch. */
	pins: RecordingPinView[];
	hasCaptions: boolean;
	canWithdraw: boolean;
	/** Null: not the reader's to choose. */
	visibility: RecordingVisibility | null;
	/** Who has watched it, newest first; for its owner. */
	viewings: { name: string; at: string }[];
}

export interface PutChunk {
	part: number;
	number: number;
	/** Of the bytes, in hex. */
	sha256: string;
	/** Server time in ms since the epoch. */
	startedAt: number;
	isLast: boolean;
	bytes: Uint8Array;
}

export type PutChunkResult =
	| { ok: true }
	| {
			ok: false;
			code: ChunkRefusal;
			message: string;
			/** The number that is wanted next. */ next?: number;
	  };

export interface RecordingServiceOptions {
	db: Db;
	settings: RecordingEnv;
	/** Brings a recording in line with who is in the call. */
	settle: (interviewId: string) => Promise<unknown>;
	/** Shows everybody in the room how things stand. */
	refreshStage: (interviewId: string) => Promise<void>;
	log: Pick<Log, 'info' | 'warn' | 'error'>;
	now: () => Date;
	/** Makes the file that seeks; default: in a thread. */
	remux?: (job: RemuxJob) => Promise<RemuxResult>;
}

export type RecordingService = ReturnType<typeof createRecordingService>;

/** Pieces that are late are waited for so long after the last. */
const graceMs = 120_000;
/** A process that died over a file is given up. */
const preparingMs = 15 * 60_000;
const orphanMs = 60 * 60_000;
const mostViewings = 50;

type Refused = { ok: false; code: 'not_found' };

/** Recordings after they were agreed to: their pieces, the file made of them, who watches, and their end. */
export function createRecordingService(options: RecordingServiceOptions) {
	const { db, settings, settle, refreshStage, log, now } = options;
	const files = createRecordingFiles(settings.folder);
	const { findFor, mayWatch } = createRecordingAccess(db, now);
	const workers = new Set<Worker>();
	const remux = options.remux ?? ((job: RemuxJob) => runInThread(job, workers));

	const refuse = (code: ChunkRefusal, next?: number): PutChunkResult => ({
		ok: false,
		code,
		message: chunkMessages[code],
		...(next === undefined ? {} : { next })
	});

	/**
	 * Keeps a chunk: checked, written whole, and only then given its row. The same chunk again gets the same answer. Must be
	 * repeated by whoever got none. `chunk` is null where what was sent does not say what it is.
	 */
	async function putChunk(
		actor: Actor,
		interviewId: string,
		recordingId: string,
		chunk: PutChunk | null
	): Promise<PutChunkResult> {
		const found = await findFor(actor, interviewId, recordingId);
		if (!found?.isOnList || !settings.isOn)
			return refuse((await isGone(actor, interviewId, recordingId)) ? 'deleted' : 'not_found');
		if (!found.row.parts.some(({ recorderId }) => recorderId === actor.userId))
			return refuse('not_recorder');
		if (!chunk) return refuse('bad_request');
		const checked = await checkChunk(actor.userId, found.row, chunk);
		if (checked) return checked;
		const { part, number, sha256, isLast } = chunk;
		await files.pieces.keep(recordingId, sha256, chunk.bytes);
		const kept = await db.transaction(async (tx) => {
			const row = await queries.lockRecording(tx, recordingId);
			if (!row || row.state === 'deleted') return refuse('deleted');
			if (row.preparedAt || row.preparingAt) return refuse('closed');
			const { kept } = await queries.countChunks(tx, recordingId, part);
			if (kept !== number) {
				const same = await queries.findChunk(tx, recordingId, part, number);
				if (same?.sha256 === sha256) return { ok: true } as const;
				return same ? refuse('different') : refuse('out_of_order', kept);
			}
			const begunAt = row.startedAt!.getTime();
			await queries.insertChunk(tx, {
				recordingId,
				part,
				number,
				bytes: chunk.bytes.byteLength,
				sha256,
				startedAtMs: Math.max(0, Math.round(chunk.startedAt - begunAt)),
				isLast,
				createdAt: now()
			});
			return { ok: true } as const;
		});
		if (!kept.ok && kept.code === 'deleted') await files.remove(recordingId);
		// Another one was quicker, or it is too late: what nothing counts on does not stay.
		else if (!kept.ok && !(await queries.isKept(db, recordingId, sha256)))
			await files.pieces.drop(recordingId, sha256);
		if (kept.ok && isLast) void followEnd(recordingId).catch(noteFault);
		return kept;
	}

	/** A recording of theirs that is deleted is told as such: whoever still sends pieces is to stop. */
	async function isGone(actor: Actor, interviewId: string, recordingId: string): Promise<boolean> {
		const row = await queries.findRecording(db, recordingId);
		return (
			row?.interviewId === interviewId &&
			row.state === 'deleted' &&
			row.parts.some(({ recorderId }) => recorderId === actor.userId) &&
			(await findParticipant(db, interviewId, actor.userId)) !== null
		);
	}

	/** Null: it may be kept. */
	async function checkChunk(
		userId: string,
		row: queries.RecordingRow,
		{ part, number, sha256, startedAt, isLast, bytes }: PutChunk
	): Promise<PutChunkResult | null> {
		const place = row.parts[part - 1];
		if (!place) return refuse('unknown_part');
		if (place.recorderId !== userId) return refuse('not_recorder');
		if (createHash('sha256').update(bytes).digest('hex') !== sha256) return refuse('damaged');
		const { kept, isClosed } = await queries.countChunks(db, row.id, part);
		if (number < kept) {
			const known = await queries.findChunk(db, row.id, part, number);
			return known?.sha256 === sha256 ? { ok: true } : refuse('different');
		}
		if (row.preparedAt || row.preparingAt || isClosed) return refuse('closed');
		const incoming = { bytes: bytes.byteLength, number, isLast, startedAt };
		const refusal = refuseChunk(incoming, place, kept, now().getTime());
		if (refusal) return refuse(refusal, kept);
		if (number === 0 && bytes.byteLength > 0 && findContainer(bytes) !== 'webm')
			return refuse('not_webm');
		return refuseForSpace(row, bytes.byteLength);
	}

	async function refuseForSpace(
		row: queries.RecordingRow,
		bytes: number
	): Promise<PutChunkResult | null> {
		const sums = await queries.sumBytes(db, row);
		if (sums.own + bytes > recordingLimits.recordingBytes) return refuse('full_recording');
		if (sums.owner + bytes > recordingLimits.ownerBytes) return refuse('full_owner');
		if (sums.organisation + bytes > settings.organisationBytes) return refuse('full_organisation');
		if ((await files.pieces.freeBytes()) - bytes < settings.freeBytes) return refuse('full_disk');
		return null;
	}

	/** Recordings of an interview as this person may know of them: who was in it, and who may watch. */
	async function list(actor: Actor, interviewId: string): Promise<RecordingView[]> {
		if (actor.isGuest && actor.guestInterviewId !== interviewId) return [];
		const rows = await queries.findRecordings(db, interviewId);
		if (rows.length === 0) return [];
		const isOnList = (await findParticipant(db, interviewId, actor.userId)) !== null;
		const ids = rows.map(({ id }) => id);
		const agreed = await findAgreed(db, ids);
		const names = await queries.findNames(
			db,
			rows.map(({ ownerId }) => ownerId)
		);
		const pins = await findPins(db, ids);
		const captioned = await findCaptioned(db, ids);
		const views: RecordingView[] = [];
		for (const row of rows) {
			const isMine = row.ownerId === actor.userId;
			const canWatch = await mayWatch(actor, row, isOnList);
			if (!isOnList && !canWatch) continue;
			const viewings = isMine
				? await queries.findRecordingViewings(db, row.ownerId, interviewId, mostViewings)
				: [];
			views.push({
				id: row.id,
				roundId: row.roundId,
				state: row.state,
				ownerName: names.get(row.ownerId) ?? '',
				isMine,
				isMadeHere: row.parts.some(({ recorderId }) => recorderId === actor.userId),
				startedAt: row.startedAt?.toISOString() ?? null,
				durationMs: row.preparedAt ? row.durationMs : null,
				bytes: row.mediaBytes,
				retainUntil: row.retainUntil?.toISOString() ?? null,
				canWatch,
				spans: canWatch ? row.spans : [],
				pins: canWatch ? pins.get(row.id)! : [],
				hasCaptions: canWatch && captioned.has(row.id),
				canWithdraw: !isMine && agreed.get(row.id)!.has(actor.userId),
				visibility: isMine ? row.visibility : null,
				viewings: viewings.map(({ name, at }) => ({ name, at: at.toISOString() }))
			});
		}
		return views;
	}

	/** What others keep with this person's yes, wherever it was made: also where they are no longer on the list. */
	async function listAgreed(actor: Actor): Promise<AgreedRecording[]> {
		const rows = await queries.findAgreedBy(db, actor.userId);
		return rows.map(({ at, retainUntil, ...row }) => ({
			...row,
			at: at.toISOString(),
			retainUntil: retainUntil?.toISOString() ?? null
		}));
	}

	/**
	 * The recording's file, to whoever may watch it at this moment; the look is noted for its owner. Null: there is none, or
	 * not for this person.
	 */
	async function openMedia(
		actor: Actor,
		interviewId: string,
		recordingId: string
	): Promise<MediaFile | null> {
		const found = await findFor(actor, interviewId, recordingId);
		if (!found?.row.preparedAt) return null;
		if (!(await mayWatch(actor, found.row, found.isOnList))) return null;
		const { ownerId, startedAt } = found.row;
		const size = await files.findMediaBytes(recordingId);
		if (size === null) return null;
		if (!found.isOwner) {
			const look = { ownerId, viewerId: actor.userId, what: 'recording' as const, interviewId };
			await noteViewings(db, [look], now());
		}
		const day = (startedAt ?? now()).toISOString().slice(0, 10);
		return {
			mimeType: 'video/webm',
			bytes: size,
			tag: recordingId,
			fileName: `mock-interview-${day}.webm`,
			read: (start, end) =>
				Readable.toWeb(
					createReadStream(files.toMediaPath(recordingId), { start, end })
				) as ReadableStream<Uint8Array>
		};
	}

	/** The candidate alone decides who watches. */
	async function setVisibility(
		actor: Actor,
		interviewId: string,
		recordingId: string,
		visibility: RecordingVisibility
	): Promise<{ ok: true } | Refused> {
		const found = await findFor(actor, interviewId, recordingId);
		if (!found?.isOwner) return { ok: false, code: 'not_found' };
		await queries.setVisibility(db, recordingId, visibility);
		return { ok: true };
	}

	/** Ends a recording for good: by its owner, or by taking one's consent back. */
	async function end(
		actor: Actor,
		interviewId: string,
		recordingId: string,
		how: 'deleted' | 'withdrawn'
	): Promise<{ ok: true } | Refused> {
		if (actor.isGuest && actor.guestInterviewId !== interviewId)
			return { ok: false, code: 'not_found' };
		const isEnded = await db.transaction(async (tx) => {
			if (!(await lockInterview(tx, interviewId))) return false;
			const row = await queries.lockRecording(tx, recordingId);
			if (!row || row.interviewId !== interviewId || row.state === 'deleted') return false;
			if (how === 'deleted') {
				if (row.ownerId !== actor.userId) return false;
				await endRecording(tx, { row }, 'deleted', 'deleted', now());
			} else {
				const agreed = await findAgreed(tx, [recordingId]);
				if (!agreed.get(recordingId)!.has(actor.userId)) return false;
				await withdraw(tx, { row }, actor.userId, now());
			}
			return true;
		});
		if (!isEnded) return { ok: false, code: 'not_found' };
		await refreshStage(interviewId);
		await followEnd(recordingId);
		return { ok: true };
	}

	/** After a recording has ended: what is deleted goes from the disk, what is kept becomes a file that seeks. */
	async function followEnd(recordingId: string): Promise<void> {
		const row = await queries.findRecording(db, recordingId);
		if (!row || isUnderWay(row.state) || row.preparedAt) {
			if (row?.state === 'deleted') await clear(recordingId);
			return;
		}
		if (row.state === 'deleted') return clear(recordingId);
		await prepare(recordingId);
	}

	async function clear(recordingId: string): Promise<void> {
		await queries.deleteChunks(db, recordingId);
		await deleteWords(db, recordingId);
		await files.remove(recordingId);
	}

	/** The chunks of each part, whether all of them are there, and when the last sign of life was. */
	async function readParts(row: queries.RecordingRow) {
		const chunks = await queries.findChunks(db, row.id);
		const parts = row.parts.map((_, index) => chunks.filter((one) => one.part === index + 1));
		return {
			parts,
			isWhole: parts.every((part) => part.some(({ isLast }) => isLast)),
			heardAt: Math.max(
				row.changedAt.getTime(),
				...chunks.map(({ createdAt }) => createdAt.getTime())
			)
		};
	}

	async function prepare(recordingId: string): Promise<void> {
		const waiting = await queries.findRecording(db, recordingId);
		if (!waiting) return;
		const { isWhole: isComplete, heardAt } = await readParts(waiting);
		if (!isComplete && now().getTime() - heardAt < graceMs) return;
		const before = new Date(now().getTime() - preparingMs);
		const row = await queries.claimPreparing(db, recordingId, now(), before);
		if (!row) return;
		// From here on no chunk is taken.
		const { parts, isWhole } = await readParts(row);
		const filled = parts
			.map((part) => part.filter(({ bytes }) => bytes > 0))
			.filter((part) => part.length > 0);
		if (filled.length === 0) {
			await queries.markDeleted(db, recordingId, 'empty', now());
			return clear(recordingId);
		}
		const result = await remux({
			parts: filled.map((part) => part.map(({ sha256 }) => files.toPiecePath(recordingId, sha256))),
			aside: files.toDraftPath(recordingId),
			into: files.toMediaPath(recordingId)
		});
		const isKept = await queries.markPrepared(db, recordingId, {
			state: isWhole && !result.partsMs.includes(0) ? 'stopped' : 'interrupted',
			preparedAt: now(),
			durationMs: result.partsMs.reduce((sum, partMs) => sum + partMs, 0),
			spans: toSpans(
				filled.map((part, index) => ({
					startedAt: row.startedAt!.getTime() + part[0]!.startedAtMs,
					durationMs: result.partsMs[index]!
				}))
			),
			mediaBytes: result.bytes
		});
		if (!isKept) return clear(recordingId);
		await files.pieces.remove(recordingId);
	}

	function noteFault(error: unknown): void {
		log.error({ err: error }, 'a recording could not be brought to its end; it is tried again');
	}

	/** One pass over what waits: calls that ended, files to be made, dates that have come, folders that nobody owns. */
	async function sweep(): Promise<void> {
		const at = now();
		await queries.freeLostSeats(db, new Date(at.getTime() - 2 * queries.seatLifetimeMs));
		const open = await queries.findIdsByState(db, ['asking', 'recording', 'paused']);
		for (const { interviewId } of open) await settle(interviewId).catch(noteFault);
		for (const { id } of await queries.findExpired(db, at)) {
			await queries.markDeleted(db, id, 'expired', at);
			await clear(id);
		}
		for (const { id } of await queries.findUnprepared(db)) await prepare(id).catch(noteFault);
		const folders = await files.list();
		const known = await queries.findKnown(
			db,
			folders.map(({ id }) => id)
		);
		for (const { id, changedAt } of folders) {
			const row = known.get(id);
			const age = changedAt ? at.getTime() - changedAt.getTime() : Infinity;
			if (row?.state === 'deleted') await clear(id);
			else if (row?.preparedAt && changedAt) await files.pieces.remove(id);
			else if (!row && age > orphanMs) await files.remove(id);
		}
	}

	return {
		putChunk,
		list,
		listAgreed,
		openMedia,
		setVisibility,
		remove: (actor: Actor, interviewId: string, recordingId: string) =>
			end(actor, interviewId, recordingId, 'deleted'),
		withdraw: (actor: Actor, interviewId: string, recordingId: string) =>
			end(actor, interviewId, recordingId, 'withdrawn'),
		followEnd,
		sweep,
		async close() {
			await Promise.all([...workers].map((worker) => worker.terminate()));
		}
	};
}

function runInThread(job: RemuxJob, workers: Set<Worker>): Promise<RemuxResult> {
	const { promise, resolve, reject } = Promise.withResolvers<RemuxResult>();
	const worker = new Worker(toThreadFile('remux-worker', import.meta.url), { workerData: job });
	workers.add(worker);
	worker.on('message', (answer: { result: RemuxResult } | { fault: string }) => {
		if ('result' in answer) resolve(answer.result);
		else reject(new Error(answer.fault));
	});
	worker.on('error', reject);
	worker.on('exit', () => {
		workers.delete(worker);
		reject(new Error('the thread that makes recordings seek ended'));
	});
	return promise;
}
