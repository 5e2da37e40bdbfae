import type { Criterion } from '#lib/rubric/rubric.ts';

/** The parts of a story, each rated by itself, for somebody whose examples wander or end without a result. */

export const situation: Criterion = {
	id: 'star-situation',
	name: 'Situation',
	description: 'Is the scene set so that a stranger can follow, and no longer than that?',
	anchors: {
		1: 'No scene: you never learned where this was or who was there.',
		2: 'A type of situation, or one scene mixed with another.',
		3: 'One scene, but it took a third of the answer or left out what was at stake.',
		4: 'Place, people and what was at stake, in two or three sentences.',
		5: 'Like 4, and every detail turned out to matter later in the story.'
	},
	isCore: true,
	elicitedBy: [],
	weight: 1
};

export const task: Criterion = {
	id: 'star-task',
	name: 'Task',
	description: 'Do you know what was theirs to do, and why it was hard?',
	anchors: {
		1: 'You could not tell what the candidate was there for.',
		2: 'A team’s task, with no part of it their own.',
		3: 'Their part was named; what made it hard was not.',
		4: 'Their own part and the difficulty in it, said plainly.',
		5: 'Like 4, and you understood what would happen if they did nothing.'
	},
	isCore: true,
	elicitedBy: [],
	weight: 1
};

export const action: Criterion = {
	id: 'star-action',
	name: 'Action',
	description: 'What did they do and say themselves, step by step?',
	anchors: {
		1: 'No action of their own: things happened, or others acted.',
		2: 'Said what one ought to do, or told it as “we” throughout.',
		3: 'Own actions in general words: talked to, organised, helped.',
		4: 'Two or three steps of their own in order, with some of the words they used.',
		5: 'Like 4, with the choice between two ways and the reason for the one they took.'
	},
	isCore: true,
	elicitedBy: [],
	weight: 2
};

export const result: Criterion = {
	id: 'star-result',
	name: 'Result',
	description: 'How did it end, and could one check it?',
	anchors: {
		1: 'The story stopped in the middle.',
		2: 'It went well, and nothing more.',
		3: 'A result, without a sign by which one could tell.',
		4: 'What changed for the patient or the team, with a fact or a remark that shows it.',
		5: 'Like 4, and honest about what did not work or came too late.'
	},
	isCore: true,
	elicitedBy: [],
	weight: 2
};

export const reflection: Criterion = {
	id: 'star-reflection',
	name: 'What they took from it',
	description: 'Is there a lesson that shows in something they have done since?',
	anchors: {
		1: 'No thought beyond the story, or only about others’ mistakes.',
		2: 'A motto that would fit any story.',
		3: 'A lesson of their own, with no sign of its use.',
		4: 'A lesson of their own and one later occasion on which they used it.',
		5: 'Like 4, and they said where it still fails them.'
	},
	isCore: true,
	elicitedBy: [],
	weight: 2
};
