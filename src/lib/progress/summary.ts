import { allCriteria } from './record.ts';
import type { Word } from './trend.ts';
import type { Line } from './view.ts';

/** The season in a few words: which criteria moved, from what is shown first. */
export function toSummary(lines: readonly Line[]): string {
	const criteria = lines.filter(({ id, layers }) => id !== allCriteria && layers.length > 0);
	const named = (word: Word) =>
		criteria.filter(({ layers }) => layers[0]!.word === word).map(({ name }) => name);
	if (lines.length === 0) return 'Nothing to show here.';
	if (lines.every(({ layers }) => layers[0]?.word === 'not-enough'))
		return 'Not enough yet: three rated interviews make a line.';
	const said = [
		['Improving', named('improving')],
		['Slipping', named('slipping')],
		['Steady', named('steady')]
	] as const;
	const moved = said.filter(([, names]) => names.length > 0);
	const open = criteria.length - moved.reduce((sum, [, names]) => sum + names.length, 0);
	const parts = moved.map(([word, names]) => `${word}: ${names.join(' · ')}.`);
	if (open > 0)
		parts.push(
			parts.length > 0
				? 'About the rest it is too early to say.'
				: 'About single criteria it is too early to say.'
		);
	return parts.join(' ');
}
