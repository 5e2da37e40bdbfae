import { toQuestions } from './built-in-question.ts';

/*
 * A drill: what a programme has no business to ask, and how to get past it with everybody’s dignity. The rules are put in
 * plain words for practice; they are no legal advice.
 */
export const mayNotAskQuestions = toQuestions(
	'may-not-ask',
	{ targetSeconds: 30, difficulty: 3, lightSeconds: { green: 20, amber: 45, red: 60 } },
	[
		{
			number: 1601,
			prompt: 'Are you married, or planning to be?',
			tags: ['family', 'marriage'],
			rule: 'Marriage and family are no business of a hiring decision: federal law bars decisions based on sex, many states protect family status as well, and the Match’s rules want talk about fit for training.',
			gracefulAnswer:
				'I keep my private life out of interviews, but if you wonder whether I can do the hours: yes, and here is how I have managed them so far.',
			followUps: {
				'Answered more than they wished to':
					'You gave me a whole family. What would you have liked to say instead?',
				'Turned cold': 'Same words, with a smile. Try it once more.',
				'No bridge back': 'Which question would you like me to ask next?'
			},
			strongAnswer: [
				'Recognises the question without a change of tone',
				'Answers the worry behind it: can I do the work',
				'Leads back to training in one sentence'
			],
			commonMistakes: [
				'Tells the whole story out of politeness',
				'Quotes the law at a nervous interviewer'
			]
		},
		{
			number: 1602,
			prompt: 'Do you intend to have children during residency?',
			tags: ['family', 'pregnancy'],
			rule: 'Pregnancy and plans for it fall under sex discrimination law. A programme may tell every candidate about its leave; it may not ask one of them about children.',
			gracefulAnswer:
				'I plan to finish the programme on time. Could you tell me how you handle leave of any kind? I imagine all of your residents ask.',
			followUps: {
				'Promised not to':
					'You have just made a promise nobody may ask for. How would you take it back?',
				Anger: 'The person across from you may simply be clumsy. How do you stay on good terms?',
				Silence: 'Nothing came. What is your first half-sentence?'
			},
			strongAnswer: [
				'Neither yes nor no, and nobody is embarrassed',
				'Brings it round to commitment, or to the leave policy for everybody',
				'Keeps the friendly tone'
			],
			commonMistakes: [
				'Promises not to have children',
				'Asks in return how many the interviewer has'
			]
		},
		{
			number: 1603,
			prompt: 'You look older than our other applicants. How old are you?',
			tags: ['age'],
			rule: 'Age is protected from forty upwards by federal law, and earlier in some states. What counts is whether the person can do the work.',
			gracefulAnswer:
				'Old enough to have made my beginner’s mistakes already. If it is about nights: I worked six a month until June.',
			followUps: {
				'Gave the number': 'Was that what the interviewer wanted to know?',
				Hurt: 'What in your own experience makes you a better intern?',
				'Joke and nothing more': 'Good. Now add one fact about the work.'
			},
			strongAnswer: [
				'Light, and then a fact about stamina or experience',
				'Does not need to name a number',
				'Not offended, not apologetic'
			],
			commonMistakes: ['Defends their age for a minute', 'Laughs along and is visibly wounded']
		},
		{
			number: 1604,
			prompt: 'Will your religion allow you to work at weekends?',
			tags: ['religion', 'schedule'],
			rule: 'Religion is protected by law, and an employer has to look for reasonable ways to accommodate it. A programme may describe the schedule and ask everybody whether they can meet it.',
			gracefulAnswer:
				'I can meet the schedule that your residents work. If I ever need to swap a day, I arrange it early, as anybody does.',
			followUps: {
				'Explained the faith': 'You need not explain it. What does the rota need to know?',
				'A promise that is untrue': 'Is that so? What would you do on your holiest day?',
				'Felt tested': 'How would you ask me about swaps in general?'
			},
			strongAnswer: [
				'Answers about the schedule, truthfully',
				'Leaves belief out of it unless they choose to speak',
				'Can ask about swaps without fear'
			],
			commonMistakes: ['A sermon, or a denial', 'Promises something they cannot keep']
		},
		{
			number: 1605,
			prompt: 'Where are you really from? You have an accent.',
			tags: ['origin', 'accent'],
			rule: 'National origin, and an accent that comes with it, may not decide. A programme may ask whether one is allowed to work and whether one can be understood well enough for safe care.',
			gracefulAnswer:
				'I grew up in Lagos and have worked in English all my life. Patients follow me well; I ask them to tell me what they heard.',
			followUps: {
				'Only the country': 'And what about the worry whether patients understand you?',
				Offended: 'If the question was friendly, what would you lose by a short answer?',
				'Gave the life story': 'Make it one sentence.'
			},
			strongAnswer: [
				'Chooses freely how much to say about origin',
				'Answers the concern about being understood, with a habit',
				'Stays warm'
			],
			commonMistakes: [
				'Says sorry for how they speak',
				'Corrects the interviewer in front of the panel'
			]
		},
		{
			number: 1606,
			prompt: 'Do you have any illness that we should know about?',
			tags: ['health', 'disability'],
			rule: 'Before an offer, disability law keeps health and disability out of the interview. One may ask whether a person can do the tasks of the post, with help where it is reasonable.',
			gracefulAnswer:
				'I can do everything the post asks for. Should I ever need something in order to do it well, I would raise it with you in time.',
			followUps: {
				'Listed a history': 'Which of that has to do with the work?',
				'Denied too much': 'You need not swear to anything. Say it about the tasks.',
				'Fear of lying': 'What is the difference between lying and keeping something private?'
			},
			strongAnswer: [
				'Speaks about the tasks of the work',
				'Discloses nothing under pressure, and tells no lie',
				'Knows that help can be asked for after an offer'
			],
			commonMistakes: ['Tells a medical history to be honest', 'Says never to have been ill']
		},
		{
			number: 1607,
			prompt: 'Where will you rank us?',
			tags: ['rank-list', 'match'],
			rule: 'The rules of the Match let both sides say of their own accord that they like each other. They do not let a programme ask for the order of a list or for a promise.',
			gracefulAnswer:
				'I liked what I heard today, above all from your residents. I will make my list after the last interview, as I must.',
			followUps: {
				'Said first, and did not mean it':
					'You may have to say that ten times. What could you say ten times and mean?',
				'Dodged without warmth': 'Put one true thing that you liked in front of it.',
				'Asked back': 'May you ask us?'
			},
			strongAnswer: [
				'Gives honest interest and no number',
				'Names one thing from the day',
				'Knows the same rule binds both sides'
			],
			commonMistakes: ['You are my first choice, everywhere', 'Lectures about the agreement']
		},
		{
			number: 1608,
			prompt: 'Which other programmes are you interviewing with?',
			tags: ['other-programmes', 'match'],
			rule: 'The Match’s rules keep programmes from asking for the names, the places or the kinds of programmes where somebody has applied.',
			gracefulAnswer:
				'I am looking at programmes with strong teaching on the wards and a mixed population, which is why I was glad to hear from you.',
			followUps: {
				'Gave the list': 'What will they do with that list?',
				'A blank refusal': 'How do you say no and still tell me something?',
				Vague: 'What do those programmes have in common?'
			},
			strongAnswer: [
				'Describes what they look for and names nobody',
				'Uses it to come back to this programme',
				'Even and friendly'
			],
			commonMistakes: ['Drops famous names', 'Says that this is the only one']
		},
		{
			number: 1609,
			prompt: 'Will your girlfriend, or your boyfriend, move here with you?',
			tags: ['orientation', 'private-life'],
			rule: 'Sex, orientation and identity are protected, and a partner is part of private life. A programme may offer facts about the city to everybody.',
			gracefulAnswer:
				'I like the idea of living here, and I would be glad to hear where your residents live and how they get to work.',
			followUps: {
				'Corrected the gender': 'Did you want to tell me that?',
				Stiff: 'What could you ask about the city instead?',
				'Long pause': 'Which first words could you always use?'
			},
			strongAnswer: [
				'Reveals only what they wish to',
				'Turns to settling in and staying',
				'Puts the interviewer at ease'
			],
			commonMistakes: ['Feels forced to come out, or to lie', 'Treats clumsiness as an attack']
		},
		{
			number: 1610,
			prompt: 'Is your partner applying as well? We like to know about couples.',
			tags: ['couple', 'match'],
			rule: 'Whether somebody takes part in the Match as a couple is theirs to tell. A programme may not press for it.',
			gracefulAnswer:
				'I am here for my own application today. If there is something about it that concerns you both ways, I will write to the coordinator.',
			followUps: {
				'Told it all': 'Was it your decision or a reflex?',
				'Hid a plan that helps': 'When might it be in your interest to say it?',
				'No sign of thought': 'Have you two agreed on what to say?'
			},
			strongAnswer: [
				'Has decided beforehand what to tell and to whom',
				'Calm either way',
				'Does not bargain for the partner'
			],
			commonMistakes: ['Makes the partner the subject of the interview', 'Is caught unprepared']
		},
		{
			number: 1611,
			prompt: 'You serve in the reserve. Will we lose you for months at a time?',
			tags: ['military', 'reserve'],
			rule: 'Service in the armed forces and the reserve may not count against anybody, and posts have to be kept for them. A programme may ask how to plan together.',
			gracefulAnswer:
				'I know my training dates a year ahead, and my last hospital planned around them without gaps. I would do the same here.',
			followUps: {
				'Rights first': 'True. And what does the chief resident need from you?',
				'Played it down': 'Is that realistic? What are the dates?',
				'Only duty': 'What does service give to the ward?'
			},
			strongAnswer: [
				'Facts about dates and notice',
				'Shows how others have planned with it',
				'Knows that they are protected and does not wave it about'
			],
			commonMistakes: ['Offers to leave the service', 'Threatens with the law']
		},
		{
			number: 1612,
			prompt: 'Whom did you vote for? You can tell me.',
			tags: ['politics', 'opinion'],
			rule: 'Votes and party have nothing to do with training; some states protect them by law, and good practice keeps them out everywhere.',
			gracefulAnswer:
				'I enjoy such talks over dinner. At work I have found that patients of every view need the same from me.',
			followUps: {
				'Took the bait': 'How do you get out of it now?',
				Rude: 'One sentence, and we both still smile. Try.',
				'Nothing about patients': 'How do you treat somebody whose opinions you cannot bear?'
			},
			strongAnswer: [
				'Declines with humour or warmth',
				'Leads to how they treat people of all views',
				'Reveals nothing by tone'
			],
			commonMistakes: ['Guesses the interviewer’s party', 'Takes it as permission to debate']
		}
	]
);
