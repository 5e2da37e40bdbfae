import { toHash } from '../solo/hash.ts';
import {
	chunkBytes,
	type BegunRequest,
	type Uploaded,
	type UploadRefusal
} from './upload-limits.ts';
import type { MediaKind } from './review.ts';

/** An answer's recording as this browser has it. */
export interface LentAnswer {
	answerId: string;
	kind: MediaKind;
	blob: Blob;
}

interface SendOptions {
	/** Told after each piece. */
	onprogress: (sentBytes: number, totalBytes: number) => void;
	signal?: AbortSignal;
	fetch?: typeof fetch;
	/** Waits between tries, in ms. */
	wait?: (ms: number) => Promise<void>;
}

export type SendFault = { ok: false; code: UploadRefusal | 'lost' | 'stopped'; message: string };
export type SendAnswer<Result> = ({ ok: true } & Result) | SendFault;

const retryMs = [500, 1500, 4000, 8000];
const lost: SendFault = {
	ok: false,
	code: 'lost',
	message: 'No connection. What has arrived is kept: press once more, and it goes on where it was.'
};
const stopped: SendFault = {
	ok: false,
	code: 'stopped',
	message: 'Stopped. What has arrived is kept for a day: press once more to go on.'
};
const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/**
 * Sends recordings a piece at a time, each with its hash, and goes on where an earlier try ended. A line that is away is
 * tried again a few times; a refusal is final and says why.
 */
export async function sendAnswers(
	interviewId: string,
	{ wish, answers }: { wish: string; answers: readonly LentAnswer[] },
	options: SendOptions
): Promise<SendAnswer<{ requestId: string }>> {
	const { onprogress, signal } = options;
	const place = `/solo/${interviewId}/requests`;
	const begun = await ask<BegunRequest>(options, place, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({
			wish,
			answers: answers.map(({ answerId, kind, blob }) => ({ answerId, kind, bytes: blob.size }))
		})
	});
	if (!begun.ok) return begun;
	const total = answers.reduce((sum, { blob }) => sum + blob.size, 0);
	let sent = begun.media.reduce((sum, { receivedBytes }) => sum + receivedBytes, 0);
	onprogress(sent, total);
	for (const { mediaId, answerId, received, receivedBytes } of begun.media) {
		const { blob } = answers.find((one) => one.answerId === answerId)!;
		for (let at = receivedBytes, ordinal = received; at < blob.size; ordinal += 1) {
			if (signal?.aborted) return stopped;
			const bytes = await blob.slice(at, at + chunkBytes).arrayBuffer();
			const path = `${place}/${begun.requestId}/answers/${mediaId}/chunks/${ordinal}`;
			const put = await ask(options, path, {
				method: 'PUT',
				headers: {
					'content-type': 'application/octet-stream',
					'x-content-sha256': await toHash(bytes)
				},
				body: bytes
			});
			if (!put.ok) return put;
			at += bytes.byteLength;
			sent += bytes.byteLength;
			onprogress(sent, total);
		}
	}
	return { ok: true, requestId: begun.requestId };
}

/** Makes the link of a request that has everything, or a new one in place of it. */
export const makeLink = (
	interviewId: string,
	requestId: string,
	days: number,
	options: Partial<SendOptions> = {}
): Promise<SendAnswer<{ path: string }>> =>
	ask({ onprogress: () => {}, ...options }, `/solo/${interviewId}/requests/${requestId}`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({ days })
	});

async function ask<Result>(
	{ fetch: send = fetch, wait = pause, signal }: SendOptions,
	path: string,
	init: RequestInit
): Promise<SendAnswer<Result>> {
	for (const delayMs of [...retryMs, null]) {
		try {
			const response = await send(path, { ...init, signal });
			if (response.status < 500 || response.status === 507)
				return toAnswer<Result>(response.status, (await response.json()) as unknown);
		} catch {
			if (signal?.aborted) return stopped;
		}
		if (delayMs !== null) await wait(delayMs);
	}
	return lost;
}

function toAnswer<Result>(status: number, body: unknown): SendAnswer<Result> {
	if (typeof (body as { ok?: unknown }).ok === 'boolean') return body as Uploaded<Result>;
	return {
		ok: false,
		code: 'not_found',
		message:
			status === 401
				? 'You are signed out. Sign in again in another tab, then press once more.'
				: 'This practice cannot be found, or it is not yours.'
	};
}
