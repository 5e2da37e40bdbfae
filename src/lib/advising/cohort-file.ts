import { specialtyNames, type Specialty } from '../deck/question.ts';
import { toCsvLine } from '../progress/table.ts';
import type { Spread } from './cohort-spread.ts';
import type { Cohort, CohortFigures } from './cohort.ts';

/** `All others` for the pool. */
export const toGroupName = (group: string | null): string =>
	group === null ? 'All others' : (specialtyNames[group as Specialty] ?? group);

/** The figures of a cohort's page as lines of a CSV file: those that are shown there, and nothing beside them. SPEC 9.8. */
export function* toCohortLines(cohort: Cohort): Generator<string> {
	yield toCsvLine(['Organisation', 'Figure', 'Of', 'Value']);
	const toLine = (figure: string, of: string, value: string) =>
		toCsvLine([cohort.organisationName, figure, of, value]);
	function* toFigureLines(name: string, { people, median }: CohortFigures) {
		yield toLine('People', name, String(people));
		yield toLine('Mocks, median', name, String(median));
	}
	function* toBandLines(figure: string, { atLeast, bands }: Spread) {
		yield toLine(figure, 'people, at least', String(atLeast));
		for (const { label, percent } of bands) yield toLine(figure, label, `${percent} %`);
	}
	if (cohort.all) yield* toFigureLines('Everybody', cohort.all);
	for (const { group, figures } of cohort.groups) yield* toFigureLines(toGroupName(group), figures);
	if (cohort.funnel) yield* toBandLines('Mocks practised', cohort.funnel);
	if (cohort.agreement) {
		const { equalShare, withinOneShare, pairs } = cohort.agreement;
		const figure = 'Candidate and interviewer on the same criterion';
		yield toLine(figure, 'pairs', String(pairs));
		yield toLine(figure, 'the same number', toPercent(equalShare));
		yield toLine(figure, 'within one', toPercent(withinOneShare));
	}
	for (const spread of cohort.spreads) yield* toBandLines(`Level: ${spread.name}`, spread);
}

const toPercent = (share: number) => `${Math.round(share * 100)} %`;
