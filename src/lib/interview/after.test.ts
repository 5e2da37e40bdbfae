import { expect, test } from 'vitest';
import { toAnswerLength, toHue, toRatedCriteria } from './after.ts';
import type { RoundOutcome, ScorecardView } from './views.ts';

const anchors = { 1: '', 2: '', 3: '', 4: '', 5: '' };
const criterion = (id: string) => ({
	id,
	name: id.toUpperCase(),
	description: '',
	anchors,
	isCore: true,
	elicitedBy: []
});
const card = (
	raterId: string,
	raterKind: ScorecardView['raterKind'],
	marks: ScorecardView['marks'],
	state: ScorecardView['state'] = 'given'
): ScorecardView => ({ raterId, raterName: raterId, raterKind, marks, state });

const round: RoundOutcome = {
	roundId: 'r',
	ordinal: 1,
	candidate: { userId: 'amara', name: 'Amara' },
	strengths: '',
	nextSteps: '',
	answers: [],
	criteria: ['a', 'b', 'c', 'd'].map(criterion),
	scorecards: [
		card('osei', 'interviewer', [
			{ criterionId: 'a', mark: 4, evidence: 'named the nurse' },
			{ criterionId: 'b', mark: 2, evidence: '' },
			{ criterionId: 'c', mark: 'not-seen', evidence: '' }
		]),
		card('amara', 'self', [{ criterionId: 'a', mark: 3, evidence: '' }]),
		card('lin', 'observer', [], 'not-given')
	],
	items: [{ criterionId: 'a', evidence: '', discussion: '', agreed: 4 }],
	addenda: [],
	visibility: null,
	privateNotes: '',
	usefulness: null,
	canSayUsefulness: false,
	lateWords: []
};

test('marks stand side by side in the order of the given cards', () => {
	const { rated, untouched } = toRatedCriteria(round, 'amara');
	expect(rated.map(({ id, marks }) => [id, marks.map((mark) => mark?.mark ?? null)])).toEqual([
		['a', [4, 3]],
		['b', [2, null]],
		['c', ['not-seen', null]]
	]);
	expect(rated.map(({ agreed }) => agreed)).toEqual([4, null, null]);
	expect(untouched).toEqual(['D']);
});

test('a number without any words says so, one that was not seen does not', () => {
	const { rated } = toRatedCriteria(round, 'amara');
	expect(rated.map(({ isWithoutWords }) => isWithoutWords)).toEqual([false, true, false]);
	expect(rated[0]?.lines).toEqual([{ raterName: 'osei', hue: 'theirs', text: 'named the nurse' }]);
});

test('what was said about a gap stands beside its criterion, and is words', () => {
	const discussion = ' Amara counted the follow-up. ';
	const items = [{ criterionId: 'b', evidence: '', discussion, agreed: null }];
	const { rated } = toRatedCriteria({ ...round, items }, 'amara');
	expect(rated[1]).toMatchObject({
		id: 'b',
		discussion: 'Amara counted the follow-up.',
		isWithoutWords: false
	});
});

test('my card has the accent, also when I am the interviewer; to others the candidate’s has it', () => {
	const [interviewer, self] = round.scorecards as [ScorecardView, ScorecardView];
	const hues = (myId: string) =>
		[interviewer, self].map((one) => toHue(one, round.scorecards, myId));
	expect(hues('amara')).toEqual(['theirs', 'mine']);
	expect(hues('osei')).toEqual(['mine', 'theirs']);
	expect(hues('advisor')).toEqual(['theirs', 'mine']);
});

test.each([
	[72_000, 90, '1:12', '0:18 under', 0.8, 1],
	[112_000, 90, '1:52', '0:22 over', 1, 90 / 112],
	[93_400, 90, '1:33', 'on target', 1, 90 / 93],
	[0, 90, '0:00', '1:30 under', 0, 1]
])('%i ms of %i s', (durationMs, targetSeconds, face, note, share, targetShare) => {
	const length = toAnswerLength(durationMs, targetSeconds);
	expect(length).toMatchObject({ face, note });
	expect(length.share).toBeCloseTo(share);
	expect(length.targetShare).toBeCloseTo(targetShare);
});
