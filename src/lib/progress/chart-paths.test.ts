import { expect, test } from 'vitest';
import { toDotPath, toLinePath } from './chart-paths.ts';

test('a line breaks where an interview has no number', () => {
	expect(toLinePath([3, 4, null, 5, 5])).toBe('M0.5 2L1.5 1M3.5 0L4.5 0');
});

test('a number without neighbours has a dot and no line', () => {
	expect(toLinePath([3, null, 4])).toBe('');
	expect(toDotPath([3, null, 4])).toBe('M0.5 2h0M2.5 1h0');
});
