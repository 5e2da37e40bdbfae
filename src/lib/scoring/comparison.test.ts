import { describe, expect, it } from 'vitest';
import type { Criterion, Mark } from '../rubric/rubric.ts';
import {
	toComparison,
	toComparisonSentence,
	toUnratedWords,
	toMarkWords,
	toWithoutWords,
	type RaterMarks
} from './comparison.ts';

const criterion = (id: string, name: string): Criterion => ({
	id,
	name,
	description: '',
	anchors: { 1: '', 2: '', 3: '', 4: '', 5: '' },
	isCore: true,
	elicitedBy: []
});
const criteria = [
	criterion('clarity', 'Clarity'),
	criterion('structure', 'Structure'),
	criterion('fit', 'Fit')
];
const rater = (name: string, isMe: boolean, marks: Record<string, Mark>): RaterMarks => ({
	userId: name,
	name,
	hue: isMe ? 'mine' : 'theirs',
	isMe,
	marks: new Map(Object.entries(marks)),
	evidence: new Map()
});

describe('scorecards side by side', () => {
	it('puts the own mark first and leaves a gap where somebody did not rate', () => {
		const [clarity] = toComparison(criteria, [
			rater('Dr Osei', false, { clarity: 4 }),
			rater('Amara', true, {})
		]);
		expect(clarity!.marks.map(({ name, mark }) => [name, mark])).toEqual([
			['Amara', null],
			['Dr Osei', 4]
		]);
		expect(clarity!.isApart).toBe(false);
	});

	it('names what is two or more apart', () => {
		const compared = toComparison(criteria, [
			rater('Amara', true, { clarity: 2, structure: 3, fit: 'not-seen' }),
			rater('Dr Osei', false, { clarity: 4, structure: 5, fit: 1 })
		]);
		expect(compared.map((one) => one.isApart)).toEqual([true, true, false]);
		expect(toComparisonSentence(compared)).toContain('Clarity and Structure');
	});

	it('says so when nothing differs, and when there is nothing to compare', () => {
		const close = [rater('A', true, { clarity: 3 }), rater('B', false, { clarity: 4 })];
		expect(toComparisonSentence(toComparison(criteria, close))).toMatch(
			/Nothing has to be settled/
		);
		expect(
			toComparisonSentence(toComparison(criteria, [rater('A', true, { clarity: 3 })]))
		).toMatch(/no two numbers/);
	});

	it.each([
		[null, 'not rated'],
		['not-seen', 'not seen'],
		[5, '5']
	] as const)('says %s as %s', (mark, words) => expect(toMarkWords(mark)).toBe(words));

	it.each([
		['nobody', [true, true], ''],
		['a colleague', [true, false], 'Opened before Dr Lind was done rating.'],
		['the reader', [false, true], 'Opened before you were done rating.'],
		['both', [false, false], 'Opened before you and Dr Lind were done rating.']
	])('says plainly that %s was not waited for', (_title, [mine, theirs], words) => {
		const raters = [
			{ userId: 'me', name: 'Dr Osei', isDone: mine! },
			{ userId: 'lind', name: 'Dr Lind', isDone: theirs! }
		];
		expect(toWithoutWords(raters, 'me')).toBe(words);
	});

	it.each([
		['nobody where all have rated', [5, false], [5, false], ''],
		['nobody where they are done with fewer', [0, false], [2, true], ''],
		['who has given nothing', [0, false], [0, false], 'Amara Nwosu has not rated yet. Reveal now,'],
		['who is in the middle', [5, true], [2, false], 'Amara Nwosu has rated 2 of 5. Reveal now,']
	] as const)('before the reveal names %s', (_title, mine, theirs, words) => {
		const [me, other] = [mine, theirs].map(([rated, isDone]) => ({ rated, isDone, total: 5 }));
		const raters = [
			{ userId: 'me', name: 'Dr Osei', ...me! },
			{ userId: 'amara', name: 'Amara Nwosu', ...other! }
		];
		expect(toUnratedWords(raters, 'me').startsWith(words)).toBe(true);
		expect(toUnratedWords(raters, 'me') === '').toBe(words === '');
	});
});
