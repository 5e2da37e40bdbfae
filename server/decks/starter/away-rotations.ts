import { toQuestions } from './built-in-question.ts';

export const awayRotationQuestions = toQuestions(
	'away-rotations',
	{ targetSeconds: 90, difficulty: 2 },
	[
		{
			number: 1101,
			prompt:
				'What did a rotation away from your own hospital teach you that you could not have learned at home?',
			tags: ['visiting-rotation', 'adapting'],
			followUps: {
				'Time to find their feet': 'How long did it take until you were useful?',
				'Use since': 'What did you bring back and use?',
				Fairness: 'What did they do worse than your own hospital?'
			},
			strongAnswer: [
				'One lesson about work or people, not about buildings',
				'How they found their feet in a new team',
				'Something they do differently since'
			],
			commonMistakes: ['Praises the famous name', 'Describes the timetable']
		},
		{
			number: 1102,
			prompt:
				'One of your letters comes from a doctor who knew you for four weeks. What will it say?',
			tags: ['letters', 'feedback'],
			followUps: {
				'The other half': 'And what will it leave out, out of kindness?',
				'What was seen': 'What had that person seen you do?',
				'Asking for it': 'Did you ask for feedback while you were there?'
			},
			strongAnswer: [
				'Two points, each tied to something the writer saw',
				'One limit named without fuss',
				'Modest and sure at the same time'
			],
			commonMistakes: ['Has no idea what is in it', 'Recites superlatives']
		},
		{
			number: 1103,
			prompt:
				'Tell me about working with a nurse, a pharmacist or a social worker on a rotation. Who changed the plan?',
			tags: ['interprofessional', 'teamwork'],
			isStar: true,
			targetSeconds: 120,
			followUps: {
				'What was new to them': 'What did that person know that you did not?',
				'Carrying it on': 'How did you bring it to the attending?',
				'Handing over': 'How do you hand over to somebody from another profession?'
			},
			strongAnswer: [
				'A named profession and a moment in which it mattered',
				'The other person’s knowledge changed what was done',
				'Own part: asked, listened, carried it on'
			],
			commonMistakes: ['Everybody was very helpful', 'The doctor decides and the others carry out']
		},
		{
			number: 1104,
			prompt: 'You had two months to spend anywhere. Why did you spend one of them where you did?',
			tags: ['visiting-rotation', 'choice'],
			followUps: {
				'The name of the place': 'What did you hope to learn that you could not at home?',
				'Did not get it': 'And did you?',
				'An interview in disguise':
					'What would you have done if nobody there had known that you were applying?'
			},
			strongAnswer: [
				'A purpose that was there before the rotation',
				'Says honestly how far it was met',
				'Relates it to what they look for now'
			],
			commonMistakes: [
				'It was ranked highly',
				'Speaks badly of the month that was a disappointment'
			]
		},
		{
			number: 1105,
			prompt:
				'On a visiting rotation, when did you think of something that belonged to another specialty?',
			tags: ['integration', 'bedside'],
			followUps: {
				'A fact': 'What did you do with the thought?',
				'Showed somebody up': 'How did you raise it as a visitor?',
				'No result': 'What happened to the patient because of it?'
			},
			strongAnswer: [
				'One patient and one idea from outside the ward',
				'Raised it tactfully and at a good moment',
				'Says what came of it, even when it was nothing'
			],
			commonMistakes: ['Out to shine', 'A consult was called, and that was all']
		},
		{
			number: 1106,
			prompt:
				'Half-way through an away rotation you hear that you are not doing well. What do you do with the two weeks left?',
			tags: ['feedback', 'adapting'],
			followUps: {
				'Feelings only': 'What do you ask the person who told you?',
				'Works longer hours': 'What would you do differently, not longer?',
				'No second look': 'How do you find out whether it has worked?'
			},
			strongAnswer: [
				'Asks for one or two examples',
				'Picks one behaviour to change, and tells the supervisor which',
				'Asks again after a week'
			],
			commonMistakes: [
				'Argues that they had too little time to settle in',
				'Looks for another letter writer'
			]
		},
		{
			number: 1107,
			prompt: 'How do you become useful on a ward where nobody knows you?',
			tags: ['first-day', 'teamwork'],
			followUps: {
				Knowledge: 'And before anybody has asked you a question?',
				'Only doctors': 'Who else do you introduce yourself to?',
				Overstepped: 'How do you know what you may do?'
			},
			strongAnswer: [
				'Learns names, lists, and where things are on the first morning',
				'Takes on small work and finishes it',
				'Asks what is allowed before doing it'
			],
			commonMistakes: [
				'Waits to be given something',
				'Impresses on the round and disappears after it'
			]
		},
		{
			number: 1108,
			prompt:
				'Whom did you ask for a letter, how did you ask, and what did you give them to write with?',
			tags: ['letters', 'relationships'],
			followUps: {
				'The famous one': 'Who knew your work better?',
				'No conversation': 'What did you say in that conversation?',
				'Nothing to write from': 'What would have helped them to be exact?'
			},
			strongAnswer: [
				'Chose somebody who had watched them work',
				'Asked in time, and whether the letter could be a good one',
				'Gave them a summary and reminded them of patients'
			],
			commonMistakes: ['Asked everybody', 'Wrote it themselves, and thinks nothing of it']
		},
		{
			number: 1109,
			prompt: 'You saw two hospitals within three months. What did one do that the other should?',
			tags: ['comparison', 'honesty'],
			followUps: {
				'Which is better': 'Leave better and worse aside. What was one thing?',
				'Buildings and software': 'And between people?',
				'No use made of it': 'What will you carry on doing?'
			},
			strongAnswer: [
				'One practice that concerned patients',
				'Fair to both places',
				'Has tried it since, or says how they would'
			],
			commonMistakes: ['Ranks them for us', 'Says that they were much the same']
		}
	]
);
