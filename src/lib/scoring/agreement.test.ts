import { describe, expect, it } from 'vitest';
import type { Role } from '../interview/interview.ts';
import type { Level } from '../rubric/rubric.ts';
import { isApart, toAgreed, toAgreedWords, toGap, toPairs } from './agreement.ts';

const people: { userId: string; role: Role }[] = [
	{ userId: 'amara', role: 'candidate' },
	{ userId: 'osei', role: 'interviewer' },
	{ userId: 'lind', role: 'interviewer' },
	{ userId: 'watcher', role: 'observer' }
];
const given = (...rows: [userId: string, value: Level, criterionId?: string][]) =>
	rows.map(([userId, value, criterionId = 'clarity']) => ({ criterionId, userId, value }));

describe('an agreed rating', () => {
	it.each([
		['is nothing before anybody proposes', given(), null],
		['is nothing while one side proposes', given(['amara', 3]), null],
		['is what the candidate and an interviewer both propose', given(['amara', 3], ['osei', 3]), 3],
		['is nothing while they propose different levels', given(['amara', 3], ['osei', 4]), null],
		['needs one interviewer of several', given(['amara', 4], ['osei', 2], ['lind', 4]), 4],
		['is not made by two interviewers', given(['osei', 4], ['lind', 4]), null],
		['is not made by an observer', given(['amara', 4], ['watcher', 4]), null],
		['is not made by a stranger', given(['amara', 4], ['nobody', 4]), null],
		['does not reach over to another criterion', given(['amara', 4], ['osei', 4, 'fit']), null]
	])('%s', (_title, proposals, expected) => {
		expect(toAgreed(proposals, people, 'clarity')).toBe(expected);
	});
});

describe('the gap between numbers', () => {
	it('leaves out what was not seen or not given', () => {
		expect(toGap([4, 'not-seen', undefined, null])).toBeNull();
		expect(toGap([4, 'not-seen', 1])).toBe(3);
	});

	it('asks for an agreed rating from two on', () => {
		expect(isApart([3, 4])).toBe(false);
		expect(isApart([3, 5])).toBe(true);
		expect(isApart([5])).toBe(false);
	});
});

it.each([
	['is said', toAgreedWords(4, 4, [{ name: 'Dr Osei', value: 4 }]), 'Agreed: 4'],
	['is not there while nobody proposes', toAgreedWords(null, null, []), ''],
	['waits for the others', toAgreedWords(null, 3, []), 'You propose 3'],
	[
		'names everybody of a panel who proposes',
		toAgreedWords(null, 3, [
			{ name: 'Dr Osei', value: 2 },
			{ name: 'Dr Lind', value: 4 }
		]),
		'Dr Osei proposes 2, Dr Lind proposes 4, you 3'
	]
])('an agreed number %s', (_title, words, expected) => {
	expect(words).toBe(expected);
});

describe('agreement between raters', () => {
	it.each([
		['of nobody', [], [0, 0, 0]],
		['of one rater alone', [[3], [4]], [0, 0, 0]],
		[
			'of two: equal, one apart and two apart',
			[
				[3, 3],
				[3, 4],
				[2, 4]
			],
			[3, 1, 2]
		],
		[
			'without what was not seen or not rated',
			[
				['not-seen', 4],
				[null, 4],
				[5, 5]
			],
			[1, 1, 1]
		],
		['of three: every two of them', [[3, 3, 5]], [3, 1, 1]]
	] as const)('is counted %s', (_title, criteria, [pairs, equal, withinOne]) => {
		expect(toPairs(criteria)).toEqual({ pairs, equal, withinOne });
	});
});
