import { expect, test } from 'vitest';
import { createFieldNames, toCreateFields, toCreateInput } from './create-form.ts';
import type { CreateFields, CreateOptions } from './create-form.ts';

const now = Date.parse('2026-11-22T12:00:00Z');
const options: CreateOptions = {
	plans: [
		{
			id: 'core',
			name: 'Core',
			description: '',
			minutes: 30,
			steps: [{ label: 'Opening', seconds: 115 }],
			rubricVersionId: 'r1'
		}
	],
	decks: [{ id: 'd1', name: 'Starter deck' }],
	rubrics: [{ id: 'r1', name: 'Residency' }],
	organisations: [{ id: 'o1', name: 'Personal' }],
	people: [
		{ userId: 'osei', name: 'Dr Osei', role: 'mentor' },
		{ userId: 'lind', name: 'Dr Lind', role: 'mentor' }
	],
	defaults: {
		kind: 'mentor',
		organisationId: 'o1',
		withUserId: null,
		panelIds: [],
		myRole: 'interviewer',
		scheduledAt: null,
		minutes: 30,
		planId: 'core',
		deckId: 'd1',
		rubricVersionId: 'r1',
		scoring: 'alone'
	}
};
const fields = toCreateFields(options.defaults, '2026-11-23T19:00');
const read = (changes: Partial<CreateFields>) =>
	toCreateInput({ ...fields, ...changes }, options, 'Africa/Lagos', now);

test('the form is valid as it opens, and makes what the defaults say', () => {
	expect(read({})).toEqual({ ok: true, input: options.defaults });
});

test('somebody from the list and a set time are taken over', () => {
	expect(read({ withUserId: 'osei', when: 'later', myRole: 'candidate' })).toMatchObject({
		ok: true,
		input: {
			withUserId: 'osei',
			scheduledAt: '2026-11-23T18:00:00.000Z',
			myRole: 'candidate'
		}
	});
});

test('a panel takes its further interviewers, each once; other kinds have none', () => {
	const chosen = { withUserId: 'osei', panel2: 'lind' };
	expect(read({ ...chosen, kind: 'panel' })).toMatchObject({
		input: { kind: 'panel', withUserId: 'osei', panelIds: ['lind'] }
	});
	expect(read({ ...chosen, kind: 'mentor' })).toMatchObject({ input: { panelIds: [] } });
	const twice = read({ ...chosen, kind: 'panel', panel3: 'osei' });
	expect(twice).toMatchObject({ errors: { panel3: expect.stringContaining('a seat already') } });
});

test.each(createFieldNames.filter((name) => name !== 'at'))(
	'something foreign in %s is refused at that field alone',
	(name) => {
		const result = read({ [name]: '<script>alert(1)</script>' });
		expect(result.ok).toBe(false);
		expect(result.ok ? [] : Object.keys(result.errors)).toEqual([name]);
	}
);

test('every fault is said at once', () => {
	const empty = Object.fromEntries(createFieldNames.map((name) => [name, ''])) as never;
	const result = toCreateInput(empty, options, 'UTC', now);
	expect(result.ok ? [] : Object.keys(result.errors).sort()).toEqual([
		'deckId',
		'kind',
		'minutes',
		'myRole',
		'organisationId',
		'planId',
		'rubricVersionId',
		'scoring',
		'when'
	]);
});
