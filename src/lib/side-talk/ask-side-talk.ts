import type { SideTalkAnswer } from './side-talk.ts';

const timeoutMs = 10_000;

/** Reads an interview's side talk, or says something in it. Never rejects: the words stay with whoever wrote them. */
export async function askSideTalk(
	interviewId: string,
	message?: { id: string; text: string }
): Promise<SideTalkAnswer> {
	try {
		const response = await fetch(`/interviews/${interviewId}/side-talk`, {
			signal: AbortSignal.timeout(timeoutMs),
			headers: { accept: 'application/json', 'content-type': 'application/json' },
			...(message && { method: 'POST', body: JSON.stringify(message) })
		});
		const answer = (await response.json()) as Partial<SideTalkAnswer>;
		if (answer.ok === true || (answer.ok === false && answer.message))
			return answer as SideTalkAnswer;
	} catch {
		// Told below.
	}
	return {
		ok: false,
		code: 'not_found',
		message: 'The server did not answer, so nothing was sent. Send it again when you are online.'
	};
}
