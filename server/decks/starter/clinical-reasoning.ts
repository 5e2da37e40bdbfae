import { toQuestions } from './built-in-question.ts';

export const clinicalReasoningQuestions = toQuestions(
	'clinical-reasoning',
	{ targetSeconds: 150, difficulty: 2, lightSeconds: { green: 90, amber: 150, red: 180 } },
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
			followUps: {
				'Telling them apart': 'What tells you that this is not a new psychosis?',
				'The nurse’s request': 'The nurse asks for something to calm her. What do you say?',
				'The history': 'What would you ask the daughter?'
			},
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
			followUps: {
				'The words': 'How do you ask about suicide? Use the words.',
				'Order of things': 'What do you treat today, and what can wait?',
				Team: 'Who else should be in on the plan?'
			},
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
			followUps: {
				'The bedside sign': 'How do you tell withdrawal from encephalopathy at the bedside?',
				'The drug to avoid': 'Which drug would you avoid, and why?',
				'The long view': 'How do you talk with her about drinking next week?'
			},
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
			followUps: {
				'Getting the history': 'How do you get hold of her history tonight?',
				'Why she was lost': 'Why do you think she stopped coming?',
				'Whom to call': 'Whom do you call, and what do you ask?'
			},
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
			followUps: {
				'The threshold and the words':
					'At which point do you call, and what is your first sentence?',
				'A short senior': 'What if the senior is short with you?',
				'The family': 'What do you tell the family in the corridor?'
			},
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
			followUps: {
				'A look from the door': 'What would you look for from the door?',
				'The mother’s wish': 'The mother wants antibiotics. What do you say?',
				'Coming back': 'What must she come back for?'
			},
			strongAnswer: [
				'Begins with how the child looks, drinks and plays',
				'Separates common from dangerous, and does not forget Kawasaki disease at five days',
				'Uses few tests, and says what each would decide',
				'Gives the parent clear signs to return for'
			],
			commonMistakes: ['A full panel for every fever', 'Forgets the parent in the room']
		},
		{
			number: 1307,
			prompt:
				'A woman of forty-eight has pressure in her chest since her divorce hearing this morning. Everybody says it is stress. And you?',
			tags: ['chest-pain', 'women'],
			specialties: [
				'internal-medicine',
				'family-medicine',
				'med-psych',
				'med-peds',
				'surgery',
				'neurology'
			],
			followUps: {
				'Stress believed': 'What must not be missed before you agree?',
				'Tests without thought': 'Which result would change what you do in the next hour?',
				'The person': 'What do you say to her while you wait?'
			},
			strongAnswer: [
				'Treats it as the heart until shown otherwise',
				'Keeps other dangers in view: clot, tear in the aorta',
				'Knows that distress and disease can come together',
				'Explains each step to her'
			],
			commonMistakes: ['Panic attack, because she is crying', 'Every test in the book']
		},
		{
			number: 1308,
			prompt:
				'A young man has stopped speaking, eating and moving since Friday. His arm stays where you put it. Think aloud.',
			tags: ['catatonia', 'medical-psychiatry'],
			specialties: ['psychiatry', 'neurology', 'med-psych', 'internal-medicine'],
			difficulty: 3,
			followUps: {
				'One cause': 'What else can look like this?',
				Danger: 'What could kill him this week?',
				'First treatment': 'What would you try that is also a test?'
			},
			strongAnswer: [
				'Thinks of catatonia early and of its many causes',
				'Looks for dangers: fever, rigidity, a recent antipsychotic, dehydration, clots',
				'Knows that a benzodiazepine may both help and tell',
				'Has brain, drugs and metabolism checked'
			],
			commonMistakes: ['He does not want to talk', 'A stronger antipsychotic first']
		},
		{
			number: 1309,
			prompt:
				'A man of fifty has the worst headache of his life. It came while he was lifting a box, and now it is better. May he go home?',
			tags: ['headache', 'red-flags'],
			specialties: ['neurology', 'internal-medicine', 'family-medicine', 'med-peds', 'med-psych'],
			followUps: {
				'Better means safe': 'What can be deadly and improve for a day?',
				'One test': 'When is that test not enough?',
				'Going home': 'What exactly would let you send him home?'
			},
			strongAnswer: [
				'Sudden onset outweighs improvement',
				'Names bleeding first, and two other dangers',
				'Knows that the time since onset decides which test is enough',
				'Clear instructions, should he go'
			],
			commonMistakes: ['Migraine, since he had it before', 'Waits for the pain to return']
		},
		{
			number: 1310,
			prompt:
				'An old man says that his belly hurts a little. It is soft. He looks grey. What are you thinking?',
			tags: ['abdominal-pain', 'surgery'],
			specialties: ['surgery', 'internal-medicine', 'family-medicine', 'med-peds'],
			followUps: {
				'Soft belly, no danger': 'When does a soft belly lie?',
				'Waits for a scan': 'What do you do while the scanner is busy?',
				Call: 'At which moment do you ring your senior?'
			},
			strongAnswer: [
				'Believes the colour more than the belly',
				'Thinks of vessels, bowel, heart and sepsis',
				'Resuscitates and calls while still looking'
			],
			commonMistakes: ['Constipation', 'A perfect list, and nobody at the bedside']
		},
		{
			number: 1311,
			prompt:
				'A baby of three weeks feels hot and is feeding less. The parents think it is the weather. What do you do?',
			tags: ['newborn', 'fever'],
			specialties: ['paediatrics', 'family-medicine', 'med-peds'],
			followUps: {
				'The weather': 'What is different about three weeks and three months?',
				'Sends blood only': 'What would you not wait for?',
				Parents: 'How do you explain a needle in the back?'
			},
			strongAnswer: [
				'Knows that fever at this age is serious until shown otherwise',
				'Looks at the whole baby: colour, tone, breathing, feeding',
				'Full search for infection and early treatment',
				'Speaks to the parents in plain words'
			],
			commonMistakes: [
				'Paracetamol and a review tomorrow',
				'Frightens the parents before having looked'
			]
		},
		{
			number: 1312,
			prompt:
				'A widower of eighty has lost ten kilos in half a year. Where do you start, before any test?',
			tags: ['weight-loss', 'elderly'],
			specialties: ['internal-medicine', 'family-medicine', 'psychiatry', 'med-psych', 'neurology'],
			followUps: {
				'Cancer hunt': 'What would you ask about his kitchen?',
				'Mood left out': 'How would you ask about grief?',
				'Mind left out': 'And if he forgets to eat?'
			},
			strongAnswer: [
				'Begins with his day: meals, teeth, money, company',
				'Has drugs, mood, memory, swallowing and cancer in one frame',
				'Chooses few tests, and says why',
				'Thinks of who can help this week'
			],
			commonMistakes: ['A scan of everything', 'At eighty that is normal']
		},
		{
			number: 1313,
			prompt:
				'A student has had five seizures in a week, and every test is normal. Her friends have started to roll their eyes. What now?',
			tags: ['seizure', 'psychogenic'],
			specialties: ['neurology', 'psychiatry', 'med-psych', 'internal-medicine'],
			difficulty: 3,
			followUps: {
				Fake: 'What does she live through during one?',
				Doubt: 'What would you need to see to be sure?',
				'Telling her': 'How do you tell her? Use your words.'
			},
			strongAnswer: [
				'Knows that attacks can be real without being epilepsy, and that both can be present',
				'Wants one seen or filmed, with a recording of the brain where possible',
				'Explains it without blame and offers treatment'
			],
			commonMistakes: ['Stops everything and sends her home', 'Adds a drug each time']
		},
		{
			number: 1314,
			prompt:
				'A man smelling of drink fell down the stairs and is sleepy. It is Saturday night. How do you keep from being fooled?',
			tags: ['alcohol', 'trauma'],
			specialties: [
				'surgery',
				'internal-medicine',
				'psychiatry',
				'neurology',
				'family-medicine',
				'med-psych'
			],
			followUps: {
				'Sleeps it off': 'What else makes a drunk man sleepy?',
				'One look': 'How often do you look again, and at what?',
				Monday: 'What do you talk about with him in the morning?'
			},
			strongAnswer: [
				'Injury first: head, neck, belly, sugar',
				'Repeated looks with a clear trigger for a scan',
				'Watches for withdrawal on the second day',
				'Speaks about drinking without contempt'
			],
			commonMistakes: ['He is here every week', 'Restrains first and asks later']
		},
		{
			number: 1315,
			prompt:
				'A child is back from a trip with fever, a rash and a cough. The waiting room is full. What is your first move?',
			tags: ['rash', 'travel'],
			specialties: ['paediatrics', 'internal-medicine', 'family-medicine', 'med-peds'],
			followUps: {
				'The child only': 'And the other twenty children outside?',
				'One disease': 'Which two would you least like to miss?',
				Questions: 'What are your three questions to the mother?'
			},
			strongAnswer: [
				'Moves the child out of the room first',
				'Asks about vaccines, place, contacts and time',
				'Sick or not sick, then the short list',
				'Knows whom to notify'
			],
			commonMistakes: [
				'Begins with the rash and forgets the room',
				'Names tropical diseases to impress'
			]
		},
		{
			number: 1316,
			prompt:
				'Five days after a hip operation your patient is suddenly short of breath. The nurse thinks that she is anxious. Go on.',
			tags: ['postoperative', 'breathlessness'],
			specialties: ['surgery', 'internal-medicine', 'family-medicine'],
			followUps: {
				Agreed: 'What would anxiety look like on the monitor?',
				'One cause': 'And if there is no clot?',
				Action: 'What are you doing while you think?'
			},
			strongAnswer: [
				'At the bedside, with oxygen, monitor, and an ear on the chest',
				'Clot, pneumonia, heart, fluid, bleeding, each with a sign to look for',
				'Treats before the proof if she is going downhill',
				'Answers the nurse with respect'
			],
			commonMistakes: ['A scan is ordered and they move on', 'Reassures her']
		},
		{
			number: 1317,
			prompt:
				'A nineteen-year-old believes that the radio talks about him. He started college in September. What do you want to know?',
			tags: ['first-episode', 'psychosis'],
			specialties: [
				'psychiatry',
				'internal-medicine',
				'family-medicine',
				'med-psych',
				'paediatrics',
				'neurology',
				'med-peds'
			],
			followUps: {
				'Straight to schizophrenia': 'What else can do that at nineteen?',
				Safety: 'What does he plan to do about the radio?',
				Alliance: 'What do you say about the radio, without agreeing and without arguing?'
			},
			strongAnswer: [
				'Asks with interest; neither argues nor agrees',
				'Safety: commands, fear, weapons, self-care',
				'Looks for drugs, sleep, mood, seizure, autoimmune illness',
				'Brings in family with his leave, and an early-treatment team'
			],
			commonMistakes: ['Tells him that it is not real', 'Admits him by reflex']
		},
		{
			number: 1318,
			prompt:
				'A man with heart failure is admitted for the fourth time this year. What will you do differently this time?',
			tags: ['goals', 'heart-failure'],
			specialties: ['internal-medicine', 'family-medicine', 'med-psych', 'med-peds'],
			followUps: {
				'More of the drug': 'Why did he come back each time?',
				'His view': 'What does he think makes it worse?',
				'Talk about the end': 'When would you speak about what lies ahead?'
			},
			strongAnswer: [
				'Asks what happens at home: salt, pills, money, loneliness',
				'Looks for a new cause: rhythm, valve, kidney, a painkiller',
				'A call within days, with a name',
				'Opens a talk about what matters to him'
			],
			commonMistakes: ['Blames the salt', 'Discharges him with the same letter']
		}
	]
);
