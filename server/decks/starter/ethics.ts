import { toQuestions } from './built-in-question.ts';

export const ethicsQuestions = toQuestions('ethics', { targetSeconds: 150, difficulty: 3 }, [
	{
		number: 501,
		prompt: 'Tell me about a situation where you were not sure what the right thing to do was.',
		tags: ['dilemma'],
		isStar: true,
		followUps: {
			'The other argument': 'What was the best argument for the other choice?',
			'Other voices': 'Whom did you ask, and what did they see that you had not?',
			'Looking back': 'Would you decide the same way again?'
		},
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
		followUps: {
			'The opening words': 'What are the words you would open with?',
			'What if refused': 'The attending says: just do it. What now?',
			'Their own certainty': 'How sure would you have to be?'
		},
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
		followUps: {
			'The talk with the parents': 'What do you say to the parents?',
			'Pressure from above':
				'The senior doctor says the family is well known and respectable. What do you do?',
			'The record': 'What do you write down, and how?'
		},
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
		followUps: {
			'The words to the patient': 'How do you tell the patient? Use the words.',
			'The colleague': 'The nurse who gave it is in tears. What do you say to her?',
			'The temptation': 'Somebody suggests not to mention it, since no harm was done. And now?'
		},
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
		followUps: {
			'Refusal with capacity': 'He understands, and still wants to go. What do you do?',
			'Refusal without it': 'What if he cannot repeat back what you told him?',
			'The way back': 'How would you make it easier for him to come back?'
		},
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
		followUps: {
			'What makes home safe': 'What would let you send her home safely?',
			'How she is told': 'How would you tell her that she has to stay?',
			'The family': 'What do you do if the family begs you not to admit her?'
		},
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
	},
	{
		number: 507,
		prompt:
			'A patient’s daughter stops you outside: please do not tell my father that it is cancer. What do you say?',
		tags: ['confidentiality', 'family'],
		followUps: {
			'Words to the daughter': 'Use the sentence you would say to her, standing there.',
			'The father’s wish': 'How will you find out how much he wants to know?',
			'Culture as an answer': 'She says: in our family this is how it is done. Does that settle it?'
		},
		strongAnswer: [
			'Hears the daughter out; the wish comes from love',
			'The information is the father’s, and so is the choice not to have it',
			'Asks him how much he would like to know, and whom he wants present',
			'Does not promise to lie'
		],
		commonMistakes: ['Gives in, because families know best', 'Reads her the law and walks on']
	},
	{
		number: 508,
		prompt:
			'In clinic, a patient tells you that he thinks about hurting his neighbour. What happens now?',
		tags: ['confidentiality', 'safety', 'psychiatry'],
		followUps: {
			Assessment: 'What do you ask him next?',
			'Duty to protect': 'Whom might you have to tell, and who decides that with you?',
			Openness: 'What do you tell the patient about it?'
		},
		strongAnswer: [
			'Stays with him and asks: who, how, when, with what, how close',
			'Knows that a real threat to a person can outweigh confidentiality, and that states differ',
			'Brings in a senior and, where needed, legal advice at once',
			'Tells the patient what will be done, if that is safe'
		],
		commonMistakes: ['Promises silence', 'Calls the police before asking a second question']
	},
	{
		number: 509,
		prompt: 'A co-resident you like smells of alcohol at the start of a shift. What do you do?',
		tags: ['impairment', 'colleague'],
		followUps: {
			'The next ten minutes': 'He says he is fine and has patients waiting. And now?',
			Friendship: 'You owe him a favour. Does that weigh?',
			Afterwards: 'What do you do for him next week?'
		},
		strongAnswer: [
			'Patients first: he does not see any this morning',
			'Speaks to him privately and at once',
			'Tells the responsible senior the same hour; it is not theirs to keep',
			'Treats it as illness, with help in view'
		],
		commonMistakes: ['Covers for him this once', 'Sends an anonymous note later']
	},
	{
		number: 510,
		prompt:
			'You are asked to write an examination in the notes that you did not do. What do you answer?',
		tags: ['honesty', 'documentation'],
		followUps: {
			'The words upwards': 'The senior is in a hurry. Your sentence, please.',
			'Grey zone': 'What about copying yesterday’s note?',
			'Already done': 'You find out that you signed one last week. And then?'
		},
		strongAnswer: [
			'Does not write it',
			'Offers to go and do the examination now',
			'Knows what false records do to the next doctor',
			'Corrects own records openly'
		],
		commonMistakes: [
			'Everybody does it',
			'Refuses with a speech, and leaves the patient unexamined'
		]
	},
	{
		number: 511,
		prompt:
			'The consent form is signed, but your patient cannot tell you what the operation is for. What now?',
		tags: ['consent', 'surgery'],
		followUps: {
			Delay: 'The theatre is ready and everybody is waiting. Who do you call?',
			'How to explain': 'Explain it to me as you would to her.',
			'If she asks you to decide': 'She says: you decide, doctor. What do you answer?'
		},
		strongAnswer: [
			'A signature is not consent; understanding is',
			'Stops the process kindly and tells the surgeon',
			'Explains in plain words or brings the one who should',
			'Checks with teach-back, and with an interpreter where one is needed'
		],
		commonMistakes: ['The form is signed, so it is legal', 'Explains outside their own competence']
	},
	{
		number: 512,
		prompt:
			'A colleague posts a ward picture with a patient’s name readable on a board. You see it at home. What do you do?',
		tags: ['social-media', 'privacy'],
		followUps: {
			'First step': 'It is ten in the evening. What is your first message?',
			'If it stays up': 'She says nobody will notice. And then?',
			'Own habits': 'Where is your own line online?'
		},
		strongAnswer: [
			'Acts at once: asks her to take it down',
			'Knows that it must be reported as a breach, not only deleted',
			'Fair to the colleague, clear about the patient'
		],
		commonMistakes: [
			'Likes the picture and mentions it next week',
			'Shares it in order to complain about it'
		]
	},
	{
		number: 513,
		prompt:
			'One bed is left on the ward and two patients need it. How do you think about who gets it?',
		tags: ['justice', 'resources'],
		followUps: {
			'The patient who shouts': 'One family is loud and well connected. Does that come into it?',
			'Who decides': 'Is this yours to decide?',
			'The one without a bed': 'What do you do for the other?'
		},
		strongAnswer: [
			'Need and benefit first; not wealth, noise or who they are',
			'Knows who has the authority and takes part with facts',
			'Makes the second-best place as safe as possible',
			'Can say it to both families in the same words'
		],
		commonMistakes: ['First come, first served, and closes the case', 'Decides alone at night']
	},
	{
		number: 514,
		prompt:
			'You notice an error in a colleague’s discharge letter a week later. The patient is at home. What do you do?',
		tags: ['error', 'colleague'],
		followUps: {
			'Patient first': 'Who rings the patient, and what is said?',
			'The colleague': 'How do you tell your colleague?',
			System: 'Why could that happen?'
		},
		strongAnswer: [
			'Works out what it may do to the patient and acts the same day',
			'Tells the colleague directly, before or while correcting it',
			'Sees that the letter and the cause are put right'
		],
		commonMistakes: ['Corrects it quietly in the record', 'Waits for the next appointment']
	},
	{
		number: 515,
		prompt: 'A grateful family hands you an envelope. How do you react?',
		tags: ['gifts', 'professionalism'],
		followUps: {
			'The words': 'What do you say so that nobody loses face?',
			'A smaller gift': 'And home-made cake for the ward?',
			'Another custom': 'Where they come from, refusing is an insult. What then?'
		},
		strongAnswer: [
			'Warm thanks first, and a clear no to money',
			'Knows there is a policy, and that a gift may be shared or declined',
			'Tells a senior, so that nothing is hidden'
		],
		commonMistakes: ['Takes it to be polite', 'Refuses so stiffly that the family is hurt']
	},
	{
		number: 516,
		prompt:
			'A fifteen-year-old asks you for contraception and begs you not to tell her mother. How do you go on?',
		tags: ['adolescent', 'confidentiality'],
		specialties: [
			'paediatrics',
			'family-medicine',
			'med-peds',
			'psychiatry',
			'internal-medicine',
			'med-psych'
		],
		followUps: {
			'What she has not said': 'What would you ask to be sure that she is safe?',
			'The law': 'What do you need to know about your state?',
			'The mother rings': 'Her mother rings tomorrow and asks what was discussed. Your answer?'
		},
		strongAnswer: [
			'Sees her alone and explains what stays private and what cannot',
			'Asks about age of partner, pressure and safety',
			'Knows that minors’ rights differ by state, and looks it up',
			'Encourages, and does not force, a talk with a trusted adult'
		],
		commonMistakes: [
			'Rings the mother to be on the safe side',
			'Hands over a prescription and asks nothing'
		]
	},
	{
		number: 517,
		prompt:
			'A family demands everything for a dying patient. You believe that it only prolongs suffering. What do you do?',
		tags: ['futility', 'end-of-life'],
		followUps: {
			'What they hope for': 'What do you ask before you explain anything?',
			'The patient’s voice': 'What would he have said?',
			Deadlock: 'You agree on nothing after three meetings. And then?'
		},
		strongAnswer: [
			'Asks what they understand and what they fear',
			'Brings the patient’s own wishes into the room',
			'Offers a trial with a date and an aim, not an ultimatum',
			'Uses palliative care and ethics early'
		],
		commonMistakes: [
			'Speaks of futility as if it were a lab value',
			'Does whatever is demanded to avoid the talk'
		]
	},
	{
		number: 518,
		prompt:
			'You find that a figure in your group’s paper is better than the data. The deadline is tonight. What do you do?',
		tags: ['research', 'honesty'],
		followUps: {
			'The senior shrugs': 'The senior author says: it does not change the message. And now?',
			Certainty: 'How would you make sure that you are not mistaken?',
			Afterwards: 'How do you live in that group next month?'
		},
		strongAnswer: [
			'Checks first, with the raw data',
			'Raises it tonight with the person responsible',
			'Would rather miss the deadline, and take their name off if need be',
			'Knows where to go if nobody listens'
		],
		commonMistakes: [
			'After publication one can still correct it',
			'Sends a complaint before asking a question'
		]
	}
]);
