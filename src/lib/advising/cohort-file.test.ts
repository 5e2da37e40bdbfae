import { expect, test } from 'vitest';
import { toCohortLines } from './cohort-file.ts';
import { toShownSpreads } from './cohort-spread.ts';
import { toCohort, type CohortPerson } from './cohort.ts';

const organisation = { organisationId: 'school', organisationName: '=Harbour, School' };
const toPeople = (count: number, more: Partial<CohortPerson> = {}) =>
	Array.from({ length: count }, (_, index): CohortPerson => ({
		id: `${more.group ?? ''}${index}`,
		group: 'med-psych',
		isKnown: false,
		interviews: 3,
		mocks: index < count / 2 ? 1 : 4,
		pairs: 2,
		equal: 1,
		withinOne: 2,
		...more
	}));
const toLines = (people: CohortPerson[], criterionId: string | null = null) => {
	const levels = (from: number) =>
		new Map(people.map(({ id }, index) => [id, index < people.length / 2 ? from : from + 1]));
	const criteria = [
		{ id: 'structure', name: 'Structure', levels: levels(2.5) },
		{ id: 'clarity', name: 'Clarity', levels: levels(3.5) }
	];
	const cohort = toCohort(organisation, people, criteria);
	return [...toCohortLines(toShownSpreads(cohort, { criterionId }))].join('').split('\r\n');
};
const name = `"'=Harbour, School"`;

test('[9.8] the file holds what the page shows, an organisation’s name being no formula', () => {
	expect(toLines(toPeople(12))).toEqual([
		'Organisation,Figure,Of,Value',
		`${name},People,Everybody,12`,
		`${name},"Mocks, median",Everybody,2.5`,
		`${name},Mocks practised,"people, at least",10`,
		`${name},Mocks practised,none yet,0 %`,
		`${name},Mocks practised,1 to 2,50 %`,
		`${name},Mocks practised,3 to 5,50 %`,
		`${name},Mocks practised,6 or more,0 %`,
		`${name},Candidate and interviewer on the same criterion,pairs,24`,
		`${name},Candidate and interviewer on the same criterion,the same number,50 %`,
		`${name},Candidate and interviewer on the same criterion,within one,100 %`,
		`${name},Level: Structure,"people, at least",10`,
		`${name},Level: Structure,under 3,50 %`,
		`${name},Level: Structure,3 to under 4,50 %`,
		`${name},Level: Structure,4 or more,0 %`,
		`${name},Level: Clarity,"people, at least",10`,
		`${name},Level: Clarity,under 3,0 %`,
		`${name},Level: Clarity,3 to under 4,50 %`,
		`${name},Level: Clarity,4 or more,50 %`,
		''
	]);
	const alone = toLines(toPeople(12), 'clarity').join();
	expect(alone).toContain('Level: Clarity');
	expect(alone).not.toContain('Structure');
});

test('[9.8] of four people it has no figure, and of a small group none of its own', () => {
	expect(toLines(toPeople(4))).toEqual(['Organisation,Figure,Of,Value', '']);
	const lines = toLines([...toPeople(6), ...toPeople(3, { group: 'neurology' })]).join();
	expect(lines).toContain('Everybody,9');
	expect(lines).not.toContain('Neurology');
	expect(lines).not.toContain('All others,3');
});
