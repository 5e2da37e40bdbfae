import { expect, test } from 'vitest';
import { toRatingLines, type RatedCard } from './ratings-file.ts';

const card: RatedCard = {
	interviewId: 'i1',
	finishedAt: '2026-11-03T19:00:00.000Z',
	kind: 'panel',
	candidateName: '=Amara, "Nwosu"',
	raterId: 'osei',
	raterName: 'Dr Osei',
	raterKind: 'interviewer',
	criteria: [
		{ id: 'structure', name: 'Structure' },
		{ id: 'presence', name: 'Presence' },
		{ id: 'clarity', name: 'Clarity' }
	],
	marks: { clarity: 5, structure: 2 }
};

test('a card has a line for each number, in the order of the rubric', () => {
	expect(toRatingLines(card).split('\r\n')).toEqual([
		`2026-11-03T19:00:00.000Z,i1,Panel,"'=Amara, ""Nwosu""",interviewer,Dr Osei,Structure,2`,
		`2026-11-03T19:00:00.000Z,i1,Panel,"'=Amara, ""Nwosu""",interviewer,Dr Osei,Clarity,5`,
		''
	]);
});

test('an observer’s card is in no series and in no file', () => {
	expect(toRatingLines({ ...card, raterKind: 'observer' })).toBe('');
});
