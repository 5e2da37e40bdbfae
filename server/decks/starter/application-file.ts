import { toQuestions } from './built-in-question.ts';

export const applicationFileQuestions = toQuestions('application-file', { targetSeconds: 90 }, [
	{
		number: 1201,
		prompt: 'Choose one line of your CV that nobody has asked you about, and tell me more.',
		tags: ['cv', 'personal'],
		followUps: [
			'Why that one?',
			'What was hard about it?',
			'What from it will I see in a resident?'
		],
		strongAnswer: [
			'Picks something they like talking about, and it shows',
			'Concrete: what they did, how often, with whom',
			'Finds the link to their work without forcing it'
		],
		commonMistakes: ['Chooses the grandest line and knows little about it', 'Has to search for one']
	},
	{
		number: 1202,
		prompt: 'Explain your research to me as if I worked in another field. What was your own part?',
		tags: ['research'],
		followUps: [
			'What did you find that you had not expected?',
			'What is the weakest point of the study?',
			'Would you do it again?'
		],
		strongAnswer: [
			'The question and why it matters, in two plain sentences',
			'Own part stated exactly and not enlarged',
			'Knows a limit of the method',
			'Says what happened to it: published, given up, still running'
		],
		commonMistakes: [
			'Jargon and numbers before the question',
			'Cannot explain a paper that bears their name'
		]
	},
	{
		number: 1203,
		prompt: 'You list volunteer work. Tell me about one person you met through it.',
		tags: ['volunteering', 'advocacy'],
		followUps: [
			'What did they need that medicine could not give?',
			'What did you stop believing because of them?',
			'Do you still go?'
		],
		strongAnswer: [
			'One person, told with respect',
			'Says how much time they gave, honestly',
			'What it changed in how they see patients'
		],
		commonMistakes: ['Pity, or gratitude received', 'One afternoon that became an entry']
	},
	{
		number: 1204,
		prompt: 'Tell me about a role in your file where people depended on you. What was at stake?',
		tags: ['leadership', 'cv'],
		followUps: [
			'When did you let them down?',
			'What did you hand over when you left?',
			'How did you choose what not to do?'
		],
		strongAnswer: [
			'The task and what would have happened without it',
			'A decision that was theirs',
			'A result, and what the next person found'
		],
		commonMistakes: [
			'A title and a list of events',
			'We throughout, so that their own part is lost'
		]
	}
]);
