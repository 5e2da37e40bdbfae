import type { Criterion } from '#lib/rubric/rubric.ts';

/** A red flag answered well has five parts; each can be practised by itself. */

export const ownership: Criterion = {
	id: 'red-flag-ownership',
	name: 'Owning it',
	description: 'Is the fact said plainly, with their own part in it?',
	anchors: {
		1: 'Denied it, or told it otherwise than the file does.',
		2: 'The fact came late, wrapped in other people’s faults.',
		3: 'Said it when asked; their own part was in half a sentence.',
		4: 'Said it in the first sentence, with their own part.',
		5: 'Like 4, in words that a former teacher would agree with.'
	},
	isCore: true,
	elicitedBy: []
};

export const brevity: Criterion = {
	id: 'red-flag-brevity',
	name: 'Brevity',
	description: 'Was it over before it grew?',
	anchors: {
		1: 'Over two minutes, or came back to it later unasked.',
		2: 'Well over the time; the same reason two or three times.',
		3: 'Within the time, with one detail too many.',
		4: 'Under a minute, complete, and stopped.',
		5: 'Like 4, and the last sentence led you on to the next subject.'
	},
	isCore: true,
	elicitedBy: []
};

export const whatChanged: Criterion = {
	id: 'red-flag-change',
	name: 'What changed',
	description: 'Has something been done that makes it unlikely to come again?',
	anchors: {
		1: 'Nothing has changed, or only the circumstances.',
		2: 'More effort, more time, and nothing else.',
		3: 'A change that fits the cause, described in general.',
		4: 'One or two exact changes that fit the cause and are still in place.',
		5: 'Like 4, and they know the first sign of a relapse and whom they would tell.'
	},
	isCore: true,
	elicitedBy: []
};

export const laterEvidence: Criterion = {
	id: 'red-flag-evidence',
	name: 'Later evidence',
	description: 'Can one see from outside that it has changed?',
	anchors: {
		1: 'Asked to be believed.',
		2: 'Evidence older than the trouble, or their own opinion.',
		3: 'One later fact, not yet tied to the cause.',
		4: 'One later result or witness that bears on the cause.',
		5: 'Two independent ones, one of them from work with patients.'
	},
	isCore: true,
	elicitedBy: []
};

export const composure: Criterion = {
	id: 'red-flag-composure',
	name: 'Composure',
	description: 'Voice, face and pace while the hard part is spoken of.',
	anchors: {
		1: 'Broke off, or turned sharp.',
		2: 'Apologised again and again, or could not look up.',
		3: 'Uneasy at first and then steady.',
		4: 'The same voice as in the other answers.',
		5: 'Like 4, and you felt at ease to ask one more thing.'
	},
	isCore: true,
	elicitedBy: []
};
