import { toQuestions } from './built-in-question.ts';

export const motivationQuestions = toQuestions('motivation', { targetSeconds: 90 }, [
	{
		number: 201,
		prompt: 'Why this specialty, and not the one that lies closest to it?',
		tags: ['specialty-choice'],
		followUps: [
			'What is the part of the work that others find dull and you do not?',
			'Which patient comes to mind when you say that?',
			'What would make you regret the choice in ten years?'
		],
		strongAnswer: [
			'Compares with the neighbouring field fairly and still decides',
			'Rests on something they have done, with one patient or task described',
			'Names a hard side of the specialty and why it does not put them off'
		],
		commonMistakes: [
			'Praise for the specialty that anybody could read out',
			'Runs the other field down',
			'Lists several reasons with nothing behind any of them'
		]
	},
	{
		number: 202,
		prompt: 'There are many programmes you could have applied to. Why ours?',
		tags: ['programme', 'why-here'],
		followUps: [
			'Which of those things could you not get elsewhere?',
			'Who here would you hope to work with, and on what?',
			'What have you heard about us that gives you pause?'
		],
		strongAnswer: [
			'Two or three features that are true of this programme and few others',
			'Says what they would do with each: a clinic, a track, a person',
			'Links one of them to something already in their own record',
			'Knows who the patients are'
		],
		commonMistakes: [
			'Location, reputation and friendly residents, in that order',
			'Reads the website back to the people who wrote it'
		]
	},
	{
		number: 203,
		prompt: 'Where do you want to be five years after residency?',
		tags: ['career-goals'],
		followUps: [
			'What would the first step towards that be in your intern year?',
			'What if that job does not exist where you want to live?',
			'You told me the title. What would you be doing on an ordinary Tuesday?'
		],
		strongAnswer: [
			'A picture of real work: setting, patients, and share of clinic, teaching or research',
			'Open about what is still undecided',
			'Says how training here would lead there'
		],
		commonMistakes: [
			'An answer so open that it says nothing',
			'A fellowship named for its prestige, with no contact with the field so far'
		]
	},
	{
		number: 204,
		prompt: 'Which patients do you find yourself staying late for?',
		tags: ['patients', 'values'],
		followUps: [
			'What do they get from you that they did not get from others?',
			'And which patients are hard for you to stay with?',
			'Tell me about one of them, as you would tell a friend who is a doctor.'
		],
		strongAnswer: [
			'Describes people, not a diagnosis',
			'One patient, with details removed that could identify them',
			'Says what the candidate gives and what they take home from it',
			'Fits the population that this specialty serves'
		],
		commonMistakes: ['Says all patients, equally', 'A rescue story with the candidate as the hero']
	},
	{
		number: 205,
		prompt: 'What do you need from a residency in order to become the doctor you want to be?',
		tags: ['programme', 'fit'],
		followUps: [
			'Which of those would you give up first?',
			'What will you bring that the programme needs?',
			'How will you know in the first six months that you are getting it?'
		],
		strongAnswer: [
			'Two needs that follow from an honest look at their own training so far',
			'Each need is something a programme can in fact give',
			'Balances what they ask for with what they would do for it'
		],
		commonMistakes: ['A list of comforts', 'Flattery: everything they need happens to be here']
	},
	{
		number: 206,
		prompt: 'What has this year of applying taught you about why you want this?',
		tags: ['reflection', 'resilience'],
		followUps: [
			'When in the year did you doubt it?',
			'What did you do with that doubt?',
			'Would a person close to you say that you have changed?'
		],
		strongAnswer: [
			'Names one thing that is clearer now than a year ago',
			'Honest about cost without complaint',
			'Shows what they did clinically or for learning in that time'
		],
		commonMistakes: [
			'Complains about the match, fees or other applicants',
			'Gives a slogan about never giving up'
		]
	},
	{
		number: 207,
		prompt: 'What is changing in this specialty that you would like to have a hand in?',
		tags: ['career-goals', 'specialty-knowledge'],
		followUps: [
			'Where did you first see that, rather than read about it?',
			'Who disagrees with you, and what is their best point?',
			'What could a resident do about it without waiting for permission?'
		],
		strongAnswer: [
			'One change, described in plain words and with its difficulty',
			'Shows where they met it: a ward, a clinic, a project',
			'Modest about what one resident can do, and still has a first step'
		],
		commonMistakes: [
			'Names artificial intelligence or access to care and stops there',
			'A lecture on policy with no patient in it'
		]
	}
]);
