import { describe, expect, test } from 'vitest';
import { readPracticeInput, toPracticeView, type PracticeRow } from './practice.ts';

const reader = { timeZone: 'UTC', now: '2026-11-22T12:00:00.000Z' };
const row: PracticeRow = {
	id: 'p1',
	candidateId: 'amara',
	candidateName: 'Amara',
	candidateZone: 'America/New_York',
	organisationId: 'school',
	advisorName: 'Ines',
	planId: 'behavioural',
	dueOn: '2026-11-24',
	takes: 2,
	note: '',
	createdAt: new Date('2026-11-15T12:00:00Z')
};
const held = (finishedAt: string, more = {}) => ({
	candidateId: 'amara',
	organisationId: 'school',
	planName: 'Behavioural',
	createdAt: new Date('2026-11-16T12:00:00Z'),
	finishedAt: new Date(finishedAt),
	...more
});
const stand = (takes: ReturnType<typeof held>[], change: Partial<PracticeRow> = {}) =>
	toPracticeView({ ...row, ...change }, takes, reader)!;

describe('[11.1] done by what was saved', () => {
	test('not held, and over', () => {
		expect(stand([])).toMatchObject({
			state: 'open',
			taken: 0,
			due: 'by 24 Nov, in 2 days',
			sentence: 'Not held yet.'
		});
		expect(stand([], { dueOn: '2026-11-21' })).toMatchObject({
			state: 'overdue',
			due: 'was due 21 Nov'
		});
	});

	test('in time until the day is over where the candidate lives', () => {
		const evening = held('2026-11-22T04:30:00Z');
		expect(stand([evening], { dueOn: '2026-11-21' })).toMatchObject({
			state: 'done',
			sentence: 'Done on 22 Nov; 1 of 2 takes.'
		});
		expect(stand([held('2026-11-22T05:30:00Z')], { dueOn: '2026-11-21', takes: 1 })).toMatchObject({
			state: 'late',
			sentence: 'Done late, on 22 Nov.'
		});
	});

	test('another plan, place or person, and what was made before, are none of it', () => {
		for (const other of [
			{ planName: 'Traditional' },
			{ organisationId: 'clinic' },
			{ candidateId: 'chen' },
			{ createdAt: new Date('2026-11-15T11:00:00Z') }
		])
			expect(stand([held('2026-11-20T12:00:00Z', other)]).state).toBe('open');
	});

	test('more than the takes that are allowed count no further', () => {
		const many = ['18', '19', '20'].map((day) => held(`2026-11-${day}T12:00:00Z`));
		expect(stand(many).sentence).toBe('Done on 18 Nov; 2 of 2 takes.');
	});

	test('a plan that is gone leaves nothing to show', () => {
		expect(toPracticeView({ ...row, planId: 'gone' }, [], reader)).toBeNull();
	});
});

test('what is typed is told at its field', () => {
	const good = { planId: 'behavioural', dueOn: '2026-11-30', takes: '3', note: ' Slowly. ' };
	expect(readPracticeInput(good, '2026-11-22')).toEqual({
		ok: true,
		practice: { ...good, takes: 3, note: 'Slowly.' }
	});
	const bad = { planId: 'x', dueOn: '2026-11-21', takes: '9', note: 'n'.repeat(301) };
	expect(readPracticeInput(bad, '2026-11-22')).toEqual({
		ok: false,
		errors: {
			planId: 'Choose a plan from the list.',
			dueOn: 'This day is over. Choose today or a later one.',
			takes: 'Choose how many takes.',
			note: 'A note holds at most 300 characters; this has 301.'
		}
	});
});
