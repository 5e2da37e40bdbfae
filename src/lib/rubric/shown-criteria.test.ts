import { describe, expect, it } from 'vitest';
import type { PlanStep } from '../deck/plan.ts';
import type { Category, Preparation } from '../deck/question.ts';
import type { Criterion } from './rubric.ts';
import { toShownCriteria } from './shown-criteria.ts';

const given = (id: string, isCore: boolean, ...elicitedBy: Category[]): Criterion => ({
	id,
	name: id,
	description: '',
	anchors: { 1: '', 2: '', 3: '', 4: '', 5: '' },
	isCore,
	elicitedBy
});

const criteria = [
	given('clarity', true),
	given('integration', false, 'med-psych', 'med-peds'),
	given('us-readiness', false, 'img-path'),
	given('presence', true),
	given('teamwork', false, 'behavioural')
];

const step = (...categories: Category[]): PlanStep => ({ label: 'Step', categories });
const unknown: Preparation = { specialty: null, path: null, needsVisa: null };
const shown = (steps: PlanStep[], candidate: Preparation) =>
	toShownCriteria(criteria, steps, candidate).shown.map(({ id }) => id);

describe('the criteria on a card', () => {
	it('are the core ones when the plan elicits nothing else', () => {
		expect(shown([step('opening')], unknown)).toEqual(['clarity', 'presence']);
	});

	it('keep the order of the rubric when the plan adds some', () => {
		expect(shown([step('behavioural')], unknown)).toEqual(['clarity', 'presence', 'teamwork']);
	});

	it('follow the first category of a step that fits the candidate', () => {
		const steps = [step('med-psych', 'med-peds', 'img-path')];
		const medPsych: Preparation = { specialty: 'med-psych', path: 'img', needsVisa: true };
		expect(shown(steps, medPsych)).toEqual(['clarity', 'integration', 'presence']);
		expect(shown(steps, { ...medPsych, specialty: 'surgery' })).toEqual([
			'clarity',
			'us-readiness',
			'presence'
		]);
		expect(shown(steps, { ...medPsych, specialty: 'surgery', path: 'us-graduate' })).toEqual([
			'clarity',
			'presence'
		]);
	});

	it('lose none: what is not shown is folded', () => {
		const { shown, folded } = toShownCriteria(criteria, [step('opening')], unknown);
		expect([...shown, ...folded].map(({ id }) => id).sort()).toEqual(
			criteria.map(({ id }) => id).sort()
		);
	});
});
