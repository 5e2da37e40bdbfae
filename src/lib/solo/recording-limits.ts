/** One piece of a recording, about a second of it. */
export const chunkMs = 1000;
export const maxChunkBytes = 4 * 1024 * 1024;
/** Of one practice: three quarters of an hour of picture and sound. */
export const maxPracticeBytes = 400 * 1024 * 1024;
/** What is left free in the browser's store, for everything else that it keeps. */
export const freeFloorBytes = 100 * 1024 * 1024;

/** What the browser says of its store; undefined where it does not say. */
export interface StoreEstimate {
	quota?: number;
	usage?: number;
}

/** Whether another chunk may be kept, or why not. */
export function refuseChunk(
	bytes: number,
	keptBytes: number,
	{ quota, usage }: StoreEstimate
): 'chunk-too-large' | 'practice-full' | 'store-full' | null {
	if (bytes > maxChunkBytes) return 'chunk-too-large';
	if (keptBytes + bytes > maxPracticeBytes) return 'practice-full';
	if (quota === undefined || usage === undefined) return null;
	return quota - usage - bytes < freeFloorBytes ? 'store-full' : null;
}

const mega = 1024 * 1024;

/** A size as people read it: `4 MB`, never less than one. */
export const toSizeWords = (bytes: number): string =>
	bytes >= 1024 * mega
		? `${(bytes / (1024 * mega)).toFixed(1)} GB`
		: `${Math.max(1, Math.round(bytes / mega))} MB`;
