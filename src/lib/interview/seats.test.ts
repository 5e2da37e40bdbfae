import { describe, expect, it } from 'vitest';
import type { Kind, Role } from './interview.ts';
import { isSeatFree, toMissingRoles } from './seats.ts';

const people = (...roles: Role[]) => roles.map((role) => ({ role }));
const panelOf = (size: number) => people(...Array<Role>(size).fill('interviewer'));

describe('a seat', () => {
	it.each<[Kind, Role, ReturnType<typeof people>, boolean]>([
		['mentor', 'interviewer', people('candidate'), true],
		['mentor', 'interviewer', people('candidate', 'interviewer'), false],
		['mentor', 'candidate', people('candidate', 'interviewer'), false],
		['peer', 'interviewer', people('candidate', 'interviewer'), false],
		['panel', 'interviewer', panelOf(3), true],
		['panel', 'interviewer', panelOf(4), false],
		['panel', 'candidate', people('candidate'), false],
		['solo', 'interviewer', people('candidate'), false],
		['mentor', 'observer', people('candidate', 'interviewer', 'observer'), true]
	])('%s, %s, beside %o: free %s', (kind, role, there, expected) => {
		expect(isSeatFree(kind, role, there)).toBe(expected);
	});
});

describe('who is missing', () => {
	it.each<[Kind, ReturnType<typeof people>, Role[]]>([
		['mentor', people('candidate'), ['interviewer']],
		['mentor', people('interviewer', 'observer'), ['candidate']],
		['mentor', people('interviewer', 'candidate'), []],
		['panel', panelOf(1), ['candidate', 'interviewer']],
		['panel', people('candidate', 'interviewer'), ['interviewer']],
		['panel', people('candidate', 'interviewer', 'interviewer'), []],
		['solo', people('candidate'), []]
	])('from a %s with %o: %o', (kind, there, expected) => {
		expect(toMissingRoles(kind, there)).toEqual(expected);
	});
});
