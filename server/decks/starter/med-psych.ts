import { toQuestions } from './built-in-question.ts';

export const medPsychQuestions = toQuestions(
	'med-psych',
	{ targetSeconds: 120, difficulty: 2, specialties: ['med-psych'] },
	[
		{
			number: 801,
			prompt:
				'Why combined training? A good internist with an interest in psychiatry would be a year quicker.',
			tags: ['why-combined'],
			followUps: {
				'A preference': 'Which of the two would you miss more, and when?',
				'The shared gain': 'What will you do in your work that neither one alone could?',
				'The nearest alternative': 'Why not consultation-liaison psychiatry?'
			},
			strongAnswer: [
				'Says what the second field changes in the care of the same patient',
				'Has seen or done work at the border, and describes it',
				'Names a setting where both licences are used',
				'Respects people who chose one field'
			],
			commonMistakes: [
				'Cannot decide, and calls it breadth',
				'Treats the patient as a whole, with nothing behind the phrase'
			]
		},
		{
			number: 802,
			prompt:
				'Tell me about a patient whose medical and psychiatric illness could not be pulled apart.',
			tags: ['entangled-case', 'integration'],
			isStar: true,
			targetSeconds: 150,
			followUps: {
				'What one eye would miss': 'What would have been missed with only one of the two in mind?',
				'Own part': 'What did you do yourself?',
				'The disagreement': 'Where did the teams disagree?'
			},
			strongAnswer: [
				'Lays out both illnesses and how each drove the other',
				'Own part in the care is plain',
				'The plan changed because somebody held both in view',
				'Honest about what stayed uncertain'
			],
			commonMistakes: [
				'Two separate problems in one patient',
				'A long list of results with no thread'
			]
		},
		{
			number: 803,
			prompt:
				'When did something psychiatric change how a medical problem should be managed, or the other way round?',
			tags: ['integration', 'clinical'],
			targetSeconds: 150,
			followUps: {
				'Persuading others': 'How did you put that to the primary team?',
				'A concrete choice': 'Which drug or test did you choose differently because of it?',
				'The outcome': 'What happened to the patient?'
			},
			strongAnswer: [
				'One decision and the factor that changed it',
				'Names the interaction: a drug effect, a symptom, a behaviour, a law',
				'Shows how they brought others along',
				'Says what they would check next time'
			],
			commonMistakes: [
				'General talk about stigma with no decision in it',
				'Claims a diagnosis that everybody else had missed'
			]
		},
		{
			number: 804,
			prompt: 'Five years, two boards, two departments. How will you stay good at both?',
			tags: ['two-fields', 'competence'],
			followUps: {
				'Loss of skill': 'What will slip first, and how will you notice?',
				'The way back': 'How will you come back to medicine after six months of psychiatry?',
				'A model': 'Who would be your role model for that?'
			},
			strongAnswer: [
				'Expects to lose some skill at each switch and plans for it',
				'Concrete habits: a clinic kept running, cases, reading, supervision',
				'Has asked people who do it'
			],
			commonMistakes: ['Relies on working harder', 'Plans to drop one of them after the boards']
		},
		{
			number: 805,
			prompt: 'Where will you belong when you are a resident in two departments?',
			tags: ['identity', 'teamwork'],
			followUps: {
				'Conflict of duties': 'What will you do when both want you on the same day?',
				Belonging: 'How will you get to know two sets of colleagues?',
				'Experience with it': 'When have you stood between two groups before?'
			},
			strongAnswer: [
				'Takes the question seriously: it can be lonely',
				'Sees the combined residents as a home, and still shows up in both',
				'An example of having worked across two groups'
			],
			commonMistakes: ['Sees no difficulty', 'Plays one department off against the other']
		},
		{
			number: 806,
			prompt:
				'Describe the clinic or ward where you would use both halves of your training every day.',
			tags: ['career-goals', 'dual-training'],
			followUps: {
				Money: 'Who pays for it?',
				Team: 'Who else works there?',
				'A first year': 'What would your first year there look like?'
			},
			strongAnswer: [
				'A place that exists or could: patients, team, an ordinary day',
				'Uses internal medicine as more than screening',
				'Knows one obstacle, such as payment or space'
			],
			commonMistakes: [
				'A psychiatric clinic with blood pressure checks',
				'A vision with no patients in it'
			]
		},
		{
			number: 807,
			prompt:
				'When did you first notice that one specialty would leave half of your patient to somebody else?',
			tags: ['why-combined', 'path'],
			followUps: {
				'No patient': 'Who was it, and what fell between two chairs?',
				'Both fields admired': 'What did neither team do?',
				'No test since': 'What have you done since to find out whether you like both days?'
			},
			strongAnswer: [
				'One patient and the gap they fell through',
				'Shows time spent in both fields',
				'Does not make heroes of combined doctors'
			],
			commonMistakes: [
				'The mind and the body are one, and no more than that',
				'A lecture that convinced them'
			]
		},
		{
			number: 808,
			prompt:
				'Tell me about a patient whose symptoms no test could explain. How did you look after them?',
			tags: ['entangled-case', 'somatic'],
			difficulty: 3,
			followUps: {
				'Proved it was psychiatric': 'What did the patient believe it was?',
				'A last test': 'When did you stop testing, and who decided?',
				'Handed over': 'What was your part after the referral?'
			},
			strongAnswer: [
				'Takes the symptom as real',
				'Stops testing with a reason and a plan to look again',
				'Offers something to do rather than something that is not there'
			],
			commonMistakes: ['Nothing was wrong with her', 'One more test, to be safe']
		},
		{
			number: 809,
			prompt:
				'A patient with schizophrenia has gained twenty kilos on the only drug that helps. What do you do?',
			tags: ['medication', 'monitoring'],
			followUps: {
				'Stops the drug': 'What happens to the voices if you do?',
				'Only diet advice': 'What can you add, change or check?',
				'Decides for the patient': 'What does the patient want most?'
			},
			strongAnswer: [
				'Weighs psychosis against the heart with the patient',
				'Knows what to check and how often',
				'Has options in order: dose, switch, a drug for weight, help with food and walking',
				'Says who would follow it up'
			],
			commonMistakes: [
				'Tells the patient to eat less',
				'Leaves it to whichever clinic sees him next'
			]
		},
		{
			number: 810,
			prompt:
				'A woman with anorexia refuses a feeding tube. Her heart rate is thirty-four. How do the two halves of you talk to each other?',
			tags: ['capacity', 'refusal'],
			followUps: {
				'One half only': 'And what does the other doctor in you say?',
				'Law as the answer': 'How do you keep her on your side while you do it?',
				Alone: 'Who must be in the room when this is decided?'
			},
			strongAnswer: [
				'Sees the danger to life and names it first',
				'Tests capacity for this decision, with the illness’s grip in mind',
				'Least force, most explanation, a plan for tomorrow'
			],
			commonMistakes: [
				'Waits for psychiatry before treating the heart',
				'Treats refusal as bad behaviour'
			]
		},
		{
			number: 811,
			prompt:
				'The surgical team calls your patient “the psych patient”. Her pain has been doubted for two days. What do you do?',
			tags: ['stigma', 'teamwork'],
			followUps: {
				Anger: 'You still need that team tomorrow. What do you say?',
				'Patient waits': 'Who examines her now?',
				'Only this once': 'How would you make it rarer?'
			},
			strongAnswer: [
				'Goes and examines her',
				'Brings findings to the team and not a reproach',
				'Chooses a moment to talk about the label'
			],
			commonMistakes: ['Wins the argument and loses the team', 'Orders a scan to settle it']
		},
		{
			number: 812,
			prompt:
				'On the medical ward everybody asks you to talk to the difficult patients. Is that your job?',
			tags: ['dual-training', 'role'],
			followUps: {
				'Always yes': 'And your own list?',
				'Always no': 'What would a Med-Psych resident lose by refusing?',
				Teaching: 'How would you help the others to do it themselves?'
			},
			strongAnswer: [
				'Sees both the value and the trap',
				'Sets a limit and teaches while helping',
				'Has met something like it'
			],
			commonMistakes: ['Proud to be the one who can', 'That is what consult services are for']
		},
		{
			number: 813,
			prompt: 'You change department every few months. What do you do in the last week of a block?',
			tags: ['two-fields', 'schedule'],
			followUps: {
				'Nothing special': 'What will you have forgotten by the time you return?',
				'Patients left behind': 'What happens to the patients you know?',
				'Only reading': 'Which hands-on skill would you practise?'
			},
			strongAnswer: [
				'Plans the handover of patients with a name and a date',
				'Refreshes the other field before the first day',
				'Tells the new team what is rusty'
			],
			commonMistakes: ['Takes holiday', 'Believes that it all comes back by itself']
		},
		{
			number: 814,
			prompt:
				'A man on dialysis has become suspicious and stops his treatment. Where do you begin?',
			tags: ['integration', 'delirium'],
			difficulty: 3,
			followUps: {
				'Only psychosis': 'What in his blood or in his pills could do this?',
				'Only the kidney': 'What if every value is normal?',
				Time: 'How long can he go without dialysis, and how does that shape your talk?'
			},
			strongAnswer: [
				'Holds delirium, drugs, mood, psychosis and simple fear together',
				'Knows the clock set by the missed dialysis',
				'Goes to him with someone he trusts'
			],
			commonMistakes: ['A sedative and a security guard', 'Calls it his right and leaves']
		},
		{
			number: 815,
			prompt: 'Few hospitals have a place made for you. How will you persuade one to make it?',
			tags: ['career-goals', 'academic'],
			followUps: {
				Idealism: 'Which figure would move a chief executive?',
				'Nobody to copy': 'Who has done it, and how?',
				'If it fails': 'What do you do in the meantime?'
			},
			strongAnswer: [
				'Knows one or two models that exist',
				'Speaks of beds, stays and readmissions as well as of ideals',
				'Would begin small, inside an ordinary post'
			],
			commonMistakes: ['Expects demand to be obvious', 'Plans to choose one field after all']
		},
		{
			number: 816,
			prompt:
				'In a clinic for people with severe mental illness, what would you do in the first ten minutes that others do not?',
			tags: ['primary-care', 'integration'],
			followUps: {
				'Blood pressure': 'And what do you ask that nobody asks?',
				'Talks only': 'And what do you examine?',
				'No team': 'Who else sees the patient that day?'
			},
			strongAnswer: [
				'Joins the two: symptoms, pills, breath, feet, teeth, sleep',
				'Knows why these patients die early',
				'Shares the visit with nurses or peers'
			],
			commonMistakes: ['Adds a screening form', 'Sees it as psychiatry with a stethoscope']
		},
		{
			number: 817,
			prompt: 'In which of the two exams do you expect to struggle more?',
			tags: ['identity', 'boards'],
			followUps: {
				Neither: 'Look at your record. Which one, if you had to bet?',
				'No plan': 'What will you do about it in the first year?',
				'Ashamed of it': 'Who could teach you that in the other department?'
			},
			strongAnswer: [
				'Chooses one honestly',
				'Has a plan that uses the combined years',
				'Shows respect for both exams'
			],
			commonMistakes: ['Jokes it away', 'Thinks that passing one will carry the other']
		},
		{
			number: 818,
			prompt: 'A pregnant woman on lithium comes for diabetes care. What is on your mind?',
			tags: ['perinatal', 'medication'],
			difficulty: 3,
			followUps: {
				'Stops lithium': 'What might happen to her in three months?',
				'One risk only': 'Weigh it for me: mother, child, relapse.',
				Alone: 'Whom do you bring together, and by when?'
			},
			strongAnswer: [
				'Neither stops nor continues without her and the others',
				'Names the risks on both sides, as far as they know them',
				'Knows what they would look up and whom they would ring today'
			],
			commonMistakes: ['Recites a category letter', 'Refers to three clinics that never meet']
		}
	]
);
