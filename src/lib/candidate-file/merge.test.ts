import fc from 'fast-check';
import { expect, it } from 'vitest';
import { hasSameValues, mergeValues } from './merge.ts';

const values = fc.record({
	a: fc.constantFrom('', 'one', 'two'),
	b: fc.constantFrom('', 'one', 'two')
});

it('takes what only one side changed', () => {
	const base = { title: 'A', details: 'old', isOpen: '' };
	expect(
		mergeValues(base, { ...base, details: 'mine' }, { ...base, title: 'B', isOpen: 'on' })
	).toEqual({ values: { title: 'B', details: 'mine', isOpen: 'on' }, conflicts: [] });
});

it('leaves a choice where both wrote different words, and none where they wrote the same', () => {
	expect(mergeValues({ a: '1', b: '1' }, { a: '2', b: '3' }, { a: '2', b: '4' })).toEqual({
		values: { a: '2', b: '3' },
		conflicts: ['b']
	});
});

it('loses no word of either side unsaid', () => {
	fc.assert(
		fc.property(values, values, values, (base, mine, theirs) => {
			const merged = mergeValues(base, mine, theirs);
			for (const name of ['a', 'b'] as const) {
				const isChosen = merged.conflicts.includes(name);
				if (mine[name] !== base[name]) expect(merged.values[name]).toBe(mine[name]);
				else expect(merged.values[name]).toBe(theirs[name]);
				if (theirs[name] !== base[name] && merged.values[name] !== theirs[name])
					expect(isChosen).toBe(true);
			}
		})
	);
});

it('an empty field is as good as none', () => {
	expect(hasSameValues({ a: '' }, {})).toBe(true);
	expect(hasSameValues({ a: 'x' }, {})).toBe(false);
});
