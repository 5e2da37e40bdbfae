import { expect, test } from 'vitest';
import { toBests } from './bests.ts';
import type { Line } from './view.ts';

const entries = ['1 Nov', '8 Nov', '15 Nov', '22 Nov'].map((date, index) => ({
	interviewId: `i${index}`,
	date
}));
const line = (id: string, values: (number | null)[]): Line => ({
	id,
	name: id,
	layers: [
		{
			series: 'mentor',
			values,
			word: 'not-enough',
			sentence: '',
			aside: null,
			raters: null,
			line: []
		}
	],
	agreed: []
});

test('[7.4] first, latest and best, the earliest of equals; gaps are left out', () => {
	const bests = toBests([line('all', [null, 4, 3, null]), line('x', [2, 4, 4, 3])], entries);
	expect(bests).toEqual({
		series: 'mentor',
		rows: [
			{
				id: 'all',
				name: 'all',
				first: { value: 4, interviewId: 'i1', date: '8 Nov' },
				latest: { value: 3, interviewId: 'i2', date: '15 Nov' },
				best: { value: 4, interviewId: 'i1', date: '8 Nov' }
			},
			{
				id: 'x',
				name: 'x',
				first: { value: 2, interviewId: 'i0', date: '1 Nov' },
				latest: { value: 3, interviewId: 'i3', date: '22 Nov' },
				best: { value: 4, interviewId: 'i1', date: '8 Nov' }
			}
		]
	});
});

test('[7.4] one evening has nothing beside it', () => {
	expect(toBests([line('all', [null, 4, null, null])], entries)).toBeNull();
	expect(toBests([], entries)).toBeNull();
});
