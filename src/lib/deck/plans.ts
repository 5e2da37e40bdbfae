import type { Plan, PlanStep } from './plan.ts';

const opening: PlanStep = { label: 'Opening', categories: ['opening'] };
const motivation: PlanStep = { label: 'Motivation', categories: ['motivation'] };
const selfKnowledge: PlanStep = { label: 'Self-knowledge', categories: ['self-knowledge'] };
const behavioural: PlanStep = { label: 'Behavioural', categories: ['behavioural'] };
const ethics: PlanStep = { label: 'Ethics', categories: ['ethics'] };
const redFlag: PlanStep = { label: 'Red flag', categories: ['red-flags'] };
const file: PlanStep = { label: 'From the file', categories: ['application-file'] };
const reasoning: PlanStep = { label: 'A case', categories: ['clinical-reasoning'] };
const smallTalk: PlanStep = { label: 'Small talk', categories: ['small-talk'] };
const mayNotAsk: PlanStep = { label: 'A question they may not ask', categories: ['may-not-ask'] };
const closing: PlanStep = { label: 'Your questions for us', categories: ['questions-for-us'] };

/** The specialty comes first; who is not preparing for a combined or a known one is asked about the path instead. */
const specialtyOrPath: PlanStep = {
	label: 'Specialty or path',
	categories: ['med-psych', 'med-peds', 'categorical', 'img-path']
};

/** A candidate who prepares for something else is asked about that: no card is dealt that does not fit. */
const medPsych: PlanStep = {
	label: 'Med-Psych',
	categories: ['med-psych', 'med-peds', 'categorical']
};
const medPeds: PlanStep = {
	label: 'Med-Peds',
	categories: ['med-peds', 'med-psych', 'categorical']
};

/** Eight minutes with two to read, as stations are run. */
const station = (label: string, ...categories: PlanStep['categories']): PlanStep => ({
	label,
	categories,
	seconds: 480,
	readSeconds: 120
});

/** Ids of the rubrics in server/rubrics/built-in. */
const rubric = {
	general: 'rubric00000000000001',
	short: 'rubric00000000000002',
	behavioural: 'rubric00000000000003',
	medPsych: 'rubric00000000000004',
	medPeds: 'rubric00000000000005',
	redFlag: 'rubric00000000000006',
	delivery: 'rubric00000000000007'
};

/** Ready-made plans; the first is the one that a new interview is given. */
export const plans: readonly Plan[] = [
	{
		id: 'traditional',
		name: 'Traditional',
		description:
			'What most programmes do: your story, your reasons, two examples, then your questions.',
		minutes: 25,
		steps: [opening, motivation, behavioural, behavioural, specialtyOrPath, closing],
		rubricId: rubric.general
	},
	{
		id: 'behavioural',
		name: 'Behavioural',
		description:
			'Four stories in a row, for a candidate whose examples wander or end without a result.',
		minutes: 30,
		steps: [opening, behavioural, behavioural, ethics, behavioural, closing],
		rubricId: rubric.behavioural
	},
	{
		id: 'file-based',
		name: 'File-based',
		description: 'The interviewer has read the application and asks about nothing else.',
		minutes: 25,
		steps: [opening, file, file, file, redFlag, closing],
		rubricId: rubric.general
	},
	{
		id: 'med-psych',
		name: 'Med-Psych',
		description:
			'For a combined programme: why both, a case that needed both, staying good at both.',
		minutes: 30,
		steps: [opening, medPsych, medPsych, reasoning, medPsych, closing],
		rubricId: rubric.medPsych
	},
	{
		id: 'med-peds',
		name: 'Med-Peds',
		description: 'For a combined programme: both ages, the years between them, and a small class.',
		minutes: 30,
		steps: [opening, medPeds, medPeds, reasoning, medPeds, closing],
		rubricId: rubric.medPeds
	},
	{
		id: 'panel',
		name: 'Panel',
		description:
			'Several interviewers take turns; the candidate learns to speak to the whole table.',
		minutes: 40,
		steps: [opening, motivation, behavioural, ethics, selfKnowledge, specialtyOrPath, closing],
		rubricId: rubric.general
	},
	{
		id: 'stations',
		name: 'Eight-minute stations',
		description: 'Four stations of eight minutes, two of them to read, one after the other.',
		minutes: 50,
		steps: [
			station('Station: ethics', 'ethics'),
			station('Station: a case', 'clinical-reasoning'),
			station('Station: a story', 'behavioural'),
			station('Station: yourself', 'self-knowledge')
		],
		rubricId: rubric.general
	},
	{
		id: 'red-flag-drill',
		name: 'Red-flag drill',
		description: 'The hard parts of a file, asked plainly, until the answer is short and steady.',
		minutes: 20,
		steps: [opening, redFlag, redFlag, selfKnowledge, redFlag],
		rubricId: rubric.redFlag
	},
	{
		id: 'may-not-ask-drill',
		name: 'Questions they may not ask',
		description: 'Five questions that nobody should ask you, and how to get past them with grace.',
		minutes: 15,
		steps: [mayNotAsk, mayNotAsk, mayNotAsk, mayNotAsk, mayNotAsk],
		rubricId: rubric.delivery
	},
	{
		id: 'last-week',
		name: 'Last-week rehearsal',
		description: 'Days before the real one: a light run, nothing new, and a good ending.',
		minutes: 20,
		steps: [smallTalk, opening, motivation, behavioural, closing],
		rubricId: rubric.delivery
	},
	{
		id: 'short',
		name: 'Short',
		description:
			'Fifteen minutes when that is all there is: three questions and one thing to change.',
		minutes: 15,
		steps: [opening, motivation, behavioural],
		rubricId: rubric.short
	}
];

/** Alone: thirty seconds to think, then the question’s own time. It is not offered where somebody else asks. */
export const soloPlan: Plan = {
	id: 'solo-six',
	name: 'Six timed questions',
	description: 'An evening without a partner: six questions, one after the other, no pause inside.',
	minutes: 30,
	steps: [opening, motivation, behavioural, selfKnowledge, behavioural, specialtyOrPath],
	rubricId: rubric.short
};

export const defaultPlan: Plan = plans[0]!;

export const findPlan = (id: string): Plan | null =>
	[...plans, soloPlan].find((plan) => plan.id === id) ?? null;
