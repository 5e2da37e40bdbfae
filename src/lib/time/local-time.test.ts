import { expect, test } from 'vitest';
import fc from 'fast-check';
import { toInstant, toLocalTime, toTomorrowEvening } from './local-time.ts';

test.each([
	['2026-11-24T19:00', 'Africa/Lagos', '2026-11-24T18:00:00.000Z'],
	['2026-11-24T12:00', 'America/Chicago', '2026-11-24T18:00:00.000Z'],
	['2026-07-24T12:00', 'America/Chicago', '2026-07-24T17:00:00.000Z'],
	['2026-11-24T12:00:00', 'UTC', '2026-11-24T12:00:00.000Z']
])('%s in %s is %s', (local, zone, iso) => {
	expect(toInstant(local, zone)).toEqual({ ok: true, iso });
});

test('an hour that comes twice means the first', () => {
	// In Chicago clocks go back from 02:00 to 01:00 on 1 November 2026.
	expect(toInstant('2026-11-01T01:30', 'America/Chicago')).toEqual({
		ok: true,
		iso: '2026-11-01T06:30:00.000Z'
	});
});

test('an hour that never comes is refused, with the first time after it', () => {
	// In Chicago clocks go forward from 02:00 to 03:00 on 14 March 2027.
	expect(toInstant('2027-03-14T02:30', 'America/Chicago')).toEqual({
		ok: false,
		code: 'gap',
		next: '2027-03-14T03:00'
	});
	// In London, whose clocks skip from 01:00 to 02:00.
	expect(toInstant('2027-03-28T01:00', 'Europe/London')).toEqual({
		ok: false,
		code: 'gap',
		next: '2027-03-28T02:00'
	});
});

test.each([
	'',
	'tomorrow',
	'2026-02-30T10:00',
	'2026-11-24',
	'2026-11-24T25:00',
	'2026-11-24T19:00Z',
	'<script>alert(1)</script>'
])('%j is not a time', (local) => {
	expect(toInstant(local, 'UTC')).toEqual({ ok: false, code: 'malformed' });
});

test('a zone that does not exist is refused', () => {
	expect(toInstant('2026-11-24T19:00', 'Mars/Olympus')).toEqual({
		ok: false,
		code: 'unknown_zone'
	});
});

test('every instant comes back from its local time, but for the second half of a repeated hour', () => {
	const zones = ['America/Chicago', 'Africa/Lagos', 'Asia/Kathmandu', 'Australia/Lord_Howe'];
	const from = Date.UTC(2026, 0, 1) / 60_000;
	fc.assert(
		fc.property(
			fc.integer({ min: from, max: from + 2 * 525_600 }),
			fc.constantFrom(...zones),
			(minute, zone) => {
				const iso = new Date(minute * 60_000).toISOString();
				const back = toInstant(toLocalTime(iso, zone), zone);
				if (!back.ok) throw new Error(back.code);
				expect([0, 30, 60]).toContain((Date.parse(iso) - Date.parse(back.iso)) / 60_000);
			}
		)
	);
});

test('the first suggestion is tomorrow evening in the zone of the person', () => {
	expect(toTomorrowEvening('2026-11-22T23:30:00Z', 'Africa/Lagos')).toBe('2026-11-24T19:00');
	expect(toTomorrowEvening('2026-11-22T23:30:00Z', 'America/Chicago')).toBe('2026-11-23T19:00');
});
