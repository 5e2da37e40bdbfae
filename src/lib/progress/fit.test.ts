import { describe, expect, test } from 'vitest';
import { toFit, type Observation } from './fit.ts';

const by = (raters: string | string[], ...values: number[]): Observation[] =>
	values.map((value, week) => ({ week, value, raters: [raters].flat() }));
const exact = { roundingSd: 1e-6 };

describe('without rater effects', () => {
	// Reckoned by hand: mean week 2, squares 10, slope 7/10; residuals 0.2, −0.5, 0.8, −0.9, 0.4 → 1.9 / 3.
	test('[2.6] the raw line is ordinary least squares, with its standard error', () => {
		const fit = toFit(by('r', 1, 1, 3, 2, 4), { raters: null, ...exact })!;
		expect(fit.slope).toBeCloseTo(0.7, 12);
		expect(fit.degrees).toBe(3);
		expect(fit.noise).toBeCloseTo(Math.sqrt(1.9 / 3), 12);
		expect(fit.slopeError).toBeCloseTo(Math.sqrt(1.9 / 3 / 10), 12);
		expect(fit.at(2)).toEqual({
			value: expect.closeTo(2.2, 12),
			error: expect.closeTo(Math.sqrt(1.9 / 3 / 5), 12)
		});
	});

	test('[2.5] equal marks are not certainty', () => {
		const fit = toFit(by('r', 3, 3, 3), { raters: null, roundingSd: 0.29 })!;
		expect(fit.noise).toBe(0.29);
		expect(fit.slopeError).toBeCloseTo(0.29 / Math.sqrt(2), 12);
	});

	test('[4.1] there is no line through two interviews, nor through a single moment', () => {
		expect(toFit(by('r', 1, 5), { raters: null, ...exact })).toBeNull();
		const moment = by('r', 1, 2, 3).map((one) => ({ ...one, week: 4 }));
		expect(toFit(moment, { raters: null, ...exact })).toBeNull();
	});
});

describe('with rater effects', () => {
	const unknown = { raters: new Map(), ...exact };

	test('[2.4] one rater throughout changes nothing of the slope', () => {
		const given = by('r', 1, 1, 3, 2, 4);
		const [raw, adjusted] = [toFit(given, { raters: null, ...exact })!, toFit(given, unknown)!];
		expect(adjusted.slope).toBeCloseTo(raw.slope, 9);
		expect(adjusted.slopeError).toBeCloseTo(raw.slopeError, 9);
		expect(adjusted.degrees).toBe(3);
	});

	test('[2.4] a rater who came back is compared with themself: a step between two is no slope', () => {
		const given = [...by('harsh', 2, 2.1, 1.9, 2), ...by('lenient', 4, 4.1, 3.9, 4)];
		given.forEach((one, week) => (one.week = week));
		expect(toFit(given, { raters: null, ...exact })!.slope).toBeGreaterThan(0.3);
		const adjusted = toFit(given, unknown)!;
		expect(Math.abs(adjusted.slope)).toBeLessThan(0.03);
		expect(adjusted.leniency.get('lenient')! - adjusted.leniency.get('harsh')!).toBeCloseTo(2, 0);
		expect(adjusted.degrees).toBe(8 - 2 - 1);
	});

	test('[2.1] a known rater is taken at what is known', () => {
		const given = [...by('a', 2, 2, 2), ...by('harsh', 1.5)];
		given.forEach((one, week) => (one.week = week));
		const sure = (mean: number) => ({ mean, variance: 1e-9 });
		const raters = new Map([
			['a', sure(0)],
			['harsh', sure(-0.5)]
		]);
		expect(toFit(given, { raters, ...exact })!.slope).toBeCloseTo(0, 6);
	});

	test('[2.1] two raters on one evening share it', () => {
		const given = [...by('a', 2, 2.2, 2.4, 2.3), { week: 4, value: 2.6, raters: ['a', 'b'] }];
		const fit = toFit(given, unknown)!;
		expect(fit.leniency.size).toBe(2);
		expect(fit.degrees).toBe(2);
	});

	test('[2.6] the line lies among the points, whoever rated', () => {
		const given = [...by('harsh', 2, 2, 2), ...by('lenient', 4, 4, 4)];
		given.forEach((one, index) => (one.week = index));
		expect(toFit(given, unknown)!.at(2.5).value).toBeCloseTo(3, 6);
	});
});
