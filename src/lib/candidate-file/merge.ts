import type { LineValues } from './line.ts';

export interface Merged {
	values: LineValues;
	/** Fields that were changed here and there to different words; `values` has the words from here. */
	conflicts: string[];
}

/**
 * Joins what was typed here with what another device has saved meanwhile, field by field. What only one side changed is
 * taken; where both did, somebody has to choose.
 */
export function mergeValues(base: LineValues, mine: LineValues, theirs: LineValues): Merged {
	const names = new Set([...Object.keys(mine), ...Object.keys(theirs)]);
	const values: LineValues = {};
	const conflicts: string[] = [];
	for (const name of names) {
		const [was = '', here = '', there = ''] = [base[name], mine[name], theirs[name]];
		values[name] = here === was ? there : here;
		if (here !== was && there !== was && here !== there) conflicts.push(name);
	}
	return { values, conflicts };
}

/** Whether two sets of words are the same; an empty field and none are. */
export const hasSameValues = (a: LineValues, b: LineValues): boolean =>
	[...new Set([...Object.keys(a), ...Object.keys(b)])].every(
		(name) => (a[name] ?? '') === (b[name] ?? '')
	);
