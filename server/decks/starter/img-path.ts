import { toQuestions } from './built-in-question.ts';

/*
 * Cards about the home country, the language and adapting to another system are for graduates from abroad; those that
 * suppose a second language or another passport are not dealt to US citizens who trained abroad.
 */
export const imgPathQuestions = toQuestions(
	'img-path',
	{ targetSeconds: 90, difficulty: 2, paths: ['img', 'us-citizen-img'] },
	[
		{
			number: 601,
			prompt:
				'You could have trained where you qualified. Why do you want to train in the United States?',
			tags: ['why-us'],
			followUps: {
				'The price': 'What do you give up by leaving?',
				'A feature of training': 'Which part of training here can you not find there?',
				'A patient': 'You spoke about the system. What does it change for a patient?'
			},
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
			followUps: {
				'What they did with it': 'What did you do with that surprise the next day?',
				'Doing or watching': 'What did you yourself do there, as against what you watched?',
				'A correction': 'What did somebody correct you on?'
			},
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
			followUps: {
				'Somebody who helped': 'Who helped you notice it?',
				Relapse: 'When did it last come back?',
				'Passing it on': 'How would you teach the habit you keep to a co-resident here?'
			},
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
			followUps: {
				Checking: 'How did you check that you had been understood?',
				'A wrong assumption': 'What did you assume that turned out wrong?',
				Interpreter: 'When would you insist on an interpreter?'
			},
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
			followUps: {
				'A real instance': 'When were you last misunderstood, and how did it show?',
				'The phone': 'What do you do on the phone, where nobody sees your face?',
				'Being asked again': 'How do you react when somebody asks you to repeat yourself?'
			},
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
			followUps: {
				'Steps already taken': 'What have you done about it already?',
				'A person to ask': 'Whom would you go to on day three when you are lost?',
				'Speaking up early': 'What would make you tell us that you are struggling?'
			},
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
			followUps: {
				'Which status and why': 'Which visa are you asking us for, and why that one?',
				Delay: 'What would you do if it came late?',
				'The long view':
					'Would you go back after training? Either answer is fine, but it should be yours.'
			},
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
			followUps: {
				'The direct question': 'Did you apply to schools here as well?',
				'A gain': 'What did you see there that your colleagues here have not?',
				'A gap': 'What did you have to catch up on when you came back?'
			},
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
			followUps: {
				'Sharing it well': 'How would you share it without lecturing?',
				'Learning in return': 'What do you expect to learn from them in return?',
				Proof: 'Has a colleague ever made use of it?'
			},
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
			followUps: {
				'A witness': 'Who could tell me that you are getting better at it?',
				'Other professions': 'How do you work with a case manager or a pharmacist?',
				'Asking aloud': 'What do you ask when everybody else seems to know?'
			},
			strongAnswer: [
				'Names one part: records, insurance, discharge, the roles in a team',
				'Is already doing something about it',
				'Speaks of other professions as colleagues'
			],
			commonMistakes: [
				'Claims to be fully at home after a month of observing',
				'Sees paperwork as beneath a doctor'
			]
		},
		{
			number: 611,
			prompt: 'Tell me about the US doctor who knows your work best. What have they seen you do?',
			tags: ['us-clinical-experience', 'supervision'],
			followUps: {
				'Watching only': 'What were you trusted to do by the last week?',
				'Praise only': 'What did they correct in you?',
				'No detail of the setting':
					'Was it a ward, a clinic, a practice? Describe an ordinary morning.'
			},
			strongAnswer: [
				'Names the setting and the tasks truthfully',
				'One piece of feedback and what they did with it',
				'Speaks of the doctor as a teacher, not as a trophy'
			],
			commonMistakes: [
				'Counts letters and hospitals',
				'Says they did what only a licensed doctor may do'
			]
		},
		{
			number: 612,
			prompt:
				'In the place where you trained, how did a student disagree with a professor? How would you do it here?',
			tags: ['adapting', 'hierarchy'],
			followUps: {
				'Criticised the old place': 'What was good about the old way?',
				'No words for the new one': 'Say the sentence you would use on my round.',
				'Never tried it': 'When did you last do that in English?'
			},
			strongAnswer: [
				'Describes the custom at home without scorn',
				'Has watched how it is done here and has words for it',
				'Knows that silence can harm a patient'
			],
			commonMistakes: [
				'At home nobody was allowed to think',
				'Promises to adapt, and shows no way of doing it'
			]
		},
		{
			number: 613,
			prompt:
				'How do you write a note in English at two in the morning that the day team can rely on?',
			tags: ['language', 'records'],
			paths: ['img'],
			followUps: {
				'Only templates': 'What do you write in your own words?',
				'No check': 'Who reads it before it counts?',
				'Spelling as the worry': 'And what could be misunderstood in it?'
			},
			strongAnswer: [
				'A fixed order: what changed, what I think, what I did, what to watch',
				'Short sentences, and no abbreviation that is theirs alone',
				'Has had notes corrected and says by whom'
			],
			commonMistakes: ['Pastes from yesterday', 'Says that written English is no effort at all']
		},
		{
			number: 614,
			prompt:
				'You will be far from your family for years. Who or what will keep you standing here?',
			tags: ['isolation', 'support'],
			paths: ['img'],
			followUps: {
				'Phone calls home': 'And at four in the afternoon, when they are asleep?',
				'No one here yet': 'How have you found people in a new place before?',
				'Would tell nobody': 'What would make you say to us: this is too much?'
			},
			strongAnswer: [
				'Honest about missing people',
				'One person and one habit in this country',
				'Would speak to the programme early'
			],
			commonMistakes: [
				'Work will be my family',
				'Speaks of it as a sacrifice the programme should reward'
			]
		},
		{
			number: 615,
			prompt: 'What can a US hospital learn from the place where you trained?',
			tags: ['home-system', 'patients'],
			followUps: {
				Everything: 'Choose one thing that would survive the move.',
				'A comparison that hurts': 'How would you say that to the nurse manager here?',
				'Nothing to learn': 'Think of time, hands, families. What was better?'
			},
			strongAnswer: [
				'One practice, and what it did for patients',
				'Offered with modesty and an eye for what differs',
				'Says how one could try it on a small scale'
			],
			commonMistakes: ['People there respect doctors', 'Avoids the question out of politeness']
		},
		{
			number: 616,
			prompt:
				'Your patient cannot pay for the drug you prescribed. What do you do before she leaves?',
			tags: ['us-readiness', 'insurance'],
			followUps: {
				'The social worker': 'And if she has gone home at five?',
				'The patient’s side': 'How do you find out that cost is the trouble?',
				'Another drug': 'How do you know what it costs her?'
			},
			strongAnswer: [
				'Asks about cost without shaming',
				'Knows the people who help: pharmacist, social worker, case manager',
				'Chooses or changes the drug with cost in view, and follows up'
			],
			commonMistakes: ['In my country that does not happen', 'Prescribes it all the same and hopes']
		},
		{
			number: 617,
			prompt:
				'You were a specialist at home, and here you will be an intern under people younger than you. How will that be?',
			tags: ['years-of-practice', 'hierarchy'],
			paths: ['img'],
			followUps: {
				'Too easily said': 'Which hour of the day will be the hardest?',
				'What to do with the experience':
					'Your senior is wrong about something you have done a hundred times. What do you say?',
				'Only humility': 'And what will the younger ones gain from you?'
			},
			strongAnswer: [
				'Admits that it will sting now and then',
				'Sees what has to be learned again in this system',
				'Offers experience when it is useful, as a question or a hand'
			],
			commonMistakes: [
				'Title and years come up three times',
				'Claims that rank has never meant anything to them'
			]
		},
		{
			number: 618,
			prompt:
				'Where will you practise when training is over, and who would miss you if you did not?',
			tags: ['long-term-plans', 'career-goals'],
			paths: ['img'],
			followUps: {
				'An answer meant to please': 'And if nobody were listening?',
				'No patients in it': 'Which patients do you see there?',
				'Two countries, no thread': 'What would you carry from one to the other?'
			},
			strongAnswer: [
				'Says how open the matter is',
				'Patients or colleagues appear in the answer',
				'Agrees with what was said about motives before'
			],
			commonMistakes: [
				'Promises to stay, or to leave, because it sounds right',
				'Lists permits instead of plans'
			]
		},
		{
			number: 619,
			prompt:
				'You spent a year on research here before applying. What did it do for the doctor in you?',
			tags: ['research-year', 'us-clinical-experience'],
			followUps: {
				'Papers counted': 'What did you learn that is in none of the papers?',
				'Away from patients': 'How did you keep close to patients?',
				'A means to an end': 'Would you have done it without the Match?'
			},
			strongAnswer: [
				'One idea or skill that changes how they look after people',
				'Honest that it also served the application',
				'Own part in the work is exact'
			],
			commonMistakes: ['A list of publications', 'Forgets the patients behind the data']
		},
		{
			number: 620,
			prompt:
				'Suppose your visa comes three weeks late and the ward is short. What have you prepared?',
			tags: ['visa', 'long-term-plans'],
			paths: ['img'],
			needsVisa: true,
			targetSeconds: 60,
			followUps: {
				'Hope alone': 'What will you have sent, to whom, and when?',
				'The co-residents': 'What do you say to those who cover for you?',
				'Turned it into a lecture': 'In one sentence: what do we need to do for you?'
			},
			strongAnswer: [
				'Knows the steps and dates of their own case',
				'Has told the programme what could cause delay',
				'Thinks of the people who would carry the load'
			],
			commonMistakes: [
				'Leaves it all to the programme office',
				'Grows anxious, and asks for a promise'
			]
		}
	]
);
