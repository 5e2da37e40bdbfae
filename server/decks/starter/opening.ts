import { toQuestions } from './built-in-question.ts';

export const openingQuestions = toQuestions('opening', { targetSeconds: 75, difficulty: 1 }, [
	{
		number: 101,
		prompt: 'Thank you for being here. Tell me about yourself.',
		tags: ['introduction'],
		followUps: {
			'Nobody behind the posts':
				'That was mostly your training. Who are you when you leave the hospital?',
			'Too much to remember': 'You covered a lot. Which one part of that should I remember?',
			'The specialty was missing': 'Where does this specialty come into the story?'
		},
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
		followUps: {
			'No doubt on the way': 'Was there a moment when you nearly chose something else?',
			'Events, not what they did to you':
				'You told me what you did. What did you notice about yourself along the way?',
			'All of it long ago': 'What happened most recently that made you surer?'
		},
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
		followUps: {
			'A quality without a scene': 'How would I see that in you on a busy night?',
			'Why it was not in the file': 'Why did you leave it out of the application?',
			'No example': 'Give me one example of it.'
		},
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
		followUps: {
			'Only the first impression': 'And what will they only learn after a hard month?',
			'Nobody else’s word for it': 'Has somebody you worked with ever said that about you?',
			'Work only': 'You told me how you work. What are you like to sit next to?'
		},
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
		followUps: {
			'No sign of selecting': 'What did you leave out, and why?',
			'All years weigh the same': 'Which of those years taught you most?',
			'Why now was missing': 'How did you end up applying this season and not another?'
		},
		strongAnswer: [
			'Selects: the listener hears three or four things, not twelve',
			'Each part follows from the one before it',
			'Keeps inside the time that was offered'
		],
		commonMistakes: [
			'Rushes in order to fit everything in',
			'Spends half the answer on the years before medical school'
		]
	},
	{
		number: 106,
		prompt: 'In three sentences, and no more: who is sitting in front of me?',
		tags: ['introduction', 'fit'],
		followUps: {
			'Ran past three sentences': 'That was five. Which two would you cut?',
			'Only titles and places': 'Which of those sentences could nobody else in this building say?',
			'Nothing about the work ahead': 'And what has that to do with a resident on call?'
		},
		strongAnswer: [
			'Keeps to three sentences and lets the third one land',
			'One of them could only be said by this person',
			'Looks up and waits when finished'
		],
		commonMistakes: ['Starts a fourth sentence with an apology', 'Three job titles in a row']
	},
	{
		number: 107,
		prompt: 'If your road to medicine were a map, which turning should I ask you about?',
		tags: ['introduction', 'journey'],
		followUps: {
			'Named every turning': 'Take the sharpest one only. What was on the other road?',
			'The turning happened to them': 'Which part of that was your own decision?',
			'Left it in the past': 'Where does that turning still show in your week?'
		},
		strongAnswer: [
			'Chooses one turning and explains the choice between two real roads',
			'Says what was given up as well as what was gained',
			'Brings it up to today within a minute and a half'
		],
		commonMistakes: [
			'Starts with a childhood illness because it sounds right',
			'Answers with a plan for the future and never turns round'
		]
	},
	{
		number: 108,
		prompt: 'Forget the CV for a moment. What has the last month of your life looked like?',
		tags: ['introduction', 'recent'],
		followUps: {
			'A calendar without a person': 'What in that month would you do again tomorrow?',
			'Nothing clinical': 'When did you last sit with a patient in it?',
			'Nothing but work': 'And what did you do that nobody will ever grade?'
		},
		strongAnswer: [
			'Recent and concrete: a ward, a person, a Tuesday',
			'Shows how they spend time when nobody sets the timetable',
			'Links one thing in it to why they are applying'
		],
		commonMistakes: [
			'Says it was all applications and leaves it there',
			'Slides back into the prepared introduction'
		]
	},
	{
		number: 109,
		prompt:
			'There are three of us and we have ten minutes each. What do you want each of us to leave with?',
		tags: ['introduction', 'panel'],
		difficulty: 2,
		followUps: {
			'One message for all three':
				'I teach, she runs the clinic, he is a resident. What differs for us?',
			'Spoke to one face': 'You have not looked at my colleagues yet. Try the last sentence again.',
			'A list of virtues': 'Pick one. When did somebody last see you do it?'
		},
		strongAnswer: [
			'Offers two or three points, each short enough to remember',
			'Moves their eyes round the table',
			'Each point leans on something done, not on an adjective'
		],
		commonMistakes: [
			'Speaks to the most senior person only',
			'Uses the question to read out a prepared speech'
		]
	},
	{
		number: 110,
		prompt: 'How would you like to be called here, and what is the story behind your name?',
		tags: ['introduction', 'naming'],
		followUps: {
			'Just the name': 'Is there a meaning in it, or a person you were named after?',
			'Apologised for the name': 'Say it once more, slowly, so that I get it right.',
			'The story had no end': 'And what do your patients call you?'
		},
		strongAnswer: [
			'Says the name clearly and helps the listener to say it',
			'A short, warm story that ends by itself',
			'At ease with being asked to repeat it'
		],
		commonMistakes: [
			'Offers a shorter name out of haste and not by choice',
			'Turns one minute of small talk into a family history'
		]
	}
]);
