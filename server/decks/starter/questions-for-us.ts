import { toQuestions } from './built-in-question.ts';

export const questionsForUsQuestions = toQuestions(
	'questions-for-us',
	{ targetSeconds: 60, difficulty: 1, lightSeconds: { green: 30, amber: 75, red: 90 } },
	[
		{
			number: 1501,
			prompt: 'We have a few minutes left. What would you like to ask me?',
			tags: ['closing'],
			followUps: {
				'The reason behind it': 'What made you want to know that?',
				'The hard sides': 'Anything about the harder sides of the programme?',
				'One more': 'One last question, if you have it.'
			},
			strongAnswer: [
				'Two or three questions that no website answers',
				'At least one grows out of this conversation',
				'Each asked in half a minute or less',
				'Listens to the answer and takes it up'
			],
			commonMistakes: [
				'No, everything has been answered',
				'Holidays, pay and visa first',
				'A question that is really a speech'
			]
		},
		{
			number: 1502,
			prompt:
				'I finished my own training a while ago. What would you ask one of our residents, off the record?',
			tags: ['closing', 'resident-life'],
			followUps: {
				'The hope behind it': 'What are you hoping to hear?',
				'The right person': 'And what would you ask me, as one of the faculty?',
				'Use of the answer': 'How will you use the answer?'
			},
			strongAnswer: [
				'Questions that fit a resident: support at night, feedback, how people leave',
				'Curious and not suspicious',
				'Knows what they will do with the answer'
			],
			commonMistakes: ['Asks the same of everybody', 'Looks for gossip']
		},
		{
			number: 1503,
			prompt: 'Before we close: what do you still need to know to decide where to rank us?',
			tags: ['closing', 'ranking'],
			followUps: {
				'What weighs most': 'What matters most to you in that?',
				'Other voices': 'Who else should you speak to here?',
				'A wrong impression': 'Have we left a wrong impression anywhere?'
			},
			strongAnswer: [
				'One or two open points that truly matter to them',
				'Shows what they have understood about the programme already',
				'Promises nothing about the rank list, and asks for no promise'
			],
			commonMistakes: ['Announces that we are first on the list', 'Tries to learn where they stand']
		},
		{
			number: 1504,
			prompt: 'Turn it round: for five minutes you interview me about this programme. Go ahead.',
			tags: ['closing', 'conversation'],
			followUps: {
				Depth: 'You moved on quickly. Was that answer enough for you?',
				'The question not asked': 'What have you not dared to ask?',
				'A check': 'How would you check what I told you?'
			},
			strongAnswer: [
				'Has an order: training, support, where graduates go',
				'Follows an answer up instead of reading the next line',
				'Leaves matters such as visa to the end, and briefly'
			],
			commonMistakes: [
				'Reads from a list without looking up',
				'Questions with a yes or a no for an answer'
			]
		},
		{
			number: 1505,
			prompt:
				'You may ask me about the last resident who struggled here. What would you want to know?',
			tags: ['closing', 'support'],
			followUps: {
				'Who it was': 'Without the name, what would you like to understand?',
				Fear: 'What are you afraid I might say?',
				'No use of the answer': 'What answer would put you at ease?'
			},
			strongAnswer: [
				'Asks how it was noticed, who helped and how it ended',
				'Careful with the privacy of that resident',
				'Listens for how the programme speaks of people'
			],
			commonMistakes: ['How many have you dismissed?', 'Takes the invitation to gossip']
		},
		{
			number: 1506,
			prompt: 'Ask me the question about mentorship that no brochure answers.',
			tags: ['closing', 'mentorship'],
			followUps: {
				'Do you have mentors': 'We all say yes. What would show you whether it works?',
				'For show': 'What do you need a mentor for?',
				'Left the answer lying': 'What would you ask next?'
			},
			strongAnswer: [
				'Asks for a case: who helped whom, with what',
				'Says what they want to be helped with',
				'Builds the second question on the answer'
			],
			commonMistakes: ['How often do you meet?', 'A question to which the answer is yes']
		},
		{
			number: 1507,
			prompt: 'What do you want to know about where our graduates have gone?',
			tags: ['closing', 'graduates'],
			followUps: {
				Numbers: 'Which of them would you like to talk to?',
				'Only fellowships': 'And those who did something else?',
				'No plan behind it': 'What would the answer change for you?'
			},
			strongAnswer: [
				'Looks for people with plans like theirs',
				'Wants to hear from one who took another way',
				'Has looked up what is public already'
			],
			commonMistakes: [
				'The name of the best fellowship',
				'Asks for percentages and writes them down'
			]
		},
		{
			number: 1508,
			prompt: 'Ask me what we are worse at than we were five years ago.',
			tags: ['closing', 'change'],
			followUps: {
				'Too polite to ask': 'Go on. I said that you may.',
				'Took the first answer': 'I gave you an easy one. What do you ask now?',
				'Judged us': 'What would you do about it as an intern?'
			},
			strongAnswer: [
				'Asks openly and kindly',
				'Goes one step deeper after the answer',
				'Shows that an honest answer raises their opinion of us'
			],
			commonMistakes: ['Turns it into a cross-examination', 'Offers a solution at once']
		},
		{
			number: 1509,
			prompt:
				'Choose one of us three on this panel and ask something that only that person can answer.',
			tags: ['closing', 'panel'],
			followUps: {
				'Asked the room': 'Which of us did you mean?',
				'A general question': 'Why her, and not me?',
				'Has not listened': 'What did she say earlier that you could take up?'
			},
			strongAnswer: [
				'Picks a person for a reason',
				'Uses what was said today',
				'Looks at that person and lets them finish'
			],
			commonMistakes: ['Always the most senior one', 'A question about the schedule']
		},
		{
			number: 1510,
			prompt:
				'Our residents will tell you what the nights are like. How will you ask them so that they tell the truth?',
			tags: ['closing', 'resident-life'],
			followUps: {
				'Are you happy': 'They will say yes. And then?',
				'Trick question': 'What would make it easy for them?',
				'One voice': 'How many would you ask, and whom?'
			},
			strongAnswer: [
				'Asks for the last night and not for nights in general',
				'Asks several, at different stages',
				'Thanks them, and does not quote them afterwards'
			],
			commonMistakes: ['Looks for the one who complains', 'Believes the first answer']
		}
	]
);
