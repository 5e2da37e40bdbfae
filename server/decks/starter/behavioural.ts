import { toQuestions } from './built-in-question.ts';

export const behaviouralQuestions = toQuestions(
	'behavioural',
	{ targetSeconds: 120, isStar: true },
	[
		{
			number: 401,
			prompt: 'Tell me about a patient or a family you found hard to work with.',
			tags: ['difficult-patient', 'communication'],
			followUps: [
				'What were they afraid of, do you think?',
				'You told me what the team did. What did you say, in your own words?',
				'What would you try first if they came in tomorrow?'
			],
			strongAnswer: [
				'Describes the behaviour without judging the person',
				'Shows curiosity about what lay behind it',
				'One thing they said or did, in detail',
				'An ending, and what they do differently since'
			],
			commonMistakes: [
				'The patient is the problem from first to last',
				'Ends when somebody senior took over'
			]
		},
		{
			number: 402,
			prompt: 'Describe a conflict in a team you were part of. How did it end?',
			tags: ['conflict', 'teamwork'],
			followUps: [
				'What was your share in it?',
				'How would the other person tell this story?',
				'Did you work together afterwards? How was that?'
			],
			strongAnswer: [
				'A real disagreement about work, told fairly to both sides',
				'Spoke to the person directly and in private first',
				'Kept the patient or the task in the centre',
				'Says what they themselves got wrong'
			],
			commonMistakes: [
				'A story in which the candidate was simply right',
				'Complains about a named person or hospital',
				'Solved by avoiding each other'
			]
		},
		{
			number: 403,
			prompt: 'Tell me about a mistake you made with a patient or close to one.',
			tags: ['mistake', 'safety', 'integrity'],
			followUps: [
				'Who did you tell, and how soon?',
				'What did the patient learn about it?',
				'What stops it from happening again when you are tired?'
			],
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
			number: 404,
			prompt: 'When did you see a colleague do something unsafe, and what did you do?',
			tags: ['mistake', 'speaking-up', 'safety'],
			followUps: [
				'What made it hard to speak?',
				'What exactly did you say first?',
				'What would you do if that person had been your attending?'
			],
			strongAnswer: [
				'Acts for the patient at once where it mattered',
				'Speaks to the person before reporting, unless harm could not wait',
				'Knows the proper channel and used it',
				'Keeps the colleague’s dignity in the telling'
			],
			commonMistakes: [
				'Looked away and presents it as respect for seniority',
				'Enjoys the colleague’s failure'
			]
		},
		{
			number: 405,
			prompt: 'Tell me about a time you led people who did not have to follow you.',
			tags: ['leadership'],
			followUps: [
				'Who was against it, and how did you win them over?',
				'What did you hand to others, and what did you keep?',
				'What is left of it today?'
			],
			strongAnswer: [
				'Says who the people were and why they had a choice',
				'Describes listening or persuading, not giving orders',
				'Says I for their own part and we for the result',
				'A result that can be checked'
			],
			commonMistakes: ['A title instead of a story', 'Everything was done alone']
		},
		{
			number: 406,
			prompt: 'When did you teach somebody something that was hard to learn?',
			tags: ['teaching', 'leadership'],
			followUps: [
				'How did you find out what they did not understand?',
				'What did you try that failed?',
				'How do you know they have it now?'
			],
			strongAnswer: [
				'One learner and one thing to be learned',
				'Found out what the learner knew before starting',
				'Changed the method when it did not work',
				'Checked the result by letting the learner do it'
			],
			commonMistakes: [
				'Describes a lecture and its slides',
				'No sign of whether anybody learned anything'
			]
		},
		{
			number: 407,
			prompt: 'Tell me about something you failed at that mattered to you.',
			tags: ['failure', 'resilience'],
			followUps: [
				'When did you know it had failed?',
				'What did you do in the week after?',
				'What would the person you were then not believe about you today?'
			],
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
			number: 408,
			prompt: 'Which patient has changed the way you practise?',
			tags: ['challenging-case', 'reflection'],
			followUps: [
				'What did you do differently with the very next patient?',
				'What did you miss at first?',
				'You told me the medicine. What was the person like?'
			],
			strongAnswer: [
				'The person comes before the diagnosis',
				'The candidate’s own part and limits are plain',
				'Names one change in practice and gives an instance of it',
				'Protects the patient’s privacy'
			],
			commonMistakes: ['A rare disease told as a quiz', 'Ends with a moral instead of a change']
		},
		{
			number: 409,
			prompt: 'Tell me about a day when everything arrived at once. What did you do first?',
			tags: ['prioritising', 'pressure'],
			followUps: [
				'What did you decide to leave undone?',
				'Whom did you tell that you were stretched?',
				'Looking back, what would you have done in another order?'
			],
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
			number: 410,
			prompt: 'Describe a time you had to change your mind because somebody knew better.',
			tags: ['humility', 'feedback', 'teamwork'],
			followUps: [
				'What made you hold on to your view at first?',
				'What words did you choose to tell them?',
				'What has it changed about how you argue?'
			],
			strongAnswer: [
				'A view they had truly held, and why',
				'The moment or the fact that moved them',
				'Gives the credit by role: a nurse, a junior, a parent',
				'Sounds at ease with having been wrong'
			],
			commonMistakes: [
				'A change so small that nothing was at stake',
				'Yielded to rank and calls it learning'
			]
		},
		{
			number: 411,
			prompt: 'When did you have to give somebody bad news? Take me into the room.',
			tags: ['communication', 'breaking-bad-news'],
			followUps: [
				'What were your first words?',
				'What did you do with the silence?',
				'Who looked after you afterwards?'
			],
			strongAnswer: [
				'Prepared: facts, place, who should be there',
				'Asked what the person knew before saying anything',
				'Said it plainly, then stopped talking',
				'Stayed, or came back'
			],
			commonMistakes: [
				'Describes a protocol by its letters',
				'Only watched, and tells it as their own'
			]
		},
		{
			number: 412,
			prompt: 'Tell me about a promise to a patient that you could not keep.',
			tags: ['integrity', 'communication'],
			followUps: [
				'Why did you make it?',
				'How did you tell them?',
				'What do you promise now instead?'
			],
			strongAnswer: [
				'Says what was promised and why it was too much',
				'Went back and told the patient themselves',
				'Changed how they speak about what is uncertain'
			],
			commonMistakes: [
				'Lets the system carry all of it',
				'The patient’s side of the story is missing'
			]
		},
		{
			number: 413,
			prompt: 'Describe something that ran badly where you worked and that you made a little better.',
			tags: ['improvement', 'initiative'],
			followUps: [
				'How did you know that it was better?',
				'Who had to agree first?',
				'Is it still done that way?'
			],
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
			number: 414,
			prompt: 'When did you have to ask for help although you did not want to?',
			tags: ['asking-for-help', 'humility', 'safety'],
			followUps: [
				'What were you afraid they would think?',
				'How long did you wait, and was it too long?',
				'What makes it easy for others to ask you?'
			],
			strongAnswer: [
				'The reason for hesitating is honest and human',
				'The patient’s need decided it',
				'Asked clearly: what I see, what I fear, what I need',
				'Asks sooner since then'
			],
			commonMistakes: [
				'Help with something trivial',
				'Asked only after harm was done, and does not notice'
			]
		}
	]
);
