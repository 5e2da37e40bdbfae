import { toQuestions } from './built-in-question.ts';

export const medPsychQuestions = toQuestions(
	'med-psych',
	{ targetSeconds: 120, specialties: ['med-psych'] },
	[
		{
			number: 801,
			prompt:
				'Why combined training? A good internist with an interest in psychiatry would be a year quicker.',
			tags: ['why-combined'],
			followUps: [
				'Which of the two would you miss more, and when?',
				'What will you do in your work that neither one alone could?',
				'Why not consultation-liaison psychiatry?'
			],
			strongAnswer: [
				'Says what the second field changes in the care of the same patient',
				'Has seen or done work at the border, and describes it',
				'Names a setting where both licences are used',
				'Respects people who chose one field'
			],
			commonMistakes: [
				'Cannot decide, and calls it breadth',
				'Treats the patient as a whole, with nothing behind the phrase'
			]
		},
		{
			number: 802,
			prompt:
				'Tell me about a patient whose medical and psychiatric illness could not be pulled apart.',
			tags: ['entangled-case', 'integration'],
			isStar: true,
			targetSeconds: 150,
			followUps: [
				'What would have been missed with only one of the two in mind?',
				'What did you do yourself?',
				'Where did the teams disagree?'
			],
			strongAnswer: [
				'Lays out both illnesses and how each drove the other',
				'Own part in the care is plain',
				'The plan changed because somebody held both in view',
				'Honest about what stayed uncertain'
			],
			commonMistakes: [
				'Two separate problems in one patient',
				'A long list of results with no thread'
			]
		},
		{
			number: 803,
			prompt:
				'When did something psychiatric change how a medical problem should be managed, or the other way round?',
			tags: ['integration', 'clinical'],
			targetSeconds: 150,
			followUps: [
				'How did you put that to the primary team?',
				'Which drug or test did you choose differently because of it?',
				'What happened to the patient?'
			],
			strongAnswer: [
				'One decision and the factor that changed it',
				'Names the interaction: a drug effect, a symptom, a behaviour, a law',
				'Shows how they brought others along',
				'Says what they would check next time'
			],
			commonMistakes: [
				'General talk about stigma with no decision in it',
				'Claims a diagnosis that everybody else had missed'
			]
		},
		{
			number: 804,
			prompt: 'Five years, two boards, two departments. How will you stay good at both?',
			tags: ['two-fields', 'competence'],
			followUps: [
				'What will slip first, and how will you notice?',
				'How will you come back to medicine after six months of psychiatry?',
				'Who would be your role model for that?'
			],
			strongAnswer: [
				'Expects to lose some skill at each switch and plans for it',
				'Concrete habits: a clinic kept running, cases, reading, supervision',
				'Has asked people who do it'
			],
			commonMistakes: ['Relies on working harder', 'Plans to drop one of them after the boards']
		},
		{
			number: 805,
			prompt: 'Where will you belong when you are a resident in two departments?',
			tags: ['identity', 'teamwork'],
			followUps: [
				'What will you do when both want you on the same day?',
				'How will you get to know two sets of colleagues?',
				'When have you stood between two groups before?'
			],
			strongAnswer: [
				'Takes the question seriously: it can be lonely',
				'Sees the combined residents as a home, and still shows up in both',
				'An example of having worked across two groups'
			],
			commonMistakes: ['Sees no difficulty', 'Plays one department off against the other']
		},
		{
			number: 806,
			prompt:
				'Describe the clinic or ward where you would use both halves of your training every day.',
			tags: ['career-goals', 'dual-training'],
			followUps: [
				'Who pays for it?',
				'Who else works there?',
				'What would your first year there look like?'
			],
			strongAnswer: [
				'A place that exists or could: patients, team, an ordinary day',
				'Uses internal medicine as more than screening',
				'Knows one obstacle, such as payment or space'
			],
			commonMistakes: [
				'A psychiatric clinic with blood pressure checks',
				'A vision with no patients in it'
			]
		}
	]
);
