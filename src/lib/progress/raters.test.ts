import { describe, expect, test } from 'vitest';
import { fewestOthers, toLeniency, toRaterBook, type GivenCard } from './raters.ts';

const toKnown = (given: GivenCard[], of = 'somebody else') =>
	toLeniency(toRaterBook(given), ['r'], of).get('r');

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
		const few = toKnown(cards(5, 0.6))!;
		const many = toKnown(cards(40, 0.6))!;
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
		expect(toKnown(improving)!.mean).toBeCloseTo(0, 9);
	});

	test('[3.3] is nothing from fewer than five other people, however many cards', () => {
		const four = cards(fewestOthers - 1, 1);
		expect(toKnown([...four, ...four, ...four])).toBeUndefined();
		expect(toKnown(cards(fewestOthers, 1))).toBeDefined();
	});

	test('[3.3] nor from people whom nobody else has rated', () => {
		const alone = cards(9, 1).filter(({ raterId }) => raterId === 'r');
		expect(toKnown(alone)).toBeUndefined();
	});

	test('[3.2] leaves the candidate’s own interviews out', () => {
		const given = cards(fewestOthers + 1, 0);
		const own = given.map((card) =>
			card.candidateId === 'p0' && card.raterId === 'r' ? { ...card, value: 5 } : card
		);
		expect(toKnown(own, 'p0')!.mean).toBeCloseTo(0, 9);
		expect(toKnown(own, 'p1')!.mean).toBeGreaterThan(0.1);
	});
});
