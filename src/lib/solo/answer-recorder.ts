import { chunkMs } from './recording-limits.ts';
import type { KeepFault } from './practice-store.ts';
import type { Recording, RecordingFault } from './solo-round.ts';

/** Tried in this order: what is cheap to make first, what Safari can last. */
const types = {
	video: ['video/webm;codecs=vp8,opus', 'video/webm', 'video/mp4'],
	audio: ['audio/webm;codecs=opus', 'audio/webm', 'audio/mp4']
};

/** A face that speaks, and a voice: five megabytes a minute. */
const bitsPerSecond = { videoBitsPerSecond: 600_000, audioBitsPerSecond: 64_000 };

/** What can be recorded of these tracks here; `none` where there is no track or no way to. */
export function toRecording(tracks: readonly MediaStreamTrack[]): Recording {
	const kind = tracks.some((track) => track.kind === 'video')
		? ('video' as const)
		: ('audio' as const);
	const mimeType =
		tracks.length > 0 && typeof MediaRecorder !== 'undefined'
			? types[kind].find((type) => MediaRecorder.isTypeSupported(type))
			: undefined;
	return mimeType
		? { kind, mimeType, fault: null }
		: { kind: 'none', mimeType: '', fault: tracks.length > 0 ? 'failed' : null };
}

/**
 * Records one answer and hands over its chunks one after the other. A chunk that cannot be kept ends the recording, not
 * the answer: what was kept before stays, and nothing comes after it.
 */
export class AnswerRecorder {
	#recorder: MediaRecorder | null = null;
	#index = 0;
	#hasEnded = false;
	#keeping: Promise<void> = Promise.resolve();
	readonly #keep: (chunk: Blob, index: number) => Promise<KeepFault | null>;
	readonly #onfault: (fault: RecordingFault) => void;

	constructor(
		keep: (chunk: Blob, index: number) => Promise<KeepFault | null>,
		onfault: (fault: RecordingFault) => void
	) {
		this.#keep = keep;
		this.#onfault = onfault;
	}

	start(tracks: readonly MediaStreamTrack[], { mimeType }: Recording): void {
		try {
			const recorder = new MediaRecorder(new MediaStream([...tracks]), {
				mimeType,
				...bitsPerSecond
			});
			recorder.ondataavailable = ({ data }) => this.#take(data);
			recorder.onerror = () => this.#fail('failed');
			this.#recorder = recorder;
			recorder.start(chunkMs);
		} catch {
			this.#fail('failed');
		}
	}

	/** Ends the recording; resolves once its last chunk is kept. */
	async stop(): Promise<void> {
		const recorder = this.#recorder;
		this.#recorder = null;
		if (recorder && recorder.state !== 'inactive') {
			const stopped = new Promise((resolve) =>
				recorder.addEventListener('stop', resolve, { once: true })
			);
			recorder.stop();
			await stopped;
		}
		await this.#keeping;
	}

	#take(chunk: Blob): void {
		if (chunk.size === 0) return;
		this.#keeping = this.#keeping.then(async () => {
			if (this.#hasEnded) return;
			const fault = await this.#keep(chunk, this.#index);
			if (fault) this.#fail(fault === 'full' ? 'disk-full' : 'failed');
			else this.#index += 1;
		});
	}

	#fail(fault: RecordingFault): void {
		if (this.#hasEnded) return;
		this.#hasEnded = true;
		this.#onfault(fault);
		if (this.#recorder?.state === 'recording') this.#recorder.stop();
	}
}
