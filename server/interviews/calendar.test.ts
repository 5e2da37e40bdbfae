import { expect, test } from 'vitest';
import { toCalendarFile } from './calendar.ts';
import type { CalendarEntry } from './calendar.ts';

const entry: CalendarEntry = {
	interviewId: 'k3v9q1',
	title: 'Mock interview with Dr Osei',
	scheduledAt: '2026-11-24T18:00:00.000Z',
	minutes: 30,
	url: 'https://rounds.example/interviews/k3v9q1',
	people: [
		{ name: 'Amara Nwosu', timeZone: 'Africa/Lagos' },
		{ name: 'Dr Osei', timeZone: 'America/Chicago' }
	],
	isCancelled: false,
	now: '2026-11-22T12:00:00.000Z'
};

const toLines = (file: string) => file.replace(/\r\n[ \t]/g, '').split('\r\n');

test('hours are written in UTC, whatever zone the server is in', () => {
	const lines = toLines(toCalendarFile(entry));
	expect(lines).toContain('DTSTART:20261124T180000Z');
	expect(lines).toContain('DTEND:20261124T183000Z');
	expect(lines.filter((line) => line.includes('TZID'))).toEqual([]);
});

test('a later file replaces the earlier entry', () => {
	const first = toLines(toCalendarFile(entry));
	const second = toLines(toCalendarFile({ ...entry, now: '2026-11-22T12:00:05.000Z' }));
	const read = (lines: string[], name: string) =>
		lines.find((line) => line.startsWith(`${name}:`))?.slice(name.length + 1);
	expect(read(second, 'UID')).toBe(read(first, 'UID'));
	expect(Number(read(second, 'SEQUENCE'))).toBeGreaterThan(Number(read(first, 'SEQUENCE')));
});

test('the description has the time in each zone and the way in', () => {
	const line = toLines(toCalendarFile(entry)).find((text) => text.startsWith('DESCRIPTION:'));
	expect(line).toContain('Amara Nwosu: Tue 24 Nov 19:00 (Lagos)');
	expect(line).toContain('Dr Osei: Tue 24 Nov 12:00 (Chicago)');
	expect(line).toContain('Join: https://rounds.example/interviews/k3v9q1');
});

test('a cancelled interview says so', () => {
	const lines = toLines(toCalendarFile({ ...entry, isCancelled: true }));
	expect(lines).toContain('STATUS:CANCELLED');
	expect(lines).toContain('METHOD:CANCEL');
});

test('a name cannot write lines of its own into the file', () => {
	const name = 'A\r\nEND:VEVENT\r\nBEGIN:VEVENT\nX;,\\Y';
	const file = toCalendarFile({
		...entry,
		title: `Mock interview with ${name}`,
		people: [{ name, timeZone: 'UTC' }]
	});
	const lines = toLines(file);
	expect(lines.filter((line) => line === 'BEGIN:VEVENT')).toHaveLength(1);
	expect(lines.filter((line) => line === 'END:VEVENT')).toHaveLength(1);
	expect(lines.find((line) => line.startsWith('SUMMARY:'))).toContain('X\\;\\,\\\\Y');
});
