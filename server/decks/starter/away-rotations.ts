import { toQuestions } from './built-in-question.ts';

export const awayRotationQuestions = toQuestions('away-rotations', { targetSeconds: 90 }, [
	{
		number: 1101,
		prompt:
			'What did a rotation away from your own hospital teach you that you could not have learned at home?',
		tags: ['visiting-rotation', 'adapting'],
		followUps: [
			'How long did it take until you were useful?',
			'What did you bring back and use?',
			'What did they do worse than your own hospital?'
		],
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
		followUps: [
			'And what will it leave out, out of kindness?',
			'What had that person seen you do?',
			'Did you ask for feedback while you were there?'
		],
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
		followUps: [
			'What did that person know that you did not?',
			'How did you bring it to the attending?',
			'How do you hand over to somebody from another profession?'
		],
		strongAnswer: [
			'A named profession and a moment in which it mattered',
			'The other person’s knowledge changed what was done',
			'Own part: asked, listened, carried it on'
		],
		commonMistakes: ['Everybody was very helpful', 'The doctor decides and the others carry out']
	}
]);
