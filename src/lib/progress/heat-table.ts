import { categoryNames } from '../deck/question.ts';
import type { Heat } from './heat.ts';
import { toCsvLine } from './table.ts';

/** Answers by category and time as lines of a CSV file (RFC 4180), a category a line; what was not asked is 0. */
export function* toHeatLines({ columns, rows }: Heat): Generator<string> {
	yield toCsvLine(['Category', ...columns, 'All']);
	for (const { category, counts, total } of rows)
		yield toCsvLine([categoryNames[category], ...counts.map(String), String(total)]);
}
