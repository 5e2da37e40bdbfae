import { describe, expect, test } from 'vitest';
import { sortByNeed, toDaysSince, toReason, type FollowedCandidate } from './candidate.ts';

const now = '2026-11-22T12:00:00Z';
const candidate = (more: Partial<FollowedCandidate>): FollowedCandidate => ({
	userId: 'u',
	name: 'Amara',
	organisationId: 'o',
	organisationName: 'School',
	interviews: 1,
	lastFinishedAt: null,
	lastOverall: null,
	nextAt: null,
	...more
});
const today = candidate({ name: 'Today', lastFinishedAt: '2026-11-22T11:00:00Z' });
const quiet = candidate({ name: 'Quiet', lastFinishedAt: '2026-11-01T12:00:00Z' });
const longer = candidate({ name: 'Longer', lastFinishedAt: '2026-10-01T12:00:00Z' });
const fresh = candidate({ name: 'Fresh', interviews: 0 });
const planned = candidate({ name: 'Planned', nextAt: '2026-11-24T18:00:00Z' });

describe('why to look at somebody', () => {
	test.each([
		[today, null],
		[quiet, '21 days without one'],
		[candidate({ lastFinishedAt: '2026-11-08T12:00:00Z' }), '14 days without one'],
		[candidate({ lastFinishedAt: '2026-11-08T12:00:01Z' }), null],
		[fresh, 'No interview yet'],
		[planned, null]
	])('%#: %j', (given, reason) => {
		expect(toReason(given, now)).toBe(reason);
	});

	test('days are whole and never negative', () => {
		expect(toDaysSince(today, now)).toBe(0);
		expect(toDaysSince(candidate({ lastFinishedAt: '2026-11-23T12:00:00Z' }), now)).toBe(0);
		expect(toDaysSince(fresh, now)).toBeNull();
	});
});

test('those who wait longest come first, the others by name', () => {
	const sorted = sortByNeed([today, planned, quiet, fresh, longer], now);
	expect(sorted.map(({ name }) => name)).toEqual(['Fresh', 'Longer', 'Quiet', 'Planned', 'Today']);
});
