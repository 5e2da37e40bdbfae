import { describe, expect, test } from 'vitest';
import { findPictureFaults, toSvgTexts } from '../../../tests/support/svg-texts.ts';
import type { Kind } from '../interview/interview.ts';
import { toWallTime } from '../time/zone.ts';
import { toShortDate } from './dates.ts';
import { toTimelineSvg } from './timeline-svg.ts';
import { toTimeline, toTimelineSentence } from './timeline.ts';

const reader = { timeZone: 'America/New_York', now: '2026-11-22T12:00:00.000Z' };
const dayMs = 86_400_000;
const kinds: readonly Kind[] = ['mentor', 'peer', 'panel', 'solo'];

const toEntry = (finishedAt: string, kind: Kind = 'mentor') => ({
	kind,
	finishedAt,
	date: toShortDate(finishedAt, reader.timeZone, reader.now)
});
const daysAgo = (days: number, kind?: Kind) =>
	toEntry(new Date(Date.parse(reader.now) - days * dayMs).toISOString(), kind);
const many = (count: number, days = 3) =>
	Array.from({ length: count }, (_, index) => daysAgo((count - index) * days, kinds[index % 4]));

describe('[7.8] the season over time', () => {
	test('has a row for each kind that occurs, always in the same order', () => {
		const entries = [daysAgo(20, 'solo'), daysAgo(12, 'mentor'), daysAgo(4, 'solo')];
		const { rows } = toTimeline(entries, null, reader);
		expect(rows).toEqual([
			{ kind: 'mentor', indexes: [1], first: '10 Nov', last: '10 Nov' },
			{ kind: 'solo', indexes: [0, 2], first: '2 Nov', last: '18 Nov' }
		]);
	});

	test('a pause is longer than three weeks, and as wide as it was long', () => {
		const exact = toTimeline([daysAgo(31), daysAgo(10)], null, reader);
		expect(exact.pauses).toEqual([]);
		const longer = toTimeline([daysAgo(60), daysAgo(20), daysAgo(10)], null, reader);
		expect(longer.pauses).toMatchObject([
			{ words: '5 weeks', span: 'from 23 Sep to 2 Nov', hasRoom: true }
		]);
		expect(longer.pauses[0]!.to - longer.pauses[0]!.from).toBe(40 * dayMs);
		const year = toTimeline([daysAgo(400), daysAgo(20)], null, reader);
		expect(year.pauses[0]!.words).toBe('12 months');
	});

	test('the real interview is drawn at midday of its day, unless it would press the season into a corner', () => {
		const entries = [daysAgo(30), daysAgo(4)];
		const drawn = toTimeline(entries, '2026-12-12', reader);
		expect(drawn.real).toMatchObject({ date: '12 Dec', isDrawn: true });
		expect(toWallTime(drawn.real!.at, reader.timeZone)).toMatchObject({ day: 12, hour: 12 });
		expect(drawn.axis.domain.to).toBeGreaterThan(drawn.real!.at);
		const far = toTimeline(entries, '2027-08-01', reader);
		expect(far.real).toMatchObject({ date: '1 Aug 2027', isDrawn: false });
		expect(far.axis).toEqual(toTimeline(entries, null, reader).axis);
		expect(toTimeline([], '2026-12-12', reader)).toMatchObject({
			real: null,
			rows: [],
			labels: []
		});
	});

	test('says the same in words', () => {
		const entries = [daysAgo(90, 'panel'), daysAgo(50), daysAgo(20), daysAgo(4)];
		expect(toTimelineSentence(toTimeline(entries, '2026-12-12', reader), reader)).toBe(
			'3 mentor mocks, 1 panel. 2 pauses, the longest of 5 weeks, from 24 Aug to 3 Oct. The first real interview is on 12 Dec, in 20 days.'
		);
		expect(toTimelineSentence(toTimeline([daysAgo(1)], '2026-11-23', reader), reader)).toContain(
			'tomorrow'
		);
		expect(toTimelineSentence(toTimeline([daysAgo(9)], '2026-11-20', reader), reader)).toContain(
			'was on 20 Nov.'
		);
		expect(toTimelineSentence(toTimeline([], null, reader), reader)).toBe('');
	});

	test('months begin in the reader’s zone, before and after its clocks change', () => {
		const autumn = [toEntry('2026-09-10T12:00:00Z'), toEntry('2026-12-02T03:30:00Z', 'solo')];
		const toMoments = (entries: typeof autumn) =>
			toTimeline(entries, null, reader).labels.map(({ at }) => new Date(at).toISOString());
		// Clocks in New York go back on 1 November: the month begins before they do.
		expect(toMoments(autumn)).toEqual([
			'2026-10-01T04:00:00.000Z',
			'2026-11-01T04:00:00.000Z',
			'2026-12-01T05:00:00.000Z'
		]);
		const spring = [toEntry('2026-02-10T12:00:00Z'), toEntry('2026-04-20T03:30:00Z')];
		expect(toMoments(spring)).toEqual(['2026-03-01T05:00:00.000Z', '2026-04-01T04:00:00.000Z']);
	});

	test.each([
		['one', [daysAgo(3)]],
		['two on one evening', [daysAgo(3), daysAgo(3, 'solo')]],
		['three', many(3)],
		['forty', many(40)],
		['four hundred', many(400)],
		['four hundred in four months', many(400, 0.3)],
		['a gap of a year', [daysAgo(430), daysAgo(410), daysAgo(9), daysAgo(2, 'peer')]],
		['many pauses', many(12, 30)]
	])('looks right with %s', (_, entries) => {
		for (const real of [null, '2026-11-23', '2026-12-12', '2027-06-01', '2025-11-01']) {
			const svg = toTimelineSvg(toTimeline(entries, real, reader), entries, reader);
			expect(findPictureFaults(svg)).toEqual([]);
			const dates = toSvgTexts(svg).filter(({ words }) =>
				/^(\d+ )?[A-Z][a-z]{2}$|^\d{4}$/.test(words)
			);
			expect(dates.length).toBeGreaterThan(0);
			expect(svg.match(/<circle|<rect[^>]*(stroke|fill="#83306b")/g)).toHaveLength(entries.length);
		}
	});
});
