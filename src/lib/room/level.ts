import { toDecibels } from './decibels.ts';

/** Often enough for a bar to follow a voice. */
const barMs = 60;

/**
 * Tells how loud a track is, every so many milliseconds, in decibels below full scale, until the returned function is
 * called. It listens to the samples: a microphone that says that it is on and gives nothing measures as silence.
 */
export function watchLevel(
	track: MediaStreamTrack,
	onlevel: (decibels: number) => void,
	everyMs = barMs
): () => void {
	const context = new AudioContext();
	const source = context.createMediaStreamSource(new MediaStream([track]));
	const analyser = context.createAnalyser();
	analyser.fftSize = 512;
	source.connect(analyser);
	const samples = new Float32Array(analyser.fftSize);
	const timer = setInterval(() => {
		analyser.getFloatTimeDomainData(samples);
		let sum = 0;
		for (const sample of samples) sum += sample * sample;
		onlevel(toDecibels(sum / samples.length));
	}, everyMs);
	// A context made before the first press may wait for one.
	const resume = () => void context.resume().catch(() => undefined);
	resume();
	addEventListener('pointerdown', resume);
	return () => {
		clearInterval(timer);
		removeEventListener('pointerdown', resume);
		source.disconnect();
		void context.close().catch(() => undefined);
	};
}
