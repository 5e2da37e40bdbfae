import fc from 'fast-check';
import * as encoding from 'lib0/encoding';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { walkUpdate } from './update-walker.ts';

const bytes = (fill: (encoder: encoding.Encoder) => void) => {
	const encoder = encoding.createEncoder();
	fill(encoder);
	return encoding.toUint8Array(encoder);
};
const numbers = (...values: number[]) =>
	bytes((encoder) => values.forEach((value) => encoding.writeVarUint(encoder, value)));

const updateOf = (edit: (doc: Y.Doc) => void) => {
	const doc = new Y.Doc();
	doc.clientID = 7;
	edit(doc);
	return Y.encodeStateAsUpdate(doc);
};

const reasonOf = (update: Uint8Array) => {
	const result = walkUpdate(update);
	return result.ok ? 'ok' : result.reason;
};

test('reads what Yjs writes: texts, values, tombstones and deletions', () => {
	const update = updateOf((doc) => {
		doc.getText('strengths').insert(0, 'Calm 😀');
		doc.getText('strengths').delete(0, 2);
		doc.getMap('agreed').set('structure:osei', 4);
	});
	const result = walkUpdate(update);
	if (!result.ok) throw new Error(result.reason);
	expect(result.update.sections).toMatchObject([
		{
			client: 7,
			clock: 0,
			end: 8,
			structs: [
				{ clock: 0, length: 2, content: 'deleted', root: 'strengths' },
				{ clock: 2, length: 5, content: 'text', value: 'lm 😀', origin: { client: 7, clock: 1 } },
				{ clock: 7, length: 1, content: 'value', value: 4, root: 'agreed', key: 'structure:osei' }
			]
		}
	]);
	expect(result.update.deletes).toEqual([{ client: 7, clock: 0, end: 2 }]);
});

describe('[A2] a declared number is not believed beyond the bytes that are there', () => {
	test.each([
		['thirty million structures in seven bytes (E4)', numbers(1, 30_000_000, 5, 0)],
		['two billion clients', numbers(2 ** 31)],
		['a delete set of two billion', numbers(0, 2 ** 31)],
		['two billion ranges', numbers(0, 1, 5, 2 ** 31)],
		[
			'a text of four gigabytes',
			bytes((encoder) => {
				for (const value of [1, 1, 5, 0]) encoding.writeVarUint(encoder, value);
				encoding.writeUint8(encoder, 4);
				encoding.writeVarUint(encoder, 1);
				encoding.writeVarString(encoder, 'strengths');
				encoding.writeVarUint(encoder, 2 ** 32);
			})
		]
	])('%s', (_what, update) => {
		const start = performance.now();
		expect(reasonOf(update)).toBe('malformed');
		expect(performance.now() - start).toBeLessThan(50);
	});
});

describe('[A3] only plain text, primitive values and tombstones', () => {
	test('a GC structure, with which one person erases what another has typed (E3)', () => {
		const squat = bytes((encoder) => {
			for (const value of [1, 1, 99, 0]) encoding.writeVarUint(encoder, value);
			encoding.writeUint8(encoder, 0);
			encoding.writeVarUint(encoder, 1e9);
			encoding.writeVarUint(encoder, 0);
		});
		expect(reasonOf(squat)).toBe('malformed');
	});

	test('a skip', () => {
		const skip = bytes((encoder) => {
			for (const value of [1, 1, 99, 0]) encoding.writeVarUint(encoder, value);
			encoding.writeUint8(encoder, 10);
			encoding.writeVarUint(encoder, 1_000);
			encoding.writeVarUint(encoder, 0);
		});
		expect(reasonOf(skip)).toBe('malformed');
	});

	test.each<[string, (doc: Y.Doc) => void]>([
		['an embed', (doc) => doc.getText('strengths').insertEmbed(0, { image: 'x' })],
		['bold text', (doc) => doc.getText('strengths').insert(0, 'x', { bold: true })],
		['a nested type', (doc) => doc.getMap('agreed').set('x', new Y.Map())],
		['a sub-document', (doc) => doc.getMap('agreed').set('x', new Y.Doc())],
		['bytes', (doc) => doc.getMap('agreed').set('x', new Uint8Array([1]))],
		['an object', (doc) => doc.getMap('agreed').set('x', { a: 1 })],
		['an array', (doc) => doc.getMap('agreed').set('x', [1])],
		['two items of an array', (doc) => doc.getArray('x').insert(0, [1, 2])],
		['a long value', (doc) => doc.getMap('agreed').set('x', 'x'.repeat(1_001))],
		['a long root name', (doc) => doc.getText('x'.repeat(201)).insert(0, 'x')]
	])('%s', (_what, edit) => {
		expect(reasonOf(updateOf(edit))).toBe('wrong-root');
	});
});

test('[A1] an update over 64 KiB', () => {
	expect(reasonOf(updateOf((doc) => doc.getText('a').insert(0, 'x'.repeat(65_537))))).toBe(
		'too-large'
	);
});

test('[A4] ranges of deletions that overlap or go backwards, or a client twice', () => {
	expect(reasonOf(numbers(0, 1, 5, 2, 0, 3, 2, 3))).toBe('malformed');
	expect(reasonOf(numbers(0, 1, 5, 2, 9, 1, 0, 1))).toBe('malformed');
	expect(reasonOf(numbers(0, 2, 5, 1, 0, 1, 5, 1, 3, 1))).toBe('malformed');
	expect(reasonOf(numbers(0, 1, 5, 1, 0, 0))).toBe('malformed');
});

test('[A5] bytes behind the update', () => {
	const update = updateOf((doc) => doc.getText('strengths').insert(0, 'x'));
	expect(reasonOf(Uint8Array.of(...update, 0))).toBe('malformed');
});

test('[A6] garbage, and updates with a byte changed, are refused or read, quickly and without a throw', () => {
	const real = updateOf((doc) => {
		doc.getText('strengths').insert(0, 'Calm and clear');
		doc.getText('strengths').delete(3, 4);
		doc.getMap('agreed').set('structure:osei', 4);
	});
	fc.assert(
		fc.property(
			fc.oneof(
				fc.uint8Array({ maxLength: 200 }),
				fc.tuple(fc.nat(real.length - 1), fc.nat(255)).map(([at, value]) => real.with(at, value))
			),
			(update) => {
				expect(['ok', 'malformed', 'wrong-root']).toContain(reasonOf(update));
			}
		),
		{ numRuns: 3_000 }
	);
});
