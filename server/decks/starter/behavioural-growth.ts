import { toQuestions } from './built-in-question.ts';

export const growthStories = toQuestions(
	'behavioural',
	{ targetSeconds: 120, difficulty: 2, isStar: true },
	[
		{
			number: 403,
			prompt: 'Tell me about a mistake you made with a patient or close to one.',
			tags: ['mistake', 'safety', 'integrity'],
			followUps: {
				'Who was told': 'Who did you tell, and how soon?',
				'The patient’s knowledge': 'What did the patient learn about it?',
				'A safeguard': 'What stops it from happening again when you are tired?'
			},
			strongAnswer: [
				'A mistake of their own, said in the first two sentences',
				'Told somebody promptly and dealt with the patient first',
				'Separates what they did from what the system allowed, without hiding in it',
				'A lasting change: a check, a habit, a rule'
			],
			commonMistakes: [
				'Somebody else’s mistake, or a near miss with no part in it',
				'So much context that the mistake arrives after a minute',
				'No word about the patient'
			]
		},
		{
			number: 407,
			prompt: 'Tell me about something you failed at that mattered to you.',
			tags: ['failure', 'resilience'],
			followUps: {
				'The moment of knowing': 'When did you know it had failed?',
				'The week after': 'What did you do in the week after?',
				'Distance travelled': 'What would the person you were then not believe about you today?'
			},
			strongAnswer: [
				'A failure with a cost, not a near success',
				'Owns the causes that were theirs',
				'Shows recovery as steps, not as a feeling',
				'One later occasion where the lesson held'
			],
			commonMistakes: [
				'A second place presented as failure',
				'Blames circumstances for all of it',
				'Stops at the low point'
			]
		},
		{
			number: 409,
			prompt: 'Tell me about a day when everything arrived at once. What did you do first?',
			tags: ['prioritising', 'pressure'],
			followUps: {
				'What was left out': 'What did you decide to leave undone?',
				'Saying so': 'Whom did you tell that you were stretched?',
				'Looking back': 'Looking back, what would you have done in another order?'
			},
			strongAnswer: [
				'Sorts by danger to the patient and says so',
				'Asks for help or hands something over',
				'Keeps others informed about what will be late',
				'Tells how the day ended'
			],
			commonMistakes: [
				'Stayed late and did it all alone',
				'Describes being busy, with no decision in it'
			]
		},
		{
			number: 413,
			prompt:
				'Describe something that ran badly where you worked and that you made a little better.',
			tags: ['improvement', 'initiative'],
			followUps: {
				'A measure': 'How did you know that it was better?',
				'Other people': 'Who had to agree first?',
				'What lasts': 'Is it still done that way?'
			},
			strongAnswer: [
				'A small, real problem and whom it hurt',
				'Looked for the cause before changing anything',
				'Tried it on a small scale with the people concerned',
				'A number or an observation that shows the change'
			],
			commonMistakes: [
				'A grand plan that was never tried',
				'Blames the place for having had the problem'
			]
		},
		{
			number: 435,
			prompt: 'Tell me about the hardest thing you have ever had to study for.',
			tags: ['failure', 'exams'],
			followUps: {
				'Only hours': 'What did you change half-way?',
				'Others’ help': 'Who made it possible?',
				'What stayed': 'What of it do you still know?'
			},
			strongAnswer: [
				'Says why it was hard for them in particular',
				'Changed the method and not only the hours',
				'An honest result'
			],
			commonMistakes: ['A heroic timetable', 'Passed with the best score of the year, and stops']
		},
		{
			number: 436,
			prompt: 'Describe something you started that did not exist before.',
			tags: ['initiative', 'research'],
			followUps: {
				'The need': 'Who had asked for it, or who lacked it?',
				'The dull part': 'What was the most tedious part of it?',
				'After they left': 'Would I find it if I went there now?'
			},
			strongAnswer: [
				'A need that others confirm',
				'First step small, with somebody else on board',
				'Honest about what it became'
			],
			commonMistakes: [
				'An idea that never left the paper',
				'Founder and president, with no member named'
			]
		},
		{
			number: 437,
			prompt: 'When did everything you had planned for a day or a project fall apart?',
			tags: ['adaptability', 'change'],
			followUps: {
				'First quarter of an hour': 'What did you do in the first fifteen minutes?',
				'Others concerned': 'Who had to be told, and how?',
				'Second thoughts': 'What would you not bother to plan next time?'
			},
			strongAnswer: [
				'Sorted what still mattered from what did not',
				'Told those affected early',
				'Came out with something usable'
			],
			commonMistakes: ['It worked out by luck', 'Blames the plan on somebody else']
		},
		{
			number: 438,
			prompt: 'Tell me about a time you lacked the equipment, the test or the drug you needed.',
			tags: ['resource-limits', 'creativity'],
			followUps: {
				'What was ideal': 'What would you have done with everything at hand?',
				Risk: 'What did you accept by doing without?',
				'Told the patient': 'How much of this did you tell the patient?'
			},
			strongAnswer: [
				'Clear about the ideal and the possible',
				'Reasoned with what was there: history, hands, time',
				'Involved a senior, and the patient in plain words'
			],
			commonMistakes: [
				'Improvised proudly and unsafely',
				'Turns it into a complaint about the hospital'
			]
		},
		{
			number: 439,
			prompt: 'When were you treated unfairly at work, and what did you do with it?',
			tags: ['discrimination', 'resilience'],
			difficulty: 3,
			followUps: {
				'Only hurt': 'What did you do the next morning?',
				'Only forgave': 'What did you want to happen?',
				'What they learned to do': 'How would you act for a colleague in that place?'
			},
			strongAnswer: [
				'Tells it soberly, with facts before feelings',
				'Chose a response and says why that one',
				'Neither bitter nor grateful for it',
				'Does something for others because of it'
			],
			commonMistakes: [
				'Still fighting the case in the interview',
				'Swallowed it and calls that professionalism'
			]
		},
		{
			number: 440,
			prompt: 'Tell me about an apology you owed somebody.',
			tags: ['mistake', 'non-clinical'],
			followUps: {
				'The words': 'What did you say?',
				Conditions: 'Was there a but in it?',
				Afterwards: 'How is it between you now?'
			},
			strongAnswer: [
				'The fault is theirs and put in one sentence',
				'The apology came soon and had no conditions',
				'Something was repaired, or they say that it was not'
			],
			commonMistakes: ['An apology they received', 'Apologised for how the other felt']
		},
		{
			number: 441,
			prompt:
				'When were you asked to do something that did not feel right, and everybody else was doing it?',
			tags: ['integrity', 'pressure'],
			followUps: {
				'The pull': 'What made it tempting?',
				'The act': 'What did you do that somebody could have seen?',
				'The price': 'What did it cost you?'
			},
			strongAnswer: [
				'A real temptation of working life: copying a note, signing for others',
				'Did not do it, or stopped, and says how',
				'No sermon about those who did'
			],
			commonMistakes: [
				'A temptation nobody would feel',
				'Reported everybody and stands alone in the light'
			]
		},
		{
			number: 442,
			prompt: 'Describe how you explained something difficult to a person without any training.',
			tags: ['teaching', 'simplicity'],
			followUps: {
				'Try it here': 'Do it now, with me as that person.',
				Checking: 'How did you know that it had arrived?',
				'Too simple': 'What did you leave out, and was that fair?'
			},
			strongAnswer: [
				'A picture or an example from the listener’s own life',
				'Small steps with a check after each',
				'The listener could act on it'
			],
			commonMistakes: [
				'A lecture with the hard words replaced',
				'Never looked up to see the other’s face'
			]
		}
	]
);
