import type { RecordingView } from '#server/recordings/recording-service.ts';
import { toInstant } from '../interview/clock.ts';
import { findMoment, type TimedAnswer } from './recorded-answers.ts';
import { isRecorded } from './spans.ts';

/** The moments of an interview that its page can show, and the one that was asked for. */
export class Moments {
	/** Another object each time, in ms of the recording's file. */
	wanted = $state.raw<{ recordingId: string; atMs: number } | null>(null);
	readonly #recordings: () => readonly RecordingView[];

	constructor(recordings: () => readonly RecordingView[]) {
		this.#recordings = recordings;
	}

	/** What leads to where this answer's clock showed so many ms; undefined: nothing of the answer can be watched here. */
	find(answer: TimedAnswer): ((faceMs: number) => void) | undefined {
		const recordings = this.#recordings().filter(
			({ canWatch, spans }) => canWatch && findMoment(spans, answer, 0) !== null
		);
		if (recordings.length === 0) return undefined;
		return (faceMs) => {
			const at = toInstant(Date.parse(answer.startedAt), answer.pauses, faceMs);
			const { id, spans } = recordings.find((one) => isRecorded(one.spans, at)) ?? recordings[0]!;
			this.wanted = { recordingId: id, atMs: findMoment(spans, answer, faceMs)! };
		};
	}
}
