import { toQuestions } from './built-in-question.ts';

export const categoricalQuestions = toQuestions('categorical', { targetSeconds: 90 }, [
	{
		number: 1001,
		prompt: 'What do people outside this specialty get wrong about it?',
		tags: ['specialty-knowledge'],
		followUps: [
			'Did you get it wrong yourself once?',
			'When did you see the truth of it?',
			'What do they get right that we do not like to hear?'
		],
		strongAnswer: [
			'One misunderstanding, put fairly',
			'A day or a patient that showed otherwise',
			'Can laugh about the specialty a little'
		],
		commonMistakes: [
			'Complains about the status of the specialty',
			'Picks a cliché and agrees with it'
		]
	},
	{
		number: 1002,
		prompt: 'Describe the resident you would like to be in your last year here.',
		tags: ['growth', 'career-goals'],
		followUps: [
			'Whom have you seen do it well?',
			'How far away from that are you now?',
			'What will the interns say about you?'
		],
		strongAnswer: [
			'Behaviour that one could watch on a ward',
			'Somebody real as a model',
			'Honest about the distance'
		],
		commonMistakes: ['Chief resident, as a title', 'Only knowledge, nothing about people']
	},
	{
		number: 1003,
		prompt: 'Why internal medicine, when you could have the depth of one organ?',
		tags: ['specialty-choice'],
		specialties: ['internal-medicine'],
		followUps: [
			'Which patient made you like not knowing yet?',
			'Do you plan a fellowship? Then what are these three years for?',
			'What do you do when nothing fits together?'
		],
		strongAnswer: [
			'Enjoys the undecided part of a case and shows it in one',
			'Values looking after several illnesses in one person',
			'A fellowship plan does not swallow the answer'
		],
		commonMistakes: ['A stepping stone to cardiology', 'I like everything']
	},
	{
		number: 1004,
		prompt:
			'Psychiatry asks you to sit with people you cannot quickly help. Tell me how you have learned to do that.',
		tags: ['specialty-choice', 'therapeutic-relationship'],
		specialties: ['psychiatry'],
		followUps: [
			'What do you feel in such an hour, and what do you do with it?',
			'Whom do you talk to afterwards?',
			'When did you do too much?'
		],
		strongAnswer: [
			'One patient and what it was like to stay',
			'Notices their own reaction and uses it',
			'Knows supervision, and has sought it',
			'Hope without haste'
		],
		commonMistakes: [
			'Good listener, with no listening described',
			'Turns at once to drugs and scales'
		]
	},
	{
		number: 1005,
		prompt:
			'In paediatrics you always have two patients, the child and the family. When did they want different things?',
		tags: ['specialty-choice', 'family'],
		specialties: ['paediatrics'],
		isStar: true,
		targetSeconds: 120,
		followUps: [
			'How did you find out what the child wanted?',
			'What did you say to the parents?',
			'At what age would you have decided otherwise?'
		],
		strongAnswer: [
			'The child has a voice in the story',
			'Parents are partners even in disagreement',
			'Fits the words to the child’s age',
			'Shows where the limit of the parents’ choice lies'
		],
		commonMistakes: ['Loves children, and no more', 'The parents as the opponents']
	},
	{
		number: 1006,
		prompt: 'Family doctors say that they treat whoever walks in. Which visit made you want that?',
		tags: ['specialty-choice', 'continuity'],
		specialties: ['family-medicine'],
		followUps: [
			'What did you know about that person because you had seen them before?',
			'Where would you like to practise, and for whom?',
			'What will you send on, and what will you keep?'
		],
		strongAnswer: [
			'An ordinary visit that shows the craft',
			'Continuity: what knowing the person or family changed',
			'Knows a community and what it lacks'
		],
		commonMistakes: ['Breadth as the only reason', 'Sounds like a second choice']
	},
	{
		number: 1007,
		prompt: 'Tell me about an operation that did not go as planned and what you took from it.',
		tags: ['specialty-choice', 'complication'],
		specialties: ['surgery'],
		isStar: true,
		targetSeconds: 120,
		followUps: [
			'What was your own part in the room?',
			'How did the surgeon speak to the family?',
			'How do you prepare for a case now?'
		],
		strongAnswer: [
			'Clear about what they did and did not do in theatre',
			'Sees decisions before and after the operation, not only the cut',
			'Treats the complication as something to be told and learned from'
		],
		commonMistakes: ['A tale of blood and rescue', 'Judges the surgeon']
	},
	{
		number: 1008,
		prompt: 'Neurology is sometimes called all diagnosis and no treatment. What do you answer?',
		tags: ['specialty-choice', 'specialty-knowledge'],
		specialties: ['neurology'],
		followUps: [
			'Which patient would you tell that person about?',
			'What do you do when there is in fact no treatment?',
			'What has changed in your own short time in it?'
		],
		strongAnswer: [
			'Concedes what is true in it',
			'A patient who was treated, and one who was only accompanied',
			'Shows joy in examining and localising'
		],
		commonMistakes: ['A list of new drugs', 'Takes offence']
	}
]);
