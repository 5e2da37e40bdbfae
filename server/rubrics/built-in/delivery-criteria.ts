import type { Criterion } from '#lib/rubric/rubric.ts';

/** How an answer is brought across. Never a judgement on an accent. */

export const conciseness: Criterion = {
	id: 'conciseness',
	name: 'Conciseness',
	description: 'Was there a word too many, or a sentence too few?',
	anchors: {
		1: 'Twice the time or more, or a few words where an answer was wanted.',
		2: 'Clearly too long or too short; the point had to be dug out.',
		3: 'Near the time, with a repetition or a loop.',
		4: 'Within the time; every sentence added something.',
		5: 'Like 4, and more came only when you asked for it.'
	},
	isCore: true,
	elicitedBy: []
};

export const voice: Criterion = {
	id: 'voice',
	name: 'Voice and pace',
	description: 'Could you hear every word at ease, with pauses where thought needs them?',
	anchors: {
		1: 'Too soft or too fast to follow.',
		2: 'Rushed or flat; you leaned in or lost words.',
		3: 'Easy to hear; fillers or haste at the start of answers.',
		4: 'Steady pace, pauses before what matters, few fillers.',
		5: 'Like 4, and the voice carried the meaning as much as the words did.'
	},
	isCore: true,
	elicitedBy: []
};

export const fluency: Criterion = {
	id: 'fluency',
	name: 'Finding the words',
	description:
		'Does language serve the thought? How it sounds is not rated, an accent least of all.',
	anchors: {
		1: 'Sentences broke off, and the meaning with them.',
		2: 'Long searches for words; the listener had to complete them.',
		3: 'A word was missing now and then, and another was found.',
		4: 'Simple words, complete sentences, quick repair after a slip.',
		5: 'Like 4, with a picture or a turn of phrase of their own.'
	},
	isCore: false,
	elicitedBy: ['img-path', 'opening']
};

export const register: Criterion = {
	id: 'register',
	name: 'Professional register',
	description:
		'Humble and confident together; “I” for their own part; conflict and rank told with respect.',
	anchors: {
		1: 'Pleaded, boasted or ran somebody down.',
		2: 'Either too small or too grand; “we” hid their own part.',
		3: 'Polite throughout; more formal or more modest than it need be.',
		4: 'Spoke as a future colleague: own part, credit to others, no edge.',
		5: 'Like 4, and disagreed with you once, gracefully.'
	},
	isCore: false,
	elicitedBy: ['away-rotations']
};

export const authenticity: Criterion = {
	id: 'authenticity',
	name: 'Authenticity',
	description: 'Did you meet a person, or a prepared text?',
	anchors: {
		1: 'Read or recited; a follow-up brought it down.',
		2: 'Prepared phrases that could be anybody’s.',
		3: 'Prepared, and natural once you asked further.',
		4: 'Sounded thought of now, with details only this person has.',
		5: 'Like 4, and something in it surprised them as well.'
	},
	isCore: false,
	elicitedBy: ['small-talk']
};

export const setUp: Criterion = {
	id: 'set-up',
	name: 'Set-up',
	description: 'Light, sound, framing, background and connection.',
	anchors: {
		1: 'Could not be seen or heard for part of the time.',
		2: 'Dark, echoing or badly framed; it drew attention.',
		3: 'Good enough, with one thing to mend before the day.',
		4: 'Face well lit, clear sound, calm background, eyes near the camera.',
		5: 'Like 4, with a second device and a number at hand.'
	},
	isCore: false,
	elicitedBy: ['small-talk']
};
