import type { LiveDocument, Refusal } from './live-document.svelte.ts';

export interface SaveWords {
	state: 'saved' | 'saving' | 'connecting' | 'offline' | 'refused';
	words: string;
}

const refusalWords: Record<Refusal['reason'], string> = {
	'read-only': 'Not saved — you can read this, but not write it',
	finished: 'Not saved — this round is finished, your words are not part of the result',
	full: 'Not saved — there is no more room here, shorten the text',
	damaged: 'Not saved — what is stored here is damaged',
	'too-large': 'Not saved — too much at once, load the page again',
	malformed: 'Not saved — load the page again',
	'foreign-client': 'Not saved — load the page again',
	gap: 'Not saved — load the page again',
	'wrong-root': 'Not saved — load the page again',
	'not-allowed': 'Not saved — this is not open to you any more',
	'not-signed-in': 'Not saved — sign in again',
	'not-found': 'Not saved — this is not open to you any more',
	'other-version': 'There is a newer version — load the page again'
};

/** One state for all documents of a page: the one that a person should know of first. */
export function toSaveWords(
	documents: readonly Pick<LiveDocument, 'status' | 'refusal' | 'hasUnsaved'>[]
): SaveWords {
	const refused = documents.find(
		({ status, refusal, hasUnsaved }) =>
			status === 'refused' && (hasUnsaved || refusal?.reason === 'other-version')
	);
	if (refused) return { state: 'refused', words: refusalWords[refused.refusal!.reason] };
	const has = (status: LiveDocument['status']) =>
		documents.some((document) => document.status === status);
	if (has('offline')) return { state: 'offline', words: 'Offline — kept here until you are back' };
	if (has('saving')) return { state: 'saving', words: 'Saving' };
	if (has('connecting')) return { state: 'connecting', words: 'Connecting' };
	return { state: 'saved', words: 'Saved' };
}
