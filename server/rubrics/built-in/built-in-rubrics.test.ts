import { describe, expect, it } from 'vitest';
import { defaultPlan } from '#lib/deck/plans.ts';
import { categories } from '#lib/deck/question.ts';
import { levels } from '#lib/rubric/rubric.ts';
import { toShownCriteria } from '#lib/rubric/shown-criteria.ts';
import { builtInRubrics, residencyInterview, shortForm } from './built-in-rubrics.ts';

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
		for (const criterion of shortForm.criteria) {
			const other = residencyInterview.criteria.find(({ id }) => id === criterion.id);
			expect(other && { ...other, isCore: true }).toEqual({ ...criterion, isCore: true });
		}
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
