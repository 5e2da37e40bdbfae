import type { Plan, PlanStep } from './plan.ts';

const opening: PlanStep = { label: 'Opening', categories: ['opening'] };
const motivation: PlanStep = { label: 'Motivation', categories: ['motivation'] };
const selfKnowledge: PlanStep = { label: 'Self-knowledge', categories: ['self-knowledge'] };
const behavioural: PlanStep = { label: 'Behavioural', categories: ['behavioural'] };
const ethics: PlanStep = { label: 'Ethics', categories: ['ethics'] };
const redFlag: PlanStep = { label: 'Red flag', categories: ['red-flags'] };
const closing: PlanStep = { label: 'Your questions for us', categories: ['questions-for-us'] };

/** The specialty comes first; who is not preparing for a combined or a known one is asked about the path instead. */
const specialtyOrPath: PlanStep = {
	label: 'Specialty or path',
	categories: ['med-psych', 'med-peds', 'categorical', 'img-path']
};

/** Ready-made plans; the first is the one that a new interview is given. */
export const plans: readonly Plan[] = [
	{
		id: 'traditional',
		name: 'Traditional',
		description:
			'What most programmes do: your story, your reasons, two examples, then your questions.',
		minutes: 30,
		steps: [opening, motivation, behavioural, behavioural, specialtyOrPath, closing]
	},
	{
		id: 'behavioural',
		name: 'Behavioural',
		description:
			'Four stories in a row, for a candidate whose examples wander or end without a result.',
		minutes: 30,
		steps: [opening, behavioural, behavioural, ethics, behavioural, closing]
	},
	{
		id: 'red-flag-drill',
		name: 'Red-flag drill',
		description: 'The hard parts of a file, asked plainly, until the answer is short and steady.',
		minutes: 20,
		steps: [opening, redFlag, redFlag, selfKnowledge, redFlag]
	},
	{
		id: 'short',
		name: 'Short',
		description:
			'Fifteen minutes when that is all there is: three questions and one thing to change.',
		minutes: 15,
		steps: [opening, motivation, behavioural]
	}
];

export const defaultPlan: Plan = plans[0]!;

export const findPlan = (id: string): Plan | null => plans.find((plan) => plan.id === id) ?? null;
