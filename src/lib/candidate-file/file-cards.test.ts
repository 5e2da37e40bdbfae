import { describe, expect, it } from 'vitest';
import { drawQuestion, type DeckQuestion } from '../deck/draw.ts';
import { toFileCard, toFileCards } from './file-cards.ts';
import { lineKinds, type FileLine, type LineKind, type LineValues } from './line.ts';

const line = (
	kind: LineKind,
	values: LineValues,
	isOpen = true
): FileLine & { version: number } => ({
	id: `${kind}line`,
	kind,
	version: 3,
	isOpen,
	values
});

const examples: Record<LineKind, LineValues> = {
	exam: { exam: 'Step 1', attempt: '2', takenOn: '2024-02', changed: 'x'.repeat(600) },
	gap: { from: '2022-06', to: '2023-01', reason: 'Illness at home', changed: 'Learned to wait.' },
	rotation: { place: 'p'.repeat(100), taught: 'To ask first.\nThen to answer.' },
	cv: { title: 't'.repeat(120), details: 'Three of us.' },
	programme: { name: 'Lakeside', city: 'Chicago', whyHere: 'One ward for both.', likes: 'Size.' },
	story: { title: 'The patient who would not eat', 'theme-conflict': 'on', situation: 'SECRET' }
};

it('makes no card of a line that is not ticked', () => {
	expect(toFileCards(lineKinds.map((kind) => line(kind, examples[kind], false)))).toEqual([]);
	expect(toFileCards(lineKinds.map((kind) => line(kind, examples[kind])))).toHaveLength(6);
});

it('a card has the id and the version of its line', () => {
	const { id, version, fileLineId } = toFileCard(line('cv', examples.cv));
	expect({ id, version, fileLineId }).toEqual({
		id: 'file-cvline',
		version: 3,
		fileLineId: 'cvline'
	});
});

describe('what is asked', () => {
	const ask = (kind: LineKind, values: LineValues) => toFileCard(line(kind, values)).content;

	it.each([
		[
			'exam',
			{ exam: 'Step 1', result: 'failed', takenOn: '2023-05' },
			'red-flags',
			'You did not pass Step 1 in May 2023. What happened, and what did you change?'
		],
		[
			'exam',
			{ exam: 'Step 1', attempt: '2', result: 'passed' },
			'red-flags',
			'This was your second attempt at Step 1. What was different this time?'
		],
		[
			'exam',
			{ exam: 'Step 2 CK', result: 'passed' },
			'application-file',
			'Tell me how you prepared for Step 2 CK, and what you would do otherwise today.'
		],
		[
			'gap',
			{ from: '2022-06', to: '2023-01', reason: 'x' },
			'red-flags',
			'There is a gap in your file, June 2022 to January 2023. What were you doing?'
		],
		['programme', { name: 'Lakeside' }, 'motivation', 'Why Lakeside?'],
		[
			'programme',
			{ name: 'Lakeside', city: 'Chicago' },
			'motivation',
			'Why Lakeside, and why Chicago?'
		]
	] as const)('%s %j', (kind, values, category, prompt) => {
		expect(ask(kind, values)).toMatchObject({ category, prompt });
	});

	it('a story keeps its words: who has read it hears another answer', () => {
		expect(JSON.stringify(ask('story', examples.story))).not.toContain('SECRET');
		expect(ask('story', examples.story)).toMatchObject({ isStar: true, tags: ['conflict'] });
	});
});

describe('in the draw', () => {
	const deck: DeckQuestion[] = (['application-file', 'motivation'] as const).map((category) => ({
		id: category,
		version: 1,
		content: { ...toFileCard(line('cv', examples.cv)).content, category }
	}));
	/** Three numbers: for the category, for the choice between own and all, for the card. */
	const draw = (own: DeckQuestion, category: 'application-file' | 'motivation', choice: number) => {
		const numbers = [0, choice, 0];
		return drawQuestion({
			questions: [...deck, own],
			candidate: { specialty: null, path: null, needsVisa: null },
			categories: [category],
			drawnIds: new Set(),
			metAt: new Map(),
			random: () => numbers.shift()!
		});
	};

	it.each([0, 0.5, 0.99])(
		'an own line comes before the deck’s cards, and says why (%d)',
		(choice) => {
			const own = toFileCard(line('cv', examples.cv));
			expect(draw(own, 'application-file', choice)).toMatchObject({
				question: { id: 'file-cvline' },
				reason: { kind: 'own-file' }
			});
		}
	);

	it.each([
		[0.49, 'file-programmeline'],
		[0.51, 'motivation']
	])('why here comes up half of the time: a season has other reasons too (%d)', (choice, id) => {
		const own = toFileCard(line('programme', examples.programme));
		expect(draw(own, 'motivation', choice)?.question.id).toBe(id);
	});
});
