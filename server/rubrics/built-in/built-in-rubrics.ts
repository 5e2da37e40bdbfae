import type { Criterion } from '#lib/rubric/rubric.ts';
import { belonging, combinedChoice, lifespan, stayingCurrent } from './combined-criteria.ts';
import {
	clarity,
	culturalHumility,
	integration,
	leadership,
	listening,
	motivation,
	presence,
	professionalism,
	questionsAsked,
	reasoning,
	redFlags,
	resilience,
	specialtyKnowledge,
	structure,
	teamwork,
	usReadiness
} from './criteria.ts';
import { authenticity, conciseness, fluency, register, setUp, voice } from './delivery-criteria.ts';
import { brevity, composure, laterEvidence, ownership, whatChanged } from './red-flag-criteria.ts';
import { action, reflection, result, situation, task } from './star-criteria.ts';

export interface BuiltInRubric {
	id: string;
	name: string;
	description: string;
	criteria: Criterion[];
}

/** On every card of a rubric, whatever it is elsewhere. */
const always = (criterion: Criterion): Criterion => ({ ...criterion, isCore: true });

/** Shown when the plan asks for it. */
const asNeeded = (criterion: Criterion, ...elicitedBy: Criterion['elicitedBy']): Criterion => ({
	...criterion,
	isCore: false,
	elicitedBy
});

/** The rubric of a new interview. */
export const residencyInterview: BuiltInRubric = {
	id: 'rubric00000000000001',
	name: 'Residency interview',
	description: 'Five criteria on every card; the plan brings the others when it asks for them.',
	criteria: [
		clarity,
		structure,
		professionalism,
		motivation,
		presence,
		listening,
		teamwork,
		reasoning,
		resilience,
		redFlags,
		usReadiness,
		specialtyKnowledge,
		integration,
		questionsAsked,
		culturalHumility,
		leadership,
		register,
		authenticity,
		setUp
	]
};

/** Only what a listener without training can judge: for peers, and for fifteen minutes. */
export const shortForm: BuiltInRubric = {
	id: 'rubric00000000000002',
	name: 'Short form',
	description: 'Five criteria that a peer can judge, whatever the plan.',
	criteria: [clarity, structure, always(listening), motivation, presence]
};

export const behavioural: BuiltInRubric = {
	id: 'rubric00000000000003',
	name: 'Behavioural, part by part',
	description:
		'Situation, task, action, result and what they took from it, each rated by itself; what they did, and what came of it, weighs double.',
	criteria: [
		situation,
		task,
		action,
		result,
		reflection,
		asNeeded(professionalism, 'ethics', 'red-flags'),
		teamwork,
		reasoning,
		asNeeded(presence, 'opening'),
		asNeeded(clarity, 'opening', 'motivation')
	]
};

export const medPsych: BuiltInRubric = {
	id: 'rubric00000000000004',
	name: 'Med-Psych',
	description: 'What a combined programme in medicine and psychiatry listens for.',
	criteria: [
		always(integration),
		combinedChoice,
		stayingCurrent,
		always(reasoning),
		clarity,
		belonging,
		asNeeded(structure, 'behavioural'),
		asNeeded(professionalism, 'ethics', 'behavioural'),
		asNeeded(presence, 'opening'),
		resilience,
		redFlags,
		questionsAsked
	]
};

export const medPeds: BuiltInRubric = {
	id: 'rubric00000000000005',
	name: 'Med-Peds',
	description: 'What a combined programme in medicine and paediatrics listens for.',
	criteria: [
		lifespan,
		combinedChoice,
		stayingCurrent,
		always(reasoning),
		clarity,
		asNeeded(integration, 'med-peds'),
		belonging,
		asNeeded(structure, 'behavioural'),
		asNeeded(professionalism, 'ethics', 'behavioural'),
		asNeeded(presence, 'opening'),
		resilience,
		redFlags,
		questionsAsked
	]
};

export const redFlag: BuiltInRubric = {
	id: 'rubric00000000000006',
	name: 'Red flag',
	description: 'For the hard parts of a file: owned, brief, changed, shown, and calm.',
	criteria: [ownership, brevity, whatChanged, laterEvidence, composure, resilience]
};

export const delivery: BuiltInRubric = {
	id: 'rubric00000000000007',
	name: 'Communication and delivery',
	description: 'How it comes across, whatever is said. An accent is never rated.',
	criteria: [
		clarity,
		conciseness,
		always(listening),
		voice,
		presence,
		fluency,
		register,
		authenticity,
		setUp
	]
};

export const builtInRubrics: readonly BuiltInRubric[] = [
	residencyInterview,
	shortForm,
	behavioural,
	medPsych,
	medPeds,
	redFlag,
	delivery
];
