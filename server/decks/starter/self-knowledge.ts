import { toQuestions } from './built-in-question.ts';

export const selfKnowledgeQuestions = toQuestions('self-knowledge', { targetSeconds: 90 }, [
	{
		number: 301,
		prompt: 'What are you good at, and how do you know?',
		tags: ['strengths'],
		followUps: [
			'Who has told you so, and what had they just seen?',
			'When does that strength get in your way?',
			'Give me the most recent example.'
		],
		strongAnswer: [
			'One or two strengths that matter on a ward',
			'Evidence from somebody else or from a result, not only from their own view',
			'Says it straight, without apology and without boasting'
		],
		commonMistakes: [
			'A row of adjectives with no example',
			'Hides behind the team so that nobody can see their part'
		]
	},
	{
		number: 302,
		prompt: 'What part of your work are you still not good enough at?',
		tags: ['weaknesses', 'growth'],
		followUps: [
			'When did it last cost a patient or a colleague something?',
			'What exactly have you done about it in the last three months?',
			'How will your senior resident notice it, and what should they do?'
		],
		strongAnswer: [
			'A real weakness that a resident can have and can mend',
			'A moment in which it showed',
			'A habit they have changed, and a sign that it is working',
			'Says what remains'
		],
		commonMistakes: [
			'A virtue in disguise: I care too much',
			'A weakness with no plan, or a plan with no date',
			'Something so grave that it raises a question of safety'
		]
	},
	{
		number: 303,
		prompt: 'Tell me about feedback that stung. What did you do with it?',
		tags: ['feedback', 'growth'],
		isStar: true,
		targetSeconds: 120,
		followUps: [
			'Was the person right?',
			'What did you feel in the first hour, and what did you do the next day?',
			'How would that person describe you now?'
		],
		strongAnswer: [
			'Quotes the feedback closely enough that we hear it',
			'Admits the first reaction',
			'One change in behaviour that others could see',
			'Respectful towards the person who gave it'
		],
		commonMistakes: ['Feedback that was really praise', 'Explains why the other person was unfair']
	},
	{
		number: 304,
		prompt: 'How do you notice that you are running on empty, and what do you do then?',
		tags: ['stress', 'burnout'],
		followUps: [
			'Who notices before you do?',
			'What do you do when you cannot take the evening off?',
			'When did you last ask for help?'
		],
		strongAnswer: [
			'Knows two or three early signs in themselves',
			'Has something that works in ten minutes as well as something for a weekend',
			'Would tell somebody before patients are at risk'
		],
		commonMistakes: [
			'Claims never to be stressed',
			'A list of hobbies that says nothing about a bad week'
		]
	},
	{
		number: 305,
		prompt: 'What would the nurse you worked with most closely say about you?',
		tags: ['teamwork', 'reputation'],
		followUps: [
			'And what would that nurse want you to do differently?',
			'How do you know they think that?',
			'Tell me what you did that gave them that impression.'
		],
		strongAnswer: [
			'Speaks about a particular person and setting',
			'Includes something that is not flattering',
			'Shows respect for what nurses know'
		],
		commonMistakes: [
			'Answers with what an attending would say',
			'General praise that could come from anybody'
		]
	}
]);
