import { toQuestions } from './built-in-question.ts';

export const motivationQuestions = toQuestions('motivation', { targetSeconds: 90, difficulty: 2 }, [
	{
		number: 201,
		prompt: 'Why this specialty, and not the one that lies closest to it?',
		tags: ['specialty-choice'],
		followUps: {
			'Only the attractive part':
				'What is the part of the work that others find dull and you do not?',
			'No patient': 'Which patient comes to mind when you say that?',
			'No thought for the far side': 'What would make you regret the choice in ten years?'
		},
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
		followUps: {
			'True of any programme': 'Which of those things could you not get elsewhere?',
			'No person here': 'Who here would you hope to work with, and on what?',
			'Nothing but praise': 'What have you heard about us that gives you pause?'
		},
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
		followUps: {
			'No first step': 'What would the first step towards that be in your intern year?',
			'No plan for when it fails': 'What if that job does not exist where you want to live?',
			'A title, not a working day':
				'You told me the title. What would you be doing on an ordinary Tuesday?'
		},
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
		followUps: {
			'What the patients gain': 'What do they get from you that they did not get from others?',
			'Only the easy ones': 'And which patients are hard for you to stay with?',
			'No patient one could see':
				'Tell me about one of them, as you would tell a friend who is a doctor.'
		},
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
		followUps: {
			'A long list': 'Which of those would you give up first?',
			'Nothing offered in return': 'What will you bring that the programme needs?',
			'No way of telling': 'How will you know in the first six months that you are getting it?'
		},
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
		followUps: {
			'No doubt admitted': 'When in the year did you doubt it?',
			'Doubt without an answer': 'What did you do with that doubt?',
			'Only their own view of it': 'Would a person close to you say that you have changed?'
		},
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
		followUps: {
			'Read, not seen': 'Where did you first see that, rather than read about it?',
			'No other side': 'Who disagrees with you, and what is their best point?',
			'Nothing a resident could do':
				'What could a resident do about it without waiting for permission?'
		},
		strongAnswer: [
			'One change, described in plain words and with its difficulty',
			'Shows where they met it: a ward, a clinic, a project',
			'Modest about what one resident can do, and still has a first step'
		],
		commonMistakes: [
			'Names artificial intelligence or access to care and stops there',
			'A lecture on policy with no patient in it'
		]
	},
	{
		number: 208,
		prompt: 'What is the best argument against you choosing this specialty?',
		tags: ['specialty-choice', 'doubt'],
		followUps: {
			'A weakness in disguise': 'That was a compliment. What would your most honest friend say?',
			'No answer to the argument': 'And why is it still not enough to stop you?',
			'Only pay or hours': 'Set the hours aside. What in the work itself gives you pause?'
		},
		strongAnswer: [
			'Names an argument that has some weight',
			'Has thought about it before today and answers it calmly',
			'The answer rests on days they have spent in the work'
		],
		commonMistakes: [
			'I care too much, and its cousins',
			'Gets defensive, as if the choice were under attack'
		]
	},
	{
		number: 209,
		prompt: 'What did you read or hear about us that made you look twice?',
		tags: ['programme', 'research'],
		followUps: {
			'Something every programme offers':
				'Our neighbours have that too. What did you find only here?',
			'No source': 'Who told you that, and what else did they say?',
			'Liked it, without a use for it': 'What would you do with it in your second year?'
		},
		strongAnswer: [
			'One precise feature, and how they came across it',
			'Says what they would do with it as a resident',
			'Asks or checks something about it in the same breath'
		],
		commonMistakes: [
			'Reads the front page of the website back to us',
			'Praises the city, the name and the nice people'
		]
	},
	{
		number: 210,
		prompt:
			'Some of our graduates teach, some do research, most look after patients. Where do you see yourself among them?',
		tags: ['career-goals', 'teaching'],
		followUps: {
			'All three': 'You have sixty hours a week. How do they divide?',
			'No first step': 'What would you have to do in your first year for that to come true?',
			'Sounds chosen to please us': 'And if nobody here did that, would you still want it?'
		},
		strongAnswer: [
			'Makes a choice and says how sure they are of it',
			'Has tried a little of it already',
			'Open to being changed by the training, and says by what'
		],
		commonMistakes: [
			'Promises research because the department does it',
			'Answers with a title and not with a working week'
		]
	},
	{
		number: 211,
		prompt:
			'Who first made you think: I could do that work? What did that person do on an ordinary day?',
		tags: ['specialty-choice', 'role-model'],
		followUps: {
			'Only admiration': 'What have you seen that doctor get wrong?',
			'Nothing copied': 'Which habit of theirs have you taken over?',
			'A scene without a patient': 'Who was the patient in the room, and what did they gain?'
		},
		strongAnswer: [
			'One person and one ordinary scene, not an award',
			'Names a habit and shows that they have it now',
			'Can see the model’s limits as well'
		],
		commonMistakes: [
			'A famous name met for five minutes',
			'The whole answer is about somebody else'
		]
	},
	{
		number: 212,
		prompt:
			'Describe the dullest afternoon this specialty has to offer. Can you live with a thousand of those?',
		tags: ['specialty-choice', 'hard-sides'],
		followUps: {
			'No dull side found': 'Think of the inbox, the forms, the third call about the same result.',
			'Would delegate it': 'There is nobody to hand it to today. What do you do?',
			'Only endurance': 'What do you find in such an afternoon that is worth having?'
		},
		strongAnswer: [
			'Knows a truly dull part from having done it',
			'Says what makes it bearable, without a slogan',
			'Sees what that work does for a patient'
		],
		commonMistakes: [
			'Denies that any part is dull',
			'Describes the dull parts as somebody else’s job'
		]
	},
	{
		number: 213,
		prompt:
			'Who are the patients you expect to meet here, and what do you want to be able to do for them?',
		tags: ['programme', 'patients'],
		followUps: {
			'Any city’s patients': 'What do you know about this neighbourhood?',
			'Sounded like pity': 'What will those patients know better than you?',
			'A wish without a skill': 'Which skill would you have to learn here to do that?'
		},
		strongAnswer: [
			'Has looked up whom this hospital serves',
			'Names a need and a skill that answers it',
			'Speaks of patients as people with a say'
		],
		commonMistakes: [
			'The underserved, as a word and nothing behind it',
			'Talks about rare diseases when most of our work is common ones'
		]
	},
	{
		number: 214,
		prompt: 'What has wanting this already cost you, and was it worth the price?',
		tags: ['motivation', 'persistence'],
		followUps: {
			'Cost only in money': 'What did it ask of the people around you?',
			Complaint: 'Who made that choice, you or somebody else?',
			'A plain yes': 'When were you closest to saying no?'
		},
		strongAnswer: [
			'Names a real cost without asking for sympathy',
			'Took the decision with open eyes',
			'The reason it was worth it is a piece of work or a patient'
		],
		commonMistakes: ['Turns it into a list of hardships', 'Says it cost nothing']
	},
	{
		number: 215,
		prompt:
			'You will spend more time with these residents than with your family. What do you look for in such people?',
		tags: ['programme', 'culture'],
		followUps: {
			'Friendly and supportive': 'How would you notice on a visit that they are not?',
			'Nothing about own share': 'What do such people get from having you there?',
			'Never asked anybody': 'What did our residents tell you about that?'
		},
		strongAnswer: [
			'Names one or two behaviours that can be seen on a shift',
			'Says what they themselves bring to a tired team',
			'Has an experience of a good team and of a poor one'
		],
		commonMistakes: [
			'Describes friends, not colleagues',
			'Only asks what the team will do for them'
		]
	},
	{
		number: 216,
		prompt:
			'Suppose this specialty closed tomorrow. What would you do, and what does that tell me about your choice?',
		tags: ['motivation', 'second-choice'],
		difficulty: 3,
		followUps: {
			'Another field at once': 'So what would you miss by Friday?',
			'Refused to play': 'Take it as a game. Where do you land?',
			'No thread between the two': 'What do the two have in common?'
		},
		strongAnswer: [
			'Plays along and answers honestly',
			'Finds the thread that runs through both choices',
			'Comes back to what only this specialty offers'
		],
		commonMistakes: [
			'Cannot imagine anything else, and says so twice',
			'The second choice sounds like the real one'
		]
	}
]);
