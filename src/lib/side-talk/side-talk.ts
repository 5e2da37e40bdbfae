/** The side talk: what interviewers and observers say to each other, in writing, beside the interview. */
export interface SideTalkMessage {
	/** Its place in the round's talk, from 1. */
	ordinal: number;
	authorId: string;
	authorName: string;
	text: string;
	/** Server time, ms since the epoch. */
	at: number;
}

export const sideTalkLimits = {
	/** Characters of a message. */
	textLength: 500,
	/** Messages of one person within half a minute. */
	inHalfMinute: 12,
	/** Messages of a round. */
	inRound: 500
} as const;

export type SideTalkRefusal =
	| 'not_found'
	| 'not_allowed'
	| 'wrong_phase'
	| 'bad_message'
	| 'empty'
	| 'too_long'
	| 'too_many'
	| 'full';

export const sideTalkMessages: Readonly<Record<SideTalkRefusal, string>> = {
	not_found:
		'This interview cannot be found. It may have been removed, or you may have left its list.',
	not_allowed: 'The side talk is for interviewers and observers.',
	wrong_phase: 'The side talk is over: the interview is, too.',
	bad_message: 'That was not understood. Reload the page and try again.',
	empty: 'Write something first.',
	too_long: `That is longer than ${sideTalkLimits.textLength} characters. Send it in two.`,
	too_many: 'That was a lot at once. Wait half a minute, then send it again.',
	full: `This side talk has ${sideTalkLimits.inRound} messages, which is as many as it keeps. Talk on after the interview.`
};

/** Why a text is not taken as it is, or null. */
export function refuseText(text: string): 'empty' | 'too_long' | null {
	if (text.trim() === '') return 'empty';
	return [...text.trim()].length > sideTalkLimits.textLength ? 'too_long' : null;
}

export type SideTalkAnswer =
	{ ok: true; messages: SideTalkMessage[] } | { ok: false; code: SideTalkRefusal; message: string };

/** What a page may read of the live document: how many messages there are, and none of their words. */
export const sideTalkRoot = 'side-talk';
