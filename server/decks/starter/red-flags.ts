import { toQuestions } from './built-in-question.ts';

export const redFlagQuestions = toQuestions('red-flags', { targetSeconds: 60, difficulty: 2 }, [
	{
		number: 701,
		prompt: 'There is a long stretch after graduation with little in it. What were you doing?',
		tags: ['gap', 'years-since-graduation'],
		followUps: {
			'Skills kept up': 'How have you kept your hands and your judgement in practice?',
			'A witness': 'Who has seen you with patients in the last year?',
			'Looking back': 'What would you do differently with that time?'
		},
		strongAnswer: [
			'Says what happened in two sentences',
			'No blame and no drama',
			'Says what has changed and what is clinical and recent',
			'Stops, and looks ready for the next question'
		],
		commonMistakes: [
			'A long explanation that makes the gap grow',
			'Dates that do not match the application'
		]
	},
	{
		number: 702,
		prompt: 'You did not pass one of your exams the first time. What happened?',
		tags: ['failed-exam'],
		followUps: {
			Method: 'What did you change in the way you study?',
			'The next exam': 'You will sit more exams here. Why should I not worry?',
			'The day itself': 'How did you take it on the day?'
		},
		strongAnswer: [
			'Owns it in the first sentence: I failed, and this is why',
			'One cause that was theirs to change',
			'What they changed, and the later result that shows it',
			'Under a minute, in an even voice'
		],
		commonMistakes: [
			'Illness, family and a bad test centre, all at once',
			'Says it made them stronger, and gives no sign of how'
		]
	},
	{
		number: 703,
		prompt:
			'Your Step score is lower than most of the people we interview. What should I make of it?',
		tags: ['low-score'],
		followUps: {
			'Counter-evidence': 'Where in your record do I see the opposite?',
			'A plan': 'What will you do about the in-training exam?',
			'What is true in it': 'Does it tell us anything true about you?'
		},
		strongAnswer: [
			'Accepts the fact and does not argue with the exam',
			'Names what was missing in preparation',
			'Points to one or two later pieces of evidence: a score, a letter, a year of work',
			'Looks forward to the next exam with a plan'
		],
		commonMistakes: [
			'Says that exams do not measure good doctors',
			'Gets quieter and apologises several times'
		]
	},
	{
		number: 704,
		prompt: 'I see a leave of absence in your record. Tell me as much as you would like to.',
		tags: ['leave-of-absence'],
		followUps: {
			'The return': 'How was it to come back?',
			'Support in place': 'What do you have in place now that you did not have then?',
			'What is needed': 'Is there anything you would need from a programme?'
		},
		strongAnswer: [
			'Chooses how much to say and says it calmly',
			'Clear that it is resolved, or how it is looked after',
			'A record of steady work since',
			'Keeps private matters private without seeming to hide them'
		],
		commonMistakes: [
			'Tells a stranger the whole medical history',
			'So vague that one imagines the worst'
		]
	},
	{
		number: 705,
		prompt: 'You have applied before without matching. What is different this time?',
		tags: ['reapplicant', 'resilience'],
		followUps: {
			'An honest outside view': 'Whom did you ask for an honest opinion, and what did they say?',
			'Something dropped': 'What did you stop doing?',
			'The third time': 'And if it does not work this year?'
		},
		strongAnswer: [
			'One honest reason why it did not work',
			'Two concrete differences: experience, letters, focus, preparation',
			'Hopeful and realistic in the same breath'
		],
		commonMistakes: ['More applications as the only difference', 'Bitterness about the system']
	},
	{
		number: 706,
		prompt: 'One of your evaluations was clearly weaker than the rest. What was behind it?',
		tags: ['weak-evaluation', 'feedback'],
		followUps: {
			'Whether it was fair': 'Was it a fair description of you at the time?',
			'Having talked about it': 'Did you talk to the person who wrote it?',
			'Later evidence': 'Which later evaluation shows the change?'
		},
		strongAnswer: [
			'Knows which one is meant and does not dodge',
			'Puts the criticism in their own words without softening it',
			'One change and a later evaluation that shows it'
		],
		commonMistakes: [
			'Explains the evaluator’s character',
			'Says it came as a complete surprise and leaves it there'
		]
	},
	{
		number: 707,
		prompt:
			'You failed twice before you passed. Why should I believe that the third result is the true one?',
		tags: ['failed-exam', 'second-attempt'],
		difficulty: 3,
		followUps: {
			'Asks for trust': 'What would you show me, if I did not know you?',
			'Cause outside': 'What was within your power the second time?',
			'No change in method': 'What did you do on a Tuesday that you had not done before?'
		},
		strongAnswer: [
			'Says the number of attempts without being asked twice',
			'Two causes at the most, one of them their own',
			'Evidence after the pass: a later exam, a rotation, a letter'
		],
		commonMistakes: ['Calls the exam a lottery', 'Speaks for two minutes and ends with sorry']
	},
	{
		number: 708,
		prompt: 'There is a note about professionalism in your record. Help me understand it.',
		tags: ['professionalism', 'warning'],
		followUps: {
			'Facts first': 'What exactly did you do or not do?',
			'The other person': 'How did it look to the person who reported it?',
			'Since then': 'Who could tell me that it has not come back?'
		},
		strongAnswer: [
			'Names the behaviour, not the misunderstanding',
			'Sees the effect on others',
			'Says what was done about it and that it has held'
		],
		commonMistakes: ['It was a personal matter', 'Argues against the committee']
	},
	{
		number: 709,
		prompt:
			'You stopped for some years to look after somebody at home. How ready are you for a ward?',
		tags: ['gap', 'family-care'],
		followUps: {
			'Apologises for it': 'Nobody blames you. What did you learn there that a ward can use?',
			'Nothing recent': 'What clinical work have you done since, and with whom?',
			Untested: 'What happens if the situation at home returns?'
		},
		strongAnswer: [
			'Tells it with dignity in two sentences',
			'Recent clinical work with somebody who can vouch for it',
			'A plan for home that does not rest on luck'
		],
		commonMistakes: ['Makes the listener feel guilty for asking', 'Hides it under self-study']
	},
	{
		number: 710,
		prompt:
			'Two years ago you wanted to be a surgeon. Why should I think that this is not your second choice?',
		tags: ['change-of-specialty'],
		followUps: {
			'Ran down the first field': 'What do you still miss about it?',
			'Only what pushed them away': 'What pulled you here?',
			'No test of the new choice': 'How have you put this choice to the test?'
		},
		strongAnswer: [
			'Respects the first field',
			'The change began with a patient or a piece of work',
			'Has done enough of the new work to know its dull side'
		],
		commonMistakes: ['Lifestyle, in other words', 'Says it was always this one']
	},
	{
		number: 711,
		prompt: 'You left a residency after a year. What will your former director tell me?',
		tags: ['left-programme', 'training'],
		followUps: {
			'Softened it': 'And in the director’s own words?',
			'The programme was to blame': 'What would you do again, and what not?',
			'Reason still there': 'What if the same thing meets you here?'
		},
		strongAnswer: [
			'Says what happened and who decided',
			'Has spoken with the former director, or says why not',
			'The reason is resolved, and they can say how'
		],
		commonMistakes: [
			'Signals a scandal and gives no facts',
			'The former programme is torn to pieces'
		]
	},
	{
		number: 712,
		prompt:
			'Your scores are good on paper and weak in the clinical skills part. What does that tell us?',
		tags: ['low-score', 'language'],
		followUps: {
			'The examiner’s fault': 'What did the examiner see?',
			'No practice since': 'Who has watched you with a patient since?',
			'Only about tests': 'How would I notice it on a ward?'
		},
		strongAnswer: [
			'Accepts that it is about patients and not about paper',
			'Has asked to be watched, and by whom',
			'Names one thing that has become better'
		],
		commonMistakes: ['Grades depend on the actor', 'Recites the scores that were good']
	},
	{
		number: 713,
		prompt:
			'You graduated a long time ago. What do you know less well than a new graduate, and what do you know better?',
		tags: ['years-since-graduation'],
		followUps: {
			'Only the better half': 'And what have you lost?',
			'Only the worse half': 'What can a new graduate not have yet?',
			'No up-to-date evidence': 'What have you learned in the last six months?'
		},
		strongAnswer: [
			'Even-handed about both',
			'Shows recent contact with patients',
			'Knows how they catch up: guideline, teacher, simulation'
		],
		commonMistakes: ['Experience answers everything', 'Shrinks under the question']
	},
	{
		number: 714,
		prompt: 'If you were reading your own file, where would you stop and frown?',
		tags: ['few-interviews', 'honesty'],
		difficulty: 3,
		followUps: {
			'A small thing': 'And where would I frown?',
			'No reply to it': 'What would you say to that reader?',
			'Everything is a flaw': 'Choose the one that matters. What speaks against it?'
		},
		strongAnswer: [
			'Finds the true weak point',
			'Answers it in two or three sentences',
			'Returns to what the file shows at its best'
		],
		commonMistakes: ['Frowns at a spelling mistake', 'Adds three weak points that nobody had seen']
	},
	{
		number: 715,
		prompt: 'On the form you ticked yes to a past offence. Tell me what I need to know.',
		tags: ['conviction', 'honesty'],
		difficulty: 3,
		followUps: {
			'Missing dates': 'When was it, and how did it end?',
			'Feels sorry for themselves': 'Who was harmed or put at risk?',
			'Since then': 'What in your life makes it unlikely now?'
		},
		strongAnswer: [
			'Brief, factual, complete',
			'Takes responsibility without a show of remorse',
			'Knows what it means for a licence and has asked'
		],
		commonMistakes: ['Explains the law', 'It was only because they were caught']
	},
	{
		number: 716,
		prompt: 'You have been in five places in four years. Will you stay with us for three?',
		tags: ['short-stays', 'cv'],
		followUps: {
			Promise: 'What will be different from the last move?',
			'A reason for each move': 'Never mind each one. What did they have in common?',
			'What they finished': 'What did you see through to the end?'
		},
		strongAnswer: [
			'Sees how it looks and says so',
			'One thread or one honest reason',
			'Names something long that they have finished'
		],
		commonMistakes: ['A travel story', 'Blames each place in turn']
	}
]);
