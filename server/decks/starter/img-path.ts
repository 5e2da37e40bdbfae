import { toQuestions } from './built-in-question.ts';

/*
 * Cards about the home country, the language and adapting to another system are for graduates from abroad; those that
 * suppose a second language or another passport are not dealt to US citizens who trained abroad.
 */
export const imgPathQuestions = toQuestions(
	'img-path',
	{ targetSeconds: 90, paths: ['img', 'us-citizen-img'] },
	[
		{
			number: 601,
			prompt:
				'You could have trained where you qualified. Why do you want to train in the United States?',
			tags: ['why-us'],
			followUps: [
				'What do you give up by leaving?',
				'Which part of training here can you not find there?',
				'You spoke about the system. What does it change for a patient?'
			],
			strongAnswer: [
				'A reason about training or patients that they have seen at work',
				'Respectful of the place where they trained',
				'Partnering, not pleading: says what they bring as well',
				'Fits the long-term plan they give elsewhere'
			],
			commonMistakes: [
				'Runs down the system they come from',
				'Best training in the world, and nothing more precise'
			]
		},
		{
			number: 602,
			prompt: 'What surprised you in your clinical experience in the United States?',
			tags: ['us-clinical-experience'],
			followUps: [
				'What did you do with that surprise the next day?',
				'What did you yourself do there, as against what you watched?',
				'What did somebody correct you on?'
			],
			strongAnswer: [
				'One concrete scene: a round, a call, a family meeting',
				'Honest about being an observer where that is what they were',
				'Says what they adopted and still do',
				'Shows insight into how the team shares work'
			],
			commonMistakes: [
				'A list of hospitals and dates',
				'Claims more responsibility than the visit allowed'
			]
		},
		{
			number: 603,
			prompt:
				'What habit from the system you trained in have you had to unlearn, and what will you keep?',
			tags: ['adapting', 'cultural-humility'],
			followUps: [
				'Who helped you notice it?',
				'When did it last come back?',
				'How would you teach the habit you keep to a co-resident here?'
			],
			strongAnswer: [
				'One habit each way, both from daily work',
				'Explains why each made sense where it came from',
				'Shows the change in behaviour, not only in opinion'
			],
			commonMistakes: [
				'Everything was better here, or everything was better there',
				'Stays with technology and leaves out people'
			]
		},
		{
			number: 604,
			prompt: 'Tell me about caring for somebody whose language or culture you did not share.',
			tags: ['cultural-humility', 'language'],
			isStar: true,
			targetSeconds: 120,
			followUps: [
				'How did you check that you had been understood?',
				'What did you assume that turned out wrong?',
				'When would you insist on an interpreter?'
			],
			strongAnswer: [
				'Asked the patient rather than guessing from the culture',
				'Used an interpreter, and knows why a relative is not one',
				'Checked understanding by asking for it back',
				'Names something they had got wrong'
			],
			commonMistakes: [
				'Treats a culture as a set of facts to know',
				'The family translated, and nobody asks how well'
			]
		},
		{
			number: 605,
			prompt:
				'English is not the language you grew up in. How do you keep a tired patient or a nurse from misunderstanding you?',
			tags: ['language', 'communication'],
			paths: ['img'],
			followUps: [
				'When were you last misunderstood, and how did it show?',
				'What do you do on the phone, where nobody sees your face?',
				'How do you react when somebody asks you to repeat yourself?'
			],
			strongAnswer: [
				'At ease with the subject; neither hurt nor apologetic',
				'Has habits: short sentences, read-back of orders, asking the listener to sum up',
				'One moment in which a habit prevented a mistake'
			],
			commonMistakes: ['Says it has never been a difficulty', 'Apologises for the accent']
		},
		{
			number: 606,
			prompt:
				'Your intern year starts in another country. What will be hardest in the first three months, and how will you prepare?',
			tags: ['adapting', 'us-readiness'],
			paths: ['img'],
			followUps: [
				'What have you done about it already?',
				'Whom would you go to on day three when you are lost?',
				'What would make you tell us that you are struggling?'
			],
			strongAnswer: [
				'Names one difficulty of work and one of life',
				'Preparation that has begun: records systems, phone calls, people',
				'Would ask early, and knows whom'
			],
			commonMistakes: ['Expects no difficulty', 'Worries aloud with no plan']
		},
		{
			number: 607,
			prompt:
				'You will need a visa. What do we have to know, and how does it fit your plans after residency?',
			tags: ['visa', 'career-goals'],
			paths: ['img'],
			needsVisa: true,
			targetSeconds: 60,
			followUps: [
				'Which visa are you asking us for, and why that one?',
				'What would you do if it came late?',
				'Would you go back after training? Either answer is fine, but it should be yours.'
			],
			strongAnswer: [
				'States the need in one sentence, calmly and correctly',
				'Knows the difference between a J-1 and an H-1B for them',
				'Says which documents are ready',
				'Moves back to training and patients without being led'
			],
			commonMistakes: [
				'Apologises for needing one',
				'Does not know what the programme sponsors',
				'Talks about immigration for two minutes'
			]
		},
		{
			number: 608,
			prompt:
				'You grew up here and studied medicine abroad. How did that come about, and what has it given you?',
			tags: ['us-citizen-abroad', 'introduction'],
			paths: ['us-citizen-img'],
			followUps: [
				'Did you apply to schools here as well?',
				'What did you see there that your colleagues here have not?',
				'What did you have to catch up on when you came back?'
			],
			strongAnswer: [
				'Short and matter-of-fact about the reasons',
				'One experience abroad that shows in how they work now',
				'No excuse and no complaint about admissions'
			],
			commonMistakes: [
				'Defends the school before anybody has attacked it',
				'Treats the years abroad as a detour'
			]
		},
		{
			number: 609,
			prompt:
				'Which experience from your training would be new to most residents in your class, and how would they profit from it?',
			tags: ['background', 'teamwork'],
			paths: [],
			followUps: [
				'How would you share it without lecturing?',
				'What do you expect to learn from them in return?',
				'Has a colleague ever made use of it?'
			],
			strongAnswer: [
				'One experience, described so that its value is plain',
				'Put as an offer to the class, not as a credential',
				'Names what they still need to learn from others'
			],
			commonMistakes: ['Hardship told for effect', 'An experience that every graduate has had']
		},
		{
			number: 610,
			prompt:
				'Is there a part of the way US hospitals work that you still have to learn? How are you learning it?',
			tags: ['us-readiness'],
			paths: [],
			followUps: [
				'Who could tell me that you are getting better at it?',
				'How do you work with a case manager or a pharmacist?',
				'What do you ask when everybody else seems to know?'
			],
			strongAnswer: [
				'Names one part: records, insurance, discharge, the roles in a team',
				'Is already doing something about it',
				'Speaks of other professions as colleagues'
			],
			commonMistakes: [
				'Claims to be fully at home after a month of observing',
				'Sees paperwork as beneath a doctor'
			]
		}
	]
);
