import type { Criterion } from '#lib/rubric/rubric.ts';

/*
 * Every anchor describes what one could see or hear at that level, in one sentence, so that two raters who watched the
 * same answer end up close together. Level 3 is good enough for an interview invitation to be kept, not a middle of
 * nowhere; 5 can be reached in practice.
 */

export const clarity: Criterion = {
	id: 'clarity',
	name: 'Clarity and organisation',
	description: 'Could you follow the answer the first time, and did it end when it was complete?',
	anchors: {
		1: 'You had to ask what was meant, or the answer never reached the question.',
		2: 'The point came late, after detours, or the answer ran on well past its end.',
		3: 'You could follow it; there was a main point, with some repetition or a slow start.',
		4: 'The point came early, two or three parts followed in order, and it stopped in time.',
		5: 'You could repeat the answer in two sentences; every part served it and nothing was missing.'
	},
	isCore: true,
	elicitedBy: []
};

export const structure: Criterion = {
	id: 'structure',
	name: 'Structure',
	description:
		'In a story: situation, task, action, result. Elsewhere: a beginning, a middle and an end.',
	anchors: {
		1: 'Events in no order; you could not tell what the candidate did or how it ended.',
		2: 'Mostly situation; the action was the team’s and the result was missing.',
		3: 'All parts were there, but the set-up was long or the result was one vague sentence.',
		4: 'Short set-up, own actions step by step, and a result you could check.',
		5: 'Like 4, and it closed with what they learned and where they have used it since.'
	},
	isCore: true,
	elicitedBy: []
};

export const professionalism: Criterion = {
	id: 'professionalism',
	name: 'Professionalism and integrity',
	description:
		'Honesty about their own part, and respect for patients, colleagues and former teachers.',
	anchors: {
		1: 'Blamed, bent the facts or gave away a patient’s identity.',
		2: 'Kept their own mistakes small, or spoke of others or their home system with an edge.',
		3: 'Honest and polite; own responsibility had to be asked for.',
		4: 'Owned their part without being asked and spoke fairly of everybody in the story.',
		5: 'Put the patient’s interest first at a cost to themselves and told it without showing it off.'
	},
	isCore: true,
	elicitedBy: []
};

export const motivation: Criterion = {
	id: 'motivation',
	name: 'Motivation and fit',
	description: 'Are the reasons for this specialty and this programme their own, and particular?',
	anchors: {
		1: 'No reason beyond needing a place, or reasons that fit another specialty better.',
		2: 'Reasons anybody could give: reputation, location, love of learning.',
		3: 'A believable reason with one example, but it could be said of many programmes.',
		4: 'Reasons tied to their own work and to two features of this programme.',
		5: 'You can see the career: what they have done, what they need here and what they would bring.'
	},
	isCore: true,
	elicitedBy: []
};

export const presence: Criterion = {
	id: 'presence',
	name: 'Presence',
	description:
		'Eyes to the camera, posture, warmth, pace and volume; talking with you rather than reciting.',
	anchors: {
		1: 'Looked away or read, hard to hear, or so tense that the person stayed hidden.',
		2: 'Recited or rushed; eyes mostly on the screen, little change of tone.',
		3: 'Calm and audible, eyes to the camera about half the time, warmer after some minutes.',
		4: 'Looked at you when it mattered, paused, smiled where it fitted, and sounded unrehearsed.',
		5: 'At ease from the first minute; you forgot the screen and would gladly have gone on.'
	},
	isCore: true,
	elicitedBy: []
};

export const listening: Criterion = {
	id: 'listening',
	name: 'Answering what was asked',
	description: 'Did they take in the question and its follow-ups, and answer all of it?',
	anchors: {
		1: 'Answered another question, and did so again when it was repeated.',
		2: 'Answered part of it, or put a prepared answer in its place.',
		3: 'Answered the question; follow-ups brought the same answer in other words.',
		4: 'Answered every part, and follow-ups brought something new.',
		5: 'Checked what you meant when it was unclear, and built on what you had said before.'
	},
	isCore: false,
	elicitedBy: ['application-file', 'small-talk']
};

export const teamwork: Criterion = {
	id: 'teamwork',
	name: 'Teamwork and feedback',
	description: 'How they speak of working with others, disagreeing, and being told to change.',
	anchors: {
		1: 'Others appear as obstacles; criticism is explained away.',
		2: 'The candidate acts alone, or yields and calls it teamwork.',
		3: 'Works well with others in the story; their own share in the difficulty is left out.',
		4: 'Spoke to the person directly, saw the other side and changed something.',
		5: 'Asked for the criticism, gave others the credit, and the team works better since.'
	},
	isCore: false,
	elicitedBy: ['behavioural', 'self-knowledge']
};

export const reasoning: Criterion = {
	id: 'reasoning',
	name: 'Clinical reasoning',
	description:
		'How they think aloud about a patient, and whether they know where their knowledge ends.',
	anchors: {
		1: 'Jumped to one diagnosis or missed a danger to life.',
		2: 'A list without order; you could not tell what they would do first.',
		3: 'Dangers first and a sensible list, but little about what would tell them apart.',
		4: 'Put the likely and the dangerous in order and said which finding would decide.',
		5: 'Like 4, and said what was uncertain, what would change their mind and when they would call.'
	},
	isCore: false,
	elicitedBy: ['clinical-reasoning', 'ethics']
};

export const resilience: Criterion = {
	id: 'resilience',
	name: 'Resilience and adaptability',
	description: 'What they do when something fails, changes or wears them down.',
	anchors: {
		1: 'Denied any strain, or seemed still caught in it.',
		2: 'Told the hardship, and not what they did about it.',
		3: 'Recovered, mostly by waiting or working harder.',
		4: 'Named the early signs, the steps they took and whom they asked.',
		5: 'Like 4, with a later test that shows the change has held.'
	},
	isCore: false,
	elicitedBy: ['self-knowledge', 'red-flags']
};

export const redFlags: Criterion = {
	id: 'red-flags',
	name: 'Handling of red flags',
	description: 'A gap, a failed exam, a weak score: brief, owned, what changed, later evidence.',
	anchors: {
		1: 'Denied it, contradicted the file or blamed somebody.',
		2: 'Explained for so long that it grew, or apologised again and again.',
		3: 'Owned it, but what has changed since stayed general.',
		4: 'Brief and even: what happened, what they changed, one piece of later evidence.',
		5: 'Like 4, and so settled that you were ready to move on before they had finished.'
	},
	isCore: false,
	elicitedBy: ['red-flags']
};

export const usReadiness: Criterion = {
	id: 'us-readiness',
	name: 'Readiness for US practice',
	description:
		'Records, teams of several professions, patients who decide; humble towards both systems.',
	anchors: {
		1: 'Set one system against the other, or had no picture of how the work is shared here.',
		2: 'Knows the terms; claimed more responsibility than the experience allowed.',
		3: 'Described one US experience soundly and what surprised them in it.',
		4: 'Has changed a habit because of it and knows what is still to be learned.',
		5: 'Moves between both systems with respect and shows what each has taught them at the bedside.'
	},
	isCore: false,
	elicitedBy: ['img-path', 'away-rotations']
};

export const specialtyKnowledge: Criterion = {
	id: 'specialty-knowledge',
	name: 'Knowledge of the specialty',
	description: 'Do they know the work as it is, its dull and hard sides included?',
	anchors: {
		1: 'A picture of the specialty that its doctors would not recognise.',
		2: 'Knows it from lectures or films; only the attractive parts.',
		3: 'Knows ordinary days in it from a rotation.',
		4: 'Names a hard side and a current question, each from something seen.',
		5: 'Talks about the work like a colleague who has just started, with a view of their own.'
	},
	isCore: false,
	elicitedBy: ['categorical']
};

export const integration: Criterion = {
	id: 'integration',
	name: 'Integrated thinking',
	description: 'For combined programmes: does the second field change what they do in the first?',
	anchors: {
		1: 'Two interests side by side, or a choice that was not made.',
		2: 'Speaks of the whole patient, without a patient.',
		3: 'A case that needed both fields, told as two problems.',
		4: 'One case in which holding both in view changed a decision.',
		5: 'Like 4, and can say where it helps, where it does not and how they would keep both up.'
	},
	isCore: false,
	elicitedBy: ['med-psych', 'med-peds']
};

export const questionsAsked: Criterion = {
	id: 'questions-asked',
	name: 'Questions asked',
	description:
		'The candidate’s own: would a website have answered them, and was the answer listened to?',
	anchors: {
		1: 'No question, or only about pay, leave and rank.',
		2: 'Questions that the website answers, read out one after the other.',
		3: 'One good question about training; the answer was not taken up.',
		4: 'Two or three that grew out of their own plans, each asked briefly.',
		5: 'Like 4, and at least one that followed from what you had told them today.'
	},
	isCore: false,
	elicitedBy: ['questions-for-us']
};

export const culturalHumility: Criterion = {
	id: 'cultural-humility',
	name: 'Cultural humility',
	description: 'Do they ask rather than assume, when a patient’s world is not their own?',
	anchors: {
		1: 'Spoke of a group as if all its members were one.',
		2: 'Knows facts about cultures; asked the patient nothing.',
		3: 'Respectful; checked an assumption when it had gone wrong.',
		4: 'Asked first, used an interpreter properly and changed the plan to fit.',
		5: 'Like 4, and named a blind spot of their own that a patient had shown them.'
	},
	isCore: false,
	elicitedBy: ['img-path']
};

export const leadership: Criterion = {
	id: 'leadership',
	name: 'Leadership and advocacy',
	description: 'Do people and patients fare better because they took something in hand?',
	anchors: {
		1: 'A title, or orders given.',
		2: 'Took part; nothing depended on them.',
		3: 'Led a task to its end, mostly alone.',
		4: 'Brought others along, shared the work and can say what came of it.',
		5: 'Like 4, for people who could not speak up themselves, and it lasts without them.'
	},
	isCore: false,
	elicitedBy: ['application-file']
};
