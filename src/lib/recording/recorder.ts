import { sliceMs } from './chunk.ts';
import { toHash } from '../solo/hash.ts';
import type { ChunkStore, KeptChunk } from './chunk-store.ts';
import { compose, type Voice } from './compose.ts';

/** The one kind that every browser that records can make, and that loses nothing when it is cut. */
const mimeType = 'video/webm;codecs=vp8,opus';
/** Faces that speak: some four megabytes a minute. */
const bitsPerSecond = { videoBitsPerSecond: 500_000, audioBitsPerSecond: 64_000 };

/** Chromium's first slice may be one byte: the first chunk waits for enough to be known as WebM. */
const headBytes = 1_024;

/** Whether this browser can record a call. */
export const canRecordHere = (): boolean =>
	typeof MediaRecorder !== 'undefined' &&
	MediaRecorder.isTypeSupported(mimeType) &&
	typeof HTMLCanvasElement.prototype.captureStream === 'function';

export interface PartOptions {
	of: Pick<KeptChunk, 'interviewId' | 'recordingId' | 'userId' | 'part'>;
	store: Pick<ChunkStore, 'add'>;
	voices: () => readonly Voice[];
	serverNow: () => number;
	/** Another chunk waits to be sent. */
	onchunk: () => void;
	/** It cannot go on. */
	onfault: () => void;
}

/** A part that is being recorded. */
export interface RunningPart {
	/** Nothing is recorded while it is paused. */
	setPaused(isPaused: boolean): void;
	/** Ends it; resolves when its last chunk is kept here. */
	stop(): Promise<void>;
}

/** Begins to record a part: every two seconds a chunk with its hash is kept in this browser, to be sent. */
export function startPart(options: PartOptions): RunningPart {
	const { of, store, voices, serverNow, onchunk, onfault } = options;
	const composition = compose(voices);
	const recorder = new MediaRecorder(composition.stream, { mimeType, ...bitsPerSecond });
	let number = 0;
	let startedAt = serverNow();
	let keeping: Promise<void> = Promise.resolve();
	let held = new Blob([]);

	function keep(slice: Blob, isLast: boolean): void {
		const data = new Blob([held, slice]);
		held = new Blob([]);
		if (number === 0 && !isLast && data.size < headBytes) return void (held = data);
		const from = startedAt;
		startedAt = serverNow();
		if (data.size === 0 && !isLast) return;
		const at = number++;
		keeping = keeping
			.then(async () => {
				const bytes = await data.arrayBuffer();
				const sha256 = await toHash(bytes);
				await store.add({ ...of, number: at, bytes, sha256, startedAt: from, isLast });
				onchunk();
			})
			.catch(onfault);
	}

	const stopped = new Promise<void>((resolve) => {
		recorder.onstop = () => {
			// Nothing more comes: the server may make its file.
			held = new Blob([]);
			keep(new Blob([]), true);
			composition.close();
			resolve();
		};
	});
	recorder.ondataavailable = ({ data }) => keep(data, false);
	recorder.onerror = onfault;
	recorder.start(sliceMs);
	return {
		setPaused(isPaused) {
			if (isPaused && recorder.state === 'recording') recorder.pause();
			if (!isPaused && recorder.state === 'paused') recorder.resume();
		},
		async stop() {
			if (recorder.state !== 'inactive') recorder.stop();
			await stopped;
			await keeping;
		}
	};
}
