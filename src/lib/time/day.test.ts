import { expect, test } from 'vitest';
import { toDayIn, toDaysBetween, toEndOfDay } from './day.ts';

test.each([
	['2026-12-04', 'America/New_York', '2026-12-05T05:00:00.000Z'],
	['2026-12-04', 'Asia/Kolkata', '2026-12-04T18:30:00.000Z'],
	['2026-12-04', 'UTC', '2026-12-05T00:00:00.000Z'],
	// Clocks go back an hour early on the day itself, and forward on the day that follows.
	['2026-11-01', 'America/New_York', '2026-11-02T05:00:00.000Z'],
	['2027-03-13', 'America/New_York', '2027-03-14T05:00:00.000Z'],
	['2026-12-31', 'Pacific/Auckland', '2026-12-31T11:00:00.000Z']
])('%s is over in %s at %s', (day, zone, end) => {
	const at = toEndOfDay(day, zone);
	expect(new Date(at).toISOString()).toBe(end);
	expect(toDayIn(at - 1, zone)).toBe(day);
	expect(toDayIn(at, zone)).not.toBe(day);
});

test('days between', () => {
	expect(toDaysBetween('2026-11-22', '2026-12-04')).toBe(12);
	expect(toDaysBetween('2026-12-04', '2026-12-03')).toBe(-1);
});
