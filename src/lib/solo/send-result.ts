import { toResult, type SoloRound } from './solo-round.ts';
import type { PracticeStore } from './practice-store.ts';
import type { SaveResult } from './solo.ts';

const timeoutMs = 15_000;

/**
 * Sends what the browser knows of a practice. Null: no answer of ours came, worth another try; `signed-out`: worth one
 * after signing in.
 */
export async function sendResult(
	round: SoloRound,
	options: { fetch?: typeof fetch; now?: () => number } = {}
): Promise<SaveResult | 'signed-out' | null> {
	const { fetch: send = fetch, now = Date.now } = options;
	try {
		const response = await send(`/solo/${round.interviewId}/save`, {
			method: 'POST',
			headers: { 'content-type': 'application/json', accept: 'application/json' },
			body: JSON.stringify(toResult(round, now())),
			signal: AbortSignal.timeout(timeoutMs)
		});
		if (response.status === 401) return 'signed-out';
		if (response.status >= 500) return null;
		return (await response.json()) as SaveResult;
	} catch {
		return null;
	}
}

/** Sends what was finished here without a line and still waits. Returns how many arrived. */
export async function sendWaiting(
	store: Pick<PracticeStore, 'listRounds' | 'keepRound'>,
	userId: string,
	options: Parameters<typeof sendResult>[1] = {}
): Promise<number> {
	let arrived = 0;
	for (const round of await store.listRounds(userId)) {
		if (round.finishedAt === null || round.isSent) continue;
		const result = await sendResult(round, options);
		if (result === null || result === 'signed-out' || !result.ok) continue;
		await store.keepRound({ ...round, isSent: true });
		arrived += 1;
	}
	return arrived;
}
