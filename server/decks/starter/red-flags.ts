import { toQuestions } from './built-in-question.ts';

export const redFlagQuestions = toQuestions('red-flags', { targetSeconds: 60 }, [
	{
		number: 701,
		prompt: 'There is a long stretch after graduation with little in it. What were you doing?',
		tags: ['gap', 'years-since-graduation'],
		followUps: [
			'How have you kept your hands and your judgement in practice?',
			'Who has seen you with patients in the last year?',
			'What would you do differently with that time?'
		],
		strongAnswer: [
			'Says what happened in two sentences',
			'No blame and no drama',
			'Says what has changed and what is clinical and recent',
			'Stops, and looks ready for the next question'
		],
		commonMistakes: [
			'A long explanation that makes the gap grow',
			'Dates that do not match the application'
		]
	},
	{
		number: 702,
		prompt: 'You did not pass one of your exams the first time. What happened?',
		tags: ['failed-exam'],
		followUps: [
			'What did you change in the way you study?',
			'You will sit more exams here. Why should I not worry?',
			'How did you take it on the day?'
		],
		strongAnswer: [
			'Owns it in the first sentence: I failed, and this is why',
			'One cause that was theirs to change',
			'What they changed, and the later result that shows it',
			'Under a minute, in an even voice'
		],
		commonMistakes: [
			'Illness, family and a bad test centre, all at once',
			'Says it made them stronger, and gives no sign of how'
		]
	},
	{
		number: 703,
		prompt:
			'Your Step score is lower than most of the people we interview. What should I make of it?',
		tags: ['low-score'],
		followUps: [
			'Where in your record do I see the opposite?',
			'What will you do about the in-training exam?',
			'Does it tell us anything true about you?'
		],
		strongAnswer: [
			'Accepts the fact and does not argue with the exam',
			'Names what was missing in preparation',
			'Points to one or two later pieces of evidence: a score, a letter, a year of work',
			'Looks forward to the next exam with a plan'
		],
		commonMistakes: [
			'Says that exams do not measure good doctors',
			'Gets quieter and apologises several times'
		]
	},
	{
		number: 704,
		prompt: 'I see a leave of absence in your record. Tell me as much as you would like to.',
		tags: ['leave-of-absence'],
		followUps: [
			'How was it to come back?',
			'What do you have in place now that you did not have then?',
			'Is there anything you would need from a programme?'
		],
		strongAnswer: [
			'Chooses how much to say and says it calmly',
			'Clear that it is resolved, or how it is looked after',
			'A record of steady work since',
			'Keeps private matters private without seeming to hide them'
		],
		commonMistakes: [
			'Tells a stranger the whole medical history',
			'So vague that one imagines the worst'
		]
	},
	{
		number: 705,
		prompt: 'You have applied before without matching. What is different this time?',
		tags: ['reapplicant', 'resilience'],
		followUps: [
			'Whom did you ask for an honest opinion, and what did they say?',
			'What did you stop doing?',
			'And if it does not work this year?'
		],
		strongAnswer: [
			'One honest reason why it did not work',
			'Two concrete differences: experience, letters, focus, preparation',
			'Hopeful and realistic in the same breath'
		],
		commonMistakes: ['More applications as the only difference', 'Bitterness about the system']
	},
	{
		number: 706,
		prompt: 'One of your evaluations was clearly weaker than the rest. What was behind it?',
		tags: ['weak-evaluation', 'feedback'],
		followUps: [
			'Was it a fair description of you at the time?',
			'Did you talk to the person who wrote it?',
			'Which later evaluation shows the change?'
		],
		strongAnswer: [
			'Knows which one is meant and does not dodge',
			'Puts the criticism in their own words without softening it',
			'One change and a later evaluation that shows it'
		],
		commonMistakes: [
			'Explains the evaluator’s character',
			'Says it came as a complete surprise and leaves it there'
		]
	}
]);
