import { toQuestions } from './built-in-question.ts';

export const teamStories = toQuestions(
	'behavioural',
	{ targetSeconds: 120, difficulty: 2, isStar: true },
	[
		{
			number: 402,
			prompt: 'Describe a conflict in a team you were part of. How did it end?',
			tags: ['conflict', 'teamwork'],
			followUps: {
				'Own share': 'What was your share in it?',
				'The other side of it': 'How would the other person tell this story?',
				'The ending': 'Did you work together afterwards? How was that?'
			},
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
			number: 404,
			prompt: 'When did you see a colleague do something unsafe, and what did you do?',
			tags: ['mistake', 'speaking-up', 'safety'],
			followUps: {
				'The inner hurdle': 'What made it hard to speak?',
				'The words': 'What exactly did you say first?',
				'Rank left out': 'What would you do if that person had been your attending?'
			},
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
			followUps: {
				Resistance: 'Who was against it, and how did you win them over?',
				'Sharing the work': 'What did you hand to others, and what did you keep?',
				'What lasts': 'What is left of it today?'
			},
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
			followUps: {
				'The learner’s view': 'How did you find out what they did not understand?',
				'Failed attempts': 'What did you try that failed?',
				'A check': 'How do you know they have it now?'
			},
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
			number: 410,
			prompt: 'Describe a time you had to change your mind because somebody knew better.',
			tags: ['humility', 'feedback', 'teamwork'],
			followUps: {
				'Why they held on': 'What made you hold on to your view at first?',
				'The words': 'What words did you choose to tell them?',
				'What stays': 'What has it changed about how you argue?'
			},
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
			number: 414,
			prompt: 'When did you have to ask for help although you did not want to?',
			tags: ['asking-for-help', 'humility', 'safety'],
			followUps: {
				'The fear': 'What were you afraid they would think?',
				'The delay': 'How long did you wait, and was it too long?',
				'The other direction': 'What makes it easy for others to ask you?'
			},
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
		},
		{
			number: 425,
			prompt: 'Tell me about a colleague you did not like but had to work with.',
			tags: ['conflict', 'peer'],
			followUps: {
				'Their good side': 'What did that colleague do well?',
				'First step': 'Who spoke first, and what was said?',
				'Own irritating habit': 'What did they find hard in you?'
			},
			strongAnswer: [
				'Fair to the other person from the first sentence',
				'Addressed one behaviour, in private',
				'The work improved, or they say honestly that it did not'
			],
			commonMistakes: ['Everybody gets on with me', 'Went to the boss first']
		},
		{
			number: 426,
			prompt: 'When did you tell somebody senior that they might be wrong?',
			tags: ['hierarchy', 'speaking-up'],
			followUps: {
				'The words': 'Give me the sentence as you said it.',
				Fear: 'What did you think might happen to you?',
				'If nobody had listened': 'Where would you have gone next?'
			},
			strongAnswer: [
				'A patient stood to gain from it',
				'Put it as a question with a fact attached',
				'Left the senior room to change course',
				'Says what happened between them afterwards'
			],
			commonMistakes: [
				'Was proved right in front of everybody, and enjoys it',
				'Stayed silent and calls it respect'
			]
		},
		{
			number: 427,
			prompt: 'Describe a handover that went wrong. What was your part in it?',
			tags: ['handover', 'safety'],
			followUps: {
				'No own part': 'What could you have asked?',
				'The patient': 'What did it mean for the patient?',
				'The habit since': 'How do you hand over now, step by step?'
			},
			strongAnswer: [
				'What was lost, and when it was noticed',
				'Own part named first',
				'A habit or a tool that came out of it'
			],
			commonMistakes: [
				'The night team is always careless',
				'A near miss told as if nothing could have happened'
			]
		},
		{
			number: 428,
			prompt: 'When did you have to divide work among people who were all busy already?',
			tags: ['leadership', 'delegation'],
			followUps: {
				'How they chose': 'Why did she get that task, and not you?',
				Check: 'How did you know that it had been done?',
				Complaint: 'Who was unhappy, and what did you do about it?'
			},
			strongAnswer: [
				'Asked what each had on their plate first',
				'Took a fair share themselves',
				'Was clear about what, by when and whom to call'
			],
			commonMistakes: ['Did it all alone and calls it leading', 'Orders given, nobody asked']
		},
		{
			number: 429,
			prompt: 'Tell me about somebody in your team who was being left out.',
			tags: ['inclusion', 'teamwork'],
			followUps: {
				'How they noticed': 'What told you?',
				'What they risked': 'Who might have minded your stepping in?',
				'The person’s own wish': 'Did you ask what they wanted?'
			},
			strongAnswer: [
				'Noticed something small and did not look away',
				'Acted in a way that did not shame the person',
				'Says what it changed, honestly'
			],
			commonMistakes: [
				'Rescues somebody who did not ask for it',
				'Talks about inclusion in general'
			]
		},
		{
			number: 430,
			prompt: 'When did you have to tell a student or a junior that the work was not good enough?',
			tags: ['feedback', 'teaching'],
			followUps: {
				'The setting': 'Where and when did you say it?',
				'The example': 'Which piece of work did you point to?',
				'What came next': 'How did you help after that?'
			},
			strongAnswer: [
				'Private, soon, and about one observable thing',
				'Asked for the other’s view before giving advice',
				'Agreed on a next step and looked again'
			],
			commonMistakes: ['Wrapped it so well that nobody heard it', 'Enjoyed being strict']
		},
		{
			number: 431,
			prompt: 'Tell me about a time a nurse saved you from a mistake.',
			tags: ['interprofessional', 'respect'],
			followUps: {
				'The mistake': 'What would have happened to the patient?',
				'The reply': 'What did you say to the nurse, there and then?',
				'The lesson': 'How have you made it easier for nurses to stop you?'
			},
			strongAnswer: [
				'Tells the near miss without softening it',
				'Thanked the nurse where others could hear',
				'Works differently with nurses since'
			],
			commonMistakes: [
				'Was about to notice it anyway',
				'The nurse has no name, no words and no thoughts'
			]
		},
		{
			number: 432,
			prompt:
				'Describe a misunderstanding by phone or message that affected care. How did you repair it?',
			tags: ['remote', 'communication'],
			followUps: {
				'Who rang whom': 'Who picked up the phone first, and after how long?',
				'Own message': 'Read me your message as it stood.',
				'What they write now': 'How would the same message look today?'
			},
			strongAnswer: [
				'Shows the words that went wrong',
				'Moved from text to voice quickly',
				'Has a habit since: read-back, one request per message'
			],
			commonMistakes: [
				'The other person cannot read',
				'A story about technology with no patient in it'
			]
		},
		{
			number: 433,
			prompt: 'When did you keep a tired team going?',
			tags: ['motivation', 'leadership'],
			followUps: {
				'Own tiredness': 'How tired were you, and did it show?',
				'A concrete act': 'What did you do at three in the morning?',
				Limit: 'When would you have said: we stop here?'
			},
			strongAnswer: [
				'Small and practical: food, breaks, a joke, a fair list',
				'Saw who was close to the edge',
				'Put safety above keeping going'
			],
			commonMistakes: [
				'A speech that lifted everybody',
				'Kept going by ignoring the rules on hours'
			]
		},
		{
			number: 434,
			prompt: 'Tell me about a disagreement in a team in which you turned out to be wrong.',
			tags: ['conflict', 'values'],
			followUps: {
				'The turn': 'What was said that changed your view?',
				'Said so aloud': 'How did the others learn that you had changed your mind?',
				Standing: 'What did it do to how they saw you?'
			},
			strongAnswer: [
				'The other view is put as strongly as their own was',
				'Conceded openly and without conditions',
				'The patient or the work gained from it'
			],
			commonMistakes: ['Was wrong about a detail only', 'Still argues the case today']
		}
	]
);
