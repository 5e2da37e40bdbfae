import type { ChunkRefusal } from './chunk.ts';
import { isFull } from './chunk.ts';
import type { ChunkStore, KeptChunk } from './chunk-store.ts';

/** What became of a chunk that was sent. */
export type Sent = { ok: true } | { ok: false; code: ChunkRefusal | 'unreachable'; next?: number };

export type SendChunk = (chunk: KeptChunk) => Promise<Sent>;

const timeoutMs = 30_000;

/** Sends one chunk. Never throws: what did not get through is `unreachable`. */
export async function sendChunk(chunk: KeptChunk, send: typeof fetch = fetch): Promise<Sent> {
	const { interviewId, recordingId, part, number } = chunk;
	try {
		const response = await send(
			`/interviews/${interviewId}/recordings/${recordingId}/parts/${part}/${number}`,
			{
				method: 'PUT',
				headers: {
					'content-type': 'application/octet-stream',
					accept: 'application/json',
					'x-sha256': chunk.sha256,
					'x-started-at': String(Math.round(chunk.startedAt)),
					'x-last': chunk.isLast ? '1' : '0'
				},
				body: chunk.bytes,
				signal: AbortSignal.timeout(timeoutMs)
			}
		);
		// Signed out, or a server that is going away: what is kept here is sent when that is over.
		if (response.status === 401 || (response.status >= 500 && response.status !== 507))
			return { ok: false, code: 'unreachable' };
		return (await response.json()) as Sent;
	} catch {
		return { ok: false, code: 'unreachable' };
	}
}

export interface UploadOptions {
	store: Pick<ChunkStore, 'findFirst' | 'remove'>;
	send?: SendChunk;
	/** Resolves after that time, or earlier when there is hope. */
	wait?: (ms: number) => Promise<void>;
	/** The server takes no more: there is no room. */
	onFull?: (recordingId: string) => void;
}

const pacedMs = 2_000;
const longestWaitMs = 15_000;

/**
 * Sends what waits of a recording, in order, until nothing does. What the server keeps, or will never take, is forgotten
 * here; what did not get through is sent again until it has.
 */
export async function uploadWaiting(recordingId: string, options: UploadOptions): Promise<void> {
	const { store, send = sendChunk, wait = waitForLine, onFull } = options;
	let delayMs = 1_000;
	for (;;) {
		const chunk = await store.findFirst(recordingId);
		if (!chunk) return;
		const sent = await send(chunk);
		if (sent.ok) delayMs = 1_000;
		else if (sent.code === 'too_small') {
			await wait(pacedMs);
			continue;
		} else if (sent.code === 'unreachable' || sent.code === 'damaged') {
			await wait(delayMs);
			delayMs = Math.min(delayMs * 2, longestWaitMs);
			continue;
		} else if (isFull(sent.code)) onFull?.(recordingId);
		await store.remove(chunk);
	}
}

function waitForLine(ms: number): Promise<void> {
	return new Promise((resolve) => {
		const go = () => {
			clearTimeout(timer);
			removeEventListener('online', go);
			resolve();
		};
		const timer = setTimeout(go, ms);
		addEventListener('online', go);
	});
}
