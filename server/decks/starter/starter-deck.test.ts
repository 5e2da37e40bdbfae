import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { drawQuestion, fitsCategory, type DeckQuestion } from '#lib/deck/draw.ts';
import type { PlanStep } from '#lib/deck/plan.ts';
import { plans } from '#lib/deck/plans.ts';
import type { ThemePractice } from '#lib/deck/practice.ts';
import {
	categories,
	difficulties,
	fitsCandidate,
	paths,
	specialties,
	type Category,
	type Preparation
} from '#lib/deck/question.ts';
import { toLights } from '#lib/interview/clock.ts';
import type { AnswerRow, InterviewState } from '#server/interviews/interview-queries.ts';
import { toStageView } from '#server/interviews/stage.ts';
import { starterDeck } from './starter-deck.ts';

const { questions } = starterDeck;
const contents = questions.map(({ content }) => content);

const sentence = v.pipe(v.string(), v.minLength(6), v.maxLength(200));
const unique = <T>(values: T[]) => new Set(values).size === values.length;
const contentSchema = v.strictObject({
	prompt: v.pipe(v.string(), v.minLength(20), v.maxLength(240)),
	category: v.picklist(categories),
	tags: v.pipe(
		v.array(v.pipe(v.string(), v.regex(/^[a-z0-9-]+$/))),
		v.minLength(1),
		v.check(unique)
	),
	targetSeconds: v.pipe(v.number(), v.integer(), v.minValue(20), v.maxValue(180)),
	followUps: v.pipe(v.array(sentence), v.minLength(2), v.maxLength(4)),
	followUpCues: v.pipe(
		v.array(v.pipe(v.string(), v.minLength(4), v.maxLength(40))),
		v.check(unique)
	),
	difficulty: v.picklist(difficulties),
	rule: v.optional(v.pipe(v.string(), v.minLength(60), v.maxLength(240))),
	gracefulAnswer: v.optional(v.pipe(v.string(), v.minLength(40), v.maxLength(200))),
	strongAnswer: v.pipe(v.array(sentence), v.minLength(3), v.maxLength(5)),
	commonMistakes: v.pipe(v.array(sentence), v.minLength(2), v.maxLength(3)),
	isStar: v.boolean(),
	specialties: v.pipe(v.array(v.picklist(specialties)), v.check(unique)),
	paths: v.pipe(v.array(v.picklist(paths)), v.check(unique)),
	needsVisa: v.boolean(),
	lightSeconds: v.optional(
		v.strictObject({ green: v.number(), amber: v.number(), red: v.number() })
	)
});

/** Least number of questions per category. */
const least: Record<Category, number> = {
	opening: 10,
	motivation: 16,
	'self-knowledge': 16,
	behavioural: 40,
	ethics: 18,
	'img-path': 20,
	'red-flags': 16,
	'med-psych': 18,
	'med-peds': 18,
	categorical: 24,
	'away-rotations': 9,
	'application-file': 14,
	'clinical-reasoning': 18,
	'small-talk': 12,
	'questions-for-us': 10,
	'may-not-ask': 12
};

const toWords = (text: string) => text.toLowerCase().match(/[\p{L}\d’-]+/gu) ?? [];
const toSentences = (text: string) => text.split(/[.?!:;]+\s/);

function toTrigrams(text: string): Set<string> {
	const padded = toWords(text).map((word) => `  ${word} `);
	return new Set(
		padded.flatMap((word) =>
			Array.from({ length: word.length - 2 }, (_, index) => word.slice(index, index + 3))
		)
	);
}

/** As pg_trgm counts it: shared trigrams over all. */
function toSimilarity(a: Set<string>, b: Set<string>): number {
	const shared = [...a].filter((trigram) => b.has(trigram)).length;
	return shared / (a.size + b.size - shared);
}

const toTexts = (content: (typeof contents)[number]) => [
	content.prompt,
	...content.followUps,
	...content.strongAnswer,
	...content.commonMistakes,
	...[content.rule, content.gracefulAnswer].filter((text) => text !== undefined)
];

/** A seeded generator (mulberry32), so that a failure can be run again. */
function createRandom(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let t = Math.imul(state ^ (state >>> 15), 1 | state);
		t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
		return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
	};
}

const narrow: PlanStep = { label: 'Narrow', categories: ['small-talk', 'away-rotations'] };

/** An interview that runs, as the stage is written from it. */
function createInterviewState(): InterviewState {
	const now = new Date(0);
	return {
		interview: {
			phase: 'live',
			kind: 'mentor',
			scoring: 'alone',
			revision: 1,
			minutes: 30,
			promptShown: true,
			plan: []
		} as unknown as InterviewState['interview'],
		people: [],
		rounds: [],
		round: { id: 'round', ordinal: 1, startedAt: now } as InterviewState['round'],
		preparation: { specialty: null, path: null, needsVisa: null },
		answers: [],
		doneRaterIds: new Set(),
		recording: null
	};
}

const toAnswerRow = ({ id, content }: DeckQuestion, ordinal: number): AnswerRow => ({
	id: `answer${ordinal}`,
	roundId: 'round',
	ordinal,
	questionId: id,
	questionVersion: 1,
	fileLineId: null,
	planStep: null,
	category: content.category,
	content,
	lights: toLights(content),
	metBeforeAt: null,
	metAsInterviewer: false,
	reason: null,
	followUps: [],
	askedById: null,
	drawnAt: new Date(0),
	startedAt: null,
	stoppedAt: null,
	pausedAt: null,
	pausedMs: 0,
	pauses: [],
	extraMs: 0,
	endSignalledAt: null,
	figures: null,
	state: 'drawn'
});

describe('the starter deck', () => {
	it.each(questions)('keeps the form of a question: $content.prompt', ({ content }) => {
		expect(v.safeParse(contentSchema, content).issues).toBeUndefined();
	});

	it('has ids of twenty characters, none twice', () => {
		const ids = [starterDeck.id, ...questions.map(({ id }) => id)];
		for (const id of ids) expect(id).toMatch(/^[a-z0-9]{20}$/);
		expect(unique(ids)).toBe(true);
	});

	it('covers every category', () => {
		expect(questions.length).toBeGreaterThanOrEqual(260);
		for (const category of categories) {
			const held = contents.filter((content) => content.category === category);
			expect(held.length, category).toBeGreaterThanOrEqual(least[category]);
		}
	});

	it('asks no question twice in other words', () => {
		const trigrams = contents.map(({ prompt }) => toTrigrams(prompt));
		const alike = trigrams.flatMap((a, i) =>
			trigrams
				.slice(i + 1)
				.flatMap((b, j) =>
					toSimilarity(a, b) >= 0.6 ? [[contents[i]!.prompt, contents[i + 1 + j]!.prompt]] : []
				)
		);
		expect(alike).toEqual([]);
	});

	it('has no line on two cards', () => {
		const lines = contents.flatMap((content) => [...new Set(toTexts(content))]);
		expect(lines.filter((line, index) => lines.indexOf(line) !== index)).toEqual([]);
	});

	it('can be read aloud within twelve seconds at 180 words a minute', () => {
		const slow = contents.filter(({ prompt }) => (toWords(prompt).length / 180) * 60 >= 12);
		expect(slow.map(({ prompt }) => prompt)).toEqual([]);
	});

	it('speaks plainly: short sentences, and no word of the brochure', () => {
		const brochure =
			/\b(utili[sz]e|leverage|synerg|holistic|passionate about|world-class|cutting-edge|state-of-the-art|delve|robust|seamless|foster|showcase|holistically|stakeholder|paradigm|e\.g\.|i\.e\.|etc)\b/i;
		const texts = contents.flatMap(toTexts);
		expect(texts.filter((text) => brochure.test(text))).toEqual([]);
		expect(
			texts.filter((text) => toSentences(text).some((part) => toWords(part).length > 25))
		).toEqual([]);
	});

	it('spells as the British do', () => {
		const american =
			/\b(pediatric\w*|program|programs|behavior\w*|organiz\w*|recogniz\w*|apologiz\w*|prioritiz\w*|summariz\w*|center|color|favor\w*|honor|judgment|anemia|hemorrhag\w*|practicing|counsel(ed|ing)|fulfill|enroll)\b/i;
		expect(contents.flatMap(toTexts).filter((text) => american.test(text))).toEqual([]);
	});

	it('sets each target between the first light and the last', () => {
		for (const content of contents) {
			const { green, amber, red } = toLights(content);
			expect(green < amber && amber < red, content.prompt).toBe(true);
			expect(content.targetSeconds, content.prompt).toBeGreaterThanOrEqual(green);
			expect(content.targetSeconds, content.prompt).toBeLessThanOrEqual(red);
		}
	});

	it('asks for the STAR structure in every behavioural question', () => {
		expect(
			contents.filter(({ category, isStar }) => category === 'behavioural' && !isStar)
		).toEqual([]);
	});

	it('says for each follow-up what the answer lacked', () => {
		for (const { prompt, followUps, followUpCues } of contents)
			expect(followUpCues?.length, prompt).toBe(followUps.length);
	});

	it('gives the rule and a graceful answer to what may not be asked, and to nothing else', () => {
		for (const { category, prompt, rule, gracefulAnswer } of contents)
			expect([rule !== undefined, gracefulAnswer !== undefined], prompt).toEqual(
				category === 'may-not-ask' ? [true, true] : [false, false]
			);
	});

	it('has something of its own for every specialty', () => {
		for (const specialty of specialties) {
			const own = contents.filter(
				({ category, specialties: held }) =>
					(category === 'categorical' || category === specialty) && held.includes(specialty)
			);
			expect(own.length, specialty).toBeGreaterThanOrEqual(3);
		}
	});

	it('keeps combined cards to those who prepare for them, and the visa card to those who need one', () => {
		for (const content of contents) {
			if (content.category === 'med-psych' || content.category === 'med-peds')
				expect(content.specialties, content.prompt).toEqual([content.category]);
			if (content.needsVisa) expect(content.paths, content.prompt).toEqual(['img']);
			expect(/visa/i.test(content.prompt) && !content.needsVisa, content.prompt).toBe(false);
		}
	});

	it('fills every step of every plan for every kind of candidate', () => {
		for (const specialty of [null, ...specialties])
			for (const path of [null, ...paths])
				for (const plan of plans) {
					const random = createRandom(1);
					const drawnIds = new Set<string>();
					for (const { categories } of plan.steps) {
						const draw = drawQuestion({
							questions: questions.map((question) => ({ ...question, version: 1 })),
							candidate: { specialty, path, needsVisa: path === 'img' },
							categories,
							drawnIds,
							metAt: new Map(),
							random
						});
						expect(draw, `${plan.name}, ${specialty}, ${path}`).not.toBeNull();
						drawnIds.add(draw!.question.id);
					}
				}
	});

	it('deals 1,000 cards to 50 people: no repeat without its label, no card that does not fit, nothing leaks', () => {
		const seed = 20261104;
		const random = createRandom(seed);
		const deck = questions.map((question) => ({ ...question, version: 1 }));
		const choose = <T>(from: readonly T[]) => from[Math.floor(random() * from.length)]!;
		const people = Array.from({ length: 50 }, () => ({
			candidate: {
				specialty: choose([null, ...specialties]),
				path: choose([null, ...paths]),
				needsVisa: choose([null, true, false])
			} satisfies Preparation,
			metAt: new Map<string, number>(),
			practice: new Map<string, ThemePractice>()
		}));
		const counts = { draws: 0, repeats: 0, unlabelled: 0, unfit: 0, leaks: 0, reasons: 0 };
		for (let now = 1; counts.draws < 1_000; now++) {
			const { candidate, metAt, practice } = choose(people);
			const state = createInterviewState();
			// Some interviews ask from few categories only, so that cards run out and repeats are dealt.
			const steps = now % 3 === 0 ? Array(12).fill(narrow) : choose(plans).steps;
			const drawnIds = new Set<string>();
			for (const { categories } of steps as PlanStep[]) {
				const draw = drawQuestion({
					questions: deck,
					candidate,
					categories,
					drawnIds,
					metAt,
					practice,
					random
				});
				if (!draw) break;
				const { id, content } = draw.question;
				counts.draws += 1;
				counts.repeats += draw.metBeforeAt === null ? 0 : 1;
				counts.reasons += draw.reason === null ? 0 : 1;
				if (draw.metBeforeAt !== (metAt.get(id) ?? null)) counts.unlabelled += 1;
				if (!fitsCandidate(content, candidate) || !fitsCategory(content.category, candidate))
					counts.unfit += 1;
				expect(drawnIds.has(id), `seed ${seed}`).toBe(false);
				drawnIds.add(id);
				metAt.set(id, now);
				for (const theme of [content.category, ...content.tags])
					practice.set(theme, {
						answers: (practice.get(theme)?.answers ?? 0) + 1,
						mean: 1 + random() * 4
					});

				const answer = toAnswerRow(draw.question, state.answers.length + 1);
				state.answers.push(answer);
				const drawn = JSON.stringify(toStageView(state, []));
				answer.startedAt = new Date(now * 1_000);
				const asked = JSON.stringify(toStageView(state, []));
				answer.stoppedAt = new Date(now * 1_000 + 500);
				const secrets = toTexts(content)
					.slice(1)
					.map((text) => JSON.stringify(text).slice(1, -1));
				if ([content.prompt, ...secrets].some((text) => drawn.includes(text))) counts.leaks += 1;
				if (secrets.some((text) => asked.includes(text))) counts.leaks += 1;
				expect(JSON.parse(asked), `seed ${seed}`).toMatchObject({
					question: { prompt: content.prompt }
				});
			}
		}
		expect(counts, `seed ${seed}`).toMatchObject({ unlabelled: 0, unfit: 0, leaks: 0 });
		expect(counts.repeats).toBeGreaterThan(20);
		expect(counts.reasons).toBeGreaterThan(500);
	});
});
