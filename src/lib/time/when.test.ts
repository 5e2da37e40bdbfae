import { describe, expect, test } from 'vitest';
import {
	isWithin,
	toBothTimes,
	toDate,
	toDay,
	toDayAndTime,
	toDistance,
	toTheirTime
} from './when.ts';

/** A Sunday, 13:00 in Lagos and 06:00 in Chicago. */
const now = '2026-11-22T12:00:00Z';
const tuesday = '2026-11-24T18:00:00Z';

test('both zones are named as on the page', () => {
	expect(toBothTimes(tuesday, 'Africa/Lagos', ['America/Chicago'], now)).toBe(
		'Tue 19:00 your time (12:00 Chicago)'
	);
});

test('two people in one other zone are named once', () => {
	expect(toBothTimes(tuesday, 'Africa/Lagos', ['America/Chicago', 'America/Chicago'], now)).toBe(
		'Tue 19:00 your time (12:00 Chicago)'
	);
});

test('nothing stands in brackets when clocks agree', () => {
	expect(toBothTimes(tuesday, 'Africa/Lagos', ['Africa/Algiers'], now)).toBe('Tue 19:00 your time');
});

test('another day elsewhere is said', () => {
	const late = '2026-11-24T23:30:00Z';
	expect(toTheirTime(late, 'America/Chicago', 'Asia/Tokyo')).toBe('Wed 08:30 Tokyo');
});

describe('days', () => {
	test.each([
		['2026-11-22T20:00:00Z', 'Today'],
		['2026-11-22T23:30:00Z', 'Tomorrow'],
		['2026-11-21T12:00:00Z', 'Yesterday'],
		['2026-11-28T12:00:00Z', 'Sat'],
		['2026-11-29T12:00:00Z', 'Sun 29 Nov'],
		['2026-11-17T12:00:00Z', 'Tue 17 Nov'],
		['2027-01-05T12:00:00Z', 'Tue 5 Jan 2027']
	])('%s is %s in Lagos', (iso, expected) => {
		expect(toDay(iso, 'Africa/Lagos', now)).toBe(expected);
	});

	test('a day is that of the zone, not of UTC', () => {
		expect(toDate('2026-11-25T03:00:00Z', 'America/Chicago', now)).toBe('Tue 24 Nov');
		expect(toDayAndTime('2026-11-25T03:00:00Z', 'America/Chicago', now)).toBe('Tue 21:00');
	});
});

test.each([
	['2026-11-22T12:25:00Z', 'in 25 min'],
	['2026-11-22T15:00:00Z', 'in 3 h'],
	['2026-11-22T11:55:00Z', '5 min ago'],
	['2026-11-22T12:00:20Z', 'now'],
	['2026-11-24T12:00:00Z', null]
])('%s is %s', (iso, expected) => {
	expect(toDistance(iso, now)).toBe(expected);
});

test.each([
	['2026-11-24T13:00:00Z', true],
	['2026-11-25T01:00:00Z', true],
	['2026-11-25T01:00:01Z', false],
	['2026-11-23T13:00:00Z', false],
	['2026-11-23T12:59:00Z', false]
])('%s is ahead within 36 hours: %s', (iso, expected) => {
	expect(isWithin(iso, '2026-11-23T13:00:00Z', 36)).toBe(expected);
});
