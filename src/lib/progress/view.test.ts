import { describe, expect, test } from 'vitest';
import { toCalibration } from './calibration.ts';
import {
	toBandPath,
	toDomain,
	toDotPath,
	toLinePath,
	toNearest,
	toPlaces,
	toTicks
} from './chart.ts';
import { findPictureFaults, toSvgTexts } from '../../../tests/support/svg-texts.ts';
import type { HeardMarks } from '../interview/views.ts';
import { unmarked } from '../scoring/answer-marks.ts';
import { toWallTime } from '../time/zone.ts';
import { readFilters, toSearch, toShownSeries } from './filters.ts';
import { toHeatLines } from './heat-table.ts';
import { toHeat } from './heat.ts';
import { toNext } from './next.ts';
import { toDaysUntil, toWeeksInARow } from './readiness.ts';
import { seriesIds, type SeasonCard, type SeasonEntry, type SeasonRecord } from './record.ts';
import { readSeasonText, toSeasonText } from './season-text.ts';
import { toSummary } from './summary.ts';
import { toSvg } from './svg.ts';
import { toCsvLines } from './table.ts';
import { toComparedIds, toSeasonView, withHeard, type Attempt } from './view.ts';

const now = '2026-11-22T12:00:00.000Z';
const reader = { timeZone: 'America/New_York', now };
const dayMs = 86_400_000;
const everything = readFilters(new URLSearchParams());

const card = (series: SeasonCard['series'], marks: Record<string, number>, raterId = 'osei') => ({
	raterId,
	series,
	marks
});
const entry = (daysAgo: number, more: Partial<SeasonEntry> = {}): SeasonEntry => ({
	interviewId: `i${daysAgo}`,
	roundId: `r${daysAgo}`,
	kind: 'mentor',
	finishedAt: new Date(Date.parse(now) - daysAgo * dayMs).toISOString(),
	visibility: 'advisor',
	withNames: ['Dr Osei'],
	strengths: '',
	nextSteps: '',
	answers: [],
	fillersHeard: [],
	cards: [card('mentor', { clarity: 3, structure: 2 }), card('self', { clarity: 4 }, 'me')],
	agreed: {},
	...more
});
const record = (...entries: SeasonEntry[]): SeasonRecord => ({
	candidate: { userId: 'me', name: 'Amara', realInterviewOn: null, timeZone: 'America/New_York' },
	goals: [],
	criteria: [
		{ id: 'clarity', name: 'Clarity', elicitedBy: [] },
		{ id: 'structure', name: 'Structure', elicitedBy: ['ethics'] }
	],
	raterNames: { osei: 'Dr Osei' },
	leniency: new Map(),
	entries,
	nextAt: null
});
const answer = (category: SeasonEntry['answers'][number]['category'], seconds = 80) => ({
	answerId: '',
	questionId: category,
	prompt: 'Why?',
	category,
	seconds,
	targetSeconds: 90,
	figures: null
});
const pinned = (raterId: string, atMs: number, words: string): HeardMarks => ({
	raterId,
	raterName: raterId,
	marks: { ...unmarked, pins: [{ atMs, words }] }
});

describe('a season of any length', () => {
	test.each([0, 1, 2, 3, 40, 400])('%d interviews have a view without a hole', (count) => {
		const entries = Array.from({ length: count }, (_, index) => entry((count - index) * 2));
		const view = toSeasonView(record(...entries), everything, reader);
		expect(view.entries).toHaveLength(count);
		expect(view.lines).toHaveLength(count === 0 ? 0 : 3);
		for (const { layers } of view.lines)
			for (const { values, line } of layers) {
				expect(values).toHaveLength(count);
				for (const { value, low, high } of line.flat()) {
					expect(low).toBeGreaterThanOrEqual(1);
					expect(high).toBeLessThanOrEqual(5);
					expect(value >= low && value <= high).toBe(true);
				}
			}
		expect(JSON.stringify(view)).not.toMatch(/NaN|Infinity/);
	});

	test('[1.2] kinds are layers of their own, and are laid over each other when asked', () => {
		const peer = entry(3, { kind: 'peer', cards: [card('peer', { clarity: 5 }, 'chen')] });
		const given = record(entry(9), peer);
		const layers = (search: string) =>
			toSeasonView(given, readFilters(new URLSearchParams(search)), reader).lines[0]!.layers.map(
				({ series, values }) => [series, ...values]
			);
		expect(layers('')).toEqual([
			['mentor', 2.5, null],
			['self', 4, null]
		]);
		expect(layers('series=peer,mentor')).toEqual([
			['mentor', 2.5, null],
			['peer', null, 5]
		]);
	});

	test('a filter that matches nothing leaves the season countable', () => {
		const given = record(entry(200));
		const view = toSeasonView(given, readFilters(new URLSearchParams('span=4w')), reader);
		expect(view).toMatchObject({ total: 1, entries: [], lines: [] });
		const other = readFilters(new URLSearchParams('criterion=unknown'));
		expect(toSeasonView(given, other, reader).lines).toEqual([]);
	});
});

describe('the address', () => {
	test.each(['', '?series=mentor,self', '?span=12w&line=raw&criterion=clarity&view=table'])(
		'%j says the same after reading',
		(search) => {
			expect(toSearch(readFilters(new URLSearchParams(search)))).toBe(search);
		}
	);

	test('an old or mistyped one still opens', () => {
		const search = 'series=mentor,board&span=9y&view=radar&line=x';
		expect(toSearch(readFilters(new URLSearchParams(search)))).toBe('?series=mentor');
	});

	test('without a wish, interviewers and one’s own are shown, alone what was done alone', () => {
		expect(toShownSeries([], [entry(1)])).toEqual(['mentor', 'self']);
		expect(toShownSeries([], [entry(1, { cards: [card('solo', { clarity: 3 })] })])).toEqual([
			'solo'
		]);
		expect(toShownSeries([], [])).toEqual([]);
	});
});

test('[2.1] every criterion says whose numbers it has, the first line alone what is allowed for', () => {
	const by = (raterId: string, daysAgo: number, marks: Record<string, number>) =>
		entry(daysAgo, { cards: [card('mentor', marks, raterId), card('self', { clarity: 5 }, 'me')] });
	const given = record(
		...[40, 35, 30].map((daysAgo) => by('osei', daysAgo, { clarity: 3, structure: 3 })),
		by('roth', 20, { clarity: 3 }),
		by('roth', 15, { clarity: 3 }),
		by('chen', 10, { clarity: 3 })
	);
	given.raterNames = { osei: 'Dr Osei', roth: 'Dr Roth', chen: 'Dr Chen' };
	const view = toSeasonView(given, everything, reader);
	const toRaters = (id: string) =>
		view.lines
			.find((line) => line.id === id)!
			.layers.map(({ raters }) => raters?.replace(/[⁨⁩]/g, ''));
	expect(toRaters('all')).toEqual(['Rated by Dr Osei (3), Dr Roth (2), Dr Chen (1).', undefined]);
	expect(toRaters('clarity')).toEqual(['Rated by Dr Osei (3), Dr Roth (2) and 1 more.', undefined]);
	expect(toRaters('structure')).toEqual(['Rated by Dr Osei (3).', undefined]);
});

describe('the own eye', () => {
	const both = (own: number, theirs: number) =>
		entry(1, { cards: [card('self', { clarity: own }), card('mentor', { clarity: theirs })] });

	test.each([
		[[], 'not-enough'],
		[[both(4, 2), both(4, 2)], 'not-enough'],
		[[both(4, 3), both(4, 3), both(5, 4)], 'over'],
		[[both(2, 3), both(2, 3), both(3, 4), both(3, 4)], 'under'],
		[[both(3, 3), both(4, 4), both(3, 3), both(2, 2), both(3, 3), both(3, 3)], 'close'],
		[[both(5, 3), both(2, 4), both(4, 3)], 'cannot-say']
	] as const)('[5.2] %#', (entries, word) => {
		expect(toCalibration(entries).word).toBe(word);
	});

	test('[5.1] compares criteria that both rated, and nothing else', () => {
		const apart = entry(1, { cards: [card('self', { clarity: 5 }), card('mentor', { other: 1 })] });
		expect(toCalibration([apart, apart, apart]).count).toBe(0);
	});
});

describe('what to do next', () => {
	test('[6.1] words of the newest feedback that has some, before any number', () => {
		const given = record(
			entry(9, { strengths: '- Honest\n- Brief', nextSteps: 'End on a result.' }),
			entry(2, { strengths: ' ', nextSteps: '' })
		);
		expect(toNext(given, now)).toMatchObject({
			strength: { text: 'Honest', from: 'i9' },
			nextStep: { text: 'End on a result.', from: 'i9' }
		});
	});

	test('[6.1] without words the highest and the lowest criterion', () => {
		expect(toNext(record(entry(2)), now)).toMatchObject({
			strength: { text: 'Clarity: 3 lately.', from: null },
			nextStep: { text: 'Work on structure.', from: null }
		});
		expect(toNext(record(), now)).toMatchObject({ strength: null, nextStep: null });
	});

	test('[6.2] the drill has what was never asked, then what the lowest criterion wants', () => {
		const plans = [
			{
				id: 'a',
				name: 'A',
				description: '',
				rubricId: 'r',
				minutes: 30,
				steps: [step('opening'), step('ethics')]
			},
			{
				id: 'b',
				name: 'B',
				description: '',
				rubricId: 'r',
				minutes: 20,
				steps: [step('red-flags')]
			}
		];
		const asked = (...categories: Parameters<typeof answer>[0][]) =>
			record(entry(2, { answers: categories.map((one) => answer(one)) }));
		const drill = (given: SeasonRecord) => toNext(given, now, plans).drill;
		expect(drill(asked('opening', 'ethics'))).toMatchObject({ planId: 'b' });
		expect(drill(asked('opening', 'ethics', 'red-flags'))).toEqual({
			planId: 'a',
			planName: 'A',
			minutes: 30,
			reason: 'It brings up structure, the lowest so far.'
		});
	});

	test.each([
		['the appointment', { nextAt: '2026-12-01T10:00:00Z' }, '2026-12-01T10:00:00Z', true],
		['a week after the last', {}, '2026-11-27T12:00:00.000Z', false],
		['before the real one', { realInterviewOn: '2026-11-26' }, '2026-11-24T12:00:00.000Z', false],
		['not in the past', { realInterviewOn: '2026-11-20' }, '2026-11-23T12:00:00.000Z', false]
	])('[6.3] the date is %s', (_, { nextAt = null, realInterviewOn = null }: Wish, at, isBooked) => {
		const given = record(entry(2));
		const date = toNext(
			{ ...given, nextAt, candidate: { ...given.candidate, realInterviewOn } },
			now
		).date;
		expect(date).toEqual({ at, isBooked });
	});
});

interface Wish {
	nextAt?: string | null;
	realInterviewOn?: string | null;
}
const step = (category: Parameters<typeof answer>[0]) => ({ label: '', categories: [category] });

describe('pictures', () => {
	const at = [0, 10, 20].map((day) => Date.parse('2026-11-01T12:00:00Z') + day * dayMs);

	test('[1.3] what is missing has no dot', () => {
		const domain = { from: 0, to: 100 };
		const places = toPlaces([0, 50, 100], domain);
		expect(toDotPath(places, [1, null, 5])).toBe('M0 100h0M1000 0h0');
	});

	test('[4.2] the line and its band break with the season', () => {
		const domain = { from: 0, to: 10 };
		const piece = (from: number) =>
			[from, from + 1].map((moment) => ({ at: moment, value: 3, low: 2, high: 4 }));
		expect(toLinePath([piece(0), piece(8)], domain)).toBe('M0 50L100 50M800 50L900 50');
		expect(toBandPath([piece(0)], domain)).toBe('M0 25L100 25L100 75L0 75Z');
	});

	test('[7.1] one point stands at the end of a few weeks, not across the page', () => {
		const { from, to } = toDomain([at[2]!]);
		expect(to - from).toBeGreaterThan(42 * dayMs);
		expect(to).toBeGreaterThan(at[2]!);
		expect(toNearest(at, 999, toDomain(at))).toBe(2);
		expect(toNearest(at, 0, toDomain(at))).toBe(0);
	});

	test('[7.1] months begin at midnight of the zone, in winter and in summer', () => {
		const domain = { from: Date.parse('2026-02-10'), to: Date.parse('2026-05-10') };
		const ticks = toTicks(domain, 'America/New_York');
		expect(ticks.map(({ at: moment, label }) => [label, new Date(moment).toISOString()])).toEqual([
			['Mar', '2026-03-01T05:00:00.000Z'],
			['Apr', '2026-04-01T04:00:00.000Z'],
			['May', '2026-05-01T04:00:00.000Z']
		]);
		const decade = { from: Date.parse('2016-02-10'), to: Date.parse('2026-05-10') };
		expect(toTicks(decade, 'UTC').length).toBeLessThan(11);
	});

	test.each([
		'Australia/Sydney',
		'Pacific/Auckland',
		'America/Asuncion',
		'America/Havana',
		'America/Sao_Paulo',
		'America/St_Johns',
		'Africa/Cairo',
		'Asia/Amman',
		'Asia/Beirut',
		'Asia/Kathmandu',
		'Pacific/Apia',
		'Pacific/Kiritimati'
	])('a month begins on the first there, in every year and whatever its clocks do: %s', (zone) => {
		for (let year = 2012; year < 2031; year += 1) {
			const domain = { from: Date.UTC(year, 0, 15), to: Date.UTC(year, 9, 15) };
			const ticks = toTicks(domain, zone);
			expect(ticks).toHaveLength(9);
			for (const [index, { at: begins }] of ticks.entries()) {
				expect(toWallTime(begins, zone)).toMatchObject({ month: index + 2, day: 1 });
				expect(toWallTime(begins - 1, zone)).toMatchObject({ month: index + 1 });
			}
		}
	});

	test('an evening before the clocks change stays in its month', () => {
		const late = (at: string) => ({
			...entry(0, { answers: [answer('ethics')] }),
			finishedAt: at
		});
		const heat = toHeat(
			[
				late('2023-05-10T09:00:00.000Z'),
				late('2023-09-30T13:30:00.000Z'),
				late('2023-10-10T09:00:00.000Z')
			],
			'Australia/Sydney',
			now
		);
		expect(heat.columns.slice(-2)).toEqual(['Sep ’23', 'Oct ’23']);
		expect(heat.rows[0]!.counts.slice(-2)).toEqual([1, 1]);
	});

	test('a file is a picture without markup from names', () => {
		const view = toSeasonView(record(entry(9), entry(2)), everything, reader);
		const line = { ...view.lines[0]!, name: '<b>Clarity & "more"</b>' };
		const svg = toSvg(line, at.slice(0, 2), ['1 Nov', '11 Nov'], 'UTC');
		expect(svg).toMatch(/^<svg xmlns/);
		expect(svg).not.toContain('<b>');
		expect(findPictureFaults(svg)).toEqual([]);
	});

	test.each([1, 2, 3, 40, 400])(
		'a file of %d evenings has its dates and its legend, nothing over each other',
		(count) => {
			for (const daysApart of [0.3, 2, 30]) {
				const entries = Array.from({ length: count }, (_, index) =>
					entry((count - index) * daysApart, {
						cards: [
							card('mentor', { clarity: 1 + (index % 5) }),
							card('peer', { clarity: 4 }, 'chen'),
							card('self', { clarity: 3 }, 'me'),
							card('solo', { clarity: 2 }, 'me')
						]
					})
				);
				const all = { ...everything, series: [...seriesIds] };
				const view = toSeasonView(record(...entries), all, reader);
				const svg = toSvg(
					view.lines[0]!,
					view.entries.map(({ finishedAt }) => Date.parse(finishedAt)),
					view.entries.map(({ date }) => date),
					reader.timeZone
				);
				expect(findPictureFaults(svg)).toEqual([]);
				const texts = toSvgTexts(svg).map(({ words }) => words);
				expect(texts).toEqual(expect.arrayContaining(['Mentors', 'Peers', 'Their own', 'Alone']));
				expect(
					texts.filter((words) => /^(\d+ )?[A-Z][a-z]{2}( \d{4})?$|^\d{4}$/.test(words))
				).not.toEqual([]);
				expect(texts.some((words) => words.includes('95 %'))).toBe(count >= 3);
				// One of each kind is the legend's.
				expect(svg.match(/<circle/g)).toHaveLength(2 * count + 2);
			}
		}
	);

	test('[7.1] the heat table counts by week, gaps included, and by month beyond a season', () => {
		const asked = (daysAgo: number) =>
			entry(daysAgo, { answers: [answer('ethics'), answer('ethics')] });
		expect(toHeat([asked(20), asked(1)], 'UTC', now)).toEqual({
			columns: ['2 Nov', '9 Nov', '16 Nov'],
			rows: [{ category: 'ethics', counts: [2, 0, 2], total: 4 }],
			most: 2
		});
		expect(toHeat([asked(200), asked(1)], 'UTC', now).columns.at(-1)).toBe('Nov ’26');
		expect(toHeat([], 'UTC', now).rows).toEqual([]);
	});

	test('its file has what the filters leave, and a head where they leave nothing', () => {
		const given = record(
			entry(100, { answers: [answer('red-flags')] }),
			entry(9, { answers: [answer('ethics'), answer('ethics')] }),
			entry(1, { answers: [answer('ethics')] })
		);
		const toFile = (search: string) => {
			const filters = readFilters(new URLSearchParams(search));
			return [...toHeatLines(toSeasonView(given, filters, reader).heat)];
		};
		expect(toFile('span=4w')).toEqual([
			'Category,13 Nov,20 Nov,All\r\n',
			'Ethics and professionalism,2,1,3\r\n'
		]);
		expect(toFile('')).toHaveLength(3);
		const long = record(entry(100, { answers: [answer('ethics')] }));
		const nothing = toSeasonView(long, readFilters(new URLSearchParams('span=4w')), reader);
		expect([...toHeatLines(nothing.heat)]).toEqual(['Category,All\r\n']);
	});
});

test('a season comes out of its text as it went in: gaps, what was agreed, any name and words', () => {
	const named = {
		withNames: ['Ana "<b>", MD', 'Ana "<b>", MD', ''],
		nextSteps: '- 50 %\n- \u2068x'
	};
	const spoken = { answers: [answer('ethics', 0), answer('ethics')] };
	const unrated = { cards: [], withNames: [], nextSteps: '', agreed: {} };
	const view = toSeasonView(
		record(
			...[70, 56, 42, 28, 14].map((daysAgo) => entry(daysAgo, named)),
			entry(9, unrated),
			entry(7, { agreed: { structure: 4 }, ...spoken })
		),
		everything,
		reader
	);
	expect(view.speech).toMatchObject([
		{ id: 'length', values: [null, null, null, null, null, null, 44.4] }
	]);
	const [whole, ...rest] = view.lines;
	expect(whole!.layers[0]!.line.flat().length).toBeGreaterThan(3);
	expect(whole!.layers[0]!.values).toContain(null);
	expect(whole!.layers[0]!.raters).not.toBeNull();
	expect(whole!.agreed.every((value) => value === null)).toBe(true);
	expect(rest.some(({ agreed }) => agreed.includes(4))).toBe(true);
	expect(readSeasonText(toSeasonText(view))).toEqual(view);
});

describe('the table as a file', () => {
	test('gaps are empty, and what a spreadsheet would run is text', () => {
		const given = record(entry(2, { withNames: ['=HYPERLINK("x")', 'Ana, MD'] }));
		const [head, line] = [...toCsvLines(given)];
		expect(head).toBe(
			'Finished (UTC),Kind,With,Answers,All criteria (interviewer),All criteria (own),Clarity (interviewer),Clarity (own),Structure (interviewer),Structure (own)\r\n'
		);
		expect(line).toBe(
			'2026-11-20T12:00:00.000Z,Mentor mock,"\'=HYPERLINK(""x""); Ana, MD",0,2.5,4,3,4,2,\r\n'
		);
	});
});

describe('readiness', () => {
	test.each([
		[[], 0],
		[[1, 8, 15], 3],
		[[1, 15], 2],
		[[1, 22], 1],
		[[15], 0]
	])('[7.3] practice %j days ago are %d weeks in a row', (days, weeks) => {
		expect(
			toWeeksInARow(
				days.map((day) => Date.parse(now) - day * dayMs),
				Date.parse(now)
			)
		).toBe(weeks);
	});

	test('days are counted by the calendar', () => {
		expect(toDaysUntil('2026-11-22', '2026-11-22T23:59:00.000Z', 'UTC')).toBe(0);
		expect(toDaysUntil('2026-11-29', now, 'UTC')).toBe(7);
		expect(toDaysUntil(null, now, 'UTC')).toBeNull();
	});

	test.each([
		['Pacific/Honolulu', '2026-11-23T05:00:00.000Z', 1],
		['Asia/Kolkata', '2026-11-22T19:00:00.000Z', 0],
		['America/New_York', '2026-11-01T05:30:00.000Z', 22]
	])('days to the real interview are those of the candidate’s zone: %s', (zone, at, days) => {
		expect(toDaysUntil('2026-11-23', at, zone)).toBe(days);
	});

	test('[7.2] repeats of a question stand side by side', () => {
		const view = toSeasonView(
			record(
				entry(9, { answers: [answer('ethics', 150)] }),
				entry(2, { answers: [answer('ethics', 95)] })
			),
			everything,
			reader
		);
		expect(view.repeats).toMatchObject([
			{ times: 2, first: { seconds: 150, overall: 2.5 }, last: { seconds: 95 } }
		]);
		expect(view.readiness.kinds.mentor).toBe(2);
	});

	test('[7.7] what was asked again last stands first, and of one evening what was asked most often', () => {
		const asked = (daysAgo: number, ...about: Parameters<typeof answer>[0][]) =>
			entry(daysAgo, { answers: about.map((one) => answer(one)) });
		const { repeats } = toSeasonView(
			record(
				asked(60, 'opening', 'behavioural'),
				asked(50, 'ethics', 'motivation', 'opening'),
				asked(40, 'ethics'),
				asked(5, 'behavioural', 'ethics'),
				asked(1, 'motivation')
			),
			everything,
			reader
		);
		expect(repeats.map(({ category, times }) => `${category} ${times}`)).toEqual([
			'motivation 2',
			'ethics 3',
			'behavioural 2',
			'opening 2'
		]);
	});

	test('[7.7] each time has the pins of its own answer, the first and the last that are shown', () => {
		const asked = (daysAgo: number, answerId: string) =>
			entry(daysAgo, {
				answers: [answer('ethics'), { ...answer('motivation'), answerId }]
			});
		const heard = new Map([
			['lost', [pinned('osei', 42_000, 'Lost the thread')]],
			['better', [pinned('osei', 30_000, 'Better')]],
			['owned', [pinned('raman', 12_000, 'Owned it')]]
		]);
		const shown = (search: string) => {
			const view = toSeasonView(
				record(asked(50, 'lost'), asked(20, 'better'), asked(2, 'owned')),
				readFilters(new URLSearchParams(search)),
				reader
			);
			return { ids: toComparedIds(view), repeats: withHeard(view, heard).repeats };
		};
		const words = (attempt: Attempt) =>
			attempt.heard.flatMap(({ marks }) => marks.pins.map((pin) => pin.words));
		const [ethics, motivation] = shown('').repeats;
		expect([words(ethics!.first), words(ethics!.last)]).toEqual([[], []]);
		expect([words(motivation!.first), words(motivation!.last)]).toEqual([
			['Lost the thread'],
			['Owned it']
		]);
		expect(shown('').ids).toEqual(['', '', 'lost', 'owned']);
		expect(words(shown('span=4w').repeats[1]!.first)).toEqual(['Better']);
	});
});

describe('the summary', () => {
	const line = (name: string, word: 'improving' | 'steady' | 'not-enough' | 'cannot-say') => ({
		id: name,
		name,
		layers: [
			{
				series: 'mentor' as const,
				values: [],
				word,
				sentence: '',
				aside: null,
				raters: null,
				line: []
			}
		],
		agreed: []
	});

	test.each([
		[[line('A', 'not-enough')], 'Not enough yet: three rated interviews make a line.'],
		[
			[line('A', 'improving'), line('B', 'cannot-say')],
			'Improving: A. About the rest it is too early to say.'
		],
		[[line('A', 'steady')], 'Steady: A.'],
		[[line('A', 'cannot-say')], 'About single criteria it is too early to say.'],
		[[], 'Nothing to show here.']
	])('%#', (lines, text) => {
		expect(toSummary(lines)).toBe(text);
	});
});
