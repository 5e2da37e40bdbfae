import { toQuestions } from './built-in-question.ts';

export const openingQuestions = toQuestions('opening', { targetSeconds: 75 }, [
	{
		number: 101,
		prompt: 'Thank you for being here. Tell me about yourself.',
		tags: ['introduction'],
		followUps: [
			'That was mostly your training. Who are you when you leave the hospital?',
			'You covered a lot. Which one part of that should I remember?',
			'Where does this specialty come into the story?'
		],
		strongAnswer: [
			'Has a shape: where I come from, what I did, why I am sitting here',
			'Names one or two turning points rather than every post in order',
			'Includes one detail that is not in the application',
			'Ends on the specialty and stops by itself within ninety seconds'
		],
		commonMistakes: [
			'Reads the CV aloud, year by year',
			'Sounds learned by heart, with no pause and no change of tone',
			'Trails off and has to be rescued by the interviewer'
		]
	},
	{
		number: 102,
		prompt: 'Walk me through the path that brought you to this specialty.',
		tags: ['introduction', 'specialty-choice'],
		followUps: [
			'Was there a moment when you nearly chose something else?',
			'You told me what you did. What did you notice about yourself along the way?',
			'What happened most recently that made you surer?'
		],
		strongAnswer: [
			'Picks two or three steps and says what changed at each',
			'One step is a patient or a piece of work, described so that I can see it',
			'The last step leads to today, not to something five years old'
		],
		commonMistakes: [
			'Starts in childhood and runs out of time before medical school ends',
			'Tells what happened but never why it mattered'
		]
	},
	{
		number: 103,
		prompt: 'I have read your application. What would you like me to know that it does not say?',
		tags: ['introduction', 'personal'],
		followUps: [
			'How would I see that in you on a busy night?',
			'Why did you leave it out of the application?',
			'Give me one example of it.'
		],
		strongAnswer: [
			'Chooses one thing and stays with it',
			'Shows it through a short example instead of naming a quality',
			'Connects it to the kind of resident or colleague they would be'
		],
		commonMistakes: [
			'Repeats a line from the personal statement',
			'Uses the time to defend a weak point nobody asked about'
		]
	},
	{
		number: 104,
		prompt:
			'Imagine your co-residents meet you on the first day. What will they learn about you by lunch?',
		tags: ['introduction', 'fit'],
		followUps: [
			'And what will they only learn after a hard month?',
			'Has somebody you worked with ever said that about you?',
			'You told me how you work. What are you like to sit next to?'
		],
		strongAnswer: [
			'Answers the picture in the question, not a general introduction',
			'One trait from work and one from outside it, both concrete',
			'Warm and a little humorous without playing a part'
		],
		commonMistakes: [
			'Lists adjectives: hard-working, passionate, dedicated',
			'Turns it into a second reading of the CV'
		]
	},
	{
		number: 105,
		prompt:
			'Give me the two-minute version of your life in medicine so far, and leave out what you like.',
		tags: ['introduction'],
		targetSeconds: 90,
		followUps: [
			'What did you leave out, and why?',
			'Which of those years taught you most?',
			'How did you end up applying this season and not another?'
		],
		strongAnswer: [
			'Selects: the listener hears three or four things, not twelve',
			'Each part follows from the one before it',
			'Keeps inside the time that was offered'
		],
		commonMistakes: [
			'Rushes in order to fit everything in',
			'Spends half the answer on the years before medical school'
		]
	}
]);
