import { toQuestions } from './built-in-question.ts';

const threeQuestions = { green: 30, amber: 75, red: 90 };

export const questionsForUsQuestions = toQuestions(
	'questions-for-us',
	{ targetSeconds: 60, lightSeconds: threeQuestions },
	[
		{
			number: 1501,
			prompt: 'We have a few minutes left. What would you like to ask me?',
			tags: ['closing'],
			followUps: [
				'What made you want to know that?',
				'Anything about the harder sides of the programme?',
				'One last question, if you have it.'
			],
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
			followUps: [
				'What are you hoping to hear?',
				'And what would you ask me, as one of the faculty?',
				'How will you use the answer?'
			],
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
			followUps: [
				'What matters most to you in that?',
				'Who else should you speak to here?',
				'Have we left a wrong impression anywhere?'
			],
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
			followUps: [
				'You moved on quickly. Was that answer enough for you?',
				'What have you not dared to ask?',
				'How would you check what I told you?'
			],
			strongAnswer: [
				'Has an order: training, support, where graduates go',
				'Follows an answer up instead of reading the next line',
				'Leaves matters such as visa to the end, and briefly'
			],
			commonMistakes: [
				'Reads from a list without looking up',
				'Questions with a yes or a no for an answer'
			]
		}
	]
);
