import type { Visibility } from '#lib/progress/visibility.ts';
import type { Level, Mark } from '#lib/rubric/rubric.ts';
import {
	badNight,
	justStarted,
	mentor,
	peer,
	ratedHarshly,
	secondMentor,
	sharesLittle,
	thirdMentor,
	type DemoPerson
} from './people.ts';

/** An evening of a story: whom with, what both gave on the core criteria, and what was said about it. */
export interface StoryEvening {
	daysAgo: number;
	candidate: DemoPerson;
	interviewer: DemoPerson;
	planId: 'traditional' | 'behavioural' | 'short';
	/** Answers' length against their target. */
	pace: number;
	marks: Record<string, { theirs: Mark; own: Mark; agreed?: Level }>;
	/** Under one criterion. */
	evidence: Record<string, string>;
	strengths: string;
	nextSteps: string;
	visibility?: Visibility;
}

const rated = ['clarity', 'structure', 'professionalism', 'motivation', 'presence', 'teamwork'];

/** `343-34`: a level for each of the six criteria in their order, `-` for not seen. */
function toMarks(theirs: string, own: string): StoryEvening['marks'] {
	const toMark = (digit: string): Mark => (digit === '-' ? 'not-seen' : (Number(digit) as Level));
	return Object.fromEntries(
		rated.map((id, index) => {
			const pair = { theirs: toMark(theirs[index]!), own: toMark(own[index]!) };
			const { theirs: a, own: b } = pair;
			const isFar = a !== 'not-seen' && b !== 'not-seen' && Math.abs(a - b) >= 2;
			return [id, isFar ? { ...pair, agreed: a } : pair];
		})
	);
}

type Told = [
	daysAgo: number,
	interviewer: DemoPerson,
	planId: StoryEvening['planId'],
	pace: number,
	theirs: string,
	own: string,
	evidence: [criterion: string, words: string],
	strengths: string,
	nextSteps: string
];

const toStory = (candidate: DemoPerson, told: Told[], more: Partial<StoryEvening> = {}) =>
	told.map(
		([
			daysAgo,
			interviewer,
			planId,
			pace,
			theirs,
			own,
			[criterion, words],
			strengths,
			nextSteps
		]): StoryEvening => ({
			daysAgo,
			candidate,
			interviewer,
			planId,
			pace,
			marks: toMarks(theirs, own),
			evidence: { [criterion]: words },
			strengths,
			nextSteps,
			...more
		})
	);

/** Calm, brief, and the same in week ten as in week one: the free clinic never reaches the first minute. */
const plateau = toStory(peer, [
	[
		66,
		mentor,
		'traditional',
		0.9,
		'443343',
		'434343',
		['motivation', 'Four good reasons, each of which a hundred programmes could claim.'],
		'Short answers that finish.',
		'Why us: one thing that is true of this programme alone.'
	],
	[
		58,
		thirdMentor,
		'behavioural',
		0.85,
		'344-34',
		'434-33',
		['structure', 'Every story has a middle. Two of the four have an end.'],
		'Steady under follow-ups; nothing throws you.',
		'Say the result as a number or a name, not as “it worked out”.'
	],
	[
		50,
		secondMentor,
		'traditional',
		0.9,
		'333243',
		'434343',
		[
			'motivation',
			'Asked three times what brought him to medicine. Heard the same sentence twice.'
		],
		'Pleasant company, and never too long.',
		'Bring the free clinic. It is the only part I wrote down.'
	],
	[
		41,
		mentor,
		'behavioural',
		0.8,
		'434-43',
		'434-43',
		['teamwork', 'The pharmacist is in the story, and her idea won. What did you do then?'],
		'Gives others their share without being asked.',
		'One more sentence at the end of each story: what you do differently since.'
	],
	[
		26,
		thirdMentor,
		'traditional',
		0.85,
		'443343',
		'444343',
		['motivation', 'Good on the specialty. On the programme, the brochure.'],
		'Easy to follow from the first word to the last.',
		'Write one page about three programmes and say each aloud.'
	],
	[
		19,
		mentor,
		'traditional',
		0.9,
		'434343',
		'434343',
		['structure', 'The conflict again, in the same words as in October.'],
		'Reliable: this would not go wrong on any day.',
		'Three new stories by Friday; retire the night shift.'
	],
	[
		9,
		thirdMentor,
		'behavioural',
		0.85,
		'434-43',
		'443-43',
		['clarity', 'Nothing to cut, and nothing that stays with me afterwards.'],
		'You never make the listener work.',
		'Take the free clinic story and give it ninety seconds of its own.'
	]
]);

/** Better from week to week, and one evening after a night shift that says little about the rest. */
const oneBadNight = toStory(badNight, [
	[
		60,
		mentor,
		'traditional',
		1.3,
		'333433',
		'323332',
		['clarity', 'The introduction has two beginnings. The second is the good one.'],
		'The village clinic is told so that I could see it.',
		'Begin with the clinic. Leave out the year of anatomy.'
	],
	[
		52,
		thirdMentor,
		'behavioural',
		1.2,
		'334-34',
		'323-33',
		['teamwork', 'Names the community health worker and what she taught you. Keep her.'],
		'You speak of every colleague by name.',
		'Stop after the result; the lesson is already in it.'
	],
	[
		45,
		secondMentor,
		'traditional',
		1.15,
		'333333',
		'323332',
		['structure', 'Three stories with an end, one without.'],
		'Honest about what you did not know.',
		'Say what you would do at three in the morning without the consultant.'
	],
	[
		38,
		mentor,
		'traditional',
		1.1,
		'434443',
		'333333',
		['motivation', '“I want the patients who come back.” That is family medicine in six words.'],
		'The reason for the specialty is yours and short.',
		'The same for the programme: two features, and what you would do with them.'
	],
	[
		30,
		thirdMentor,
		'behavioural',
		1.05,
		'444-44',
		'333-43',
		['structure', 'Situation in two sentences, every time.'],
		'Four stories, four ends.',
		'Look up before the last sentence; it is the one that counts.'
	],
	[
		23,
		mentor,
		'traditional',
		1,
		'444444',
		'433443',
		['presence', 'Laughed once, at the right place, and so did I.'],
		'Warm and exact at once.',
		'One more story about conflict: the present one is too kind to be true.'
	],
	[
		16,
		thirdMentor,
		'traditional',
		1,
		'444444',
		'444343',
		['clarity', 'Introduction 1:12, and nothing missing.'],
		'I would have hired you on the introduction.',
		'Two questions for the programme that their website does not answer.'
	],
	[
		6,
		mentor,
		'traditional',
		1.6,
		'222333',
		'222222',
		['clarity', 'Came from a night shift. Lost the thread twice and said so, which was right.'],
		'You noticed that you were tired and told me before I did.',
		'No mock after a night. Sleep, then say the introduction once more as two weeks ago.'
	]
]);

/** Level all season; from week six a rater who gives everybody less. Gives himself more than anybody does. */
const harshRater = toStory(ratedHarshly, [
	[
		64,
		mentor,
		'traditional',
		1.1,
		'344334',
		'455445',
		['presence', 'Sits well back. Come into the picture; you have something to say.'],
		'Careful with words about patients.',
		'Lean in, and let the first answer be shorter.'
	],
	[
		57,
		thirdMentor,
		'behavioural',
		1.05,
		'434-33',
		'545-44',
		['structure', 'The ward round story: clear until the result, then a shrug.'],
		'Thinks before he speaks, and it shows.',
		'Give the shrug a number.'
	],
	[
		50,
		mentor,
		'traditional',
		1,
		'444334',
		'455445',
		['professionalism', 'Disagreed with the consultant in the corridor and not at the bed. Good.'],
		'Tact under pressure.',
		'Why psychiatry: one patient, not three theories.'
	],
	[
		43,
		thirdMentor,
		'traditional',
		1,
		'434433',
		'545544',
		['motivation', 'The man who would not sit down: there is your reason.'],
		'One patient instead of three theories, as agreed.',
		'Say the same in half the time.'
	],
	[
		34,
		secondMentor,
		'traditional',
		1,
		'333323',
		'445434',
		['presence', 'Looked at the notes four times.'],
		'Knows the field and does not show off with it.',
		'No notes on the desk next time.'
	],
	[
		25,
		secondMentor,
		'behavioural',
		1,
		'233-33',
		'445-44',
		['clarity', 'Each answer opens with a sentence that could be left out.'],
		'No notes today, and it went.',
		'First word of the answer: the answer.'
	],
	[
		15,
		secondMentor,
		'traditional',
		0.95,
		'333332',
		'454444',
		['teamwork', 'I still do not know what the nurse said.'],
		'The opening sentence is gone. Thank you.',
		'In the conflict story, quote the other side once.'
	],
	[
		8,
		secondMentor,
		'behavioural',
		0.95,
		'333-33',
		'444-44',
		['structure', 'Results in three of four. The fourth is the one I asked twice about.'],
		'Holds a silence without filling it.',
		'Ask for somebody else once: you know by now what I think.'
	]
]);

const started = toStory(justStarted, [
	[
		12,
		mentor,
		'short',
		1.5,
		'233323',
		'233323',
		['presence', 'Camera from below, light from behind. The voice is good.'],
		'You answer the question that was asked.',
		'Turn the desk round so that the window is before you.'
	],
	[
		5,
		secondMentor,
		'traditional',
		1.4,
		'232332',
		'233333',
		['structure', 'Begins in the middle. I had to ask where and when.'],
		'Light and camera are right now; that was quick.',
		'Where, when, who: one sentence. Then the story.'
	]
]);

/** Shared two evenings, then kept the rest. */
const privateSeason = [
	...toStory(sharesLittle, [
		[
			61,
			thirdMentor,
			'traditional',
			1.1,
			'333333',
			'333333',
			['motivation', 'Neurology because of the examination: say that first.'],
			'You enjoy the examination, and it shows.',
			'The leave of absence in two sentences, by you and not by me.'
		],
		[
			54,
			secondMentor,
			'traditional',
			1.1,
			'323323',
			'333323',
			['structure', 'Good case, told backwards.'],
			'Does not hide behind the eponyms.',
			'Story first, localisation second.'
		]
	]),
	...toStory(
		sharesLittle,
		[
			[
				40,
				mentor,
				'behavioural',
				1.05,
				'334-33',
				'333-33',
				['structure', 'Told forwards this time.'],
				'You asked for the hard question yourself.',
				'The leave: stop after the second sentence.'
			],
			[
				31,
				mentor,
				'traditional',
				1,
				'434334',
				'334333',
				['clarity', 'The leave of absence in nineteen seconds, and then back to work.'],
				'Nothing to be ashamed of, and nothing sounded ashamed.',
				'Let the voice stay up on “leave”.'
			],
			[
				20,
				mentor,
				'behavioural',
				1,
				'443-44',
				'434-34',
				['teamwork', 'The technician who saw it first gets the credit.'],
				'Generous, and exact about who did what.',
				'One story where you were wrong.'
			],
			[
				12,
				thirdMentor,
				'traditional',
				1,
				'444344',
				'434344',
				['structure', 'Wrong, told, mended, in ninety seconds.'],
				'The story where you were wrong is the best one.',
				'Nothing new this week: sleep, and say the introduction once a day.'
			]
		],
		{ visibility: 'private' }
	)
];

export const stories: readonly StoryEvening[] = [
	...plateau,
	...oneBadNight,
	...harshRater,
	...started,
	...privateSeason
];
