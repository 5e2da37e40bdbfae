import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { splitUpdate } from './split-update.ts';
import { toStateHash } from './state-hash.ts';

const maxBytes = 600;

function applyInOrder(parts: Uint8Array[]): Y.Doc {
	const doc = new Y.Doc();
	for (const part of parts) {
		Y.applyUpdate(doc, part);
		expect(doc.store.pendingStructs).toBeNull();
		expect(doc.store.pendingDs).toBeNull();
	}
	return doc;
}

test('an update that fits stays as it is', () => {
	const doc = new Y.Doc();
	doc.getText('a').insert(0, 'short');
	const update = Y.encodeStateAsUpdate(doc);
	expect(splitUpdate(update, maxBytes)).toEqual([update]);
});

test('a long text is cut between characters, and no part is over the limit', () => {
	const doc = new Y.Doc();
	doc.getText('a').insert(0, 'Ääß😀'.repeat(2_000));
	const parts = splitUpdate(Y.encodeStateAsUpdate(doc), maxBytes);
	expect(Math.max(...parts.map((part) => part.byteLength))).toBeLessThanOrEqual(maxBytes);
	const copy = applyInOrder(parts);
	expect(copy.getText('a').toString()).toBe(doc.getText('a').toString());
	expect(toStateHash(copy)).toBe(toStateHash(doc));
});

test('any update of two clients that wrote in each other’s text has the same effect in parts', () => {
	const edit = fc.record({
		isFirst: fc.boolean(),
		at: fc.nat(10_000),
		words: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 80 }),
		deleted: fc.nat(12)
	});
	fc.assert(
		fc.property(fc.array(edit, { minLength: 20, maxLength: 60 }), (edits) => {
			const docs = [new Y.Doc(), new Y.Doc()] as const;
			for (const { isFirst, at, words, deleted } of edits) {
				const [doc, other] = isFirst ? docs : ([docs[1], docs[0]] as const);
				const text = doc.getText('a');
				text.insert(at % (text.length + 1), words);
				const from = at % text.length;
				text.delete(from, Math.min(deleted, text.length - from));
				Y.applyUpdate(other, Y.encodeStateAsUpdate(doc, Y.encodeStateVector(other)));
			}
			const parts = splitUpdate(Y.encodeStateAsUpdate(docs[0]), maxBytes);
			expect(Math.max(...parts.map((part) => part.byteLength))).toBeLessThanOrEqual(maxBytes);
			const copy = applyInOrder(parts);
			expect(copy.getText('a').toString()).toBe(docs[0].getText('a').toString());
			expect(toStateHash(copy)).toBe(toStateHash(docs[0]));
		}),
		{ numRuns: 60 }
	);
});
