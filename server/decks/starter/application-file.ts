import { toQuestions } from './built-in-question.ts';

export const applicationFileQuestions = toQuestions(
	'application-file',
	{ targetSeconds: 90, difficulty: 2 },
	[
		{
			number: 1201,
			prompt: 'Choose one line of your CV that nobody has asked you about, and tell me more.',
			tags: ['cv', 'personal'],
			followUps: {
				'Why that one': 'Why that one?',
				'The hard part': 'What was hard about it?',
				Relevance: 'What from it will I see in a resident?'
			},
			strongAnswer: [
				'Picks something they like talking about, and it shows',
				'Concrete: what they did, how often, with whom',
				'Finds the link to their work without forcing it'
			],
			commonMistakes: [
				'Chooses the grandest line and knows little about it',
				'Has to search for one'
			]
		},
		{
			number: 1202,
			prompt:
				'Explain your research to me as if I worked in another field. What was your own part?',
			tags: ['research'],
			followUps: {
				'A surprise': 'What did you find that you had not expected?',
				'Its limits': 'What is the weakest point of the study?',
				'Looking back': 'Would you do it again?'
			},
			strongAnswer: [
				'The question and why it matters, in two plain sentences',
				'Own part stated exactly and not enlarged',
				'Knows a limit of the method',
				'Says what happened to it: published, given up, still running'
			],
			commonMistakes: [
				'Jargon and numbers before the question',
				'Cannot explain a paper that bears their name'
			]
		},
		{
			number: 1203,
			prompt: 'You list volunteer work. Tell me about one person you met through it.',
			tags: ['volunteering', 'advocacy'],
			followUps: {
				'Beyond medicine': 'What did they need that medicine could not give?',
				'A changed mind': 'What did you stop believing because of them?',
				'Going on': 'Do you still go?'
			},
			strongAnswer: [
				'One person, told with respect',
				'Says how much time they gave, honestly',
				'What it changed in how they see patients'
			],
			commonMistakes: ['Pity, or gratitude received', 'One afternoon that became an entry']
		},
		{
			number: 1204,
			prompt: 'Tell me about a role in your file where people depended on you. What was at stake?',
			tags: ['leadership', 'cv'],
			followUps: {
				'Failing somebody': 'When did you let them down?',
				'The handover': 'What did you hand over when you left?',
				Choosing: 'How did you choose what not to do?'
			},
			strongAnswer: [
				'The task and what would have happened without it',
				'A decision that was theirs',
				'A result, and what the next person found'
			],
			commonMistakes: [
				'A title and a list of events',
				'We throughout, so that their own part is lost'
			]
		},
		{
			number: 1205,
			prompt: 'Between these two dates there is nothing in your file. What was a normal week like?',
			tags: ['gap', 'cv'],
			followUps: {
				'A purpose for each day': 'I asked for a normal week, not for a good one.',
				'Nothing medical': 'And where did medicine come into it?',
				'Too long': 'In one sentence?'
			},
			strongAnswer: [
				'Simple and unembarrassed',
				'Dates that agree with the file',
				'One thing that they brought back from it'
			],
			commonMistakes: ['Invents a project', 'Turns a quiet year into a tragedy']
		},
		{
			number: 1206,
			prompt:
				'Read me a sentence of your personal statement that only you could have written. Why is it in there?',
			tags: ['personal-statement', 'writing'],
			followUps: {
				'Cannot find one': 'Then which would you write today?',
				'A fine phrase': 'What happened, in plain words?',
				'No link with work': 'What would a patient notice of that?'
			},
			strongAnswer: [
				'Knows their own text',
				'The sentence stands for something that happened',
				'Speaks about it more plainly than they wrote it'
			],
			commonMistakes: ['Quotes somebody famous', 'Somebody else wrote it, and one can hear that']
		},
		{
			number: 1207,
			prompt: 'One project in your list never became a paper. What went wrong?',
			tags: ['research', 'failure'],
			followUps: {
				'Bad luck': 'What would you have done sooner?',
				Others: 'What was your own share in it?',
				'Nothing learned': 'How would you choose a project today?'
			},
			strongAnswer: [
				'Says when it began to fail and who noticed',
				'Own share is in the answer',
				'A rule for the next project'
			],
			commonMistakes: [
				'It is still under review, after four years',
				'Complains about the supervisor'
			]
		},
		{
			number: 1208,
			prompt: 'You are the third of nine authors. What would be missing if you had not been there?',
			tags: ['publication', 'authorship'],
			followUps: {
				'The team’s work': 'What did you do on a given day?',
				'Too much credit': 'Would the first author agree?',
				'Meaning of the paper': 'And what did the paper change?'
			},
			strongAnswer: [
				'States one or two tasks exactly',
				'Gives the others their due',
				'Can sum up the finding in a sentence'
			],
			commonMistakes: ['We did everything together', 'Has not read the final version']
		},
		{
			number: 1209,
			prompt:
				'You chaired this group for a year. Tell me about the meeting you would rather forget.',
			tags: ['leadership', 'conflict'],
			followUps: {
				'Others behaved badly': 'What did you do in the chair?',
				'No repair': 'What did you do the next day?',
				'Office without power': 'Who could have overruled you?'
			},
			strongAnswer: [
				'A real failure of leading, told with some humour',
				'Went back to the people concerned',
				'Leads differently since'
			],
			commonMistakes: ['A triumph in disguise', 'All of the meetings went well']
		},
		{
			number: 1210,
			prompt:
				'You worked in a shop, in an office or as a waiter before medicine. What did that teach you that medical school did not?',
			tags: ['work-history', 'money'],
			followUps: {
				'Hard work': 'And about people who are treated as if they were not there?',
				'A list': 'One customer. Tell me about that one.',
				'No link': 'When did you last use it on a ward?'
			},
			strongAnswer: [
				'Proud of it, without making it noble',
				'One scene',
				'A habit that came from it'
			],
			commonMistakes: ['Apologises for not having been in a laboratory', 'A moral at the end']
		},
		{
			number: 1211,
			prompt: 'What did you do to win this prize, and who else should have won it?',
			tags: ['award', 'modesty'],
			followUps: {
				'Modesty only': 'All right. And what had you done?',
				'Nobody else': 'Who taught you, or did the work beside you?',
				'Old story': 'What have you done with it since?'
			},
			strongAnswer: [
				'Says what it was for in a sentence',
				'Names another person with conviction',
				'Does not hide pleasure in it'
			],
			commonMistakes: ['Reads out the citation', 'Cannot remember what it was for']
		},
		{
			number: 1212,
			prompt: 'You write that you speak three languages. When did one of them matter to a patient?',
			tags: ['language', 'culture'],
			followUps: {
				'As a translator': 'Were you trained for that, and should you have been?',
				'Level overstated': 'Could you take a full history in it? Try the first question.',
				'A pleasant chat': 'What changed in the care?'
			},
			strongAnswer: [
				'Honest about the level of each',
				'Knows when a professional interpreter is needed',
				'One patient, and what the shared language made possible'
			],
			commonMistakes: [
				'Counts phrases as a language',
				'Translated bad news as a student and sees no difficulty'
			]
		},
		{
			number: 1213,
			prompt:
				'Your marks fell in the third year and rose again. What is the story behind the curve?',
			tags: ['grades', 'change'],
			followUps: {
				Excuses: 'What would your flatmate at the time say?',
				'Too private': 'You need not say what it was. How did you get out of it?',
				'No evidence': 'What shows that it is over?'
			},
			strongAnswer: [
				'As much of the reason as they choose, calmly',
				'What they did that turned the curve',
				'Help they took, and would take again'
			],
			commonMistakes: [
				'Puts it all down to one strict teacher',
				'Opens a wound that they cannot close'
			]
		},
		{
			number: 1214,
			prompt: 'Choose the entry in your file that took the most hours. Was it worth them?',
			tags: ['interests', 'depth'],
			followUps: {
				'Hours without a result': 'Who is better off because of it?',
				'No doubt at all': 'What did it keep you from?',
				'Only duty': 'When did you enjoy it?'
			},
			strongAnswer: [
				'Gives an estimate of the hours',
				'Weighs what it brought against what it cost',
				'Ready to say that part of it was not worth it'
			],
			commonMistakes: ['Chooses the most respectable entry', 'Has no feeling for the time']
		}
	]
);
