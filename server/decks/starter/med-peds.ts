import { toQuestions } from './built-in-question.ts';

export const medPedsQuestions = toQuestions(
	'med-peds',
	{ targetSeconds: 120, specialties: ['med-peds'] },
	[
		{
			number: 901,
			prompt: 'Family medicine also sees all ages, and in less time. Why Med-Peds?',
			tags: ['why-combined'],
			followUps: [
				'What would you be able to do in hospital that a family doctor would not?',
				'And why not medicine or paediatrics alone?',
				'What does family medicine do better?'
			],
			strongAnswer: [
				'Fair to family medicine and clear about the difference',
				'Rests on patients: complex illness, hospital and clinic, child and adult',
				'Knows what graduates in fact do',
				'One experience in each field'
			],
			commonMistakes: ['Could not choose between the two', 'Looks down on family medicine']
		},
		{
			number: 902,
			prompt:
				'A nineteen-year-old with cystic fibrosis is leaving the children’s hospital. What can go wrong, and what would you do?',
			tags: ['transition', 'lifespan'],
			targetSeconds: 150,
			followUps: [
				'How do you speak with the parents in the room, and how without them?',
				'When should this have started?',
				'How will you know after a year whether it worked?'
			],
			strongAnswer: [
				'Sees transition as a process over years, not a referral',
				'Speaks with the young person first and in private',
				'Covers skills, insurance, mental health and a named adult doctor',
				'Plans a meeting of both teams and a check afterwards'
			],
			commonMistakes: [
				'Sends a letter and the records',
				'Talks about the parents only as an obstacle'
			]
		},
		{
			number: 903,
			prompt: 'How will you keep up with two literatures and two sets of skills?',
			tags: ['two-fields', 'competence'],
			followUps: [
				'Which skill goes first when you switch?',
				'What do the graduates you know do about it?',
				'How do you keep up now?'
			],
			strongAnswer: [
				'Expects the switch to be hard every time',
				'Habits that are already running, on a small scale',
				'Would say so at handover when they are rusty'
			],
			commonMistakes: [
				'Reading more as the whole plan',
				'Confident about both, with nothing to show for it'
			]
		},
		{
			number: 904,
			prompt: 'What would your background add to a Med-Peds class of four?',
			tags: ['fit', 'background'],
			targetSeconds: 90,
			followUps: [
				'What would you need from the other three?',
				'How does that show when the service is full?',
				'Tell me about a small group you have been part of.'
			],
			strongAnswer: [
				'One contribution a small class would feel',
				'Backs it with something done, not with a trait',
				'Sees what a group of four asks: cover, candour, kindness'
			],
			commonMistakes: ['Diversity as a word', 'Answers as if applying to a class of forty']
		},
		{
			number: 905,
			prompt: 'Tell me about a patient whose childhood illness explained something in adult life.',
			tags: ['lifespan', 'complex-illness'],
			isStar: true,
			targetSeconds: 150,
			followUps: [
				'Where did you get the childhood history from?',
				'What did the adult team do with it?',
				'What would a paediatrician have done differently years before?'
			],
			strongAnswer: [
				'Follows one person over time',
				'The link changed something in the care',
				'Own part in finding or using it is plain',
				'Thinks about family and schooling as well as organs'
			],
			commonMistakes: ['A textbook link with no patient', 'Criticises the earlier doctors']
		},
		{
			number: 906,
			prompt:
				'On Friday you leave the newborn nursery, on Monday you start in the adult intensive care unit. How do you handle it?',
			tags: ['two-fields', 'adapting'],
			targetSeconds: 90,
			followUps: [
				'What do you tell your senior on Monday morning?',
				'What carries over from one to the other?',
				'When have you had to change worlds that fast before?'
			],
			strongAnswer: [
				'Uses the weekend sensibly: doses, protocols, sleep',
				'Says openly what is rusty and asks to be watched',
				'Finds something from one field that helps in the other'
			],
			commonMistakes: ['Claims to switch without effort', 'Hides what is not fresh']
		}
	]
);
