import { expect, test } from 'vitest';
import { toSchedule } from './schedule.ts';

const now = Date.parse('2026-11-22T12:00:00Z');
const read = (fields: Partial<Parameters<typeof toSchedule>[0]>, zone = 'Africa/Lagos') =>
	toSchedule({ when: 'later', at: '2026-11-24T19:00', minutes: '30', ...fields }, zone, now);

test('a time is read in the zone of the person', () => {
	expect(read({})).toEqual({ ok: true, scheduledAt: '2026-11-24T18:00:00.000Z', minutes: 30 });
});

test('now has no time, whatever stands in the other field', () => {
	expect(read({ when: 'now', at: 'rubbish' })).toEqual({
		ok: true,
		scheduledAt: null,
		minutes: 30
	});
});

test.each(['', '14', '121', '30.5', '-30', '1e2', 'half an hour', '٣٠'])(
	'%j minutes are refused at the field',
	(minutes) => {
		expect(read({ minutes })).toEqual({
			ok: false,
			errors: { minutes: 'Choose between 15 and 120 minutes.' }
		});
	}
);

test.each([
	['', 'Choose a day and a time.'],
	['2026-11-21T19:00', 'This is in the past: it is 13:00 in Lagos. Choose a time ahead.'],
	['2028-11-21T19:00', 'Choose a day within the next year.']
])('%j is refused at the field', (at, message) => {
	expect(read({ at })).toEqual({ ok: false, errors: { at: message } });
});

test('a time that daylight saving leaves out is explained', () => {
	expect(read({ at: '2027-03-14T02:30' }, 'America/Chicago')).toEqual({
		ok: false,
		errors: {
			at: 'Clocks in Chicago go forward then, so this time does not come. Choose 03:00 or later.'
		}
	});
});

test('half an hour late is still all right', () => {
	expect(read({ at: '2026-11-22T12:30' })).toMatchObject({ ok: true });
});

test('two faults are said at once', () => {
	expect(read({ at: '', minutes: '' })).toMatchObject({
		errors: { at: expect.any(String), minutes: expect.any(String) }
	});
});
