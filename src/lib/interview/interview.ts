export const phases = [
	'scheduled',
	'open',
	'live',
	'debrief',
	'finished',
	'cancelled',
	'missed'
] as const;
export type Phase = (typeof phases)[number];

/** Somebody's part in one interview (the part in an organisation is another word: member role). */
export const roles = ['candidate', 'interviewer', 'observer'] as const;
export type Role = (typeof roles)[number];

export type Kind = 'mentor' | 'peer' | 'panel' | 'solo';

/** *alone*: each rates alone, then all numbers open together. *together*: one set of radio groups, live. */
export type Scoring = 'alone' | 'together';
