import { describe, expect, test } from 'vitest';
import { isTimeZone, toOffsetLabel, toOffsetMinutes, toWallTime, toZoneCity } from './zone.ts';

const winter = Date.parse('2026-12-01T18:00:00Z');
const summer = Date.parse('2026-07-01T18:00:00Z');

test.each([
	['America/Chicago', true],
	['UTC', true],
	['Asia/Kathmandu', true],
	['Mars/Olympus', false],
	['+05:30', false],
	['', false],
	['<script>', false]
])('%s is a zone: %s', (zone, expected) => {
	expect(isTimeZone(zone)).toBe(expected);
});

test.each([
	['America/Chicago', 'Chicago'],
	['America/Argentina/Buenos_Aires', 'Buenos Aires'],
	['Asia/Calcutta', 'Kolkata'],
	['UTC', 'UTC']
])('%s is named after %s', (zone, city) => {
	expect(toZoneCity(zone)).toBe(city);
});

describe('offsets', () => {
	test.each([
		['America/Chicago', winter, -360, 'GMT−6'],
		['America/Chicago', summer, -300, 'GMT−5'],
		['Asia/Kolkata', winter, 330, 'GMT+5:30'],
		['Africa/Lagos', winter, 60, 'GMT+1'],
		['UTC', winter, 0, 'GMT'],
		['Pacific/Chatham', winter, 825, 'GMT+13:45']
	])('%s is %i, %i minutes, %s', (zone, at, minutes, label) => {
		expect(toOffsetMinutes(at, zone)).toBe(minutes);
		expect(toOffsetLabel(at, zone)).toBe(label);
	});
});

test('midnight is hour 0 of the new day', () => {
	expect(toWallTime(Date.parse('2026-12-01T06:00:00Z'), 'America/Chicago')).toEqual({
		year: 2026,
		month: 12,
		day: 1,
		hour: 0,
		minute: 0,
		weekday: 2
	});
});

test('an unknown zone is read as UTC instead of failing the page', () => {
	expect(toWallTime(winter, 'Mars/Olympus').hour).toBe(18);
});
