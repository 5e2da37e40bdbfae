import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { toWords } from './update-words.ts';

test('what was typed key by key, without what was taken back, a line for each text', () => {
	const doc = new Y.Doc();
	const updates: Uint8Array[] = [];
	doc.on('update', (update: Uint8Array) => updates.push(update));
	for (const key of 'From the traim') doc.getText('a').insert(doc.getText('a').length, key);
	doc.getText('a').delete(13, 1);
	doc.getText('a').insert(13, 'n 😀');
	doc.getText('b').insert(0, 'Second');
	doc.getMap('c').set('x', 4);
	expect(toWords(Y.mergeUpdates(updates))).toBe('From the train 😀\nSecond');
});

test('nothing, where only something was deleted', () => {
	const doc = new Y.Doc();
	doc.getText('a').insert(0, 'x');
	let update = new Uint8Array();
	doc.on('update', (given: Uint8Array) => (update = new Uint8Array(given)));
	doc.getText('a').delete(0, 1);
	expect(toWords(update)).toBe('');
});
