import { toQuestions } from './built-in-question.ts';

export const categoricalQuestions = toQuestions(
	'categorical',
	{ targetSeconds: 90, difficulty: 2 },
	[
		{
			number: 1001,
			prompt: 'What do people outside this specialty get wrong about it?',
			tags: ['specialty-knowledge'],
			followUps: {
				'Own error': 'Did you get it wrong yourself once?',
				'A scene': 'When did you see the truth of it?',
				'The unwelcome truth': 'What do they get right that we do not like to hear?'
			},
			strongAnswer: [
				'One misunderstanding, put fairly',
				'A day or a patient that showed otherwise',
				'Can laugh about the specialty a little'
			],
			commonMistakes: [
				'Complains about the status of the specialty',
				'Picks a cliché and agrees with it'
			]
		},
		{
			number: 1002,
			prompt: 'Describe the resident you would like to be in your last year here.',
			tags: ['growth', 'career-goals'],
			followUps: {
				'A model': 'Whom have you seen do it well?',
				'The distance': 'How far away from that are you now?',
				'The interns’ view': 'What will the interns say about you?'
			},
			strongAnswer: [
				'Behaviour that one could watch on a ward',
				'Somebody real as a model',
				'Honest about the distance'
			],
			commonMistakes: ['Chief resident, as a title', 'Only knowledge, nothing about people']
		},
		{
			number: 1003,
			prompt: 'Why internal medicine, when you could have the depth of one organ?',
			tags: ['specialty-choice'],
			specialties: ['internal-medicine'],
			followUps: {
				'A patient': 'Which patient made you like not knowing yet?',
				'The fellowship': 'Do you plan a fellowship? Then what are these three years for?',
				'Not knowing': 'What do you do when nothing fits together?'
			},
			strongAnswer: [
				'Enjoys the undecided part of a case and shows it in one',
				'Values looking after several illnesses in one person',
				'A fellowship plan does not swallow the answer'
			],
			commonMistakes: ['A stepping stone to cardiology', 'I like everything']
		},
		{
			number: 1004,
			prompt:
				'Psychiatry asks you to sit with people you cannot quickly help. Tell me how you have learned to do that.',
			tags: ['specialty-choice', 'therapeutic-relationship'],
			specialties: ['psychiatry'],
			followUps: {
				'Own reaction': 'What do you feel in such an hour, and what do you do with it?',
				Support: 'Whom do you talk to afterwards?',
				'Overdoing it': 'When did you do too much?'
			},
			strongAnswer: [
				'One patient and what it was like to stay',
				'Notices their own reaction and uses it',
				'Knows supervision, and has sought it',
				'Hope without haste'
			],
			commonMistakes: [
				'Good listener, with no listening described',
				'Turns at once to drugs and scales'
			]
		},
		{
			number: 1005,
			prompt:
				'In paediatrics you always have two patients, the child and the family. When did they want different things?',
			tags: ['specialty-choice', 'family'],
			isStar: true,
			specialties: ['paediatrics'],
			targetSeconds: 120,
			followUps: {
				'The child’s voice': 'How did you find out what the child wanted?',
				'The parents': 'What did you say to the parents?',
				'Their age': 'At what age would you have decided otherwise?'
			},
			strongAnswer: [
				'The child has a voice in the story',
				'Parents are partners even in disagreement',
				'Fits the words to the child’s age',
				'Shows where the limit of the parents’ choice lies'
			],
			commonMistakes: ['Loves children, and no more', 'The parents as the opponents']
		},
		{
			number: 1006,
			prompt:
				'Family doctors say that they treat whoever walks in. Which visit made you want that?',
			tags: ['specialty-choice', 'continuity'],
			specialties: ['family-medicine'],
			followUps: {
				Continuity: 'What did you know about that person because you had seen them before?',
				Place: 'Where would you like to practise, and for whom?',
				Limits: 'What will you send on, and what will you keep?'
			},
			strongAnswer: [
				'An ordinary visit that shows the craft',
				'Continuity: what knowing the person or family changed',
				'Knows a community and what it lacks'
			],
			commonMistakes: ['Breadth as the only reason', 'Sounds like a second choice']
		},
		{
			number: 1007,
			prompt: 'Tell me about an operation that did not go as planned and what you took from it.',
			tags: ['specialty-choice', 'complication'],
			isStar: true,
			specialties: ['surgery'],
			targetSeconds: 120,
			followUps: {
				'Own part': 'What was your own part in the room?',
				'The family': 'How did the surgeon speak to the family?',
				'Today’s habit': 'How do you prepare for a case now?'
			},
			strongAnswer: [
				'Clear about what they did and did not do in theatre',
				'Sees decisions before and after the operation, not only the cut',
				'Treats the complication as something to be told and learned from'
			],
			commonMistakes: ['A tale of blood and rescue', 'Judges the surgeon']
		},
		{
			number: 1008,
			prompt: 'Neurology is sometimes called all diagnosis and no treatment. What do you answer?',
			tags: ['specialty-choice', 'specialty-knowledge'],
			specialties: ['neurology'],
			followUps: {
				'A patient': 'Which patient would you tell that person about?',
				'When there is none': 'What do you do when there is in fact no treatment?',
				Change: 'What has changed in your own short time in it?'
			},
			strongAnswer: [
				'Concedes what is true in it',
				'A patient who was treated, and one who was only accompanied',
				'Shows joy in examining and localising'
			],
			commonMistakes: ['A list of new drugs', 'Takes offence']
		},
		{
			number: 1009,
			prompt:
				'Tell me about the case that you would tell a student to make them choose this specialty.',
			tags: ['formative-case', 'specialty-choice'],
			followUps: {
				'Glamorous case': 'And an ordinary one?',
				'No student in it': 'What would you want the student to notice?',
				'Diagnosis only': 'What did the patient say at the end?'
			},
			strongAnswer: [
				'Chooses a case that shows everyday work',
				'Brings out what this specialty sees in it',
				'Told so that one can picture it'
			],
			commonMistakes: ['A rare disease seen once', 'Forgets to say why it persuades']
		},
		{
			number: 1010,
			prompt: 'What part of our work will a machine do better than you when you finish training?',
			tags: ['future', 'technology'],
			followUps: {
				Nothing: 'Then what about reading a scan, or a first draft of a note?',
				Everything: 'What will be left for you to do?',
				'No effect on training': 'What should you still learn to do by hand?'
			},
			strongAnswer: [
				'Names one task with a reason',
				'Thinks about safety and about who is responsible',
				'Says what patients will still want from a person'
			],
			commonMistakes: ['Fear or worship, and nothing in between', 'Words from the news']
		},
		{
			number: 1011,
			prompt:
				'A student follows you for a day in your first month as an intern. What do they take home?',
			tags: ['teaching', 'programme'],
			followUps: {
				'Too busy to teach': 'You have four minutes. What can be taught in four minutes?',
				'A lecture': 'What would the student do, not hear?',
				'The patient': 'How do you bring a patient into it?'
			},
			strongAnswer: [
				'One thing, done together at a bedside',
				'Honest with the student about what they do not know',
				'Ends with a question for tomorrow'
			],
			commonMistakes: ['Shows how busy a doctor is', 'Gives the student the scut work']
		},
		{
			number: 1012,
			prompt: 'Name something that we all do in this specialty and should stop doing.',
			tags: ['quality', 'specialty-knowledge'],
			followUps: {
				'Safe choice': 'And one that your last attending does every day?',
				'No reason it persists': 'Why do sensible people still do it?',
				'No step': 'How would you stop it on one ward?'
			},
			strongAnswer: [
				'One habit, with the harm it does',
				'Fair to those who do it',
				'A first step that a resident could take'
			],
			commonMistakes: ['A slogan from a campaign', 'Sounds as if nobody had thought of it before']
		},
		{
			number: 1013,
			prompt: 'Your clinic patient takes fourteen drugs and feels unwell. How do you begin?',
			tags: ['ward', 'clinic'],
			specialties: ['internal-medicine'],
			followUps: {
				'Stops three at once': 'Which one first, and how will you know?',
				Guidelines: 'Each of those drugs has a guideline behind it. Who decides?',
				'Patient’s aim': 'What does she want to be able to do?'
			},
			strongAnswer: [
				'Starts with what she takes in fact, and what she wants',
				'Takes away one at a time, with a reason and a date',
				'Asks the pharmacist and the other prescribers'
			],
			commonMistakes: ['Adds a fifteenth for the side effects', 'Refers to each specialist in turn']
		},
		{
			number: 1014,
			prompt: 'Is a good internist one who knows more, or one who asks better? Give me a patient.',
			tags: ['inpatient', 'fellowship'],
			specialties: ['internal-medicine'],
			followUps: {
				'Chose neither': 'If you had to hire one?',
				Theory: 'Which patient taught you?',
				'Own habit': 'What question do you always ask?'
			},
			strongAnswer: [
				'Takes a side and defends it with one patient',
				'Shows curiosity without showing off',
				'A question they really use'
			],
			commonMistakes: ['Both are important', 'The patient proves how much they knew']
		},
		{
			number: 1015,
			prompt:
				'At dinner a friend says that psychiatrists only hand out pills. What do you answer, in a minute?',
			tags: ['stigma', 'public'],
			specialties: ['psychiatry'],
			followUps: {
				Defensive: 'What is true in it?',
				Jargon: 'Your friend is an electrician. Try again.',
				'No patient': 'Who comes to mind while you speak?'
			},
			strongAnswer: [
				'Concedes what is fair',
				'Tells of one person, unrecognisable, and what helped',
				'Light enough for a dinner table'
			],
			commonMistakes: ['A lecture on neurotransmitters', 'Agrees, in order to be liked']
		},
		{
			number: 1016,
			prompt: 'How do you sleep after you have let a patient go home who might harm himself?',
			tags: ['risk', 'uncertainty'],
			specialties: ['psychiatry'],
			followUps: {
				'Sleeps well': 'What did you do before you let him go?',
				'Would never do it': 'Then nobody leaves. What does that do to people?',
				'Alone with it': 'Whom do you ring?'
			},
			strongAnswer: [
				'Tells how the decision is made and shared',
				'Accepts that risk stays',
				'Has a habit for the evening and a contact in the plan'
			],
			commonMistakes: ['Relies on a score', 'Takes the fear home as proof of caring']
		},
		{
			number: 1017,
			prompt: 'How do you examine a two-year-old who screams as soon as you come near?',
			tags: ['communication', 'child'],
			specialties: ['paediatrics'],
			followUps: {
				'Parents hold tight': 'And before it comes to that?',
				'Gives up': 'What must you not leave out today?',
				'Only tricks': 'What do you learn while you only watch?'
			},
			strongAnswer: [
				'Watches first, from a distance, on the child’s level',
				'Uses the parent’s lap and the child’s curiosity; worst part last',
				'Knows what has to be seen today all the same'
			],
			commonMistakes: ['Brute force', 'Bribes with sweets']
		},
		{
			number: 1018,
			prompt:
				'A mother tells you that the milk is watered down by the end of the month. What do you do with that?',
			tags: ['poverty', 'child-health'],
			specialties: ['paediatrics'],
			followUps: {
				'A handout': 'What do you do before she leaves the room?',
				Pity: 'How do you keep her dignity?',
				'Only this family': 'What would you do if it were every tenth family?'
			},
			strongAnswer: [
				'Thanks her for saying it and checks the child’s growth',
				'Connects her the same day with people who can help',
				'Thinks beyond the one family'
			],
			commonMistakes: ['Warns her about watering milk', 'Notes it down and moves on']
		},
		{
			number: 1019,
			prompt:
				'You know the grandmother, her daughter and the baby. When does that help, and when does it get in the way?',
			tags: ['continuity', 'community'],
			specialties: ['family-medicine'],
			followUps: {
				'Only helps': 'What might one of them not tell you because of it?',
				Secrets: 'The daughter asks you not to tell the grandmother. How do you live with that?',
				'No example': 'Whom are you thinking of?'
			},
			strongAnswer: [
				'Sees both sides, with an example for each',
				'Has a way to keep each one’s trust',
				'Values years of knowing over one clever visit'
			],
			commonMistakes: ['Sentimental about village doctors', 'Treats confidentiality as obvious']
		},
		{
			number: 1020,
			prompt: 'What should a family doctor do alone, and when should they send the patient on?',
			tags: ['scope', 'rural'],
			specialties: ['family-medicine'],
			followUps: {
				'Scope as pride': 'When did sending somebody on come too late?',
				'Refers everything': 'What will you do for a patient two hours from a hospital?',
				'No rule of thumb': 'What tells you that you have reached your edge?'
			},
			strongAnswer: [
				'Distance, skill and the patient’s wish come into it',
				'Names an edge of their own',
				'Keeps hold of the patient after the referral'
			],
			commonMistakes: ['Everything can be done in general practice', 'A list of procedures']
		},
		{
			number: 1021,
			prompt: 'Tell me about a time when not operating was the right decision.',
			tags: ['judgement', 'theatre'],
			specialties: ['surgery'],
			followUps: {
				'The surgeon’s word': 'What was your own view?',
				'How it was told': 'How did the patient hear it?',
				Later: 'What happened in the months after?'
			},
			strongAnswer: [
				'The reasoning: benefit, burden, wish of the patient',
				'The talk with the patient is part of the story',
				'Says how sure anybody could be'
			],
			commonMistakes: ['The anaesthetist refused', 'Seems sorry to have missed the operation']
		},
		{
			number: 1022,
			prompt:
				'Surgical teams have a reputation. Which part of it will you leave behind, and which will you keep?',
			tags: ['endurance', 'team'],
			specialties: ['surgery'],
			followUps: {
				'Denies it': 'What have you seen with your own eyes?',
				'Only the bad': 'What is worth keeping in it?',
				'No action': 'The next time somebody is humiliated in theatre, what do you do?'
			},
			strongAnswer: [
				'Honest and unafraid about both sides',
				'Says how they would behave as a senior',
				'One act that they have seen or done'
			],
			commonMistakes: ['A tough skin, as a virtue', 'Accuses a whole profession']
		},
		{
			number: 1023,
			prompt: 'Show me, in words, how one finding at the bedside changed where you looked.',
			tags: ['bedside', 'examination'],
			specialties: ['neurology'],
			followUps: {
				'Scan first': 'And if there had been no scan?',
				'A textbook sign': 'Whose leg was it, and when?',
				'Other explanations': 'What else could the finding have meant?'
			},
			strongAnswer: [
				'From the finding to the place to the cause, in that order',
				'Pleasure in the examination shows',
				'Knows how reliable the sign is'
			],
			commonMistakes: ['Names five signs', 'The scan had the answer already']
		},
		{
			number: 1024,
			prompt:
				'How do you tell somebody that their disease will take their speech, and then see them again for years?',
			tags: ['chronic-illness', 'communication'],
			specialties: ['neurology'],
			followUps: {
				'The first talk only': 'And the tenth visit?',
				'Comfort too early': 'What do you do when they ask how long?',
				'The family': 'What does the partner need from you?'
			},
			strongAnswer: [
				'Begins with what the person knows and wants to know',
				'Plans ahead while speech is there: wishes, voice, people',
				'Stays, and says that they will'
			],
			commonMistakes: ['Hope at any price', 'Passes the talk to somebody else']
		}
	]
);
