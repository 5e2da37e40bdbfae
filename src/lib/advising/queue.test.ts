import { describe, expect, test } from 'vitest';
import { toClearedUntil } from './contact.ts';
import {
	mostToday,
	readQueueFilters,
	toQueue,
	toReasons,
	toShownQueue,
	type CandidateFacts
} from './queue.ts';

const now = '2026-11-22T12:00:00.000Z';
const calm = { word: 'cannot-say', count: 6, change: null } as const;
const facts = (more: Partial<CandidateFacts> = {}): CandidateFacts => ({
	userId: 'u',
	name: 'Amara',
	organisationId: 'o',
	organisationName: 'School',
	followedSince: '2026-09-01T00:00:00.000Z',
	realInterviewOn: null,
	timeZone: 'UTC',
	mocks: 5,
	lastSharedAt: '2026-11-20T12:00:00.000Z',
	nextAt: null,
	evenings: [3, 3, 3, 3],
	trend: calm,
	calibration: { word: 'close', count: 5, difference: { value: 0, low: -0.3, high: 0.3 } },
	contact: null,
	...more
});
const change = { value: -1, low: -1.8, high: -0.2 };

describe('why somebody wants a conversation', () => {
	test.each([
		['nothing', facts(), []],
		[
			'a real interview within a week after too few mocks',
			facts({ realInterviewOn: '2026-11-28', mocks: 2 }),
			['Real interview in 6 days, 2 mocks so far.']
		],
		['but not with three', facts({ realInterviewOn: '2026-11-28', mocks: 3 }), []],
		['nor in eight days', facts({ realInterviewOn: '2026-11-30', mocks: 0 }), []],
		['nor after it', facts({ realInterviewOn: '2026-11-21', mocks: 0 }), []],
		[
			'two hard nights in a row',
			facts({ evenings: [3.5, 3.5, 3.6, 2.5, 2.6] }),
			['Two hard nights in a row: 2.5 and 2.6 after about 3.5.']
		],
		['one hard night is none', facts({ evenings: [3.5, 3.5, 3.6, 3.5, 2] }), []],
		['two without a before neither', facts({ evenings: [3.5, 3.6, 2, 2] }), []],
		[
			'slipping',
			facts({ trend: { word: 'slipping', count: 8, change } }),
			['Slipping: −1 over the last 8 interviews.']
		],
		[
			'standing still with enough data, below the target',
			facts({ trend: { word: 'steady', count: 6, change }, evenings: [3.4, 3.4, 3.4] }),
			['Steady at 3.4 over 6 interviews.']
		],
		[
			'steady at the target is fine',
			facts({ trend: { word: 'steady', count: 9, change }, evenings: [4.2, 4.2, 4.2] }),
			[]
		],
		['steady over five neither', facts({ trend: { word: 'steady', count: 5, change } }), []],
		[
			'nothing shared for ten days',
			facts({ lastSharedAt: '2026-11-12T12:00:00.000Z' }),
			['Nothing shared with you for 10 days.']
		],
		['nine are fine', facts({ lastSharedAt: '2026-11-12T12:00:01.000Z' }), []],
		[
			'an appointment ahead is not yet shared',
			facts({ lastSharedAt: '2026-10-01T12:00:00.000Z', nextAt: '2026-11-24T12:00:00.000Z' }),
			['Nothing shared with you for 52 days.']
		],
		['nothing at all', facts({ lastSharedAt: null }), ['Nothing shared with you yet.']],
		['which is fair in the first days', facts({ lastSharedAt: null, followedSince: now }), []],
		[
			'a self-rating far off',
			facts({
				calibration: { word: 'over', count: 6, difference: { value: 1.1, low: 0.8, high: 1.4 } }
			}),
			['Rates themself 1.1 above what others give.']
		],
		[
			'not a little off',
			facts({
				calibration: { word: 'over', count: 6, difference: { value: 0.6, low: 0.4, high: 0.8 } }
			}),
			[]
		]
	] as [string, CandidateFacts, string[]][])('%s', (_, given, sentences) => {
		expect(toReasons(given, now).map(({ sentence }) => sentence)).toEqual(sentences);
	});
});

const slipping = facts({ name: 'Slip', trend: { word: 'slipping', count: 8, change } });
const soon = facts({ name: 'Soon', realInterviewOn: '2026-11-24', mocks: 1 });
const quiet = facts({ name: 'Quiet', lastSharedAt: '2026-11-01T12:00:00.000Z' });
const longer = facts({ name: 'Longer', lastSharedAt: '2026-10-01T12:00:00.000Z' });

test('the most pressing reason comes first, who waits longer before the others', () => {
	const rows = toQueue([facts({ name: 'Fine' }), quiet, longer, slipping, soon], now);
	expect(rows.map(({ name }) => name)).toEqual(['Soon', 'Slip', 'Longer', 'Quiet', 'Fine']);
});

describe('what the page shows', () => {
	const read = (search = '') => readQueueFilters(new URLSearchParams(search));
	const cleared = facts({
		...soon,
		name: 'Élodie',
		contact: { kind: 'talked', note: '', at: now, until: '2026-11-23T12:00:00.000Z' }
	});

	test('those who wait; a cleared row comes back when its time is over', () => {
		const shown = (at: string) =>
			toShownQueue(toQueue([slipping, cleared], at), read()).rows.map(({ name }) => name);
		expect(shown(now)).toEqual(['Slip']);
		expect(shown('2026-11-23T12:00:01.000Z')).toEqual(['Élodie', 'Slip']);
	});

	test('fifteen, and how many more', () => {
		const many = Array.from({ length: 40 }, (_, index) =>
			facts({ ...quiet, userId: `u${index}`, name: `Person ${index}` })
		);
		const queue = toShownQueue(toQueue(many, now), read());
		expect([queue.rows.length, queue.more, queue.waiting]).toEqual([mostToday, 25, 40]);
		expect(toShownQueue(toQueue(many, now), read('list=everybody')).rows).toHaveLength(40);
	});

	test.each([
		['q=elo&list=everybody', ['Élodie']],
		['reason=slipping', ['Slip']],
		['organisation=elsewhere', []],
		['reason=unknown', ['Slip', 'Quiet']]
	])('%s', (search, names) => {
		const queue = toShownQueue(toQueue([cleared, slipping, quiet], now), read(search));
		expect(queue.rows.map(({ name }) => name)).toEqual(names);
	});
});

test.each([
	[{ kind: 'talked', note: '', days: 0 }, 7],
	[{ kind: 'later', note: '', days: 3 }, 3],
	[{ kind: 'later', note: '', days: 7 }, 7],
	[{ kind: 'later', note: '', days: 14 }, 14],
	[{ kind: 'not-needed', note: 'On leave.', days: 0 }, 28],
	[{ kind: 'later', note: '', days: 5 }, null],
	[{ kind: 'not-needed', note: '  ', days: 0 }, null],
	[{ kind: 'talked', note: 'x'.repeat(1001), days: 0 }, null]
] as const)('%j clears a row for %s days', (input, days) => {
	const result = toClearedUntil(input, 0);
	expect(result.ok ? result.until / 86_400_000 : null).toBe(days);
});
