import { toQuestions } from './built-in-question.ts';

export const ethicsQuestions = toQuestions('ethics', { targetSeconds: 150 }, [
	{
		number: 501,
		prompt: 'Tell me about a situation where you were not sure what the right thing to do was.',
		tags: ['dilemma'],
		isStar: true,
		followUps: [
			'What was the best argument for the other choice?',
			'Whom did you ask, and what did they see that you had not?',
			'Would you decide the same way again?'
		],
		strongAnswer: [
			'A real dilemma: something good is lost either way',
			'Says what each side stood to lose, the patient first',
			'Sought help: a senior, an ethics service, the family',
			'Reaches a decision and looks back on it'
		],
		commonMistakes: [
			'A case in which the answer was never in doubt',
			'Names principles and does not apply them'
		]
	},
	{
		number: 502,
		prompt: 'Your attending chooses a plan that you believe will harm the patient. What do you do?',
		tags: ['hierarchy', 'speaking-up'],
		followUps: [
			'What are the words you would open with?',
			'The attending says: just do it. What now?',
			'How sure would you have to be?'
		],
		strongAnswer: [
			'Checks their own facts first, quickly',
			'Asks in private, as a question, with the evidence in hand',
			'Goes up the line openly if the danger remains, and says so to the attending',
			'Does not simply refuse, and does not simply obey'
		],
		commonMistakes: [
			'Goes over the attending’s head at once',
			'Defers without a word because the attending must know',
			'Stays with theory and never says what they would say'
		]
	},
	{
		number: 503,
		prompt:
			'A toddler’s bruises do not match the story you are told. Take me through the next hour.',
		tags: ['child-abuse', 'reporting'],
		followUps: [
			'What do you say to the parents?',
			'The senior doctor says the family is well known and respectable. What do you do?',
			'What do you write down, and how?'
		],
		strongAnswer: [
			'The child’s safety and a full examination come first',
			'Knows that suspicion is enough and that the duty to report is their own',
			'Speaks to the parents honestly and without accusing',
			'Brings in social work and a senior early',
			'Records the words used and what was seen'
		],
		commonMistakes: [
			'Waits for proof',
			'Confronts the parents as if already judged',
			'Leaves the report to somebody else'
		]
	},
	{
		number: 504,
		prompt:
			'You find that your patient was given ten times the intended dose overnight. He seems well. What happens next?',
		tags: ['error-disclosure', 'safety'],
		followUps: [
			'How do you tell the patient? Use the words.',
			'The nurse who gave it is in tears. What do you say to her?',
			'Somebody suggests not to mention it, since no harm was done. And now?'
		],
		strongAnswer: [
			'Looks after the patient first: assess, monitor, correct',
			'Tells the attending and the patient the same day, in plain words, with an apology',
			'Reports it so that the cause can be found',
			'Treats colleagues fairly'
		],
		commonMistakes: [
			'Weighs whether to tell the patient at all',
			'Looks for the guilty person before looking at the patient'
		]
	},
	{
		number: 505,
		prompt:
			'A patient with sepsis wants to leave hospital tonight. How do you decide whether he may?',
		tags: ['capacity', 'autonomy'],
		followUps: [
			'He understands, and still wants to go. What do you do?',
			'What if he cannot repeat back what you told him?',
			'How would you make it easier for him to come back?'
		],
		strongAnswer: [
			'Asks why he wants to leave before anything else',
			'Tests capacity for this decision: understands, weighs, chooses, can say it',
			'If he has it: respects the choice, makes the safest plan possible, leaves the door open',
			'If not: treats in his interest, least force, and keeps reviewing',
			'Asks for help and records the reasoning'
		],
		commonMistakes: [
			'Takes disagreement with the doctor as lack of capacity',
			'Reaches for a form to sign instead of a conversation'
		]
	},
	{
		number: 506,
		prompt:
			'A woman in the emergency room says she will end her life, then asks to go home. Talk me through it.',
		tags: ['involuntary-admission', 'risk'],
		followUps: [
			'What would let you send her home safely?',
			'How would you tell her that she has to stay?',
			'What do you do if the family begs you not to admit her?'
		],
		strongAnswer: [
			'Makes the place safe and listens before assessing',
			'Asks directly about plan, means, past attempts, alcohol and what keeps her alive',
			'Looks for the least restrictive plan that is safe, with family and follow-up',
			'Knows that holding her follows state law and involves a senior or psychiatry',
			'Tells her openly what is happening and why'
		],
		commonMistakes: [
			'Jumps to a hold without an assessment',
			'Accepts a promise of safety as a plan'
		]
	}
]);
