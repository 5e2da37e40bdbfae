import { describe, expect, it } from 'vitest';
import { defaultPlan } from '#lib/deck/plans.ts';
import { categories } from '#lib/deck/question.ts';
import { levels } from '#lib/rubric/rubric.ts';
import { toShownCriteria } from '#lib/rubric/shown-criteria.ts';
import { builtInRubrics, residencyInterview } from './built-in-rubrics.ts';

describe.each(builtInRubrics)('the rubric $name', ({ id, criteria }) => {
	it('has five criteria on every card, each id once', () => {
		expect(id).toMatch(/^[a-z0-9]{20}$/);
		expect(criteria.filter(({ isCore }) => isCore)).toHaveLength(5);
		expect(new Set(criteria.map((criterion) => criterion.id)).size).toBe(criteria.length);
		for (const criterion of criteria) expect(criterion.id).toMatch(/^[a-z0-9-]+$/);
	});

	it.each(criteria)('describes behaviour at every level: $name', (criterion) => {
		const anchors = levels.map((level) => criterion.anchors[level]);
		expect(new Set(anchors).size).toBe(5);
		for (const anchor of anchors) {
			expect(anchor).toMatch(/^[A-Z].*\.$/);
			expect(anchor.match(/[.?!](\s|$)/g), anchor).toHaveLength(1);
			expect(anchor.length, anchor).toBeLessThanOrEqual(120);
		}
		expect(criterion.isCore || criterion.elicitedBy.length > 0).toBe(true);
		for (const category of criterion.elicitedBy) expect(categories).toContain(category);
	});
});

describe('the built-in rubrics', () => {
	it('share words where they share an id, so that progress compares like with like', () => {
		const words = new Map<string, unknown>();
		for (const { criteria } of builtInRubrics)
			for (const { id, name, description, anchors } of criteria) {
				const said = { name, description, anchors };
				expect(words.get(id) ?? said, id).toEqual(said);
				words.set(id, said);
			}
	});

	it('describe no level twice in the same words', () => {
		const anchors = new Map(
			builtInRubrics.flatMap(({ criteria }) =>
				criteria.flatMap(({ id, anchors }) =>
					levels.map((level) => [`${id} ${level}`, anchors[level]] as const)
				)
			)
		);
		expect(new Set(anchors.values()).size).toBe(anchors.size);
	});

	it('weigh within bounds where they weigh at all', () => {
		const weights = builtInRubrics.flatMap(({ criteria }) =>
			criteria.flatMap(({ weight }) => weight ?? [])
		);
		for (const weight of weights) expect([1, 2, 3]).toContain(weight);
		expect(weights.length).toBeGreaterThan(0);
	});

	it('put eight criteria on the default plan’s card for a Med-Psych candidate', () => {
		const { shown } = toShownCriteria(residencyInterview.criteria, defaultPlan.steps, {
			specialty: 'med-psych',
			path: 'img',
			needsVisa: true
		});
		expect(shown.map(({ id }) => id)).toEqual([
			'clarity',
			'structure',
			'professionalism',
			'motivation',
			'presence',
			'teamwork',
			'integration',
			'questions-asked'
		]);
	});
});
