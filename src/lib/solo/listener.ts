import workletUrl from './level-worklet.ts?worker&url';

/** Listens to a microphone and tells its levels, a number a frame of 20 ms. */
export class Listener {
	#context: AudioContext | null = null;
	#source: MediaStreamAudioSourceNode | null = null;
	#node: AudioWorkletNode | null = null;

	/** Fetches what listening needs, so that it works when the line is gone later. False: this browser cannot listen. */
	async prepare(): Promise<boolean> {
		if (this.#context) return true;
		try {
			const context = new AudioContext();
			await context.audioWorklet.addModule(workletUrl);
			this.#context = context;
			return true;
		} catch {
			return false;
		}
	}

	/** Begins with this track; `onlevels` is told what came since the last time. Stop before starting again. */
	async start(track: MediaStreamTrack, onlevels: (levels: number[]) => void): Promise<boolean> {
		if (!(await this.prepare())) return false;
		const context = this.#context!;
		await context.resume().catch(() => undefined);
		this.stop();
		this.#source = context.createMediaStreamSource(new MediaStream([track]));
		this.#node = new AudioWorkletNode(context, 'levels', { numberOfOutputs: 0 });
		this.#node.port.onmessage = ({ data }: MessageEvent<number[]>) => {
			if (track.readyState === 'live') onlevels(data);
		};
		this.#source.connect(this.#node);
		return true;
	}

	stop(): void {
		if (this.#node) this.#node.port.onmessage = null;
		this.#node?.disconnect();
		this.#source?.disconnect();
		this.#node = null;
		this.#source = null;
	}

	close(): void {
		this.stop();
		void this.#context?.close().catch(() => undefined);
		this.#context = null;
	}
}
