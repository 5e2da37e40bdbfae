/** What `POST /setup-check/token` answers: the way into the check's own room, or why there is none. */
export type CheckToken =
	| { ok: true; url: string; token: string }
	| { ok: false; code: 'video_down' | 'too_many_attempts' | 'unreachable'; message: string };

/** Asks for a token. Never rejects. */
export async function fetchCheckToken(): Promise<CheckToken> {
	try {
		const response = await fetch('/setup-check/token', {
			method: 'POST',
			signal: AbortSignal.timeout(10_000)
		});
		return (await response.json()) as CheckToken;
	} catch {
		return { ok: false, code: 'unreachable', message: 'this site does not answer' };
	}
}
