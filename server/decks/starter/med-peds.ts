import { toQuestions } from './built-in-question.ts';

export const medPedsQuestions = toQuestions(
	'med-peds',
	{ targetSeconds: 120, difficulty: 2, specialties: ['med-peds'] },
	[
		{
			number: 901,
			prompt: 'Family medicine also sees all ages, and in less time. Why Med-Peds?',
			tags: ['why-combined'],
			followUps: {
				'The hospital side':
					'What would you be able to do in hospital that a family doctor would not?',
				'Each field alone': 'And why not medicine or paediatrics alone?',
				Fairness: 'What does family medicine do better?'
			},
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
			followUps: {
				'Parents and privacy':
					'How do you speak with the parents in the room, and how without them?',
				Timing: 'When should this have started?',
				'A measure': 'How will you know after a year whether it worked?'
			},
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
			followUps: {
				'What fades first': 'Which skill goes first when you switch?',
				'Other people’s way': 'What do the graduates you know do about it?',
				'Today’s habit': 'How do you keep up now?'
			},
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
			followUps: {
				'Needing others': 'What would you need from the other three?',
				'Under load': 'How does that show when the service is full?',
				'Small groups': 'Tell me about a small group you have been part of.'
			},
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
			followUps: {
				'The source': 'Where did you get the childhood history from?',
				'Use made of it': 'What did the adult team do with it?',
				'What could have been': 'What would a paediatrician have done differently years before?'
			},
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
			followUps: {
				'Saying what is rusty': 'What do you tell your senior on Monday morning?',
				'What carries over': 'What carries over from one to the other?',
				'Experience with it': 'When have you had to change worlds that fast before?'
			},
			strongAnswer: [
				'Uses the weekend sensibly: doses, protocols, sleep',
				'Says openly what is rusty and asks to be watched',
				'Finds something from one field that helps in the other'
			],
			commonMistakes: ['Claims to switch without effort', 'Hides what is not fresh']
		},
		{
			number: 907,
			prompt: 'Which patient made you unwilling to give up either children or adults?',
			tags: ['why-combined', 'path'],
			followUps: {
				'Two separate patients': 'Is there one in whom both mattered?',
				'Love of children': 'And what draws you to a man of seventy?',
				'No test': 'When did you work a full week in each?'
			},
			strongAnswer: [
				'One or two patients, each seen at close range',
				'Says what they get from adult medicine, not only from children',
				'Knows that a choice will be asked of them every day'
			],
			commonMistakes: ['Likes variety', 'Keeps doors open']
		},
		{
			number: 908,
			prompt:
				'A man of twenty-two with autism and epilepsy comes with his mother, who answers for him. How do you run the visit?',
			tags: ['transition', 'autism'],
			difficulty: 3,
			followUps: {
				'Speaks to the mother': 'How do you find out what he wants?',
				'Sends her out': 'What would you lose by that?',
				'The law': 'Who decides for him, and how do you know?'
			},
			strongAnswer: [
				'Asks him first, in the way that he communicates',
				'Uses the mother’s knowledge without handing her his voice',
				'Finds out about guardianship instead of assuming',
				'Adapts room, time and sensory load'
			],
			commonMistakes: ['Treats him as a large child', 'Treats him as any adult and loses the story']
		},
		{
			number: 909,
			prompt: 'What does looking after children teach you that makes you better with adults?',
			tags: ['adult-intensive-care', 'child'],
			followUps: {
				'Being nice': 'And what technique, what habit of thought?',
				'No reverse': 'And the other way round?',
				'No example': 'When did you last use it?'
			},
			strongAnswer: [
				'A habit: growth over time, families, small doses, watching before touching',
				'Gives an example in an adult',
				'Sees what does not carry over'
			],
			commonMistakes: ['Patience, in general', 'Adults are only big children']
		},
		{
			number: 910,
			prompt:
				'Half of our graduates end up seeing only adults. Why would you be different, or would you mind?',
			tags: ['career-goals', 'practice'],
			followUps: {
				Promise: 'What would have to be true of the job?',
				'Unaware of the reasons': 'Why do you think it happens?',
				'Minds very much': 'What would four years of paediatrics still be worth?'
			},
			strongAnswer: [
				'Knows the forces: jobs, pay, habits of a hospital',
				'Has seen somebody who does both',
				'Answers without contempt for those who chose'
			],
			commonMistakes: ['Sure that it will not happen to them', 'Has never asked a graduate']
		},
		{
			number: 911,
			prompt:
				'A boy with sickle cell disease misses a third of his school year. What do you treat?',
			tags: ['chronic-illness', 'school'],
			followUps: {
				'Pain only': 'What will he be doing at twenty-five?',
				'Advice to the parents': 'Who else can you bring to the table?',
				'No adult view': 'What does the adult clinic wish you had done?'
			},
			strongAnswer: [
				'Pain and prevention, and school as a treatment goal',
				'Knows the people: school nurse, teacher, social worker, psychologist',
				'Looks ahead to adult life'
			],
			commonMistakes: ['Counts admissions', 'Blames attendance on the family']
		},
		{
			number: 912,
			prompt:
				'The same night you admit a septic newborn and a man with a heart attack. Which mistakes are you more likely to make, and with whom?',
			tags: ['newborn', 'adult', 'acute'],
			difficulty: 3,
			followUps: {
				None: 'Which dose would you have to look up?',
				'Only tired': 'What in the switch itself is dangerous?',
				'No safeguard': 'What do you have in place against it?'
			},
			strongAnswer: [
				'Names a real mistake of switching: dose, threshold, size, tempo',
				'Has a check: card, pharmacist, saying it aloud',
				'Calls early, and says which field they were in last'
			],
			commonMistakes: ['Trusts protocols to do the thinking', 'Says that sepsis is sepsis']
		},
		{
			number: 913,
			prompt:
				'A father says no to vaccines for his baby and for himself. How do you talk with him?',
			tags: ['vaccination', 'communication'],
			followUps: {
				'Facts first': 'What would you ask before the first fact?',
				'Gave up': 'What would make him come back?',
				Threat: 'What do you feel while he speaks?'
			},
			strongAnswer: [
				'Asks what he has heard and from whom',
				'Gives one clear recommendation, with permission',
				'Keeps the door open and books the next visit'
			],
			commonMistakes: ['A lecture on measles', 'Sends the family away']
		},
		{
			number: 914,
			prompt:
				'In the paediatric residents’ room they call you the internist, and in medicine the paediatrician. Does it matter?',
			tags: ['identity', 'teamwork'],
			followUps: {
				'Laughs it off': 'When might it stop being funny?',
				Hurt: 'What could you do in the first month?',
				'The small class': 'What will the four of you do for one another?'
			},
			strongAnswer: [
				'Takes it lightly and sees what is in it',
				'Turns up, learns names, does their share on both sides',
				'Has lived between two groups before'
			],
			commonMistakes: ['Feels above both', 'Complains before having started']
		},
		{
			number: 915,
			prompt:
				'A girl of seventeen with diabetes comes in with her third ketoacidosis. What are you thinking on the way to the room?',
			tags: ['adolescent', 'risk'],
			followUps: {
				Compliance: 'What would make a clever girl leave out insulin?',
				'Parents first': 'When do you see her alone?',
				'Plan for tonight only': 'How do you hand her over at eighteen?'
			},
			strongAnswer: [
				'Treats the crisis, and asks why now',
				'Sees mood, eating, money, home and shame as possible causes',
				'Sees her alone, with her leave',
				'Begins transition on purpose'
			],
			commonMistakes: ['Another lecture', 'Sees only the numbers']
		},
		{
			number: 916,
			prompt:
				'Who falls through the gap between the children’s and the adult hospital in this city, and what could a resident do?',
			tags: ['advocacy', 'system'],
			followUps: {
				Everybody: 'Choose one illness.',
				'A grand plan': 'And in one afternoon a month?',
				'Nobody asked': 'Which patient or parent would you ask?'
			},
			strongAnswer: [
				'Names a group and the reason they are lost',
				'A small first step with somebody who already works on it',
				'Says how they would know that it helped'
			],
			commonMistakes: ['A new centre', 'A leaflet']
		},
		{
			number: 917,
			prompt:
				'Which procedure would you rather not lose, and how will you keep it during months away from it?',
			tags: ['competence', 'procedures'],
			followUps: {
				'A list': 'Choose one.',
				'Practice on patients': 'Who protects the patient while you practise?',
				'No measure': 'How do you know you are still safe?'
			},
			strongAnswer: [
				'One procedure and a sober view of skill decay',
				'Simulation, supervision, a log',
				'Says aloud when it has been too long'
			],
			commonMistakes: [
				'It is like riding a bicycle',
				'Thinks only of the number needed for the board'
			]
		},
		{
			number: 918,
			prompt:
				'You diagnose an inherited heart muscle disease in a father. He has three children. What comes next?',
			tags: ['genetic', 'family', 'lifespan'],
			followUps: {
				'Only the father': 'Who tells the children, and what?',
				'Tests at once': 'What might a test cost a child, apart from money?',
				'Across the hospital': 'Whose patients are they?'
			},
			strongAnswer: [
				'Looks after the father and sees the family in him',
				'Knows that testing children needs counsel, time and a reason',
				'Bridges the two clinics in person'
			],
			commonMistakes: [
				'Sends all three for an echo and calls it done',
				'Leaves it to the father to mention it'
			]
		}
	]
);
