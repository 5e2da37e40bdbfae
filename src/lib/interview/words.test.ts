import { expect, test } from 'vitest';
import type { PersonView } from './views.ts';
import {
	toFirstPoint,
	toIsolated,
	toNextFirst,
	toRemainingPoints,
	toTheirTimes,
	toTitle,
	toWhenText
} from './words.ts';

const person = (userId: string, role: PersonView['role'], timeZone = 'UTC'): PersonView => ({
	userId,
	name: userId,
	role,
	timeZone,
	isGuest: false
});
const now = '2026-11-22T12:00:00Z';
const interview = {
	kind: 'mentor' as const,
	phase: 'scheduled' as const,
	scheduledAt: null,
	createdAt: now,
	finishedAt: null,
	people: [person('amara', 'candidate', 'Africa/Lagos')]
};

test('an interview is named after the others in it, not after me or who listens in', () => {
	const people = [
		person('amara', 'candidate'),
		person('lin', 'observer'),
		person('osei', 'interviewer')
	];
	expect(toTitle({ kind: 'mentor', people }, 'amara')).toBe(
		`Mentor mock with ${toIsolated('osei')}`
	);
	expect(toTitle(interview, 'amara')).toBe('Mentor mock');
	const panel = ['osei', 'lind', 'roth'].map((name) => person(name, 'interviewer'));
	expect(toTitle({ kind: 'panel', people: panel }, 'amara')).toBe(
		`Panel with ${toIsolated('osei')}, ${toIsolated('lind')} and ${toIsolated('roth')}`
	);
});

test('when it is reads as on the page', () => {
	const text = (changes: Partial<typeof interview> | object) =>
		toWhenText({ ...interview, ...changes }, 'Africa/Lagos', now);
	expect(text({})).toBe('Now');
	expect(text({ createdAt: '2026-11-20T12:00:00Z' })).toBe('No set time');
	const scheduledAt = '2026-11-24T18:00:00Z';
	const people = [...interview.people, person('osei', 'interviewer', 'America/Chicago')];
	expect(text({ scheduledAt, people })).toBe('Tue 19:00 your time (12:00 Chicago)');
	expect(text({ scheduledAt, people, phase: 'cancelled' })).toBe('Tue 19:00');
	expect(text({ phase: 'finished', finishedAt: '2026-11-17T12:00:00Z' })).toBe('Tue 17 Nov');
	expect(text({ phase: 'missed', createdAt: '2026-11-17T12:00:00Z' })).toBe('Tue 17 Nov');
});

test.each([
	['- Owns mistakes\n- Warm', 'Owns mistakes', ['Warm']],
	['\n\n  1. Be brief  \n', 'Be brief', []],
	['One line', 'One line', []],
	['   \n -  ', '', []],
	['', '', []]
])('%j begins with %j', (text, first, rest) => {
	expect(toFirstPoint(text)).toBe(first);
	expect(toRemainingPoints(text)).toEqual(rest);
});

test('what is under way comes first, an old one without a time last', () => {
	const one = (id: string, changes: object) => ({
		...interview,
		id,
		myRole: 'candidate' as const,
		minutes: 30,
		planName: 'Core',
		...changes
	});
	const sorted = toNextFirst(
		[
			one('stale', { createdAt: '2026-11-01T12:00:00Z' }),
			one('tomorrow', { scheduledAt: '2026-11-23T12:00:00Z' }),
			one('fresh', { createdAt: '2026-11-22T11:00:00Z' }),
			one('overdue', { scheduledAt: '2026-11-22T11:50:00Z' }),
			one('live', { phase: 'live', scheduledAt: '2026-11-24T12:00:00Z' })
		],
		now
	);
	expect(sorted.map(({ id }) => id)).toEqual(['live', 'overdue', 'fresh', 'tomorrow', 'stale']);
});

test('each other clock is named once, and none that shows the same', () => {
	const people = [
		person('amara', 'candidate', 'Africa/Lagos'),
		person('osei', 'interviewer', 'America/Chicago'),
		person('lin', 'observer', 'America/Chicago')
	];
	const scheduledAt = '2026-11-24T18:00:00Z';
	expect(toTheirTimes({ scheduledAt, people }, 'Africa/Lagos')).toBe('12:00 Chicago');
	expect(toTheirTimes({ scheduledAt: null, people }, 'Africa/Lagos')).toBe('');
});
