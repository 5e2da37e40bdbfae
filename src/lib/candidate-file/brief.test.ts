import { describe, expect, it } from 'vitest';
import { toBrief, toLineTitle, toSpan, type Basics } from './brief.ts';
import { lineKinds, type FileLine, type LineKind, type LineValues } from './line.ts';

const amara = { userId: 'amara', name: 'Amara Nwosu' };
const nothing: Basics = {
	specialty: 'med-psych',
	path: 'img',
	needsVisa: true,
	realInterviewOn: '2026-12-04',
	wish: '',
	open: []
};
const line = (kind: LineKind, values: LineValues, isOpen = true): FileLine => ({
	id: JSON.stringify(values),
	kind,
	isOpen,
	values
});

describe('the brief', () => {
	it('is nothing while nothing is ticked', () => {
		const lines = lineKinds.map((kind) => line(kind, { title: 'x', exam: 'x' }, false));
		expect(toBrief(amara, nothing, lines)).toBeNull();
	});

	it('has ticked lines and what is wanted, and no other word', () => {
		const brief = toBrief(
			amara,
			{ ...nothing, wish: 'Am I too long?', open: ['specialty', 'realInterviewOn'] },
			[
				line('cv', { title: 'Reading circle', from: '2019-09', details: 'Eleven of us.' }),
				line('cv', { title: 'PRIVATE' }, false),
				line('story', {
					title: 'The patient who would not eat',
					'theme-conflict': 'on',
					situation: 'PRIVATE'
				})
			]
		);
		expect(JSON.stringify(brief)).not.toContain('PRIVATE');
		expect(JSON.stringify(brief)).not.toContain('visa');
		expect(brief).toEqual({
			candidateId: 'amara',
			candidateName: 'Amara Nwosu',
			wish: 'Am I too long?',
			groups: [
				{
					heading: 'Preparing for',
					lines: [
						{ title: 'Med-Psych', details: [] },
						{ title: 'First interview on December 4, 2026', details: [] }
					]
				},
				{
					heading: 'CV lines',
					lines: [{ title: 'Reading circle, since September 2019', details: ['Eleven of us.'] }]
				},
				{
					heading: 'Stories',
					lines: [{ title: 'The patient who would not eat', details: ['Conflict in a team'] }]
				}
			]
		});
	});
});

it.each([
	[{}, ''],
	[{ from: '2025-06' }, 'since June 2025'],
	[{ to: '2025-06' }, 'until June 2025'],
	[{ from: '2025-06', to: '2025-06' }, 'June 2025'],
	[{ from: '2025-06', to: '2025-08' }, 'June 2025 to August 2025']
])('%j is “%s”', (values, words) => {
	expect(toSpan(values)).toBe(words);
});

it('an exam says its attempt, its month and its result', () => {
	const values = { exam: 'Step 1', attempt: '2', takenOn: '2024-02', result: 'passed', score: '' };
	expect(toLineTitle('exam', values)).toBe('Step 1, second attempt, February 2024, passed');
});
