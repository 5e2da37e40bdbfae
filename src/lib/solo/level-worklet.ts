import { FrameLevels } from './speaking.ts';

/* Runs in the browser's audio thread, which no busy page and no hidden tab slows down. */
declare const sampleRate: number;
declare class AudioWorkletProcessor {
	readonly port: MessagePort;
}
declare function registerProcessor(name: string, processor: unknown): void;

/** Posts the levels of each full frame of its first channel. */
class LevelProcessor extends AudioWorkletProcessor {
	readonly #frames = new FrameLevels(sampleRate);

	process([input]: Float32Array[][]): boolean {
		const [samples] = input ?? [];
		const levels = samples ? this.#frames.push(samples) : [];
		if (levels.length > 0) this.port.postMessage(levels);
		return true;
	}
}

registerProcessor('levels', LevelProcessor);
