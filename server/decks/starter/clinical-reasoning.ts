import { toQuestions } from './built-in-question.ts';

const aloud = { green: 90, amber: 150, red: 180 };

export const clinicalReasoningQuestions = toQuestions(
	'clinical-reasoning',
	{ targetSeconds: 150, lightSeconds: aloud },
	[
		{
			number: 1301,
			prompt:
				'An eighty-year-old sees children in her room two days after hip surgery. Think aloud.',
			tags: ['delirium', 'psychosis'],
			specialties: [
				'internal-medicine',
				'psychiatry',
				'family-medicine',
				'surgery',
				'neurology',
				'med-psych',
				'med-peds'
			],
			followUps: [
				'What tells you that this is not a new psychosis?',
				'The nurse asks for something to calm her. What do you say?',
				'What would you ask the daughter?'
			],
			strongAnswer: [
				'Puts delirium first and says why: time course, attention, fluctuation',
				'Looks for causes in some order: drugs, pain, infection, oxygen, urine, withdrawal',
				'Starts with people and surroundings before sedatives',
				'Asks what she was like before',
				'Says what would change their mind'
			],
			commonMistakes: ['Recites a list with no order', 'Reaches for a drug first']
		},
		{
			number: 1302,
			prompt:
				'A man with diabetes has stopped his insulin and says nothing matters. How do you think about him?',
			tags: ['depression', 'diabetes'],
			specialties: ['internal-medicine', 'psychiatry', 'family-medicine', 'med-psych', 'med-peds'],
			followUps: [
				'How do you ask about suicide? Use the words.',
				'What do you treat today, and what can wait?',
				'Who else should be in on the plan?'
			],
			strongAnswer: [
				'Safety on both sides at once: blood sugar and suicide',
				'Sees that each illness feeds the other',
				'Asks before concluding: cost, side effects, grief, drink',
				'A plan for today and a date for the next contact'
			],
			commonMistakes: [
				'Calls him non-compliant',
				'Refers to psychiatry and goes back to the insulin'
			]
		},
		{
			number: 1303,
			prompt:
				'A woman with cirrhosis who drinks is confused and shaky this morning. Where does your mind go?',
			tags: ['substance-use', 'liver', 'delirium'],
			specialties: ['internal-medicine', 'psychiatry', 'family-medicine', 'neurology', 'med-psych'],
			followUps: [
				'How do you tell withdrawal from encephalopathy at the bedside?',
				'Which drug would you avoid, and why?',
				'How do you talk with her about drinking next week?'
			],
			strongAnswer: [
				'Holds withdrawal, encephalopathy, bleeding, infection and head injury side by side',
				'Names the finding or test that would separate them',
				'Thiamine and safety early',
				'Mentions the liver when choosing a sedative',
				'Speaks of her without judgement'
			],
			commonMistakes: ['Settles on the first idea', 'Treats the drinking as a character']
		},
		{
			number: 1304,
			prompt:
				'A twenty-year-old born with a heart defect turns up breathless. She has seen no doctor for three years. Where do you start?',
			tags: ['transition', 'congenital-heart'],
			specialties: ['internal-medicine', 'paediatrics', 'family-medicine', 'med-peds'],
			followUps: [
				'How do you get hold of her history tonight?',
				'Why do you think she stopped coming?',
				'Whom do you call, and what do you ask?'
			],
			strongAnswer: [
				'Sick or not sick first, then the heart she has now',
				'Knows that repaired is not cured and seeks old records',
				'Asks about pregnancy, rhythm and infection without being led',
				'Asks why she was lost, and plans so that it does not happen again'
			],
			commonMistakes: [
				'Treats her as an adult with ordinary breathlessness',
				'Guesses at the anatomy instead of asking for help'
			]
		},
		{
			number: 1305,
			prompt:
				'Your patient is worse and you do not know why. It is three in the morning. Talk me through the next ten minutes.',
			tags: ['uncertainty', 'escalation', 'safety'],
			targetSeconds: 120,
			followUps: [
				'At which point do you call, and what is your first sentence?',
				'What if the senior is short with you?',
				'What do you tell the family in the corridor?'
			],
			strongAnswer: [
				'Goes to the bedside',
				'An order that holds for any patient: airway, breathing, circulation, sugar, drugs',
				'Calls early, with a clear first sentence',
				'Says aloud what they do not know'
			],
			commonMistakes: ['Orders tests from the desk', 'Waits for a result before waking anybody']
		},
		{
			number: 1306,
			prompt:
				'A four-year-old has had a fever for five days and looks miserable. How do you sort out what is dangerous?',
			tags: ['fever', 'child'],
			specialties: ['paediatrics', 'family-medicine', 'med-peds'],
			followUps: [
				'What would you look for from the door?',
				'The mother wants antibiotics. What do you say?',
				'What must she come back for?'
			],
			strongAnswer: [
				'Begins with how the child looks, drinks and plays',
				'Separates common from dangerous, and does not forget Kawasaki disease at five days',
				'Uses few tests, and says what each would decide',
				'Gives the parent clear signs to return for'
			],
			commonMistakes: ['A full panel for every fever', 'Forgets the parent in the room']
		}
	]
);
