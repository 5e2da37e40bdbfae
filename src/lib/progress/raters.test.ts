import { describe, expect, test } from 'vitest';
import { fewestOthers, toLeniency, type GivenCard } from './raters.ts';

/** `people` whom a rater gives `lead` more than two others do. */
const cards = (people: number, lead: number): GivenCard[] =>
	Array.from({ length: people }, (_, person) =>
		['r', 'x', 'y'].map((raterId) => ({
			raterId,
			candidateId: `p${person}`,
			week: person % 3,
			value: 2 + (person % 3) + (raterId === 'r' ? lead : 0)
		}))
	).flat();

describe('what is known of a rater', () => {
	test('[3.1] is the mean difference to others, shrunk towards none', () => {
		const few = toLeniency(['r'], cards(5, 0.6)).get('r')!;
		const many = toLeniency(['r'], cards(40, 0.6)).get('r')!;
		expect(few.mean).toBeGreaterThan(0.35);
		expect(few.mean).toBeLessThan(0.5);
		expect(many.mean).toBeGreaterThan(0.55);
		expect(many.mean).toBeLessThan(0.6);
		expect(many.variance).toBeLessThan(few.variance);
	});

	test('[3.1] is not misled by people who get better', () => {
		const improving = Array.from({ length: 8 }, (_, person) => [
			{ raterId: 'r', candidateId: `p${person}`, week: 6, value: 4 },
			...[0, 3, 9].map((week) => ({
				raterId: `other${week}`,
				candidateId: `p${person}`,
				week,
				value: 2 + week / 3
			}))
		]).flat();
		expect(toLeniency(['r'], improving).get('r')!.mean).toBeCloseTo(0, 9);
	});

	test('[3.3] is nothing from fewer than five other people, however many cards', () => {
		const four = cards(fewestOthers - 1, 1);
		expect(toLeniency(['r'], [...four, ...four, ...four]).size).toBe(0);
		expect(toLeniency(['r'], cards(fewestOthers, 1)).size).toBe(1);
	});

	test('[3.3] nor from people whom nobody else has rated', () => {
		const alone = cards(9, 1).filter(({ raterId }) => raterId === 'r');
		expect(toLeniency(['r'], alone).size).toBe(0);
	});
});
