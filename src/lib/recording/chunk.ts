/** A piece of a recording as the browser makes it. */
export const sliceMs = 2_000;
export const minChunkBytes = 64 * 1024;
export const maxChunkBytes = 4 * 1024 * 1024;

const mega = 1024 * 1024;
export const recordingLimits = {
	/** Of one recording: two hours and more at what the browser is asked for. */
	recordingBytes: 1_024 * mega,
	/** Of all that one candidate owns. */
	ownerBytes: 8 * 1_024 * mega
};

/** The browser's clock and ours may differ by so much, and a slice ends a little after the pause that ends it. */
const clockToleranceMs = 4_000;
/** A still picture makes less than 64 KiB in two seconds; so small they may come, but no faster than they are made. */
const smallPaceMs = 1_500;
const smallBurst = 8;

/** Why a chunk is not taken. Each has a sentence in `chunkMessages`. */
export type ChunkRefusal =
	| 'not_found'
	| 'not_recorder'
	| 'bad_request'
	| 'deleted'
	| 'closed'
	| 'unknown_part'
	| 'too_large'
	| 'too_small'
	| 'empty'
	| 'damaged'
	| 'different'
	| 'out_of_order'
	| 'not_webm'
	| 'outside'
	| 'full_recording'
	| 'full_owner'
	| 'full_organisation'
	| 'full_disk';

export const chunkMessages: Record<ChunkRefusal, string> = {
	not_found: 'There is no such recording here.',
	not_recorder: 'This recording is made by somebody else’s browser.',
	bad_request: 'This piece does not say what it is. Reload the page.',
	deleted: 'This recording was deleted, so nothing more is kept of it.',
	closed: 'This recording is complete: nothing more is added to it.',
	unknown_part: 'This part of the recording was never begun.',
	too_large: 'A piece of a recording holds at most 4 MB.',
	too_small: 'Pieces under 64 KB come faster than they can have been recorded.',
	empty: 'This piece has no bytes.',
	damaged: 'These are not the bytes that the piece was hashed from. Send it again.',
	different: 'Another piece with this number is kept already.',
	out_of_order: 'Pieces come one after the other, and one before this is missing.',
	not_webm: 'This is not the beginning of a WebM recording.',
	outside: 'This was recorded when not everybody had agreed, so it is not kept.',
	full_recording: 'This recording has reached its largest size. What was sent is kept.',
	full_owner: 'The candidate’s recordings fill the space there is. Deleting one makes room.',
	full_organisation:
		'The organisation’s recordings fill the space there is. Deleting one makes room.',
	full_disk: 'The server has no space left for recordings.'
};

/** Refusals after which nothing that follows will be taken either. */
export const isFull = (code: ChunkRefusal): boolean => code.startsWith('full_');

/** An unbroken stretch of a recording: from one moment to another, by one person's browser. */
export interface Part {
	recorderId: string;
	/** Server time, ms since the epoch. */
	startedAt: number;
	/** Null: it runs. */
	endedAt: number | null;
}

export interface IncomingChunk {
	bytes: number;
	number: number;
	isLast: boolean;
	/** When its first frame was, server time in ms since the epoch. */
	startedAt: number;
}

/** Whether size, order, pace and time of a chunk are right for its part; `kept` of its chunks are there already. */
export function refuseChunk(
	chunk: IncomingChunk,
	part: Part,
	kept: number,
	now: number
): ChunkRefusal | null {
	if (chunk.bytes > maxChunkBytes) return 'too_large';
	if (chunk.bytes === 0 && !chunk.isLast) return 'empty';
	if (chunk.number !== kept) return 'out_of_order';
	const endedAt = part.endedAt ?? now;
	if (chunk.startedAt < part.startedAt - clockToleranceMs) return 'outside';
	if (chunk.startedAt > endedAt + clockToleranceMs) return 'outside';
	const isSmall = chunk.bytes < minChunkBytes && !chunk.isLast;
	const most = (endedAt - part.startedAt) / smallPaceMs + smallBurst;
	return isSmall && kept >= most ? 'too_small' : null;
}
