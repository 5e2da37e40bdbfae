import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawQuestion, fitsCategory, pickQuestion, type DeckQuestion } from './draw.ts';
import {
	categories,
	paths,
	specialties,
	type Category,
	type Preparation,
	type QuestionContent
} from './question.ts';

let made = 0;

/** A question of this category, with the restrictions that matter for the test. */
function given(category: Category, restrictions: Partial<QuestionContent> = {}): DeckQuestion {
	made += 1;
	return {
		id: `q${made}`,
		version: 1,
		content: {
			prompt: `Prompt ${made}`,
			category,
			tags: [],
			targetSeconds: 90,
			followUps: [],
			strongAnswer: [],
			commonMistakes: [],
			isStar: false,
			specialties: [],
			paths: [],
			needsVisa: false,
			...restrictions
		}
	};
}

const unknown: Preparation = { specialty: null, path: null, needsVisa: null };
const nothing = { drawnIds: new Set<string>(), metAt: new Map<string, number>(), random: () => 0 };
const specialtyOrPath: Category[] = ['med-psych', 'med-peds', 'categorical', 'img-path'];

const preparation = fc.record({
	specialty: fc.constantFrom(null, ...specialties),
	path: fc.constantFrom(null, ...paths),
	needsVisa: fc.constantFrom(null, true, false)
});

describe('drawing a question', () => {
	it('deals from the categories of the step only', () => {
		const questions = [given('opening'), given('ethics')];
		const draw = drawQuestion({
			...nothing,
			questions,
			candidate: unknown,
			categories: ['ethics']
		});
		expect(draw).toEqual({ question: questions[1], metBeforeAt: null, reason: null });
	});

	it('deals nothing when every fitting card was drawn in this interview, met before or not', () => {
		const only = given('opening');
		expect(
			drawQuestion({
				...nothing,
				questions: [only],
				candidate: unknown,
				categories: ['opening'],
				drawnIds: new Set([only.id])
			})
		).toBeNull();
	});

	it('deals what was met only when nothing unmet is left, the oldest first and labelled', () => {
		const [first, second, third] = [given('ethics'), given('ethics'), given('ethics')];
		const request = {
			...nothing,
			questions: [first, second, third],
			candidate: unknown,
			categories: ['ethics'] as Category[],
			metAt: new Map([
				[first.id, 2_000],
				[second.id, 1_000]
			])
		};
		expect(drawQuestion(request)).toEqual({ question: third, metBeforeAt: null, reason: null });
		expect(drawQuestion({ ...request, drawnIds: new Set([third.id]) })).toEqual({
			question: second,
			metBeforeAt: 1_000,
			reason: null
		});
	});

	it('gives every category of a step the same chance, however many cards it holds', () => {
		const questions = [
			given('img-path'),
			...Array.from({ length: 9 }, () => given('med-psych', { specialties: ['med-psych'] }))
		];
		const candidate: Preparation = { specialty: 'med-psych', path: 'img', needsVisa: true };
		const draws = Array.from({ length: 100 }, (_, index) =>
			drawQuestion({
				...nothing,
				questions,
				candidate,
				categories: specialtyOrPath,
				random: () => index / 100
			})
		);
		const pathCards = draws.filter((draw) => draw?.question.content.category === 'img-path');
		expect(pathCards).toHaveLength(50);
	});

	it('asks a candidate whose specialty is unknown what holds for everybody', () => {
		const general = [given('categorical'), given('img-path')];
		const questions = [
			...general,
			given('categorical', { specialties: ['surgery'] }),
			given('img-path', { paths: ['img'] }),
			given('med-psych', { specialties: ['med-psych'] })
		];
		for (const random of [() => 0, () => 0.5, () => 0.999]) {
			const draw = drawQuestion({
				...nothing,
				questions,
				candidate: unknown,
				categories: specialtyOrPath,
				random
			});
			expect(general).toContain(draw?.question);
		}
	});

	it('never fails on the edge of randomness', () => {
		const questions = [given('opening')];
		const draw = drawQuestion({
			...nothing,
			questions,
			candidate: unknown,
			categories: ['opening'],
			random: () => 1
		});
		expect(draw?.question).toBe(questions[0]);
	});

	it('never deals a card twice, a card that does not fit, or an old one while a new one is left', () => {
		const question = fc
			.record({
				category: fc.constantFrom(...categories),
				specialties: fc.subarray([...specialties]),
				paths: fc.subarray([...paths]),
				needsVisa: fc.boolean()
			})
			.map(({ category, ...restrictions }) => given(category, restrictions));
		fc.assert(
			fc.property(
				fc.array(question, { maxLength: 30 }),
				preparation,
				fc.subarray([...categories], { minLength: 1 }),
				fc.infiniteStream(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })),
				fc.func(fc.boolean()),
				(questions, candidate, wanted, randoms, isMet) => {
					const metAt = new Map(
						questions.flatMap(({ id }, index) => (isMet(id) ? [[id, index] as const] : []))
					);
					const drawnIds = new Set<string>();
					let repeats = false;
					for (;;) {
						const draw = drawQuestion({
							questions,
							candidate,
							categories: wanted,
							drawnIds,
							metAt,
							random: () => randoms.next().value
						});
						if (!draw) return;
						const { id, content } = draw.question;
						expect(drawnIds.has(id)).toBe(false);
						expect(wanted).toContain(content.category);
						expect(fitsCategory(content.category, candidate)).toBe(true);
						expect(draw.metBeforeAt).toBe(metAt.get(id) ?? null);
						repeats ||= draw.metBeforeAt !== null;
						expect(repeats && draw.metBeforeAt === null).toBe(false);
						drawnIds.add(id);
					}
				}
			)
		);
	});
});

describe('picking a question', () => {
	it('may be a repeat and then says since when', () => {
		const question = given('ethics');
		const request = { ...nothing, questions: [question], candidate: unknown };
		expect(
			pickQuestion({ ...request, questionId: question.id, metAt: new Map([[question.id, 7]]) })
		).toEqual({ question, metBeforeAt: 7, reason: null });
	});

	it('refuses a card that does not fit, one that is on the table, and one that is not in the deck', () => {
		const visa = given('img-path', { needsVisa: true });
		const drawn = given('ethics');
		const request = {
			...nothing,
			questions: [visa, drawn],
			candidate: { specialty: null, path: 'us-citizen-img', needsVisa: true } as Preparation,
			drawnIds: new Set([drawn.id])
		};
		for (const questionId of [visa.id, drawn.id, 'elsewhere'])
			expect(pickQuestion({ ...request, questionId })).toBeNull();
	});
});
