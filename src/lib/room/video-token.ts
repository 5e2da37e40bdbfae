/** A minute's right to enter the video room. */
export interface VideoToken {
	ok: true;
	/** `ws:` or `wss:`. */
	url: string;
	token: string;
}

/** What `POST /interviews/<id>/video-token` answers. */
export type VideoTokenAnswer = VideoToken | { ok: false; code: VideoTokenRefusal; message: string };

/** `unreachable`: our own server did not answer, or not in our words. */
export type VideoTokenRefusal =
	| 'not_signed_in'
	| 'bad_request'
	| 'not_found'
	| 'not_allowed'
	| 'wrong_phase'
	| 'seat_taken'
	| 'video_down'
	| 'unreachable';

export interface VideoTokenRequest {
	tabId: string;
	isTakeOver: boolean;
	/** For the moment of joining, which is not now: no seat is taken yet. */
	isAhead?: boolean;
}

const refusals: readonly string[] = [
	'bad_request',
	'not_found',
	'not_allowed',
	'wrong_phase',
	'seat_taken',
	'video_down'
] satisfies VideoTokenRefusal[];

const unreachable: VideoTokenAnswer = {
	ok: false,
	code: 'unreachable',
	message: 'The server does not answer. Trying again.'
};

/** Asked over a line that dropped it is never answered; it is asked again. */
const tokenMs = 5_000;

/** Asks for a token. Never rejects. */
export async function fetchVideoToken(
	interviewId: string,
	request: VideoTokenRequest
): Promise<VideoTokenAnswer> {
	try {
		const response = await fetch(toPath(interviewId), {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify(request),
			signal: AbortSignal.timeout(tokenMs)
		});
		if (response.status === 401)
			return { ok: false, code: 'not_signed_in', message: 'You are signed out.' };
		return readVideoTokenAnswer(await response.json());
	} catch {
		return unreachable;
	}
}

/** Tells that this tab has left; survives the page being closed. */
export function releaseVideoSeat(interviewId: string, tabId: string): void {
	fetch(toPath(interviewId), {
		method: 'DELETE',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({ tabId }),
		keepalive: true
	}).catch(() => undefined);
}

/** Reads an answer that came over the wire: anything unexpected counts as no answer. */
export function readVideoTokenAnswer(value: unknown): VideoTokenAnswer {
	if (typeof value !== 'object' || value === null) return unreachable;
	const { ok, url, token, code, message } = value as Record<string, unknown>;
	if (ok === true && typeof url === 'string' && typeof token === 'string')
		return { ok, url, token };
	if (ok === false && typeof code === 'string' && refusals.includes(code))
		return {
			ok,
			code: code as VideoTokenRefusal,
			message: typeof message === 'string' ? message : ''
		};
	return unreachable;
}

function toPath(interviewId: string): string {
	return `/interviews/${interviewId}/video-token`;
}
