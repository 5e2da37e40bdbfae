/**
 * What a recording's file holds, one part after the other: from `mediaMs` of it plays what was recorded from `startedAt`
 * (server time, ms since the epoch). Between two of them nothing was recorded.
 */
export interface RecordedSpan {
	startedAt: number;
	mediaMs: number;
	durationMs: number;
}

/** Parts as they follow each other in the file; those of which nothing is in it are left out. */
export function toSpans(parts: readonly Omit<RecordedSpan, 'mediaMs'>[]): RecordedSpan[] {
	let mediaMs = 0;
	return parts
		.map((part) => {
			const span = { ...part, mediaMs };
			mediaMs += part.durationMs;
			return span;
		})
		.filter(({ durationMs }) => durationMs > 0);
}

/** Where in the file a moment is: of one that was not recorded what follows it, and after the end that. */
export function toMediaMs(spans: readonly RecordedSpan[], at: number): number {
	const span = spans.find(({ startedAt, durationMs }) => at < startedAt + durationMs);
	if (span) return span.mediaMs + Math.max(0, at - span.startedAt);
	const last = spans.at(-1);
	return last ? last.mediaMs + last.durationMs : 0;
}

/** How long it stood still between its first moment and its last. */
export function toGapMs(spans: readonly RecordedSpan[]): number {
	const first = spans[0];
	const last = spans.at(-1);
	if (!first || !last) return 0;
	const recordedMs = spans.reduce((sum, { durationMs }) => sum + durationMs, 0);
	return Math.max(0, last.startedAt + last.durationMs - first.startedAt - recordedMs);
}

export const isRecorded = (spans: readonly RecordedSpan[], at: number): boolean =>
	spans.some(({ startedAt, durationMs }) => at >= startedAt && at < startedAt + durationMs);
