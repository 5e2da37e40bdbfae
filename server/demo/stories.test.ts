import { expect, test } from 'vitest';
import { toMean } from '#lib/progress/means.ts';
import { toLeniency, toRaterBook } from '#lib/progress/raters.ts';
import { toTrend } from '#lib/progress/trend.ts';
import {
	badNight,
	candidate,
	justStarted,
	peer,
	ratedHarshly,
	sharesLittle,
	type DemoPerson
} from './people.ts';
import { toSeasonRows } from './season-rows.ts';

const weekMs = 7 * 86_400_000;
const rows = toSeasonRows(new Date('2026-11-22T12:00:00Z'), { residency: 'r', short: 's' });
const marksOf = Map.groupBy(rows.ratings, ({ scorecardId }) => scorecardId);

/** What interviewers gave in mentor mocks, oldest first. */
const cards = rows.scorecards.flatMap(({ id, roundId, raterId, raterKind }) => {
	const round = rows.rounds.find((one) => one.id === roundId)!;
	const interview = rows.interviews.find((one) => one.id === round.interviewId)!;
	if (raterKind !== 'interviewer' || interview.kind !== 'mentor') return [];
	const value = toMean((marksOf.get(id) ?? []).map((mark) => mark.value ?? null))!;
	const at = round.finishedAt!.getTime();
	const isPrivate = round.visibility === 'private';
	return [{ raterId, candidateId: round.candidateId!, at, week: at / weekMs, value, isPrivate }];
});
const book = toRaterBook(cards.filter(({ isPrivate }) => !isPrivate));

function toTrendOf(person: DemoPerson, isRaw = false) {
	const own = cards.filter(({ candidateId }) => candidateId === person.id);
	const raterIds = own.map(({ raterId }) => raterId);
	return toTrend(
		own.map(({ at, value, raterId }) => ({ at, value, raters: [raterId] })),
		{ raters: isRaw ? null : toLeniency(book, raterIds, person.id), isMean: true }
	);
}

test.each([
	['improving', candidate, { word: 'improving' }],
	['level', peer, { word: 'steady' }],
	['one bad night', badNight, { word: 'cannot-say', lastEvening: 'low' }],
	['a harsh rater', ratedHarshly, { word: 'cannot-say', lastEvening: 'usual' }],
	['just started', justStarted, { word: 'not-enough' }],
	['private', sharesLittle, { word: 'improving' }]
] as const)('the story of %s reads so', (_, person, trend) => {
	expect(toTrendOf(person)).toMatchObject(trend);
});

test('the raw line takes the harsh rater for a decline', () => {
	expect(toTrendOf(ratedHarshly, true).word).toBe('slipping');
});
