import type { Criterion } from '#lib/rubric/rubric.ts';
import {
	clarity,
	integration,
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

export interface BuiltInRubric {
	id: string;
	name: string;
	description: string;
	criteria: Criterion[];
}

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
		questionsAsked
	]
};

/** Only what a listener without training can judge: for peers, and for fifteen minutes. */
export const shortForm: BuiltInRubric = {
	id: 'rubric00000000000002',
	name: 'Short form',
	description: 'Five criteria that a peer can judge, whatever the plan.',
	criteria: [clarity, structure, { ...listening, isCore: true }, motivation, presence]
};

export const builtInRubrics: readonly BuiltInRubric[] = [residencyInterview, shortForm];
