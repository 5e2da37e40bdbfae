import { postAction } from '../form/post-action.svelte.ts';
import type { Entry } from './entry.ts';
import type { SaveAnswer } from './entry-state.svelte.ts';
import type { LineValues } from './line.ts';

interface Refused {
	errors?: Record<string, string>;
	message?: string;
	theirs?: Entry | null;
}

/** Gives one of the page's forms to the server as the page itself would. */
export async function sendEntry(action: string, fields: LineValues): Promise<SaveAnswer> {
	const result = await postAction(action, fields);
	switch (result?.type) {
		case undefined:
			return { kind: 'lost' };
		case 'success':
			return { kind: 'saved', version: Number(result.data?.version ?? 0) };
		case 'redirect':
			return { kind: 'refused', message: 'You are signed out. Sign in again, then go on.' };
		case 'failure':
			return toRefusal(result.status, (result.data ?? {}) as Refused);
		case 'error':
			return result.status && result.status < 500
				? { kind: 'refused', message: 'This is not open to you any more.' }
				: { kind: 'lost' };
	}
}

function toRefusal(status: number, { errors = {}, message = '', theirs }: Refused): SaveAnswer {
	if (status === 409 && theirs !== undefined) return { kind: 'conflict', theirs };
	return Object.keys(errors).length > 0
		? { kind: 'invalid', errors }
		: { kind: 'refused', message };
}
