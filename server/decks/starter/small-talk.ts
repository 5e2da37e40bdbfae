import { toQuestions } from './built-in-question.ts';

export const smallTalkQuestions = toQuestions(
	'small-talk',
	{ targetSeconds: 40, difficulty: 1, lightSeconds: { green: 20, amber: 45, red: 60 } },
	[
		{
			number: 1401,
			prompt: 'What do you do on a free Sunday?',
			tags: ['hobbies'],
			followUps: {
				'The way into it': 'How did you come to that?',
				'How recent': 'When did you last do it?',
				'Other people': 'Who joins you?'
			},
			strongAnswer: [
				'One or two real details that a stranger would remember',
				'Visible pleasure',
				'Short enough that it can become a conversation'
			],
			commonMistakes: ['Reading and travelling, and nothing else', 'Turns the free day into work']
		},
		{
			number: 1402,
			prompt:
				'You mention an interest in your application. Teach me something about it in a minute.',
			tags: ['hobbies', 'teaching'],
			targetSeconds: 50,
			followUps: {
				Beginners: 'What do beginners get wrong?',
				'Getting started': 'What would I need to start?',
				'Own level': 'Are you any good at it?'
			},
			strongAnswer: [
				'Knows the subject at first hand',
				'Picks one thing and makes it easy',
				'Watches whether I follow'
			],
			commonMistakes: ['The interest was there to fill a line', 'Goes on for three minutes']
		},
		{
			number: 1403,
			prompt:
				'Have you ever been to our city? What do you imagine life here would be like for you?',
			tags: ['city', 'moving'],
			followUps: {
				'People here': 'Whom do you know here?',
				'A loss': 'What would you miss?',
				'Making friends': 'How do you make friends in a new place?'
			},
			strongAnswer: [
				'Has looked the place up, or asked somebody who lives there',
				'One thing they look forward to and one they will have to get used to',
				'Sounds like somebody who would stay'
			],
			commonMistakes: ['Only the weather', 'Forgets which city this is']
		},
		{
			number: 1404,
			prompt: 'What is the best thing you have eaten, read or watched lately?',
			tags: ['personal'],
			followUps: {
				'Thinking of the listener': 'Would I like it?',
				'The source': 'Who put you on to it?',
				'The rest of it': 'What did you do with the rest of that evening?'
			},
			strongAnswer: [
				'Answers at once and simply',
				'One detail that makes me want to try it',
				'Gives the ball back'
			],
			commonMistakes: ['Looks for the impressive answer', 'One word, and silence']
		},
		{
			number: 1405,
			prompt: 'How was your journey to this screen today?',
			tags: ['travel', 'today'],
			followUps: {
				'Only fine': 'What did the first hour of your day look like?',
				'A complaint': 'And what went right?',
				'No question back': 'You may ask me the same.'
			},
			strongAnswer: [
				'Answers lightly, with one picture',
				'Smiles, and turns it back to the interviewer',
				'Is over within half a minute'
			],
			commonMistakes: [
				'Goes straight to how nervous they are',
				'Talks about the connection for a minute'
			]
		},
		{
			number: 1406,
			prompt: 'If we came to your house on a feast day, what would you put on the table?',
			tags: ['food', 'home'],
			followUps: {
				'A name only': 'What does it smell of?',
				'No people': 'Who would be sitting there?',
				'A recipe': 'And what would we talk about?'
			},
			strongAnswer: [
				'One dish that the listener can see',
				'People in the picture',
				'Enjoys telling it'
			],
			commonMistakes: ['Apologises for foreign food', 'Explains a culture']
		},
		{
			number: 1407,
			prompt: 'What do you do with your hands when they are not examining anybody?',
			tags: ['music', 'sport'],
			followUps: {
				Phone: 'And before there were phones?',
				'No detail': 'What did you make or play last?',
				'Claims a mastery': 'How bad were you at the beginning?'
			},
			strongAnswer: [
				'A detail that only somebody who does it would know',
				'Can laugh at their own level',
				'Under a minute'
			],
			commonMistakes: ['Steers it back to procedures', 'Has never had time for such a thing']
		},
		{
			number: 1408,
			prompt:
				'You have just moved, or will soon. What goes into the first box, and what stays behind?',
			tags: ['city', 'moving'],
			followUps: {
				Books: 'Which one?',
				Everything: 'You have one box.',
				'Sad and stays there': 'What do you look forward to?'
			},
			strongAnswer: [
				'An object with a short story',
				'Shows how they settle into a new place',
				'Warm, and then done'
			],
			commonMistakes: ['A list', 'Loses heart in the middle']
		},
		{
			number: 1409,
			prompt: 'What did you want to be at the age of eight?',
			tags: ['childhood', 'humour'],
			followUps: {
				'A doctor': 'And besides?',
				'No smile': 'What did your parents say to that?',
				'A link forced onto medicine': 'You need not rescue it. What was so fine about it?'
			},
			strongAnswer: ['Quick and unguarded', 'A small scene', 'No moral'],
			commonMistakes: ['Always a doctor, since a sick grandfather', 'Searches for the right answer']
		},
		{
			number: 1410,
			prompt: 'Who knows you best, and what would they tease you about in front of me?',
			tags: ['friends', 'personal'],
			followUps: {
				Praise: 'And what do they really say?',
				'Nothing funny': 'When did they last laugh at you?',
				Silence: 'Take your time. Think of the kitchen table.'
			},
			strongAnswer: [
				'A person, with a name or a place',
				'A harmless fault, told with good humour',
				'Comfortable with being laughed at'
			],
			commonMistakes: ['Working too much', 'Tells something that they will regret']
		},
		{
			number: 1411,
			prompt: 'What have you been curious about lately that has nothing to do with medicine?',
			tags: ['news', 'curiosity'],
			followUps: {
				'Medicine after all': 'And something that would never help a patient?',
				'A headline': 'What did you find out beyond the headline?',
				'No spark': 'What would you look up tonight if you could?'
			},
			strongAnswer: [
				'A real question and the way they followed it',
				'Makes the listener curious too',
				'Knows little and says so'
			],
			commonMistakes: ['Politics, with a verdict', 'A book they have not read']
		},
		{
			number: 1412,
			prompt: 'We have two minutes before my colleague comes. What shall we talk about?',
			tags: ['weather', 'close'],
			followUps: {
				'Handed it back': 'No, you choose.',
				'The application': 'Anything but that.',
				'A speech': 'And I? Ask me something.'
			},
			strongAnswer: [
				'Proposes something that suits two people',
				'Asks a question that can be answered',
				'Easy with a pause'
			],
			commonMistakes: ['Fills the time with thanks', 'Asks how the interview went']
		}
	]
);
