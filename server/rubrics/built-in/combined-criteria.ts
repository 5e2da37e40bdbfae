import type { Criterion } from '#lib/rubric/rubric.ts';

/** What a combined programme looks for beyond a good answer. */

export const combinedChoice: Criterion = {
	id: 'combined-choice',
	name: 'The case for both',
	description: 'Why two fields and not one, in terms of patients and of work one can picture?',
	anchors: {
		1: 'Could not choose, or hopes that two fields raise the chances.',
		2: 'Likes both; either one alone would do as well.',
		3: 'A reason for both, from reading or from one rotation.',
		4: 'Patients seen in both fields, and a kind of work that needs the two.',
		5: 'Like 4, fair to those who chose one, and clear about what it will cost.'
	},
	isCore: true,
	elicitedBy: []
};

export const stayingCurrent: Criterion = {
	id: 'two-fields',
	name: 'Staying good at both',
	description: 'Do they expect to lose skill at each switch, and what will they do about it?',
	anchors: {
		1: 'Sees no difficulty, or plans to drop one field.',
		2: 'Will work harder and read more.',
		3: 'Knows that skills fade; the plan is still general.',
		4: 'Names what will fade first and two habits that will hold it.',
		5: 'Like 4, has begun one of them, and would say aloud when rusty.'
	},
	isCore: true,
	elicitedBy: []
};

export const belonging: Criterion = {
	id: 'two-departments',
	name: 'Working across two departments',
	description: 'Can they stand between two teams and be useful to both?',
	anchors: {
		1: 'Played one side off against the other.',
		2: 'Has not thought about belonging to two groups.',
		3: 'Sees that it may be lonely; relies on people being kind.',
		4: 'Has worked between two groups before and says what they did.',
		5: 'Like 4, and each group gained something through them.'
	},
	isCore: false,
	elicitedBy: ['med-psych', 'med-peds', 'away-rotations']
};

export const lifespan: Criterion = {
	id: 'lifespan',
	name: 'Care over a lifespan',
	description:
		'Do they follow a person from childhood into adult life, family and school included?',
	anchors: {
		1: 'Children are small adults, or adults are no longer interesting.',
		2: 'Transition is a letter and a new address.',
		3: 'Sees it as a process; who does what stays open.',
		4: 'Young person first, skills before dates, and a named doctor on the other side.',
		5: 'Like 4, with one patient in whom it changed something, and a check a year on.'
	},
	isCore: true,
	elicitedBy: []
};
