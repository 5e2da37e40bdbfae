import { toQuestions } from './built-in-question.ts';

const brief = { green: 20, amber: 45, red: 60 };

export const smallTalkQuestions = toQuestions(
	'small-talk',
	{ targetSeconds: 40, lightSeconds: brief },
	[
		{
			number: 1401,
			prompt: 'What do you do on a free Sunday?',
			tags: ['hobbies'],
			followUps: ['How did you come to that?', 'When did you last do it?', 'Who joins you?'],
			strongAnswer: [
				'One or two real details that a stranger would remember',
				'Visible pleasure',
				'Short enough that it can become a conversation'
			],
			commonMistakes: ['Reading and travelling, and nothing else', 'Turns the free day into work']
		},
		{
			number: 1402,
			prompt:
				'You mention an interest in your application. Teach me something about it in a minute.',
			tags: ['hobbies', 'teaching'],
			targetSeconds: 50,
			followUps: [
				'What do beginners get wrong?',
				'What would I need to start?',
				'Are you any good at it?'
			],
			strongAnswer: [
				'Knows the subject at first hand',
				'Picks one thing and makes it easy',
				'Watches whether I follow'
			],
			commonMistakes: ['The interest was there to fill a line', 'Goes on for three minutes']
		},
		{
			number: 1403,
			prompt:
				'Have you ever been to our city? What do you imagine life here would be like for you?',
			tags: ['city', 'moving'],
			followUps: [
				'Whom do you know here?',
				'What would you miss?',
				'How do you make friends in a new place?'
			],
			strongAnswer: [
				'Has looked the place up, or asked somebody who lives there',
				'One thing they look forward to and one they will have to get used to',
				'Sounds like somebody who would stay'
			],
			commonMistakes: ['Only the weather', 'Forgets which city this is']
		},
		{
			number: 1404,
			prompt: 'What is the best thing you have eaten, read or watched lately?',
			tags: ['personal'],
			followUps: [
				'Would I like it?',
				'Who put you on to it?',
				'What did you do with the rest of that evening?'
			],
			strongAnswer: [
				'Answers at once and simply',
				'One detail that makes me want to try it',
				'Gives the ball back'
			],
			commonMistakes: ['Looks for the impressive answer', 'One word, and silence']
		}
	]
);
