import type { Command, CommandResult } from './command.ts';

/** A command that got no answer at all: the wire failed every time. */
export type SendResult = CommandResult | { ok: false; code: 'unreachable'; message: string };

export interface SendOptions {
	fetch?: typeof fetch;
	/** Waits between the tries, in milliseconds; one try more than there are waits. */
	retryDelaysMs?: readonly number[];
	wait?: (ms: number) => Promise<void>;
	/** Of this command; the same in every try, so that the server does it once. */
	id?: string;
}

const defaultDelaysMs = [300, 1_000, 3_000];
const tryTimeoutMs = 10_000;

/**
 * Sends a command with an id of its own and returns the server's one answer. A reply that is lost (network, a server
 * that restarts) is asked for again under the same id. Never throws: what cannot be reached comes back as `unreachable`.
 */
export async function sendCommand(
	interviewId: string,
	command: Command,
	options: SendOptions = {}
): Promise<SendResult> {
	const {
		fetch: send = fetch,
		retryDelaysMs = defaultDelaysMs,
		wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
		id = createCommandId()
	} = options;
	for (let turn = 0; ; turn += 1) {
		const result = await tryOnce(send, `/interviews/${interviewId}/commands`, { id, command });
		if (result) return result;
		const delayMs = retryDelaysMs[turn];
		if (delayMs === undefined) return unreachable;
		await wait(delayMs);
	}
}

const unreachable: SendResult = {
	ok: false,
	code: 'unreachable',
	message:
		'The server did not answer, so nothing was changed here. Press again when you are back online.'
};

/** 20 characters of `[a-z0-9]`, as every id here. */
export function createCommandId(): string {
	const letters = 'abcdefghijklmnopqrstuvwxyz0123456789';
	// 36 values of a byte's 256: the slight favour of the first letters does not matter for an id that is no secret.
	return Array.from(crypto.getRandomValues(new Uint8Array(20)), (byte) => letters[byte % 36]).join(
		''
	);
}

/** Null where there is no answer of ours: worth another try. */
async function tryOnce(
	send: typeof fetch,
	path: string,
	body: { id: string; command: Command }
): Promise<CommandResult | null> {
	try {
		const response = await send(path, {
			method: 'POST',
			headers: { 'content-type': 'application/json', accept: 'application/json' },
			body: JSON.stringify(body),
			signal: AbortSignal.timeout(tryTimeoutMs)
		});
		if (response.status >= 500) return null;
		return toResult(await response.json(), response.status);
	} catch {
		return null;
	}
}

function toResult(body: unknown, status: number): CommandResult | null {
	if (typeof body === 'object' && body !== null && 'ok' in body) return body as CommandResult;
	if (status === 401)
		return {
			ok: false,
			code: 'not_allowed',
			message: 'You are signed out. Sign in again in another tab; what you wrote stays here.'
		};
	return status < 500
		? {
				ok: false,
				code: 'bad_command',
				message: 'The command was not understood. Reload the page and try again.'
			}
		: null;
}
