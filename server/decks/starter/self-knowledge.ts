import { toQuestions } from './built-in-question.ts';

export const selfKnowledgeQuestions = toQuestions(
	'self-knowledge',
	{ targetSeconds: 90, difficulty: 2 },
	[
		{
			number: 301,
			prompt: 'What are you good at, and how do you know?',
			tags: ['strengths'],
			followUps: {
				'Their own word only': 'Who has told you so, and what had they just seen?',
				'No price to it': 'When does that strength get in your way?',
				'Nothing recent': 'Give me the most recent example.'
			},
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
			followUps: {
				'No consequence': 'When did it last cost a patient or a colleague something?',
				'Plans, but nothing done': 'What exactly have you done about it in the last three months?',
				'No safeguard': 'How will your senior resident notice it, and what should they do?'
			},
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
			followUps: {
				'Whether it was fair': 'Was the person right?',
				'The feeling and the act':
					'What did you feel in the first hour, and what did you do the next day?',
				'How it ended': 'How would that person describe you now?'
			},
			strongAnswer: [
				'Quotes the feedback closely enough that we hear it',
				'Admits the first reaction',
				'One change in behaviour that others could see',
				'Respectful towards the person who gave it'
			],
			commonMistakes: [
				'Feedback that was really praise',
				'Explains why the other person was unfair'
			]
		},
		{
			number: 304,
			prompt: 'How do you notice that you are running on empty, and what do you do then?',
			tags: ['stress', 'burnout'],
			followUps: {
				'The view from outside': 'Who notices before you do?',
				'Only works on a free evening': 'What do you do when you cannot take the evening off?',
				'No one asked': 'When did you last ask for help?'
			},
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
			followUps: {
				'Only the kind half': 'And what would that nurse want you to do differently?',
				'No source': 'How do you know they think that?',
				'No behaviour behind it': 'Tell me what you did that gave them that impression.'
			},
			strongAnswer: [
				'Speaks about a particular person and setting',
				'Includes something that is not flattering',
				'Shows respect for what nurses know'
			],
			commonMistakes: [
				'Answers with what an attending would say',
				'General praise that could come from anybody'
			]
		},
		{
			number: 306,
			prompt:
				'What did you believe about yourself at the start of medical school that turned out to be wrong?',
			tags: ['weakness', 'growth'],
			followUps: {
				'A flattering mistake': 'And one that was less comfortable to find out?',
				'No moment of discovery': 'On which day did you know?',
				'Nothing changed since': 'What do you do differently because you know?'
			},
			strongAnswer: [
				'A belief that mattered, put without irony',
				'One event that corrected it',
				'A change in behaviour that others could notice'
			],
			commonMistakes: [
				'Thought I was lazy and found I was hard-working',
				'Speaks about students in general'
			]
		},
		{
			number: 307,
			prompt: 'What does a bad week do to you that your colleagues would see before you do?',
			tags: ['stress', 'habits'],
			followUps: {
				'Nobody would notice': 'Then ask your last flatmate. What would they say?',
				'Only a feeling': 'What does it look like from the outside?',
				'No remedy': 'What do you want a colleague to say to you in such a week?'
			},
			strongAnswer: [
				'Names a visible sign: short answers, skipped meals, silence',
				'Has asked others, or been told',
				'Knows one thing that helps and one that does not'
			],
			commonMistakes: [
				'Works harder, as the whole answer',
				'Tells more than a first meeting can carry'
			]
		},
		{
			number: 308,
			prompt: 'Which of your strengths has got you into trouble?',
			tags: ['strengths', 'limits'],
			followUps: {
				'Strength without trouble': 'Who paid for it that time?',
				'A story from school': 'And on a ward?',
				'The trouble was others’ fault': 'What would a milder version of you have done?'
			},
			strongAnswer: [
				'A strength and its price in one story',
				'Somebody else’s side of it is told fairly',
				'Knows when to use less of it'
			],
			commonMistakes: [
				'Perfectionism, told as a boast',
				'A strength nobody asked about, described for two minutes'
			]
		},
		{
			number: 309,
			prompt: 'If I rang your last supervisor now, which question would you rather I did not ask?',
			tags: ['feedback', 'self-assessment'],
			followUps: {
				'No such question': 'Then which would you hope for, and why that one?',
				'Blamed the supervisor': 'What was true in it?',
				'Dodged with a joke': 'I liked that. And now the real one?'
			},
			strongAnswer: [
				'Names a real weak spot without being pushed',
				'Says what the supervisor would answer, fairly',
				'Adds what has happened since'
			],
			commonMistakes: [
				'Freezes, or insists that anything may be asked',
				'Attacks the supervisor before the call is made'
			]
		},
		{
			number: 310,
			prompt: 'How do you learn something that you find boring?',
			tags: ['learning', 'habits'],
			followUps: {
				'A method for exams only': 'And a procedure, or a form?',
				'No proof that it works': 'What did you last learn that way?',
				'Pure discipline': 'What do you do on the evening when discipline is used up?'
			},
			strongAnswer: [
				'A method that fits the kind of thing to be learned',
				'One example with a result',
				'Uses other people: teaches it, asks, is tested'
			],
			commonMistakes: ['Nothing bores me', 'Names an app and stops']
		},
		{
			number: 311,
			prompt: 'What would you never do at work, even if your job hung on it?',
			tags: ['values', 'integrity'],
			followUps: {
				'Something nobody would ever ask': 'Where have you felt a small pull in that direction?',
				'A principle without a scene': 'When did it cost you something?',
				'Very stern on others': 'What do you do when a friend does it?'
			},
			strongAnswer: [
				'A line that is tempting to cross in real life',
				'Says why it is there, in terms of a patient or a colleague',
				'Honest about a time it was hard to keep'
			],
			commonMistakes: ['Murder and fraud', 'Lists the oath']
		},
		{
			number: 312,
			prompt:
				'You have been tired for a month and there are two more to go. What do you change first?',
			tags: ['stress', 'burnout'],
			followUps: {
				'Will push through': 'And when a mistake happens because you did?',
				'Only rest days': 'The rota does not change. What can you change?',
				'Tells nobody': 'At which point would your senior hear about it?'
			},
			strongAnswer: [
				'Starts with safety: sleep, driving, double checks',
				'Names someone they would tell and when',
				'Has done something like it before and says what happened'
			],
			commonMistakes: [
				'Treats tiredness as a test of character',
				'Answers with yoga, coffee and a smile'
			]
		},
		{
			number: 313,
			prompt: 'What is the most useful thing anybody has told you about yourself?',
			tags: ['growth', 'mentor'],
			followUps: {
				Praise: 'And the most useful thing that was hard to hear?',
				'Accepted it at once': 'What did you think in the first hour?',
				'No sign of use': 'Show me where you used it last week.'
			},
			strongAnswer: [
				'Quotes it, or nearly',
				'Tells how it felt and what they did with it',
				'The use of it is recent'
			],
			commonMistakes: ['A line from a book', 'A compliment dressed as advice']
		},
		{
			number: 314,
			prompt:
				'At what task are you slower than your peers, and how do you keep patients safe meanwhile?',
			tags: ['self-assessment', 'independence'],
			difficulty: 3,
			followUps: {
				'Slow because thorough': 'Is it always thorough? When is it simply slow?',
				'No safeguard': 'Who waits while you take your time?',
				'No plan to speed up': 'What would help you get there by Christmas?'
			},
			strongAnswer: [
				'One task, named without fuss',
				'A safeguard that is in place today',
				'Practice under way, with somebody watching'
			],
			commonMistakes: ['Claims that speed does not matter', 'Names a task no resident does']
		},
		{
			number: 315,
			prompt:
				'Are you more often too quiet or too loud in a team? Tell me about a time it mattered.',
			tags: ['personality', 'teamwork'],
			followUps: {
				'Just right': 'Ask the quietest person in your last team. What would they say?',
				'No consequence': 'What was lost because of it?',
				'No adjustment': 'What do you do on a round now that you did not do then?'
			},
			strongAnswer: [
				'Chooses one side and illustrates it',
				'Sees the effect on others, not only on themselves',
				'Has a simple habit that corrects it'
			],
			commonMistakes: ['It depends, and nothing more', 'Praises the opposite type in theory']
		},
		{
			number: 316,
			prompt: 'How do you decide when you have half the information and no time?',
			tags: ['uncertainty', 'decision'],
			followUps: {
				Theory: 'When did you last have to? Walk me through it.',
				'Never looked back': 'Was it right? How did you find out?',
				'Decided alone': 'Whose voice would have cost you only a minute?'
			},
			strongAnswer: [
				'Says what they look for first: what can kill, what can wait',
				'Decides, says how sure they are, and sets a time to look again',
				'Reviews it afterwards, good outcome or bad'
			],
			commonMistakes: [
				'Always asks the senior, whatever the matter',
				'Trusts the gut and leaves it at that'
			]
		}
	]
);
