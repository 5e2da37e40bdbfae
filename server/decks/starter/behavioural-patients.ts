import { toQuestions } from './built-in-question.ts';

export const patientStories = toQuestions(
	'behavioural',
	{ targetSeconds: 120, difficulty: 2, isStar: true },
	[
		{
			number: 401,
			prompt: 'Tell me about a patient or a family you found hard to work with.',
			tags: ['difficult-patient', 'communication'],
			followUps: {
				'The other side’s fear': 'What were they afraid of, do you think?',
				'Own words': 'You told me what the team did. What did you say, in your own words?',
				'Nothing learned': 'What would you try first if they came in tomorrow?'
			},
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
			number: 408,
			prompt: 'Which patient has changed the way you practise?',
			tags: ['challenging-case', 'reflection'],
			followUps: {
				'The very next step': 'What did you do differently with the very next patient?',
				'Own blind spot': 'What did you miss at first?',
				'The person behind the case': 'You told me the medicine. What was the person like?'
			},
			strongAnswer: [
				'The person comes before the diagnosis',
				'The candidate’s own part and limits are plain',
				'Names one change in practice and gives an instance of it',
				'Protects the patient’s privacy'
			],
			commonMistakes: ['A rare disease told as a quiz', 'Ends with a moral instead of a change']
		},
		{
			number: 411,
			prompt: 'When did you have to give somebody bad news? Take me into the room.',
			tags: ['communication', 'breaking-bad-news'],
			followUps: {
				'The words': 'What were your first words?',
				'The silence': 'What did you do with the silence?',
				'The aftermath': 'Who looked after you afterwards?'
			},
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
			followUps: {
				'Why it was promised': 'Why did you make it?',
				'How it was told': 'How did you tell them?',
				'Today’s habit': 'What do you promise now instead?'
			},
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
			number: 415,
			prompt: 'Tell me about a family who wanted something you could not give them.',
			tags: ['difficult-family', 'communication'],
			followUps: {
				'Their reason': 'What were they afraid of?',
				'Own words': 'What did you say when you had to refuse?',
				'The ending': 'How did you part from them?'
			},
			strongAnswer: [
				'Finds out what lies behind the demand',
				'Says no plainly and offers what is possible',
				'Keeps the patient in the middle of it',
				'The family is still spoken of with respect'
			],
			commonMistakes: [
				'The family is the villain of the story',
				'A senior came and solved it, and that is the end'
			]
		},
		{
			number: 416,
			prompt: 'Describe a patient who did not trust you at first. What did you do?',
			tags: ['trust', 'communication'],
			followUps: {
				'Why there was no trust': 'What had happened to that patient before you came in?',
				'Trust simply arrived': 'Which small thing turned it?',
				'No limit to the story': 'Did it last?'
			},
			strongAnswer: [
				'Takes the distrust as reasonable and looks for its cause',
				'Small, repeated acts: came back when promised, explained, asked leave',
				'Shows a moment that proves the change'
			],
			commonMistakes: ['Charm did it', 'Distrust is blamed on the patient’s background']
		},
		{
			number: 417,
			prompt: 'When did somebody shout at you at work? Start with the room.',
			tags: ['anger', 'de-escalation'],
			followUps: {
				'Own body and voice': 'Where did you stand, and how loud were you?',
				'What the anger was about': 'What was underneath it?',
				Safety: 'At which point would you have stepped out?'
			},
			strongAnswer: [
				'Sets the scene in two sentences',
				'Lowered the temperature: seat, voice, one question',
				'Looked for the reason and dealt with it where possible',
				'Knew when to bring in help'
			],
			commonMistakes: ['Wins the argument', 'Never felt anything, then or later']
		},
		{
			number: 418,
			prompt: 'Tell me about a patient whose death stayed with you.',
			tags: ['empathy', 'end-of-life'],
			followUps: {
				'Own part': 'What had you done for that patient, with your own hands or words?',
				'What followed': 'What did you do in the hour afterwards?',
				'What it changed': 'Where does it show when you meet the next family?'
			},
			strongAnswer: [
				'Tells it quietly, without names or details that identify',
				'Own part is clear and not enlarged',
				'Says how they looked after themselves and others',
				'One lasting change in how they work'
			],
			commonMistakes: [
				'A heroic rescue that failed',
				'Falls apart, or keeps it so smooth that nothing is there'
			]
		},
		{
			number: 419,
			prompt:
				'When did you find out that a patient had understood something quite different from what you meant?',
			tags: ['language', 'misunderstanding'],
			followUps: {
				'How it came to light': 'What made you notice?',
				Repair: 'What did you say to put it right?',
				Prevention: 'What do you do now before you leave the room?'
			},
			strongAnswer: [
				'Their own share in the misunderstanding is named',
				'Went back and cleared it up the same day',
				'Has a habit since: asks the patient to tell it back'
			],
			commonMistakes: [
				'The patient was not paying attention',
				'Noticed months later by accident, and shrugs'
			]
		},
		{
			number: 420,
			prompt: 'When did you have to fight for something a patient needed?',
			tags: ['advocacy', 'system'],
			followUps: {
				'Against whom': 'What was the other side’s good reason?',
				Method: 'Whom did you ring first, and what did you say?',
				Cost: 'Whom did you annoy, and did you make peace?'
			},
			strongAnswer: [
				'The need is clear and belongs to the patient',
				'Persistent and courteous; knows who can decide',
				'Says what came of it, even if it was not enough'
			],
			commonMistakes: [
				'Makes the system the enemy and themselves the hero',
				'A favour for an acquaintance'
			]
		},
		{
			number: 421,
			prompt: 'Describe a patient who would not follow your advice. What became of it?',
			tags: ['adherence', 'motivation'],
			followUps: {
				'The patient’s reasons': 'What made sense about it from where the patient stood?',
				'Own change': 'What did you change in your own plan?',
				'Follow-up': 'What happened three months later?'
			},
			strongAnswer: [
				'Asked before persuading',
				'Found a smaller step the patient chose',
				'Accepts that it is the patient’s life'
			],
			commonMistakes: [
				'Non-compliant, as the whole explanation',
				'Frightened the patient into it and is pleased'
			]
		},
		{
			number: 422,
			prompt: 'Tell me about a worried parent who was right when the team was not.',
			tags: ['child', 'parents', 'communication'],
			specialties: ['paediatrics', 'family-medicine', 'med-peds'],
			followUps: {
				'How they came to listen': 'What did the parent say that made you stop?',
				'What they did': 'Whom did you tell, and in which words?',
				Apology: 'What did you say to the parent afterwards?'
			},
			strongAnswer: [
				'Gives the parent the credit',
				'Took the worry to somebody who could act',
				'Learned to ask parents what is different today'
			],
			commonMistakes: ['The parent is anxious throughout', 'The team is laughed at']
		},
		{
			number: 423,
			prompt: 'When did you come too close to a patient, or stay too far away?',
			tags: ['boundaries', 'professionalism'],
			followUps: {
				'A perfect middle': 'Which of the two is your usual side?',
				'Who noticed': 'How did it come to your attention?',
				'The way back': 'What did you do at the next meeting?'
			},
			strongAnswer: [
				'Names the moment without drama',
				'Sees what it did to the patient',
				'Talked to somebody about it',
				'Knows the early sign in themselves now'
			],
			commonMistakes: [
				'Speaks of boundaries as a rule only others break',
				'Confesses something that needs reporting and does not notice'
			]
		},
		{
			number: 424,
			prompt: 'Walk me through the most puzzling patient you have had a part in.',
			tags: ['difficult-case', 'diagnosis'],
			followUps: {
				'Where they were wrong': 'What did you think on the first day, and why?',
				'Own contribution': 'Which thought or finding was yours?',
				'Not knowing': 'What is still unexplained?'
			},
			strongAnswer: [
				'Lays out the puzzle so that a listener can follow',
				'Own part stated exactly',
				'Says what misled the team and what set it right'
			],
			commonMistakes: ['A rare diagnosis as the point of the story', 'Lab values for two minutes']
		}
	]
);
